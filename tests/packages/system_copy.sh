# shellcheck shell=bash
# A copy of this system to install things in, which is gone afterwards. To be sourced.

# with_own_mounts SCRIPT ARGUMENT...: runs the script with an empty folder as its last argument, within mounts of its own. Needs root; exits
# with 77 where not even root can mount, as in some containers.
with_own_mounts() {
  local root
  root=$(mktemp --directory --tmpdir=/var/tmp)
  # shellcheck disable=SC2064 # This folder.
  trap "rmdir '$root'" EXIT
  unshare --mount true || exit 77
  # What is mounted is seen in there alone, and ends with it.
  unshare --mount --propagation private -- "$@" "$root"
}

# copy_system ROOT: a copy in ROOT/system, in which these sources are /srv/demur. All that is written in it stays in memory.
copy_system() {
  mount --types tmpfs --options mode=755 tmpfs "$1"
  mkdir "$1/changes" "$1/work" "$1/system"
  mount --types overlay --options "lowerdir=/,upperdir=$1/changes,workdir=$1/work" overlay "$1/system"
  mount --rbind /dev "$1/system/dev"
  mount --rbind /proc "$1/system/proc"
  mount --types tmpfs --options mode=1777 tmpfs "$1/system/tmp"
  # A plain user can't read what lies in root's home.
  mkdir -p "$1/system/srv/demur" "$1/system/before"
  mount --bind "$PWD" "$1/system/srv/demur"
}

# enter_copy ROOT: from here on the copy is the system.
enter_copy() {
  # Not chroot: within one Chromium can't make its own sandbox (unshare(2), EPERM).
  cd "$1/system" || return
  pivot_root . before
  cd /
  umount --lazy /before
}
