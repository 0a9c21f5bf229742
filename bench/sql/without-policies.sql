-- Takes row-level security off every table.

SELECT format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', c.oid::regclass)
FROM pg_class AS c
WHERE c.relrowsecurity AND c.relnamespace = 'sluse'::regnamespace \gexec
