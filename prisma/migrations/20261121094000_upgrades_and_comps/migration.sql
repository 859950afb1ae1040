-- CreateEnum
CREATE TYPE "upgrade_status" AS ENUM ('pending', 'completed', 'cancelled', 'expired');

-- AlterTable
ALTER TABLE "events" ADD COLUMN     "comp_quota" INTEGER NOT NULL DEFAULT 20;

-- CreateTable
CREATE TABLE "comps" (
    "booking_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "issued_by" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "comps_pkey" PRIMARY KEY ("booking_id")
);

-- CreateTable
CREATE TABLE "ticket_upgrades" (
    "id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "booking_id" UUID NOT NULL,
    "from_ticket_type_id" UUID NOT NULL,
    "to_ticket_type_id" UUID NOT NULL,
    "payer_id" UUID NOT NULL,
    "requested_by" UUID NOT NULL,
    "provider" "payment_provider",
    "price_before" DECIMAL(19,3) NOT NULL,
    "price_after" DECIMAL(19,3) NOT NULL,
    "amount" DECIMAL(19,3) NOT NULL,
    "credit" DECIMAL(19,3) NOT NULL DEFAULT 0,
    "currency" CHAR(3) NOT NULL,
    "status" "upgrade_status" NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "expires_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticket_upgrades_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "comps_event_id_created_at_idx" ON "comps"("event_id", "created_at");

-- CreateIndex
CREATE INDEX "ticket_upgrades_ticket_id_idx" ON "ticket_upgrades"("ticket_id");

-- CreateIndex
CREATE INDEX "ticket_upgrades_booking_id_idx" ON "ticket_upgrades"("booking_id");

-- CreateIndex
CREATE INDEX "ticket_upgrades_payer_id_created_at_idx" ON "ticket_upgrades"("payer_id", "created_at");

-- AddForeignKey
ALTER TABLE "comps" ADD CONSTRAINT "comps_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comps" ADD CONSTRAINT "comps_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comps" ADD CONSTRAINT "comps_issued_by_fkey" FOREIGN KEY ("issued_by") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payments" ADD CONSTRAINT "payments_upgrade_id_fkey" FOREIGN KEY ("upgrade_id") REFERENCES "ticket_upgrades"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_upgrades" ADD CONSTRAINT "ticket_upgrades_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_upgrades" ADD CONSTRAINT "ticket_upgrades_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_upgrades" ADD CONSTRAINT "ticket_upgrades_from_ticket_type_id_fkey" FOREIGN KEY ("from_ticket_type_id") REFERENCES "ticket_types"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_upgrades" ADD CONSTRAINT "ticket_upgrades_to_ticket_type_id_fkey" FOREIGN KEY ("to_ticket_type_id") REFERENCES "ticket_types"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_upgrades" ADD CONSTRAINT "ticket_upgrades_payer_id_fkey" FOREIGN KEY ("payer_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_upgrades" ADD CONSTRAINT "ticket_upgrades_requested_by_fkey" FOREIGN KEY ("requested_by") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the schema language can't say.
ALTER TABLE "events" ADD CONSTRAINT "events_comp_quota" CHECK ("comp_quota" >= 0);
ALTER TABLE "ticket_upgrades"
    ADD CONSTRAINT "ticket_upgrades_other_type" CHECK ("from_ticket_type_id" <> "to_ticket_type_id"),
    ADD CONSTRAINT "ticket_upgrades_difference" CHECK ("amount" >= 0 AND "price_after" = "price_before" + "amount"),
    ADD CONSTRAINT "ticket_upgrades_credit" CHECK ("credit" >= 0 AND ("credit" = 0 OR "amount" = 0)),
    ADD CONSTRAINT "ticket_upgrades_paid_somehow" CHECK (("amount" > 0) = ("provider" IS NOT NULL)),
    ADD CONSTRAINT "ticket_upgrades_expires" CHECK (("status" = 'pending') = ("expires_at" IS NOT NULL)),
    ADD CONSTRAINT "ticket_upgrades_ended" CHECK (("status" = 'pending') = ("ended_at" IS NULL)),
    -- Everything else is done in the moment in which it is asked for.
    ADD CONSTRAINT "ticket_upgrades_waits_for_cards" CHECK ("status" <> 'pending' OR "provider" = 'stripe');
CREATE UNIQUE INDEX "ticket_upgrades_one_pending" ON "ticket_upgrades" ("ticket_id") WHERE "status" = 'pending';
CREATE INDEX "ticket_upgrades_waiting" ON "ticket_upgrades" ("expires_at") WHERE "status" = 'pending';
ALTER TABLE "comps" ADD CONSTRAINT "comps_reason" CHECK ("reason" <> '');
