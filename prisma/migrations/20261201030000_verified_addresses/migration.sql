-- AlterTable
ALTER TABLE "users" ADD COLUMN "email_verified_at" TIMESTAMPTZ(3);

-- Accounts that exist predate the rule and keep what they could do. Addresses that no mail reaches are nobody's.
UPDATE "users" SET "email_verified_at" = "created_at" WHERE "email" NOT LIKE '%.invalid';

ALTER TABLE "users" ADD CONSTRAINT "users_no_mail_unverified"
    CHECK ("email_verified_at" IS NULL OR "email" NOT LIKE '%.invalid');

-- A refresh token may be used until its session ends; those that were replaced by a successor stay worthless.
DELETE FROM "refresh_tokens" WHERE "used_at" IS NOT NULL;
ALTER TABLE "refresh_tokens" DROP COLUMN "used_at";

-- AlterTable
ALTER TABLE "password_resets" ADD COLUMN "email" TEXT;
UPDATE "password_resets" AS r SET "email" = u."email" FROM "users" AS u WHERE u."id" = r."user_id";
ALTER TABLE "password_resets" ALTER COLUMN "email" SET NOT NULL;

-- CreateTable
CREATE TABLE "email_verifications" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "email_verifications_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "email_verifications_user_id_key" ON "email_verifications"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "email_verifications_token_hash_key" ON "email_verifications"("token_hash");

-- AddForeignKey
ALTER TABLE "email_verifications" ADD CONSTRAINT "email_verifications_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A hash as sha256Hex writes it: a token in clear never gets in by mistake.
ALTER TABLE "email_verifications"
    ADD CONSTRAINT "email_verifications_token_hash" CHECK ("token_hash" ~ '^[0-9a-f]{64}$'),
    ADD CONSTRAINT "email_verifications_expiry" CHECK ("expires_at" > "requested_at");
