import type { Messages } from './messages.ts';

type Place = { place_name: string; full_address: string; city: string; is_online: boolean };

/** `Place, address, city`; what repeats itself is said once. */
export function placeOf(event: Place, words: Pick<Messages, 'online'>): string {
  const parts: string[] = [];
  for (const part of [event.place_name, event.full_address, event.city].map((text) => text.trim())) {
    if (part !== '' && !parts.some((said) => said.toLowerCase().includes(part.toLowerCase()))) parts.push(part);
  }
  const place = parts.join(', ');
  if (!event.is_online) return place;
  return place === '' ? words.online : `${words.online}: ${place}`;
}
