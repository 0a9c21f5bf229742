-- Municipalities with full pools, as `sluse` would have left them on the evening before the day of the measurement.
--
-- Run by a superuser in a new sample database, with the variables municipalities, coverages (a municipality) and day.
-- Set-based and without triggers: it takes seconds where a million single grants would take an hour. What the triggers
-- would have refused is not written; bench/sql/valid.sql proves it.
--
-- A municipality has 20 pools. One coverage in twenty ends on the day, the others over the 600 days after it; the steps
-- of their ladders before the day have been sent. In every second pool eight people wait: six could be offered a place,
-- one is parked, one is in no target group. Every tenth coverage came of an offer from the line.

SET session_replication_role = replica;
SET synchronous_commit = off;
SET work_mem = '64MB';

CREATE SCHEMA bench;
GRANT USAGE ON SCHEMA bench TO sluse_daemon;

-- The Danish holidays of the years that are met, each with the working day before it.
CREATE TABLE bench.holiday AS
WITH holiday AS (
    SELECT easter + offsets.days AS day
    FROM unnest('{2024-03-31,2025-04-20,2026-04-05,2027-03-28,2028-04-16,2029-04-01}'::date[]) AS easter,
         unnest('{-3,-2,0,1,39,49,50}'::int[]) AS offsets (days)
    UNION
    SELECT make_date(year, split_part(text, '-', 1)::int, split_part(text, '-', 2)::int)
    FROM generate_series(2024, 2029) AS year, unnest('{1-1,6-5,12-24,12-25,12-26}'::text[]) AS text
)
SELECT h.day, (
    SELECT max(earlier)::date
    FROM generate_series(h.day - 10, h.day - 1, interval '1 day') AS earlier
    WHERE extract(isodow FROM earlier) < 6 AND NOT EXISTS (SELECT FROM holiday AS other WHERE other.day = earlier)
) AS delivered_on
FROM holiday AS h;
ALTER TABLE bench.holiday ADD PRIMARY KEY (day);
GRANT SELECT ON bench.holiday TO sluse_daemon;

CREATE TABLE bench.town AS
SELECT 100 + n AS tenant_id, n FROM generate_series(1, :municipalities) AS n;

INSERT INTO sluse.municipality (tenant_id, slug, name, contact)
SELECT t.tenant_id, 'kommune-' || t.n, 'Kommune ' || t.n, 'puljer@kommune-' || t.n || '.example' FROM bench.town AS t;

INSERT INTO sluse.membership (tenant_id, operator, role, valid)
SELECT t.tenant_id, m.operator, m.role, '(,)'
FROM bench.town AS t,
     (SELECT 'sluse_daemon'::name, 'daemon' UNION ALL SELECT administrator, 'municipality_administrator' FROM sluse.deployment)
        AS m (operator, role);

INSERT INTO sluse.pool
    (tenant_id, id, slug, title, kind, hours_bound_minutes, hours_bound_inclusive, pause_moves_end, notice_days, answer_days,
     when_declined, when_lapsed, priority_classes, seats_settled_on)
SELECT t.tenant_id, p, 'pulje-' || p, 'Pulje ' || p, 'flex_job', 600, false, true, '{180,90,30}', 14, 'back', 'park',
       '{urgent,ordinary}', '2020-01-01'
FROM bench.town AS t, generate_series(1, 20) AS p;

INSERT INTO sluse.pool_capacity (tenant_id, pool_id, id, declared_from, valid, places, status)
SELECT p.tenant_id, p.id, 1, '2020-01-01', '[2020-01-01,)', :coverages / 20, 'adopted' FROM sluse.pool AS p;

INSERT INTO sluse.pool_limit (tenant_id, pool_id, id, declared_from, valid, months, status)
SELECT p.tenant_id, p.id, 1, '2020-01-01', '[2020-01-01,)', 24, 'adopted' FROM sluse.pool AS p;

INSERT INTO sluse.pool_target_group (tenant_id, pool_id, id, declared_from, valid, code, status)
SELECT p.tenant_id, p.id, 1, '2020-01-01', '[2020-01-01,)', '9', 'adopted' FROM sluse.pool AS p;

INSERT INTO sluse.seat (tenant_id, pool_id, number, open)
SELECT p.tenant_id, p.id, place, '[2020-01-01,)' FROM sluse.pool AS p, generate_series(1, :coverages / 20) AS place;

-- Those in a place have the first numbers, those who wait the next: eight for each of ten pools.
INSERT INTO sluse.citizen (tenant_id, id, cpr_token, sealed, wrapped_key, key_version, born, recorded_by)
SELECT t.tenant_id, person, sha256(convert_to(t.tenant_id || '-' || person, 'UTF8')), '\x00', '\x00', 1,
       date '1960-01-01' + person % 15000, 'op_bench'
FROM bench.town AS t, generate_series(1, :coverages + 80) AS person;

-- Of those in a place nobody asks any more.
INSERT INTO sluse.target_group_period (tenant_id, citizen_id, code, valid, recorded_by)
SELECT t.tenant_id, :coverages + w, CASE w % 8 WHEN 3 THEN '7' ELSE '9' END, '[2023-01-01,)', 'op_bench'
FROM bench.town AS t, generate_series(1, 80) AS w;

INSERT INTO sluse.waiting_entry
    (tenant_id, id, pool_id, citizen_id, priority_class, queued_on, state, parked_until, listed_on, recorded_by)
SELECT t.tenant_id, w, 2 * ((w + 7) / 8), :coverages + w, CASE w % 8 WHEN 5 THEN 'urgent' ELSE 'ordinary' END,
       date '2025-01-01' + w * 7 % 100, CASE w % 8 WHEN 2 THEN 'parked' ELSE 'waiting' END,
       CASE w % 8 WHEN 2 THEN :'day'::date + 60 END, '2025-06-01', 'op_bench'
FROM bench.town AS t, generate_series(1, 80) AS w;

-- Those who came from the line: every tenth of those in a place, by number.
CREATE TEMP VIEW placed AS
SELECT t.tenant_id, covered AS n, covered / 10 AS offer_id, 80 + covered / 10 AS entry_id,
       1 + (covered - 1) / (:coverages / 20) AS pool_id, :'day'::date - 200 - covered % 500 AS made_on
FROM bench.town AS t, generate_series(10, :coverages, 10) AS covered;

INSERT INTO sluse.waiting_entry
    (tenant_id, id, pool_id, citizen_id, priority_class, queued_on, state, version, listed_on, recorded_by)
SELECT p.tenant_id, p.entry_id, p.pool_id, p.n, 'ordinary', p.made_on - 100, 'placed', 3, p.made_on - 100, 'op_bench'
FROM placed AS p;

INSERT INTO sluse.waiting_event
    (tenant_id, entry_id, version, kind, effective_on, priority_class, queued_on, state, reason, actor)
SELECT p.tenant_id, p.entry_id, step.version, step.kind, p.made_on + step.days, 'ordinary', p.made_on - 100, step.state,
       step.reason, step.actor
FROM placed AS p,
     (VALUES (1, 'listed', -100, 'waiting', 'Assigned to flex job', 'op_bench'),
             (2, 'offered', 0, 'offered', 'first in line for a free place', 'sluse_daemon'),
             (3, 'placed', 5, 'placed', 'a coverage', 'op_bench')) AS step (version, kind, days, state, reason, actor);

INSERT INTO sluse.offer
    (tenant_id, id, key, pool_id, entry_id, made_on, answer_by, state, answered_on, version, recorded_by)
SELECT p.tenant_id, p.offer_id, sluse.key('offer', p.tenant_id::text, p.entry_id::text, '1', p.made_on::text), p.pool_id,
       p.entry_id, p.made_on, p.made_on + 14, 'accepted', p.made_on + 5, 2, 'sluse_daemon'
FROM placed AS p;

INSERT INTO sluse.waiting_event
    (tenant_id, entry_id, version, kind, effective_on, priority_class, queued_on, state, parked_until, reason, actor)
SELECT w.tenant_id, w.id, 1, 'listed', w.listed_on, w.priority_class, w.queued_on, w.state, w.parked_until,
       'Assigned to flex job', 'op_bench'
FROM sluse.waiting_entry AS w
WHERE w.state <> 'placed';

INSERT INTO sluse.coverage
    (tenant_id, id, pool_id, seat_number, citizen_id, employer_cvr, weekly_minutes, monthly_ore, case_number,
     from_unemployment_benefit, period, offer_id, granted_by)
SELECT ends.tenant_id, ends.n, ends.pool_id, ends.number, ends.n, (10000000 + ends.n % 5000)::text, 300 + ends.n % 270,
       600000 + ends.n % 400000, '24/' || ends.n, ends.n % 3 > 0,
       daterange((ends.day - interval '24 months')::date, ends.day), CASE ends.n % 10 WHEN 0 THEN ends.n / 10 END, 'op_bench'
FROM (
    SELECT s.tenant_id, s.pool_id, s.number, ((s.pool_id - 1) * (:coverages / 20) + s.number) AS n,
           :'day'::date + CASE
               WHEN s.number <= :coverages / 400 THEN 0
               ELSE 1 + ((s.pool_id - 1) * (:coverages / 20) + s.number) * 37 % 600
           END AS day
    FROM sluse.seat AS s
) AS ends
ORDER BY ends.tenant_id, ends.n;

INSERT INTO sluse.coverage_event (tenant_id, coverage_id, version, kind, effective_on, period, state, case_number, actor)
SELECT c.tenant_id, c.id, 1, 'granted', lower(c.period), c.period, 'active', c.case_number, 'op_bench'
FROM sluse.coverage AS c;

INSERT INTO sluse.notice
    (tenant_id, key, id, kind, pool_id, coverage_id, step, about, due_on, state, dated_on)
SELECT step.tenant_id, sluse.key('coverage_ends', step.tenant_id::text, step.id::text, step.days::text, step.about::text),
       (step.id - 1) * 3 + step.place, 'coverage_ends', step.pool_id, step.id, step.days, step.about, step.due_on,
       CASE WHEN step.due_on < :'day' THEN 'recorded' ELSE 'planned' END,
       CASE WHEN step.due_on < :'day' THEN step.due_on END
FROM (
    SELECT c.tenant_id, c.id, c.pool_id, ladder.days, ladder.place, upper(c.period) - 1 AS about,
           coalesce(h.delivered_on, upper(c.period) - 1 - ladder.days) AS due_on
    FROM sluse.coverage AS c
    CROSS JOIN unnest('{180,90,30}'::int[]) WITH ORDINALITY AS ladder (days, place)
    LEFT JOIN bench.holiday AS h ON h.day = upper(c.period) - 1 - ladder.days
) AS step
ORDER BY step.tenant_id, step.id, step.place;

-- Without numbers about the tables the joins below would be looked up in the wrong index.
ANALYZE sluse.pool, sluse.coverage, sluse.notice;

INSERT INTO sluse.outbox (tenant_id, key, topic, payload, state, attempts, lease_fence, sent_at, receipt)
SELECT n.tenant_id, n.key, n.kind,
       jsonb_build_object(
           'kind', n.kind, 'noticeId', n.id, 'pool', p.title, 'datedOn', n.dated_on, 'citizen', 'B-' || c.citizen_id,
           'coverage', 'C-' || c.id, 'caseNumber', c.case_number, 'employerCvr', c.employer_cvr,
           'lastDay', n.about, 'step', n.step),
       'sent', 1, 1, now(), 'kommune/' || n.key || '.eml'
FROM sluse.notice AS n
JOIN sluse.pool AS p ON p.tenant_id = n.tenant_id AND p.id = n.pool_id
JOIN sluse.coverage AS c ON c.tenant_id = n.tenant_id AND c.id = n.coverage_id
WHERE n.state = 'recorded';

INSERT INTO sluse.counter (tenant_id, kind, last)
SELECT t.tenant_id, k.kind, k.last
FROM bench.town AS t,
     (VALUES ('pool', 20), ('citizen', :coverages + 80), ('coverage', :coverages), ('waiting_entry', 80 + :coverages / 10),
             ('offer', :coverages / 10), ('notice', 3 * :coverages)) AS k (kind, last);

INSERT INTO sluse.pool_occupancy (tenant_id, pool_id, open_seats, taken_seats, open_offers)
SELECT n.tenant_id, n.pool_id, n.open_seats, n.taken_seats, n.open_offers FROM sluse.pool_occupancy_counted AS n;

RESET session_replication_role;
VACUUM (ANALYZE);
