#!/usr/bin/env bash
# How long the enforcement of a day takes, beside the same changes made by set-based SQL in psql, and what constraints,
# policies and audit cost that SQL. Called by run.sh, with the starting state in $BENCH_START.
set -euo pipefail
# shellcheck source=bench/measure.sh
. "$(dirname "$0")/measure.sh"

sql=$(dirname "$0")/sql
database=sluse_bench_work
script=$BENCH_WORK/enforce-all.sql
tenants=$(psql -XqAt -d "$BENCH_START" -c 'SELECT tenant_id FROM sluse.municipality ORDER BY tenant_id')
{
    for tenant in $tenants; do printf '\\set tenant %s\n\\i %s/enforce.sql\n' "$tenant" "$sql"; done
} >"$script"

# Sending has its own pace, that of the mail server: the notices stay in the outbox on both sides.
ours() {
    PGDATABASE=$database PGUSER=sluse_daemon SLUSED_NOTICES_CHANNEL=none SLUSED_LOG_LEVEL=error \
        bin/slused --once --today "$BENCH_DAY" >"$BENCH_WORK/slused.txt"
}
peer() {
    PGUSER=sluse_daemon psql -Xq -d "$database" -v ON_ERROR_STOP=1 -v "day=$BENCH_DAY" -f "$script" >/dev/null
}
begin() { # [FILE to change the schema]
    copy_database "$database" "$BENCH_START"
    [ $# -eq 0 ] || psql -Xq -d "$database" -v ON_ERROR_STOP=1 -f "$sql/$1.sql"
}
digest() { psql -XAt -d "$database" -v ON_ERROR_STOP=1 -f "$sql/digest.sql"; }

declare -A taken=()
note() { # SERIES
    taken[$1]+=" $elapsed"
    printf '  %-20s %8.2f s\n' "$1" "$(calculate "$elapsed / 1000")" >&2
}
of() { # SERIES, in seconds
    # shellcheck disable=SC2086 # a list of numbers
    calculate "$(median ${taken[$1]}) / 1000"
}

variants=(without-audit without-policies without-exclusions bare)
for ((round = 1; round <= BENCH_ROUNDS; round++)); do
    echo "enforcement, round $round of $BENCH_ROUNDS" >&2
    begin
    stopwatch ours
    note ours
    [ "$round" -gt 1 ] || digest >"$BENCH_WORK/ours.digest"
    begin
    stopwatch peer
    note psql
    [ "$round" -gt 1 ] || digest >"$BENCH_WORK/peer.digest"
    for variant in "${variants[@]}"; do
        begin "$variant"
        stopwatch peer
        note "$variant"
    done
done
drop_database "$database"

if ! diff "$BENCH_WORK/ours.digest" "$BENCH_WORK/peer.digest" >&2; then
    echo "bench: the daemon and psql did not end in the same state (< daemon, > psql)" >&2
    exit 1
fi

result 'enforcement pass, 5 % due' s "$(of ours)" 'set-based SQL in psql' "$(of psql)" 'ratio <= 1.5' 'ratio <= 1.5'
result 'that SQL as it is: cost of the audit' s "$(of psql)" 'without audit triggers' "$(of without-audit)" ''
result 'that SQL as it is: cost of the policies' s "$(of psql)" 'without row-level security' "$(of without-policies)" ''
result 'that SQL as it is: cost of the exclusions' s "$(of psql)" 'without exclusion constraints' \
    "$(of without-exclusions)" ''
result 'that SQL as it is: cost of all three' s "$(of psql)" 'without any of them' "$(of bare)" ''
