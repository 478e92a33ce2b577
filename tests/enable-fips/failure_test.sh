# shellcheck shell=bash
# shellcheck source=tests/enable-fips/lib.sh
. "${here:?}/lib.sh"

# fails_and_goes_back COMMAND WHEN [TEXT]: apply stops at that command, says so, refuses to go on, and rollback brings all back.
fails_and_goes_back() {
  remember
  echo "$2" >"$R/var/recorder/fail-$1"
  run apply --yes
  expect_code 1
  expect_text ' failed with exit status 7: ' "$1: made to fail $2" 'nothing after it was done; do not restart like this' 'to go back: ' "${3:-}"
  [[ $(state_of) == 'failed at step '* ]] || fail_test 'the state does not say that it failed'
  rm "$R/var/recorder/fail-$1"
  run apply --yes
  expect_code 2
  expect_text 'an earlier run was not finished: failed at step ' 'Go back first'
  run rollback --yes
  expect_code 0
  expect_unchanged
  expect_equal "$(state_of)" rolled-back
}

each_failure() {
  local when root=$1 command=$2
  shift 2
  for when in before midway after; do
    make_root "$root"
    "${1:-true}"
    fails_and_goes_back "$command" $when
  done
}

it_goes_back_when_the_packages_cannot_be_installed() { each_failure al2 yum; }

it_goes_back_when_prelink_cannot_be_undone() { each_failure al2 prelink prelinked_root; }

it_goes_back_when_the_initramfs_cannot_be_made() { each_failure al2 dracut; }

it_goes_back_when_the_boot_entries_cannot_be_changed() { each_failure al2 grubby; }

it_goes_back_with_a_boot_of_its_own() {
  make_root al2
  separate_boot 16
  fails_and_goes_back grubby after "boot=UUID=$boot_uuid"
}

it_goes_back_on_amazon_linux_2023_when_packages_fail() { each_failure al2023 dnf; }

it_goes_back_on_amazon_linux_2023_when_the_swap_fails() {
  make_root al2023
  rpm --root "$R" --dbpath /var/lib/rpm -i "$template"/repository/crypto-policies-scripts-*.rpm 2>/dev/null
  fails_and_goes_back dnf midway 'dnf -y swap'
}

it_goes_back_when_fips_mode_setup_fails() { each_failure al2023 fips-mode-setup; }

# Commands that are not recorders are made to fail by what they find.
it_goes_back_when_a_file_cannot_be_written() {
  local folder
  for folder in etc/default etc/sysconfig; do
    make_root al2
    prelinked_root
    remember
    mount -n --bind "$R/$folder" "$R/$folder"
    mount -n -o remount,bind,ro "$R/$folder"
    run apply --yes
    expect_code 1
    expect_text 'sed -i ' 'Read-only file system'
    umount -n "$R/$folder"
    run rollback --yes
    expect_code 0
    expect_unchanged
  done
}

it_goes_back_when_the_cache_of_prelink_cannot_be_removed() {
  make_root al2
  prelinked_root
  remember
  mount -n --bind "$R/etc/prelink.cache" "$R/etc/prelink.cache"
  run apply --yes
  expect_code 1
  expect_text 'rm -f /etc/prelink.cache' 'Device or resource busy' 'to go back: '
  umount -n "$R/etc/prelink.cache"
  run rollback --yes
  expect_code 0
  expect_unchanged
}

it_goes_back_when_what_no_package_brings_cannot_be_made() {
  local file
  for file in etc/system-fips etc/dracut.conf.d/40-fips.conf; do
    make_root al2
    rm -rf "$work/empty"
    put_empty_dracut_fips
    ln -s /no/such/folder/file "$R/$file"
    remember
    run apply --yes
    expect_code 1
    expect_text "/$file" 'step ' ' failed with exit status ' 'to go back: '
    run rollback --yes
    expect_code 0
    expect_unchanged
  done
}

it_goes_back_on_amazon_linux_2023_when_the_initramfs_of_another_kernel_cannot_be_made() {
  make_root al2023
  # shellcheck source=tests/enable-fips/kernel.sh
  . "$here/kernel.sh"
  put_kernel "$R" 6.1.140-154.222.amzn2023.x86_64 "$work"
  rm -r "$R/usr/lib/modules/6.1.140-154.222.amzn2023.x86_64"
  remember
  run apply --yes
  expect_code 1
  expect_text 'step 4 of 5 failed with exit status 98' 'dracut -f /boot/initramfs-6.1.140' 'to go back: '
  run rollback --yes
  expect_code 0
  expect_unchanged
}

it_changes_nothing_when_the_copies_cannot_be_made() {
  make_root al2
  # Links are followed by the look at the room that is needed, so this one is too large only when it is copied.
  mkdir "$work/small"
  mount -n -t tmpfs -o size=1100k,mode=700,nr_inodes=12 small "$work/small"
  remember
  run apply --yes --state-dir "$work/small"
  expect_code 1
  expect_unchanged
  umount -n "$work/small"
  run apply --yes --state-dir "$work/small"
  expect_code 0
}

it_goes_back_after_a_signal() {
  make_root al2
  remember
  echo hang >"$R/var/recorder/fail-dracut"
  "$script" apply --yes --root "$R" >"$work/output" 2>&1 </dev/null &
  local pid=$!
  until [[ -s $R/var/recorder/hanging ]]; do sleep 0.05; done
  kill -TERM $pid
  kill "$(<"$R/var/recorder/hanging")"
  code=0
  wait $pid || code=$?
  output=$(<"$work/output")
  expect_code 1
  expect_text 'stopped by a signal' 'to go back: '
  rm "$R"/var/recorder/{fail-dracut,hanging}
  run rollback --yes
  expect_code 0
  expect_unchanged
}

it_goes_back_after_it_was_killed_or_the_power_failed() {
  make_root al2
  remember
  echo hang >"$R/var/recorder/fail-grubby"
  "$script" apply --yes --root "$R" >/dev/null 2>&1 </dev/null &
  local pid=$!
  until [[ -s $R/var/recorder/hanging ]]; do sleep 0.05; done
  kill -KILL $pid
  wait $pid 2>/dev/null || true
  kill "$(<"$R/var/recorder/hanging")"
  rm "$R"/var/recorder/{fail-grubby,hanging}
  run check
  expect_code 2
  expect_text 'an earlier run was not finished: in step '
  run rollback --yes
  expect_code 0
  expect_unchanged
}
