-- Pools: what a municipality configured, with the decision behind each rule.

CREATE TABLE sluse.pool (
    tenant_id             int    NOT NULL REFERENCES sluse.municipality ON DELETE RESTRICT,
    id                    int    NOT NULL CHECK (id > 0),
    slug                  text   NOT NULL CHECK (slug ~ '^[a-z][a-z0-9-]{0,40}$'),
    title                 text   NOT NULL CHECK (title <> '') COLLATE sluse.danish,
    kind                  text   NOT NULL CHECK (kind IN ('flex_job', 'small_job')),
    hours_bound_minutes   int    NOT NULL CHECK (hours_bound_minutes BETWEEN 1 AND 10080),
    hours_bound_inclusive boolean NOT NULL,
    pause_moves_end       boolean NOT NULL,
    notice_days           int[]  NOT NULL CHECK (0 < ALL (notice_days) AND array_position(notice_days, NULL) IS NULL),
    answer_days           int    NOT NULL CHECK (answer_days BETWEEN 1 AND 365),
    when_declined         text   NOT NULL CHECK (when_declined IN ('keep', 'back', 'park', 'withdraw')),
    when_lapsed           text   NOT NULL CHECK (when_lapsed IN ('back', 'park', 'withdraw')),
    priority_classes      text[] NOT NULL CHECK (cardinality(priority_classes) > 0),
    seats_settled_on      date,
    version               int    NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, slug)
);
COMMENT ON TABLE sluse.pool IS 'A pool of places where the municipality covers the wage.';
COMMENT ON COLUMN sluse.pool.hours_bound_minutes IS 'Weekly minutes: fewer than this, or also exactly this when inclusive (the papers say both "under 10" and "10 and below").';
COMMENT ON COLUMN sluse.pool.priority_classes IS 'First served first.';
COMMENT ON COLUMN sluse.pool.seats_settled_on IS 'The day of the last capacity step whose places were opened or marked to close.';
CALL sluse.protect('sluse.pool', '{pool_administrator,municipality_administrator,daemon}');
CALL sluse.audit('sluse.pool');
GRANT SELECT, INSERT ON sluse.pool TO sluse_operator;
GRANT UPDATE (title, hours_bound_minutes, hours_bound_inclusive, pause_moves_end, notice_days, answer_days,
    when_declined, when_lapsed, priority_classes, seats_settled_on, version) ON sluse.pool TO sluse_operator;
GRANT SELECT, UPDATE (seats_settled_on) ON sluse.pool TO sluse_daemon;

CREATE TABLE sluse.pool_capacity (
    tenant_id int       NOT NULL,
    pool_id   int       NOT NULL,
    id        int       NOT NULL,
    declared_from date  NOT NULL,
    valid     daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
    places    int       NOT NULL CHECK (places BETWEEN 0 AND 100000),
    status    text      NOT NULL CHECK (status IN ('proposed', 'adopted', 'repealed')),
    decision  text,
    resumes   int,
    PRIMARY KEY (tenant_id, pool_id, id),
    FOREIGN KEY (tenant_id, pool_id) REFERENCES sluse.pool ON DELETE RESTRICT,
    FOREIGN KEY (tenant_id, decision) REFERENCES sluse.decision ON DELETE RESTRICT,
    FOREIGN KEY (tenant_id, pool_id, resumes) REFERENCES sluse.pool_capacity ON DELETE RESTRICT,
    EXCLUDE USING gist (tenant_id WITH =, pool_id WITH =, valid WITH &&) WHERE (status = 'adopted')
);
COMMENT ON COLUMN sluse.pool_capacity.resumes IS 'For a row that no configuration has: the row that holds again here, after the decision that had replaced it was repealed.';
COMMENT ON TABLE sluse.pool_capacity IS 'How many places a pool has, from when. A row that was in force until a repeal keeps its status and its period.';
COMMENT ON COLUMN sluse.pool_capacity.declared_from IS 'The day written in the configuration; valid begins then or when its decision took effect, if that was later.';

CREATE TABLE sluse.pool_limit (
    tenant_id         int       NOT NULL,
    pool_id           int       NOT NULL,
    id                int       NOT NULL,
    declared_from     date      NOT NULL,
    valid             daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
    months            int       CHECK (months BETWEEN 1 AND 600),
    transition_months int       CHECK (transition_months BETWEEN 0 AND 120),
    status            text      NOT NULL CHECK (status IN ('proposed', 'adopted', 'repealed')),
    decision          text,
    resumes   int,
    PRIMARY KEY (tenant_id, pool_id, id),
    FOREIGN KEY (tenant_id, pool_id) REFERENCES sluse.pool ON DELETE RESTRICT,
    FOREIGN KEY (tenant_id, decision) REFERENCES sluse.decision ON DELETE RESTRICT,
    FOREIGN KEY (tenant_id, pool_id, resumes) REFERENCES sluse.pool_limit ON DELETE RESTRICT,
    EXCLUDE USING gist (tenant_id WITH =, pool_id WITH =, valid WITH &&) WHERE (status = 'adopted')
);
COMMENT ON COLUMN sluse.pool_limit.resumes IS 'For a row that no configuration has: the row that holds again here, after the decision that had replaced it was repealed.';
COMMENT ON TABLE sluse.pool_limit IS 'How long the wage is covered. months NULL: without an end.';
COMMENT ON COLUMN sluse.pool_limit.transition_months IS 'For those already inside: NULL, the limit is for new entrants only; n, it is for all after n months'' notice.';

CREATE TABLE sluse.pool_target_group (
    tenant_id   int       NOT NULL,
    pool_id     int       NOT NULL,
    id          int       NOT NULL,
    declared_from date    NOT NULL,
    declared_until date,
    valid       daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
    code        text      NOT NULL CHECK (code ~ '^[0-9a-z-]{1,20}$'),
    minimum_age int       CHECK (minimum_age BETWEEN 15 AND 100),
    maximum_age int       CHECK (maximum_age BETWEEN 15 AND 100),
    status      text      NOT NULL CHECK (status IN ('proposed', 'adopted', 'repealed')),
    decision    text,
    resumes   int,
    PRIMARY KEY (tenant_id, pool_id, id),
    FOREIGN KEY (tenant_id, pool_id) REFERENCES sluse.pool ON DELETE RESTRICT,
    FOREIGN KEY (tenant_id, decision) REFERENCES sluse.decision ON DELETE RESTRICT,
    CHECK (minimum_age <= maximum_age),
    FOREIGN KEY (tenant_id, pool_id, resumes) REFERENCES sluse.pool_target_group ON DELETE RESTRICT,
    EXCLUDE USING gist (tenant_id WITH =, pool_id WITH =, code WITH =, valid WITH &&) WHERE (status = 'adopted')
);
COMMENT ON COLUMN sluse.pool_target_group.resumes IS 'For a row that no configuration has: the row that holds again here, after the decision that had replaced it was repealed.';
COMMENT ON COLUMN sluse.pool_target_group.declared_until IS 'The last day written in the configuration.';
COMMENT ON TABLE sluse.pool_target_group IS 'Whom a pool is for: target-group codes, each with an age in whole years if it has one. A pool with none is for everybody.';

CREATE TABLE sluse.pool_extension (
    tenant_id    int  NOT NULL,
    pool_id      int  NOT NULL,
    reason       text NOT NULL CHECK (reason ~ '^[a-z][a-z0-9-]{0,40}$'),
    title        text NOT NULL CHECK (title <> ''),
    months_each  int  NOT NULL CHECK (months_each BETWEEN 1 AND 120),
    months_total int  NOT NULL CHECK (months_total BETWEEN months_each AND 600),
    retired      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (tenant_id, pool_id, reason),
    FOREIGN KEY (tenant_id, pool_id) REFERENCES sluse.pool ON DELETE RESTRICT
);
COMMENT ON TABLE sluse.pool_extension IS 'The reasons for which a coverage may be extended, each with a cap for one extension and one for all of them.';

CREATE TABLE sluse.pool_budget (
    tenant_id  int       NOT NULL,
    pool_id    int       NOT NULL,
    year       int       NOT NULL CHECK (year BETWEEN 1990 AND 2200),
    amount_ore sluse.ore NOT NULL CHECK (amount_ore >= 0),
    PRIMARY KEY (tenant_id, pool_id, year),
    FOREIGN KEY (tenant_id, pool_id) REFERENCES sluse.pool ON DELETE RESTRICT
);
COMMENT ON TABLE sluse.pool_budget IS 'What the coverages of a pool may cost in a calendar year.';

DO $$
DECLARE
    parameter text;
BEGIN
    FOREACH parameter IN ARRAY ARRAY['pool_capacity', 'pool_limit', 'pool_target_group', 'pool_extension', 'pool_budget'] LOOP
        EXECUTE format('CALL sluse.protect(''sluse.%I'', ''{pool_administrator,municipality_administrator}'')', parameter);
        EXECUTE format('CALL sluse.audit(''sluse.%I'')', parameter);
        EXECUTE format('GRANT SELECT ON sluse.%I TO sluse_operator, sluse_daemon', parameter);
        EXECUTE format('GRANT INSERT ON sluse.%I TO sluse_operator', parameter);
    END LOOP;
END
$$;
GRANT UPDATE (valid, status, places) ON sluse.pool_capacity TO sluse_operator;
GRANT UPDATE (valid, status, months, transition_months) ON sluse.pool_limit TO sluse_operator;
GRANT UPDATE (valid, status, declared_until, minimum_age, maximum_age) ON sluse.pool_target_group TO sluse_operator;
GRANT UPDATE (title, months_each, months_total, retired) ON sluse.pool_extension TO sluse_operator;
GRANT UPDATE (amount_ore) ON sluse.pool_budget TO sluse_operator;

CREATE TABLE sluse.seat (
    tenant_id int       NOT NULL,
    pool_id   int       NOT NULL,
    number    int       NOT NULL CHECK (number > 0),
    open      daterange NOT NULL CHECK (NOT isempty(open) AND NOT lower_inf(open)),
    PRIMARY KEY (tenant_id, pool_id, number),
    FOREIGN KEY (tenant_id, pool_id) REFERENCES sluse.pool ON DELETE RESTRICT
);
CREATE INDEX seat_open ON sluse.seat (tenant_id, pool_id) WHERE upper_inf(open);
COMMENT ON TABLE sluse.seat IS 'One row a place. A place that closes keeps its row; a new one gets the next number.';
CALL sluse.protect('sluse.seat', '{pool_administrator,municipality_administrator,daemon}');
CALL sluse.audit('sluse.seat');
GRANT SELECT, INSERT, UPDATE (open) ON sluse.seat TO sluse_operator, sluse_daemon;

-- More places than were adopted would be overbooking by another name. With rights of the owner, because it locks the pool.
-- Every day through today is asked on which there could be too many for a place that is new: its first, today, and those
-- on which a capacity or another place begins or ends. Days on which no new place is open are left alone: where a
-- capacity became smaller, the places above it wait for those who have them.
CREATE FUNCTION sluse.seats_within_capacity() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    over record;
    present date := sluse.today();
BEGIN
    PERFORM FROM sluse.pool AS p
    WHERE (p.tenant_id, p.id) IN (SELECT c.tenant_id, c.pool_id FROM changed AS c)
    ORDER BY p.tenant_id, p.id
    FOR NO KEY UPDATE;

    SELECT opened.pool_id, opened.day, count(*) AS seats INTO over
    FROM (
        SELECT lower(c.open) AS day, c.tenant_id, c.pool_id FROM changed AS c
        UNION
        SELECT asked.day, p.tenant_id, p.pool_id
        FROM (SELECT DISTINCT c.tenant_id, c.pool_id FROM changed AS c) AS p
        CROSS JOIN LATERAL (
            SELECT present AS day
            UNION
            SELECT step.day
            FROM sluse.pool_capacity AS k, unnest(ARRAY[lower(k.valid), upper(k.valid)]) AS step (day)
            WHERE k.tenant_id = p.tenant_id AND k.pool_id = p.pool_id AND k.status = 'adopted' AND step.day <= present
            UNION
            SELECT lower(s.open) FROM sluse.seat AS s
            WHERE s.tenant_id = p.tenant_id AND s.pool_id = p.pool_id AND lower(s.open) <= present
        ) AS asked
        WHERE EXISTS (
            SELECT FROM changed AS c WHERE c.tenant_id = p.tenant_id AND c.pool_id = p.pool_id AND c.open @> asked.day)
    ) AS opened
    JOIN sluse.seat AS s ON s.tenant_id = opened.tenant_id AND s.pool_id = opened.pool_id AND s.open @> opened.day
    GROUP BY opened.tenant_id, opened.pool_id, opened.day
    HAVING count(*) > coalesce((
        SELECT max(k.places) FROM sluse.pool_capacity AS k
        WHERE k.tenant_id = opened.tenant_id AND k.pool_id = opened.pool_id
          AND k.status = 'adopted' AND k.valid @> opened.day), 0)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'pool % would have % places on %, more than were adopted', over.pool_id, over.seats, over.day
            USING ERRCODE = 'check_violation', CONSTRAINT = 'seats_within_capacity', TABLE = 'seat';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION sluse.seats_within_capacity() FROM PUBLIC;
CREATE TRIGGER within_capacity AFTER INSERT ON sluse.seat REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION sluse.seats_within_capacity();

-- A place closes once, and opens on the day it was made.
CREATE FUNCTION sluse.seat_guard() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF lower(NEW.open) <> lower(OLD.open) OR NOT upper_inf(OLD.open) THEN
        RAISE EXCEPTION 'a place is closed once, and never moved'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'seat_guard', TABLE = 'seat';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER guard BEFORE UPDATE ON sluse.seat FOR EACH ROW EXECUTE FUNCTION sluse.seat_guard();
