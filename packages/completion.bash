# Completes the commands and options of demur-host.
_demur_host() {
  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} options=--help
  case "$previous" in
    --format) mapfile -t COMPREPLY < <(compgen -W 'json csv html' -- "$word"); return ;;
    --into) mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
    --out) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    --browser)
      mapfile -t COMPREPLY < <(compgen -W "$(demur-host register --help | sed -n 's/^Browsers: //p')" -- "$word")
      return
      ;;
  esac
  case "${COMP_WORDS[1]}" in
    register | unregister) options='--browser --into --help' ;;
    doctor) options='--json --help' ;;
    export) options='--format --language --out --help' ;;
    import) options='--preview --with-changes --help' ;;
    mailboxes) options='--read --help' ;;
    keys) options='add list remove --help' ;;
  esac
  if [ "$COMP_CWORD" = 1 ]; then
    options='register unregister doctor export import mailboxes redact keys verify serve --help --version'
  elif [[ ${COMP_WORDS[1]} =~ ^(import|redact)$ && $word != -* ]]; then
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
    return
  fi
  mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
}
complete -F _demur_host demur-host
