import { page } from './html.ts';

/** Swagger UI from our own files; the script that starts it is a file as well, as the CSP wants. */
export function docsPage(): string {
  return page({
    title: 'Setiket API',
    head: '<link rel="stylesheet" href="/api/docs/assets/swagger-ui/swagger-ui.css">\n',
    body: `<div id="docs"><noscript>The document itself is at <a href="/api/schema/">/api/schema/</a>.</noscript></div>
<script src="/api/docs/assets/swagger-ui/swagger-ui-bundle.js"></script>
<script src="/api/docs/assets/docs.js"></script>`,
  });
}
