CREATE EXTENSION IF NOT EXISTS unaccent; CREATE OR REPLACE FUNCTION setiket_fold(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$ SELECT lower(public.unaccent('public.unaccent', normalize($1, NFC))) $$;

-- Input is stored in NFC; rows from before that rule are brought to it.
UPDATE "events" SET "title" = normalize("title"), "description" = normalize("description"), "city" = normalize("city"),
    "place_name" = normalize("place_name"), "full_address" = normalize("full_address"), "location" = normalize("location")
WHERE ("title" || "description" || "city" || "place_name" || "full_address" || "location") IS NOT NFC NORMALIZED;

-- Search ignores case and accents.
ALTER TABLE "events" DROP COLUMN "search_vector";
ALTER TABLE "events" ADD COLUMN "search_vector" tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('indonesian', setiket_fold("title")) || to_tsvector('english', setiket_fold("title")) || to_tsvector('simple', setiket_fold("title")), 'A')
    || setweight(to_tsvector('simple', setiket_fold("city" || ' ' || "place_name")), 'B')
    || setweight(to_tsvector('indonesian', setiket_fold("description")) || to_tsvector('english', setiket_fold("description")) || to_tsvector('simple', setiket_fold("description")), 'C')
) STORED;
CREATE INDEX "events_search_vector_idx" ON "events" USING GIN ("search_vector");

DROP INDEX "events_names_trigram";
CREATE INDEX "events_names_trigram" ON "events" USING gin (setiket_fold("title" || ' ' || "city" || ' ' || "place_name") gin_trgm_ops);
DROP INDEX "events_city_trigram";
CREATE INDEX "events_city_trigram" ON "events" USING gin (setiket_fold("city") gin_trgm_ops);
