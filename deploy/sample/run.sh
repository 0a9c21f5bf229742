#!/usr/bin/env bash
# The main job on the papers' figures: Ishøj's pool that stands still, the council's decision, the daemon through the days
# after it, and what came of it. Everything happens in the database sluse_sample, which is made anew each time, so that a
# second run ends as the first did. Called by `make run`, with the private PostgreSQL running.
set -euo pipefail
cd "$(dirname "$0")/../.."

sluse=$PWD/.build/debug/sluse
slused=$PWD/.build/debug/slused
work=$PWD/.sluse/sample
superuser=$PGUSER
first_day=2025-02-05
last_day=2025-12-31

export PGDATABASE=sluse_sample
export SLUSE_KEYS=$work/keys
export SLUSED_NOTICES_SPOOL_FOLDER=$work/spool

title() { printf '\n== %s\n\n' "$1"; }
# Runs a command as one of the people, on a day: as op_mette 2025-02-05 pool list
as() { local login=$1 day=$2; shift 2; PGUSER=$login "$sluse" "$@" --today "$day"; }

rm -rf "$work"
mkdir -p "$work/spool"
dropdb --if-exists --force --maintenance-db=postgres "$PGDATABASE" 2>/dev/null

title 'An empty database, two municipalities, and the people who work there'
"$sluse" database init --sample >/dev/null 2>&1
"$sluse" apply -f config/ishoj.yaml >/dev/null
"$sluse" apply -f config/aalborg.yaml >/dev/null
"$sluse" apply -f config/ishoj.yaml
# A role's first day is printed below, so it is said here: without it, it is the day of the run.
people() { # login, title, role, municipality
    "$sluse" operator create "$1" --title "$2" >/dev/null 2>&1
    "$sluse" operator grant "$1" "$3" --municipality "$4" --from 2025-01-01 >/dev/null 2>&1
}
people op_mette 'Mette, caseworker' caseworker ishoj
people op_jens 'Jens, head of the flex-job unit' pool_administrator ishoj
people op_karen 'Karen, controller' controller ishoj
people op_revisor 'The auditor' auditor ishoj
people op_sofie 'Sofie, caseworker' caseworker aalborg
"$sluse" operator list --municipality ishoj
as op_mette "$first_day" citizen import deploy/sample/ishoj-citizens.csv --municipality ishoj >/dev/null
as op_sofie "$first_day" citizen import deploy/sample/aalborg-citizens.csv --municipality aalborg >/dev/null

export SLUSE_MUNICIPALITY=ishoj
grant() { # citizen, hours, kroner a month, first day
    as op_mette "$first_day" coverage grant "$1" --pool mikrofleks --employer 13748136 --hours "$2" --monthly "$3" --from "$4" \
        --case 22/4711 --out-of-turn 'Granted before the list was kept here' >/dev/null
}
grant B-1 8 9.200,00 2014-02-01
grant B-2 6 7.100,00 2016-02-01
grant B-3 9:30 10.800,00 2018-09-01
grant B-4 5 6.000,00 2021-05-01
grant B-5 7,4 8.600,00 2024-06-01
listed() { as op_mette "$first_day" waitlist add "$1" --pool mikrofleks --queued-on "$2" --class "$3" --reason 'Assigned to flex job' >/dev/null; }
listed B-6 2022-03-01 ordinary
listed B-7 2022-08-01 ordinary
listed B-8 2023-01-01 ordinary
listed B-9 2023-05-01 ordinary
listed B-10 2023-09-01 ordinary
listed B-11 2024-02-01 urgent
listed B-12 2024-10-01 ordinary
SLUSE_MUNICIPALITY=aalborg as op_sofie "$first_day" coverage grant B-1 --pool faa-timer --employer 24256790 --hours 10 \
    --monthly 11.000,00 --from 2022-06-01 --case 22/0815 >/dev/null
SLUSE_MUNICIPALITY=aalborg as op_sofie "$first_day" waitlist add B-3 --pool faa-timer --reason 'Assigned to flex job' >/dev/null

title 'Ishøj: five places, nobody leaves, seven wait'
as op_mette "$first_day" pool list
as op_mette "$first_day" coverage list
as op_mette "$first_day" waitlist list --pool mikrofleks
title 'How it flowed in 2024'
as op_karen "$first_day" pool throughput mikrofleks --from 2024-01-01 --to 2024-12-31

title 'The question before the council: 24 months, with 5 places and with 10'
as op_karen "$first_day" pool forecast mikrofleks --capacity 5 --limit-months 24 --years 3
as op_karen "$first_day" pool forecast mikrofleks --capacity 10 --limit-months 24 --years 3 | sed -n '/^proposal/,$p'

title 'The council adopts it: 24 months from 1 March 2025, for those inside after 6 months of notice'
as op_jens "$first_day" decision adopt mikrofleks-flow --by Byrådet --on 2025-02-04 --effective 2025-03-01 \
    --case 25/1234

title "The daemon, day by day from $first_day through $last_day"
accept() { # offer, day, hours, kroner, first day
    as op_mette "$2" offer accept "$1" --employer 13748136 --hours "$3" --monthly "$4" --from "$5" --case 25/2001
}
day=$first_day
while [[ ! $day > $last_day ]]; do
    report=$(PGUSER=$superuser "$slused" --once --today "$day" --config config/slused.yaml 2>/dev/null)
    if grep -qv 'nothing' <<<"$report"; then grep -v 'nothing' <<<"$report" | sed "s/^/$day  /"; fi
    # What the caseworker does about the offers of 1 September, each on its own day.
    case $day in
        2025-09-03) accept O-1 "$day" 8 9.300,00 2025-09-15 ;;
        2025-09-04) as op_mette "$day" offer decline O-2 --reason 'Wants to wait for a place near home' --park-until 2025-12-01 ;;
        2025-09-08) accept O-3 "$day" 6 7.000,00 2025-10-01 ;;
        2025-09-10) accept O-5 "$day" 4 5.200,00 2025-10-01 ;;
    esac
    day=$(date -u -d "$day + 1 day" +%F)
done

title 'The letters, and the first of them'
printf '%s letters lie in %s\n\n' "$(find "$work/spool" -type f | wc -l)" "${work#"$PWD"/}/spool"
# Number, kind and day: the moment of sending differs from run to run.
as op_mette "$last_day" notice list --state sent --format csv | cut -d, -f1,2,4,6
as op_mette "$last_day" notice show 1 | sed "/^Sent /d"

title 'How it flowed in 2025'
as op_karen "$last_day" pool throughput mikrofleks --from 2025-01-01 --to 2025-12-31
as op_mette "$last_day" pool show mikrofleks

title 'What Sofie in Aalborg sees of Ishøj: nothing'
PGUSER=op_sofie SLUSE_MUNICIPALITY='' "$sluse" coverage list --all --municipality ishoj || true
PGUSER=op_sofie psql -XAt -c "SELECT 'rows of Ishøj in a raw psql session: ' || count(*) FROM sluse.coverage WHERE tenant_id = 183" \
    -c "SELECT 'rows of Aalborg: ' || count(*) FROM sluse.coverage"

title 'The audit'
as op_revisor "$last_day" audit verify --format csv | cut -d, -f1-3
SLUSE_MUNICIPALITY=aalborg as op_sofie "$last_day" audit verify --format csv | cut -d, -f1-3
