# shellcheck shell=bash
# The steps that take longest. Their sizes can be set: DEMUR_KILLS, DEMUR_FULL_DISKS, DEMUR_WRITES, DEMUR_CONNECTIONS, DEMUR_CALLS,
# DEMUR_SLEEPS, DEMUR_SLEEPS_FIREFOX and DEMUR_FUZZ_SECONDS (of each fuzzer).

# endure_host VARIABLE SIZE TEST: one of the host's endurance tests in this size, and what it counted.
endure_host() {
  local log
  log=$(mktemp -p "$report")
  if env "$1=${!1:-$2}" build/tests/native-host/demur-host-tests "$3*" >"$log" 2>&1; then
    # What it counted is below "warning:", broken into lines.
    sed -n '/ warning:$/,/^$/p' "$log" | sed '/warning:$/d' | tr -s '\n ' ' ' | sed 's/ $/\n/'
    count 1 0
  else
    tail -n 100 "$log"
    count 0 1
  fi
}

endure_browser() {
  local log status=0
  log=$(mktemp -p "$report")
  DEMUR_BROWSER=$1 DEMUR_SLEEPS=$2 node --import tsx --test --test-reporter=tap tests/browser/portal.test.ts >"$log" 2>&1 || status=$?
  if [ "$status" = 0 ]; then
    sed -n 's/^ *ok [0-9]* - loses none/In '"$1"': lost none/p' "$log"
  else
    tail -n 100 "$log"
  fi
  count "$((status == 0))" "$((status != 0))"
}

endure() {
  echo "This takes about three hours on two cores."
  setup clang libclang-rt-dev
  expect_steps 9
  step "Build" build
  if has_passed; then
    step "Programs killed amid writes and imports" endure_host DEMUR_KILLS 1000 "whichever write or import"
    step "A disk that is full at each piece of each write" endure_host DEMUR_FULL_DISKS 10 "a disk that is full at any piece"
    step "Eight browsers that write at once" endure_host DEMUR_WRITES 1000 "eight browsers write at once"
    step "Connections one after the other" endure_host DEMUR_CONNECTIONS 10000 "connections leave nothing behind"
    step "Calls on one connection" endure_host DEMUR_CALLS 10000 "a connection that lasts"
    step "Chromium, whose worker is stopped again and again" endure_browser chromium "${DEMUR_SLEEPS:-200}"
    step "Firefox, whose background page is stopped" endure_browser firefox "${DEMUR_SLEEPS_FIREFOX:-20}"
  fi
  step "Fuzzing" endure_fuzzing
  finish
}

endure_fuzzing() {
  build_fuzzers
  fuzz "${DEMUR_FUZZ_SECONDS:-600}"
}
