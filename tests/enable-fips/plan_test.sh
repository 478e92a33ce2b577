# shellcheck shell=bash
# shellcheck source=tests/enable-fips/lib.sh
. "${here:?}/lib.sh"

# expect_plan FILE compares the plan with what was written down; ROOT stands for the private root, SCRIPT for the script.
expect_plan() {
  expect_code 0
  output=${output//$R/ROOT}
  output=${output//$script/SCRIPT}
  expect_equal "$output" "$(<"$here/expected/$1")"
}

it_plans_amazon_linux_2_with_boot_on_the_root_device() {
  make_root al2
  remember
  run plan
  expect_plan plan-al2.txt
  expect_unchanged
}

it_plans_amazon_linux_2_with_a_boot_of_its_own() {
  make_root al2
  separate_boot 16
  remember
  run plan
  expect_plan plan-al2-separate-boot.txt
  expect_unchanged
}

it_plans_amazon_linux_2023() {
  make_root al2023
  remember
  run plan
  expect_plan plan-al2023.txt
  expect_unchanged
}

it_says_the_same_for_apply_with_dry_run() {
  make_root al2
  run plan
  local planned=$output
  run apply --dry-run
  expect_equal "$output" "$planned"
  [[ ! -e $R/var/lib/enable-fips ]] || fail_test 'a state folder was made'
}

it_plans_to_undo_prelink_before_the_initramfs() {
  make_root al2
  prelinked_root
  run plan
  expect_code 0
  local order
  order=$(grep '^ *[1-9]' <<<"$output" | grep -oE 'PRELINKING=no|prelink -u -a|prelink.cache|dracut -f' | uniq | tr '\n' ' ')
  expect_equal "$order" 'PRELINKING=no prelink -u -a prelink.cache dracut -f '
}

# What plan prints, pasted into a shell, must do what apply does.
it_prints_commands_that_do_what_apply_does() {
  make_root al2
  run plan
  printf '%s\n' "$output" | sed -n "s/^ *[1-9][0-9]*  chroot /chroot /p" >"$work/pasted"
  (($(wc -l <"$work/pasted") == 7)) || fail_test 'not seven commands'
  # Their order counts, and so does that the package brings two of the files.
  grep -vE 'touch /etc/system-fips|40-fips.conf' "$work/pasted" >"$work/commands"
  bash -e "$work/commands" >/dev/null 2>&1 || fail_test 'a command failed'
  local by_hand recorded_by_hand
  by_hand=$(tree_of "$R" | sed "s/^\([0-9a-f]\{64\}\)  .*initramfs.*//")
  recorded_by_hand=$(recorded)
  make_root al2
  run apply --yes
  expect_code 0
  expect_equal "$(tree_of "$R" | sed "s/^\([0-9a-f]\{64\}\)  .*initramfs.*//")" "$by_hand"
  expect_equal "$(recorded)" "$recorded_by_hand"
}
