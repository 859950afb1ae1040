-- A time zone is a name of the IANA data, under the meaning that PostgreSQL and browsers share. Other spellings broke every
-- public list with a day in its filter. They are carried over to the zone that they were shown in.
CREATE FUNCTION pg_temp.carried_timezone(zone text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  found text;
BEGIN
  SELECT name INTO found FROM pg_timezone_names
  WHERE lower(name) = lower(zone) AND (name ~ '^[A-Z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)+$' OR name = 'UTC')
    AND name !~ '^(posix|right|SystemV)/'
  LIMIT 1;
  IF found IS NOT NULL THEN RETURN found; END IF;
  SELECT new INTO found FROM (VALUES
    ('US/Pacific-New', 'America/Los_Angeles'), ('AET', 'Australia/Sydney'), ('CTT', 'Asia/Shanghai'), ('CNT', 'America/St_Johns'),
    ('ACT', 'Australia/Darwin'), ('PST', 'America/Los_Angeles'), ('PST8PDT', 'America/Los_Angeles'),
    ('SystemV/PST8PDT', 'America/Los_Angeles'), ('SystemV/AST4', 'America/Puerto_Rico'), ('IST', 'Asia/Kolkata'),
    ('CST', 'America/Chicago'), ('CST6CDT', 'America/Chicago'), ('EST5EDT', 'America/New_York'), ('EST', 'America/Panama'),
    ('MST', 'America/Phoenix'), ('MST7MDT', 'America/Denver'), ('HST', 'Pacific/Honolulu'), ('BST', 'Asia/Dhaka'),
    ('NST', 'Pacific/Auckland'), ('JST', 'Asia/Tokyo'), ('GMT', 'Etc/GMT'), ('Singapore', 'Asia/Singapore'),
    ('Japan', 'Asia/Tokyo'), ('Hongkong', 'Asia/Hong_Kong'), ('PRC', 'Asia/Shanghai'), ('ROK', 'Asia/Seoul'),
    ('GB', 'Europe/London'), ('CET', 'Europe/Paris'), ('EET', 'Europe/Athens'), ('WET', 'Europe/Lisbon'),
    ('Turkey', 'Europe/Istanbul'), ('Egypt', 'Africa/Cairo'), ('Israel', 'Asia/Jerusalem'), ('Iran', 'Asia/Tehran'),
    ('Zulu', 'UTC'), ('UCT', 'UTC'), ('Universal', 'UTC')
  ) AS known(old, new) WHERE lower(old) = lower(zone);
  IF found IS NOT NULL THEN RETURN found; END IF;
  -- Whole hours: `+07:00` is Etc/GMT-7. What is left is shown in UTC; no moment moves.
  IF zone ~ '^[+-](0[0-9]|1[0-4])(:?00)?$' AND NOT (zone ~ '^-1[34]') THEN
    RETURN CASE WHEN substr(zone, 2, 2)::int = 0 THEN 'UTC'
      ELSE 'Etc/GMT' || translate(left(zone, 1), '+-', '-+') || substr(zone, 2, 2)::int END;
  END IF;
  RETURN 'UTC';
END;
$$;

ALTER TABLE "events" DISABLE TRIGGER USER;
UPDATE "events" AS e SET "timezone" = z.new
FROM (SELECT old, pg_temp.carried_timezone(old) AS new FROM (SELECT DISTINCT "timezone" AS old FROM "events") AS d) AS z
WHERE e."timezone" = z.old AND z.new <> z.old;
ALTER TABLE "events" ENABLE TRIGGER USER;
UPDATE "festival_config" SET "timezone" = pg_temp.carried_timezone("timezone");
DROP FUNCTION pg_temp.carried_timezone(text);

-- PostgreSQL refuses a name that it does not know in the expression itself, and abbreviations and offsets by their form.
ALTER TABLE "events" ADD CONSTRAINT "events_timezone_check" CHECK (
  ("timezone" = 'UTC' OR "timezone" ~ '^[A-Z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)+$')
  AND (TIMESTAMPTZ '2026-01-01 00:00:00+00' AT TIME ZONE "timezone") IS NOT NULL);
ALTER TABLE "festival_config" ADD CONSTRAINT "festival_config_timezone_check" CHECK (
  ("timezone" = 'UTC' OR "timezone" ~ '^[A-Z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)+$')
  AND (TIMESTAMPTZ '2026-01-01 00:00:00+00' AT TIME ZONE "timezone") IS NOT NULL);
