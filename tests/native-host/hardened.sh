#!/bin/sh
# hardened.sh PROGRAM: fails unless the program has the protections that the linker can give it.
set -eu
LC_ALL=C
export LC_ALL

expect() {
  if ! printf '%s\n' "$2" | grep -Eq "$3"; then
    echo "$program has no $1" >&2
    exit 1
  fi
}

program=$1
headers=$(readelf --file-header --program-headers --wide "$program")
dynamic=$(readelf --dynamic --wide "$program")
expect "random load address (ET_DYN)" "$headers" 'Type: +DYN'
expect "read-only relocations (GNU_RELRO)" "$headers" 'GNU_RELRO'
expect "immediate binding (BIND_NOW)" "$dynamic" 'BIND_NOW|FLAGS_1.*NOW'
expect "stack without execution (GNU_STACK)" "$headers" 'GNU_STACK .* RW +0x'
