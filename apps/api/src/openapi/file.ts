/** The document as it is committed and served. */
export const DOCUMENT_FILE = new URL('../../openapi.json', import.meta.url);
