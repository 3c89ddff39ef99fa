# shellcheck shell=bash
# The steps of the long check.

# The host's tests under the address and undefined behaviour sanitizers.
sanitizers() {
  quietly cmake --preset asan
  quietly cmake --build --preset asan
  run_tests asan
}

measure_collecting() {
  local folder
  folder=$(mktemp -d -p "$report")
  node --import tsx tests/bench/make_histories.ts "$folder" build/native-host/demur-host
  build/tests/bench/bench-collect build/native-host/demur-host "$folder"
}

measure() {
  quietly cmake --build --preset dev --target bench-collect bench-host bench-mailbox bench-objections bench-reader echo-host
  count 1 0
  echo "What the program costs"
  build/tests/bench/bench-host build/native-host/demur-host build/tests/bench/echo-host
  echo "What a long history costs"
  build/tests/bench/bench-objections
  echo "What a large download costs"
  build/tests/bench/bench-reader build/native-host/demur-reader
  echo "What an import costs others"
  TMPDIR=/dev/shm build/tests/native-host/demur-host-tests "[.measure]"
  echo "What a large mailbox costs"
  build/tests/bench/bench-mailbox build/native-host/demur-reader
  echo "What the histories of many people cost"
  measure_collecting
  echo "What it costs a page"
  node --import tsx tests/bench/content_script.ts 10 2>/dev/null
}

# The tests of Firefox that a daily check leaves to Chromium.
every_test_in_firefox() {
  local names
  names=$(grep --files-with-matches same-in-all tests/browser/*.test.ts | sed 's|.*/||; s|\.test\.ts||' | paste -s -d '|')
  DEMUR_EVERY_TEST=1 run_tests dev --tests-regex "^browser: ($names) in firefox"
}

# Says for each package whether it came out the same.
reproduce() {
  local log status=0
  log=$(mktemp -p "$report")
  tests/check/reproducible.sh >"$log" 2>&1 || status=$?
  if [ "$status" = 0 ]; then grep -E '^(not )?ok ' "$log"; else tail -n 100 "$log"; fi
  count "$(grep -c '^ok ' "$log")" "$((status != 0))"
}

deep() {
  echo "This takes about an hour on two cores."
  setup clang libclang-rt-dev mmdebstrap postgresql-15
  expect_steps 10
  step "Build" build
  if has_passed; then
    step "Installation and recipes as the documents say" run_tests dev --label-regex deep
    step "clang's analyzer" tidy '-*,clang-analyzer-*'
    step "What it costs" measure
    step "Every test in Firefox" every_test_in_firefox
  fi
  step "Host's tests with sanitizers" sanitizers
  step "Build the fuzzers" build_fuzzers
  if has_passed; then
    step "Fuzzers, 30 s each" fuzz 30
  fi
  step "Packages made twice, and the extension from its source archive" reproduce
  step "Demo and quick check on a fresh Debian" tests/check/bare_machine.sh
  finish
}
