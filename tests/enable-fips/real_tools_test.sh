# shellcheck shell=bash
# shellcheck source=tests/enable-fips/lib.sh
. "${here:?}/lib.sh"

# root_on_a_device puts a copy of al2 on an ext4 file system: grub-mkconfig asks for the device of /.
root_on_a_device() {
  make_root al2
  truncate -s 96M "$work/root.image"
  mkfs.ext4 -q -U 5c1d0d52-3c0e-4f5b-8f0c-1a2b3c4d5e6f "$work/root.image"
  mv "$R" "$R.copy"
  mkdir "$R"
  mount -n -o loop "$work/root.image" "$R" || skip 'no loop device can be had'
  cp -a "$R.copy/." "$R/"
  rm -rf "$R.copy"
  local device
  device=$(findmnt -n -o SOURCE --mountpoint "$R")
  # grub-mkconfig asks what a loop device stands for, so it gets the name that a host's disk has.
  mknod "$R/dev/xvda1" b "$(stat -c %Hr "$device")" "$(stat -c %Lr "$device")"
  printf '1 0 %s / / rw - ext4 /dev/xvda1 rw\n' "$(stat -c '%Hr:%Lr' "$device")" >"$R/proc/self/mountinfo"
}

it_uses_the_real_grub_mkconfig_where_grubby_is_missing() {
  root_on_a_device
  rm "$R/usr/sbin/grubby"
  chroot "$R" grub2-mkconfig -o /boot/grub2/grub.cfg >"$work/mkconfig.log" 2>&1 || fail_test "grub2-mkconfig: $(tail -n 3 "$work/mkconfig.log")"
  remember
  run plan
  expect_code 0
  expect_text 'grub2-mkconfig -o /boot/grub2/grub.cfg'
  run apply --yes
  expect_code 0
  local lines
  lines=$(grep -E '^[[:space:]]*linux' "$R/boot/grub2/grub.cfg")
  (($(wc -l <<<"$lines") >= 2)) || fail_test 'too few entries'
  expect_equal "$(grep -v ' fips=1' <<<"$lines" || true)" ''
  run apply --yes
  expect_text 'Nothing to do'
  run rollback --yes
  expect_code 0
  expect_unchanged
}

it_reads_and_restores_a_real_grubenv() {
  make_root al2
  rm "$R/boot/grub2/grubenv"
  chroot "$R" grub-editenv /boot/grub2/grubenv create
  chroot "$R" grub-editenv /boot/grub2/grubenv set saved_entry=0
  remember
  run apply --yes
  expect_code 0
  chroot "$R" grub-editenv /boot/grub2/grubenv set boot_success=1
  run rollback --yes
  expect_code 0
  expect_unchanged
}

# The script as it is on a host, without --root, in a root that has fipsprobe beside it. /proc is this machine's, so what check
# says of a container or of the running kernel is not looked at.
inside() {
  mount -n --bind /proc "$R/proc"
  cp "$script" "$R/root/enable-fips.sh"
  run_words chroot "$R" /root/enable-fips.sh "$@"
}

put_fipsprobe() {
  [[ -x ${fipsprobe:-} ]] || skip 'the program was not built'
  install -m 755 "$fipsprobe" "$R/root/fipsprobe"
  local library
  while read -r library; do
    [[ -e $R$library ]] || { mkdir -p "$R$(dirname "$library")" && cp -L "$library" "$R$library"; }
  done < <(ldd "$fipsprobe" | grep -oE '/[^ ]+')
}

it_asks_the_real_fipsprobe_beside_it() {
  make_root al2
  put_fipsprobe
  inside verify
  expect_code 2
  output=$(tr -s ' ' <<<"$output")
  expect_text 'modules DIFFERS fipsprobe verify: ' 'libcrypto.so.3: expected on, is off'
  run_words chroot "$R" /root/enable-fips.sh check
  output=$(tr -s ' ' <<<"$output")
  expect_text 'modules ok fipsprobe selftest: none fails'
}

# A module that fails its self-tests now would end the programs that use it once FIPS mode is on.
it_refuses_when_fipsprobe_finds_a_module_that_fails() {
  make_root al2
  # shellcheck disable=SC2016  # a script
  printf '#!/bin/bash\n[[ "$1 $2" == "selftest --quiet" ]] || exit 64\necho "/usr/lib64/libcrypto.so.10  fips  FIPS_selftest  fail  fingerprint does not match"\nexit 2\n' \
    >"$R/usr/bin/fipsprobe"
  chmod +x "$R/usr/bin/fipsprobe"
  inside check
  expect_code 2
  output=$(tr -s ' ' <<<"$output")
  expect_text 'modules OBSTACLE fipsprobe selftest: a module fails' 'FIPS_selftest fail fingerprint does not match'
}

it_works_without_fipsprobe() {
  make_root al2
  inside verify
  expect_code 2
  expect_no_text fipsprobe
}
