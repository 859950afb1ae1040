import type { OpenApiDocument } from './types.ts';

/** What a reader has to know before the first request. */
export const DESCRIPTION = `Event tickets: put events on sale, find and buy, get in at the door exactly once, and account for every rupiah.

**Paths** answer with and without a trailing slash, under \`/api/v1\` and \`/api\`. One that is marked as deprecated stays, and says which other does the same.

**Credentials.** \`POST /auth/login\` gives an access token, sent as \`Authorization: Bearer …\`, and a refresh token. Browsers of our own pages have a session cookie instead.

**Lists** are plain arrays, 20 rows a page (\`page\`, \`page_size\` up to 100), with the number of all rows in \`X-Total-Count\` and the neighbouring pages in \`Link\`. Query parameters that an operation does not know are refused.

**Refusals** are problems (RFC 9457). Decide by \`code\`: it is stable, the sentence in \`detail\` is not. Invalid input has one array of sentences a field.

**Retrying.** Send an \`Idempotency-Key\` with everything that changes something, and repeat it with the same key when the answer got lost: the effect happens once, the answer comes again.

**Waiting rooms.** Where an event has one (\`has_waiting_room\`), join it with \`POST /events/{id}/waiting-room\`, look until it is your turn, and send the \`admission_token\` that you get as header \`Admission-Token\` with what buys or books. Without it, \`waiting_room.admission_required\`.

**Limits** are counted by hour: 100 requests an address, 1000 an account, unless the operator says otherwise. \`RateLimit-*\` tell where you are, \`Retry-After\` when to come back.

**Spelling.** Ids are UUIDs. Amounts are decimal strings with a currency. Moments are ISO 8601 with offset.`;

const TAGS: Record<string, string> = {
  Accounts: 'Registering, signing in, one’s own account.',
  Events: 'What people attend: finding, reading, what is left.',
  Categories: 'What kinds of events there are.',
  Venues: 'Places, their capacity and their managers.',
  'Waiting room': 'A fair queue before the sale of an event.',
  Bookings: 'Orders of tickets, from pending to confirmed.',
  Orders: 'What was ordered, its invoice, credit notes and papers.',
  Registrations: 'Signing up for an event, one ticket at a time.',
  Tickets: 'What was issued: buying, QR codes, refunds.',
  Payments: 'How bookings are paid, and how money goes back.',
  Organizations: 'Who organizes, and who belongs to them.',
  Organizers: 'Becoming an organizer; events and ticket types, from draft to sold out; sales.',
  Gates: 'Doors, their devices, who is inside, and working without a network.',
  Scanning: 'Getting in at the door, exactly once.',
  Wallets: 'Tickets in Apple Wallet and Google Wallet.',
  Transfers: 'A ticket goes to somebody else.',
  Upgrades: 'A ticket becomes a dearer one.',
  'Box office': 'What staff do for guests: complimentary tickets, refunds, upgrades, sending things again.',
  Vendors: 'Vendors, booths and their invoices.',
  Festival: 'What it is, sponsors, schedule, and writing to the house.',
  Administration: 'Approving, accounts and everything that an administrator does.',
  Health: 'Whether this process is well.',
};

/**
 * The tags that are used, in the order above.
 * @throws where nobody has described one
 */
export function describeTags(document: OpenApiDocument): { name: string; description: string }[] {
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
  const used = new Set(operations.flatMap((operation) => operation.tags));
  for (const tag of used) if (!(tag in TAGS)) throw new Error(`The tag “${tag}” has no description.`);
  return Object.entries(TAGS)
    .filter(([name]) => used.has(name))
    .map(([name, description]) => ({ name, description }));
}
