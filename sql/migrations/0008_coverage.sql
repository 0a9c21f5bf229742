-- Wage coverage: who has which place, how long, at what cost, and every transition of it.

CREATE TABLE sluse.budget_permit (
    tenant_id    int         NOT NULL,
    id           int         NOT NULL CHECK (id > 0),
    pool_id      int         NOT NULL,
    citizen_id   int         NOT NULL,
    amount_ore   sluse.ore   NOT NULL CHECK (amount_ore > 0),
    reason       text        NOT NULL CHECK (reason <> ''),
    permitted_by name        NOT NULL DEFAULT session_user,
    permitted_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, pool_id) REFERENCES sluse.pool ON DELETE RESTRICT,
    FOREIGN KEY (tenant_id, citizen_id) REFERENCES sluse.citizen ON DELETE RESTRICT
);
COMMENT ON TABLE sluse.budget_permit IS 'One person''s leave for another to grant this citizen a coverage that exceeds a year''s budget by at most amount_ore.';
CALL sluse.protect('sluse.budget_permit', '{controller,pool_administrator,municipality_administrator}');
CALL sluse.audit('sluse.budget_permit');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON sluse.budget_permit
    FOR EACH STATEMENT EXECUTE FUNCTION sluse.refuse_change();
GRANT SELECT, INSERT (tenant_id, id, pool_id, citizen_id, amount_ore, reason) ON sluse.budget_permit TO sluse_operator;

CREATE TABLE sluse.coverage (
    tenant_id                 int         NOT NULL,
    id                        int         NOT NULL CHECK (id > 0),
    pool_id                   int         NOT NULL,
    seat_number               int         NOT NULL,
    citizen_id                int         NOT NULL,
    employer_cvr              text        NOT NULL CHECK (employer_cvr ~ '^[1-9][0-9]{7}$'),
    production_unit           text        CHECK (production_unit ~ '^[0-9]{10}$'),
    weekly_minutes            int         NOT NULL CHECK (weekly_minutes BETWEEN 1 AND 10080),
    monthly_ore               sluse.ore   NOT NULL CHECK (monthly_ore > 0),
    case_number               text        NOT NULL CHECK (case_number <> ''),
    from_unemployment_benefit boolean     NOT NULL,
    period                    daterange   NOT NULL CHECK (NOT isempty(period) AND NOT lower_inf(period)),
    free_from                 date        GENERATED ALWAYS AS (upper(period)) STORED,
    agreed_to                 date,
    state                     text        NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'ended', 'expired')),
    end_reason                text        CHECK (end_reason IN
        ('expired', 'ordinary_job', 'more_hours', 'employer_took_over', 'moved', 'other')),
    offer_id                  int,
    permit_id                 int,
    version                   int         NOT NULL DEFAULT 1,
    granted_at                timestamptz NOT NULL DEFAULT now(),
    granted_by                name        NOT NULL DEFAULT session_user,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, pool_id, seat_number) REFERENCES sluse.seat ON DELETE RESTRICT,
    FOREIGN KEY (tenant_id, citizen_id) REFERENCES sluse.citizen ON DELETE RESTRICT,
    FOREIGN KEY (tenant_id, offer_id) REFERENCES sluse.offer ON DELETE RESTRICT,
    FOREIGN KEY (tenant_id, permit_id) REFERENCES sluse.budget_permit ON DELETE RESTRICT,
    UNIQUE (tenant_id, offer_id),
    UNIQUE (tenant_id, permit_id),
    CHECK (agreed_to > lower(period)),
    CHECK (state = 'active' OR (upper(period) IS NOT NULL AND end_reason IS NOT NULL)),
    CHECK ((state = 'expired') = (state <> 'active' AND end_reason = 'expired')),
    CONSTRAINT coverage_one_per_seat
        EXCLUDE USING gist (tenant_id WITH =, pool_id WITH =, seat_number WITH =, period WITH &&),
    CONSTRAINT coverage_one_per_citizen
        EXCLUDE USING gist (tenant_id WITH =, citizen_id WITH =, period WITH &&)
);
COMMENT ON TABLE sluse.coverage IS 'The wage of one citizen in one place, covered by the municipality for a period.';
COMMENT ON COLUMN sluse.coverage.period IS 'Half-open: the upper bound is the day after the last covered day. NULL above: no end is known.';
COMMENT ON COLUMN sluse.coverage.free_from IS 'The day after the last covered day, as a column: under row-level security an index serves the comparison of days, and not upper(period).';
COMMENT ON COLUMN sluse.coverage.agreed_to IS 'An end agreed at the grant, where it is earlier than the pool''s limit gives.';
COMMENT ON COLUMN sluse.coverage.end_reason IS 'Why it ends, as soon as that is known to be other than the limit.';
CREATE INDEX coverage_due ON sluse.coverage (tenant_id, free_from, id) WHERE state = 'active';
CREATE INDEX coverage_pool ON sluse.coverage (tenant_id, pool_id, state, seat_number);
CALL sluse.protect('sluse.coverage', '{caseworker,pool_administrator,municipality_administrator,daemon}');
CALL sluse.audit('sluse.coverage');
GRANT SELECT ON sluse.coverage TO sluse_operator, sluse_daemon;
GRANT INSERT (tenant_id, id, pool_id, seat_number, citizen_id, employer_cvr, production_unit, weekly_minutes, monthly_ore,
    case_number, from_unemployment_benefit, period, agreed_to, offer_id, permit_id) ON sluse.coverage TO sluse_operator;
GRANT UPDATE (period, state, end_reason, version) ON sluse.coverage TO sluse_operator;
GRANT UPDATE (state, end_reason, version) ON sluse.coverage TO sluse_daemon;

CREATE TABLE sluse.coverage_event (
    tenant_id    int         NOT NULL,
    coverage_id  int         NOT NULL,
    version      int         NOT NULL CHECK (version > 0),
    kind         text        NOT NULL CHECK (kind IN
        ('granted', 'extended', 'paused', 'resumed', 'end_planned', 'end_withdrawn', 'ended', 'expired', 'rule_changed')),
    effective_on date        NOT NULL,
    period       daterange   NOT NULL,
    state        text        NOT NULL,
    months       int         CHECK (months > 0),
    reason       text,
    case_number  text,
    decision     text,
    note         text,
    key          uuid        NOT NULL DEFAULT gen_random_uuid(),
    actor        name        NOT NULL DEFAULT session_user,
    recorded_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant_id, coverage_id, version),
    UNIQUE (tenant_id, key),
    FOREIGN KEY (tenant_id, coverage_id) REFERENCES sluse.coverage ON DELETE RESTRICT,
    FOREIGN KEY (tenant_id, decision) REFERENCES sluse.decision ON DELETE RESTRICT
);
COMMENT ON TABLE sluse.coverage_event IS 'The transitions of a coverage: what it became (period, state), from which day, by whom, when that was recorded.';
COMMENT ON COLUMN sluse.coverage_event.key IS 'Of what the daemon does: made of municipality, coverage, kind and day, so that nothing happens twice.';
CALL sluse.protect('sluse.coverage_event', '{caseworker,pool_administrator,municipality_administrator,daemon}');
CALL sluse.audit('sluse.coverage_event');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON sluse.coverage_event
    FOR EACH STATEMENT EXECUTE FUNCTION sluse.refuse_change();
GRANT SELECT, INSERT (tenant_id, coverage_id, version, kind, effective_on, period, state, months, reason, case_number, decision, note, key)
    ON sluse.coverage_event TO sluse_operator, sluse_daemon;
-- No state of a coverage without its event.
ALTER TABLE sluse.coverage ADD CONSTRAINT coverage_has_event
    FOREIGN KEY (tenant_id, id, version) REFERENCES sluse.coverage_event (tenant_id, coverage_id, version)
    ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED;

-- No event without its state either: transitions have no gaps, none comes after the end, and the newest is what the
-- coverage is. The coverage is therefore written first, and its event after it.
CREATE FUNCTION sluse.coverage_event_true() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    forged record;
BEGIN
    SELECT n.coverage_id, n.version INTO forged
    FROM changed AS n
    LEFT JOIN sluse.coverage AS c
        ON c.tenant_id = n.tenant_id AND c.id = n.coverage_id AND c.version = n.version
           AND c.state = n.state AND c.period = n.period
    LEFT JOIN sluse.coverage_event AS e
        ON e.tenant_id = n.tenant_id AND e.coverage_id = n.coverage_id AND e.version = n.version - 1 AND e.state = 'active'
    WHERE c.id IS NULL OR (n.version > 1 AND e.version IS NULL)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'event % of coverage % is not what became of it', forged.version, forged.coverage_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'coverage_event_true', TABLE = 'coverage_event';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER happened AFTER INSERT ON sluse.coverage_event REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION sluse.coverage_event_true();

CREATE TABLE sluse.coverage_pause (
    tenant_id      int         NOT NULL,
    coverage_id    int         NOT NULL,
    number         int         NOT NULL CHECK (number > 0),
    period         daterange   NOT NULL CHECK (NOT isempty(period) AND NOT lower_inf(period)),
    reason         text        NOT NULL CHECK (reason IN ('illness', 'parental_leave', 'other')),
    remaining_days int         CHECK (remaining_days >= 0),
    counted_on     date,
    recorded_at    timestamptz NOT NULL DEFAULT now(),
    recorded_by    name        NOT NULL DEFAULT session_user,
    PRIMARY KEY (tenant_id, coverage_id, number),
    FOREIGN KEY (tenant_id, coverage_id) REFERENCES sluse.coverage ON DELETE RESTRICT,
    CHECK (upper_inf(period) = (counted_on IS NULL)),
    EXCLUDE USING gist (tenant_id WITH =, coverage_id WITH =, period WITH &&)
);
COMMENT ON TABLE sluse.coverage_pause IS 'Pauses. Open until resumed.';
COMMENT ON COLUMN sluse.coverage_pause.remaining_days IS 'The covered days left when the pause began, where pauses move the end and an end was known.';
COMMENT ON COLUMN sluse.coverage_pause.counted_on IS 'The day its length was recorded, and moved the end where pauses do: an end is worked out again in the order of these days.';
CALL sluse.protect('sluse.coverage_pause', '{caseworker,pool_administrator,municipality_administrator}');
CALL sluse.audit('sluse.coverage_pause');
GRANT SELECT, INSERT (tenant_id, coverage_id, number, period, reason, remaining_days, counted_on) ON sluse.coverage_pause TO sluse_operator;
GRANT UPDATE (period, remaining_days, counted_on) ON sluse.coverage_pause TO sluse_operator;
GRANT SELECT ON sluse.coverage_pause TO sluse_daemon;

-- After the row, so that who may not write here is told that first. The lock is the one that ending the coverage takes.
CREATE FUNCTION sluse.coverage_pause_guard() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM FROM sluse.coverage AS c
    WHERE c.tenant_id = NEW.tenant_id AND c.id = NEW.coverage_id AND c.state = 'active'
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'coverage % is over, and its pauses are as they were', NEW.coverage_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'coverage_pause_guard', TABLE = 'coverage_pause';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER guard AFTER INSERT OR UPDATE ON sluse.coverage_pause
    FOR EACH ROW EXECUTE FUNCTION sluse.coverage_pause_guard();

CREATE TABLE sluse.coverage_follow_up (
    tenant_id   int         NOT NULL,
    coverage_id int         NOT NULL,
    months      int         NOT NULL CHECK (months IN (3, 6, 12)),
    observed_on date        NOT NULL,
    outcome     text        NOT NULL CHECK (outcome IN
        ('ordinary_job', 'flex_job', 'unemployment_benefit', 'other_benefit', 'education', 'pension', 'moved', 'unknown')),
    note        text,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    recorded_by name        NOT NULL DEFAULT session_user,
    PRIMARY KEY (tenant_id, coverage_id, months),
    FOREIGN KEY (tenant_id, coverage_id) REFERENCES sluse.coverage ON DELETE RESTRICT
);
COMMENT ON TABLE sluse.coverage_follow_up IS 'What became of the person 3, 6 and 12 months after the coverage.';
CALL sluse.protect('sluse.coverage_follow_up', '{caseworker,pool_administrator,municipality_administrator}');
CALL sluse.audit('sluse.coverage_follow_up');
GRANT SELECT, INSERT (tenant_id, coverage_id, months, observed_on, outcome, note) ON sluse.coverage_follow_up TO sluse_operator;
GRANT SELECT ON sluse.coverage_follow_up TO sluse_daemon;

-- A place must be open for as long as it is covered; the lock keeps it from being closed in between.
CREATE FUNCTION sluse.coverage_guard() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NEW.state <> 'active' AND upper(NEW.period) > sluse.today() THEN
        RAISE EXCEPTION 'coverage % is not over yet', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'coverage_not_over', TABLE = 'coverage';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF OLD.state <> 'active' THEN
            RAISE EXCEPTION 'coverage % has ended and is not changed', OLD.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'coverage_guard', TABLE = 'coverage';
        END IF;
        IF NEW.version <> OLD.version + 1 OR lower(NEW.period) <> lower(OLD.period) THEN
            RAISE EXCEPTION 'coverage % was changed by someone else, or its first day was moved', OLD.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'coverage_guard', TABLE = 'coverage';
        END IF;
        IF NEW.period = OLD.period THEN
            RETURN NEW;
        END IF;
    END IF;

    PERFORM FROM sluse.seat AS s
    WHERE s.tenant_id = NEW.tenant_id AND s.pool_id = NEW.pool_id AND s.number = NEW.seat_number AND s.open @> NEW.period
    FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'place % of pool % is not open in the whole period', NEW.seat_number, NEW.pool_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'coverage_seat_open', TABLE = 'coverage';
    END IF;

    IF TG_OP = 'INSERT' AND NEW.permit_id IS NOT NULL THEN
        PERFORM FROM sluse.budget_permit AS b
        WHERE b.tenant_id = NEW.tenant_id AND b.id = NEW.permit_id
          AND b.pool_id = NEW.pool_id AND b.citizen_id = NEW.citizen_id AND b.permitted_by <> session_user;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'permit % is not another person''s leave for this citizen in this pool', NEW.permit_id
                USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'coverage_second_person', TABLE = 'coverage';
        END IF;
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION sluse.coverage_guard() FROM PUBLIC;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON sluse.coverage FOR EACH ROW EXECUTE FUNCTION sluse.coverage_guard();

-- The other side of the same promise: a place that is covered does not close under anyone.
CREATE FUNCTION sluse.seat_covered() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF EXISTS (
        SELECT FROM sluse.coverage AS c
        WHERE c.tenant_id = NEW.tenant_id AND c.pool_id = NEW.pool_id AND c.seat_number = NEW.number
          AND NOT NEW.open @> c.period)
    THEN
        RAISE EXCEPTION 'place % of pool % is covered beyond the day it would close', NEW.number, NEW.pool_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'seat_covered', TABLE = 'seat';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION sluse.seat_covered() FROM PUBLIC;
CREATE TRIGGER covered BEFORE UPDATE ON sluse.seat FOR EACH ROW EXECUTE FUNCTION sluse.seat_covered();

-- Nobody is covered or put on a list who has been erased, and nobody is erased while either is open. The share lock on
-- the citizen meets the erasure's: of two at once, the second sees what the first has done. With rights of the owner, because it locks.
CREATE FUNCTION sluse.citizen_not_erased() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    erased date;
BEGIN
    SELECT c.erased_on INTO erased
    FROM sluse.citizen AS c
    WHERE c.tenant_id = NEW.tenant_id AND c.id = NEW.citizen_id
    FOR SHARE;
    IF erased IS NOT NULL THEN
        RAISE EXCEPTION 'citizen % has been erased', NEW.citizen_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'citizen_erased', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION sluse.citizen_free_to_erase() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF EXISTS (
            SELECT FROM sluse.coverage AS c
            WHERE c.tenant_id = NEW.tenant_id AND c.citizen_id = NEW.id AND c.state = 'active')
        OR EXISTS (
            SELECT FROM sluse.waiting_entry AS w
            WHERE w.tenant_id = NEW.tenant_id AND w.citizen_id = NEW.id AND w.state IN ('waiting', 'parked', 'offered'))
    THEN
        RAISE EXCEPTION 'citizen % has a coverage or is on a waiting list', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'citizen_in_use', TABLE = 'citizen';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION sluse.citizen_free_to_erase() FROM PUBLIC;
CREATE TRIGGER free_to_erase AFTER UPDATE ON sluse.citizen
    FOR EACH ROW WHEN (OLD.erased_on IS NULL AND NEW.erased_on IS NOT NULL)
    EXECUTE FUNCTION sluse.citizen_free_to_erase();

REVOKE ALL ON FUNCTION sluse.citizen_not_erased() FROM PUBLIC;
CREATE TRIGGER not_erased BEFORE INSERT ON sluse.coverage FOR EACH ROW EXECUTE FUNCTION sluse.citizen_not_erased();
CREATE TRIGGER not_erased BEFORE INSERT ON sluse.waiting_entry FOR EACH ROW EXECUTE FUNCTION sluse.citizen_not_erased();
