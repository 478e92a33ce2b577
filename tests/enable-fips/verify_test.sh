# shellcheck shell=bash
# shellcheck source=tests/enable-fips/lib.sh
. "${here:?}/lib.sh"

applied() {
  make_root "${1:-al2}"
  run apply --yes
  expect_code 0
  start_fips
}

# differs TEXT...: verify ends with 2 and says so.
differs() {
  run verify
  expect_code 2
  output=$(tr -s ' ' <<<"$output")
  expect_text "$@"
}

it_is_satisfied_after_apply_and_a_restart() {
  applied
  run verify
  expect_code 0
  expect_text 'as expected: FIPS mode is on' 'has the fips module' 'is as its .hmac says'
  run verify --expect off
  expect_code 2
  applied al2023
  run verify
  expect_code 0
  expect_text 'crypto policy' 'fips-mode-setup --is-enabled ends with 0'
}

it_is_satisfied_with_a_boot_of_its_own() {
  make_root al2
  separate_boot 16
  run apply --yes
  start_fips
  run verify
  expect_code 0
  expect_text "/boot is UUID=$boot_uuid, boot= is UUID=$boot_uuid"
  sed -i 's/boot=UUID=[^ ]*/boot=UUID=ffff/' "$R/proc/cmdline"
  differs 'boot= DIFFERS' "grubby --update-kernel=ALL --args=boot=UUID=$boot_uuid"
}

it_is_satisfied_after_a_rollback_and_a_restart() {
  applied
  run rollback --yes
  run verify
  expect_code 2
  start_fips
  run verify
  expect_code 0
  expect_text 'as expected: FIPS mode is off' 'paths are as they were before apply'
  echo x >>"$R/etc/default/grub"
  differs 'files DIFFERS /etc/default/grub'
}

it_names_each_difference() {
  applied
  echo 0 >"$R/proc/sys/crypto/fips_enabled"
  differs 'kernel flag DIFFERS /proc/sys/crypto/fips_enabled is 0'
  start_fips
  sed -i 's/fips=1/fips=0/' "$R/proc/cmdline"
  differs "command line DIFFERS fips= on the kernel's command line is 0"
  start_fips
  echo "$(<"$R/proc/cmdline") boot=/dev/xvda1" >"$R/proc/cmdline"
  differs 'boot= DIFFERS /boot is a folder of /, boot= is /dev/xvda1' '$ chroot'
  start_fips
  rm "$R/etc/system-fips"
  differs 'system-fips DIFFERS /etc/system-fips is missing' 'OpenSSL 1.0.2k and GnuTLS 3.3 are not in FIPS mode'
  touch "$R/etc/system-fips"
  cp "$template/al2/boot/initramfs-$al2_kernel.img" "$R/boot/"
  differs "initramfs DIFFERS /boot/initramfs-$al2_kernel.img has no fips module"
  printf x >>"$R/boot/vmlinuz-$al2_kernel"
  differs 'kernel .hmac DIFFERS'
  rm "$R/boot/.vmlinuz-$al2_kernel.hmac"
  differs "/boot/.vmlinuz-$al2_kernel.hmac is missing"
  cp "$template/al2/boot/grub2/grub.cfg" "$R/boot/grub2/grub.cfg"
  differs 'boot entries DIFFERS' 'has no fips=1'
  echo /usr/lib64/libdemo.so >"$R/etc/prelink.cache"
  differs 'prelink DIFFERS'
}

it_names_each_difference_of_amazon_linux_2023() {
  applied al2023
  echo DEFAULT >"$R/etc/crypto-policies/config"
  differs 'crypto policy DIFFERS' 'update-crypto-policies --set FIPS' 'fips-mode-setup --is-enabled ends with 1'
  echo FIPS >"$R/etc/crypto-policies/config"
  rpm --root "$R" --dbpath /var/lib/rpm -e openssl-fips-provider-certified
  differs 'provider DIFFERS openssl-fips-provider-certified is not installed'
}

it_says_unknown_for_what_it_cannot_see() {
  applied
  rm "$R/proc/sys/crypto/fips_enabled" "$R/proc/cmdline"
  run verify
  expect_code 3
  expect_text 'unknown' 'none differs, 2 unknown'
}
