-- Municipalities, the people who log in, and the two functions that every policy asks.

CREATE TABLE sluse.municipality (
    tenant_id     int  PRIMARY KEY CHECK (tenant_id BETWEEN 1 AND 9999),
    slug          text NOT NULL UNIQUE CHECK (slug ~ '^[a-z][a-z0-9-]{1,40}$'),
    name          text NOT NULL CHECK (name <> '' AND name = normalize(name, NFC)) COLLATE sluse.danish,
    language      text NOT NULL DEFAULT 'da' CHECK (language IN ('da', 'en')),
    contact       text CHECK (contact ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
    version       int  NOT NULL DEFAULT 1
);
COMMENT ON TABLE sluse.municipality IS 'The tenants. tenant_id is the municipality code as a number: 183 Ishøj, 851 Aalborg. Public facts: everyone reads them, administrators write them.';
COMMENT ON COLUMN sluse.municipality.contact IS 'The mailbox that gets the notices.';

CREATE TABLE sluse.operator (
    login      name        PRIMARY KEY CHECK (login ~ '^(op_[a-z0-9_]{1,50}|sluse_daemon)$'),
    title      text        NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by name        NOT NULL DEFAULT session_user
);
COMMENT ON TABLE sluse.operator IS 'Everyone who may log in. What they may see is in membership.';

CREATE TABLE sluse.membership (
    tenant_id  int         NOT NULL REFERENCES sluse.municipality ON DELETE RESTRICT,
    operator   name        NOT NULL REFERENCES sluse.operator ON DELETE RESTRICT,
    role       text        NOT NULL CHECK (role IN
        ('reader', 'caseworker', 'pool_administrator', 'controller', 'auditor', 'municipality_administrator', 'daemon')),
    valid      daterange   NOT NULL CHECK (NOT isempty(valid)),
    granted_by name        NOT NULL DEFAULT session_user,
    granted_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, operator, role, valid),
    EXCLUDE USING gist (tenant_id WITH =, (operator::text) WITH =, role WITH =, valid WITH &&),
    CHECK ((role = 'daemon') = (operator = 'sluse_daemon'))
);
COMMENT ON TABLE sluse.membership IS 'Who may do what in which municipality, and when.';
CREATE INDEX membership_operator ON sluse.membership (operator, tenant_id);

-- The clock of authorisation is the real one, also in a sample database that pretends another day.
-- In PL/pgSQL, because every statement asks once for each table it names: PL/pgSQL keeps the plan of the answer, where a
-- function in SQL would be planned each time, which took longer than most of the statements themselves.
CREATE FUNCTION sluse.visible_tenants() RETURNS int[]
    LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    chosen int := nullif(current_setting('sluse.tenant', true), '')::int;
BEGIN
    RETURN (
        SELECT coalesce(array_agg(DISTINCT m.tenant_id), '{}')
        FROM sluse.membership AS m
        WHERE m.operator = session_user
          AND m.valid @> (now() AT TIME ZONE 'Europe/Copenhagen')::date
          -- One municipality, or from the least number to the greatest: a range, so that the index serves both.
          AND m.tenant_id BETWEEN coalesce(chosen, 1) AND coalesce(chosen, 9999)
    );
END
$$;
COMMENT ON FUNCTION sluse.visible_tenants() IS 'The municipalities this login may see now; the setting sluse.tenant narrows the answer and never widens it.';

CREATE FUNCTION sluse.writable_tenants(roles text[]) RETURNS int[]
    LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT coalesce(array_agg(DISTINCT m.tenant_id), '{}')
        FROM sluse.membership AS m
        WHERE m.operator = session_user
          AND m.valid @> (now() AT TIME ZONE 'Europe/Copenhagen')::date
          AND m.role = ANY (roles)
          AND m.tenant_id = nullif(current_setting('sluse.tenant', true), '')::int
    );
END
$$;
COMMENT ON FUNCTION sluse.writable_tenants(text[]) IS 'The municipality named by sluse.tenant, if this login has one of the roles there now; without the setting, none.';

CREATE FUNCTION sluse.is_administrator() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
    RETURN pg_has_role(session_user, 'sluse_admin', 'MEMBER');
COMMENT ON FUNCTION sluse.is_administrator() IS 'Whether this login administers the deployment (makes municipalities and first memberships).';

-- CREATE on the schema is needed for a moment to hand the functions over.
GRANT CREATE ON SCHEMA sluse TO sluse_definer;
ALTER FUNCTION sluse.visible_tenants() OWNER TO sluse_definer;
ALTER FUNCTION sluse.writable_tenants(text[]) OWNER TO sluse_definer;
REVOKE CREATE ON SCHEMA sluse FROM sluse_definer;
GRANT SELECT ON sluse.membership TO sluse_definer;
REVOKE ALL ON FUNCTION sluse.visible_tenants() FROM PUBLIC;
REVOKE ALL ON FUNCTION sluse.writable_tenants(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sluse.visible_tenants() TO sluse_owner, sluse_operator, sluse_daemon;
GRANT EXECUTE ON FUNCTION sluse.writable_tenants(text[]) TO sluse_owner, sluse_operator, sluse_daemon;
GRANT EXECUTE ON FUNCTION sluse.is_administrator() TO sluse_operator, sluse_daemon;

-- One policy a table, one sub-select, so that the function is asked once a statement and not once a row.
CREATE PROCEDURE sluse.protect(protected regclass, writers text[])
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', protected);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', protected);
    EXECUTE format(
        'CREATE POLICY tenant ON %s FOR ALL
            USING (tenant_id = ANY ((SELECT sluse.visible_tenants())::int[]))
            WITH CHECK (tenant_id = ANY ((SELECT sluse.writable_tenants(%L))::int[]))',
        protected, writers);
END
$$;
COMMENT ON PROCEDURE sluse.protect(regclass, text[]) IS 'Gives a tenant table its policy: members see it, the roles in writers write it while sluse.tenant names their municipality.';

ALTER TABLE sluse.municipality ENABLE ROW LEVEL SECURITY;
ALTER TABLE sluse.municipality FORCE ROW LEVEL SECURITY;
CREATE POLICY everyone_reads ON sluse.municipality FOR SELECT USING (true);
CREATE POLICY administrators_make ON sluse.municipality FOR INSERT WITH CHECK (sluse.is_administrator());
CREATE POLICY administrators_change ON sluse.municipality FOR UPDATE
    USING (true)
    WITH CHECK (
        sluse.is_administrator()
        OR tenant_id = ANY ((SELECT sluse.writable_tenants('{municipality_administrator}'))::int[]));
GRANT SELECT ON sluse.municipality TO sluse_operator, sluse_daemon;
GRANT INSERT ON sluse.municipality TO sluse_operator;
GRANT UPDATE (name, language, contact, version) ON sluse.municipality TO sluse_operator;

-- An operator is seen by himself, by administrators, and by those who share a municipality with him.
ALTER TABLE sluse.operator ENABLE ROW LEVEL SECURITY;
ALTER TABLE sluse.operator FORCE ROW LEVEL SECURITY;
CREATE POLICY colleagues_read ON sluse.operator FOR SELECT
    USING (
        login = session_user OR sluse.is_administrator()
        OR EXISTS (
            SELECT FROM sluse.membership AS m
            WHERE m.operator = login AND m.tenant_id = ANY ((SELECT sluse.visible_tenants())::int[])));
CREATE POLICY administrators_make ON sluse.operator FOR INSERT WITH CHECK (sluse.is_administrator());
GRANT SELECT, INSERT ON sluse.operator TO sluse_operator;

ALTER TABLE sluse.membership ENABLE ROW LEVEL SECURITY;
ALTER TABLE sluse.membership FORCE ROW LEVEL SECURITY;
-- The functions above read as sluse_definer and get exactly the caller's own rows; everybody else asks the functions.
CREATE POLICY own ON sluse.membership FOR SELECT TO sluse_definer USING (operator = session_user);
CREATE POLICY colleagues_read ON sluse.membership FOR SELECT TO sluse_operator, sluse_daemon, sluse_owner
    USING (tenant_id = ANY ((SELECT sluse.visible_tenants())::int[]) OR sluse.is_administrator());
CREATE POLICY administrators_grant ON sluse.membership FOR INSERT TO sluse_operator, sluse_owner
    WITH CHECK (
        granted_by = session_user
        AND (
            tenant_id = ANY ((SELECT sluse.writable_tenants('{municipality_administrator}'))::int[])
            OR (sluse.is_administrator() AND tenant_id = nullif(current_setting('sluse.tenant', true), '')::int)));
CREATE POLICY administrators_revoke ON sluse.membership FOR UPDATE TO sluse_operator, sluse_owner
    USING (true)
    WITH CHECK (
        role <> 'daemon'
        AND (
            tenant_id = ANY ((SELECT sluse.writable_tenants('{municipality_administrator}'))::int[])
            OR (sluse.is_administrator() AND tenant_id = nullif(current_setting('sluse.tenant', true), '')::int)));
-- A membership revoked on its first day was never in force for a whole day, so there is no period to keep: the row goes.
-- The audit has both, the grant and its end.
CREATE POLICY administrators_undo ON sluse.membership FOR DELETE TO sluse_operator, sluse_owner
    USING (
        role <> 'daemon' AND lower(valid) >= (now() AT TIME ZONE 'Europe/Copenhagen')::date
        AND (
            tenant_id = ANY ((SELECT sluse.writable_tenants('{municipality_administrator}'))::int[])
            OR (sluse.is_administrator() AND tenant_id = nullif(current_setting('sluse.tenant', true), '')::int)));
GRANT SELECT, INSERT, DELETE ON sluse.membership TO sluse_operator;
GRANT UPDATE (valid) ON sluse.membership TO sluse_operator;
GRANT SELECT ON sluse.membership TO sluse_daemon;

-- Running numbers people can say on the telephone: one counter a municipality and kind, no gaps, no order shared between municipalities.
CREATE TABLE sluse.counter (
    tenant_id int    NOT NULL REFERENCES sluse.municipality ON DELETE RESTRICT,
    kind      text   NOT NULL,
    last      int    NOT NULL CHECK (last >= 0),
    PRIMARY KEY (tenant_id, kind)
);
CALL sluse.protect('sluse.counter', '{caseworker,pool_administrator,controller,municipality_administrator,daemon}');
GRANT SELECT, INSERT, UPDATE ON sluse.counter TO sluse_operator, sluse_daemon;

CREATE FUNCTION sluse.take_numbers(tenant int, counted text, amount int) RETURNS int
    LANGUAGE sql VOLATILE
    SET search_path = pg_catalog, pg_temp
    BEGIN ATOMIC
        INSERT INTO sluse.counter AS c (tenant_id, kind, last) VALUES (tenant, counted, amount)
        ON CONFLICT (tenant_id, kind) DO UPDATE SET last = c.last + amount
        RETURNING c.last - amount + 1;
    END;
COMMENT ON FUNCTION sluse.take_numbers(int, text, int) IS 'Takes `amount` running numbers of a kind and gives the first.';
GRANT EXECUTE ON FUNCTION sluse.take_numbers(int, text, int) TO sluse_operator, sluse_daemon;
