import { type Html, html } from './html.ts';

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect x='3' y='7' width='26' " +
  "height='18' rx='3' fill='%234f46e5'/%3E%3Crect x='3' y='11' width='26' height='4' fill='%23fde68a'/%3E%3C/svg%3E";

type Page = { title: string; body: Html; is_wide?: boolean };

/** A page of the stand-in. Each one says what it is, before anything else. */
export function layout({ title, body, is_wide = false }: Page): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · local test payments</title>
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="/payments.css">
</head>
<body>
<p class="banner"><strong>LOCAL TEST MODE</strong> <span>This is a stand-in for Stripe on your own machine. No money moves.</span></p>
<main class="${is_wide ? 'wide' : 'narrow'}">${body}</main>
</body>
</html>
`;
  return page.markup;
}

/** A page with a sentence and a way on. */
export function messagePage(title: string, sentence: string, link?: { href: string; text: string }): string {
  const body = html`<section class="card message"><h1>${title}</h1><p>${sentence}</p>
${link && html`<p><a class="button" href="${link.href}">${link.text}</a></p>`}</section>`;
  return layout({ title, body });
}
