# shellcheck shell=bash
# Runs ctest and the checks of style. Needs say.sh and cache.sh; `root` is the source tree.
root=${root:?}

declare -a test_reports=() test_closings=()

# run_tests PRESET CTEST_ARGUMENTS... runs tests of build/PRESET, one a processor side by side; failures are shown.
run_tests() {
  local preset=$1 report log
  shift
  report=$root/build/logs/$preset-tests-${#test_reports[@]}.xml
  log=${report%.xml}.log
  FIPSPROBE_MODULES=$(cache_folder)/modules
  export FIPSPROBE_MODULES
  step "$preset: testing (ctest $*)" "$log" ctest --test-dir "$root/build/$preset" --parallel "$(nproc)" --output-on-failure \
    --test-output-size-passed 65536 --output-junit "$report" "$@"
  test_reports+=("$report")
  test_closings+=("$preset: $(grep -E '^[0-9]+% tests passed|^No tests were found' "$log")")
}

# report_tests prints the tests that were skipped, each with its reason, and how ctest ended.
report_tests() {
  say 'skipped tests:'
  python3 "$root/scripts/lib/skipped.py" "${test_reports[@]}"
  say 'done'
  printf '%s\n' "${test_closings[@]}"
}

# own_files PATTERN... prints the files of the source tree that git knows or would add.
own_files() { git -C "$root" ls-files --cached --others --exclude-standard -- "$@"; }

check_style() {
  local -a sources scripts
  mapfile -t sources < <(cd "$root" && own_files '*.cpp' '*.hpp' | xargs -d '\n' ls -d 2>/dev/null)
  mapfile -t scripts < <(cd "$root" && own_files scripts .ci tests ':!*.cpp' | xargs -d '\n' grep -lsE '^#!/bin/(ba)?sh|^# shellcheck shell')
  step 'clang-format' "$root/build/logs/clang-format.log" clang-format --dry-run --Werror "${sources[@]}"
  step 'shellcheck' "$root/build/logs/shellcheck.log" shellcheck "${scripts[@]}"
  configure_preset lint
  step 'clang-tidy' "$root/build/logs/clang-tidy.log" python3 "$root/scripts/lib/tidy.py" "$root/build/lint" \
    "$(cache_folder)/tidy"
  tail -n 1 "$root/build/logs/clang-tidy.log"
}
