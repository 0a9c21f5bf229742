-- Takes the audit off every table.

SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname)
FROM pg_trigger AS t
WHERE NOT t.tgisinternal AND t.tgname IN ('audit_insert', 'audit_update', 'audit_delete') \gexec
