# shellcheck shell=bash
# Installs what is missing, on Debian and its relatives. Other systems are told what they need.

packages=(git build-essential clang-format clang-tidy cmake ninja-build pkgconf nodejs npm openssl shellcheck
  nlohmann-json3-dev libspdlog-dev libfmt-dev libcli11-dev libsqlite3-dev libsodium-dev libutf8proc-dev zlib1g-dev
  libbearssl-dev libboost1.81-dev catch2 chromium firefox-esr fonts-dejavu-core poppler-utils)
commands=(git g++ clang-format clang-tidy cmake ninja pkg-config node npm openssl pdftotext shellcheck)

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

is_installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

# Runs apt, and reports each tenth of the way on descriptor 3, past `quietly`.
with_percent() {
  local line kind percent stage="" last=0 tenth
  "$@" | while IFS= read -r line; do
    printf '%s\n' "$line"
    IFS=: read -r kind _ percent _ <<<"$line"
    case "$kind" in
      dlstatus) kind=Downloading ;;
      pmstatus) kind=Installing ;;
      *) continue ;;
    esac
    tenth=$((${percent%%.*} / 10))
    [ "$kind" != "$stage" ] || [ "$tenth" -gt "$last" ] || continue
    printf '%s: %d %%\n' "$kind" "$((tenth * 10))" >&3
    stage=$kind last=$tenth
  done
}

# Without apt, the person installs; this looks only for the programs, and CMake for the libraries.
setup_elsewhere() {
  local name missing=()
  for name in "${commands[@]}"; do command -v "$name" >/dev/null || missing+=("$name"); done
  [ ${#missing[@]} = 0 ] && return
  cat <<TEXT
Demur sets itself up on Debian 12 and its relatives only. On this system, please install these yourself:
- programs: GCC 12 or newer, CMake 3.25, Ninja, pkg-config, Node.js 18.18 or newer with npm, git, openssl,
  shellcheck, clang-format 14, clang-tidy 14, and pdftotext (poppler);
- libraries with headers and static archives: SQLite 3.40, libsodium, utf8proc, zlib, BearSSL; headers of nlohmann/json 3.11,
  spdlog, fmt 9, CLI11 2.1 and Boost 1.81; Catch2 2 or 3;
- browsers: Chromium 123 and Firefox or Firefox ESR 147, and the DejaVu fonts.
Missing here: ${missing[*]}
TEXT
  return 1
}

# setup PACKAGE...: what every check needs, and these.
setup() {
  command -v apt-get >/dev/null || {
    setup_elsewhere
    return
  }
  local missing=() name
  for name in "${packages[@]}" "$@"; do
    # Another source of Node.js is as good as Debian's.
    case "$name" in
      nodejs) command -v node >/dev/null && continue ;;
      npm) command -v npm >/dev/null && continue ;;
    esac
    is_installed "$name" || missing+=("$name")
  done
  [ ${#missing[@]} = 0 ] && return
  say "Installing ${missing[*]}"
  [ "$(id -u)" = 0 ] || echo "This asks for your password, because only an administrator may install."
  quietly as_root apt-get update
  # apt reports its progress on its output: dlstatus and pmstatus lines.
  quietly with_percent as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends -o APT::Status-Fd=1 "${missing[@]}"
}
