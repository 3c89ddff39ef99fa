#!/bin/sh
# dlls.sh PROGRAM DLL...: whether a program for Windows loads only these DLLs, is loaded at a random address, and keeps
# data from being run as code. None of them is the compiler's, and none reaches a network.
set -eu
program=$1
shift
listing=$(x86_64-w64-mingw32-objdump -p "$program")
loaded=$(printf '%s\n' "$listing" | sed -n 's/.*DLL Name: *//p' | tr '[:upper:]' '[:lower:]')
[ -n "$loaded" ]
for dll in $loaded; do
  case " $* " in
    *" $dll "*) ;;
    *)
      echo "$program loads $dll"
      exit 1
      ;;
  esac
done
for mark in HIGH_ENTROPY_VA DYNAMIC_BASE NX_COMPAT; do
  printf '%s\n' "$listing" | grep -q "$mark" || {
    echo "$program isn't marked $mark"
    exit 1
  }
done
