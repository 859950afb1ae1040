export { newQrSecret, openQrSigner, qrPng, qrPngDataUrl } from './qr.ts';

export const tables = [] as const;
