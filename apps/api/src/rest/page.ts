import type { Page, PageInput } from '@setiket/core/kernel/paging';
import { PAGE_SIZE, rowsOf } from '@setiket/core/kernel/paging';

/** `Link` (RFC 8288) of a page: absolute, with the query as it was asked. */
export function pageLinks(page: Page<unknown>, input: PageInput, url: URL): string {
  const current = rowsOf(input).page;
  const last = Math.max(1, Math.ceil(page.total / (input.page_size ?? PAGE_SIZE)));
  const links = [link(url, 1, 'first')];
  if (current > 1) links.push(link(url, Math.min(current - 1, last), 'prev'));
  if (page.next_cursor !== null) links.push(link(url, Number(page.next_cursor), 'next'));
  links.push(link(url, last, 'last'));
  return links.join(', ');
}

function link(url: URL, page: number, rel: string): string {
  const target = new URL(url);
  target.searchParams.delete('cursor');
  target.searchParams.set('page', String(page));
  return `<${target.href}>; rel="${rel}"`;
}
