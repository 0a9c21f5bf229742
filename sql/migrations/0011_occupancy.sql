-- How full each pool is: counted when something changes, so that finding nothing to do costs the same in a pool of any size.

CREATE TABLE sluse.pool_occupancy (
    tenant_id   int NOT NULL,
    pool_id     int NOT NULL,
    open_seats  int NOT NULL,
    taken_seats int NOT NULL,
    open_offers int NOT NULL,
    PRIMARY KEY (tenant_id, pool_id),
    FOREIGN KEY (tenant_id, pool_id) REFERENCES sluse.pool ON DELETE RESTRICT
) WITH (fillfactor = 50);
COMMENT ON TABLE sluse.pool_occupancy IS 'What sluse.pool_occupancy_counted says, kept by trigger. Nobody writes it himself; a pool that never had a place has no row.';
CALL sluse.protect('sluse.pool_occupancy', '{caseworker,pool_administrator,municipality_administrator,daemon}');
GRANT SELECT ON sluse.pool_occupancy TO sluse_operator, sluse_daemon;

CREATE VIEW sluse.pool_occupancy_counted WITH (security_invoker = true) AS
SELECT p.tenant_id, p.id AS pool_id,
       (SELECT count(*)::int FROM sluse.seat AS s
        WHERE s.tenant_id = p.tenant_id AND s.pool_id = p.id AND upper_inf(s.open)) AS open_seats,
       (SELECT count(DISTINCT c.seat_number)::int FROM sluse.coverage AS c
        WHERE c.tenant_id = p.tenant_id AND c.pool_id = p.id AND c.state = 'active') AS taken_seats,
       (SELECT count(*)::int FROM sluse.offer AS o
        WHERE o.tenant_id = p.tenant_id AND o.pool_id = p.id AND o.state = 'open') AS open_offers
FROM sluse.pool AS p;
COMMENT ON VIEW sluse.pool_occupancy_counted IS 'Places that are not closed, those of them with a coverage that is not over (also one that begins later), and offers nobody has answered.';
GRANT SELECT ON sluse.pool_occupancy_counted TO sluse_operator, sluse_daemon;

-- With rights of the owner, because only it writes the counts. The pool is locked before they are taken: of two who change
-- it at once, the second counts what the first has done.
CREATE FUNCTION sluse.count_occupancy() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM FROM sluse.pool AS p
    WHERE (p.tenant_id, p.id) IN (SELECT c.tenant_id, c.pool_id FROM changed AS c)
    ORDER BY p.tenant_id, p.id
    FOR NO KEY UPDATE;

    INSERT INTO sluse.pool_occupancy AS o (tenant_id, pool_id, open_seats, taken_seats, open_offers)
    SELECT n.tenant_id, n.pool_id, n.open_seats, n.taken_seats, n.open_offers
    FROM sluse.pool_occupancy_counted AS n
    WHERE (n.tenant_id, n.pool_id) IN (SELECT c.tenant_id, c.pool_id FROM changed AS c)
    ON CONFLICT (tenant_id, pool_id) DO UPDATE
    SET open_seats = excluded.open_seats, taken_seats = excluded.taken_seats, open_offers = excluded.open_offers
    WHERE (o.open_seats, o.taken_seats, o.open_offers)
        <> (excluded.open_seats, excluded.taken_seats, excluded.open_offers);
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION sluse.count_occupancy() FROM PUBLIC;

DO $$
DECLARE
    counted text;
    operation text;
BEGIN
    FOREACH counted IN ARRAY ARRAY['seat', 'coverage', 'offer'] LOOP
        FOREACH operation IN ARRAY ARRAY['INSERT', 'UPDATE'] LOOP
            EXECUTE format(
                'CREATE TRIGGER occupancy_%s AFTER %s ON sluse.%I REFERENCING NEW TABLE AS changed
                 FOR EACH STATEMENT EXECUTE FUNCTION sluse.count_occupancy()',
                lower(operation), operation, counted);
        END LOOP;
    END LOOP;
END
$$;
