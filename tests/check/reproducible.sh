#!/usr/bin/env bash
# Makes the packages of the last commit twice, in folders with different names, for people with different umasks, once over an older build
# and once from scratch, and compares their bytes. Then builds the extension from the source archive as its instructions say. Prints a line
# for each package: "ok" or "not ok".
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=$(mktemp --directory --tmpdir=/var/tmp)
trap 'rm -rf "$folder"' EXIT
first=$folder/first second=$folder/"the second, elsewhere"
status=0

# told TITLE COMMAND...
told() {
  local title=$1
  shift
  if "$@"; then echo "ok $title"; else echo "not ok $title" && status=1; fi
}

pack() {
  cmake --preset release
  mkdir -p build-release/packages
  # The installer for Windows is made separately, and may be there first.
  echo "for Windows" >"build-release/packages/demur-$version-windows-x64.exe"
  packages/pack build-release
}

version=$(sed -n 's/^project(Demur VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
git clone --quiet --no-local . "$first"
(
  umask 022
  cd "$first"
  pack
  git -c user.name=Demur -c user.email=demur@demur.org commit --quiet --allow-empty --message "Change nothing but the time"
  pack
)
(
  umask 077
  git clone --quiet --no-local "$first" "$second"
  cd "$second"
  pack
)

names=$(cd "$first/build-release/packages" && ls)
told "the same packages" test "$names" = "$(cd "$second/build-release/packages" && ls)"
for name in $names; do
  told "$name, twice the same" cmp "$first/build-release/packages/$name" "$second/build-release/packages/$name"
done
told "the installer's checksum beside the others'" grep --quiet "demur-$version-windows-x64.exe" "$first/build-release/packages/SHA256SUMS"

# The commands for reviewers, as the archive itself has them.
# shellcheck disable=SC2016 # The backquotes are Markdown's.
commands() { sed -n '/^## For reviewers/,$p' | sed -n '/^```sh$/,/^```$/{/^```/!p}' | sed "s/VERSION/$version/g"; }
archive=$first/build-release/packages/demur-$version-source.tar.gz
mkdir "$folder/reviewer"
cp "$archive" "$folder/reviewer/"
tar --extract --to-stdout --file "$archive" "demur-$version/docs/releasing.md" | commands >"$folder/commands"
[ -s "$folder/commands" ]
(cd "$folder/reviewer" && bash -eu "$folder/commands")
for browser in chromium firefox; do
  mkdir -p "$folder/packed/$browser"
  (cd "$folder/packed/$browser" && cmake -E tar xf "$first/build-release/packages/demur-$browser-$version.zip")
  told "the extension for $browser, from the source archive" \
    diff --recursive "$folder/packed/$browser" "$folder/reviewer/demur-$version/build-release/extension/$browser"
done
exit "$status"
