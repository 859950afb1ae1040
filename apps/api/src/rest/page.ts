import type { Page, PageInput } from '@setiket/core/kernel/paging';
import { isKeysetCursor, PAGE_SIZE, rowsOf } from '@setiket/core/kernel/paging';

/** `Link` (RFC 8288) of a page: absolute, with the query as it was asked. */
export function pageLinks(page: Page<unknown>, input: PageInput, url: URL): string {
  const { next_cursor } = page;
  // Cursors lose no row while others arrive, so pages are linked by them unless the caller counts pages.
  if (isKeysetCursor(input.cursor) || (isKeysetCursor(next_cursor ?? undefined) && input.page === undefined)) {
    const next = next_cursor === null ? [] : [link(url, 'cursor', next_cursor, 'next')];
    return [link(url, 'cursor', undefined, 'first'), ...next].join(', ');
  }
  const current = rowsOf(input).page;
  const last = Math.max(1, Math.ceil(page.total / (input.page_size ?? PAGE_SIZE)));
  const links = [link(url, 'page', '1', 'first')];
  if (current > 1) links.push(link(url, 'page', String(Math.min(current - 1, last)), 'prev'));
  if (page.next_cursor !== null) links.push(link(url, 'page', String(current + 1), 'next'));
  links.push(link(url, 'page', String(last), 'last'));
  return links.join(', ');
}

function link(url: URL, name: 'page' | 'cursor', value: string | undefined, rel: string): string {
  const target = new URL(url);
  target.searchParams.delete(name === 'page' ? 'cursor' : 'page');
  if (value === undefined) target.searchParams.delete(name);
  else target.searchParams.set(name, value);
  return `<${target.href}>; rel="${rel}"`;
}
