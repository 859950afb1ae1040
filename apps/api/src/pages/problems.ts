import { STATUS_CODES } from 'node:http';
import { allCodes } from '../openapi/codes.ts';
import { escapeHtml, page } from './html.ts';

const BACK = '<p class="back"><a href="/problems">All codes</a> · <a href="/api/docs/">Documentation</a></p>';

/** What the `type` of a problem leads to; undefined for a code that nobody uses. */
export function problemPage(code: string): string | undefined {
  const known = allCodes().find((entry) => entry.code === code);
  if (!known) return undefined;
  const { status, message } = known;
  return page({
    title: `${code} · Setiket`,
    body: `<main class="text">
<p class="status">${status} ${escapeHtml(STATUS_CODES[status] ?? '')}</p>
<h1><code>${escapeHtml(code)}</code></h1>
<p class="lead">${escapeHtml(message)}</p>
<p>The sentence may be more exact in an answer, and may change. Decide by the code, which stays. Where input was invalid,
<code>errors</code> has one array of sentences a field. Give the <code>request_id</code> to whoever helps you.</p>
${BACK}
</main>`,
  });
}

/** All codes, by status. */
export function problemsPage(): string {
  const rows = allCodes().map(
    ({ code, message, status }) =>
      `<tr><td>${status}</td><td><a href="/problems/${encodeURIComponent(code)}"><code>${escapeHtml(code)}</code></a></td><td>${escapeHtml(message)}</td></tr>`,
  );
  return page({
    title: 'Errors · Setiket',
    body: `<main class="text">
<h1>Errors</h1>
<p class="lead">A refusal is a problem (RFC 9457) with one of these codes.</p>
<div class="scroll"><table>
<thead><tr><th scope="col">Status</th><th scope="col">Code</th><th scope="col">Meaning</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>
<p class="back"><a href="/">Setiket</a> · <a href="/api/docs/">Documentation</a></p>
</main>`,
  });
}
