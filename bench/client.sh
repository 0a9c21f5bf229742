#!/usr/bin/env bash
# The client beside its peers: pgbench, psql, psycopg 3 and a C program over libpq that does the same and nothing else.
#
# Called by run.sh, or by itself: `bench/client.sh`, with the connection to a PostgreSQL in libpq's variables, as a
# superuser. It builds what it needs under .build/bench, makes the database sluse_bench_client and removes it again. Both
# sides of every line are measured in turns, one after the other, and what is told is the median of the rounds.
#
#   BENCH_CLIENT_ROUNDS   5   rounds
#   BENCH_SECONDS         4   how long the measurements by time take, each
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=bench/measure.sh
. bench/measure.sh

rounds=${BENCH_CLIENT_ROUNDS:-5} seconds=${BENCH_SECONDS:-4}
database=sluse_bench_client
made=.build/bench
work=$(mktemp -d "${TMPDIR:-/tmp}/sluse-bench-client.XXXXXX")
alone=
if [ -z "${BENCH_RESULTS:-}" ]; then
    alone=yes
    export BENCH_RESULTS=$work/results
fi
relay=

clean_up() {
    [ -z "$relay" ] || kill "$relay" 2>/dev/null || true
    drop_database "$database" || true
    rm -rf "$work"
}
trap clean_up EXIT

echo "building the benchmarks of the client" >&2
mkdir -p "$made"
"${SWIFT:-swift}" build -c release --product bench-client >"$work/build.log" 2>&1 || {
    tail -n 20 "$work/build.log" >&2
    exit 1
}
ours=$("${SWIFT:-swift}" build -c release --show-bin-path)/bench-client
compiler=${CC:-cc}
"$compiler" -O2 -I"$(pg_config --includedir)" bench/client/peer.c -o "$made/peer" -L"$(pg_config --libdir)" -lpq
"$compiler" -O2 bench/client/delay.c -o "$made/delay"
# Without a pip of its own, which would be another download: the one that is there puts the packages in.
python=$made/psycopg/bin/python
if ! "$python" -c 'import psycopg' 2>/dev/null; then
    rm -rf "$made/psycopg"
    python3 -m venv --without-pip "$made/psycopg"
    packages=$("$python" -c 'import site; print(site.getsitepackages()[0])')
    python3 -m pip install --quiet --disable-pip-version-check --no-input --progress-bar off --root-user-action ignore \
        --target "$packages" -r bench/client/requirements.txt </dev/null
fi

drop_database "$database"
psql -XqAt -d postgres -v ON_ERROR_STOP=1 -c "CREATE DATABASE $database"
export PGDATABASE=$database
pgbench -i -q -s 10 >/dev/null 2>&1
psql -Xq -v ON_ERROR_STOP=1 -f bench/client/tables.sql
ready=$work/citizens.copy
psql -XqAt -v ON_ERROR_STOP=1 -c "\\copy bench_citizen TO '$ready'"

# The relay stands on a socket of its own and makes a round trip a millisecond longer.
port=${PGPORT:-5432}
"$made/delay" "$work" "$port" "$PGHOST" &
relay=$!

# What is noted are the first number a program prints, and for the memory the second.
declare -A taken=()
note() { # SERIES NUMBER
    taken[$1]+=" $2"
    printf '  %-34s %12.1f\n' "$1" "$2" >&2
}
noted() { # SERIES COMMAND…
    local series=$1 line
    shift
    line=$("$@")
    note "$series" "${line%% *}"
    case $line in *' '*) taken["$series memory"]+=" ${line##* }" ;; esac
}
of() { # SERIES
    # shellcheck disable=SC2086 # a list of numbers
    median ${taken[$1]}
}
pgbench_rate() { # CONNECTIONS
    pgbench -n -M prepared -S -c "$1" -j "$(nproc)" -T "$seconds" 2>/dev/null | sed -n 's/^tps = \([0-9.]*\).*/\1/p'
}
psql_copy() {
    psql -Xq -v ON_ERROR_STOP=1 -c 'TRUNCATE bench_copied' -c '\timing on' -c "\\copy bench_copied FROM '$ready'" |
        awk '/^Time:/ { gsub(",", ".", $2); printf "%.1f\n", 1000000 / ($2 / 1000) }'
}
delayed() { PGHOST=$work "$@"; }

for ((round = 1; round <= rounds; round++)); do
    echo "the client, round $round of $rounds" >&2
    noted 'key 1' "$ours" key 1 "$seconds"
    noted 'key 1 pgbench' pgbench_rate 1
    noted 'key 8' "$ours" key 8 "$seconds"
    noted 'key 8 pgbench' pgbench_rate 8
    noted 'rows' "$ours" rows
    noted 'rows C' "$made/peer" rows
    noted 'rows psycopg' "$python" bench/client/rows.py
    noted 'copy out' "$ours" copy-out
    noted 'copy in' "$ours" copy-in 1000000
    noted 'copy in psql' psql_copy
    noted 'pipeline' "$ours" pipeline 20
    noted 'pipeline C' "$made/peer" pipeline 20
    noted 'pipeline delayed' delayed "$ours" pipeline 3
    noted 'inserts delayed' delayed "$ours" inserts 1
    noted 'write' "$ours" write "$seconds"
    noted 'run' "$ours" run "$seconds"
    noted 'write C' "$made/peer" write "$seconds"
    noted 'pool 64' "$ours" pool 64 8 "$seconds"
    noted 'pool 8' "$ours" pool 8 8 "$seconds"
done

result 'one row by key, 1 connection' rows/s "$(of 'key 1')" 'pgbench -M prepared -S' "$(of 'key 1 pgbench')" \
    'ratio >= 0.95' 'ratio >= 0.95'
result 'one row by key, 8 connections' rows/s "$(of 'key 8')" 'pgbench -M prepared -S' "$(of 'key 8 pgbench')" \
    'ratio >= 0.90' 'ratio >= 0.90'
result '1,000,000 rows streamed into structs' rows/s "$(of rows)" 'C over libpq' "$(of 'rows C')" \
    'ratio >= 0.85' 'ratio >= 0.85'
result '1,000,000 rows streamed, peak memory' MB "$(of 'rows memory')" 'C over libpq' "$(of 'rows C memory')" '< 40' 'ours < 40'
result '1,000,000 rows streamed into objects' rows/s "$(of rows)" 'psycopg 3, binary' "$(of 'rows psycopg')" \
    'ratio >= 1.5' 'ratio >= 1.5'
result '1,000,000 rows by COPY into structs' rows/s "$(of 'copy out')" 'C over libpq, streamed' "$(of 'rows C')" ''
result 'COPY in of 1,000,000 structs' rows/s "$(of 'copy in')" 'psql \\copy of a file' "$(of 'copy in psql')" \
    'ratio >= 0.90' 'ratio >= 0.90'
result '1,000 inserts pipelined, speed' batches/s "$(calculate "1000 / $(of pipeline)")" 'C over libpq' \
    "$(calculate "1000 / $(of 'pipeline C')")" 'ratio >= 0.9' 'ratio >= 0.9'
result '1,000 inserts pipelined, 1 ms away' batches/s "$(calculate "1000 / $(of 'pipeline delayed')")" 'not pipelined' \
    "$(calculate "1000 / $(of 'inserts delayed')")" 'ratio >= 8' 'ratio >= 8'
result 'write with one statement, as a body' ms "$(calculate "1000 / $(of write)")" 'C over libpq, one pipeline' \
    "$(calculate "1000 / $(of 'write C')")" 'ratio <= 1.15' 'ratio <= 1.15'
result 'write with one statement, as all of it' ms "$(calculate "1000 / $(of run)")" 'C over libpq, one pipeline' \
    "$(calculate "1000 / $(of 'write C')")" 'ratio <= 1.15' 'ratio <= 1.15'
result '64 tasks over a pool of 8' rows/s "$(of 'pool 64')" '8 tasks over 8' "$(of 'pool 8')" 'ratio >= 0.90' 'ratio >= 0.90'

[ -z "$alone" ] || cat "$BENCH_RESULTS"
