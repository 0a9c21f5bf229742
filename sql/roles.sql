-- The roles of a cluster. `sluse database init` runs this as a superuser; running it again changes nothing.
-- None of them is superuser, BYPASSRLS or CREATEROLE: what a role may do is granted table by table in the migrations.

DO $roles$
DECLARE
    wanted record;
BEGIN
    FOR wanted IN
        SELECT * FROM (VALUES
            ('sluse_owner',    'NOLOGIN'),  -- owns every object and logs in nowhere
            ('sluse_definer',  'NOLOGIN'),  -- owns the functions that answer who may see what; reads memberships, and what kind of database it is
            ('sluse_operator', 'NOLOGIN'),  -- the group of all people who log in (op_…)
            ('sluse_admin',    'NOLOGIN'),  -- the group of deployment administrators: municipalities and first memberships
            ('sluse_migrator', 'LOGIN'),    -- becomes sluse_owner for migrations
            ('sluse_daemon',   'LOGIN')     -- the daemon
        ) AS role (name, login)
    LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted.name) THEN
            EXECUTE pg_catalog.format(
                'CREATE ROLE %I %s NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS',
                wanted.name, wanted.login);
        END IF;
    END LOOP;
END
$roles$;

GRANT sluse_owner TO sluse_migrator;
GRANT sluse_definer TO sluse_owner;
GRANT sluse_operator TO sluse_admin;
