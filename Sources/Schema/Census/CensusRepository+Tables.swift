import Postgres

extension CensusRepository {
    /// What tables, keys, references and triggers must be like.
    static let tableQuestions: [Statement<CensusFinding>] = [
        question(
            "tenant column",
            """
            SELECT c.relname, 'has no tenant_id integer NOT NULL'
            FROM pg_class AS c
            WHERE c.relnamespace = 'sluse'::regnamespace AND c.relkind IN ('r', 'p')
              AND c.relname <> ALL (\(CensusExceptions.tablesWithoutTenant))
              AND NOT EXISTS (SELECT FROM pg_attribute AS a
                WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND a.atttypid = 'int4'::regtype AND a.attnotnull)
            """),
        question(
            "row-level security",
            """
            SELECT c.relname, CASE WHEN c.relrowsecurity THEN 'does not bind its owner: FORCE ROW LEVEL SECURITY is off'
                ELSE 'row-level security is off' END
            FROM pg_class AS c
            WHERE c.relnamespace = 'sluse'::regnamespace AND c.relkind IN ('r', 'p')
              AND c.relname <> ALL (\(CensusExceptions.tablesWithoutPolicies))
              AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
            """),
        question(
            "kind of relation",
            """
            SELECT c.relname, CASE c.relkind
                WHEN 'v' THEN 'is a view without security_invoker' WHEN 'm' THEN 'is a materialised view, which has no policies'
                WHEN 'f' THEN 'is a foreign table, which has no policies' ELSE 'is a sequence, shared by all municipalities' END
            FROM pg_class AS c
            WHERE c.relnamespace = 'sluse'::regnamespace
              AND (c.relkind IN ('m', 'f', 'S') OR c.relkind = 'v' AND NOT coalesce(c.reloptions @> '{security_invoker=true}', false))
            UNION ALL
            SELECT c.relname, 'is a part of another table, and its policies are asked only there'
            FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
            WHERE c.relnamespace = 'sluse'::regnamespace AND c.relkind IN ('r', 'p')
            UNION ALL
            SELECT c.relname, 'has a rule: ' || w.rulename
            FROM pg_rewrite AS w JOIN pg_class AS c ON c.oid = w.ev_class
            WHERE c.relnamespace = 'sluse'::regnamespace AND w.rulename <> '_RETURN'
            """),
        question(
            "keys begin with tenant_id",
            """
            SELECT k.relname, 'the key does not begin with tenant_id, so one municipality feels the other''s rows'
            FROM pg_index AS i
            JOIN pg_class AS c ON c.oid = i.indrelid
            JOIN pg_class AS k ON k.oid = i.indexrelid
            LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
            LEFT JOIN pg_constraint AS x ON x.conindid = i.indexrelid AND x.contype = 'x'
            WHERE c.relnamespace = 'sluse'::regnamespace AND (i.indisunique OR i.indisexclusion)
              AND k.relname <> ALL (\(CensusExceptions.keysWithoutTenant))
              AND (a.attname IS DISTINCT FROM 'tenant_id' OR x.conexclop[1] <> '=(int4,int4)'::regoperator)
            """),
        question(
            "primary key",
            """
            SELECT c.relname, 'has no primary key'
            FROM pg_class AS c
            WHERE c.relnamespace = 'sluse'::regnamespace AND c.relkind IN ('r', 'p')
              AND NOT EXISTS (SELECT FROM pg_constraint AS x WHERE x.conrelid = c.oid AND x.contype = 'p')
            """),
        question(
            "references carry tenant_id",
            """
            SELECT c.relname || '.' || x.conname,
                CASE WHEN x.confdeltype <> 'r' THEN 'is not ON DELETE RESTRICT'
                    WHEN NOT x.convalidated THEN 'was never validated'
                    WHEN x.confupdtype NOT IN ('a', 'r') THEN 'changes rows when the other side changes'
                    ELSE 'does not carry tenant_id on both sides' END
            FROM pg_constraint AS x
            JOIN pg_class AS c ON c.oid = x.conrelid
            LEFT JOIN pg_attribute AS near ON near.attrelid = x.conrelid AND near.attname = 'tenant_id'
            LEFT JOIN pg_attribute AS far ON far.attrelid = x.confrelid AND far.attname = 'tenant_id'
            WHERE x.contype = 'f' AND c.relnamespace = 'sluse'::regnamespace
              AND (x.confdeltype <> 'r' OR x.confupdtype NOT IN ('a', 'r') OR NOT x.convalidated
                OR far.attnum IS NOT NULL AND array_position(x.conkey, near.attnum)
                    IS DISTINCT FROM array_position(x.confkey, far.attnum)
                OR far.attnum IS NOT NULL AND array_position(x.confkey, far.attnum) IS NULL)
            """),
        question(
            "constraints hold",
            """
            SELECT c.relname || '.' || x.conname, 'was never validated'
            FROM pg_constraint AS x JOIN pg_class AS c ON c.oid = x.conrelid
            WHERE c.relnamespace = 'sluse'::regnamespace AND x.contype <> 'f' AND NOT x.convalidated
            UNION ALL
            SELECT c.relname || '.' || t.tgname, 'the trigger is off'
            FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
            WHERE c.relnamespace = 'sluse'::regnamespace AND t.tgenabled NOT IN ('O', 'A')
            UNION ALL
            SELECT k.relname, 'the index is not valid'
            FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid JOIN pg_class AS k ON k.oid = i.indexrelid
            WHERE c.relnamespace = 'sluse'::regnamespace AND NOT (i.indisvalid AND i.indisready)
            """),
        // In pg_trigger.tgtype: 1 is FOR EACH ROW, 2 BEFORE, 4 INSERT, 8 DELETE, 16 UPDATE, 32 TRUNCATE.
        question(
            "audit",
            """
            SELECT c.relname, wanted.word || ' is not audited'
            FROM pg_class AS c
            CROSS JOIN (VALUES (4, 'INSERT'), (16, 'UPDATE'), (8, 'DELETE')) AS wanted (bit, word)
            WHERE c.relnamespace = 'sluse'::regnamespace AND c.relkind IN ('r', 'p')
              AND c.relname <> ALL (\(CensusExceptions.unauditedTables))
              AND NOT EXISTS (SELECT FROM pg_trigger AS t JOIN pg_proc AS f ON f.oid = t.tgfoid
                WHERE t.tgrelid = c.oid AND t.tgenabled IN ('O', 'A') AND t.tgtype & wanted.bit <> 0 AND t.tgtype & 3 = 0
                  AND t.tgqual IS NULL AND f.pronamespace = c.relnamespace AND f.proname = 'audit_' || c.relname)
            UNION ALL
            SELECT 'audit_entry', 'entries are not chained'
            WHERE NOT EXISTS (SELECT FROM pg_trigger AS t
                WHERE t.tgrelid = 'sluse.audit_entry'::regclass AND t.tgenabled IN ('O', 'A') AND t.tgtype & 5 = 5
                  AND t.tgdeferrable AND t.tginitdeferred AND t.tgqual IS NULL
                  AND t.tgfoid = 'sluse.audit_chain()'::regprocedure)
            """),
        question(
            "append-only",
            """
            SELECT wanted.relname, 'rows can be changed, though they are facts'
            FROM unnest(\(CensusExceptions.appendOnlyTables)) AS wanted (relname)
            WHERE NOT EXISTS (SELECT FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
                WHERE c.relnamespace = 'sluse'::regnamespace AND c.relname = wanted.relname AND t.tgenabled IN ('O', 'A')
                  AND t.tgtype & 58 = 58 AND t.tgtype & 1 = 0 AND t.tgqual IS NULL
                  AND t.tgfoid = 'sluse.refuse_change()'::regprocedure)
            """),
    ]
}
