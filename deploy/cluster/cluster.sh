#!/usr/bin/env bash
# The private PostgreSQL of this checkout, for development, tests and the sample.
#
#   deploy/cluster/cluster.sh start | stop | env | status | destroy
#
# Its data is under .sluse/ and belongs to nobody else; several checkouts run side by side. PostgreSQL refuses to run
# as root, so for root it runs as the user `postgres`; otherwise it runs as whoever calls this script.
#
# Exit codes are those of sysexits: 64 wrong usage, 69 not running or not installed, 70 it did not start, 77 not yours.
set -euo pipefail

readonly oldest_version=15
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
readonly checkout
readonly state="$checkout/.sluse"
readonly here="deploy/cluster/cluster.sh"

fail() { # CODE MESSAGE…
    local code=$1
    shift
    printf 'cluster: %s\n' "$@" >&2
    exit "$code"
}

# A short name for this checkout, the same on every call.
checksum=$(printf '%s' "$checkout" | sha256sum)
readonly name=${checksum:0:12}

if [ "$(id -u)" -eq 0 ]; then
    readonly server_user=postgres
    readonly sockets="/run/sluse-dev-$name"
    as_server() { (cd / && exec runuser -u "$server_user" -- "$@"); }
else
    server_user=$(id -un)
    readonly server_user
    sockets="/tmp/sluse-dev-$name-$(id -u)"
    readonly sockets
    as_server() { "$@"; }
fi

# Where the data really is: beside the checkout if the server's user can get there, else under /var/lib.
data_folder() {
    if [ -L "$state/pgdata" ]; then
        readlink -f "$state/pgdata"
    elif [ "$server_user" != postgres ] || [ -d "$state/pgdata" ] || as_server test -x "$checkout"; then
        printf '%s\n' "$state/pgdata"
    else
        printf '%s\n' "/var/lib/sluse-dev/$name"
    fi
}

# The folder with the server's programs: those that made the data, or the newest that is new enough.
programs() {
    local wanted=${1:-} folder version best=0 found=
    for folder in /usr/lib/postgresql/*/bin "$(pg_config --bindir 2>/dev/null || true)"; do
        if [ ! -x "$folder/initdb" ] || [ ! -x "$folder/postgres" ]; then continue; fi
        version=$("$folder/postgres" --version | sed -E 's/^[^0-9]*([0-9]+).*/\1/')
        if [ -n "$wanted" ]; then
            [ "$version" = "$wanted" ] || continue
        fi
        if [ "$version" -ge "$oldest_version" ] && [ "$version" -gt "$best" ]; then
            best=$version
            found=$folder
        fi
    done
    [ -n "$found" ] && printf '%s\n' "$found"
}

# The server's process, if it runs: a file left by a crash names a process that is gone or is somebody else's.
server_process() {
    local pid
    pid=$(head -n 1 "$data/postmaster.pid" 2>/dev/null || true)
    [[ "$pid" =~ ^[0-9]+$ ]] || return 1
    [ "$(readlink "/proc/$pid/cwd" 2>/dev/null || true)" = "$data" ] || return 1
    printf '%s\n' "$pid"
}

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# The port of last time if it is still free, else another below the range the kernel hands out.
choose_port() {
    local port try
    port=$(cat "$state/port" 2>/dev/null || true)
    if ! [[ "$port" =~ ^[0-9]+$ ]]; then
        port=$((20000 + 16#${name:0:6} % 10000))
    fi
    for ((try = 0; try < 100; try++)); do
        if port_is_free "$port"; then
            printf '%s\n' "$port"
            return
        fi
        port=$((20000 + RANDOM % 10000))
    done
    fail 70 "no free port between 20000 and 29999 on 127.0.0.1"
}

make_socket_folder() {
    mkdir -m 0700 "$sockets" 2>/dev/null || true
    if [ "$(id -u)" -eq 0 ] && [ ! -L "$sockets" ]; then
        chown "$server_user:" "$sockets"
    fi
    if [ -L "$sockets" ] || [ ! -d "$sockets" ] || [ "$(stat -c %U "$sockets")" != "$server_user" ]; then
        fail 77 "$sockets must be a folder of $server_user's, and is not: somebody else made it." \
            "Look who, remove it, and run this again."
    fi
    chmod 0700 "$sockets"
    # A socket's path may have 107 bytes.
    if [ "$(printf '%s/.s.PGSQL.00000' "$sockets" | wc -c)" -gt 107 ]; then
        fail 70 "the path of the socket folder is too long: $sockets"
    fi
}

make_data() {
    local parent
    parent=$(dirname "$data")
    if [ "$parent" != "$state" ]; then
        mkdir -p "$parent"
        rm -f "$state/pgdata"
        ln -s "$data" "$state/pgdata"
    fi
    if [ "$(id -u)" -eq 0 ]; then
        install -d -m 0700 -o "$server_user" "$data"
    else
        install -d -m 0700 "$data"
    fi
    echo "cluster: making a private PostgreSQL in $data" >&2
    as_server "$bin/initdb" -D "$data" -U postgres --locale=C.UTF-8 --encoding=UTF8 --data-checksums \
        --auth-local=trust --auth-host=scram-sha-256 >"$state/initdb.log" 2>&1 9>&- ||
        fail 70 "initdb failed; what it said is in $state/initdb.log"
    # Only once all of it is there, so that an interrupted start begins anew the next time.
    write_settings
    as_server touch "$data/sluse.complete"
}

# Both files are written as the server's user, who owns the folder.
write_settings() {
    as_server tee "$data/sluse.conf" >/dev/null <<'CONF'
# The private cluster of a checkout. Nothing in it is worth keeping: sample citizens and test data, made again by one
# command. So it does not wait for the disk, on purpose; a power cut may cost the data. Never copy these two lines to
# a server with real citizens (deploy/README.md says what belongs there).
fsync = off
full_page_writes = off

listen_addresses = '127.0.0.1'
unix_socket_permissions = 0700
max_connections = 200
shared_buffers = 256MB
max_wal_size = 2GB
timezone = 'UTC'
log_timezone = 'UTC'

# The log says what went wrong, never with whose data: parameters stay out of it.
log_min_messages = warning
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_line_prefix = '%m [%p] %u@%d %a '
CONF
    as_server tee "$data/pg_hba.conf" >/dev/null <<'HBA'
# The socket is in a folder that only this cluster's user (and root) can enter: who gets there may be anybody.
# Over TCP, which any local user reaches, a password is needed, and no role has one unless a test gives it one.
local  all          all                 trust
host   all          all  127.0.0.1/32   scram-sha-256
local  replication  all                 trust
host   replication  all  127.0.0.1/32   scram-sha-256
HBA
    if ! grep -q '^include_if_exists = .sluse.conf.' "$data/postgresql.conf"; then
        echo "include_if_exists = 'sluse.conf'" | as_server tee -a "$data/postgresql.conf" >/dev/null
    fi
}

sql() { # DATABASE STATEMENT
    as_server env -u PGSERVICE -u PGOPTIONS -u PGPASSFILE PGCONNECT_TIMEOUT=5 "$bin/psql" -X -q -A -t -w \
        -h "$sockets" -p "$(cat "$state/port")" -U postgres -d "$1" -v ON_ERROR_STOP=1 -c "$2" 9>&-
}

find_programs() {
    local made_by=
    [ -f "$data/PG_VERSION" ] && made_by=$(cat "$data/PG_VERSION")
    bin=$(programs "$made_by") || {
        [ -z "$made_by" ] ||
            fail 69 "the data here were made by PostgreSQL $made_by, which is not installed." \
                "Install it, or begin anew: $here destroy"
        fail 69 "PostgreSQL $oldest_version or newer is not installed." "Install it: deploy/cluster/packages.sh"
    }
}

check_owner() {
    [ -e "$data" ] || return 0
    local owner
    owner=$(stat -c %U "$data")
    [ "$owner" = "$server_user" ] ||
        fail 77 "the data in $data belong to $owner: the cluster was started by another user." \
            "Use it as that user (root, if it says postgres), or remove it as that user: $here destroy"
}

start() {
    mkdir -p "$state"
    exec 9>"$state/lock" # One start at a time; every program below is started without this file.
    flock 9
    [ "$(id -u)" -ne 0 ] || id "$server_user" >/dev/null 2>&1 ||
        fail 69 "there is no user '$server_user' to run PostgreSQL as." "Install it: deploy/cluster/packages.sh"
    data=$(data_folder)
    check_owner
    if ! server_process >/dev/null; then
        if [ -d "$data" ] && [ ! -e "$data/sluse.complete" ]; then
            rm -rf "$data" # An interrupted first start; there was never a database in it.
        fi
        find_programs
        make_socket_folder
        if [ -d "$data" ]; then write_settings; else make_data; fi
        launch
    fi
    find_programs
    [ -n "$(sql postgres "SELECT 1 FROM pg_database WHERE datname = 'sluse'")" ] ||
        sql postgres "CREATE DATABASE sluse"
    echo "cluster: PostgreSQL $(cat "$data/PG_VERSION") is ready (socket $sockets, port $(cat "$state/port"))." >&2
    echo "cluster: to use it from this shell: eval \"\$(make -s env)\"" >&2
}

launch() {
    local port log="$data/server.log" try
    # A crash leaves these behind, and their process number may by now be a zombie's or somebody else's. server_process
    # has made sure that no server works in this folder; the memory of a dead one is checked by PostgreSQL itself.
    as_server rm -f "$data/postmaster.pid"
    as_server find "$sockets" -maxdepth 1 -name '.s.PGSQL.*' -delete
    [ ! -e "$log" ] || as_server mv -f "$log" "$log.1"
    for try in 1 2 3; do
        port=$(choose_port)
        printf '%s\n' "$port" >"$state/port"
        if as_server "$bin/pg_ctl" -D "$data" -l "$log" -w -t 60 -s \
            -o "-p $port -k $sockets" start >/dev/null 2>&1 </dev/null 9>&-; then
            return
        fi
        # Someone took the port in between, or backends of a killed server still hold its memory: both pass.
        if grep -qs -e 'could not bind' -e 'still in use' "$log" && [ "$try" -lt 3 ]; then
            sleep 2
            continue
        fi
        break
    done
    tail -n 5 "$log" >&2 2>/dev/null || true
    fail 70 "PostgreSQL did not start; its log is $log" "To begin anew (the sample data are made again): $here destroy"
}

require_running() {
    data=$(data_folder)
    check_owner
    server_process >/dev/null || fail 69 "the private PostgreSQL of this checkout is not running." "Start it: make cluster"
}

print_environment() {
    require_running
    printf 'export PGHOST=%q\nexport PGPORT=%q\nexport PGUSER=postgres\nexport PGDATABASE=sluse\n' \
        "$sockets" "$(cat "$state/port")"
}

status() {
    require_running
    echo "PostgreSQL $(cat "$data/PG_VERSION"), process $(server_process), data in $data"
    echo "socket $sockets, port $(cat "$state/port"), log $data/server.log"
}

stop() {
    data=$(data_folder)
    check_owner
    if ! server_process >/dev/null; then
        echo "cluster: not running" >&2
        return
    fi
    find_programs
    as_server "$bin/pg_ctl" -D "$data" -m fast -w -t 60 -s stop || fail 70 "PostgreSQL did not stop; its log is $data/server.log"
    echo "cluster: stopped" >&2
}

destroy() {
    stop
    rm -rf "$data" "$sockets"
    rm -f "$state/pgdata" "$state/port" "$state/initdb.log"
    echo "cluster: removed" >&2
}

case "${1:-}" in
start | stop | status | destroy) "$1" ;;
env) print_environment ;;
*) fail 64 "usage: $here start | stop | env | status | destroy" ;;
esac
