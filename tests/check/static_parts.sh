#!/usr/bin/env bash
# static_parts.sh BUILD PACKAGES: whether the released licences name everything that is compiled into the programs of a build and bundled
# into the extension, and whether its Debian package needs nothing but the C library.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=$1
status=0

wrong() {
  echo "$1"
  status=1
}

# The packages whose headers and static libraries are in the programs.
packages_of() {
  {
    ninja -C "$build" -t deps | sed -n '\|^native-host/|,/^$/s|^ *\(/usr/[^ ]*\)$|\1|p'
    ninja -C "$build" -t commands demur-host demur-reader | grep -o '/usr/[^ ]*\.a\b'
  } | sort -u | xargs -n 500 realpath --no-symlinks | xargs -n 500 dpkg-query --search | sed 's/^\([^:]*\):.*/\1/' | sort -u
}

# What has the licence of the compiler's libraries. The kernel's headers are not part of a program that uses the kernel.
licence_of() {
  case "$1" in
    libstdc++-*-dev | libgcc-*-dev) echo gcc-12-base ;;
    linux-libc-dev) echo none ;;
    *) echo "$1" ;;
  esac
}

parts=$(packages_of)
# With fewer, the search itself is broken.
for part in libsqlite3-dev nlohmann-json3-dev; do
  grep --quiet --line-regexp "$part" <<<"$parts" || wrong "$part is not found among the parts of the program."
done
for part in $parts; do
  licence=$(licence_of "$part")
  [ "$licence" = none ] || grep --quiet --word-regexp --fixed-strings -- "$licence" packages/licences ||
    wrong "packages/licences lacks $part, which is in the program."
done
for part in $(node --print 'Object.keys(require("./package.json").dependencies).join(" ")'); do
  grep --quiet --fixed-strings "node_modules/$part/" packages/licences ||
    wrong "packages/licences lacks $part, which is in the extension."
done

folder=$(mktemp --directory)
trap 'rm -r "$folder"' EXIT
package=$(echo "$2"/demur_*.deb)
for field in Depends Pre-Depends Recommends; do
  needed=$(dpkg-deb --field "$package" "$field")
  [[ "$needed" =~ ^(libc6( \([^,]*\))?)?$ ]] || wrong "$field of the package is more than the C library: $needed"
done
dpkg-deb --extract "$package" "$folder"
for program in "$folder"/usr/libexec/demur/demur-*; do
  libraries=$(readelf --dynamic "$program" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | grep -v '^lib[cm]\.so\.6$\|^ld-linux' || true)
  [ -z "$libraries" ] || wrong "$program needs $libraries"
done
exit "$status"
