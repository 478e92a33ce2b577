# shellcheck shell=bash
# shellcheck source=tests/enable-fips/lib.sh
. "${here:?}/lib.sh"

it_does_what_plan_prints_and_finds_nothing_to_do_the_second_time() {
  make_root al2
  run apply --yes
  expect_code 0
  expect_text 'Done. FIPS mode is on after a restart' 'To go back: '
  expect_equal "$(recorded)" "yum -y install dracut-fips-033-535.amzn2.1.7 dracut-fips-aesni-033-535.amzn2.1.7
dracut -f /boot/initramfs-4.14.352-268.569.amzn2.x86_64.img 4.14.352-268.569.amzn2.x86_64
dracut -f /boot/initramfs-$al2_kernel.img $al2_kernel
grubby --update-kernel=ALL --args=fips=1"
  expect_equal "$(grep -c '^	linux16 .* fips=1$' "$R/boot/grub2/grub.cfg")" 2
  # shellcheck disable=SC2016  # as it is in the file
  expect_equal "$(tail -n 1 "$R/etc/default/grub")" 'GRUB_CMDLINE_LINUX="${GRUB_CMDLINE_LINUX} fips=1"'
  packages_of "$R" | grep -qx dracut-fips-033-535.amzn2.1.7.x86_64 || fail_test 'dracut-fips is not installed'
  remember
  run apply --yes
  expect_code 0
  expect_text 'Nothing to do: Amazon Linux 2 is set up for FIPS mode.'
  expect_unchanged
  run plan
  expect_code 0
  expect_text 'Nothing to do' 'It is on after the next restart'
}

it_gives_boot_exactly_when_boot_is_separate() {
  make_root al2
  separate_boot 16
  run apply --yes
  expect_code 0
  grep -q "^grubby --update-kernel=ALL --args=fips=1\\\\ boot=UUID=$boot_uuid$" "$R/var/log/recorder" || fail_test 'no boot='
  expect_equal "$(grep -c "^	linux16 .* fips=1 boot=UUID=$boot_uuid$" "$R/boot/grub2/grub.cfg")" 2
  grep -q " fips=1 boot=UUID=$boot_uuid\"$" "$R/etc/default/grub" || fail_test 'no boot= in /etc/default/grub'
}

it_replaces_arguments_that_say_otherwise() {
  make_root al2
  sed -i 's/ro console/ro fips=0 console/' "$R/boot/grub2/grub.cfg"
  run apply --yes
  expect_code 0
  expect_equal "$(grep -c 'fips=0' "$R/boot/grub2/grub.cfg" || true)" 0
}

it_saves_everything_it_changes_with_a_manifest_that_sha256sum_checks() {
  make_root al2
  prelinked_root
  remember
  cp -a "$R" "$work/before"
  run apply --yes
  expect_code 0
  local saved=$R/var/lib/enable-fips/saved path
  (cd "$saved" && sha256sum --quiet -c manifest.sha256) || fail_test 'the manifest is wrong'
  while read -r path; do
    cmp "$saved/files$path" "$work/before$path" || fail_test "$path was not saved"
  done < <(printf '%s\n' /etc/default/grub /boot/grub2/grub.cfg /boot/grub2/grubenv "/boot/initramfs-$al2_kernel.img" /etc/sysconfig/prelink \
    /etc/prelink.cache /usr/lib64/libdemo.so /usr/lib64/libother.so)
  expect_equal "$(cut -d ' ' -f 2 "$saved/packages")" "$(<"$work/packages")"
  expect_equal "$(stat -c %a "$R/var/lib/enable-fips")" 700
  grep -q 'step 1 of ' "$R/var/lib/enable-fips/log" || fail_test 'nothing was logged'
}

it_undoes_prelink_before_it_makes_the_initramfs() {
  make_root al2
  prelinked_root
  run apply --yes
  expect_code 0
  expect_equal "$(<"$R/usr/lib64/libdemo.so")" libdemo
  grep -qx 'PRELINKING=no' "$R/etc/sysconfig/prelink" || fail_test 'PRELINKING was not set'
  [[ ! -e $R/etc/prelink.cache ]] || fail_test 'the cache is left'
  expect_equal "$(recorded | sed 's/ .*//' | uniq | tr '\n' ' ')" 'yum prelink dracut grubby '
  run apply --yes
  expect_text 'Nothing to do'
}

it_sets_up_amazon_linux_2023() {
  make_root al2023
  run apply --yes
  expect_code 0
  expect_equal "$(recorded)" 'dnf -y install crypto-policies-scripts
dnf -y swap openssl-fips-provider-latest openssl-fips-provider-certified
fips-mode-setup --enable
dracut -f
grubby --update-kernel=ALL --args=fips=1'
  expect_text 'already done by an earlier one: ' "dracut -f /boot/initramfs-$al2023_kernel.img"
  expect_equal "$(<"$R/usr/lib64/ossl-modules/fips.so")" 'fips.so of openssl-fips-provider-certified'
  run apply --yes
  expect_code 0
  expect_text 'Nothing to do: Amazon Linux 2023'
}

it_makes_what_a_package_does_not_bring() {
  make_root al2
  put_empty_dracut_fips
  run apply --yes
  expect_code 0
  [[ -e $R/etc/system-fips ]] || fail_test 'no /etc/system-fips'
  expect_equal "$(<"$R/etc/dracut.conf.d/40-fips.conf")" 'add_dracutmodules+=" fips "'
}

it_does_not_believe_a_command_that_says_all_is_well() {
  local command
  for command in dracut grubby; do
    make_root al2
    remember
    echo lie >"$R/var/recorder/fail-$command"
    run apply --yes
    expect_code 1
    case $command in
      dracut) expect_text 'has no fips module' ;;
      grubby) expect_text 'has no fips=1' ;;
    esac
    expect_text 'do not restart like this' 'to go back: '
    run rollback --yes
    expect_code 0
    expect_unchanged
  done
}

it_works_in_another_state_folder() {
  make_root al2
  remember
  run apply --yes --state-dir "$work/kept"
  expect_code 0
  expect_text "--state-dir $work/kept"
  [[ ! -e $R/var/lib/enable-fips && -e $work/kept/saved/manifest.sha256 ]] || fail_test 'not in the folder that was named'
  run rollback --yes --state-dir "$work/kept"
  expect_code 0
  expect_unchanged
}
