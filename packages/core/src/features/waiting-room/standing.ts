/** How a waiting room stands, as a process read it last. */
export type Room = {
  event_id: string;
  /** The event takes bookings, and its organizer has not switched the waiting room off. */
  is_on: boolean;
  opens_at: Date;
  drawn_at: Date | null;
  last_place: number;
  admitted_through: number;
  /** Admissions a second in the last minute, and what is tried now. */
  pace: number;
  rate: number;
  max_per_minute: number | null;
  /** Null: nothing is on sale yet. */
  places_left: number | null;
  /** Who may still buy: ranges of places, the oldest first. */
  admissions: readonly Admission[];
};

export type Admission = { after: number; through: number; expires_at: Date };

export const STATES = ['outside', 'early', 'waiting', 'admitted', 'expired', 'sold_out', 'over'] as const;

export type Standing = {
  state: (typeof STATES)[number];
  position: number | null;
  ahead: number | null;
  estimate_seconds: number | null;
  opens_at: Date | null;
  expires_at: Date | null;
};

/** Undefined: not in the queue. Null: in it, and without a number yet. */
export type Place = number | null | undefined;

const NOTHING = { position: null, ahead: null, estimate_seconds: null, opens_at: null, expires_at: null } as const;

/** Where somebody stands in the queue of an event, decided with the arguments alone. */
export function standingOf(room: Room | undefined, place: Place, now: Date): Standing {
  if (!room?.is_on) return { ...NOTHING, state: 'over' };
  const { opens_at } = room;
  if (place === undefined) return { ...NOTHING, state: 'outside', opens_at };
  if (room.drawn_at === null || place === null) {
    const isEarly = now < opens_at;
    const seconds = isEarly ? Math.ceil((opens_at.getTime() - now.getTime()) / 1000) : null;
    return { ...NOTHING, state: isEarly ? 'early' : 'waiting', estimate_seconds: seconds, opens_at };
  }
  if (place <= room.admitted_through) {
    const expires_at = expiryOf(room, place);
    if (expires_at === undefined || expires_at <= now) return { ...NOTHING, state: 'expired', opens_at };
    return { ...NOTHING, state: 'admitted', opens_at, expires_at };
  }
  const position = place - room.admitted_through;
  const isSoldOut = room.places_left === 0;
  return {
    ...NOTHING,
    state: isSoldOut ? 'sold_out' : 'waiting',
    position,
    ahead: position - 1,
    estimate_seconds: isSoldOut || room.places_left === null ? null : estimateOf(room, position),
    opens_at,
  };
}

/** From what was measured where there is something, else from what is tried; never quicker than the ceiling lets anybody in. */
function estimateOf({ pace, rate, max_per_minute }: Room, position: number): number {
  const speed = pace > 0 ? pace : rate;
  return Math.ceil(position / (max_per_minute === null ? speed : Math.min(speed, max_per_minute / 60)));
}

function expiryOf({ admissions }: Room, place: number): Date | undefined {
  let [low, high] = [0, admissions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (admissions[middle]!.through < place) low = middle + 1;
    else high = middle;
  }
  const found = admissions[low];
  return found && found.after < place ? found.expires_at : undefined;
}
