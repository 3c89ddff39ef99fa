# shellcheck shell=bash
# Compares the host with others of its kind, and its reader with others that read mailboxes.

build_benches() {
  quietly cmake --preset dev
  quietly cmake --build --preset dev --target demur-host demur-reader bench-peers bench-mailbox echo-host
  count 1 0
}

measure_peers() {
  local status=0
  as_root tests/bench/beside_peers.sh || status=$?
  if [ "$status" = 77 ]; then
    skip "other hosts: this machine doesn't let root make a usable copy of its system."
    return
  fi
  count "$((status == 0))" "$((status != 0))"
}

# DEMUR_MAILBOX_MIB: how large a mailbox.
measure_mailbox() {
  build/tests/bench/bench-mailbox build/native-host/demur-reader "${DEMUR_MAILBOX_MIB:-1024}" python3
  count 1 0
}

peers() {
  takes 5
  setup
  expect_steps 3
  step "Build" build_benches
  if has_passed; then
    step "Hosts" measure_peers
    step "Readers of mailboxes" measure_mailbox
  fi
  finish
}
