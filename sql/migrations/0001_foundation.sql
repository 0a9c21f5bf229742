-- The schema, the one clock for days, and the helpers by which every later migration protects its tables.

CREATE SCHEMA sluse;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA sluse TO sluse_operator, sluse_daemon, sluse_definer;
ALTER DEFAULT PRIVILEGES IN SCHEMA sluse REVOKE ALL ON TABLES FROM PUBLIC;
-- Without IN SCHEMA: what everybody gets by default can only be taken back for the whole database.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
GRANT USAGE ON SCHEMA public TO PUBLIC;

-- Danish order: a…z æ ø å, and Aa sorts as Å, so Aalborg comes last.
CREATE COLLATION sluse.danish (PROVIDER = icu, LOCALE = 'da-DK');

CREATE DOMAIN sluse.ore AS bigint CHECK (VALUE BETWEEN -1000000000000 AND 1000000000000);
COMMENT ON DOMAIN sluse.ore IS 'An amount in øre; up to ten billion kroner either way.';

CREATE TABLE sluse.deployment (
    single        boolean     PRIMARY KEY DEFAULT true CHECK (single),
    sample        boolean     NOT NULL,
    administrator name        NOT NULL,
    made_at       timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE sluse.deployment IS 'One row: what kind of database this is, and the login that first administers it.';
COMMENT ON COLUMN sluse.deployment.sample IS 'Sample databases may pretend the day; no other database can.';
GRANT SELECT ON sluse.deployment TO sluse_operator, sluse_daemon, sluse_definer;

CREATE FUNCTION sluse.today() RETURNS date
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
    RETURN (
        SELECT CASE
            WHEN d.sample AND coalesce(current_setting('sluse.today', true), '') <> ''
                THEN current_setting('sluse.today', true)::date
            ELSE (now() AT TIME ZONE 'Europe/Copenhagen')::date
        END
        FROM sluse.deployment AS d
    );
COMMENT ON FUNCTION sluse.today() IS 'The day in Copenhagen by the server''s clock; in a sample database, the day it is asked to pretend.';
GRANT EXECUTE ON FUNCTION sluse.today() TO sluse_operator, sluse_daemon, sluse_definer;

CREATE FUNCTION sluse.key(VARIADIC parts text[]) RETURNS uuid
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    SET search_path = pg_catalog, pg_temp
    RETURN encode(substring(sha256(convert_to(array_to_string(parts, '|'), 'UTF8')) FOR 16), 'hex')::uuid;
COMMENT ON FUNCTION sluse.key(text[]) IS 'The key of what is described: the same words make the same key, so that a redo is recognised.';
GRANT EXECUTE ON FUNCTION sluse.key(text[]) TO sluse_operator, sluse_daemon;
