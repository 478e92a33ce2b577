# shellcheck shell=bash
# shellcheck source=tests/enable-fips/lib.sh
. "${here:?}/lib.sh"

it_shows_help_with_an_example_and_every_exit_code() {
  run_words "$script" --help
  expect_code 0
  expect_text 'usage: enable-fips.sh check|plan|apply|verify|rollback' 'example: enable-fips.sh check' 'exit codes: 0 ' ' 64 ' --root --state-dir
  run_words "$script" apply --help
  expect_code 0
}

it_ends_with_64_on_wrong_usage() {
  make_root al2
  local -a wrong
  for wrong in '' 'enable' 'check plan' '--bad check' 'verify --expect maybe' 'verify --expect' 'check --root' 'check --root /nowhere/at/all'; do
    # shellcheck disable=SC2086  # words are wanted
    run_words "$script" $wrong
    expect_code 64
    expect_text 'error: ' '--help'
  done
}

# it_needs_a_terminal: script(1) gives the program one.
on_a_terminal() {
  [[ -x /usr/bin/script ]] || skip 'script of util-linux is not installed'
  code=0
  output=$(SHELL=/bin/bash TMPDIR=$work script -qec "$1" /dev/null <<<"${2:-}" 2>&1) || code=$?
}

it_uses_colours_on_a_terminal_unless_told_not_to() {
  make_root al2
  on_a_terminal "$script check --root $R"
  expect_text $'\033[32mok      \033[0m' $'\033[33mtrap'
  on_a_terminal "NO_COLOR=1 $script check --root $R"
  expect_text 'trap '
  expect_no_text $'\033['
  on_a_terminal "$script check --no-color --root $R"
  expect_no_text $'\033['
  run check
  expect_no_text $'\033['
}

it_aligns_the_columns_of_its_table() {
  make_root al2
  run check
  local line
  while IFS= read -r line; do
    [[ -n $line ]] || return 0
    [[ ${line:15} =~ ^(result|ok|trap|OBSTACLE)\ *$ || ${line:15:10} =~ ^(result|ok|trap|OBSTACLE)\ +$ ]] || fail_test "out of line: $line"
    [[ ${line:25:1} != ' ' && ${line:23:2} == '  ' ]] || fail_test "out of line: $line"
  done <<<"$output"
}

it_uses_nothing_newer_than_bash_4_2() {
  local found
  found=$(grep -nE 'local -n|declare -n|\$\{[A-Za-z_]+@[A-Za-z]\}|mapfile -d|readarray -d|wait -n|EPOCH|BASH_ARGV0|-v [a-z_]+\[|\[-[0-9]+\]=|inherit_errexit|SRANDOM|;;&&' "$script" || true)
  expect_equal "$found" ''
  # Before bash 4.4 an empty array is "unbound" under set -u: each expansion of one that may be empty is guarded.
  found=$(grep -nE '(^|[^+])"\$\{(found_[a-z]+|steps|to_install|words)\[@\]\}"' "$script" | grep -vE '\[@\]\+"|!found_names|!steps|quoted "\$\{words|#to_install\[@\]\} == 0|install "\$\{to_install' || true)
  expect_equal "$found" ''
}

it_asks_before_it_changes_anything() {
  make_root al2
  remember
  run apply
  expect_code 1
  expect_text 'nobody can be asked' '--yes'
  expect_unchanged
  on_a_terminal "$script apply --root $R" no
  expect_code 1
  expect_text 'Go on? [yes/no]' 'not confirmed'
  expect_unchanged
  on_a_terminal "$script apply --root $R" yes
  expect_code 0
  run rollback
  expect_code 1
  expect_text 'nobody can be asked'
  on_a_terminal "$script rollback --root $R" yes
  expect_code 0
  expect_unchanged
}
