ALTER TABLE "event_cancellations" ADD COLUMN "refund_used_tickets" BOOLEAN NOT NULL DEFAULT false;

CREATE TYPE "cancellation_step" AS ENUM ('done', 'waiting', 'failed');

CREATE TABLE "event_cancellation_bookings" (
    "booking_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "status" "cancellation_step" NOT NULL,
    "error" TEXT NOT NULL DEFAULT '',
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_cancellation_bookings_pkey" PRIMARY KEY ("booking_id")
);

CREATE INDEX "event_cancellation_bookings_event_id_status_idx" ON "event_cancellation_bookings"("event_id", "status");

ALTER TABLE "event_cancellation_bookings" ADD CONSTRAINT "event_cancellation_bookings_event_id_fkey"
    FOREIGN KEY ("event_id") REFERENCES "event_cancellations"("event_id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "event_cancellation_bookings" ADD CONSTRAINT "event_cancellation_bookings_booking_id_fkey"
    FOREIGN KEY ("booking_id") REFERENCES "bookings"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Earlier cancellations left bookings with a used ticket as they were. They are open again; a daily job closes them.
UPDATE "event_cancellations" AS c SET "finished_at" = NULL
WHERE EXISTS (
    SELECT FROM "bookings" b JOIN "tickets" t ON t."booking_id" = b."id"
    WHERE b."event_id" = c."event_id" AND b."status" = 'confirmed' AND t."status" = 'active');
