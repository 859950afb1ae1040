-- CreateEnum
CREATE TYPE "transfer_status" AS ENUM ('pending', 'accepted', 'declined', 'cancelled', 'expired');

-- CreateTable
CREATE TABLE "ticket_transfers" (
    "id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "from_user_id" UUID NOT NULL,
    "to_email" TEXT NOT NULL,
    "to_user_id" UUID,
    "message" TEXT NOT NULL DEFAULT '',
    "token_hash" TEXT NOT NULL,
    "status" "transfer_status" NOT NULL DEFAULT 'pending',
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticket_transfers_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ticket_transfers_token_hash_key" ON "ticket_transfers"("token_hash");

-- CreateIndex
CREATE INDEX "ticket_transfers_ticket_id_idx" ON "ticket_transfers"("ticket_id");

-- CreateIndex
CREATE INDEX "ticket_transfers_from_user_id_created_at_idx" ON "ticket_transfers"("from_user_id", "created_at");

-- CreateIndex
CREATE INDEX "ticket_transfers_to_user_id_created_at_idx" ON "ticket_transfers"("to_user_id", "created_at");

-- CreateIndex
CREATE INDEX "ticket_transfers_to_email_created_at_idx" ON "ticket_transfers"("to_email", "created_at");

-- AddForeignKey
ALTER TABLE "ticket_transfers" ADD CONSTRAINT "ticket_transfers_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_transfers" ADD CONSTRAINT "ticket_transfers_from_user_id_fkey" FOREIGN KEY ("from_user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_transfers" ADD CONSTRAINT "ticket_transfers_to_user_id_fkey" FOREIGN KEY ("to_user_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "ticket_transfers"
    ADD CONSTRAINT "ticket_transfers_ended" CHECK (("status" = 'pending') = ("ended_at" IS NULL)),
    ADD CONSTRAINT "ticket_transfers_accepted_by_somebody" CHECK ("status" <> 'accepted' OR "to_user_id" IS NOT NULL),
    ADD CONSTRAINT "ticket_transfers_not_to_oneself" CHECK ("to_user_id" <> "from_user_id"),
    ADD CONSTRAINT "ticket_transfers_to_email" CHECK ("to_email" = lower("to_email") AND "to_email" LIKE '%_@_%'),
    ADD CONSTRAINT "ticket_transfers_token_hash" CHECK ("token_hash" ~ '^[0-9a-f]{64}$'),
    ADD CONSTRAINT "ticket_transfers_expiry" CHECK ("expires_at" > "created_at");
CREATE UNIQUE INDEX "ticket_transfers_one_pending" ON "ticket_transfers" ("ticket_id") WHERE "status" = 'pending';
CREATE TRIGGER "ticket_transfers_stay" BEFORE DELETE ON "ticket_transfers"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
