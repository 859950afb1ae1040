-- CreateEnum
CREATE TYPE "scan_direction" AS ENUM ('entry', 'exit');

-- CreateEnum
CREATE TYPE "scan_source" AS ENUM ('online', 'offline');

-- CreateEnum
CREATE TYPE "scan_result" AS ENUM ('admitted', 'reentered', 'left', 'conflict', 'unmatched', 'refused');

-- CreateTable
CREATE TABLE "gate_settings" (
    "event_id" UUID NOT NULL,
    "doors_open_minutes_before" INTEGER NOT NULL,
    "allows_reentry" BOOLEAN NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "gate_settings_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "gates" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "gates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gate_devices" (
    "id" UUID NOT NULL,
    "gate_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "pairing_hash" TEXT NOT NULL,
    "pairing_expires_at" TIMESTAMPTZ(3) NOT NULL,
    "token_hash" TEXT,
    "paired_at" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "gate_devices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gate_staff" (
    "event_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "gate_staff_pkey" PRIMARY KEY ("event_id","user_id")
);

-- CreateTable
CREATE TABLE "scans" (
    "id" UUID NOT NULL,
    "event_id" UUID,
    "ticket_id" UUID,
    "gate_id" UUID,
    "gate_name" TEXT NOT NULL DEFAULT '',
    "device_id" UUID,
    "actor_id" UUID,
    "device_scan_id" TEXT,
    "source" "scan_source" NOT NULL,
    "direction" "scan_direction" NOT NULL,
    "result" "scan_result" NOT NULL,
    "reason" TEXT,
    "scanned_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "scans_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "admissions" (
    "ticket_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "scan_id" UUID NOT NULL,
    "last_entry_id" UUID NOT NULL,
    "is_inside" BOOLEAN NOT NULL,
    "entries" INTEGER NOT NULL,
    "exits" INTEGER NOT NULL,

    CONSTRAINT "admissions_pkey" PRIMARY KEY ("ticket_id")
);

-- CreateTable
CREATE TABLE "scan_conflicts" (
    "scan_id" UUID NOT NULL,
    "first_scan_id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "detected_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by" UUID,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "scan_conflicts_pkey" PRIMARY KEY ("scan_id")
);

-- CreateIndex
CREATE INDEX "gates_event_id_created_at_idx" ON "gates"("event_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "gate_devices_pairing_hash_key" ON "gate_devices"("pairing_hash");

-- CreateIndex
CREATE UNIQUE INDEX "gate_devices_token_hash_key" ON "gate_devices"("token_hash");

-- CreateIndex
CREATE INDEX "gate_devices_gate_id_created_at_idx" ON "gate_devices"("gate_id", "created_at");

-- CreateIndex
CREATE INDEX "gate_staff_user_id_idx" ON "gate_staff"("user_id");

-- CreateIndex
CREATE INDEX "scans_ticket_id_scanned_at_idx" ON "scans"("ticket_id", "scanned_at");

-- CreateIndex
CREATE INDEX "scans_event_id_scanned_at_idx" ON "scans"("event_id", "scanned_at");

-- CreateIndex
CREATE INDEX "scans_scanned_at_idx" ON "scans"("scanned_at");

-- CreateIndex
CREATE UNIQUE INDEX "scans_device_id_device_scan_id_key" ON "scans"("device_id", "device_scan_id");

-- CreateIndex
CREATE UNIQUE INDEX "scans_actor_id_device_scan_id_key" ON "scans"("actor_id", "device_scan_id");

-- CreateIndex
CREATE UNIQUE INDEX "admissions_scan_id_key" ON "admissions"("scan_id");

-- CreateIndex
CREATE UNIQUE INDEX "admissions_last_entry_id_key" ON "admissions"("last_entry_id");

-- CreateIndex
CREATE INDEX "admissions_event_id_is_inside_idx" ON "admissions"("event_id", "is_inside");

-- CreateIndex
CREATE INDEX "scan_conflicts_event_id_detected_at_idx" ON "scan_conflicts"("event_id", "detected_at");

-- CreateIndex
CREATE INDEX "scan_conflicts_ticket_id_idx" ON "scan_conflicts"("ticket_id");

-- CreateIndex
CREATE INDEX "scan_conflicts_first_scan_id_idx" ON "scan_conflicts"("first_scan_id");

-- CreateIndex
CREATE INDEX "tickets_event_id_updated_at_id_idx" ON "tickets"("event_id", "updated_at", "id");

-- AddForeignKey
ALTER TABLE "gate_settings" ADD CONSTRAINT "gate_settings_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gates" ADD CONSTRAINT "gates_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gate_devices" ADD CONSTRAINT "gate_devices_gate_id_fkey" FOREIGN KEY ("gate_id") REFERENCES "gates"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gate_staff" ADD CONSTRAINT "gate_staff_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gate_staff" ADD CONSTRAINT "gate_staff_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scans" ADD CONSTRAINT "scans_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "admissions" ADD CONSTRAINT "admissions_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "admissions" ADD CONSTRAINT "admissions_scan_id_fkey" FOREIGN KEY ("scan_id") REFERENCES "scans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "admissions" ADD CONSTRAINT "admissions_last_entry_id_fkey" FOREIGN KEY ("last_entry_id") REFERENCES "scans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scan_conflicts" ADD CONSTRAINT "scan_conflicts_scan_id_fkey" FOREIGN KEY ("scan_id") REFERENCES "scans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scan_conflicts" ADD CONSTRAINT "scan_conflicts_first_scan_id_fkey" FOREIGN KEY ("first_scan_id") REFERENCES "scans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Rules that the schema language can't say

-- Gates
ALTER TABLE "gate_settings"
    ADD CONSTRAINT "gate_settings_doors" CHECK ("doors_open_minutes_before" BETWEEN 0 AND 10000000);
CREATE UNIQUE INDEX "gates_one_open_name" ON "gates" ("event_id", lower("name")) WHERE "closed_at" IS NULL;
ALTER TABLE "gate_devices"
    ADD CONSTRAINT "gate_devices_paired" CHECK (("token_hash" IS NULL) = ("paired_at" IS NULL)),
    ADD CONSTRAINT "gate_devices_seen_once_paired" CHECK ("last_seen_at" IS NULL OR "paired_at" IS NOT NULL);

-- Scans
ALTER TABLE "scans"
    ADD CONSTRAINT "scans_one_scanner" CHECK (num_nonnulls("device_id", "actor_id") = 1),
    ADD CONSTRAINT "scans_reason" CHECK (("result" = 'refused') = ("reason" IS NOT NULL)),
    ADD CONSTRAINT "scans_passage_has_ticket" CHECK (
        "result" = 'refused' OR ("ticket_id" IS NOT NULL AND "event_id" IS NOT NULL)
    ),
    ADD CONSTRAINT "scans_direction" CHECK (
        "result" = 'refused' OR ("direction" = 'exit') = ("result" IN ('left', 'unmatched'))
    ),
    ADD CONSTRAINT "scans_only_passages_undone" CHECK ("undone_at" IS NULL OR "result" <> 'refused');
-- A ticket admits once, however many gates try: whatever the program does, there is no second such row.
CREATE UNIQUE INDEX "scans_one_admission" ON "scans" ("ticket_id") WHERE "result" = 'admitted' AND "undone_at" IS NULL;
CREATE TRIGGER "scans_stay" BEFORE DELETE ON "scans" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- Who is inside came in once more than they left, and nobody twice.
ALTER TABLE "admissions"
    ADD CONSTRAINT "admissions_inside" CHECK (
        "entries" >= 1 AND "exits" >= 0 AND "entries" - "exits" = CASE WHEN "is_inside" THEN 1 ELSE 0 END
    );

ALTER TABLE "scan_conflicts"
    ADD CONSTRAINT "scan_conflicts_of_two" CHECK ("scan_id" <> "first_scan_id"),
    ADD CONSTRAINT "scan_conflicts_resolved" CHECK (("resolved_at" IS NULL) = ("resolved_by" IS NULL));
