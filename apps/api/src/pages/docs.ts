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

/** The same document to read. ReDoc starts itself where it finds its element. */
export function redocPage(): string {
  return page({
    title: 'Setiket API reference',
    styles: [],
    body: `<redoc spec-url="/api/schema/" hide-hostname native-scrollbars disable-search></redoc>
<noscript>The document itself is at <a href="/api/schema/">/api/schema/</a>.</noscript>
<script src="/api/docs/assets/redoc/redoc.standalone.js"></script>`,
  });
}
