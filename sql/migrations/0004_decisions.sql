-- What a council, committee or manager decided, and what rests on it.

CREATE TABLE sluse.decision (
    tenant_id    int         NOT NULL REFERENCES sluse.municipality ON DELETE RESTRICT,
    slug         text        NOT NULL CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,60}$'),
    title        text        NOT NULL CHECK (title <> ''),
    status       text        NOT NULL CHECK (status IN ('proposed', 'adopted', 'repealed')),
    decided_by   text,
    decided_on   date,
    case_number  text,
    effective_on date,
    repealed_on  date,
    version      int         NOT NULL DEFAULT 1,
    recorded_at  timestamptz NOT NULL DEFAULT now(),
    recorded_by  name        NOT NULL DEFAULT session_user,
    PRIMARY KEY (tenant_id, slug),
    CHECK (status = 'proposed' OR (decided_by IS NOT NULL AND decided_on IS NOT NULL AND effective_on IS NOT NULL)),
    CHECK ((status = 'repealed') = (repealed_on IS NOT NULL))
);
COMMENT ON TABLE sluse.decision IS 'Decisions. What is proposed is simulated, never enforced.';
CALL sluse.protect('sluse.decision', '{pool_administrator,municipality_administrator}');
CALL sluse.audit('sluse.decision');
GRANT SELECT ON sluse.decision TO sluse_operator, sluse_daemon;
-- Who recorded it and when is the database's to say, here and below.
GRANT INSERT (tenant_id, slug, title, status, decided_by, decided_on, case_number, effective_on) ON sluse.decision TO sluse_operator;
GRANT UPDATE (title, status, decided_by, decided_on, case_number, effective_on, repealed_on, version) ON sluse.decision TO sluse_operator;
