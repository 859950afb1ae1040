/** Text that is safe to stand in a page as it is. */
export type Html = { readonly markup: string };

type Piece = Html | string | number | null | undefined | false | Piece[];

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A template in which everything that is put in is escaped, but what was made by this function itself. */
export function html(strings: TemplateStringsArray, ...pieces: Piece[]): Html {
  let markup = strings[0] ?? '';
  for (const [index, piece] of pieces.entries()) markup += toMarkup(piece) + (strings[index + 1] ?? '');
  return { markup };
}

function toMarkup(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return '';
  if (Array.isArray(piece)) return piece.map(toMarkup).join('');
  if (typeof piece === 'object') return piece.markup;
  return String(piece).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}
