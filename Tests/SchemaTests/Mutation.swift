import Testing

/// Changes to the catalogue that open a way around isolation or audit. Every one of them must be found.
enum Mutation {
    /// One change and what the census must name.
    struct Other: Sendable, CustomTestStringConvertible {
        let subject: String
        let script: String
        var testDescription: String { script }
    }

    static func ofTable(_ table: String) -> [String] {
        let name = "sluse.\(table)"
        return [
            "ALTER TABLE \(name) NO FORCE ROW LEVEL SECURITY",
            "ALTER TABLE \(name) DISABLE ROW LEVEL SECURITY",
            "CREATE POLICY more ON \(name) FOR SELECT USING (true)",
            "GRANT SELECT ON \(name) TO PUBLIC",
            "GRANT TRUNCATE ON \(name) TO sluse_operator",
            "GRANT REFERENCES ON \(name) TO sluse_daemon",
            "GRANT SELECT ON \(name) TO op_test_nobody",
            "ALTER TABLE \(name) OWNER TO postgres",
        ]
    }

    static func ofPolicy(_ policy: CatalogueQueries.Named) -> [String] {
        let name = "\(policy.name) ON sluse.\(policy.table)"
        var scripts = ["DROP POLICY \(name)"]
        if policy.definition != "INSERT" {
            scripts.append("ALTER POLICY \(name) USING (version() <> '')")
        }
        if policy.definition != "SELECT" && policy.definition != "DELETE" {
            scripts.append("ALTER POLICY \(name) WITH CHECK (true)")
        }
        scripts.append("ALTER POLICY \(name) TO op_test_nobody")
        return scripts
    }

    static func cascade(_ reference: CatalogueQueries.Named) -> String {
        let definition = reference.definition.replacing("ON DELETE RESTRICT", with: "ON DELETE CASCADE")
        return """
            ALTER TABLE sluse.\(reference.table) DROP CONSTRAINT \(reference.name),
                ADD CONSTRAINT \(reference.name) \(definition)
            """
    }

    static let others: [Other] = [
        Other(subject: "stray", script: "CREATE TABLE sluse.stray (id int PRIMARY KEY)"),
        Other(subject: "stray", script: "CREATE TABLE sluse.stray (tenant_id bigint NOT NULL, id int)"),
        Other(subject: "stray", script: "CREATE VIEW sluse.stray AS SELECT * FROM sluse.citizen"),
        Other(subject: "stray", script: "CREATE MATERIALIZED VIEW sluse.stray AS SELECT * FROM sluse.citizen"),
        Other(subject: "stray", script: "CREATE SEQUENCE sluse.stray"),
        Other(subject: "stray", script: "CREATE TABLE sluse.stray () INHERITS (sluse.pool)"),
        Other(subject: "pool", script: "CREATE RULE stray AS ON UPDATE TO sluse.pool DO ALSO NOTHING"),
        Other(subject: "pool_stray_key", script: "ALTER TABLE sluse.pool ADD CONSTRAINT pool_stray_key UNIQUE (slug)"),
        Other(
            subject: "seat_stray",
            script: "ALTER TABLE sluse.seat ADD CONSTRAINT seat_stray EXCLUDE USING gist (number WITH =, open WITH &&)"),
        Other(
            subject: "seat_stray",
            script:
                "ALTER TABLE sluse.seat ADD CONSTRAINT seat_stray EXCLUDE USING gist (tenant_id WITH <>, number WITH =)"
        ),
        Other(
            subject: "seat.seat_stray",
            script: """
                ALTER TABLE sluse.pool ADD CONSTRAINT pool_id_key UNIQUE (id);
                ALTER TABLE sluse.seat ADD CONSTRAINT seat_stray FOREIGN KEY (pool_id) REFERENCES sluse.pool (id)
                    ON DELETE RESTRICT
                """),
        Other(
            subject: "seat.seat_stray",
            script: "ALTER TABLE sluse.seat ADD CONSTRAINT seat_stray CHECK (number > 0) NOT VALID"),
        Other(subject: "pool", script: "GRANT DELETE ON sluse.pool TO sluse_operator"),
        Other(subject: "membership", script: "GRANT DELETE ON sluse.membership TO sluse_daemon"),
        Other(subject: "pool", script: "GRANT SELECT (slug) ON sluse.pool TO PUBLIC"),
        Other(subject: "pool", script: "GRANT SELECT ON sluse.pool TO sluse_operator WITH GRANT OPTION"),
        Other(subject: "sluse", script: "GRANT CREATE ON SCHEMA sluse TO sluse_operator"),
        Other(subject: "sluse", script: "GRANT USAGE ON SCHEMA sluse TO PUBLIC"),
        Other(subject: "public", script: "GRANT CREATE ON SCHEMA public TO PUBLIC"),
        Other(subject: "protect", script: "GRANT EXECUTE ON PROCEDURE sluse.protect(regclass, text[]) TO PUBLIC"),
        Other(subject: "visible_tenants", script: "ALTER FUNCTION sluse.visible_tenants() RESET search_path"),
        Other(
            subject: "visible_tenants",
            script: "ALTER FUNCTION sluse.visible_tenants() SET search_path = public, pg_catalog"),
        Other(subject: "visible_tenants", script: "ALTER FUNCTION sluse.visible_tenants() OWNER TO postgres"),
        Other(
            subject: "stray",
            script: """
                CREATE FUNCTION sluse.stray() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
                REVOKE ALL ON FUNCTION sluse.stray() FROM PUBLIC; ALTER FUNCTION sluse.stray() OWNER TO sluse_owner
                """),
        Other(subject: "audit_entry", script: "DROP TRIGGER chain ON sluse.audit_entry"),
        Other(subject: "pool", script: "DROP TRIGGER audit_update ON sluse.pool"),
        Other(subject: "coverage_event", script: "DROP TRIGGER append_only ON sluse.coverage_event"),
        Other(
            subject: "coverage_event",
            script: """
                DROP TRIGGER append_only ON sluse.coverage_event;
                CREATE TRIGGER append_only BEFORE DELETE ON sluse.coverage_event
                    FOR EACH STATEMENT EXECUTE FUNCTION sluse.refuse_change()
                """),
        Other(subject: "op_test_nobody", script: "GRANT pg_read_all_data TO op_test_nobody"),
        Other(subject: "op_test_nobody", script: "GRANT pg_read_all_data TO sluse_operator"),
        Other(subject: "sluse_daemon", script: "GRANT pg_write_all_data TO sluse_daemon"),
        Other(subject: "op_test_nobody", script: "GRANT sluse_owner TO op_test_nobody"),
        Other(subject: "op_test_nobody", script: "GRANT sluse_migrator TO op_test_nobody"),
        Other(subject: "op_test_nobody", script: "GRANT op_test_ishoj_admin TO op_test_nobody"),
        Other(subject: "op_test_nobody", script: "GRANT sluse_daemon TO op_test_nobody"),
        Other(subject: "op_test_nobody", script: "ALTER ROLE op_test_nobody BYPASSRLS"),
        Other(subject: "op_test_nobody", script: "ALTER ROLE op_test_nobody CREATEROLE"),
        Other(subject: "op_test_nobody", script: "ALTER ROLE op_test_nobody SUPERUSER"),
        Other(subject: "sluse_daemon", script: "ALTER ROLE sluse_daemon REPLICATION"),
        Other(subject: "sluse_owner", script: "ALTER ROLE sluse_owner LOGIN"),
        Other(subject: "sluse_migrator", script: "ALTER ROLE sluse_migrator CREATEROLE"),
    ]
}
