#!/usr/bin/env bash
# The benchmarks beside their peers, in one run on one machine: prints a table and writes bench/results.json.
#
# Called by `make bench`, with bin/sluse and bin/slused built and the connection to the private PostgreSQL, as a
# superuser, in libpq's variables. What it makes there are databases whose names begin with sluse_bench; they are removed
# at the end. A goal that is missed is printed as missed, and is no failure.
#
#   BENCH_MUNICIPALITIES   98      municipalities
#   BENCH_COVERAGES        2000    coverages in each, a multiple of 400
#   BENCH_ROUNDS           3       rounds of the enforcement; what is told is the median
#
# bench/client.sh, which measures the database client, has variables of its own.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=bench/measure.sh
. bench/measure.sh

export BENCH_MUNICIPALITIES=${BENCH_MUNICIPALITIES:-98} BENCH_COVERAGES=${BENCH_COVERAGES:-2000} BENCH_ROUNDS=${BENCH_ROUNDS:-3}
export BENCH_LARGE_MUNICIPALITIES=10
export BENCH_DAY=2026-03-02
export BENCH_ONE=sluse_bench_one BENCH_START=sluse_bench_start BENCH_LARGE=sluse_bench_large
BENCH_WORK=$(mktemp -d "${TMPDIR:-/tmp}/sluse-bench.XXXXXX")
export BENCH_WORK BENCH_RESULTS=$BENCH_WORK/results
empty=sluse_bench_empty
databases=("$empty" "$BENCH_ONE" "$BENCH_START" "$BENCH_LARGE" sluse_bench_work)

clean_up() {
    local database
    for database in "${databases[@]}"; do drop_database "$database" || true; done
    rm -rf "$BENCH_WORK"
}
trap clean_up EXIT

if [ $((BENCH_COVERAGES % 400)) -ne 0 ]; then
    echo "bench: BENCH_COVERAGES must be a multiple of 400, not $BENCH_COVERAGES" >&2
    exit 64
fi
if ! [ -x bin/sluse ] || ! [ -x bin/slused ]; then
    echo "bench: bin/sluse and bin/slused are not built; make bench builds them" >&2
    exit 66
fi

seed() { # DATABASE MUNICIPALITIES COVERAGES
    copy_database "$1" "$empty"
    psql -Xq -d "$1" -v ON_ERROR_STOP=1 -v "municipalities=$2" -v "coverages=$3" -v "day=$BENCH_DAY" -f bench/sql/seed.sql
    psql -XAt -d "$1" -v ON_ERROR_STOP=1 -f bench/sql/valid.sql >"$BENCH_WORK/mistakes"
    if [ -s "$BENCH_WORK/mistakes" ]; then
        cat "$BENCH_WORK/mistakes" >&2
        exit 1
    fi
}

echo "seeding $BENCH_MUNICIPALITIES municipalities with $BENCH_COVERAGES coverages each," \
    "and $BENCH_LARGE_MUNICIPALITIES with $((10 * BENCH_COVERAGES))" >&2
drop_database "$empty"
PGDATABASE=$empty SLUSE_KEYS=$BENCH_WORK/keys bin/sluse database init --sample >/dev/null 2>&1
seed "$BENCH_ONE" 1 "$BENCH_COVERAGES"
# One beside the other: nothing is measured yet.
seed "$BENCH_LARGE" "$BENCH_LARGE_MUNICIPALITIES" $((10 * BENCH_COVERAGES)) &
large=$!
seed "$BENCH_START" "$BENCH_MUNICIPALITIES" "$BENCH_COVERAGES"
wait "$large"

bench/enforcement.sh
echo "nothing due, commands" >&2
bench/nothing-due.sh
bench/commands.sh
echo "the idle daemon, 40 seconds" >&2
bench/idle.sh
bench/client.sh

{
    echo '['
    sed '$!s/$/,/' "$BENCH_RESULTS"
    echo ']'
} >bench/results.json

psql -XqAt -d postgres -v ON_ERROR_STOP=1 -v "results=$(cat bench/results.json)" -P border=1 -P footer=off \
    -P format=aligned -P tuples_only=off -P null='' <<'SQL'
SELECT r.name, r.unit, round(r.ours, 2) AS ours, r.peer, round(r.peer_value, 2) AS "peer's", round(r.ratio, 2) AS ratio,
       r.goal, CASE WHEN r.met THEN 'met' WHEN NOT r.met THEN 'MISSED' END AS met
FROM jsonb_to_recordset(:'results') AS r (
    name text, unit text, ours numeric, peer text, peer_value numeric, ratio numeric, goal text, met boolean);
SQL
echo "Also in bench/results.json."
