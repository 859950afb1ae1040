-- CreateEnum
CREATE TYPE "dispute_status" AS ENUM ('open', 'won', 'lost');

-- CreateEnum
CREATE TYPE "refund_kind" AS ENUM ('ticket', 'partial', 'surplus', 'external');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "ledger_account_kind" ADD VALUE 'provider_clearing';
ALTER TYPE "ledger_account_kind" ADD VALUE 'refunds_due';

-- AlterEnum
ALTER TYPE "payment_status" ADD VALUE 'surplus';

-- DropIndex
DROP INDEX "refunds_ticket_id_key";

-- AlterTable
ALTER TABLE "payments" ADD COLUMN     "dispute_status" "dispute_status",
ADD COLUMN     "disputed_amount" DECIMAL(19,3) NOT NULL DEFAULT 0,
ADD COLUMN     "failure_code" TEXT,
ADD COLUMN     "failure_message" TEXT,
ADD COLUMN     "failure_ref" TEXT,
ADD COLUMN     "provider_ref" TEXT,
ADD COLUMN     "session_ref" TEXT,
ADD COLUMN     "succeeded_at" TIMESTAMPTZ(3),
ADD COLUMN     "upgrade_id" UUID;

-- AlterTable
ALTER TABLE "refunds" ADD COLUMN     "completed_at" TIMESTAMPTZ(3),
ADD COLUMN     "kind" "refund_kind" NOT NULL DEFAULT 'ticket',
ADD COLUMN     "provider" "payment_provider" NOT NULL DEFAULT 'balance',
ADD COLUMN     "provider_ref" TEXT;

-- CreateTable
CREATE TABLE "payment_events" (
    "id" UUID NOT NULL,
    "sequence" BIGSERIAL NOT NULL,
    "payment_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "amount" DECIMAL(19,3),
    "detail" TEXT NOT NULL DEFAULT '',
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_events" (
    "provider" "payment_provider" NOT NULL,
    "event_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "payment_id" UUID,
    "outcome" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_events_pkey" PRIMARY KEY ("provider","event_id")
);

-- CreateTable
CREATE TABLE "reconciliations" (
    "id" UUID NOT NULL,
    "provider" "payment_provider" NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL,
    "checked" INTEGER NOT NULL,
    "mended" INTEGER NOT NULL,
    "differences" JSONB NOT NULL,

    CONSTRAINT "reconciliations_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "payment_events_payment_id_sequence_idx" ON "payment_events"("payment_id", "sequence");

-- CreateIndex
CREATE INDEX "provider_events_received_at_idx" ON "provider_events"("received_at");

-- CreateIndex
CREATE INDEX "reconciliations_started_at_idx" ON "reconciliations"("started_at");

-- CreateIndex
CREATE UNIQUE INDEX "payments_session_ref_key" ON "payments"("session_ref");

-- CreateIndex
CREATE INDEX "payments_upgrade_id_idx" ON "payments"("upgrade_id");

-- CreateIndex
CREATE INDEX "payments_created_at_idx" ON "payments"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "payments_provider_provider_ref_key" ON "payments"("provider", "provider_ref");

-- CreateIndex
CREATE UNIQUE INDEX "refunds_provider_ref_key" ON "refunds"("provider_ref");

-- CreateIndex
CREATE INDEX "refunds_ticket_id_idx" ON "refunds"("ticket_id");

-- AddForeignKey
ALTER TABLE "payment_events" ADD CONSTRAINT "payment_events_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the schema language can't say.

-- One success and one open attempt, for the booking itself and for each upgrade.
DROP INDEX "payments_one_success";
CREATE UNIQUE INDEX "payments_one_success" ON "payments" ("booking_id") WHERE "status" = 'succeeded' AND "upgrade_id" IS NULL;
CREATE UNIQUE INDEX "payments_one_success_an_upgrade" ON "payments" ("upgrade_id") WHERE "status" = 'succeeded' AND "upgrade_id" IS NOT NULL;
CREATE UNIQUE INDEX "payments_one_open" ON "payments" ("booking_id", COALESCE("upgrade_id", "booking_id"))
    WHERE "status" IN ('pending', 'failed') AND "provider" = 'stripe';

ALTER TABLE "payments"
    DROP CONSTRAINT "payments_amount",
    ADD CONSTRAINT "payments_amount" CHECK ("amount" > 0 OR ("amount" = 0 AND "provider" = 'comp')),
    ADD CONSTRAINT "payments_disputed" CHECK ("disputed_amount" >= 0 AND ("dispute_status" IS NULL) = ("disputed_amount" = 0)),
    ADD CONSTRAINT "payments_success_is_known" CHECK ("provider" <> 'stripe' OR "status" <> 'succeeded' OR "provider_ref" IS NOT NULL);

-- A cancelled ticket's price comes back once from each payment that paid for it.
CREATE UNIQUE INDEX "refunds_once_a_ticket" ON "refunds" ("payment_id", "ticket_id") WHERE "kind" = 'ticket' AND "ticket_id" IS NOT NULL;
UPDATE "refunds" SET "completed_at" = "created_at" WHERE "status" = 'succeeded';
ALTER TABLE "refunds"
    ADD CONSTRAINT "refunds_completed" CHECK (("status" = 'succeeded') = ("completed_at" IS NOT NULL));
CREATE INDEX "refunds_pending" ON "refunds" ("created_at") WHERE "status" = 'pending';
CREATE INDEX "payments_open" ON "payments" ("created_at") WHERE "status" IN ('pending', 'failed');
