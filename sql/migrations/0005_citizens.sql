-- Citizens. Names and CPR numbers come here sealed; the keys are files outside the database.

CREATE TABLE sluse.citizen (
    tenant_id         int         NOT NULL REFERENCES sluse.municipality ON DELETE RESTRICT,
    id                int         NOT NULL CHECK (id > 0),
    cpr_token         bytea       CHECK (length(cpr_token) = 32),
    sealed            bytea,
    wrapped_key       bytea,
    key_version       int,
    born              date,
    unit              text        CHECK (unit <> ''),
    protected_address boolean     NOT NULL DEFAULT false,
    erased_on         date,
    version           int         NOT NULL DEFAULT 1,
    recorded_at       timestamptz NOT NULL DEFAULT now(),
    recorded_by       name        NOT NULL DEFAULT session_user,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, cpr_token),
    CHECK ((erased_on IS NULL) = (cpr_token IS NOT NULL AND sealed IS NOT NULL AND wrapped_key IS NOT NULL
        AND key_version IS NOT NULL AND born IS NOT NULL)),
    CHECK (erased_on IS NULL OR coalesce(cpr_token, sealed, wrapped_key) IS NULL AND born IS NULL)
);
COMMENT ON TABLE sluse.citizen IS 'One row a citizen of a municipality; `id` is the number people use: B-17.';
COMMENT ON COLUMN sluse.citizen.cpr_token IS 'HMAC-SHA-256 of the CPR number under the municipality''s own key: finds a person, and differs between municipalities.';
COMMENT ON COLUMN sluse.citizen.sealed IS 'AES-256-GCM of CPR number and name under the person''s key; municipality and id are authenticated with it.';
COMMENT ON COLUMN sluse.citizen.wrapped_key IS 'The person''s key, wrapped by the municipality''s. Without it the person is erased.';
COMMENT ON COLUMN sluse.citizen.born IS 'Day of birth, for rules about age; never in the audit.';
CALL sluse.protect('sluse.citizen', '{caseworker,pool_administrator,municipality_administrator}');
CALL sluse.audit('sluse.citizen', '{cpr_token,sealed,wrapped_key,born}');
GRANT SELECT, INSERT (tenant_id, id, cpr_token, sealed, wrapped_key, key_version, born, unit, protected_address)
    ON sluse.citizen TO sluse_operator;
GRANT UPDATE (cpr_token, sealed, wrapped_key, key_version, born, unit, protected_address, erased_on, version) ON sluse.citizen TO sluse_operator;
GRANT SELECT (tenant_id, id, born, unit, protected_address, erased_on) ON sluse.citizen TO sluse_daemon;

CREATE TABLE sluse.target_group_period (
    tenant_id   int         NOT NULL,
    citizen_id  int         NOT NULL,
    code        text        NOT NULL CHECK (code ~ '^[0-9a-z-]{1,20}$'),
    valid       daterange   NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
    source      text        NOT NULL DEFAULT '',
    recorded_at timestamptz NOT NULL DEFAULT now(),
    recorded_by name        NOT NULL DEFAULT session_user,
    PRIMARY KEY (tenant_id, citizen_id, valid),
    FOREIGN KEY (tenant_id, citizen_id) REFERENCES sluse.citizen ON DELETE RESTRICT,
    EXCLUDE USING gist (tenant_id WITH =, citizen_id WITH =, valid WITH &&)
);
COMMENT ON TABLE sluse.target_group_period IS 'The target group of a citizen (the number in § 6 of the employment act, or a local code), one at a time.';
CALL sluse.protect('sluse.target_group_period', '{caseworker,pool_administrator,municipality_administrator}');
CALL sluse.audit('sluse.target_group_period');
GRANT SELECT, INSERT (tenant_id, citizen_id, code, valid, source) ON sluse.target_group_period TO sluse_operator;
GRANT UPDATE (valid) ON sluse.target_group_period TO sluse_operator;
GRANT SELECT ON sluse.target_group_period TO sluse_daemon;

CREATE TABLE sluse.benefit_period (
    tenant_id   int         NOT NULL,
    citizen_id  int         NOT NULL,
    benefit     text        NOT NULL CHECK (benefit ~ '^[a-z_]{1,40}$'),
    valid       daterange   NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
    source      text        NOT NULL DEFAULT '',
    recorded_at timestamptz NOT NULL DEFAULT now(),
    recorded_by name        NOT NULL DEFAULT session_user,
    PRIMARY KEY (tenant_id, citizen_id, valid),
    FOREIGN KEY (tenant_id, citizen_id) REFERENCES sluse.citizen ON DELETE RESTRICT,
    EXCLUDE USING gist (tenant_id WITH =, citizen_id WITH =, valid WITH &&)
);
COMMENT ON TABLE sluse.benefit_period IS 'The benefit a citizen lives on, one at a time.';
CALL sluse.protect('sluse.benefit_period', '{caseworker,pool_administrator,municipality_administrator}');
CALL sluse.audit('sluse.benefit_period');
GRANT SELECT, INSERT (tenant_id, citizen_id, benefit, valid, source) ON sluse.benefit_period TO sluse_operator;
GRANT UPDATE (valid) ON sluse.benefit_period TO sluse_operator;
GRANT SELECT ON sluse.benefit_period TO sluse_daemon;

CREATE TABLE sluse.citizen_access (
    tenant_id  int         NOT NULL REFERENCES sluse.municipality ON DELETE RESTRICT,
    id         uuid        NOT NULL DEFAULT gen_random_uuid(),
    citizen_id int,
    operator   name        NOT NULL DEFAULT session_user CHECK (operator <> ''),
    at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    act        text        NOT NULL CHECK (act IN ('show', 'reveal', 'find', 'export', 'erase')),
    reason     text        NOT NULL CHECK (reason <> ''),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, citizen_id) REFERENCES sluse.citizen ON DELETE RESTRICT
);
COMMENT ON TABLE sluse.citizen_access IS 'Who looked at whom, when and why. A search that found nobody has no citizen.';
CREATE INDEX citizen_access_citizen ON sluse.citizen_access (tenant_id, citizen_id, at);
CALL sluse.protect('sluse.citizen_access', '{reader,caseworker,pool_administrator,controller,auditor,municipality_administrator}');
CALL sluse.audit('sluse.citizen_access');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON sluse.citizen_access
    FOR EACH STATEMENT EXECUTE FUNCTION sluse.refuse_change();
GRANT SELECT, INSERT (tenant_id, citizen_id, act, reason) ON sluse.citizen_access TO sluse_operator;

-- What tells the municipality's keys from another database's: with those a CPR number that is here would look unknown.
CREATE TABLE sluse.key_check (
    tenant_id   int         NOT NULL REFERENCES sluse.municipality ON DELETE RESTRICT,
    version     int         NOT NULL CHECK (version >= 0),
    value       bytea       NOT NULL CHECK (length(value) = 32),
    recorded_at timestamptz NOT NULL DEFAULT now(),
    recorded_by name        NOT NULL DEFAULT session_user,
    PRIMARY KEY (tenant_id, version)
);
COMMENT ON TABLE sluse.key_check IS 'One row for each key that citizens were sealed with, written when it is first used.';
COMMENT ON COLUMN sluse.key_check.version IS 'The version of the sealing key; 0 is the key of the tokens.';
COMMENT ON COLUMN sluse.key_check.value IS 'Derived from the key by HKDF-SHA-256; the key can''t be had from it.';
CALL sluse.protect('sluse.key_check', '{caseworker,pool_administrator,municipality_administrator}');
CALL sluse.audit('sluse.key_check');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON sluse.key_check
    FOR EACH STATEMENT EXECUTE FUNCTION sluse.refuse_change();
GRANT SELECT, INSERT (tenant_id, version, value) ON sluse.key_check TO sluse_operator;
