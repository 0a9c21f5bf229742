#!/usr/bin/env bash
# Installs what Sluse needs from the system's packages (Debian, Ubuntu), and only what is missing: PostgreSQL 15 or
# newer with its contributed modules, libpq's headers and pkg-config. Asks no server when all of it is there.
#
#   deploy/cluster/packages.sh
#
# Exit codes: 0 all there; 69 something can't be installed; 77 neither root nor sudo.
set -euo pipefail

readonly oldest_version=15

fail() { # CODE MESSAGE…
    local code=$1
    shift
    printf 'packages: %s\n' "$@" >&2
    exit "$code"
}

has_server() {
    local folder version
    for folder in /usr/lib/postgresql/*/bin "$(pg_config --bindir 2>/dev/null || true)"; do
        if [ ! -x "$folder/initdb" ] || [ ! -x "$folder/postgres" ]; then continue; fi
        version=$("$folder/postgres" --version | sed -E 's/^[^0-9]*([0-9]+).*/\1/')
        [ "$version" -ge "$oldest_version" ] || continue
        # btree_gist is one of the contributed modules: without it no period can be kept from overlapping another.
        if [ -e "/usr/share/postgresql/$version/extension/btree_gist.control" ] ||
            [ -e "$("$folder/pg_config" --sharedir 2>/dev/null)/extension/btree_gist.control" ]; then
            return 0
        fi
    done
    return 1
}

missing() {
    command -v pkg-config >/dev/null || echo pkg-config
    if ! command -v pkg-config >/dev/null || ! pkg-config --exists libpq; then echo libpq-dev; fi
    has_server || printf '%s\n' postgresql postgresql-contrib
}

mapfile -t wanted < <(missing)
[ "${#wanted[@]}" -gt 0 ] || exit 0

command -v apt-get >/dev/null || fail 69 "missing: ${wanted[*]}" \
    "This system has no apt-get. Install them its own way (PostgreSQL $oldest_version or newer), then run this again."

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail 77 "missing: ${wanted[*]}" \
        "Run as root: apt-get update && apt-get install --no-install-recommends ${wanted[*]}"
    as_root=(sudo)
fi

echo "packages: installing ${wanted[*]}" >&2
"${as_root[@]}" true || fail 77 "sudo refused." \
    "Run as root: apt-get update && apt-get install --no-install-recommends ${wanted[*]}"
"${as_root[@]}" apt-get update -qq >&2
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}" >&2

mapfile -t wanted < <(missing)
[ "${#wanted[@]}" -eq 0 ] || fail 69 "still missing after the installation: ${wanted[*]}" \
    "The system's own PostgreSQL may be older than $oldest_version: add a source of newer packages, then run this again."
