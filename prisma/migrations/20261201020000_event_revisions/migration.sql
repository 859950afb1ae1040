-- When an event was first public. What was never approved stays hidden, also once it is cancelled.
ALTER TABLE "events" ADD COLUMN "published_at" TIMESTAMPTZ(3);

-- Disabled, so that carrying rows over announces and touches nothing.
ALTER TABLE "events" DISABLE TRIGGER USER;
UPDATE "events" AS e SET "published_at" = COALESCE(
  (SELECT min(a."created_at") FROM "audit_entries" AS a WHERE a."subject_id" = e."id"::text
    AND (a."action" = 'event.approved' OR (a."action" = 'event.updated' AND a."data" ->> 'to' = 'approved'))),
  e."decided_at", e."created_at")
WHERE e."status" IN ('approved', 'completed');
-- Of the cancelled ones: those that were approved before they were cancelled, or sold.
UPDATE "events" AS e SET "published_at" = found.at
FROM (
  SELECT c."id", LEAST(
    (SELECT min(a."created_at") FROM "audit_entries" AS a WHERE a."subject_id" = c."id"::text
      AND (a."action" = 'event.approved' OR (a."action" = 'event.updated' AND a."data" ->> 'to' = 'approved'))),
    (SELECT min(b."created_at") FROM "bookings" AS b WHERE b."event_id" = c."id")) AS at
  FROM "events" AS c WHERE c."status" = 'cancelled'
) AS found
WHERE e."id" = found."id" AND found.at IS NOT NULL;
ALTER TABLE "events" ENABLE TRIGGER USER;

ALTER TABLE "events" ADD CONSTRAINT "events_published_check"
  CHECK ("status" NOT IN ('approved', 'completed') OR "published_at" IS NOT NULL);
ALTER TABLE "events" ADD COLUMN "is_public" BOOLEAN NOT NULL GENERATED ALWAYS AS
  ("published_at" IS NOT NULL AND "status" IN ('approved', 'completed', 'cancelled')) STORED;

ALTER TABLE "events" ADD COLUMN "calendar_sequence" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "events" ADD COLUMN "online_url" TEXT NOT NULL DEFAULT '';
ALTER TABLE "events" ADD CONSTRAINT "events_online_url_check" CHECK ("online_url" = '' OR "online_url" LIKE 'https://%');

CREATE TYPE "revision_status" AS ENUM ('pending', 'approved', 'rejected', 'withdrawn');

CREATE TABLE "event_revisions" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "status" "revision_status" NOT NULL DEFAULT 'pending',
    "proposed" JSONB NOT NULL,
    "image_id" UUID,
    "reason" TEXT NOT NULL DEFAULT '',
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_revisions_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "event_revisions_proposed_check" CHECK (jsonb_typeof("proposed") = 'object'),
    CONSTRAINT "event_revisions_decided_check" CHECK (("status" = 'pending') = ("decided_at" IS NULL))
);
-- Two organizers who propose at once: one is told to look again.
CREATE UNIQUE INDEX "event_revisions_one_pending" ON "event_revisions"("event_id") WHERE "status" = 'pending';
CREATE INDEX "event_revisions_event_id_created_at_idx" ON "event_revisions"("event_id", "created_at");
CREATE INDEX "event_revisions_status_created_at_idx" ON "event_revisions"("status", "created_at");
CREATE INDEX "event_revisions_author_id_idx" ON "event_revisions"("author_id");
CREATE INDEX "event_revisions_image_id_idx" ON "event_revisions"("image_id");
ALTER TABLE "event_revisions" ADD CONSTRAINT "event_revisions_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "event_revisions" ADD CONSTRAINT "event_revisions_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "event_revisions" ADD CONSTRAINT "event_revisions_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "media"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE TABLE "event_changes" (
    "event_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_changes_pkey" PRIMARY KEY ("event_id", "sequence")
);
ALTER TABLE "event_changes" ADD CONSTRAINT "event_changes_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE CASCADE ON UPDATE CASCADE;
