export { mediaUrl, openMedia, recordUpload, type StoredUpload, storeUpload } from './media.service.ts';

export const tables = ['media'] as const;
