# shellcheck shell=bash
# The steps of the daily check.

build() {
  quietly cmake --preset dev
  quietly cmake --build --preset dev
  count 1 0
}

# What a person uses, without the tests.
build_programs() {
  quietly cmake --preset dev
  quietly cmake --build --preset dev --target demur-host demur-reader extension
  count 1 0
}

# draw_sheets LANGUAGE...
draw_sheets() {
  local browser
  for browser in chromium firefox; do
    checked node --import tsx tests/browser/sheets.ts "$browser" "$@"
  done
}

# draw_listings [LANGUAGE...]
draw_listings() { checked node --import tsx tests/browser/listings.ts "$@"; }

lint() {
  local sources scripts
  mapfile -t sources < <(git ls-files 'native-host/*.cpp' 'native-host/*.hpp' 'tests/*.cpp' 'tests/*.hpp')
  checked clang-format --dry-run -Werror "${sources[@]}"
  checked npx prettier --check .
  checked npx eslint .
  mapfile -t scripts < <(git grep --files-with-matches '^#!.*\(bash\|bin/sh\)$')
  checked shellcheck --external-sources "${scripts[@]}"
  checked npx web-ext lint --source-dir build/extension/firefox --warnings-as-errors
}

# tidy CHECKS: clang-tidy over the files that have changed since it last passed with these checks.
tidy() { checked node --import tsx tests/check/tidy.ts "$1"; }

# run_tests PRESET ARGUMENTS...: what CTest runs.
run_tests() {
  rm -rf build/tables
  run_ctest "$@" -j "$(jobs_at_once)"
  count "$passed" "$failed"
  name_failed_tests
  show_tables
}

# On a machine that stalls for minutes, a browser may fail to start. What fails is tried once more, with the machine to itself,
# and is named if it then passes.
run_browser_tests() {
  rm -rf build/tables
  run_ctest dev --label-regex browser -j "$(jobs_at_once)"
  retry_failed dev
  count "$passed" "$failed"
  name_failed_tests
  show_tables
}

# One more than there are cores: browsers spend much of the time waiting.
jobs_at_once() { echo "$(($(nproc) + 1))"; }

# retry_failed PRESET: tries what failed in the last run_ctest once more, one by one.
retry_failed() {
  local total=$((passed + failed))
  [ "$failed" != 0 ] || return 0
  printf '\nTried once more, one by one:\n'
  run_ctest "$1" --rerun-failed
  passed=$((total - failed))
}

# run_ctest PRESET ARGUMENTS...: sets passed, failed and failed_tests, and shows the end of the output if a test fails.
run_ctest() {
  local preset=$1 log total
  shift
  log=$(mktemp -p "$report")
  ctest --preset "$preset" "$@" 2>&1 | tee "$log" | grep --line-buffered -E 'Test +#|tests passed|Failed|not ok|Error|error' || true
  total=$(sed -n 's/.*tests failed out of \([0-9]*\).*/\1/p' "$log")
  failed=$(sed -n 's/.*, \([0-9]*\) tests failed out of.*/\1/p' "$log")
  if [ -z "$total" ] || [ "$failed" != 0 ]; then tail -n 150 "$log"; fi
  [ -n "$total" ]
  passed=$((total - failed))
  mapfile -t failed_tests < <(sed -n 's/^[[:space:]]*[0-9]* - \(.*\) ([A-Za-z ]*)$/\1/p' "$log")
}

name_failed_tests() {
  local test
  for test in "${failed_tests[@]}"; do name_failed "$test"; done
}

show_tables() {
  local table
  for table in build/tables/*.md; do
    [ ! -e "$table" ] || printf '\n%s\n' "$(cat "$table")"
  done
}
