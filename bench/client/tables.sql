-- What bench/client.sh reads and writes. Unlogged, so that what is measured is the client and not the disk.
SET client_min_messages = warning;

CREATE UNLOGGED TABLE bench_citizen AS
SELECT g::int8 AS id, (g % 98)::int4 AS pool, date '2000-01-01' + (g % 9000)::int4 AS day, 'Citizen number ' || g AS name
FROM generate_series(1, 1000000) AS g;

CREATE UNLOGGED TABLE bench_copied (id int8 NOT NULL, pool int4 NOT NULL, day date NOT NULL, name text NOT NULL);

CREATE UNLOGGED TABLE bench_insert (id int4 NOT NULL, name text NOT NULL);

VACUUM (ANALYZE, FREEZE) bench_citizen;
