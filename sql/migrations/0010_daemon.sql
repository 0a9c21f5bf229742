-- What the daemon keeps of its own work: rows it had to set aside, and how late it is.

CREATE TABLE sluse.quarantine (
    tenant_id  int         NOT NULL REFERENCES sluse.municipality ON DELETE RESTRICT,
    work       text        NOT NULL CHECK (work IN ('expire', 'lapse', 'settle', 'offer', 'notify')),
    subject    text        NOT NULL,
    sqlstate   text        NOT NULL,
    constraint_name text,
    attempts   int         NOT NULL DEFAULT 1,
    first_seen timestamptz NOT NULL DEFAULT now(),
    last_seen  timestamptz NOT NULL DEFAULT now(),
    retry_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, work, subject)
);
COMMENT ON TABLE sluse.quarantine IS 'A row whose transition failed is set aside here, so that the rest goes on; it is tried again at retry_at.';
CALL sluse.protect('sluse.quarantine', '{daemon}');
GRANT SELECT ON sluse.quarantine TO sluse_operator;
GRANT SELECT, INSERT, UPDATE, DELETE ON sluse.quarantine TO sluse_daemon;

CREATE FUNCTION sluse.overdue_since() RETURNS timestamptz
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
    RETURN (
        SELECT min(since) FROM (
            SELECT min(c.free_from)::timestamp AT TIME ZONE 'Europe/Copenhagen' AS since
            FROM sluse.coverage AS c
            WHERE c.tenant_id = ANY ((SELECT sluse.visible_tenants())::int[])
              AND c.state = 'active' AND c.free_from <= sluse.today()
            UNION ALL
            SELECT (min(o.answer_by) + 1)::timestamp AT TIME ZONE 'Europe/Copenhagen'
            FROM sluse.offer AS o
            WHERE o.tenant_id = ANY ((SELECT sluse.visible_tenants())::int[])
              AND o.state = 'open' AND o.answer_by < sluse.today()
            UNION ALL
            SELECT min(n.due_on)::timestamp AT TIME ZONE 'Europe/Copenhagen'
            FROM sluse.notice AS n
            WHERE n.tenant_id = ANY ((SELECT sluse.visible_tenants())::int[])
              AND n.state = 'planned' AND n.due_on <= sluse.today()
            UNION ALL
            -- Since it was put in: every attempt moves not_before. What was given up waits for a person, not for the daemon.
            SELECT min(x.recorded_at)
            FROM sluse.outbox AS x
            WHERE x.tenant_id = ANY ((SELECT sluse.visible_tenants())::int[])
              AND x.state IN ('pending', 'leased')
            UNION ALL
            SELECT min(lower(k.valid))::timestamp AT TIME ZONE 'Europe/Copenhagen'
            FROM sluse.pool AS p
            JOIN sluse.pool_capacity AS k ON k.tenant_id = p.tenant_id AND k.pool_id = p.id
            WHERE p.tenant_id = ANY ((SELECT sluse.visible_tenants())::int[])
              AND k.status = 'adopted' AND lower(k.valid) <= sluse.today()
              AND lower(k.valid) > coalesce(p.seats_settled_on, '-infinity')
        ) AS due
    );
COMMENT ON FUNCTION sluse.overdue_since() IS 'Since when the oldest row is due that the daemon has not dealt with; NULL when nothing is. What is in quarantine counts too.';
GRANT EXECUTE ON FUNCTION sluse.overdue_since() TO sluse_operator, sluse_daemon;
