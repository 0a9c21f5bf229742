-- Notices: planned with the coverage or made with an offer, recorded when due, and sent from the outbox.

CREATE TABLE sluse.notice (
    tenant_id   int         NOT NULL REFERENCES sluse.municipality ON DELETE RESTRICT,
    key         uuid        NOT NULL,
    id          int         NOT NULL CHECK (id > 0),
    kind        text        NOT NULL CHECK (kind IN
        ('coverage_ends', 'coverage_ended', 'offer_made', 'offer_lapsed', 'follow_up_due')),
    pool_id     int         NOT NULL,
    coverage_id int,
    offer_id    int,
    step        int,
    about       date        NOT NULL,
    due_on      date        NOT NULL,
    state       text        NOT NULL CHECK (state IN ('planned', 'recorded', 'superseded', 'skipped_late')),
    dated_on    date,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, key),
    UNIQUE (tenant_id, id),
    FOREIGN KEY (tenant_id, pool_id) REFERENCES sluse.pool ON DELETE RESTRICT,
    FOREIGN KEY (tenant_id, coverage_id) REFERENCES sluse.coverage ON DELETE RESTRICT,
    FOREIGN KEY (tenant_id, offer_id) REFERENCES sluse.offer ON DELETE RESTRICT,
    CHECK ((state = 'recorded') <= (dated_on IS NOT NULL)),
    CHECK (num_nonnulls(coverage_id, offer_id) = 1)
);
COMMENT ON TABLE sluse.notice IS 'What someone is to be told. The key is made of coverage or offer, kind, step and the day it is about.';
COMMENT ON COLUMN sluse.notice.step IS 'Days before the last covered day, or months after the end for a follow-up.';
COMMENT ON COLUMN sluse.notice.about IS 'The last covered day, the last day to answer an offer, or the day of the follow-up.';
CREATE INDEX notice_due ON sluse.notice (tenant_id, due_on) WHERE state = 'planned';
CREATE INDEX notice_coverage ON sluse.notice (tenant_id, coverage_id);
CALL sluse.protect('sluse.notice', '{caseworker,pool_administrator,municipality_administrator,daemon}');
CALL sluse.audit('sluse.notice');
GRANT SELECT, INSERT ON sluse.notice TO sluse_operator, sluse_daemon;
GRANT UPDATE (state, dated_on, due_on) ON sluse.notice TO sluse_operator, sluse_daemon;

-- What people may write of a notice: plans about a coverage, and at once that a coverage is over. The rest is the
-- daemon's. The key has to be the one that the daemon would make, or something could be told twice or never.
CREATE FUNCTION sluse.notice_guard() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    allowed boolean;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        allowed := OLD.state IN ('planned', 'superseded') AND NEW.state IN ('planned', 'superseded') AND NEW.dated_on IS NULL;
    ELSIF NEW.state = 'planned' THEN
        allowed := NEW.kind IN ('coverage_ends', 'follow_up_due') AND NEW.dated_on IS NULL
            AND NEW.key = sluse.key(NEW.kind, NEW.tenant_id::text, NEW.coverage_id::text, NEW.step::text, NEW.about::text)
            AND EXISTS (
                SELECT FROM sluse.coverage AS c
                WHERE c.tenant_id = NEW.tenant_id AND c.id = NEW.coverage_id AND c.pool_id = NEW.pool_id);
    ELSE
        allowed := NEW.state = 'recorded' AND NEW.kind = 'coverage_ended' AND NEW.dated_on = sluse.today()
            AND NEW.key = sluse.key(NEW.kind, NEW.tenant_id::text, NEW.coverage_id::text, (NEW.about + 1)::text)
            AND EXISTS (
                SELECT FROM sluse.coverage AS c
                WHERE c.tenant_id = NEW.tenant_id AND c.id = NEW.coverage_id AND c.pool_id = NEW.pool_id
                  AND c.state <> 'active' AND upper(c.period) - 1 = NEW.about);
    END IF;
    IF allowed IS NOT TRUE THEN
        RAISE EXCEPTION 'a notice of this kind and state is for the daemon to write'
            USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'notice_guard', TABLE = 'notice';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON sluse.notice
    FOR EACH ROW WHEN (starts_with(session_user::text, 'op_')) EXECUTE FUNCTION sluse.notice_guard();

CREATE TABLE sluse.outbox (
    tenant_id   int         NOT NULL,
    key         uuid        NOT NULL,
    topic       text        NOT NULL,
    payload     jsonb       NOT NULL,
    not_before  timestamptz NOT NULL DEFAULT now(),
    state       text        NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'leased', 'sent', 'dead')),
    attempts    int         NOT NULL DEFAULT 0,
    lease_owner uuid,
    lease_until timestamptz,
    lease_fence int         NOT NULL DEFAULT 0,
    last_error  text,
    sent_at     timestamptz,
    receipt     text,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, key),
    FOREIGN KEY (tenant_id, key) REFERENCES sluse.notice ON DELETE RESTRICT,
    CHECK ((state = 'leased') = (lease_owner IS NOT NULL AND lease_until IS NOT NULL)),
    CHECK ((state = 'sent') = (sent_at IS NOT NULL))
);
COMMENT ON TABLE sluse.outbox IS 'What leaves the database: offered at least once, always under the same key. No name and no CPR number is in it.';
CREATE INDEX outbox_due ON sluse.outbox (tenant_id, not_before) WHERE state IN ('pending', 'leased');
CALL sluse.protect('sluse.outbox', '{caseworker,pool_administrator,municipality_administrator,daemon}');
GRANT SELECT, INSERT (tenant_id, key, topic, payload) ON sluse.outbox TO sluse_operator, sluse_daemon;
GRANT UPDATE (not_before, state, attempts, lease_owner, lease_until, lease_fence, last_error, sent_at, receipt) ON sluse.outbox TO sluse_daemon;
GRANT UPDATE (not_before, state, attempts) ON sluse.outbox TO sluse_operator;

-- What is put in is audited, and what people change; what the daemon does to a row while it sends it is in the row.
CALL sluse.audit('sluse.outbox');
DROP TRIGGER audit_update ON sluse.outbox;
CREATE TRIGGER audit_update AFTER UPDATE ON sluse.outbox REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT WHEN (starts_with(session_user::text, 'op_')) EXECUTE FUNCTION sluse.audit_outbox();

-- A letter says what its notice is about, and only a notice that is recorded has one.
CREATE FUNCTION sluse.outbox_true() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM FROM changed AS x
    LEFT JOIN sluse.notice AS n ON n.tenant_id = x.tenant_id AND n.key = x.key
    LEFT JOIN sluse.coverage AS c ON c.tenant_id = n.tenant_id AND c.id = n.coverage_id
    LEFT JOIN sluse.offer AS o ON o.tenant_id = n.tenant_id AND o.id = n.offer_id
    LEFT JOIN sluse.waiting_entry AS w ON w.tenant_id = o.tenant_id AND w.id = o.entry_id
    WHERE n.state IS DISTINCT FROM 'recorded' OR x.topic <> n.kind
       OR NOT x.payload @> jsonb_strip_nulls(jsonb_build_object(
            'kind', n.kind,
            'noticeId', n.id,
            'citizen', 'B-' || coalesce(c.citizen_id, w.citizen_id),
            'coverage', 'C-' || c.id,
            'employerCvr', c.employer_cvr,
            'lastDay', upper(c.period) - 1,
            'offer', 'O-' || o.id,
            'answerBy', o.answer_by));
    IF FOUND THEN
        RAISE EXCEPTION 'a letter is not what its notice says'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'outbox_true', TABLE = 'outbox';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER says_its_notice AFTER INSERT ON sluse.outbox REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION sluse.outbox_true();

-- People give a letter that was given up, or that waits to be tried again, its attempts back; nothing else.
CREATE FUNCTION sluse.outbox_guard() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF OLD.state NOT IN ('dead', 'pending') OR NEW.state <> 'pending' OR NEW.attempts <> 0 OR NEW.not_before > now() THEN
        RAISE EXCEPTION 'only a letter that was given up or waits is tried again, at once'
            USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'outbox_guard', TABLE = 'outbox';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE UPDATE ON sluse.outbox
    FOR EACH ROW WHEN (starts_with(session_user::text, 'op_')) EXECUTE FUNCTION sluse.outbox_guard();
