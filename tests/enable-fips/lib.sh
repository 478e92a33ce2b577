# shellcheck shell=bash disable=SC2034  # the tests use what is set here
# What the tests share. Variables: R is the private root, `output` and `code` are of the last run of the script.
work=${work:?} template=${template:?} here=${here:?}
script=$(readlink -f "$here/../../scripts/enable-fips.sh")
R=$work/root
output='' code=0
al2_kernel=4.14.355-276.639.amzn2.x86_64
al2023_kernel=6.1.147-172.259.amzn2023.x86_64
boot_uuid=0d6b1c3a-7c52-4a55-9c6e-2f4b8f1d3a10

skip() {
  echo "$*"
  exit 77
}

fail_test() {
  printf 'FAILED: %s\n--- exit code %s, output:\n%s\n' "$*" "$code" "$output"
  [[ ! -s $R/var/log/recorder ]] || sed 's/^/--- recorder: /' "$R/var/log/recorder"
  exit 1
}

# make_root NAME puts a fresh copy of the root al2 or al2023 at $R.
make_root() {
  local name=${1:-al2}
  rm -rf "$R"
  cp -a "$template/$name" "$R"
  mkdir -p "$R/var/recorder/repository"
  cp "$template"/repository/* "$R/var/recorder/repository/"
  mknod -m 666 "$R/dev/null" c 1 3
  mknod -m 444 "$R/dev/urandom" c 1 9
  ln -s /proc/self/fd "$R/dev/fd"
}

# separate_boot MIB moves /boot to a real ext4 file system of its own.
separate_boot() {
  truncate -s "$1M" "$work/boot.image"
  mkfs.ext4 -q -U $boot_uuid "$work/boot.image"
  mkdir "$work/boot.new"
  mount -o loop "$work/boot.image" "$work/boot.new" || skip 'no loop device can be had for a /boot of its own'
  cp -a "$R/boot/." "$work/boot.new/"
  rm -rf "${R:?}/boot/"*
  mount -n --move "$work/boot.new" "$R/boot"
  rm -rf "${R:?}/boot/lost+found"
}

# prelinked_root makes the root one whose libraries were prelinked.
prelinked_root() {
  install -m 755 "$here/recorders/prelink" "$R/usr/sbin/prelink"
  mkdir -p "$R/etc/sysconfig"
  printf '# prelink\nPRELINKING=yes\nPRELINK_OPTS=-mR\n' >"$R/etc/sysconfig/prelink"
  printf 'PRELINKED\nlibdemo\n' >"$R/usr/lib64/libdemo.so"
  printf 'PRELINKED\nlibother\n' >"$R/usr/lib64/libother.so"
  chmod 755 "$R"/usr/lib64/lib{demo,other}.so
  printf '/usr/lib64/libdemo.so\n/usr/lib64/libother.so\n' >"$R/etc/prelink.cache"
}

# put_empty_dracut_fips replaces the package dracut-fips in the repository with one of the same version that brings no file.
put_empty_dracut_fips() {
  mkdir "$work/empty"
  printf 'Name: dracut-fips\nVersion: 033\nRelease: 535.amzn2.1.7\nSummary: x\nLicense: x\n%%description\nx\n%%files\n' >"$work/empty/s.spec"
  HOME=$work TMPDIR=$work rpmbuild -bb --quiet --define "_topdir $work/empty" --define "_rpmdir $R/var/recorder/repository" \
    --define "_tmppath $work/empty" --define '_build_name_fmt %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm' --target x86_64-linux \
    "$work/empty/s.spec" >"$work/rpmbuild.log" 2>&1 || fail_test "rpmbuild: $(tail -n 3 "$work/rpmbuild.log")"
}

# run ARGUMENT... runs the script on the private root.
run() { run_words "$script" "$@" --root "$R"; }

run_words() {
  code=0
  output=$("$@" 2>&1 </dev/null) || code=$?
}

expect_code() { [[ $code == "$1" ]] || fail_test "expected exit code $1"; }

expect_text() {
  local text
  for text in "$@"; do [[ $output == *"$text"* ]] || fail_test "expected: $text"; done
}

expect_no_text() { [[ $output != *"$1"* ]] || fail_test "not expected: $1"; }

expect_equal() { [[ $1 == "$2" ]] || fail_test "$(diff <(printf '%s\n' "$1") <(printf '%s\n' "$2"))"; }

# tree_of FOLDER prints type, mode, owner, path and content of everything in it, but for the package database, what the package
# tool and the recorders keep, and the script's own state.
tree_of() {
  (cd "$1" && find . \( -path ./var/lib/rpm -o -path ./var/recorder -o -path ./var/lib/enable-fips -o -path ./dev \) -prune -o \
    -path ./var/log/recorder -o -printf '%y %m %U:%G %P %l\n' | sort)
  (cd "$1" && find . \( -path ./var/lib/rpm -o -path ./var/recorder -o -path ./var/lib/enable-fips -o -path ./dev \) -prune -o \
    -path ./var/log/recorder -o -type f -print0 | sort -z | xargs -0 sha256sum)
}

packages_of() { rpm --root "$1" --dbpath /var/lib/rpm -qa | sort; }

# remember and expect_unchanged: every byte, mode and owner of the root, and its packages.
remember() { tree_of "$R" >"$work/tree" && packages_of "$R" >"$work/packages"; }

expect_unchanged() {
  local difference
  difference=$(diff "$work/tree" <(tree_of "$R") && diff "$work/packages" <(packages_of "$R")) || fail_test "the root changed:
$difference"
}

# state_of prints what the state folder says.
state_of() { cat "$R/var/lib/enable-fips/state"; }

# recorded prints the commands that changed something, as the recorders saw them.
recorded() { grep -vE '^(yum|dnf) -q |^prelink -p|--is-enabled' "$R/var/log/recorder" 2>/dev/null || true; }

# refused TEXT...: check lists it as an obstacle, apply refuses, and nothing changes.
refused() {
  remember
  run check
  expect_code 2
  expect_text OBSTACLE "$@"
  expect_unchanged
  run apply --yes
  expect_code 2
  expect_text 'refused: ' 'nothing was changed' "$@"
  expect_unchanged
  [[ ! -e $R/var/lib/enable-fips/saved ]] || fail_test 'copies were made'
  expect_equal "$(recorded)" ''
}

# start_fips changes what /proc shows to what it would after a restart with the arguments of the first boot entry.
start_fips() {
  local line
  line=$(cat "$R"/boot/grub2/grub.cfg "$R"/boot/loader/entries/*.conf 2>/dev/null |
    awk '/^\tlinux16 / || /^options / { $1 = ""; print; exit }') || true
  echo "BOOT_IMAGE=$line" >"$R/proc/cmdline"
  if [[ " $line " == *' fips=1 '* ]]; then echo 1; else echo 0; fi >"$R/proc/sys/crypto/fips_enabled"
}
