-- A digest of everything enforcement changes, but for moments. Numbers of notices and offers are left out too: which row
-- of one day gets which number is nobody's business.

SELECT 'coverage', count(*), sum(hashtextextended(concat_ws('|',
    c.tenant_id, c.id, c.pool_id, c.seat_number, c.period, c.state, c.end_reason, c.version), 0)::numeric)
FROM sluse.coverage AS c
UNION ALL
SELECT 'coverage_event', count(*), sum(hashtextextended(concat_ws('|',
    e.tenant_id, e.coverage_id, e.version, e.kind, e.effective_on, e.period, e.state, e.reason, e.actor,
    CASE e.kind WHEN 'granted' THEN '' ELSE e.key::text END), 0)::numeric)
FROM sluse.coverage_event AS e
UNION ALL
SELECT 'seat', count(*), sum(hashtextextended(s::text, 0)::numeric) FROM sluse.seat AS s
UNION ALL
SELECT 'waiting_entry', count(*), sum(hashtextextended(concat_ws('|',
    w.tenant_id, w.id, w.pool_id, w.citizen_id, w.priority_class, w.queued_on, w.state, w.parked_until, w.version), 0)::numeric)
FROM sluse.waiting_entry AS w
UNION ALL
SELECT 'waiting_event', count(*), sum(hashtextextended(concat_ws('|',
    e.tenant_id, e.entry_id, e.version, e.kind, e.effective_on, e.priority_class, e.queued_on, e.state, e.parked_until,
    e.reason, e.actor), 0)::numeric)
FROM sluse.waiting_event AS e
UNION ALL
SELECT 'offer', count(*), sum(hashtextextended(concat_ws('|',
    o.tenant_id, o.key, o.pool_id, o.entry_id, o.made_on, o.answer_by, o.state, o.answered_on, o.reason, o.version), 0)::numeric)
FROM sluse.offer AS o
UNION ALL
SELECT 'notice', count(*), sum(hashtextextended(concat_ws('|',
    n.tenant_id, n.key, n.kind, n.pool_id, n.coverage_id, n.step, n.about, n.due_on, n.state, n.dated_on), 0)::numeric)
FROM sluse.notice AS n
UNION ALL
SELECT 'outbox', count(*), sum(hashtextextended(concat_ws('|',
    x.tenant_id, x.key, x.topic, x.payload - 'noticeId' - 'offer', x.state), 0)::numeric)
FROM sluse.outbox AS x
ORDER BY 1;
