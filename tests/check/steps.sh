# shellcheck shell=bash
# The steps of the daily check.

build() {
  quietly cmake --preset dev
  quietly cmake --build --preset dev
  count 1 0
}

lint() {
  local sources
  mapfile -t sources < <(git ls-files 'native-host/*.cpp' 'native-host/*.hpp' 'tests/*.cpp' 'tests/*.hpp')
  checked clang-format --dry-run -Werror "${sources[@]}"
  checked npx prettier --check .
  checked npx eslint .
  checked shellcheck --external-sources check demo .ci/run tests/check/bare_machine.sh tests/native-host/hardened.sh
  checked npx web-ext lint --source-dir build/extension/firefox --warnings-as-errors
}

# tidy CHECKS: clang-tidy over the files that have changed since it last passed with these checks.
tidy() { checked node --import tsx tests/check/tidy.ts "$1"; }

# run_tests PRESET ARGUMENTS...: what CTest runs.
run_tests() {
  local preset=$1 log total failed table
  shift
  log=$(mktemp -p "$report")
  rm -rf build/tables
  # One more than the cores: browsers wait a good part of the time.
  ctest --preset "$preset" -j "$(($(nproc) + 1))" "$@" 2>&1 | tee "$log" | grep --line-buffered -E 'Test +#|tests passed|Failed|not ok|Error|error' || true
  total=$(sed -n 's/.*tests failed out of \([0-9]*\).*/\1/p' "$log")
  failed=$(sed -n 's/.*, \([0-9]*\) tests failed out of.*/\1/p' "$log")
  if [ -z "$total" ] || [ "$failed" != 0 ]; then tail -n 150 "$log"; fi
  [ -n "$total" ]
  count "$((total - failed))" "$failed"
  [ "$failed" = 0 ] || return 0
  # A machine that stalls for minutes can fail a browser's start. What passed only when it was tried again is named.
  if grep -qE '\*\*\*(Failed|Timeout)' "$log"; then
    printf '\nPassed, but not at the first attempt:\n'
    sed -nE 's/.*Test +#[0-9]+: (.*[^ .]) *\.*\*\*\*(Failed|Timeout).*/\1/p' "$log"
  fi
  for table in build/tables/*.md; do
    [ ! -e "$table" ] || printf '\n%s\n' "$(cat "$table")"
  done
}
