/** Version of the public API, in the health check and in the document. */
export const VERSION = '1.0.0';
