-- What is not over: counted for every list of events, and looked for by the job that completes events. With the id, so that
-- neither counting nor comparing with ticket types reads the events themselves.
CREATE INDEX "events_status_ends_at_id_idx" ON "events"("status", "ends_at", "id");

-- A price range finds its events without going through every ticket type there is.
CREATE INDEX "ticket_types_price_event_id_idx" ON "ticket_types"("price", "event_id");

-- The house's own list of all bookings, the latest first.
CREATE INDEX "bookings_created_at_idx" ON "bookings"("created_at");

-- The dearest first, those without a price last: the other index on prices, read backwards, has those first.
CREATE INDEX "events_dearest" ON "events" ("price_from" DESC NULLS LAST, "id") WHERE "status" = 'approved';
