import Postgres

extension CensusRepository {
    /// Who owns what and who may do what with it.
    static let grantQuestions: [Statement<CensusFinding>] = [
        question(
            "ownership",
            """
            SELECT c.relname, 'belongs to ' || c.relowner::regrole || ', not to sluse_owner'
            FROM pg_class AS c
            WHERE c.relnamespace = 'sluse'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
              AND c.relowner <> 'sluse_owner'::regrole
            UNION ALL
            SELECT f.proname, 'belongs to ' || f.proowner::regrole
            FROM pg_proc AS f
            WHERE f.pronamespace = 'sluse'::regnamespace
              AND f.proowner <> CASE WHEN f.proname = ANY (\(CensusExceptions.definerFunctions))
                THEN 'sluse_definer'::regrole ELSE 'sluse_owner'::regrole END
            UNION ALL
            SELECT n.nspname, 'the schema belongs to ' || n.nspowner::regrole
            FROM pg_namespace AS n
            WHERE n.nspname IN ('sluse', 'sluse_migration') AND n.nspowner <> 'sluse_owner'::regrole
            """),
        question(
            "grants",
            """
            WITH granted AS (
                SELECT c.relname AS subject, g.grantee, g.privilege_type, g.is_grantable, c.relowner AS owner
                FROM pg_class AS c, aclexplode(c.relacl) AS g
                WHERE c.relnamespace = 'sluse'::regnamespace
                UNION ALL
                SELECT c.relname, g.grantee, g.privilege_type, g.is_grantable, c.relowner
                FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid, aclexplode(a.attacl) AS g
                WHERE c.relnamespace = 'sluse'::regnamespace
                UNION ALL
                SELECT f.proname, g.grantee, g.privilege_type, g.is_grantable, f.proowner
                FROM pg_proc AS f, aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) AS g
                WHERE f.pronamespace = 'sluse'::regnamespace
                UNION ALL
                SELECT n.nspname, g.grantee, g.privilege_type, g.is_grantable, n.nspowner
                FROM pg_namespace AS n, aclexplode(n.nspacl) AS g
                WHERE n.nspname IN ('sluse', 'sluse_migration')
            )
            SELECT subject, CASE WHEN grantee = 0 THEN 'everybody (PUBLIC) has ' || privilege_type
                ELSE pg_get_userbyid(grantee) || ' has ' || privilege_type || CASE WHEN is_grantable THEN ' and may pass it on' ELSE '' END END
            FROM granted
            WHERE grantee <> owner
              AND (grantee = 0 OR is_grantable OR pg_get_userbyid(grantee) <> ALL (\(CensusExceptions.grantees))
                OR privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER', 'CREATE')
                OR privilege_type = 'DELETE'
                    AND subject || '/' || pg_get_userbyid(grantee) <> ALL (\(CensusExceptions.deletes)))
            UNION ALL
            SELECT n.nspname, pg_get_userbyid(g.grantee) || ' may create things here'
            FROM pg_namespace AS n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) AS g
            WHERE n.nspname = 'public' AND g.privilege_type = 'CREATE' AND g.grantee <> n.nspowner
              AND g.grantee <> 'sluse_owner'::regrole
            """),
        question(
            "functions",
            """
            SELECT f.proname, CASE WHEN f.prosecdef THEN 'runs with its owner''s rights and has no fixed search_path'
                ELSE 'has no fixed search_path' END
            FROM pg_proc AS f
            WHERE f.pronamespace = 'sluse'::regnamespace
              AND NOT coalesce(f.proconfig @> ARRAY['search_path=pg_catalog, pg_temp'], false)
            UNION ALL
            SELECT f.proname, 'is written in ' || l.lanname
            FROM pg_proc AS f JOIN pg_language AS l ON l.oid = f.prolang
            WHERE f.pronamespace = 'sluse'::regnamespace AND l.lanname NOT IN ('sql', 'plpgsql')
            """),
    ]

    /// What the roles that work at run time must not be able to become.
    static let roleQuestions: [Statement<CensusFinding>] = [
        question(
            "powers of roles",
            """
            WITH RECURSIVE running AS (
                SELECT r.oid FROM pg_roles AS r
                WHERE r.rolname IN ('sluse_operator', 'sluse_admin', 'sluse_daemon', 'sluse_definer') OR r.rolname LIKE 'op\\_%'
                UNION
                SELECT m.member FROM pg_auth_members AS m JOIN running AS u ON m.roleid = u.oid
                JOIN pg_roles AS r ON r.oid = m.member
                -- The owner sees through the definer's eyes by design, and so does who may become the owner.
                WHERE r.rolname NOT IN ('sluse_owner', 'sluse_migrator')
            ),
            reached AS (
                SELECT u.oid AS member, u.oid AS role FROM running AS u
                UNION
                SELECT d.member, m.roleid FROM reached AS d JOIN pg_auth_members AS m ON m.member = d.role
            )
            SELECT pg_get_userbyid(d.member),
                CASE WHEN d.member = d.role THEN 'is ' ELSE 'can become ' || r.rolname || ', which is ' END
                || concat_ws(', ', CASE WHEN r.rolsuper THEN 'superuser' END, CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' END,
                    CASE WHEN r.rolcreaterole THEN 'CREATEROLE' END, CASE WHEN r.rolcreatedb THEN 'CREATEDB' END,
                    CASE WHEN r.rolreplication THEN 'REPLICATION' END,
                    CASE WHEN r.rolname LIKE 'pg\\_%' THEN 'a predefined role of PostgreSQL' END,
                    CASE WHEN r.rolname IN ('sluse_owner', 'sluse_migrator') THEN 'the owner of everything' END,
                    CASE WHEN d.member <> d.role AND r.rolname IN ('sluse_definer', 'sluse_daemon') THEN 'not for people' END,
                    CASE WHEN d.member <> d.role AND r.rolname LIKE 'op\\_%' THEN 'another person' END)
            FROM reached AS d JOIN pg_roles AS r ON r.oid = d.role
            WHERE r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication
              OR r.rolname LIKE 'pg\\_%' OR r.rolname IN ('sluse_owner', 'sluse_migrator')
              OR d.member <> d.role AND (r.rolname IN ('sluse_definer', 'sluse_daemon') OR r.rolname LIKE 'op\\_%')
            """),
        question(
            "owners are not superusers",
            """
            SELECT r.rolname, 'has a power that no role of the house has'
            FROM pg_roles AS r
            WHERE r.rolname IN ('sluse_owner', 'sluse_migrator')
              AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication)
            UNION ALL
            SELECT r.rolname, 'can log in'
            FROM pg_roles AS r
            WHERE r.rolname IN ('sluse_owner', 'sluse_definer', 'sluse_operator', 'sluse_admin') AND r.rolcanlogin
            UNION ALL
            SELECT wanted.rolname, 'the role is missing'
            FROM (VALUES ('sluse_owner'), ('sluse_definer'), ('sluse_operator'), ('sluse_admin'), ('sluse_migrator'),
                ('sluse_daemon')) AS wanted (rolname)
            WHERE NOT EXISTS (SELECT FROM pg_roles AS r WHERE r.rolname = wanted.rolname)
            """),
    ]
}
