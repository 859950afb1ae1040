-- CreateEnum
CREATE TYPE "wallet_platform" AS ENUM ('apple', 'google');

-- CreateTable
CREATE TABLE "wallet_passes" (
    "id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "platform" "wallet_platform" NOT NULL,
    "auth_token_hash" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "voided_at" TIMESTAMPTZ(3),

    CONSTRAINT "wallet_passes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "wallet_registrations" (
    "device_id" TEXT NOT NULL,
    "pass_id" UUID NOT NULL,
    "push_token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "wallet_registrations_pkey" PRIMARY KEY ("device_id","pass_id")
);

-- CreateTable
CREATE TABLE "wallet_keys" (
    "platform" "wallet_platform" NOT NULL,
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "wallet_keys_pkey" PRIMARY KEY ("platform")
);

-- CreateIndex
CREATE INDEX "wallet_passes_ticket_id_idx" ON "wallet_passes"("ticket_id");

-- CreateIndex
CREATE INDEX "wallet_passes_user_id_created_at_idx" ON "wallet_passes"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "wallet_registrations_pass_id_idx" ON "wallet_registrations"("pass_id");

-- AddForeignKey
ALTER TABLE "wallet_passes" ADD CONSTRAINT "wallet_passes_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wallet_passes" ADD CONSTRAINT "wallet_passes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wallet_registrations" ADD CONSTRAINT "wallet_registrations_pass_id_fkey" FOREIGN KEY ("pass_id") REFERENCES "wallet_passes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "wallet_passes"
    ADD CONSTRAINT "wallet_passes_version" CHECK ("version" >= 1),
    -- A phone that has Apple's pass asks us for news of it; Google asks nobody.
    ADD CONSTRAINT "wallet_passes_auth_token" CHECK (("platform" = 'apple') = ("auth_token_hash" IS NOT NULL)),
    ADD CONSTRAINT "wallet_passes_auth_token_hash" CHECK ("auth_token_hash" ~ '^[0-9a-f]{64}$');
CREATE UNIQUE INDEX "wallet_passes_one_good" ON "wallet_passes" ("ticket_id", "platform") WHERE "voided_at" IS NULL;
CREATE TRIGGER "wallet_passes_stay" BEFORE DELETE ON "wallet_passes"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
ALTER TABLE "wallet_registrations"
    ADD CONSTRAINT "wallet_registrations_device_id" CHECK (length("device_id") BETWEEN 1 AND 200),
    ADD CONSTRAINT "wallet_registrations_push_token" CHECK (length("push_token") BETWEEN 1 AND 200);
