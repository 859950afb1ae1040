export { newQrSecret, openQrSigner, type QrSigner, qrKey, qrPng, qrPngDataUrl } from './qr.ts';
export { openTextSigner, type TextSigner } from './signing.ts';

export const tables = [] as const;
