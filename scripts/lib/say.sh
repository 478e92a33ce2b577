# shellcheck shell=bash
# Messages of the scripts: one line a step, with the seconds since the script began; errors are one line that says what to do.

say() { printf '[%4ds] %s\n' "$SECONDS" "$*"; }

fail() {
  printf '%s: error: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# step TITLE LOG COMMAND... runs a command with its output in LOG; on failure shows the end of the log and ends the script.
step() {
  local title=$1 log=$2
  shift 2
  say "$title"
  mkdir -p "$(dirname "$log")"
  if "$@" >"$log" 2>&1; then return; fi
  tail -n 60 "$log" >&2
  fail "$title: failed, the full log is $log"
}
