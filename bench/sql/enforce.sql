-- The peer: what `slused` does about one municipality on a day, as the set-based SQL one would write in psql.
--
-- Run by sluse_daemon with the variables tenant and day. The same transitions, notices, outbox rows, follow-ups and
-- offers, under the same constraints, policies and audit. It has no need to look first whether anything is due, to lock
-- pools against other daemons, or to set a bad row aside.

BEGIN;
SELECT set_config('sluse.tenant', :'tenant', true), set_config('sluse.reason', 'enforcement', true) \g /dev/null

WITH ended AS (
    UPDATE sluse.coverage AS c
    SET state = CASE WHEN c.end_reason IS NULL THEN 'expired' ELSE 'ended' END,
        end_reason = coalesce(c.end_reason, 'expired'), version = c.version + 1
    WHERE c.tenant_id = :tenant AND c.state = 'active' AND c.free_from <= :'day'
    RETURNING c.tenant_id, c.id, c.period, c.state, c.end_reason, c.version
), event AS (
    INSERT INTO sluse.coverage_event (tenant_id, coverage_id, version, kind, effective_on, period, state, reason, key)
    SELECT e.tenant_id, e.id, e.version, e.state, upper(e.period), e.period, e.state, e.end_reason,
           sluse.key('coverage_over', e.tenant_id::text, e.id::text, upper(e.period)::text)
    FROM ended AS e
)
SELECT coalesce(array_agg(id), '{}') AS ended, count(*) AS ended_count FROM ended \gset

UPDATE sluse.notice AS n
SET state = CASE WHEN n.due_on <= :'day' THEN 'skipped_late' ELSE 'superseded' END
WHERE n.tenant_id = :tenant AND n.coverage_id = ANY (:'ended'::int[]) AND n.state = 'planned' AND n.kind = 'coverage_ends';

SELECT sluse.take_numbers(:tenant, 'notice', 4 * :ended_count) AS first_notice \gset

WITH notice AS (
    INSERT INTO sluse.notice (tenant_id, key, id, kind, pool_id, coverage_id, about, due_on, state, dated_on)
    SELECT c.tenant_id, sluse.key('coverage_ended', c.tenant_id::text, c.id::text, upper(c.period)::text),
           :first_notice + (row_number() OVER (ORDER BY c.id))::int - 1,
           'coverage_ended', c.pool_id, c.id, upper(c.period) - 1, upper(c.period), 'recorded', :'day'
    FROM sluse.coverage AS c
    WHERE c.tenant_id = :tenant AND c.id = ANY (:'ended'::int[])
    RETURNING key
)
SELECT coalesce(array_agg(key), '{}') AS ended_notices FROM notice \gset

INSERT INTO sluse.notice (tenant_id, key, id, kind, pool_id, coverage_id, step, about, due_on, state)
SELECT :tenant, sluse.key('follow_up_due', follow.tenant_id::text, follow.id::text, follow.months::text, follow.day::text),
       :first_notice + :ended_count + (row_number() OVER (ORDER BY follow.id, follow.months))::int - 1,
       'follow_up_due', follow.pool_id, follow.id, follow.months, follow.day, coalesce(h.delivered_on, follow.day), 'planned'
FROM (
    SELECT c.tenant_id, c.id, c.pool_id, months, (upper(c.period) + make_interval(months => months))::date AS day
    FROM sluse.coverage AS c, unnest('{3,6,12}'::int[]) AS months
    WHERE c.tenant_id = :tenant AND c.id = ANY (:'ended'::int[])
) AS follow
LEFT JOIN bench.holiday AS h ON h.day = follow.day;

-- Those first in the lines of pools with free places.
WITH pool AS (
    SELECT p.tenant_id, p.id, p.answer_days, p.priority_classes,
           least(k.places, n.open_seats) - n.taken_seats - n.open_offers AS free
    FROM sluse.pool AS p
    JOIN sluse.pool_capacity AS k
        ON k.tenant_id = p.tenant_id AND k.pool_id = p.id AND k.status = 'adopted' AND k.valid @> :'day'::date
    JOIN sluse.pool_occupancy AS n ON n.tenant_id = p.tenant_id AND n.pool_id = p.id
    WHERE p.tenant_id = :tenant
), line AS (
    SELECT w.id, pool.id AS pool_id, pool.answer_days, pool.free,
           row_number() OVER (
               PARTITION BY pool.id
               ORDER BY array_position(pool.priority_classes, w.priority_class), w.queued_on, w.id) AS place
    FROM pool
    JOIN sluse.waiting_entry AS w ON w.tenant_id = :tenant AND w.pool_id = pool.id
    JOIN sluse.citizen AS z ON z.tenant_id = w.tenant_id AND z.id = w.citizen_id
    JOIN sluse.target_group_period AS g
        ON g.tenant_id = w.tenant_id AND g.citizen_id = w.citizen_id AND g.valid @> :'day'::date
    JOIN sluse.pool_target_group AS r
        ON r.tenant_id = w.tenant_id AND r.pool_id = w.pool_id AND r.code = g.code AND r.status = 'adopted'
           AND r.valid @> :'day'::date
    WHERE pool.free > 0 AND (w.state = 'waiting' OR (w.state = 'parked' AND w.parked_until <= :'day'))
      AND extract(year FROM age(:'day'::date, z.born)) BETWEEN coalesce(r.minimum_age, 0) AND coalesce(r.maximum_age, 200)
)
SELECT coalesce(array_agg(line.id ORDER BY line.pool_id, line.place), '{}') AS next, count(*) AS next_count
FROM line WHERE line.place <= line.free \gset

SELECT sluse.take_numbers(:tenant, 'notice', :next_count) AS first_notice,
       sluse.take_numbers(:tenant, 'offer', :next_count) AS first_offer \gset

WITH offer AS (
    INSERT INTO sluse.offer (tenant_id, id, key, pool_id, entry_id, made_on, answer_by, state)
    SELECT w.tenant_id, :first_offer + line.place::int - 1,
           sluse.key('offer', w.tenant_id::text, w.id::text, w.version::text, :'day'),
           w.pool_id, w.id, :'day', :'day'::date + p.answer_days, 'open'
    FROM unnest(:'next'::int[]) WITH ORDINALITY AS line (entry, place)
    JOIN sluse.waiting_entry AS w ON w.tenant_id = :tenant AND w.id = line.entry
    JOIN sluse.pool AS p ON p.tenant_id = w.tenant_id AND p.id = w.pool_id
    RETURNING id
)
SELECT coalesce(array_agg(id), '{}') AS offers FROM offer \gset

WITH moved AS (
    UPDATE sluse.waiting_entry AS w
    SET state = 'offered', parked_until = NULL, version = w.version + 1
    WHERE w.tenant_id = :tenant AND w.id = ANY (:'next'::int[])
    RETURNING w.tenant_id, w.id, w.version, w.priority_class, w.queued_on, w.state
)
INSERT INTO sluse.waiting_event
    (tenant_id, entry_id, version, kind, effective_on, priority_class, queued_on, state, reason)
SELECT m.tenant_id, m.id, m.version, 'offered', :'day', m.priority_class, m.queued_on, m.state,
       'first in line for a free place'
FROM moved AS m;

WITH notice AS (
    INSERT INTO sluse.notice (tenant_id, key, id, kind, pool_id, offer_id, about, due_on, state, dated_on)
    SELECT o.tenant_id, sluse.key('offer_made', o.tenant_id::text, o.key::text),
           :first_notice + (row_number() OVER (ORDER BY o.id))::int - 1,
           'offer_made', o.pool_id, o.id, o.answer_by, :'day', 'recorded', :'day'
    FROM sluse.offer AS o
    WHERE o.tenant_id = :tenant AND o.id = ANY (:'offers'::int[])
    RETURNING key
)
SELECT coalesce(array_agg(key), '{}') AS offer_notices FROM notice \gset

-- The steps of ladders that are due: of several for one end only the nearest is sent.
WITH settled AS (
    UPDATE sluse.notice AS n
    SET state = CASE WHEN due.is_late THEN 'skipped_late' WHEN due.is_done THEN 'superseded' ELSE 'recorded' END,
        dated_on = CASE WHEN NOT due.is_late AND NOT due.is_done THEN :'day'::date END
    FROM (
        SELECT d.key,
               d.kind = 'coverage_ends' AND (d.about < :'day' OR EXISTS (
                   SELECT FROM sluse.notice AS nearer
                   WHERE nearer.tenant_id = :tenant AND nearer.coverage_id = d.coverage_id AND nearer.kind = d.kind
                     AND nearer.about = d.about AND nearer.step < d.step AND nearer.due_on <= :'day'
                     AND nearer.state IN ('planned', 'recorded'))) AS is_late,
               d.kind = 'follow_up_due' AND EXISTS (
                   SELECT FROM sluse.coverage_follow_up AS f
                   WHERE f.tenant_id = :tenant AND f.coverage_id = d.coverage_id AND f.months = d.step) AS is_done
        FROM sluse.notice AS d
        WHERE d.tenant_id = :tenant AND d.state = 'planned' AND d.due_on <= :'day'
    ) AS due
    WHERE n.tenant_id = :tenant AND n.key = due.key
    RETURNING n.key, n.state
)
SELECT coalesce(array_agg(key), '{}') AS due_notices FROM settled WHERE state = 'recorded' \gset

INSERT INTO sluse.outbox (tenant_id, key, topic, payload)
SELECT n.tenant_id, n.key, n.kind,
       jsonb_strip_nulls(jsonb_build_object(
           'kind', n.kind, 'noticeId', n.id, 'pool', p.title, 'datedOn', n.dated_on,
           'citizen', 'B-' || coalesce(c.citizen_id, w.citizen_id), 'coverage', 'C-' || c.id,
           'caseNumber', c.case_number, 'employerCvr', c.employer_cvr,
           'endReason', CASE n.kind WHEN 'coverage_ended' THEN c.end_reason END,
           'lastDay', CASE WHEN c.id IS NOT NULL THEN upper(c.period) - 1 END,
           'step', n.step, 'offer', 'O-' || o.id, 'answerBy', o.answer_by))
FROM sluse.notice AS n
JOIN sluse.pool AS p ON p.tenant_id = n.tenant_id AND p.id = n.pool_id
LEFT JOIN sluse.coverage AS c ON c.tenant_id = n.tenant_id AND c.id = n.coverage_id
LEFT JOIN sluse.offer AS o ON o.tenant_id = n.tenant_id AND o.id = n.offer_id
LEFT JOIN sluse.waiting_entry AS w ON w.tenant_id = o.tenant_id AND w.id = o.entry_id
WHERE n.tenant_id = :tenant
  AND n.key = ANY (:'ended_notices'::uuid[] || :'offer_notices'::uuid[] || :'due_notices'::uuid[]);
COMMIT;
