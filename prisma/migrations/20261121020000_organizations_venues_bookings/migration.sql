-- CreateEnum
CREATE TYPE "ticket_tier" AS ENUM ('standard', 'vip', 'early_bird', 'student', 'group');

-- AlterTable
ALTER TABLE "bookings" ADD COLUMN     "reason" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "events" ADD COLUMN     "closed_at" TIMESTAMPTZ(3),
ADD COLUMN     "hold_seconds" INTEGER,
ADD COLUMN     "venue_id" UUID;

-- AlterTable
ALTER TABLE "media" ADD COLUMN     "height" INTEGER,
ADD COLUMN     "width" INTEGER;

-- AlterTable
ALTER TABLE "ticket_types" ADD COLUMN     "max_per_order" INTEGER,
ADD COLUMN     "max_per_person" INTEGER,
ADD COLUMN     "min_per_order" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "shared_pool_id" UUID,
ADD COLUMN     "tier" "ticket_tier" NOT NULL DEFAULT 'standard';

-- CreateTable
CREATE TABLE "event_cancellations" (
    "event_id" UUID NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "cancelled_by" UUID NOT NULL,
    "bookings_total" INTEGER NOT NULL,
    "bookings_done" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "event_cancellations_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "media_variants" (
    "media_id" UUID NOT NULL,
    "width" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,

    CONSTRAINT "media_variants_pkey" PRIMARY KEY ("media_id","width")
);

-- CreateTable
CREATE TABLE "event_posters" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "media_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_posters_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organization_invitations" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" "member_role" NOT NULL,
    "token_hash" TEXT NOT NULL,
    "invited_by" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organization_invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "venues" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL DEFAULT '',
    "city" TEXT NOT NULL DEFAULT '',
    "capacity" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "venues_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "venue_managers" (
    "venue_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "venue_managers_pkey" PRIMARY KEY ("venue_id","user_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "media_variants_key_key" ON "media_variants"("key");

-- CreateIndex
CREATE INDEX "event_posters_event_id_position_idx" ON "event_posters"("event_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "organization_invitations_token_hash_key" ON "organization_invitations"("token_hash");

-- CreateIndex
CREATE INDEX "organization_invitations_email_idx" ON "organization_invitations"("email");

-- CreateIndex
CREATE UNIQUE INDEX "organization_invitations_organization_id_email_key" ON "organization_invitations"("organization_id", "email");

-- CreateIndex
CREATE INDEX "venues_name_idx" ON "venues"("name");

-- CreateIndex
CREATE INDEX "venue_managers_user_id_idx" ON "venue_managers"("user_id");

-- CreateIndex
CREATE INDEX "events_venue_id_starts_at_idx" ON "events"("venue_id", "starts_at");

-- CreateIndex
CREATE INDEX "ticket_types_shared_pool_id_idx" ON "ticket_types"("shared_pool_id");

-- AddForeignKey
ALTER TABLE "events" ADD CONSTRAINT "events_venue_id_fkey" FOREIGN KEY ("venue_id") REFERENCES "venues"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_cancellations" ADD CONSTRAINT "event_cancellations_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_types" ADD CONSTRAINT "ticket_types_shared_pool_id_fkey" FOREIGN KEY ("shared_pool_id") REFERENCES "pools"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "media_variants" ADD CONSTRAINT "media_variants_media_id_fkey" FOREIGN KEY ("media_id") REFERENCES "media"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_posters" ADD CONSTRAINT "event_posters_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_posters" ADD CONSTRAINT "event_posters_media_id_fkey" FOREIGN KEY ("media_id") REFERENCES "media"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organization_invitations" ADD CONSTRAINT "organization_invitations_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "venue_managers" ADD CONSTRAINT "venue_managers_venue_id_fkey" FOREIGN KEY ("venue_id") REFERENCES "venues"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "venue_managers" ADD CONSTRAINT "venue_managers_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Rules that the schema language can't say
ALTER TABLE "venues" ADD CONSTRAINT "venues_capacity" CHECK ("capacity" > 0);
ALTER TABLE "events" ADD CONSTRAINT "events_hold_seconds" CHECK ("hold_seconds" > 0);
ALTER TABLE "ticket_types"
    ADD CONSTRAINT "ticket_types_order_limits" CHECK ("min_per_order" >= 1 AND "max_per_order" >= "min_per_order"),
    ADD CONSTRAINT "ticket_types_person_limit" CHECK ("max_per_person" >= "min_per_order");
ALTER TABLE "event_cancellations"
    ADD CONSTRAINT "event_cancellations_progress" CHECK ("bookings_done" >= 0 AND "bookings_done" <= "bookings_total");
-- An organization always has somebody who may do everything: the last owner can't be removed or made less.
CREATE FUNCTION "organizations_keep_an_owner"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.role = 'owner'
        AND EXISTS (SELECT 1 FROM organizations WHERE id = OLD.organization_id FOR UPDATE)
        AND NOT EXISTS (SELECT 1 FROM organization_members WHERE organization_id = OLD.organization_id AND role = 'owner')
    THEN
        RAISE EXCEPTION 'an organization needs an owner' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "organization_members_keep_an_owner" AFTER UPDATE OR DELETE ON "organization_members"
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "organizations_keep_an_owner"();
