#!/usr/bin/env bash
# What the daemon takes while nothing is due: its memory after 20 seconds, and its processor time in the 20 after them.
# It looks every 30 seconds, a tenth more or less, so exactly one look at every municipality is in that. Called by run.sh.
set -euo pipefail
# shellcheck source=bench/measure.sh
. "$(dirname "$0")/measure.sh"

day=$(date -u -d "$BENCH_DAY - 1 day" +%F)
port=$((20000 + RANDOM % 10000))

PGDATABASE=$BENCH_START PGUSER=sluse_daemon SLUSED_NOTICES_SPOOL_FOLDER=$BENCH_WORK/spool SLUSED_HTTP_PORT=$port \
    bin/slused --today "$day" 2>"$BENCH_WORK/idle.log" &
daemon=$!
trap 'kill "$daemon" 2>/dev/null || true' EXIT

milliseconds() { # utime and stime; the name before them stands in parentheses and may hold spaces
    sed 's/.*) //' "/proc/$daemon/stat" | awk -v hertz="$(getconf CLK_TCK)" '{ print ($12 + $13) * 1000 / hertz }'
}

sleep 20
if ! [ -e "/proc/$daemon/stat" ]; then
    cat "$BENCH_WORK/idle.log" >&2
    exit 1
fi
resident=$(awk '/^VmRSS:/ { printf "%.1f", $2 / 1024 }' "/proc/$daemon/status")
before=$(milliseconds)
sleep 20
after=$(milliseconds)

result 'daemon idle, resident memory' MB "$resident" '' '' '< 60' 'ours < 60'
result 'daemon idle, processor time in 20 s' ms "$(calculate "$after - $before")" '' '' '< 200 (1 % of a core)' 'ours < 200'
