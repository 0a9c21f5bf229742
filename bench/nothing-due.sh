#!/usr/bin/env bash
# What a day costs on which nothing is due, a municipality: outbox and all, without the start of the program and the first
# statements on a new connection, which is what the same call takes in a database with one municipality. Called by run.sh.
set -euo pipefail
# shellcheck source=bench/measure.sh
. "$(dirname "$0")/measure.sh"

day=$(date -u -d "$BENCH_DAY - 1 day" +%F)
spool=$BENCH_WORK/spool

look() { # DATABASE
    PGDATABASE=$1 PGUSER=sluse_daemon SLUSED_NOTICES_SPOOL_FOLDER=$spool SLUSED_LOG_LEVEL=error \
        bin/slused --once --today "$day" >"$BENCH_WORK/nothing.txt"
    if grep -v ': nothing was due$' "$BENCH_WORK/nothing.txt" >&2; then
        echo "bench: something was due in $1" >&2
        exit 1
    fi
}

start=() smaller=() larger=()
for ((round = 1; round <= 5; round++)); do
    stopwatch look "$BENCH_ONE"
    start+=("$elapsed")
    stopwatch look "$BENCH_START"
    smaller+=("$elapsed")
    stopwatch look "$BENCH_LARGE"
    larger+=("$elapsed")
done
begin=$(median "${start[@]}")
small=$(calculate "($(median "${smaller[@]}") - $begin) / ($BENCH_MUNICIPALITIES - 1)")
large=$(calculate "($(median "${larger[@]}") - $begin) / ($BENCH_LARGE_MUNICIPALITIES - 1)")

result "nothing due, $BENCH_COVERAGES coverages a municipality" ms "$small" '' '' '< 10' 'ours < 10'
result "nothing due, $((10 * BENCH_COVERAGES)) coverages a municipality" ms "$large" \
    "a tenth of the table" "$small" '< 10' 'ours < 10'
