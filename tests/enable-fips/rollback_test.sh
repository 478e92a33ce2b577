# shellcheck shell=bash
# shellcheck source=tests/enable-fips/lib.sh
. "${here:?}/lib.sh"

# apply_and_expect_all_back turns FIPS mode on and off again; every byte must be as it was remembered.
apply_and_expect_all_back() {
  run apply --yes
  expect_code 0
  run rollback --yes
  expect_code 0
  expect_unchanged
}

it_brings_back_every_byte_and_has_nothing_to_do_the_second_time() {
  make_root al2
  remember
  run rollback --yes
  expect_code 0
  expect_text 'Nothing to do'
  run apply --yes
  expect_code 0
  run rollback --yes
  expect_code 0
  expect_text 'rpm -e ' 'paths are as they were before apply' 'FIPS mode is off after a restart'
  expect_unchanged
  run rollback --yes
  expect_code 0
  expect_text 'Nothing to do'
  apply_and_expect_all_back
}

it_brings_back_prelinked_libraries_and_a_boot_of_its_own() {
  make_root al2
  prelinked_root
  separate_boot 16
  remember
  apply_and_expect_all_back
}

it_brings_back_amazon_linux_2023() {
  make_root al2023
  remember
  run apply --yes
  expect_code 0
  run rollback --yes
  expect_code 0
  expect_text 'dnf -y swap openssl-fips-provider-certified openssl-fips-provider-latest-3.0.8-1.amzn2023.0.3.x86_64'
  expect_unchanged
}

it_brings_back_modes_owners_and_links() {
  make_root al2
  chmod 640 "$R/etc/default/grub"
  chown 12:34 "$R/etc/default/grub"
  mv "$R/boot/grub2/grub.cfg" "$R/boot/grub2/real.cfg"
  ln -s real.cfg "$R/boot/grub2/grub.cfg"
  remember
  apply_and_expect_all_back
}

it_says_what_it_would_do_with_dry_run() {
  make_root al2
  run apply --yes
  remember
  run rollback --dry-run
  expect_code 0
  expect_text 'would remove package dracut-fips-033-535.amzn2.1.7.x86_64' 'would remove /etc/system-fips' 'would restore /boot/grub2/grub.cfg' \
    "would restore /boot/initramfs-$al2_kernel.img"
  expect_unchanged
}

it_refuses_when_someone_changed_a_file_since_and_keeps_it_with_force() {
  make_root al2
  remember
  run apply --yes
  echo 'GRUB_TIMEOUT=9' >>"$R/etc/default/grub"
  # The boot loader writes grubenv at every start: that does not count.
  echo 'boot_success=1' >>"$R/boot/grub2/grubenv"
  local changed
  changed=$(<"$R/etc/default/grub")
  run rollback --yes
  expect_code 2
  expect_text 'refused: someone changed this since apply' /etc/default/grub '--force' '--remove-args'
  expect_no_text grubenv
  expect_equal "$(<"$R/etc/default/grub")" "$changed"
  run rollback --yes --force
  expect_code 0
  expect_unchanged
  expect_equal "$(<"$R/var/lib/enable-fips/overwritten/etc/default/grub")" "$changed"
}

it_refuses_when_a_kernel_was_installed_since() {
  make_root al2023
  run apply --yes
  cp "$R/boot/vmlinuz-$al2023_kernel" "$R/boot/vmlinuz-6.1.150-174.273.amzn2023.x86_64"
  cp "$R/boot/initramfs-$al2023_kernel.img" "$R/boot/initramfs-6.1.150-174.273.amzn2023.x86_64.img"
  sed "s/$al2023_kernel/6.1.150-174.273.amzn2023.x86_64/" "$R"/boot/loader/entries/*.conf >"$work/entry"
  mv "$work/entry" "$R/boot/loader/entries/f-6.1.150-174.273.amzn2023.x86_64.conf"
  run rollback --yes
  expect_code 2
  expect_text 'kernel 6.1.150-174.273.amzn2023.x86_64 was installed'
  run rollback --yes --force
  expect_code 0
  expect_text 'Boot entries with FIPS mode are left' '/boot/vmlinuz-6.1.150-174.273.amzn2023.x86_64 has fips=1'
}

it_touches_nothing_when_its_copies_are_damaged() {
  make_root al2
  run apply --yes
  echo x >>"$R/var/lib/enable-fips/saved/files/etc/default/grub"
  remember
  run rollback --yes
  expect_code 1
  expect_text 'are damaged' 'sha256sum -c manifest.sha256' 'nothing was changed'
  expect_unchanged
}

it_goes_on_where_a_rollback_was_stopped() {
  make_root al2
  remember
  run apply --yes
  # A package that someone needs cannot be removed: the files are back, and rollback says what is left.
  printf 'Name: needs\nVersion: 1\nRelease: 1\nSummary: x\nLicense: x\nBuildArch: x86_64\nRequires: hmaccalc\n%%description\nx\n%%files\n' >"$work/s.spec"
  HOME=$work TMPDIR=$work rpmbuild -bb --quiet --define "_topdir $work/t" --define "_rpmdir $work" --define "_tmppath $work" --target x86_64-linux \
    --define '_build_name_fmt needs.rpm' "$work/s.spec" >/dev/null 2>&1 || fail_test 'rpmbuild'
  rpm --root "$R" --dbpath /var/lib/rpm -i "$work/needs.rpm" 2>/dev/null
  run rollback --yes
  expect_code 1
  expect_text 'hmaccalc is needed by (installed) needs-1-1.x86_64' 'every file is as it was, but not the packages'
  expect_equal "$(state_of)" 'rolling back'
  rpm --root "$R" --dbpath /var/lib/rpm -e needs
  run rollback --yes
  expect_code 0
  expect_unchanged
}

it_writes_over_a_file_when_there_is_no_room_for_two() {
  make_root al2
  separate_boot 10
  head -c 700000 /dev/urandom >"$R/boot/initramfs-$al2_kernel.img"
  remember
  run apply --yes
  expect_code 0
  # The new image is small here; what a real one would take is taken by a file that grows until /boot is full.
  head -c 720000 /dev/urandom >"$R/boot/initramfs-$al2_kernel.img"
  head -c 100000000 /dev/zero >"$R/boot/filler" 2>/dev/null || true
  run rollback --yes --force
  expect_code 0
  rm "$R/boot/filler"
  expect_unchanged
}

it_brings_an_older_package_back_when_the_transaction_replaced_it() {
  make_root al2
  rpm --root "$R" --dbpath /var/lib/rpm -i "$template"/repository/nss-softokn-freebl-3.36*.rpm 2>/dev/null
  # A transaction that brings a newer package along, as one with a newer dependency would.
  # shellcheck disable=SC2016  # a script
  sed -i 's|^  rpm -U "${files\[@\]}"|  rpm -U "${files[@]}" /var/recorder/repository/nss-softokn-freebl-3.90.0-6.amzn2.x86_64.rpm|' "$R/usr/sbin/yum"
  remember
  run apply --yes
  expect_code 0
  packages_of "$R" | grep -q nss-softokn-freebl-3.90 || fail_test 'not replaced'
  run rollback --yes
  expect_code 0
  expect_text 'yum -y downgrade nss-softokn-freebl-3.36.0-5.amzn2.x86_64'
  expect_unchanged
}
