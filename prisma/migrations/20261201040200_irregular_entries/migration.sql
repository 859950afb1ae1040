-- A passage may have a reason now: the server would have refused whom a gate without network let through.
ALTER TABLE "scans" DROP CONSTRAINT "scans_reason";
ALTER TABLE "scans"
    ADD CONSTRAINT "scans_reason" CHECK (
        CASE
            WHEN "result" = 'refused' THEN "reason" IS NOT NULL
            -- An irregular passage never makes a ticket a used one.
            WHEN "result" IN ('admitted', 'reentered') THEN "reason" IS NULL
            ELSE "reason" IS NULL OR "source" = 'offline'
        END
    );

ALTER TABLE "scan_conflicts" ADD COLUMN "reason" TEXT NOT NULL DEFAULT 'already_used';
ALTER TABLE "scan_conflicts" ALTER COLUMN "first_scan_id" DROP NOT NULL;
ALTER TABLE "scan_conflicts"
    ADD CONSTRAINT "scan_conflicts_reason" CHECK (("reason" = 'already_used') = ("first_scan_id" IS NOT NULL));

-- Irregular passages are counted as people inside.
CREATE INDEX "scans_irregular_idx" ON "scans" ("event_id", "ticket_id") WHERE "reason" IS NOT NULL AND "result" <> 'refused';
