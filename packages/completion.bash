# Completes the commands and options of demur-host.
_demur_host() {
  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} options=--help formats='json csv html'
  case "$previous" in
    --format)
      [ "${COMP_WORDS[1]}" = collect ] && formats='jsonl csv'
      mapfile -t COMPREPLY < <(compgen -W "$formats" -- "$word")
      return
      ;;
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
    verify) options='--json --seal --help' ;;
    collect) options='--out --format --personal --help' ;;
  esac
  if [ "$COMP_CWORD" = 1 ]; then
    options='register unregister doctor export import mailboxes redact keys verify collect serve --help --version'
  elif [[ ${COMP_WORDS[1]} =~ ^(import|redact|verify)$ && $word != -* ]]; then
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
    return
  elif [[ ${COMP_WORDS[1]} = collect && $word != -* ]]; then
    mapfile -t COMPREPLY < <(compgen -d -- "$word")
    return
  fi
  mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
}
complete -F _demur_host demur-host
