#!/usr/bin/env bash
# Copies what `make build` made to where it belongs: programs, completions, manual pages, units. `make install` calls it.
#
#   deploy/install.sh PREFIX [DESTDIR]
#
# Touches nothing under /etc and starts nothing; deploy/README.md says what comes after.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ $# -lt 1 ] || [ $# -gt 2 ] || [[ "$1" != /* ]]; then
    echo "usage: deploy/install.sh PREFIX [DESTDIR], and PREFIX begins with /" >&2
    exit 64
fi
prefix=${1%/}
root=${2:-}${prefix}

for needed in bin/sluse bin/slused bin/share; do
    if [ ! -e "$needed" ]; then
        echo "install: $needed is missing; run make build first" >&2
        exit 66
    fi
done

install -D -m 0755 -t "$root/bin" bin/sluse bin/slused
(cd bin/share && find . -type f -exec install -D -m 0644 {} "$root/share/{}" \;)
install -D -m 0644 -t "$root/lib/sysusers.d" deploy/sysusers.d/sluse.conf
install -D -m 0644 -t "$root/lib/tmpfiles.d" deploy/tmpfiles.d/sluse.conf
install -D -m 0644 -t "$root/share/doc/sluse" deploy/README.md deploy/pg_hba.conf.example deploy/pg_ident.conf.example
install -d "$root/lib/systemd/system"
sed "s|/usr/bin/slused|$prefix/bin/slused|" deploy/systemd/slused.service >"$root/lib/systemd/system/slused.service"
chmod 0644 "$root/lib/systemd/system/slused.service"

echo "install: done under $root" >&2
case "$prefix" in
/usr | /usr/local) ;;
*) echo "install: systemd does not look under $prefix: link $prefix/lib/systemd/system/slused.service yourself" >&2 ;;
esac
