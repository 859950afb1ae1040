import type { Env } from '@setiket/core/env';
import { VERSION } from '../version.ts';
import { escapeHtml, page } from './html.ts';

type Card = { href: string; title: string; text: string };

const CARDS: readonly Card[] = [
  { href: '/api/docs/', title: 'Documentation', text: 'Every operation, to read and to try out.' },
  { href: '/api/schema/', title: 'OpenAPI 3.1', text: 'The same as a document for your tools.' },
  { href: '/api/schema/?format=yaml', title: 'OpenAPI as YAML', text: 'For people who would rather read that.' },
  { href: '/problems', title: 'Errors', text: 'Every code with which a request can be refused.' },
  { href: '/api/v1/health/', title: 'Health', text: 'Whether this server and its database are well.' },
];

/** What there is for developers. */
export function landingPage(env: Pick<Env, 'INBOX_URL'>): string {
  const inbox = {
    href: env.INBOX_URL ?? '',
    title: 'Inbox',
    text: 'Every mail that this development server has sent.',
  };
  const cards = env.INBOX_URL ? [...CARDS, inbox] : CARDS;
  return page({
    title: 'Setiket',
    body: `<main class="landing">
<header>
  <p class="mark" aria-hidden="true"><span></span></p>
  <h1>Setiket</h1>
  <p class="lead">Put events on sale, find and buy, get in at the door exactly once, and account for every rupiah.</p>
</header>
<nav aria-label="Where to go">
  <ul class="cards">
${cards.map(card).join('\n')}
  </ul>
</nav>
<footer><p>API version ${VERSION}</p></footer>
</main>`,
  });
}

function card({ href, title, text }: Card): string {
  return `    <li><a href="${escapeHtml(href)}"><strong>${escapeHtml(title)}</strong><span>${escapeHtml(text)}</span></a></li>`;
}
