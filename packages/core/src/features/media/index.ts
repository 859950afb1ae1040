export { mediaJobs } from './media.jobs.ts';
export {
  forgetUpload,
  mediaUrl,
  openMedia,
  recordUpload,
  srcsetOf,
  storeUpload,
  variantsOf,
  withVariants,
} from './media.service.ts';
export type { StoredUpload } from './uploads.ts';

export const tables = ['media', 'media_variants'] as const;
