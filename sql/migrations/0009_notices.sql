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
