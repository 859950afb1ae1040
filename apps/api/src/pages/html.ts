/** Text that may stand anywhere in HTML, attributes included. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

type Page = { title: string; body: string; language?: string; styles?: readonly string[] };

/** A page of the API's own. The body is HTML already; `styles` are addresses below the assets. */
export function page({ title, body, language = 'en', styles = ['pages.css'] }: Page): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="/api/docs/assets/icon.svg" type="image/svg+xml">
${styles.map((file) => `<link rel="stylesheet" href="/api/docs/assets/${file}">`).join('\n')}
</head>
<body>
${body}
</body>
</html>
`;
}
