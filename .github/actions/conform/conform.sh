#!/bin/sh
# Runs the suite and keeps all that it says in one folder: pages and packets, JUnit, the verdicts, a summary and a badge. What
# is tested comes from CONFORM_EXEC, CONFORM_CONNECT or CONFORM_LISTEN; CONFORM_FLAGS has further flags, apart by
# blanks. No value is read as a command of the shell.
set -eu
set -f
report=${CONFORM_REPORT:-conformance-report}
mkdir -p "$report"
# shellcheck disable=SC2086 # words are meant to be split
set -- ${CONFORM_FLAGS:-}
[ -z "${CONFORM_EXEC:-}" ] || set -- "$@" --exec "$CONFORM_EXEC"
[ -z "${CONFORM_CONNECT:-}" ] || set -- "$@" --connect "$CONFORM_CONNECT"
[ -z "${CONFORM_LISTEN:-}" ] || set -- "$@" --listen "$CONFORM_LISTEN"
code=0
rawzmq conform "$@" --html "$report" --record "$report/verdicts.json" \
  --summary "$report/summary.md" --badge "$report/badge.json" \
  --format junit >"$report/junit.xml" || code=$?
if [ -n "${GITHUB_STEP_SUMMARY:-}" ] && [ -f "$report/summary.md" ]; then
  cat "$report/summary.md" >>"$GITHUB_STEP_SUMMARY"
fi
[ -z "${GITHUB_OUTPUT:-}" ] || printf 'exit-code=%s\n' "$code" >>"$GITHUB_OUTPUT"
exit "$code"
