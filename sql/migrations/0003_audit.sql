-- Who changed what: one entry a statement, chained by hash for each municipality.

CREATE TABLE sluse.audit_entry (
    tenant_id int         NOT NULL REFERENCES sluse.municipality ON DELETE RESTRICT,
    id        uuid        NOT NULL DEFAULT gen_random_uuid(),
    at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor     name        NOT NULL DEFAULT session_user,
    operation text        NOT NULL CHECK (operation IN ('INSERT', 'UPDATE', 'DELETE')),
    relation  text        NOT NULL,
    reason    text,
    row_count int         NOT NULL CHECK (row_count > 0),
    payload   text        NOT NULL,
    digest    bytea       NOT NULL CHECK (length(digest) = 32),
    PRIMARY KEY (tenant_id, id)
);
COMMENT ON TABLE sluse.audit_entry IS 'One entry for each statement that changed a tenant table.';
COMMENT ON COLUMN sluse.audit_entry.payload IS 'The new rows (of a DELETE, the old ones), one JSON object a line. What was there before is in earlier entries.';
COMMENT ON COLUMN sluse.audit_entry.digest IS 'SHA-256 of the bytes made by sluse.audit_bytes.';

CREATE TABLE sluse.audit_link (
    tenant_id int    NOT NULL,
    seq       bigint NOT NULL CHECK (seq > 0),
    entry_id  uuid   NOT NULL,
    hash      bytea  NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (tenant_id, seq),
    UNIQUE (tenant_id, entry_id),
    FOREIGN KEY (tenant_id, entry_id) REFERENCES sluse.audit_entry ON DELETE RESTRICT
);
COMMENT ON TABLE sluse.audit_link IS 'The order of the entries. hash = SHA-256(hash of the link before ‖ seq as 8 bytes ‖ digest of the entry); before the first, 32 zero bytes.';

CREATE TABLE sluse.audit_head (
    tenant_id int    PRIMARY KEY REFERENCES sluse.municipality ON DELETE RESTRICT,
    seq       bigint NOT NULL,
    hash      bytea  NOT NULL CHECK (length(hash) = 32)
) WITH (fillfactor = 50);
COMMENT ON TABLE sluse.audit_head IS 'The end of each chain; locked for the moment a transaction commits, so that the chain cannot fork.';

CREATE FUNCTION sluse.audit_bytes(
    tenant int, id uuid, at timestamptz, actor text, operation text, relation text, reason text, row_count int, payload text)
    RETURNS bytea
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
    RETURN convert_to(
        concat_ws(
            chr(31), tenant, id, (extract(epoch FROM at) * 1000000)::bigint, actor, operation, relation, coalesce(reason, ''),
            row_count, payload),
        'UTF8');
COMMENT ON FUNCTION sluse.audit_bytes(int, uuid, timestamptz, text, text, text, text, int, text) IS
    'The bytes of an entry that its digest is taken of: the fields in this order, time in microseconds since 1970, separated by the unit separator.';

CREATE FUNCTION sluse.audit_write(tenant int, op text, changed text, number_of_rows int, rows_text text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    entry uuid := gen_random_uuid();
    moment timestamptz := clock_timestamp();
    -- Without the separator of the bytes that are hashed, so that no reason reads like the next field.
    why text := nullif(translate(current_setting('sluse.reason', true), chr(31), ' '), '');
BEGIN
    INSERT INTO sluse.audit_entry (tenant_id, id, at, actor, operation, relation, reason, row_count, payload, digest)
    VALUES (
        tenant, entry, moment, session_user, op, changed, why, number_of_rows, rows_text,
        sha256(sluse.audit_bytes(tenant, entry, moment, session_user, op, changed, why, number_of_rows, rows_text)));
END
$$;
REVOKE ALL ON FUNCTION sluse.audit_write(int, text, text, int, text) FROM PUBLIC;

-- Links are made at commit: until then no lock is held that would make one operator wait for another.
CREATE FUNCTION sluse.audit_chain() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    head sluse.audit_head;
    link bytea;
BEGIN
    INSERT INTO sluse.audit_head AS h (tenant_id, seq, hash)
    VALUES (NEW.tenant_id, 0, decode(repeat('00', 32), 'hex'))
    ON CONFLICT (tenant_id) DO NOTHING;
    SELECT h.* INTO STRICT head FROM sluse.audit_head AS h WHERE h.tenant_id = NEW.tenant_id FOR NO KEY UPDATE;
    link := sha256(head.hash || int8send(head.seq + 1) || NEW.digest);
    INSERT INTO sluse.audit_link (tenant_id, seq, entry_id, hash) VALUES (NEW.tenant_id, head.seq + 1, NEW.id, link);
    UPDATE sluse.audit_head AS h SET seq = head.seq + 1, hash = link WHERE h.tenant_id = NEW.tenant_id;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER chain AFTER INSERT ON sluse.audit_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sluse.audit_chain();

CREATE FUNCTION sluse.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: it is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege', HINT = 'Record a correction as a new row.';
END
$$;
COMMENT ON FUNCTION sluse.refuse_change() IS 'For append-only tables: not even the owner changes a row.';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON sluse.audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION sluse.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON sluse.audit_link
    FOR EACH STATEMENT EXECUTE FUNCTION sluse.refuse_change();

-- Entries are written while any member works, so the check is the same as for reading.
CREATE PROCEDURE sluse.protect_audit(protected regclass)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', protected);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', protected);
    EXECUTE format(
        'CREATE POLICY tenant ON %s FOR ALL
            USING (tenant_id = ANY ((SELECT sluse.visible_tenants())::int[])
                OR (sluse.is_administrator() AND tenant_id = nullif(current_setting(''sluse.tenant'', true), '''')::int))',
        protected);
END
$$;
COMMENT ON PROCEDURE sluse.protect_audit(regclass) IS 'Members read and cause entries; so does an administrator who grants the first membership.';
CALL sluse.protect_audit('sluse.audit_entry');
CALL sluse.protect_audit('sluse.audit_link');
CALL sluse.protect_audit('sluse.audit_head');
GRANT SELECT ON sluse.audit_entry, sluse.audit_link, sluse.audit_head TO sluse_operator;
-- What the daemon does is written by its triggers; it reads the heads to print them as anchors.
GRANT SELECT ON sluse.audit_head TO sluse_daemon;

-- A function for each table, with its columns spelled out, is planned once; only the columns named are ever logged.
CREATE PROCEDURE sluse.audit(audited regclass, except_columns text[] DEFAULT '{}')
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    table_name text := split_part(audited::text, '.', 2);
    fields text;
BEGIN
    SELECT string_agg(format('r.%I', a.attname), ', ' ORDER BY a.attnum) INTO fields
    FROM pg_attribute AS a
    WHERE a.attrelid = audited AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> ALL (except_columns);

    EXECUTE format(
        $function$
        CREATE OR REPLACE FUNCTION sluse.%I() RETURNS trigger
            LANGUAGE plpgsql SECURITY DEFINER
            SET search_path = pg_catalog, pg_temp
        AS $body$
        BEGIN
            PERFORM sluse.audit_write(
                whole.tenant_id, TG_OP, TG_TABLE_NAME, whole.number_of_rows::int, whole.rows_text)
            FROM (
                SELECT picked.tenant_id, count(*) AS number_of_rows, string_agg(row_to_json(picked)::text, E'\n') AS rows_text
                FROM (SELECT %s FROM changed AS r) AS picked
                GROUP BY picked.tenant_id
            ) AS whole;
            RETURN NULL;
        END
        $body$
        $function$,
        'audit_' || table_name, fields);
    EXECUTE format('REVOKE ALL ON FUNCTION sluse.%I() FROM PUBLIC', 'audit_' || table_name);
    EXECUTE format('DROP TRIGGER IF EXISTS audit_insert ON %s', audited);
    EXECUTE format('DROP TRIGGER IF EXISTS audit_update ON %s', audited);
    EXECUTE format('DROP TRIGGER IF EXISTS audit_delete ON %s', audited);
    EXECUTE format(
        'CREATE TRIGGER audit_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION sluse.%I()', audited, 'audit_' || table_name);
    EXECUTE format(
        'CREATE TRIGGER audit_update AFTER UPDATE ON %s REFERENCING NEW TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION sluse.%I()', audited, 'audit_' || table_name);
    EXECUTE format(
        'CREATE TRIGGER audit_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION sluse.%I()', audited, 'audit_' || table_name);
END
$$;
COMMENT ON PROCEDURE sluse.audit(regclass, text[]) IS
    'Writes an audit entry for every statement on the table, without the columns named. A migration that adds a column calls it again.';

CALL sluse.audit('sluse.municipality');
CALL sluse.audit('sluse.membership');
