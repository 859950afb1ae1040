-- CreateEnum
CREATE TYPE "audit_status" AS ENUM ('running', 'finished', 'failed');

-- DropIndex
DROP INDEX "audit_entries_subject_type_subject_id_created_at_idx";

-- CreateTable
CREATE TABLE "audit_reports" (
    "id" UUID NOT NULL,
    "status" "audit_status" NOT NULL DEFAULT 'running',
    "requested_by" UUID,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "checks" INTEGER NOT NULL DEFAULT 0,
    "findings" INTEGER NOT NULL DEFAULT 0,
    "results" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "audit_reports_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "audit_reports_requested_at_idx" ON "audit_reports"("requested_at");

-- CreateIndex
CREATE INDEX "audit_reports_requested_by_idx" ON "audit_reports"("requested_by");

-- CreateIndex
CREATE INDEX "audit_entries_subject_id_created_at_idx" ON "audit_entries"("subject_id", "created_at");

-- CreateIndex
CREATE INDEX "audit_entries_subject_type_created_at_idx" ON "audit_entries"("subject_type", "created_at");

-- CreateIndex
CREATE INDEX "audit_entries_action_created_at_idx" ON "audit_entries"("action", "created_at");

-- AddForeignKey
ALTER TABLE "audit_reports" ADD CONSTRAINT "audit_reports_requested_by_fkey" FOREIGN KEY ("requested_by") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Two at once would read everything twice and find the same.
CREATE UNIQUE INDEX "audit_reports_one_running" ON "audit_reports" ((true)) WHERE status = 'running';

ALTER TABLE "audit_reports"
  ADD CONSTRAINT "audit_reports_finished_check" CHECK ((status = 'running') = (finished_at IS NULL)),
  ADD CONSTRAINT "audit_reports_counts_check" CHECK (checks >= 0 AND findings >= 0),
  ADD CONSTRAINT "audit_reports_results_check" CHECK (jsonb_typeof(results) = 'array');
