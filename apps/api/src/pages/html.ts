/** Text that may stand anywhere in HTML, attributes included. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

type Page = { title: string; body: string; language?: string; head?: string };

/** A page in the style of the API's own pages. Body and head are HTML already. */
export function page({ title, body, language = 'en', head = '' }: Page): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="/api/docs/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/api/docs/assets/pages.css">
${head}</head>
<body>
${body}
</body>
</html>
`;
}
