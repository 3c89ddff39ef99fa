# shellcheck shell=bash
# Fuzzing, with what it leaves: a minimised corpus in tests/fuzz/corpus, and the total number of seconds fuzzed in tests/fuzz/seconds.
# Both are to be committed.

fuzzers=(zip json html mail signature line history)
# How large the corpus of one fuzzer may be, so that all together take at most 2 MB.
corpus_share=285000

build_fuzzers() {
  quietly cmake --preset fuzz
  quietly cmake --build --preset fuzz
  count 1 0
  rm -rf build-fuzz/seeds
  quietly build-fuzz/tests/fuzz/fuzz-seeds build-fuzz/seeds
}

# fuzz SECONDS: each fuzzer for that long; says how much it ran and, if something broke, on which input.
fuzz() {
  local name
  for name in "${fuzzers[@]}"; do fuzz_one "$name" "$1"; done
  echo "Fuzzed in all, in every run so far: $(seconds_fuzzed) s (a day has 86400)"
}

# fuzz_one NAME SECONDS
fuzz_one() {
  local folder=$PWD/build-fuzz name=$1 broken=0
  mkdir -p "$folder/corpus/$name" "$folder/found"
  # One allocation may take as much as the reader may take in total.
  "build-fuzz/tests/fuzz/fuzz-$name" -max_total_time="$2" -timeout=10 -malloc_limit_mb=64 -rss_limit_mb=1024 \
    -max_len=65536 -print_final_stats=1 -artifact_prefix="$folder/found/$name-" \
    "$folder/corpus/$name" "tests/fuzz/corpus/$name" "$folder/seeds/$name" >"$folder/$name.log" 2>&1 || broken=1
  [ "$broken" = 0 ] || tail -n 60 "$folder/$name.log"
  count "$((1 - broken))" "$broken"
  add_seconds "$name" "$(sed -n 's/^Done [0-9]* runs in \([0-9]*\) second.*/\1/p' "$folder/$name.log")"
  [ "$broken" != 0 ] || keep_corpus "$name"
  printf '%-9s %9s executions, %s; corpus of %s\n' "$name" \
    "$(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/$name.log")" \
    "$(sed -n 's/.*Test unit written to /broke on /p' "$folder/$name.log" | grep . || ([ "$broken" = 0 ] && echo "nothing broke" || echo "failed"))" \
    "$(corpus_size "$name")"
}

# add_seconds NAME SECONDS: a run that was cut short has no seconds.
add_seconds() {
  awk -v name="$1" -v more="${2:-0}" '$1 == name {$2 += more} {print}' tests/fuzz/seconds >build-fuzz/seconds
  mv build-fuzz/seconds tests/fuzz/seconds
}

seconds_fuzzed() { awk '{all += $2} END {print all}' tests/fuzz/seconds; }

corpus_size() { find "tests/fuzz/corpus/$1" -type f -printf '%s\n' | awk '{n++; all += $1} END {printf "%d files, %d bytes", n, all}'; }

# Keeps the fewest files that reach everything reached so far; if they are too large, the largest are left out.
keep_corpus() {
  local name=$1 kept=$PWD/build-fuzz/kept/$1
  rm -rf "$kept"
  mkdir -p "$kept"
  quietly "build-fuzz/tests/fuzz/fuzz-$name" -set_cover_merge=1 -timeout=10 -rss_limit_mb=1024 -max_len=16384 \
    "$kept" "build-fuzz/corpus/$name" "tests/fuzz/corpus/$name" "build-fuzz/seeds/$name"
  find "$kept" -type f -printf '%s %p\n' | sort -n | awk -v most="$corpus_share" '{all += $1} all > most {print $2}' | xargs -r rm
  rm -rf "tests/fuzz/corpus/$name"
  mkdir -p "tests/fuzz/corpus/$name"
  find "$kept" -type f -exec mv -t "tests/fuzz/corpus/$name" {} +
}
