# shellcheck shell=bash
# shellcheck source=tests/enable-fips/lib.sh
. "${here:?}/lib.sh"

# With Debian's kernel, in QEMU. R is a root of Amazon Linux 2's kind; its grub.cfg says how the next guest starts.
kernel_folder() { TMPDIR=$work "$here/../vm/fetch-kernel" amd64 2>/dev/null || skip "Debian's cloud kernel cannot be had"; }

make_guest_root() {
  local folder=$1 release=$2
  make_root al2
  rm -rf "${R:?}"/boot/*vmlinuz* "$R"/boot/.vmlinuz* "$R"/boot/{config,initramfs}* "$R"/usr/lib/modules/* "${R:?}"/proc/* "${R:?}"/dev/*
  rm -rf "$R"/usr/sbin/grub{-,2-}* "$R"/usr/bin/grub-* "$R/usr/share/grub" # a smaller guest starts sooner
  # shellcheck source=tests/enable-fips/kernel.sh
  . "$here/kernel.sh"
  put_kernel "$R" "$release" "$work" "$folder/vmlinuz"
  printf "menuentry 'Amazon Linux 2' {\n\tlinux16 /boot/vmlinuz-%s root=UUID=1 ro net.ifnames=0\n\tinitrd16 /boot/initramfs-%s.img\n}\n" \
    "$release" "$release" >"$R/boot/grub2/grub.cfg"
  cp "$script" "$R/root/enable-fips.sh"
}

# start COMMAND... starts a guest as grub.cfg says and runs the commands in the root; R is then the root as they left it.
start() {
  local line arguments fips=0 word
  line=$(grep -m 1 linux16 "$R/boot/grub2/grub.cfg")
  for word in ${line#*ro }; do
    if [[ $word == fips=* ]]; then fips=${word#fips=}; else arguments+=" $word"; fi
  done
  printf '%s\n' "$@" >"$work/commands"
  tar -c -f "$work/root.tar" -C "$R" .
  rm -rf "$work/output"
  code=0
  TMPDIR=$work "$here/../vm/run-guest" --fips "$fips" --append "$arguments" --timeout 300 --output "$work/output" \
    --file "$work/root.tar=/guest/root.tar" --file "$work/commands=/guest/commands" --file "$here/guest-steps=/guest/steps" \
    -- sh /guest/steps >"$work/run-guest.log" 2>&1 || code=$?
  [[ $code != 77 ]] || skip "$(<"$work/run-guest.log")"
  output=$(cat "$work/run-guest.log" "$work/output/stdout" "$work/output/stderr" 2>/dev/null)
  expect_code 0
  rm -rf "$R"
  mkdir "$R"
  tar -x -f "$work/output/root.tar" -C "$R"
}

it_goes_from_check_to_verify_and_back_over_real_restarts() {
  local folder
  folder=$(kernel_folder)
  make_guest_root "$folder" "$(<"$folder/release")"
  remember
  start '/root/enable-fips.sh check' '/root/enable-fips.sh apply --yes'
  expect_text 'ready; next: /root/enable-fips.sh plan' 'Done. FIPS mode is on after a restart' 'the kernel flag is 0'
  expect_equal "$(grep '^# exit' <<<"$output")" $'# exit status 0\n# exit status 0'
  start '/root/enable-fips.sh verify' '/root/enable-fips.sh rollback --yes'
  grep -q 'fips mode: enabled' "$work/output/dmesg" || fail_test "the kernel's log does not say that FIPS mode is on"
  expect_text '/proc/sys/crypto/fips_enabled is 1' 'as expected: FIPS mode is on' 'paths are as they were before apply'
  expect_equal "$(grep '^# exit' <<<"$output")" $'# exit status 0\n# exit status 0'
  expect_unchanged
  start '/root/enable-fips.sh verify'
  expect_text '/proc/sys/crypto/fips_enabled is 0' 'as expected: FIPS mode is off'
  expect_equal "$(grep '^# exit' <<<"$output")" '# exit status 0'
  expect_unchanged
}

# dracut's own fips module is what the script looks for in an initramfs.
it_tells_an_image_of_the_real_dracut_with_the_fips_module_from_one_without() {
  local folder release modules
  PATH=$PATH:/usr/sbin command -v depmod >/dev/null || skip 'kmod is not installed'
  folder=$(kernel_folder)
  release=$(<"$folder/release")
  modules=$work/modules/lib/modules/$release
  mkdir -p "$modules/kernel" "$work/bin"
  cp -r "$folder/lib/modules/$release/kernel/crypto" "$modules/kernel/"
  cp "$folder/lib/modules/$release"/modules.{order,builtin,builtin.modinfo} "$modules/"
  depmod -b "$work/modules" "$release"
  # Debian has no hmaccalc, and the module wants its program in the image.
  printf '#!/bin/sh\n' >"$work/bin/sha512hmac"
  chmod +x "$work/bin/sha512hmac"
  make_root al2
  run apply --yes
  expect_code 0
  start_fips
  local wanted
  for wanted in bash fips; do
    PATH=$work/bin:$PATH dracut --force --no-hostonly --tmpdir "$work" --kmoddir "$modules" --modules $wanted --gzip \
      "$R/boot/initramfs-$al2_kernel.img" "$release" >"$work/dracut.log" 2>&1 || fail_test "dracut: $(tail -n 3 "$work/dracut.log")"
    run verify
    if [[ $wanted == bash ]]; then expect_code 2 && expect_text 'has no fips module'; else expect_code 0; fi
  done
}
