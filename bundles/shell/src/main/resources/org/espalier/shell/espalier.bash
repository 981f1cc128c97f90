# Completion of espalier in bash: 'source' this file in ~/.bashrc, or put it where bash-completion looks for it.
# Made by the build from the verbs themselves. Jobs and runs are looked for here; for plugins and settings espalier is asked,
# which takes about a second, so its last answer is kept.

# Not in a subshell, which would forget the answer.
_espalier_ask() {
  local question="$PWD $*"
  if [ "$question" != "${_espalier_asked-}" ]; then
    _espalier_answer=$("$@" 2>/dev/null </dev/null | cut -f 1)
    _espalier_asked=$question
  fi
}

_espalier_jobs() {
  local command home file
  command=$(command -v -- "$1")
  home=$(dirname -- "$(readlink -f -- "$command" 2>/dev/null || printf '%s\n' "$command")")/..
  for file in "$home"/jobs/*.yaml; do
    [ -e "$file" ] && basename -- "$file" .yaml
  done
}

_espalier_runs() {
  local runs=$1 run
  for run in "$runs"/*/*/job.yaml; do
    [ -e "$run" ] || continue
    run=${run%/job.yaml}
    printf '%s\n' "${run#"$runs"/}"
  done
}

_espalier() {
  local line=${COMP_LINE:0:COMP_POINT} words=() cur previous verb count i
  # Split at blanks alone: bash's own words end at '=' too.
  read -ra words <<<"$line"
  case $line in *[[:space:]]) words+=("") ;; esac
  count=${#words[@]}
  cur=${words[count - 1]}
  previous=
  [ "$count" -gt 2 ] && previous=${words[count - 2]}
  COMPREPLY=()
  local verbs='@VERBS@'
  if [ "$count" -le 2 ]; then
    _espalier_offer "$verbs"
    return
  fi
  verb=${words[1]}
  local options='' argument=none more=none settings='' files=''
  case $verb in
    @CASES@
  esac
  local runs=runs given=0 skip=
  for ((i = 2; i < count - 1; i++)); do
    if [ -n "$skip" ]; then
      [ "$skip" = --runs ] && runs=${words[i]}
      skip=
    else
      case " $settings $files " in
        *" ${words[i]} "*) skip=${words[i]} ;;
        *) case ${words[i]} in -*) ;; *) given=$((given + 1)) ;; esac ;;
      esac
    fi
  done
  if [ -n "$skip" ]; then
    case " $settings " in
      *" $previous "*)
        # Up to the '=', so that one answer serves for every value that is begun.
        local begun=
        case $cur in *=*) begun=${cur%%=*}= ;; esac
        _espalier_ask "${words[0]}" complete -- "${words[@]:1:count-2}" "$begun"
        _espalier_offer "$_espalier_answer"
        ;;
      *) _espalier_files ;;
    esac
    return
  fi
  case $cur in
    -*)
      _espalier_offer "$options"
      return
      ;;
  esac
  case $argument:$given in
    job:0)
      _espalier_offer "$(_espalier_jobs "${words[0]}")"
      [ ${#COMPREPLY[@]} -gt 0 ] || _espalier_files
      ;;
    verb:0) _espalier_offer "$verbs" ;;
    run:0) _espalier_offer "$(_espalier_runs "$runs")" ;;
    plugin:[01] | live:0)
      _espalier_ask "${words[0]}" complete -- "${words[@]:1:count-2}" ""
      _espalier_offer "$_espalier_answer"
      ;;
    *)
      [ "$more" = ask ] || return
      # As above: one answer for every value that is begun.
      local started=
      case $cur in *=*) started=${cur%%=*}= ;; esac
      _espalier_ask "${words[0]}" complete -- "${words[@]:1:count-2}" "$started"
      _espalier_offer "$_espalier_answer"
      ;;
  esac
}

# What begins with the current word; bash replaces only what follows its last '=', and no blank follows an '='.
_espalier_offer() {
  local candidate kept=
  case $cur in *=*) kept=${cur%%=*}= ;; esac
  for candidate in $1; do
    case $candidate in
      "$cur"*)
        case $candidate in *=) type compopt >/dev/null 2>&1 && compopt -o nospace 2>/dev/null ;; esac
        case $COMP_WORDBREAKS in *=*) candidate=${candidate#"$kept"} ;; esac
        COMPREPLY+=("$candidate")
        ;;
    esac
  done
}

_espalier_files() {
  local file
  while IFS= read -r file; do
    COMPREPLY+=("$file")
  done < <(compgen -f -- "$cur")
  type compopt >/dev/null 2>&1 && compopt -o filenames 2>/dev/null
}

complete -F _espalier espalier
