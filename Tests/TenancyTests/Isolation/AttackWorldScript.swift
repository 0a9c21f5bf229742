import Postgres
import Tenancy

/// A row in every table of one municipality.
enum AttackWorldScript {
    /// What people write.
    static func people(_ tenant: TenantID, _ word: String) -> SQLScript {
        let id = tenant.rawValue
        return SQLScript(
            """
            SELECT sluse.take_numbers(\(id), 'citizen', 2), sluse.take_numbers(\(id), 'pool', 1);
            INSERT INTO sluse.decision (tenant_id, slug, title, status) VALUES (\(id), '\(word)', '\(word)', 'proposed');
            INSERT INTO sluse.citizen (tenant_id, id, cpr_token, sealed, wrapped_key, key_version, born, unit)
                SELECT \(id), n, sha256(convert_to('\(word)' || n, 'UTF8')), '\\x01', '\\x02', 1, '1980-01-01', '\(word)'
                FROM generate_series(1, 2) AS n;
            INSERT INTO sluse.target_group_period (tenant_id, citizen_id, code, valid, source)
                VALUES (\(id), 1, '9', '[2020-01-01,)', '\(word)');
            INSERT INTO sluse.benefit_period (tenant_id, citizen_id, benefit, valid, source)
                VALUES (\(id), 1, 'ledighedsydelse', '[2020-01-01,)', '\(word)');
            INSERT INTO sluse.citizen_access (tenant_id, citizen_id, act, reason) VALUES (\(id), 1, 'reveal', '\(word)');
            INSERT INTO sluse.key_check (tenant_id, version, value)
                VALUES (\(id), 0, sha256(convert_to('\(word)', 'UTF8')));
            INSERT INTO sluse.pool (tenant_id, id, slug, title, kind, hours_bound_minutes, hours_bound_inclusive,
                    pause_moves_end, notice_days, answer_days, when_declined, when_lapsed, priority_classes)
                VALUES (\(id), \(id), '\(word)', '\(word)', 'flex_job', 600, false, true, '{90}', 14, 'back', 'park', '{\(word)}');
            INSERT INTO sluse.pool_capacity (tenant_id, pool_id, id, declared_from, valid, places, status)
                VALUES (\(id), \(id), 1, '2020-01-01', '[2020-01-01,)', 2, 'adopted');
            INSERT INTO sluse.pool_limit (tenant_id, pool_id, id, declared_from, valid, months, status, decision)
                VALUES (\(id), \(id), 1, '2025-01-01', '[2025-01-01,)', 24, 'proposed', '\(word)');
            INSERT INTO sluse.pool_target_group (tenant_id, pool_id, id, declared_from, valid, code, status)
                VALUES (\(id), \(id), 1, '2020-01-01', '[2020-01-01,)', '9', 'adopted');
            INSERT INTO sluse.pool_extension (tenant_id, pool_id, reason, title, months_each, months_total)
                VALUES (\(id), \(id), '\(word)', '\(word)', 6, 12);
            INSERT INTO sluse.pool_budget (tenant_id, pool_id, year, amount_ore) VALUES (\(id), \(id), 2025, 60000000);
            INSERT INTO sluse.seat (tenant_id, pool_id, number, open)
                SELECT \(id), \(id), n, '[2020-01-01,)' FROM generate_series(1, 2) AS n;
            INSERT INTO sluse.budget_permit (tenant_id, id, pool_id, citizen_id, amount_ore, reason)
                VALUES (\(id), 1, \(id), 1, 100, '\(word)');
            INSERT INTO sluse.coverage (tenant_id, id, pool_id, seat_number, citizen_id, employer_cvr, weekly_minutes,
                    monthly_ore, case_number, from_unemployment_benefit, period)
                VALUES (\(id), 1, \(id), 1, 1, '13748136', 540, 900000, '\(word)', true, '[2024-01-01,2026-01-01)');
            INSERT INTO sluse.coverage_event (tenant_id, coverage_id, version, kind, effective_on, period, state, note)
                VALUES (\(id), 1, 1, 'granted', '2024-01-01', '[2024-01-01,2026-01-01)', 'active', '\(word)');
            INSERT INTO sluse.coverage_pause (tenant_id, coverage_id, number, period, reason)
                VALUES (\(id), 1, 1, '[2024-05-01,)', 'illness');
            INSERT INTO sluse.coverage_follow_up (tenant_id, coverage_id, months, observed_on, outcome, note)
                VALUES (\(id), 1, 3, '2024-05-01', 'unknown', '\(word)');
            INSERT INTO sluse.waiting_entry (tenant_id, id, pool_id, citizen_id, priority_class, queued_on, state, listed_on)
                VALUES (\(id), 1, \(id), 2, '\(word)', '2024-01-01', 'waiting', '2024-01-01');
            INSERT INTO sluse.waiting_event (tenant_id, entry_id, version, kind, effective_on, priority_class, queued_on,
                    state, reason)
                VALUES (\(id), 1, 1, 'listed', '2024-01-01', '\(word)', '2024-01-01', 'waiting', '\(word)');
            """)
    }

    /// What the daemon writes.
    static func machine(_ tenant: TenantID, _ word: String) -> SQLScript {
        let id = tenant.rawValue
        return SQLScript(
            """
            INSERT INTO sluse.offer (tenant_id, id, key, pool_id, entry_id, made_on, answer_by, state, reason)
                VALUES (\(id), 1, sluse.key('\(word)', 'offer'), \(id), 1, '2024-01-01', '2024-01-15', 'open', '\(word)');
            INSERT INTO sluse.notice (tenant_id, key, id, kind, pool_id, coverage_id, about, due_on, state, dated_on)
                VALUES (\(id), sluse.key('\(word)', 'notice'), 1, 'coverage_ends', \(id), 1, '2025-12-31', '2025-10-02',
                    'recorded', '2025-10-02');
            INSERT INTO sluse.outbox (tenant_id, key, topic, payload)
                VALUES (\(id), sluse.key('\(word)', 'notice'), 'coverage_ends', '{"kind": "coverage_ends", "noticeId": 1,
                    "citizen": "B-1", "coverage": "C-1", "employerCvr": "13748136", "lastDay": "2025-12-31", "word": "\(word)"}');
            INSERT INTO sluse.quarantine (tenant_id, work, subject, sqlstate, retry_at)
                VALUES (\(id), 'expire', '\(word)', '23514', now());
            """)
    }
}
