/** Country code of a number that is written with a leading zero, as people in Indonesia write theirs. */
const HOME = '62';

/** The same text for the same phone: `0812-345 678`, `+62 812 345 678` and `0062812345678` are one. */
export function phoneKey(phone_number: string): string;
export function phoneKey(phone_number: string | null): string | null;
export function phoneKey(phone_number: string | null): string | null {
  if (phone_number === null) return null;
  const digits = phone_number.replace(/\D/g, '');
  if (digits.startsWith('00')) return digits.slice(2);
  return digits.startsWith('0') ? HOME + digits.slice(1) : digits;
}
