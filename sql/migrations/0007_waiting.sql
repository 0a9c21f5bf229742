-- Who waits for a place, and the offers made to them.

CREATE TABLE sluse.waiting_entry (
    tenant_id      int         NOT NULL,
    id             int         NOT NULL CHECK (id > 0),
    pool_id        int         NOT NULL,
    citizen_id     int         NOT NULL,
    priority_class text        NOT NULL,
    queued_on      date        NOT NULL,
    state          text        NOT NULL CHECK (state IN ('waiting', 'parked', 'offered', 'placed', 'withdrawn')),
    parked_until   date,
    version        int         NOT NULL DEFAULT 1,
    listed_on      date        NOT NULL,
    recorded_at    timestamptz NOT NULL DEFAULT now(),
    recorded_by    name        NOT NULL DEFAULT session_user,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, pool_id) REFERENCES sluse.pool ON DELETE RESTRICT,
    FOREIGN KEY (tenant_id, citizen_id) REFERENCES sluse.citizen ON DELETE RESTRICT,
    CHECK (parked_until IS NULL OR state = 'parked')
);
COMMENT ON TABLE sluse.waiting_entry IS 'The waiting list: by priority class, then queued_on, then number.';
COMMENT ON COLUMN sluse.waiting_entry.queued_on IS 'The day that counts in the line; listed_on is the day the person came onto the list.';
COMMENT ON COLUMN sluse.waiting_entry.parked_until IS 'The day from which a parked person is in line again; NULL while parked: until a caseworker says so.';
CREATE UNIQUE INDEX waiting_entry_once ON sluse.waiting_entry (tenant_id, pool_id, citizen_id)
    WHERE state IN ('waiting', 'parked', 'offered');
CREATE INDEX waiting_entry_line ON sluse.waiting_entry (tenant_id, pool_id, queued_on, id) WHERE state IN ('waiting', 'parked');
CALL sluse.protect('sluse.waiting_entry', '{caseworker,pool_administrator,municipality_administrator,daemon}');
CALL sluse.audit('sluse.waiting_entry');
GRANT SELECT, INSERT (tenant_id, id, pool_id, citizen_id, priority_class, queued_on, listed_on, state, parked_until)
    ON sluse.waiting_entry TO sluse_operator;
GRANT SELECT ON sluse.waiting_entry TO sluse_daemon;
GRANT UPDATE (priority_class, queued_on, state, parked_until, version) ON sluse.waiting_entry TO sluse_operator, sluse_daemon;

CREATE TABLE sluse.waiting_event (
    tenant_id      int         NOT NULL,
    entry_id       int         NOT NULL,
    version        int         NOT NULL CHECK (version > 0),
    kind           text        NOT NULL CHECK (kind IN
        ('listed', 'moved', 'parked', 'unparked', 'offered', 'accepted', 'declined', 'lapsed', 'placed', 'withdrawn')),
    effective_on   date        NOT NULL,
    priority_class text        NOT NULL,
    queued_on      date        NOT NULL,
    state          text        NOT NULL,
    parked_until   date,
    reason         text        NOT NULL CHECK (reason <> ''),
    actor          name        NOT NULL DEFAULT session_user,
    recorded_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant_id, entry_id, version),
    FOREIGN KEY (tenant_id, entry_id) REFERENCES sluse.waiting_entry ON DELETE RESTRICT
);
COMMENT ON TABLE sluse.waiting_event IS 'The trail of the waiting list: what each entry became, when and why.';
CALL sluse.protect('sluse.waiting_event', '{caseworker,pool_administrator,municipality_administrator,daemon}');
CALL sluse.audit('sluse.waiting_event');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON sluse.waiting_event
    FOR EACH STATEMENT EXECUTE FUNCTION sluse.refuse_change();
GRANT SELECT, INSERT (tenant_id, entry_id, version, kind, effective_on, priority_class, queued_on, state, parked_until, reason)
    ON sluse.waiting_event TO sluse_operator, sluse_daemon;
-- No state of an entry without its event.
ALTER TABLE sluse.waiting_entry ADD CONSTRAINT waiting_entry_event
    FOREIGN KEY (tenant_id, id, version) REFERENCES sluse.waiting_event (tenant_id, entry_id, version)
    ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED;

CREATE TABLE sluse.offer (
    tenant_id   int         NOT NULL,
    id          int         NOT NULL CHECK (id > 0),
    key         uuid        NOT NULL,
    pool_id     int         NOT NULL,
    entry_id    int         NOT NULL,
    made_on     date        NOT NULL,
    answer_by   date        NOT NULL,
    state       text        NOT NULL CHECK (state IN ('open', 'accepted', 'declined', 'lapsed')),
    answered_on date,
    reason      text,
    version     int         NOT NULL DEFAULT 1,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    recorded_by name        NOT NULL DEFAULT session_user,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, key),
    FOREIGN KEY (tenant_id, pool_id) REFERENCES sluse.pool ON DELETE RESTRICT,
    FOREIGN KEY (tenant_id, entry_id) REFERENCES sluse.waiting_entry ON DELETE RESTRICT,
    CHECK (answer_by >= made_on),
    CHECK ((state = 'open') = (answered_on IS NULL))
);
COMMENT ON TABLE sluse.offer IS 'A free place offered to the first in line. answer_by is the last day to answer; the day after, the offer lapses.';
CREATE UNIQUE INDEX offer_open_once ON sluse.offer (tenant_id, entry_id) WHERE state = 'open';
CREATE INDEX offer_due ON sluse.offer (tenant_id, answer_by) WHERE state = 'open';
CREATE INDEX offer_pool ON sluse.offer (tenant_id, pool_id) WHERE state = 'open';
CALL sluse.protect('sluse.offer', '{caseworker,pool_administrator,municipality_administrator,daemon}');
CALL sluse.audit('sluse.offer');
GRANT SELECT ON sluse.offer TO sluse_operator, sluse_daemon;
GRANT INSERT ON sluse.offer TO sluse_daemon;
GRANT UPDATE (state, answered_on, reason, version) ON sluse.offer TO sluse_operator, sluse_daemon;

CREATE FUNCTION sluse.offer_guard() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF OLD.state <> 'open' OR NEW.version <> OLD.version + 1 THEN
        RAISE EXCEPTION 'an offer is answered once'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'offer_guard', TABLE = 'offer';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE UPDATE ON sluse.offer FOR EACH ROW EXECUTE FUNCTION sluse.offer_guard();

CREATE FUNCTION sluse.waiting_entry_guard() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF OLD.state IN ('placed', 'withdrawn') OR NEW.version <> OLD.version + 1 THEN
        RAISE EXCEPTION 'waiting entry % has left the list', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'waiting_entry_guard', TABLE = 'waiting_entry';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE UPDATE ON sluse.waiting_entry FOR EACH ROW EXECUTE FUNCTION sluse.waiting_entry_guard();

-- No event without its state either: the trail has no gaps, says nothing after the end, and its newest event is what the
-- entry is. The entry is therefore written first, and its event after it.
CREATE FUNCTION sluse.waiting_event_true() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    forged record;
BEGIN
    SELECT n.entry_id, n.version INTO forged
    FROM changed AS n
    LEFT JOIN sluse.waiting_entry AS w
        ON w.tenant_id = n.tenant_id AND w.id = n.entry_id AND w.version = n.version
           AND (w.state, w.priority_class, w.queued_on) = (n.state, n.priority_class, n.queued_on)
           AND w.parked_until IS NOT DISTINCT FROM n.parked_until
    LEFT JOIN sluse.waiting_event AS e
        ON e.tenant_id = n.tenant_id AND e.entry_id = n.entry_id AND e.version = n.version - 1
           AND e.state NOT IN ('placed', 'withdrawn')
    WHERE w.id IS NULL OR (n.version > 1 AND e.version IS NULL)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'event % of waiting entry % is not what became of it', forged.version, forged.entry_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'waiting_event_true', TABLE = 'waiting_event';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER happened AFTER INSERT ON sluse.waiting_event REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION sluse.waiting_event_true();
