-- AlterTable
ALTER TABLE "ticket_types" ADD COLUMN     "is_default" BOOLEAN NOT NULL DEFAULT false;

-- One default a event, and one category for what fits none.
CREATE UNIQUE INDEX "ticket_types_one_default" ON "ticket_types" ("event_id") WHERE "is_default";
INSERT INTO "categories" ("id", "slug", "name") VALUES ('01900000-0000-7000-8000-000000000009', 'other', 'Other');
