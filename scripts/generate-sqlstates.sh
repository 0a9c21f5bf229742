#!/bin/sh
# Writes the constants of `SQLState` from the list that comes with a PostgreSQL server.
#
#   scripts/generate-sqlstates.sh [/usr/share/postgresql/15/errcodes.txt]
#
# Names that occur in several classes get the class in front (`warningStringDataRightTruncation`).
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
list=${1:-/usr/share/postgresql/15/errcodes.txt}
out=$root/Sources/Postgres/Errors

# $1: awk pattern of the classes, $2: file name
write() {
    awk -v classes="$1" -v list="$list" '
        function camel(name,    parts, n, i, text) {
            n = split(name, parts, "_")
            text = parts[1]
            for (i = 2; i <= n; i++) text = text toupper(substr(parts[i], 1, 1)) substr(parts[i], 2)
            return text
        }
        BEGIN {
            prefix["01"] = "warning"; prefix["2F"] = "sqlRoutine"
            prefix["38"] = "externalRoutine"; prefix["39"] = "externalRoutineInvocation"
            while ((getline line < list) > 0) {
                n = split(line, f, " ")
                if (n == 4 && length(f[1]) == 5 && f[2] ~ /^[EWS]$/) seen[f[4]]++
            }
            print "// Written by scripts/generate-sqlstates.sh from the errcodes.txt of the PostgreSQL server."
        }
        /^Section: Class / {
            section = substr($0, length("Section: ") + 1)
            wanted = ($3 ~ classes)
            if (wanted) {
                if (open) print "}"
                printf "\n// MARK: %s\n\nextension SQLState {\n", section
                open = 1
            }
            next
        }
        wanted && NF == 4 && length($1) == 5 && $2 ~ /^[EWS]$/ {
            if ($1 in done) next
            name = camel($4)
            class = substr($1, 1, 2)
            if (seen[$4] > 1 && class in prefix) {
                plain = camel($4)
                name = prefix[class] toupper(substr(plain, 1, 1)) substr(plain, 2)
            }
            done[$1] = 1
            words = $4
            gsub(/_/, " ", words)
            kind = ($2 == "E") ? "error" : ($2 == "W") ? "warning" : "success"
            printf "    /// The %s `%s`: %s.\n", kind, $1, words
            printf "    public static var %s: SQLState { SQLState(rawValue: \"%s\") }\n", name, $1
        }
        END { if (open) print "}" }
    ' "$list" >"$out/$2"
}

write '^[012]' SQLState+Classes00To2F.swift
write '^[3-9A-Z]' SQLState+Classes34ToXX.swift
