#!/usr/bin/env bash
# Writes what the programs say about themselves: completions for three shells and the manual pages.
#
#   deploy/documents.sh GENERATOR PROGRAMS FOLDER
#
# GENERATOR is swift-argument-parser's generate-manual, PROGRAMS the folder with sluse and slused.
set -euo pipefail

if [ $# -ne 3 ]; then
    echo "usage: deploy/documents.sh GENERATOR PROGRAMS FOLDER" >&2
    exit 64
fi
generator=$1 programs=$2 folder=$3

# The day of the release where one is set, so that two builds of the same sources are the same.
day=$(date -u -d "@${SOURCE_DATE_EPOCH:-$(date +%s)}" +%F)

mkdir -p "$folder/bash-completion/completions" "$folder/zsh/site-functions" "$folder/fish/vendor_completions.d" \
    "$folder/man/man1" "$folder/man/man8"
for program in sluse slused; do
    "$programs/$program" --generate-completion-script bash >"$folder/bash-completion/completions/$program"
    "$programs/$program" --generate-completion-script zsh >"$folder/zsh/site-functions/_$program"
    "$programs/$program" --generate-completion-script fish >"$folder/fish/vendor_completions.d/$program.fish"
done
"$generator" "$programs/sluse" --section 1 --date "$day" --output-directory "$folder/man/man1"
"$generator" "$programs/slused" --section 8 --date "$day" --output-directory "$folder/man/man8"
