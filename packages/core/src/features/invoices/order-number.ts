import { iso } from '../../kernel/time.ts';

/** `ORD-20260302-9F3A61C4`: the day (UTC) and the last digits of the id, short enough to be read aloud. */
export function orderNumber({ id, created_at }: { id: string; created_at: Date }): string {
  return `ORD-${iso(created_at).slice(0, 10).replaceAll('-', '')}-${id.slice(-8).toUpperCase()}`;
}

const NUMBER = /^ORD-(\d{4})(\d{2})(\d{2})-([0-9A-F]{8})$/i;

/** What an order's number says of its order; undefined when the text is no number. */
export function readOrderNumber(text: string): { since: Date; until: Date; ending: string } | undefined {
  const match = NUMBER.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, day, ending] = match;
  const since = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(since.getTime())) return undefined;
  return { since, until: new Date(since.getTime() + 86_400_000), ending: ending!.toLowerCase() };
}
