import { domainToUnicode } from 'node:url';

/** An address as people read it: `gast@müller.de` for what is kept as `gast@xn--mller-kva.de`. */
export function shownEmail(email: string): string {
  const at = email.lastIndexOf('@');
  if (!email.includes('xn--', at)) return email;
  return `${email.slice(0, at)}@${domainToUnicode(email.slice(at + 1))}`;
}
