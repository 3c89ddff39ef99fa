# shellcheck shell=bash
# The steps that make the packages and try them.

# What only they need, beside what every check does.
package_tools=(lintian)

pack() {
  quietly cmake --preset release
  quietly packages/pack build-release
  checked lintian --allow-root --fail-on error,warning build-release/packages/*.deb
  (cd build-release/packages && ls)
}

# Some machines let not even root make a copy of their system, such as those that are containers themselves.
try_packages() {
  if ! as_root unshare --mount true 2>/dev/null; then
    echo "Not tried: this machine doesn't allow a mount namespace (unshare --mount), in which the packages are installed."
    return
  fi
  local log status=0
  log=$(mktemp -p "$report")
  as_root tests/packages/clean_root.sh build-release/packages 2>&1 | tee "$log" | grep --line-buffered '^== ' || status=$?
  [ "$status" = 0 ] || tail -n 100 "$log"
  count "$(grep -c '^ok' "$log")" "$((status != 0))"
}

package_steps() {
  step "Packages" pack
  if has_passed; then
    step "Packages, installed and used" try_packages
  fi
}
