/** `Rock & Roll` becomes `rock-roll`, `Café` becomes `cafe`; empty when a name has no letter that an address could show. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
