-- Code and QR that tickets had before. Of tickets that changed hands earlier the former QR secrets are gone, and their
-- codes were not replaced: these tickets keep their code, and have no rows here.
CREATE TYPE "code_replacement" AS ENUM ('transferred', 'upgraded');

CREATE TABLE "ticket_former_codes" (
    "id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "qr_key" TEXT NOT NULL,
    "reason" "code_replacement" NOT NULL,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticket_former_codes_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "ticket_former_codes_code_key" ON "ticket_former_codes"("code");
CREATE UNIQUE INDEX "ticket_former_codes_qr_key_key" ON "ticket_former_codes"("qr_key");
CREATE INDEX "ticket_former_codes_ticket_id_replaced_at_idx" ON "ticket_former_codes"("ticket_id", "replaced_at");

ALTER TABLE "ticket_former_codes" ADD CONSTRAINT "ticket_former_codes_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A replaced code stays replaced.
CREATE TRIGGER "ticket_former_codes_stay" BEFORE UPDATE OR DELETE ON "ticket_former_codes" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
