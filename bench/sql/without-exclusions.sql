-- Drops every exclusion constraint.

SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', c.conrelid::regclass, c.conname)
FROM pg_constraint AS c
WHERE c.contype = 'x' AND c.connamespace = 'sluse'::regnamespace \gexec
