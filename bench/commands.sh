#!/usr/bin/env bash
# How long a person waits for small commands. Called by run.sh.
set -euo pipefail
# shellcheck source=bench/measure.sh
. "$(dirname "$0")/measure.sh"

administrator=$(psql -XqAt -d "$BENCH_START" -c 'SELECT administrator FROM sluse.deployment')
municipality=$(psql -XqAt -d "$BENCH_START" -c 'SELECT slug FROM sluse.municipality ORDER BY tenant_id LIMIT 1')

version() { bin/sluse --version >"$BENCH_WORK/command.txt"; }
psql_version() { psql --version >"$BENCH_WORK/command.txt"; }
pool_list() {
    PGDATABASE=$BENCH_START PGUSER=$administrator bin/sluse pool list --municipality "$municipality" \
        >"$BENCH_WORK/command.txt"
}
psql_pool_list() {
    PGUSER=$administrator psql -Xq -d "$BENCH_START" >"$BENCH_WORK/command.txt" -c "
        SELECT p.slug, p.title, k.places,
               (SELECT count(*) FROM sluse.coverage AS c
                WHERE c.tenant_id = p.tenant_id AND c.pool_id = p.id AND c.state = 'active') AS taken,
               (SELECT count(*) FROM sluse.waiting_entry AS w
                WHERE w.tenant_id = p.tenant_id AND w.pool_id = p.id AND w.state IN ('waiting', 'parked')) AS waiting
        FROM sluse.municipality AS m
        JOIN sluse.pool AS p ON p.tenant_id = m.tenant_id
        JOIN sluse.pool_capacity AS k
            ON k.tenant_id = p.tenant_id AND k.pool_id = p.id AND k.status = 'adopted' AND k.valid @> sluse.today()
        WHERE m.slug = '$municipality' ORDER BY p.title"
}

of_twenty() { # COMMAND: the median in milliseconds
    local times=() try
    for ((try = 0; try < 20; try++)); do
        stopwatch "$1"
        times+=("$elapsed")
    done
    median "${times[@]}"
}

ours=$(of_twenty version)
result 'sluse --version' ms "$ours" 'psql --version' "$(of_twenty psql_version)" '< 30' 'ours < 30'
ours=$(of_twenty pool_list)
grep -q 'Pulje 20' "$BENCH_WORK/command.txt"
result 'sluse pool list' ms "$ours" 'psql -c SELECT' "$(of_twenty psql_pool_list)" '< 100' 'ours < 100'
