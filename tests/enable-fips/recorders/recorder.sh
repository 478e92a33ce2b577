# shellcheck shell=bash
# What the recorders share. A recorder stands for a command that Debian lacks: it writes down how it was called, fails when the
# arguments are not exactly those that the real command would get, and then acts on the files of its root as the real one does.
#
# /var/recorder/fail-NAME, one word, makes it fail: before it does anything, midway, or after all is done. "lie" makes it say that
# all is well without doing anything. "hang" makes it wait midway until it is ended.
recorder=${0##*/}

record() { printf '%s' "$recorder" && printf ' %q' "$@" && printf '\n'; } >>/var/log/recorder

unexpected() {
  echo "$recorder: unexpected arguments: $*" >&2
  exit 98
}

# asked_for prints how the test asked for this command to fail.
asked_for() { cat "/var/recorder/fail-$recorder" 2>/dev/null || true; }

# half_way: is a half-written file wanted?
half_way() { [[ $(asked_for) == midway || $(asked_for) == hang ]]; }

# fail_here WHEN ends the command when the test asked for it.
fail_here() {
  local when
  when=$(asked_for)
  if [[ $when == lie && $1 == before ]]; then exit 0; fi
  if [[ $when == hang && $1 == midway ]]; then echo $$ >/var/recorder/hanging && exec sleep 1000; fi
  [[ $when == "$1" ]] || return 0
  echo "$recorder: made to fail $1" >&2
  exit 7
}
