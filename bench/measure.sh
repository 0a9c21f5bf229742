# shellcheck shell=bash
# What every measurement needs: fresh databases, a stopwatch, medians, and the list of results. Sourced, not run.

# DATABASE TEMPLATE: makes the database anew as a copy, files and all.
copy_database() {
    drop_database "$1"
    psql -XqAt -d postgres -v ON_ERROR_STOP=1 \
        -c "CREATE DATABASE \"$1\" TEMPLATE \"$2\" STRATEGY file_copy" -c "CHECKPOINT"
}

drop_database() { # DATABASE
    psql -XqAt -d postgres -v ON_ERROR_STOP=1 -c "SET client_min_messages = error" \
        -c "DROP DATABASE IF EXISTS \"$1\" WITH (FORCE)"
}

# COMMAND…: runs it and leaves its wall time in the variable elapsed, in milliseconds.
elapsed=0
stopwatch() {
    local begin end
    begin=${EPOCHREALTIME/[^0-9]/}
    "$@"
    end=${EPOCHREALTIME/[^0-9]/}
    # shellcheck disable=SC2034 # read by whoever sources this
    elapsed=$(awk -v us=$((end - begin)) 'BEGIN { printf "%.3f", us / 1000 }')
}

median() { # NUMBER…
    printf '%s\n' "$@" | sort -g |
        awk '{ n[NR] = $1 } END { printf "%.3f\n", (n[int((NR + 1) / 2)] + n[int((NR + 2) / 2)]) / 2 }'
}

calculate() { # EXPRESSION
    awk "BEGIN { printf \"%.3f\\n\", $1 }"
}

# NAME UNIT OURS PEER PEER_VALUE GOAL [MET-EXPRESSION over ours, peer and ratio]: writes a result. Without a peer: '-' ''.
result() {
    local name=$1 unit=$2 ours=$3 peer=$4 peer_value=$5 goal=$6 condition=${7:-}
    local ratio=null met=null peer_text=null goal_text=null
    if [ -n "$peer_value" ]; then
        ratio=$(calculate "$ours / $peer_value")
        peer_text="\"$peer\""
    else
        peer_value=null
    fi
    if [ -n "$condition" ]; then
        goal_text="\"$goal\""
        met=$(awk -v ours="$ours" -v ratio="$ratio" "BEGIN { print ($condition) ? \"true\" : \"false\" }")
    fi
    printf '  {"name":"%s","unit":"%s","ours":%s,"peer":%s,"peer_value":%s,"ratio":%s,"goal":%s,"met":%s}\n' \
        "$name" "$unit" "$ours" "$peer_text" "$peer_value" "$ratio" "$goal_text" "$met" >>"$BENCH_RESULTS"
}
