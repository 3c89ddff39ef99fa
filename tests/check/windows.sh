# shellcheck shell=bash
# The steps for Windows: cross-compiled with MinGW-w64, tested under Wine.

windows_tools=(g++-mingw-w64-x86-64-posix libz-mingw-w64-dev wine wine64 nsis dpkg-dev)

# A separate Windows; one that is left running answers at once. Its server comes first, and keeps what `wineboot` starts: otherwise the first
# test would start that, and not end before it. It makes all files private to the person, as in a Windows profile.
start_wine() {
  export WINEPREFIX=$PWD/build-windows/wine WINEDEBUG=-all
  unset DISPLAY
  mkdir -p "$WINEPREFIX"
  (umask 077 && wineserver --persistent=600) || true
  timeout --kill-after=10 180 wineboot --init
}

end_wine() { WINEPREFIX=$PWD/build-windows/wine wineserver --kill || true; }

build_windows() {
  quietly packages/windows/libraries build-windows/libraries
  quietly start_wine
  export WINEPREFIX=$PWD/build-windows/wine WINEDEBUG=-all
  quietly cmake --preset windows
  quietly timeout --kill-after=10 45m cmake --build --preset windows
  count 1 0
}

test_windows() {
  export WINEPREFIX=$PWD/build-windows/wine WINEDEBUG=-all
  quietly start_wine
  run_ctest windows -j 2
  # With two at once, a program sometimes fails to start under Wine 8, in a different test each time; why is not known.
  retry_failed windows
  count "$passed" "$failed"
  name_failed_tests
  node --input-type=commonjs --eval '
    const left = require("./tests/native-host/not-on-windows.json").map(({ reason, tests }) => `${tests.length}: ${reason}`);
    console.log(["Not run on Windows, and why:", ...left].join("\n  "));'
}

# Made twice: the same files give the same bytes.
pack_windows() {
  local name
  quietly cmake --preset release
  quietly cmake --build --preset release --target extension
  quietly packages/windows/pack build-windows build-release/extension build-release/packages
  name=$(cd build-release/packages && ls -- *-windows-x64.exe)
  quietly packages/windows/pack build-windows build-release/extension build-windows/again
  checked cmp "build-release/packages/$name" "build-windows/again/$name"
  ls -l "build-release/packages/$name"
}

try_installer() {
  local log status=0
  log=$(mktemp -p "$report")
  export WINEPREFIX=$PWD/build-windows/wine WINEDEBUG=-all
  quietly start_wine
  timeout --signal=KILL 15m node --import tsx tests/packages/windows.ts build-release/packages/*-windows-x64.exe >"$log" 2>&1 || status=$?
  grep -v '^ok ' "$log" || true
  count "$(grep -c '^ok ' "$log")" "$((status != 0))"
}

# How large they are, and how long a browser waits for the first reply.
measure_windows() {
  local name
  quietly cmake --build --preset windows --target echo-host
  quietly cmake --build --preset release --target bench-host
  export WINEPREFIX=$PWD/build-windows/wine WINEDEBUG=-all
  quietly start_wine
  printf '| | MiB |\n|---|---:|\n'
  for name in build-windows/native-host/demur-{host,reader}.exe build-release/packages/*-windows-x64.exe; do
    printf '| `%s` | %s |\n' "$(basename "$name")" "$(stat -c %s "$name" | awk '{printf "%.2f", $1 / 1048576}')"
  done
  echo
  build-release/tests/bench/bench-host build-windows/native-host/demur-host.exe build-windows/tests/bench/echo-host.exe wine
  count 1 0
}

# What the last complete check for Windows that passed was made of.
windows_stamp=tests/packages/windows-checked.sha256

# A digest of what Windows has of its own: the system's half of the host, the wire and the installer.
windows_digest() {
  git ls-files -z -- 'native-host/platform' 'native-host/wire' 'packages/windows' 'tests/packages/windows.ts' manifests/protocol.json |
    xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1
}

is_windows_checked() { [ "$(windows_digest)" = "$(cat "$windows_stamp")" ]; }

# Where every test has passed, daily checks need not do all of it again until something of that changes.
stamp_windows() {
  [ "$(awk '{n += $2} END {print n + 0}' "$report/counts")" = 0 ] || return 0
  windows_digest >"$windows_stamp"
}

windows_steps() {
  step "Build for Windows" build_windows
  if has_passed; then
    step "Tests of the host under wine" test_windows
    step "Installer" pack_windows
  fi
  if has_passed; then
    step "Installer under wine: in, used, upgraded, out" try_installer
    step "Sizes, and the start under wine" measure_windows
  fi
  end_wine
  stamp_windows
}
