-- Events that an administrator makes without naming an organization belong to Setiket itself, and to no client's.
ALTER TABLE "organizations" ADD COLUMN "is_house" BOOLEAN NOT NULL DEFAULT false;
CREATE UNIQUE INDEX "organizations_one_house" ON "organizations"("is_house") WHERE "is_house";

-- A public address is one that an organization has chosen. The address that its owner signs in with was only a default.
UPDATE "organizations" AS o SET "contact_email" = ''
WHERE EXISTS (SELECT 1 FROM "organization_members" AS m JOIN "users" AS u ON u."id" = m."user_id"
  WHERE m."organization_id" = o."id" AND lower(u."email") = lower(o."contact_email"));
