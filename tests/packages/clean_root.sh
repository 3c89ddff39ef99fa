#!/usr/bin/env bash
# clean_root.sh PACKAGES: installs each package in a copy of this system that is gone afterwards, and uses it there as a plain user does,
# in real Chromium and Firefox. As root: only root can make such a copy. Exits with 77 where not even root can, as in some containers.
set -Eeuo pipefail
cd "$(dirname "$0")/../.."
source tests/packages/system_copy.sh

if [ "${2:-}" = "" ]; then
  [ "$(id -u)" = 0 ] || {
    echo "Packages are tried in a copy of this system, which only root can make: run this with sudo."
    exit 1
  }
  with_own_mounts "$0" "$(realpath "$1")"
  exit
fi
packages=$1
root=$2

trap 'exit 77' ERR
copy_system "$root"
mkdir -p "$root/system/srv/packages"
mount --bind "$packages" "$root/system/srv/packages"
enter_copy "$root"
trap - ERR

# as_person PERSON COMMAND...
as_person() {
  local person=$1
  shift
  runuser --user "$person" -- env --ignore-environment PATH=/usr/bin:/bin LANG=C.UTF-8 HOME="/home/$person" "$@"
}

# Starts both browsers once, so that they have a profile.
start_browsers() {
  local profile=/home/$1/.mozilla/firefox/demur.default-esr
  as_person "$1" chromium --headless --dump-dom about:blank >/dev/null 2>&1
  as_person "$1" mkdir -p "$profile"
  as_person "$1" firefox-esr --headless --profile "$profile" --screenshot /dev/null about:blank >/dev/null 2>&1
}

# object PERSON PROGRAM [VARIABLE=VALUE]...: this person objects in both browsers.
object() {
  local person=$1 program=$2
  shift 2
  as_person "$person" "DEMUR_PROGRAM=$program" "$@" sh -c "cd /srv/demur && node --import tsx --test tests/packages/installed.test.ts"
}

gone() {
  local file
  for file in "$@"; do
    if [ -e "$file" ]; then echo "$file is still there" && exit 1; fi
  done
}

# What a plain user must be able to use in the copy. In some containers the devices are root's alone, or files: each gets a device of its
# own then.
check_devices() {
  local device
  for device in null:3 zero:5 random:8 urandom:9; do
    if as_person "$1" dd if="/dev/${device%:*}" of=/dev/null count=1 status=none 2>/dev/null; then continue; fi
    mknod "/tmp/${device%:*}" c 1 "${device#*:}"
    chmod 666 "/tmp/${device%:*}"
    mount --bind "/tmp/${device%:*}" "/dev/${device%:*}"
  done
  if as_person "$1" sh -c ': >/dev/null'; then return; fi
  echo "In the copy of this system a plain user can't write to /dev/null, not even to a new one:"
  ls -l /dev/null
  exit 77
}

check_programs() {
  local said
  if said=$(as_person "$1" openssl version 2>&1); then return; fi
  echo "In the copy of this system a plain user can't run openssl: $said"
  ls -lL /usr/bin/openssl
  exit 1
}

# The README's command that installs the package, for root.
readme_install() {
  local command
  command=$(sed -n '/^## Install it/,/^### /s/^sudo apt install/apt-get install --yes/p' /srv/demur/README.md)
  if [ "$(printf '%s\n' "$command" | grep --count '\.deb$')" = 1 ]; then echo "$command" && return; fi
  echo "The README's part \"Install it\" doesn't have one command that installs the package." >&2
  return 1
}

# has_version VERSION: this one is installed.
has_version() {
  local installed
  installed=$(dpkg-query --show --showformat '${Version}' demur)
  [ "$installed" = "$1" ] || { echo "Version $installed is installed, not $1." && exit 1; }
}

# reads_mail PERSON PROGRAM: the program finds its reader, which reads a mail.
reads_mail() {
  local said
  said=$(as_person "$1" "$2" import /srv/demur/tests/fixtures/mail/signed.eml 2>&1) || true
  grep --quiet '^E-mails read: 1. About an objection: 1.$' <<<"$said" || { echo "$said" && exit 1; }
}

# The same package with a lower version number.
older_package() {
  dpkg-deb --raw-extract /srv/packages/demur_*.deb /tmp/older
  sed -i 's/^Version: .*/Version: 0.1.0/' /tmp/older/DEBIAN/control
  dpkg-deb --build --root-owner-group /tmp/older /tmp/older.deb >/dev/null
}

for person in anna ben carla; do useradd --create-home "$person"; done
trap 'exit 77' ERR
check_devices anna
trap - ERR
check_programs anna
install_command=$(readme_install)
start_browsers ben
start_browsers carla

echo "== The Debian package, in browsers that were started before it"
older_package
dpkg --install /tmp/older.deb
has_version 0.1.0
object ben /usr/bin/demur-host
as_person ben demur-host doctor
echo "== The next version, over it, as the README says: the history is still there, and whole"
(cd /srv/demur && bash -euc "$install_command")
has_version "$(dpkg-deb --field /srv/packages/demur_*.deb Version)"
as_person ben demur-host verify
as_person ben demur-host export --format csv | grep --quiet 'anna@firefox.example.org'
echo "== The Debian package, in browsers that were never started"
object anna /usr/bin/demur-host
reads_mail anna /usr/bin/demur-host
echo "== Removed and purged: the program goes, the histories stay"
dpkg --remove demur
said=$(dpkg --purge demur)
grep --quiet "Each person's history is still in ~/.local/share/demur:" <<<"$said" || { echo "$said" && exit 1; }
gone /usr/libexec/demur /usr/share/demur /etc/chromium/native-messaging-hosts/org.demur.host.json /usr/lib/mozilla/native-messaging-hosts/org.demur.host.json
[ -e /home/ben/.local/share/demur/demur.sqlite3 ]

echo "== The archive, for one person"
as_person carla tar --extract --file "$(echo /srv/packages/demur-*-linux-*.tar.gz)" --directory /home/carla
# Nothing else of the build is in it.
[ "$(cd /home/carla/demur-*/extension && echo *)" = "chromium firefox" ]
said=$(as_person carla sh -c 'cd && ./demur-*/install')
# It says what to load in each of the browsers that were started.
for choice in 'choose' 'choose manifest.json in'; do
  grep --quiet "$choice ~/.local/lib/demur/extension/" <<<"$said" || { echo "$said" && exit 1; }
done
rm -r /home/carla/demur-*
object carla /home/carla/.local/bin/demur-host DEMUR_EXTENSION=/home/carla/.local/lib/demur/extension
reads_mail carla /home/carla/.local/bin/demur-host
as_person carla /home/carla/.local/lib/demur/uninstall
gone /home/carla/.local/lib/demur /home/carla/.local/bin/demur-host /home/carla/.config/chromium/NativeMessagingHosts/org.demur.host.json
[ -e /home/carla/.local/share/demur/demur.sqlite3 ]
