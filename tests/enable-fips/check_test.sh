# shellcheck shell=bash
# shellcheck source=tests/enable-fips/lib.sh
. "${here:?}/lib.sh"

it_finds_a_plain_amazon_linux_2_ready_and_changes_nothing() {
  make_root al2
  remember
  run check
  expect_code 0
  expect_text 'Amazon Linux 2 in' 'to be installed: dracut-fips-033-535.amzn2.1.7 dracut-fips-aesni-033-535.amzn2.1.7' 'ready; next: '
  expect_no_text OBSTACLE
  expect_unchanged
  [[ ! -e $R/var/lib/enable-fips ]] || fail_test 'a state folder was made'
}

it_finds_a_plain_amazon_linux_2023_ready_and_changes_nothing() {
  make_root al2023
  remember
  run check
  expect_code 0
  expect_text 'Amazon Linux 2023 in' 'to be installed: crypto-policies-scripts openssl-fips-provider-certified'
  expect_no_text OBSTACLE
  expect_unchanged
}

it_refuses_other_systems() {
  make_root al2
  printf 'ID=debian\nVERSION_ID="12"\n' >"$R/etc/os-release"
  run check
  expect_code 1
  expect_text 'refused: this system is debian 12' 'Amazon Linux 2 and Amazon Linux 2023'
  printf 'ID="amzn"\nVERSION_ID="2018.03"\n' >"$R/etc/os-release"
  run apply --yes
  expect_code 1
  expect_text 'refused: this system is amzn 2018.03'
  rm "$R/etc/os-release"
  run plan
  expect_code 1
  expect_text 'os-release cannot be read'
  head -c 100000 /dev/urandom >"$R/etc/os-release"
  run verify
  expect_code 1
}

it_refuses_containers() {
  local mark
  for mark in /.dockerenv /run/.containerenv; do
    make_root al2
    touch "$R$mark"
    refused 'this is a container' "$mark is there" 'touch /etc/system-fips'
  done
  make_root al2023
  mkdir -p "$R/run/systemd"
  echo lxc >"$R/run/systemd/container"
  refused 'this is a container' '/run/systemd/container says lxc' 'update-crypto-policies --set FIPS'
  make_root al2
  printf 'HOME=/\0container=podman\0' >"$R/proc/1/environ"
  refused '/proc/1/environ says so'
  make_root al2
  echo '11:cpuset:/kubepods/pod1' >"$R/proc/1/cgroup"
  refused '/proc/1/cgroup says so'
  make_root al2
  ln -sfn 'pid:[4026532201]' "$R/proc/self/ns/pid"
  refused "the PID namespace is not the host's"
}

# change_kernel RELEASE renames the kernel that starts next.
change_kernel() {
  local file
  for file in "$R"/boot/{vmlinuz-,config-,initramfs-,.vmlinuz-}"$al2_kernel"* "$R/usr/lib/modules/$al2_kernel"; do
    mv "$file" "${file//$al2_kernel/$1}"
  done
  sed -i "s/$al2_kernel/$1/" "$R/boot/grub2/grub.cfg"
}

it_refuses_a_kernel_that_is_known_to_panic() {
  make_root al2
  change_kernel 5.4.95-42.163.amzn2.x86_64
  refused '5.4.95-42.163.amzn2.x86_64 panics at boot' 'self-tests for ecdh-generic (ecdh) failed in fips mode' 'issue 632' 'Install another kernel'
}

it_refuses_a_kernel_without_its_hmac_or_unlike_it() {
  make_root al2
  rm "$R/boot/.vmlinuz-$al2_kernel.hmac"
  refused "/boot/.vmlinuz-$al2_kernel.hmac is missing" "reinstall kernel-$al2_kernel"
  make_root al2
  printf x >>"$R/boot/vmlinuz-$al2_kernel"
  refused "/boot/vmlinuz-$al2_kernel differs from /boot/.vmlinuz-$al2_kernel.hmac"
  make_root al2
  head -c 1000 /dev/urandom >"$R/boot/.vmlinuz-$al2_kernel.hmac"
  refused 'does not begin with 128 hex digits'
}

it_refuses_a_kernel_that_cannot_do_fips() {
  make_root al2
  echo '# CONFIG_CRYPTO_FIPS is not set' >"$R/boot/config-$al2_kernel"
  refused 'is built without CONFIG_CRYPTO_FIPS'
}

it_refuses_a_root_without_a_kernel() {
  make_root al2
  rm "$R"/boot/vmlinuz-*
  refused 'no ' '/boot/vmlinuz-*' 'Mount /boot'
}

it_refuses_a_boot_without_room() {
  make_root al2
  separate_boot 8
  head -c 3500000 /dev/zero >"$R/boot/filler" || true
  refused 'room in /boot' 'MiB free' 'MiB needed' 'Remove kernels'
}

it_refuses_a_boot_device_whose_uuid_cannot_be_read() {
  make_root al2
  mkdir "$work/boot"
  cp -a "$R/boot/." "$work/boot/"
  mount -t tmpfs boot "$R/boot"
  cp -a "$work/boot/." "$R/boot/"
  refused '/boot is a file system of its own, and the UUID of boot cannot be read' 'Without boot=' blkid
}

it_refuses_a_boot_that_is_not_mounted() {
  make_root al2
  printf 'UUID=%s / xfs defaults 0 0\nUUID=%s /boot ext4 defaults 0 0\n' $boot_uuid $boot_uuid >"$R/etc/fstab"
  refused '/etc/fstab has /boot, but it is not mounted' 'mount '
}

it_refuses_boot_argument_that_names_the_root_device() {
  make_root al2
  sed -i "s/ro console/ro boot=UUID=$boot_uuid console/" "$R/boot/grub2/grub.cfg"
  refused "has boot=UUID=$boot_uuid, but /boot is a folder of /" '--remove-args=boot'
}

it_refuses_missing_packages_when_offline() {
  make_root al2
  touch "$R/var/recorder/offline"
  refused 'not installed, and not to be had: dracut-fips-033-535.amzn2.1.7' 'Could not resolve host' 'Make the repositories reachable'
  make_root al2023
  touch "$R/var/recorder/offline"
  refused 'crypto-policies-scripts, openssl-fips-provider-certified (Could not retrieve mirrorlist'
}

it_refuses_a_dracut_fips_of_another_version() {
  make_root al2
  rm "$R/var/recorder/repository/dracut-fips-033-535.amzn2.1.7.x86_64.rpm"
  refused 'not to be had: dracut-fips-033-535.amzn2.1.7' 'update dracut'
  make_root al2
  rpm --root "$R" --dbpath /var/lib/rpm -i "$template"/repository/dracut-fips-033-535.amzn2.x86_64.rpm 2>/dev/null
  refused 'dracut-fips is 033-535.amzn2, dracut is 033-535.amzn2.1.7' 'makes a newer kernel panic'
}

it_goes_on_without_dracut_fips_aesni_where_it_has_no_use() {
  make_root al2
  rm "$R"/var/recorder/repository/dracut-fips-aesni-*
  run check
  expect_code 0
  expect_text 'dracut-fips-aesni-033-535.amzn2.1.7 is not in the repositories' 'It is left out'
  run plan
  expect_text 'yum -y install dracut-fips-033-535.amzn2.1.7'$'\n'
  make_root al2
  sed -i 's/ aes / /' "$R/proc/cpuinfo"
  run check
  expect_code 0
  expect_text 'dracut-fips-aesni is for x86_64 with AES instructions, so it is left out'
  run plan
  expect_no_text dracut-fips-aesni-033
}

it_refuses_who_is_not_root() {
  make_root al2
  remember
  [[ -r $script ]] || skip 'the source tree can be read by root alone'
  cp "$script" "$work/enable-fips.sh"
  chmod 755 "$work"
  run_words setpriv --reuid 65534 --regid 65534 --clear-groups bash "$work/enable-fips.sh" check --root "$R"
  expect_code 2
  expect_text 'not root but user 65534' 'Run this as root'
  run_words setpriv --reuid 65534 --regid 65534 --clear-groups bash "$work/enable-fips.sh" apply --yes --root "$R"
  expect_code 2
  run_words setpriv --reuid 65534 --regid 65534 --clear-groups bash "$work/enable-fips.sh" rollback --yes --root "$R"
  expect_code 1
  expect_text 'not root but user 65534'
  expect_unchanged
}

it_refuses_while_another_run_is_in_progress() {
  make_root al2
  mkdir -m 700 "$R/var/lib/enable-fips"
  exec 7>"$R/var/lib/enable-fips/lock"
  flock 7
  refused 'another run holds ' 'Wait until it has ended'
  run rollback --yes
  expect_code 1
  expect_text 'another run holds '
  exec 7>&-
  run check
  expect_code 0
}

it_refuses_a_root_of_another_architecture() {
  make_root al2
  printf '\xb7' | dd of="$R/usr/bin/bash" bs=1 seek=18 conv=notrunc 2>/dev/null
  [[ $(uname -m) == x86_64 ]] || skip 'made for x86_64'
  run check
  expect_code 2
  expect_text "the system is for aarch64, this host is x86_64"
  printf 'no program' >"$R/usr/bin/bash"
  run check
  expect_code 2
  expect_text 'is no program for x86_64 or aarch64'
}

it_refuses_without_a_boot_loader_it_knows() {
  make_root al2
  rm "$R/usr/sbin/grubby" "$R/usr/sbin/grub2-mkconfig"
  refused 'neither grubby nor grub2-mkconfig is here'
  make_root al2
  : >"$R/boot/grub2/grub.cfg"
  refused 'no boot entry can be read'
}

it_refuses_without_its_tools_or_a_package_database() {
  make_root al2
  rm "$R/usr/sbin/dracut" "$R/usr/bin/lsinitrd"
  refused 'not here: dracut, lsinitrd'
  make_root al2
  head -c 10000 /dev/urandom >"$R/var/lib/rpm/rpmdb.sqlite"
  run check
  expect_code 2
  expect_text 'the package database cannot be read with rpm'
}

it_refuses_a_state_folder_that_others_may_write() {
  make_root al2
  mkdir "$R/var/lib/enable-fips"
  chmod 777 "$R/var/lib/enable-fips"
  refused 'may be written by others than root' 'mode 777' '--state-dir'
  make_root al2
  mkdir "$work/elsewhere"
  ln -s "$work/elsewhere" "$R/var/lib/enable-fips"
  refused 'is a symbolic link'
}

it_refuses_a_state_folder_without_room() {
  make_root al2
  head -c 3000000 /dev/urandom >"$R/boot/initramfs-$al2_kernel.img"
  mkdir "$work/small"
  mount -t tmpfs -o size=2m,mode=700 small "$work/small"
  remember
  run apply --yes --state-dir "$work/small"
  expect_code 2
  expect_text 'state folder' 'needed for the copies'
  expect_unchanged
}

it_refuses_to_follow_a_link_out_of_the_root() {
  make_root al2
  mkdir "$work/outside"
  mv "$R/etc/default/grub" "$work/outside/grub"
  rmdir "$R/etc/default"
  ln -s "$work/outside" "$R/etc/default"
  remember
  run apply --yes
  expect_code 1
  expect_text 'lies outside ' 'nothing was changed'
  expect_unchanged
  expect_equal "$(<"$work/outside/grub")" "$(<"$template/al2/etc/default/grub")"
}

it_names_every_trap_and_is_still_ready() {
  make_root al2
  touch "$R/etc/system-fips" "$R/usr/bin/docker"
  chmod +x "$R/usr/bin/docker"
  mkdir -p "$R"/etc/{modprobe.d,sysconfig,gcrypt} "$R/root/.ssh" "$R/home/user/.ssh"
  echo 'install algif_aead /bin/false' >"$R/etc/modprobe.d/cve.conf"
  echo 'luks UUID=1 none' >"$R/etc/crypttab"
  echo 'ssh-ed25519 AAAA someone' >"$R/root/.ssh/authorized_keys"
  printf 'ssh-ed25519 AAAA someone\nssh-rsa AAAA someone\n' >"$R/home/user/.ssh/authorized_keys"
  touch "$R/etc/gcrypt/fips_enabled"
  echo /usr/lib64/libdemo.so >"$R/etc/prelink.cache"
  rm "$R/boot/.vmlinuz-4.14.352-268.569.amzn2.x86_64.hmac"
  cp "$R/boot/vmlinuz-$al2_kernel" "$R/boot/vmlinuz-0-rescue-ffff"
  run check
  expect_code 0
  output=$(tr -s ' ' <<<"$output")
  expect_text 'system-fips trap /etc/system-fips is there, but the kernel flag is not 1' 'containers trap' \
    'kernel AEAD trap' CVE-2026-31431 'encrypted disks trap' '/root/.ssh/authorized_keys has only Ed25519 keys' \
    'overrides trap' 'prelink is gone' '4.14.352-268.569.amzn2.x86_64: /boot/.vmlinuz-4.14.352-268.569.amzn2.x86_64.hmac is missing' \
    'vmlinuz-0-rescue-ffff has no .hmac' 'validity trap' 'programs trap'
  expect_no_text /home/user
  make_root al2
  change_kernel 5.10.199-190.747.amzn2.x86_64
  run check
  expect_code 0
  expect_text '5.10.199-190.747.amzn2.x86_64 is not 4.14, which certificate 4593 names'
}

it_never_says_compliant() {
  local found
  found=$(grep -in complian "$script" || true)
  expect_equal "$found" ''
}
