# shellcheck shell=bash
# How a run of ./check reports what it does: numbered steps, their times, and the counts at the end.

report=$(mktemp -d)
trap 'rm -rf "$report"' EXIT
step_number=0
step_count=0
step_status=0

# Every run first says how many steps it has.
expect_steps() { step_count=$1; }

say() { printf '\n== %s\n' "$1"; }

minutes() { printf '%d:%02d' "$(($1 / 60))" "$(($1 % 60))"; }

# Runs a command quietly; shows the end of its output only if it fails.
quietly() {
  local log
  log=$(mktemp -p "$report")
  if ! "$@" 3>&1 >"$log" 2>&1; then
    tail -n 100 "$log"
    printf 'Failed: %.200s\n' "$*"
    return 1
  fi
}

# count PASSED FAILED: adds to the counts of the whole run.
count() { printf '%d %d\n' "$1" "$2" >>"$report/counts"; }

# name_failed WHAT: one of those counted as failed. The end of the run names them all, since its middle is long.
name_failed() { printf '%s\n' "$1" >>"$report/failed"; }

# skip WHAT: a check that could not be made here, in words that finish the sentence "Not checked: …". It counts as neither passed nor
# failed.
skip() {
  echo "Not checked: $1"
  printf '%s\n' "$1" >>"$report/skipped"
}

# Runs a command quietly as one of the counted checks.
checked() {
  if quietly "$@"; then
    count 1 0
  else
    count 0 1
    name_failed "$(printf '%.200s' "$*")"
  fi
}

# step TITLE COMMAND...: one step of the run. Never fails itself; `has_passed` tells how the last step went. Call it as a
# plain command: in a condition, even in one around it, bash continues after a command that failed.
step() {
  local title=$1 start=$SECONDS
  shift
  step_number=$((step_number + 1))
  say "Step $step_number of $step_count: $title ($(minutes "$SECONDS") since the start)"
  set +e
  (
    set -e
    "$@"
  )
  step_status=$?
  set -e
  if ! has_passed; then
    count 0 1
    name_failed "$title"
  fi
  printf '%-60s %8s%s\n' "$title" "$(minutes "$((SECONDS - start))")" "$(has_passed || echo '  failed')" >>"$report/times"
}

has_passed() { [ "$step_status" = 0 ]; }

# Ends the run with the time of each step and the counts.
finish() {
  local passed failed skipped=0
  passed=$(awk '{n += $1} END {print n + 0}' "$report/counts")
  failed=$(awk '{n += $2} END {print n + 0}' "$report/counts")
  say "Time of each step, in minutes"
  cat "$report/times"
  if [ -e "$report/skipped" ]; then
    say "Not checked"
    cat "$report/skipped"
    skipped=$(wc -l <"$report/skipped")
  fi
  if [ -e "$report/failed" ]; then
    say "Failed"
    cat "$report/failed"
  fi
  printf '\n%d passed, %d failed' "$passed" "$failed"
  [ "$skipped" = 0 ] || printf ', %d skipped' "$skipped"
  echo
  [ "$failed" = 0 ]
}
