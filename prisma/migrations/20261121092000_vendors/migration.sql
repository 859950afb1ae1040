-- CreateEnum
CREATE TYPE "vendor_status" AS ENUM ('pending', 'approved', 'suspended');

-- CreateTable
CREATE TABLE "vendors" (
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "category" TEXT NOT NULL DEFAULT '',
    "website" TEXT NOT NULL DEFAULT '',
    "contact_email" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "logo_id" UUID,
    "status" "vendor_status" NOT NULL DEFAULT 'pending',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "vendors_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "booths" (
    "id" UUID NOT NULL,
    "event_id" UUID,
    "number" TEXT NOT NULL,
    "location" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "vendor_id" UUID,
    "assigned_at" TIMESTAMPTZ(3),
    "setup_secret" TEXT,
    "set_up_at" TIMESTAMPTZ(3),
    "set_up_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "booths_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "vendors_status_name_idx" ON "vendors"("status", "name");

-- CreateIndex
CREATE INDEX "booths_event_id_idx" ON "booths"("event_id");

-- CreateIndex
CREATE INDEX "booths_vendor_id_idx" ON "booths"("vendor_id");

-- AddForeignKey
ALTER TABLE "vendors" ADD CONSTRAINT "vendors_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vendors" ADD CONSTRAINT "vendors_logo_id_fkey" FOREIGN KEY ("logo_id") REFERENCES "media"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booths" ADD CONSTRAINT "booths_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booths" ADD CONSTRAINT "booths_vendor_id_fkey" FOREIGN KEY ("vendor_id") REFERENCES "vendors"("user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booths" ADD CONSTRAINT "booths_set_up_by_fkey" FOREIGN KEY ("set_up_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A booth that somebody has knows since when and by which secret; one that nobody has was set up by nobody.
ALTER TABLE "booths"
    ADD CONSTRAINT "booths_assigned" CHECK (
        ("vendor_id" IS NULL) = ("assigned_at" IS NULL) AND ("vendor_id" IS NULL) = ("setup_secret" IS NULL)
    ),
    ADD CONSTRAINT "booths_set_up" CHECK (
        ("set_up_at" IS NULL) = ("set_up_by" IS NULL) AND ("set_up_at" IS NULL OR "vendor_id" IS NOT NULL)
    ),
    ADD CONSTRAINT "booths_number" CHECK ("number" <> '');
-- "A-1" and "a-1" are one booth; without an event there is one of each number too.
CREATE UNIQUE INDEX "booths_number_at_event" ON "booths" ("event_id", lower("number")) NULLS NOT DISTINCT;
ALTER TABLE "vendors" ADD CONSTRAINT "vendors_name" CHECK ("name" <> '');

CREATE TRIGGER "vendors_notify_cache" AFTER INSERT OR UPDATE OR DELETE ON "vendors"
    FOR EACH STATEMENT EXECUTE FUNCTION "notify_cache_of_all"();
CREATE TRIGGER "booths_notify_cache" AFTER INSERT OR UPDATE OR DELETE ON "booths"
    FOR EACH STATEMENT EXECUTE FUNCTION "notify_cache_of_all"();
-- The list of vendors leaves out who is no vendor any more, or is shut out.
CREATE TRIGGER "users_vendor_notify_cache" AFTER UPDATE OF "role", "is_active" ON "users"
    FOR EACH ROW WHEN ((OLD.role = 'vendor' OR NEW.role = 'vendor')
        AND (OLD.role, OLD.is_active) IS DISTINCT FROM (NEW.role, NEW.is_active))
    EXECUTE FUNCTION "notify_cache_of_all"();
