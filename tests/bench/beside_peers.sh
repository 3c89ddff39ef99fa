#!/usr/bin/env bash
# Measures the host beside others of its kind, in a temporary copy of this system: Debian's packages of the others are
# installed only there. Needs root: only root can make such a copy. Exits with 77 where not even root can, as in some
# containers.
set -Eeuo pipefail
cd "$(dirname "$0")/../.."
source tests/packages/system_copy.sh

if [ "${1:-}" = "" ]; then
  [ "$(id -u)" = 0 ] || {
    echo "Other hosts are installed in a copy of this system, which only root can make: run this with sudo."
    exit 1
  }
  with_own_mounts "$0"
  exit
fi
trap 'exit 77' ERR
copy_system "$1"
enter_copy "$1"
trap - ERR
cd /srv/demur

# Debian's packages and the program in each.
declare -A programs=(
  [webext-browserpass]=/usr/lib/browserpass/browserpass-native
  [keepassxc]=/usr/bin/keepassxc-proxy
  [plasma-browser-integration]=/usr/bin/plasma-browser-integration-host
  [gnome-browser-connector]=/usr/bin/gnome-browser-connector-host
)
# No package starts a service in the copy.
printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
chmod +x /usr/sbin/policy-rc.d
apt-get update >/dev/null 2>&1 || true
install() {
  DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends --option Dpkg::Options::=--force-unsafe-io "$@" \
    >/tmp/install.log 2>&1
}
# All at once, which is quicker; or, where that fails, as many as possible.
install dbus "${!programs[@]}" || for package in dbus "${!programs[@]}"; do
  install "$package" || echo "$package can't be installed here: $(tail -n 1 /tmp/install.log)"
done

export HOME=/tmp/home XDG_RUNTIME_DIR=/tmp/run QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8
unset DISPLAY WAYLAND_DISPLAY
mkdir -p "$HOME/.config/keepassxc" "$XDG_RUNTIME_DIR" /tmp/screen
chmod 700 "$XDG_RUNTIME_DIR"
# KeePassXC's proxy only passes on what KeePassXC itself answers.
printf '[Browser]\nEnabled=true\nUpdateBinaryPath=false\n' >"$HOME/.config/keepassxc/keepassxc.ini"
# A file chooser that nobody opens, for a screen that doesn't exist.
printf '#!/bin/sh\nexit 1\n' >/tmp/screen/zenity
chmod +x /tmp/screen/zenity
# In memory: a disk's file system searches ever longer for inodes that were not just freed.
DEMUR_DATA_DIR=$(mktemp --directory --tmpdir=/dev/shm)
export DEMUR_DATA_DIR
trap 'rm -r "$DEMUR_DATA_DIR"' EXIT

hello='{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":1,"client":{"name":"bench","version":"1","browser":"chromium"}}}'
cat >/tmp/with-screen.c <<'C'
#include <stdlib.h>
#include <unistd.h>
int main(int count, char** words) {
  setenv("DISPLAY", ":99", 1);
  setenv("PATH", "/tmp/screen:/usr/bin:/bin", 1);
  return count > 1 ? execv(words[1], words + 1) : 2;
}
C
gcc -O2 -static -o /tmp/with-screen /tmp/with-screen.c

hosts=(Demur "build/native-host/demur-host serve" "$hello"
  "Demur, beside a screen" "/tmp/with-screen build/native-host/demur-host serve" "$hello"
  "C echo" build/tests/bench/echo-host "$hello"
  "C echo, beside a screen" "/tmp/with-screen build/tests/bench/echo-host" "$hello"
  "Python echo" "/usr/bin/python3 tests/bench/echo_host.py" "$hello"
  "Node echo" "$(command -v node) tests/bench/echo_host.mjs" "$hello")
# peer NAME PACKAGE REQUEST
peer() {
  [ ! -x "${programs[$2]}" ] || hosts+=("$1 $(dpkg-query --show --showformat '${Version}' "$2")" "${programs[$2]}" "$3")
}
# shellcheck disable=SC2016 # It's dpkg's own variable.
peer browserpass webext-browserpass '{"settings":{"gpgPath":null,"stores":{}},"defaultStoreSettings":{},"action":"configure"}'
peer "KeePassXC's proxy" keepassxc '{"action":"change-public-keys","publicKey":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","nonce":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","clientID":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}'
peer "Plasma browser integration" plasma-browser-integration '{"subsystem":"settings","event":"getVersion","serial":1}'
peer "GNOME's connector" gnome-browser-connector '{"execute":"initialize"}'

# With their own session bus.
export BENCH=build/tests/bench/bench-peers
# shellcheck disable=SC2016 # The inner shell's.
dbus-run-session -- bash -c '
  if command -v keepassxc >/dev/null; then
    keepassxc >/dev/null 2>&1 &
    keepass=$!
    for _ in $(seq 100); do find "$XDG_RUNTIME_DIR" -type s | grep --quiet keepassxc && break; sleep 0.1; done
  fi
  "$BENCH" "$@"
  [ -z "${keepass:-}" ] || kill "$keepass"
' bash "${hosts[@]}"
