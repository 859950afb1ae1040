const PICTURES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'] as const;

/** What may be uploaded where. Sizes are bytes; types are judged by content, so SVG and HTML never pass. */
export const UPLOADS = {
  avatar: { maximum: 5_000_000, types: PICTURES, is_public: true, has_variants: false },
  event: { maximum: 5_000_000, types: PICTURES, is_public: true, has_variants: true },
  /** `dicoevent.md`: pictures only, 500 KB at most. */
  poster: { maximum: 500_000, types: PICTURES, is_public: true, has_variants: true },
  logo: { maximum: 2_000_000, types: PICTURES, is_public: true, has_variants: false },
  banner: { maximum: 5_000_000, types: PICTURES, is_public: true, has_variants: false },
  proposal: {
    maximum: 10_000_000,
    types: [
      'application/pdf',
      'image/png',
      'image/jpeg',
      'image/webp',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    is_public: false,
    has_variants: false,
  },
} as const;

export type UploadKind = keyof typeof UPLOADS;

/** An object that is stored already, but that no row names yet. */
export type StoredUpload = {
  id: string;
  key: string;
  kind: UploadKind;
  content_type: string;
  bytes: number;
  /** Pixels; null for what is no picture. */
  width: number | null;
  height: number | null;
  is_public: boolean;
  /** When the picture's metadata was removed. */
  cleaned_at: Date;
};
