-- AlterTable
ALTER TABLE "events" ADD COLUMN     "has_waiting_room" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "waiting_rooms" (
    "event_id" UUID NOT NULL,
    "opens_at" TIMESTAMPTZ(3) NOT NULL,
    "max_per_minute" INTEGER,
    "seed" TEXT,
    "drawn_at" TIMESTAMPTZ(3),
    "drawn" INTEGER NOT NULL DEFAULT 0,
    "last_place" INTEGER NOT NULL DEFAULT 0,
    "admitted_through" INTEGER NOT NULL DEFAULT 0,
    "rate" DOUBLE PRECISION NOT NULL,
    "credit" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "slowed_at" TIMESTAMPTZ(3),
    "pace" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "places_left" INTEGER,
    "ticked_at" TIMESTAMPTZ(3),
    "led_by" UUID,
    "led_until" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "waiting_rooms_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "waiting_places" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "visitor" TEXT NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "arrival" BIGSERIAL NOT NULL,
    "place" INTEGER,
    "drawn_as" INTEGER,

    CONSTRAINT "waiting_places_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "waiting_admissions" (
    "event_id" UUID NOT NULL,
    "through" INTEGER NOT NULL,
    "after" INTEGER NOT NULL,
    "admitted_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "waiting_admissions_pkey" PRIMARY KEY ("event_id","through")
);

-- CreateTable
CREATE TABLE "waiting_pulses" (
    "event_id" UUID NOT NULL,
    "process" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "p95_ms" INTEGER NOT NULL,

    CONSTRAINT "waiting_pulses_pkey" PRIMARY KEY ("event_id","process")
);

-- CreateIndex
CREATE UNIQUE INDEX "waiting_places_event_id_visitor_key" ON "waiting_places"("event_id", "visitor");

-- CreateIndex
CREATE UNIQUE INDEX "waiting_places_event_id_place_key" ON "waiting_places"("event_id", "place");

-- CreateIndex
CREATE INDEX "waiting_admissions_event_id_expires_at_idx" ON "waiting_admissions"("event_id", "expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "waiting_admissions_event_id_after_key" ON "waiting_admissions"("event_id", "after");

-- AddForeignKey
ALTER TABLE "waiting_rooms" ADD CONSTRAINT "waiting_rooms_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waiting_places" ADD CONSTRAINT "waiting_places_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "waiting_rooms"("event_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waiting_admissions" ADD CONSTRAINT "waiting_admissions_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "waiting_rooms"("event_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waiting_pulses" ADD CONSTRAINT "waiting_pulses_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "waiting_rooms"("event_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Numbers that can't be: somebody admitted who is not in the queue, a draw without its seed, half a lease.
ALTER TABLE "waiting_rooms"
    ADD CONSTRAINT "waiting_rooms_ceiling" CHECK (max_per_minute > 0),
    ADD CONSTRAINT "waiting_rooms_draw" CHECK ((seed IS NULL) = (drawn_at IS NULL)),
    ADD CONSTRAINT "waiting_rooms_drawn_first" CHECK (drawn_at IS NOT NULL OR last_place = 0),
    ADD CONSTRAINT "waiting_rooms_places" CHECK (
        drawn BETWEEN 0 AND last_place AND admitted_through BETWEEN 0 AND last_place
    ),
    ADD CONSTRAINT "waiting_rooms_rate" CHECK (rate > 0 AND credit >= 0 AND pace >= 0),
    ADD CONSTRAINT "waiting_rooms_places_left" CHECK (places_left >= 0),
    ADD CONSTRAINT "waiting_rooms_lease" CHECK ((led_by IS NULL) = (led_until IS NULL));
ALTER TABLE "waiting_places"
    ADD CONSTRAINT "waiting_places_visitor" CHECK (visitor ~ '^[0-9a-f]{64}$'),
    ADD CONSTRAINT "waiting_places_place" CHECK (place > 0 AND drawn_as > 0);
ALTER TABLE "waiting_admissions"
    ADD CONSTRAINT "waiting_admissions_range" CHECK (after >= 0 AND through > after),
    ADD CONSTRAINT "waiting_admissions_expiry" CHECK (expires_at > admitted_at);

-- Who has no number yet, for the tick that gives it.
CREATE INDEX "waiting_places_unnumbered" ON "waiting_places" ("event_id", "arrival") WHERE place IS NULL;

-- A draw happens once, and nobody who was admitted is sent back.
CREATE FUNCTION "waiting_rooms_only_forward"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.seed IS NOT NULL AND (NEW.seed, NEW.drawn_at, NEW.drawn) IS DISTINCT FROM (OLD.seed, OLD.drawn_at, OLD.drawn) THEN
        RAISE EXCEPTION 'a waiting room is drawn once' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.admitted_through < OLD.admitted_through OR NEW.last_place < OLD.last_place THEN
        RAISE EXCEPTION 'a waiting room moves forward only' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER "waiting_rooms_only_forward" BEFORE UPDATE ON "waiting_rooms"
    FOR EACH ROW EXECUTE FUNCTION "waiting_rooms_only_forward"();

-- What an organizer edits is in the cache of every process; what each tick writes is not.
CREATE TRIGGER "waiting_rooms_notify_cache_edit" AFTER UPDATE OF "opens_at", "max_per_minute", "closed_at" ON "waiting_rooms"
    FOR EACH ROW EXECUTE FUNCTION "notify_cache_of_event"('event_id');
CREATE TRIGGER "waiting_rooms_notify_cache" AFTER INSERT OR DELETE ON "waiting_rooms"
    FOR EACH ROW EXECUTE FUNCTION "notify_cache_of_event"('event_id');
