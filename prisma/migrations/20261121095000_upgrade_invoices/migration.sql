-- AlterTable
ALTER TABLE "ticket_upgrades" ADD COLUMN "tax_name" TEXT NOT NULL DEFAULT '', ADD COLUMN "tax_rate" DECIMAL(6,3) NOT NULL DEFAULT 0;
-- What was asked for before this stands had the tax of its event.
UPDATE "ticket_upgrades" AS u SET "tax_name" = e."tax_name", "tax_rate" = e."tax_rate"
    FROM "tickets" AS t JOIN "events" AS e ON e."id" = t."event_id" WHERE t."id" = u."ticket_id";

-- AlterTable
ALTER TABLE "invoices" ADD COLUMN "upgrade_id" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "invoices_upgrade_id_key" ON "invoices"("upgrade_id");

-- AddForeignKey
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_upgrade_id_fkey" FOREIGN KEY ("upgrade_id") REFERENCES "ticket_upgrades"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "ticket_upgrades"
    ADD CONSTRAINT "ticket_upgrades_tax" CHECK ("tax_rate" BETWEEN 0 AND 100 AND ("tax_rate" = 0 OR "tax_name" <> ''));
-- A credit note says by its invoice what it is about.
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_of_upgrades" CHECK ("upgrade_id" IS NULL OR "kind" = 'invoice');
-- A booking is invoiced once, and each of its upgrades that cost something.
DROP INDEX "invoices_one_a_booking";
CREATE UNIQUE INDEX "invoices_one_a_booking" ON "invoices" ("booking_id") WHERE "kind" = 'invoice' AND "upgrade_id" IS NULL;
