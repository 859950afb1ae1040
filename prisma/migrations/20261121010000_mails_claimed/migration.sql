-- A worker claims a mail before it sends it, so a row exists before the mail has gone out.
ALTER TABLE "mails"
    ADD COLUMN "claimed_until" TIMESTAMPTZ(3) NOT NULL DEFAULT '-infinity',
    ALTER COLUMN "sent_at" DROP NOT NULL;
ALTER TABLE "mails" ALTER COLUMN "claimed_until" DROP DEFAULT;
