-- Searches for people by parts of username, address and full name, whatever case and accents.
CREATE INDEX "users_names_trigram" ON "users"
    USING gin (setiket_fold("username" || ' ' || "email" || ' ' || "first_name" || ' ' || "last_name") gin_trgm_ops);
