-- CreateEnum
CREATE TYPE "sale_announcement" AS ENUM ('automatic', 'not_yet', 'open', 'sold_out', 'closed');

-- CreateEnum
CREATE TYPE "sponsor_tier" AS ENUM ('title', 'platinum', 'gold', 'silver', 'bronze', 'partner', 'media');

-- CreateTable
CREATE TABLE "festival_config" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "tagline" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "start_date" DATE,
    "end_date" DATE,
    "timezone" TEXT NOT NULL,
    "venue_name" TEXT NOT NULL DEFAULT '',
    "venue_address" TEXT NOT NULL DEFAULT '',
    "city" TEXT NOT NULL DEFAULT '',
    "map_url" TEXT NOT NULL DEFAULT '',
    "contact_email" TEXT NOT NULL DEFAULT '',
    "contact_phone" TEXT NOT NULL DEFAULT '',
    "website" TEXT NOT NULL DEFAULT '',
    "social_links" JSONB NOT NULL DEFAULT '{}',
    "currency" CHAR(3) NOT NULL,
    "event_id" UUID,
    "ticket_sale" "sale_announcement" NOT NULL DEFAULT 'automatic',
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "festival_config_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sponsors" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "tier" "sponsor_tier" NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "website" TEXT NOT NULL DEFAULT '',
    "logo_id" UUID,
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sponsors_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "schedule_items" (
    "id" UUID NOT NULL,
    "event_id" UUID,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "performer" TEXT NOT NULL DEFAULT '',
    "stage" TEXT NOT NULL DEFAULT '',
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "schedule_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_messages" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "message" TEXT NOT NULL,
    "user_id" UUID,
    "answered_at" TIMESTAMPTZ(3),
    "answered_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_messages_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "sponsors_tier_position_idx" ON "sponsors"("tier", "position");

-- CreateIndex
CREATE INDEX "schedule_items_starts_at_idx" ON "schedule_items"("starts_at");

-- CreateIndex
CREATE INDEX "schedule_items_event_id_starts_at_idx" ON "schedule_items"("event_id", "starts_at");

-- CreateIndex
CREATE INDEX "contact_messages_created_at_idx" ON "contact_messages"("created_at");

-- AddForeignKey
ALTER TABLE "festival_config" ADD CONSTRAINT "festival_config_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sponsors" ADD CONSTRAINT "sponsors_logo_id_fkey" FOREIGN KEY ("logo_id") REFERENCES "media"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "schedule_items" ADD CONSTRAINT "schedule_items_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_messages" ADD CONSTRAINT "contact_messages_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_messages" ADD CONSTRAINT "contact_messages_answered_by_fkey" FOREIGN KEY ("answered_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "festival_config"
    ADD CONSTRAINT "festival_config_one_row" CHECK ("id" = 1),
    ADD CONSTRAINT "festival_config_dates" CHECK ("end_date" >= "start_date"),
    ADD CONSTRAINT "festival_config_links" CHECK (jsonb_typeof("social_links") = 'object');
ALTER TABLE "sponsors"
    ADD CONSTRAINT "sponsors_name" CHECK ("name" <> ''),
    ADD CONSTRAINT "sponsors_position" CHECK ("position" >= 0);
ALTER TABLE "schedule_items" ADD CONSTRAINT "schedule_items_end_after_start" CHECK ("ends_at" > "starts_at");
ALTER TABLE "contact_messages"
    ADD CONSTRAINT "contact_messages_said_something" CHECK ("name" <> '' AND "message" <> ''),
    ADD CONSTRAINT "contact_messages_answered" CHECK (("answered_at" IS NULL) = ("answered_by" IS NULL));
-- What the house has still to answer.
CREATE INDEX "contact_messages_open" ON "contact_messages" ("created_at") WHERE "answered_at" IS NULL;

CREATE TRIGGER "festival_config_notify_cache" AFTER INSERT OR UPDATE OR DELETE ON "festival_config"
    FOR EACH STATEMENT EXECUTE FUNCTION "notify_cache_of_all"();
CREATE TRIGGER "sponsors_notify_cache" AFTER INSERT OR UPDATE OR DELETE ON "sponsors"
    FOR EACH STATEMENT EXECUTE FUNCTION "notify_cache_of_all"();
CREATE TRIGGER "schedule_items_notify_cache" AFTER INSERT OR UPDATE OR DELETE ON "schedule_items"
    FOR EACH STATEMENT EXECUTE FUNCTION "notify_cache_of_all"();
