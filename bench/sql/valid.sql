-- What the seed wrote past the triggers holds what they would have asked: every row of this answer would be a mistake.

SELECT 'a coverage without the event of its version', count(*)
FROM sluse.coverage AS c
WHERE NOT EXISTS (
    SELECT FROM sluse.coverage_event AS e
    WHERE e.tenant_id = c.tenant_id AND e.coverage_id = c.id AND e.version = c.version AND e.state = c.state AND e.period = c.period)
HAVING count(*) > 0
UNION ALL
SELECT 'a coverage in a place that is not open', count(*)
FROM sluse.coverage AS c
WHERE NOT EXISTS (
    SELECT FROM sluse.seat AS s
    WHERE s.tenant_id = c.tenant_id AND s.pool_id = c.pool_id AND s.number = c.seat_number AND s.open @> c.period)
HAVING count(*) > 0
UNION ALL
SELECT 'a coverage of nobody', count(*)
FROM sluse.coverage AS c
WHERE NOT EXISTS (SELECT FROM sluse.citizen AS z WHERE z.tenant_id = c.tenant_id AND z.id = c.citizen_id)
HAVING count(*) > 0
UNION ALL
SELECT 'a waiting entry of nobody or without its event', count(*)
FROM sluse.waiting_entry AS w
WHERE NOT EXISTS (SELECT FROM sluse.citizen AS z WHERE z.tenant_id = w.tenant_id AND z.id = w.citizen_id)
   OR NOT EXISTS (SELECT FROM sluse.pool AS p WHERE p.tenant_id = w.tenant_id AND p.id = w.pool_id)
   OR NOT EXISTS (
    SELECT FROM sluse.waiting_event AS e
    WHERE e.tenant_id = w.tenant_id AND e.entry_id = w.id AND e.version = w.version AND e.state = w.state)
HAVING count(*) > 0
UNION ALL
SELECT 'a coverage of an offer to someone else', count(*)
FROM sluse.coverage AS c
WHERE c.offer_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM sluse.offer AS o
    JOIN sluse.waiting_entry AS w ON w.tenant_id = o.tenant_id AND w.id = o.entry_id AND w.pool_id = o.pool_id
    WHERE o.tenant_id = c.tenant_id AND o.id = c.offer_id AND w.citizen_id = c.citizen_id AND w.pool_id = c.pool_id)
HAVING count(*) > 0
UNION ALL
SELECT 'a pool with other places than its capacity', count(*)
FROM sluse.pool AS p
WHERE (SELECT count(*) FROM sluse.seat AS s WHERE s.tenant_id = p.tenant_id AND s.pool_id = p.id)
    <> (SELECT k.places FROM sluse.pool_capacity AS k WHERE k.tenant_id = p.tenant_id AND k.pool_id = p.id)
HAVING count(*) > 0
UNION ALL
SELECT 'a notice recorded and not in the outbox', count(*)
FROM sluse.notice AS n
WHERE (n.state = 'recorded') <> EXISTS (SELECT FROM sluse.outbox AS x WHERE x.tenant_id = n.tenant_id AND x.key = n.key)
HAVING count(*) > 0;
