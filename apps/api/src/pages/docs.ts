import { page } from './html.ts';

/** Swagger UI from our own files; the script that starts it is a file as well, as the CSP wants. */
export function docsPage(): string {
  return page({
    title: 'Setiket API',
    // Not the style of the other pages: Swagger UI brings tables, headings and a `main` of its own.
    styles: ['swagger-ui/swagger-ui.css', 'docs.css'],
    body: `<div id="docs"><noscript>The document itself is at <a href="/api/schema/">/api/schema/</a>.</noscript></div>
<script src="/api/docs/assets/swagger-ui/swagger-ui-bundle.js"></script>
<script src="/api/docs/assets/docs.js"></script>`,
  });
}
