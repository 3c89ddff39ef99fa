#!/usr/bin/env bash
# Runs the demo and the quick check, as committed, or the command given, on a fresh minimal Debian 12 with nothing from this
# machine in it but the sources and how its apt and npm reach their servers. As root, on Debian or a relative with mmdebstrap.
set -euo pipefail
cd "$(dirname "$0")/../.."

[ "$(id -u)" = 0 ] || {
  echo "Only root can make a root file system: run this with sudo."
  exit 1
}
# The mounts are visible only in here, and end with it.
if [ "${1:-}" != inside ]; then
  exec unshare --mount --propagation private -- "$0" inside "$@"
fi
shift

root=$(mktemp --directory --tmpdir=/var/tmp)
leave() {
  umount --recursive --lazy "$root" 2>/dev/null || true
  rmdir "$root"
}
trap leave EXIT
mount --types tmpfs --options mode=755 tmpfs "$root"

# How this machine reaches servers: proxies, certificates, mirrors. None of it is part of what is tested.
copy_to_root() {
  local file
  for file in "$@"; do
    [ -e "$file" ] || continue
    mkdir -p "$root$(dirname "$file")"
    cp --recursive --dereference "$file" "$root$(dirname "$file")/"
  done
}
sources=/etc/apt/sources.list.d/debian.sources
[ -e "$sources" ] || sources=/etc/apt/sources.list
mmdebstrap --quiet --variant=minbase --include=ca-certificates bookworm "$root" "$sources"
for file in /etc/apt/apt.conf.d/*; do
  # Only what determines how servers are reached.
  if grep -qiE '^\s*Acquire' "$file"; then copy_to_root "$file"; fi
done
copy_to_root /etc/apt/apt.conf /etc/apt/auth.conf /etc/apt/auth.conf.d /etc/npmrc /usr/etc/npmrc "$HOME/.npmrc" /etc/resolv.conf /etc/hosts \
  /etc/ssl/certs /usr/local/share/ca-certificates /usr/share/ca-certificates
mount --types proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --types tmpfs tmpfs "$root/tmp"
git clone --quiet --no-local . "$root/root/demur"

mapfile -t connection < <(env | grep -iE '^(https?_proxy|no_proxy|npm_config_[a-z_]+|NODE_EXTRA_CA_CERTS)=')
in_root() {
  env --ignore-environment "${connection[@]}" HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    chroot "$root" sh -c "cd /root/demur && $1"
}
if [ $# != 0 ]; then
  in_root "$*"
else
  in_root "./demo --headless"
  in_root "./check --quick"
fi
