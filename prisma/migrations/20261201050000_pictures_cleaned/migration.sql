-- AlterTable
ALTER TABLE "media" ADD COLUMN "cleaned_at" TIMESTAMPTZ(3);

-- Documents hold no picture that could be re-encoded; pictures are cleaned by the job media.clean_pictures.
UPDATE "media" SET "cleaned_at" = "created_at" WHERE "content_type" NOT LIKE 'image/%';

CREATE INDEX "media_not_cleaned" ON "media" ("id") WHERE "cleaned_at" IS NULL;
