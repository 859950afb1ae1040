/** A demo event, with dates that move along with today. */
export type DemoEvent = {
  title: string;
  category: 'seminar' | 'konser' | 'horror' | 'komedi' | 'olahraga' | 'music' | 'conference' | 'sport';
  description: string;
  /** About so many days from today; negative is over. It is moved to the next `weekday`. */
  days: number;
  /** 1 is Monday, 7 is Sunday. */
  weekday: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  start: `${number}:${number}`;
  hours: number;
  city: string;
  place_name: string;
  full_address: string;
  timezone?: 'Asia/Makassar' | 'Asia/Jayapura';
  is_online?: true;
  /** What an administrator has said to it. */
  decision?: { status: 'pending' } | { status: 'rejected'; message: string };
  tickets: DemoTicket[];
};

export type DemoTicket = {
  title: string;
  kind: 'free' | 'paid' | 'relawan';
  /** Rupiah; for relawan the least. */
  price?: number;
  quantity: number;
  description?: string;
  /** How many are sold already; `all` is sold out. */
  sold?: number | 'all';
  /** What a relawan buyer gives. */
  given?: number;
};
