# shellcheck shell=bash
# The steps of the long check.

fuzzers=(zip json html mail signature line history)

# The host's tests under the address and undefined behaviour sanitizers.
sanitizers() {
  quietly cmake --preset asan
  quietly cmake --build --preset asan
  run_tests asan
}

build_fuzzers() {
  quietly cmake --preset fuzz
  quietly cmake --build --preset fuzz
  count 1 0
  rm -rf build-fuzz/seeds
  quietly build-fuzz/tests/fuzz/fuzz-seeds build-fuzz/seeds
}

# fuzz SECONDS: each fuzzer for that long; says how much it ran and, where something broke, on which input.
fuzz() {
  local folder=$PWD/build-fuzz name broken
  for name in "${fuzzers[@]}"; do
    mkdir -p "$folder/corpus/$name" "$folder/found"
    broken=0
    # One allocation may take what the reader may take in all.
    "build-fuzz/tests/fuzz/fuzz-$name" -max_total_time="$1" -timeout=10 -malloc_limit_mb=64 -rss_limit_mb=1024 \
      -max_len=65536 -print_final_stats=1 -artifact_prefix="$folder/found/$name-" \
      "$folder/corpus/$name" "$folder/seeds/$name" >"$folder/$name.log" 2>&1 || broken=1
    [ "$broken" = 0 ] || tail -n 60 "$folder/$name.log"
    count "$((1 - broken))" "$broken"
    printf '%-9s %9s executions, %s\n' "$name" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/$name.log")" \
      "$(sed -n 's/.*Test unit written to /broke on /p' "$folder/$name.log" | grep . || ([ "$broken" = 0 ] && echo "nothing broke" || echo "failed"))"
  done
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
  expect_steps 9
  step "Build" build
  if has_passed; then
    step "Installation and recipes as the documents say" run_tests dev --label-regex deep
    step "clang's analyzer" tidy '-*,clang-analyzer-*'
    step "What it costs" measure
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
