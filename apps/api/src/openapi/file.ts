import { fileURLToPath } from 'node:url';

/** The document as it is committed and served. */
export const DOCUMENT_FILE = new URL('../../openapi.json', import.meta.url);

/** Source of the procedures, from which their refusals are read. */
export const CORE_FOLDER = fileURLToPath(new URL('../../../../packages/core/src', import.meta.url));
