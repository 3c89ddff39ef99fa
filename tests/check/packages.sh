# shellcheck shell=bash
# The steps that make the packages and try them.

# What only they need, in addition to what every check does.
package_tools=(lintian)

# pack BUILD
pack() {
  quietly packages/pack "$1" build-release/packages
  checked tests/check/static_parts.sh "$1" build-release/packages
  if command -v lintian >/dev/null; then
    checked lintian --allow-root --fail-on error,warning build-release/packages/*.deb
  else
    skip "the Debian package by lintian, which could not be installed."
  fi
  (cd build-release/packages && ls)
}

try_packages() {
  local log status=0
  log=$(mktemp -p "$report")
  as_root tests/packages/clean_root.sh build-release/packages >"$log" 2>&1 || status=$?
  grep '^== ' "$log" || true
  if [ "$status" = 77 ]; then
    tail -n 5 "$log"
    skip "the packages, installed and used: this machine doesn't let root make a usable copy of its system."
    return
  fi
  if [ "$status" != 0 ]; then
    tail -n 100 "$log"
    name_failed "the packages, installed and used: after \"$(grep '^== ' "$log" | tail -n 1)\""
  fi
  count "$(grep -c '^ok [0-9]' "$log")" "$((status != 0))"
}

pack_release() {
  quietly cmake --preset release
  pack build-release
}

# package_steps [BUILD]: from an existing build, or the release preset. They differ only in that warnings are errors, and in no byte.
package_steps() {
  if [ $# = 1 ]; then
    step "Packages" pack "$1"
  else
    step "Packages" pack_release
  fi
  if has_passed; then
    step "Packages, installed and used" try_packages
  fi
}
