-- CreateEnum
CREATE TYPE "invoice_kind" AS ENUM ('invoice', 'credit_note');

-- AlterTable
ALTER TABLE "bookings" ADD COLUMN     "tax_name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "tax_rate" DECIMAL(6,3) NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "events" ADD COLUMN     "tax_included" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "tax_name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "tax_rate" DECIMAL(6,3) NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "invoice_series" (
    "organization_id" UUID NOT NULL,
    "code" TEXT NOT NULL,

    CONSTRAINT "invoice_series_pkey" PRIMARY KEY ("organization_id")
);

-- CreateTable
CREATE TABLE "invoice_counters" (
    "organization_id" UUID NOT NULL,
    "kind" "invoice_kind" NOT NULL,
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "invoice_counters_pkey" PRIMARY KEY ("organization_id","kind","year")
);

-- CreateTable
CREATE TABLE "invoices" (
    "id" UUID NOT NULL,
    "kind" "invoice_kind" NOT NULL,
    "organization_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "booking_id" UUID NOT NULL,
    "refund_id" UUID,
    "invoice_id" UUID,
    "seller_name" TEXT NOT NULL,
    "seller_contact" TEXT NOT NULL,
    "buyer_name" TEXT NOT NULL,
    "buyer_email" TEXT NOT NULL,
    "event_title" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "timezone" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "tax_name" TEXT NOT NULL,
    "tax_rate" DECIMAL(6,3) NOT NULL,
    "net_amount" DECIMAL(19,3) NOT NULL,
    "tax_amount" DECIMAL(19,3) NOT NULL,
    "total_amount" DECIMAL(19,3) NOT NULL,
    "lines" JSONB NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "invoices_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "invoice_series_code_key" ON "invoice_series"("code");

-- CreateIndex
CREATE UNIQUE INDEX "invoices_number_key" ON "invoices"("number");

-- CreateIndex
CREATE UNIQUE INDEX "invoices_refund_id_key" ON "invoices"("refund_id");

-- CreateIndex
CREATE INDEX "invoices_booking_id_idx" ON "invoices"("booking_id");

-- CreateIndex
CREATE INDEX "invoices_invoice_id_idx" ON "invoices"("invoice_id");

-- CreateIndex
CREATE UNIQUE INDEX "invoices_organization_id_kind_year_sequence_key" ON "invoices"("organization_id", "kind", "year", "sequence");

-- AddForeignKey
ALTER TABLE "invoice_series" ADD CONSTRAINT "invoice_series_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_counters" ADD CONSTRAINT "invoice_counters_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "invoice_series"("organization_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refunds"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoices"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "events"
    ADD CONSTRAINT "events_tax" CHECK ("tax_rate" BETWEEN 0 AND 100 AND ("tax_rate" = 0 OR "tax_name" <> ''));
ALTER TABLE "bookings"
    ADD CONSTRAINT "bookings_tax" CHECK ("tax_rate" BETWEEN 0 AND 100 AND ("tax_rate" = 0 OR "tax_name" <> ''));

ALTER TABLE "invoice_series" ADD CONSTRAINT "invoice_series_code" CHECK ("code" ~ '^[A-Z0-9]+(-[A-Z0-9]+)*$');
ALTER TABLE "invoice_counters" ADD CONSTRAINT "invoice_counters_last" CHECK ("last" > 0 AND "year" BETWEEN 2000 AND 9999);
ALTER TABLE "invoices"
    ADD CONSTRAINT "invoices_adds_up" CHECK ("total_amount" = "net_amount" + "tax_amount"),
    ADD CONSTRAINT "invoices_amounts" CHECK ("total_amount" > 0 AND "net_amount" >= 0 AND "tax_amount" >= 0),
    ADD CONSTRAINT "invoices_tax" CHECK (("tax_rate" > 0 AND "tax_name" <> '') OR ("tax_rate" = 0 AND "tax_amount" = 0)),
    ADD CONSTRAINT "invoices_credit" CHECK (
        ("kind" = 'credit_note') = ("refund_id" IS NOT NULL) AND ("kind" = 'credit_note') = ("invoice_id" IS NOT NULL)),
    ADD CONSTRAINT "invoices_lines" CHECK (jsonb_typeof("lines") = 'array' AND jsonb_array_length("lines") > 0),
    ADD CONSTRAINT "invoices_sequence" CHECK ("sequence" > 0);
-- A booking is invoiced once; every refund has a credit note of its own.
CREATE UNIQUE INDEX "invoices_one_a_booking" ON "invoices" ("booking_id") WHERE "kind" = 'invoice';
CREATE TRIGGER "invoices_append_only" BEFORE UPDATE OR DELETE ON "invoices"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "invoice_counters_stay" BEFORE DELETE ON "invoice_counters"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
