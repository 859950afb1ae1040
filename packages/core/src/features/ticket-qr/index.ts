export { newQrSecret, openQrSigner, type QrSigner, qrPng, qrPngDataUrl } from './qr.ts';
export { openTextSigner, type TextSigner } from './signing.ts';

export const tables = [] as const;
