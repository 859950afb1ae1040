-- Every process of the API keeps public reads and forgets them when it hears of a change on this channel. Triggers and not
-- the use cases send it, so that no edit can forget to. The payload is an event's id, or * for what many events show.
--
-- Only what changes by editing sends it. NOTIFY takes a lock at commit that the whole server shares, so pools and
-- event_statistics, which every purchase writes, have no trigger: they are read anew on each hit.
CREATE FUNCTION "notify_cache_of_event"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The argument is the column that holds the event's id.
    IF TG_OP <> 'DELETE' THEN
        PERFORM pg_notify('setiket_cache', to_jsonb(NEW) ->> TG_ARGV[0]);
    END IF;
    IF TG_OP <> 'INSERT' THEN
        PERFORM pg_notify('setiket_cache', to_jsonb(OLD) ->> TG_ARGV[0]);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION "notify_cache_of_all"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('setiket_cache', '*');
    RETURN NULL;
END $$;

CREATE FUNCTION "notify_cache_of_picture"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('setiket_cache', id::text) FROM events WHERE image_id = NEW.media_id;
    RETURN NULL;
END $$;
CREATE INDEX "events_image_id" ON "events" ("image_id") WHERE "image_id" IS NOT NULL;

CREATE TRIGGER "events_notify_cache" AFTER INSERT OR UPDATE OR DELETE ON "events"
    FOR EACH ROW EXECUTE FUNCTION "notify_cache_of_event"('id');
CREATE TRIGGER "ticket_types_notify_cache" AFTER INSERT OR UPDATE OR DELETE ON "ticket_types"
    FOR EACH ROW EXECUTE FUNCTION "notify_cache_of_event"('event_id');
CREATE TRIGGER "event_posters_notify_cache" AFTER INSERT OR UPDATE OR DELETE ON "event_posters"
    FOR EACH ROW EXECUTE FUNCTION "notify_cache_of_event"('event_id');
CREATE TRIGGER "media_variants_notify_cache" AFTER INSERT ON "media_variants"
    FOR EACH ROW EXECUTE FUNCTION "notify_cache_of_picture"();

CREATE TRIGGER "organizations_notify_cache" AFTER UPDATE ON "organizations"
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION "notify_cache_of_all"();
CREATE TRIGGER "categories_notify_cache" AFTER UPDATE ON "categories"
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION "notify_cache_of_all"();
CREATE TRIGGER "venues_notify_cache" AFTER UPDATE ON "venues"
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION "notify_cache_of_all"();
CREATE TRIGGER "users_notify_cache" AFTER UPDATE OF "username" ON "users"
    FOR EACH ROW WHEN (OLD.username IS DISTINCT FROM NEW.username) EXECUTE FUNCTION "notify_cache_of_all"();
