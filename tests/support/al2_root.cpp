#include "tests/support/al2_root.hpp"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "tests/support/real_module.hpp"

namespace fipsprobe::test {
namespace {

// Arguments: the program, the modules' folder, the kernel's release, the flag, the command line, more commands, then the
// program's arguments. The program is bound into the root with the libraries that ldd names.
constexpr const char* kScript = R"sh(
set -e
program=$1 modules=$2 release=$3 flag=$4 command_line=$5 setup=$6
shift 6
mount -t tmpfs tmpfs /mnt
root=/mnt/root
mkdir -p $root/proc $root/sys/kernel $root/dev/disk/by-uuid $root/tmp $root/etc/default $root/boot/grub2 $root/usr/lib64 \
  $root/usr/sbin $root/usr/bin $root/usr/lib64/dracut/modules.d/01fips
# Debian's loader does not look into /usr/lib64 for the library that OpenSSL's power-up test opens by its name.
ln -s lib64 $root/usr/lib
show() { mkdir -p "$(dirname "$root$2")"; : >"$root$2"; mount --bind "$1" "$root$2"; }
show "$program" /usr/bin/fipsprobe
needed=$(ldd "$program" "$modules"/al2-openssl/libssl.so.10 | grep -o '/[^ ]* (' | cut -d ' ' -f 1 | sort -u)
for library in $needed; do show "$(readlink -f "$library")" "$library"; done
mount --rbind /proc $root/proc
mount -t tmpfs tmpfs $root/proc/sys
mkdir -p $root/proc/sys/crypto $root/proc/sys/kernel
printf '%s\n' "$flag" >$root/proc/sys/crypto/fips_enabled
echo 0 >$root/proc/sys/kernel/tainted
printf '%s\n' "$command_line" >/mnt/cmdline
mount --bind /mnt/cmdline $root/proc/cmdline
mknod $root/dev/null c 1 3
mknod $root/dev/random c 1 8
mknod $root/dev/urandom c 1 9
cp -a "$modules"/al2-openssl/. "$modules"/al2-libgcrypt/. $root/usr/lib64
echo /usr/lib64 >$root/etc/ld.so.conf
ldconfig -r $root
printf 'NAME="Amazon Linux"\nID="amzn"\nVERSION_ID="2"\nPRETTY_NAME="Amazon Linux 2"\n' >$root/etc/os-release
: >$root/usr/sbin/dracut
: >$root/usr/lib/dracut/modules.d/01fips/module-setup.sh
: >$root/usr/bin/sha512hmac
: >$root/etc/system-fips
printf 'GRUB_CMDLINE_LINUX_DEFAULT="ro console=tty0"\n' >$root/etc/default/grub
cat >$root/boot/grub2/grub.cfg <<GRUB
set default="0"
menuentry 'Amazon Linux 2' {
  linux /boot/vmlinuz-$release root=/dev/xvda1 ro console=tty0
  initrd /boot/initramfs-$release.img
}
GRUB
printf 'a kernel\n' >$root/boot/vmlinuz-$release
# openssl dgst -sha512 -hmac FIPS-FTW-RHT2009
printf '72523cadc6bc406f045f6d58aa6e3651da09e9acba559a98cb71ccb9299c8c79cec329b71e0a4e9819339d743833c85370809bbc6912912b0665429e9be8c76f  /boot/vmlinuz-%s\n' "$release" >$root/boot/.vmlinuz-$release.hmac
pack() { (cd "$1" && find . | cpio --create --format=newc --quiet | gzip) >$root/boot/initramfs-$release.img; }
mkdir -p /mnt/initramfs/etc /mnt/initramfs/sbin /mnt/initramfs/bin /mnt/initramfs/lib/dracut/hooks/pre-trigger
printf 'aes\nsha512\n' >/mnt/initramfs/etc/fipsmodules
: >/mnt/initramfs/sbin/fips.sh
: >/mnt/initramfs/bin/sha512hmac
: >/mnt/initramfs/lib/dracut/hooks/pre-trigger/01fips-boot.sh
pack /mnt/initramfs
eval "$setup"
exec chroot $root /usr/bin/fipsprobe "$@"
)sh";

void skip_where_it_cannot_be_had() {
  if (run_program({"unshare", "--mount", "true"}).exit_code != 0) SKIP("a mount namespace cannot be had here: that takes root");
  std::error_code error;
  const std::filesystem::path link = std::filesystem::read_symlink("/proc/self/ns/pid", error);
  if (link != "pid:[4026531836]") SKIP("this is a container, which the root cannot hide");
}

}  // namespace

ProgramResult run_in(const Al2Root& root, const std::vector<std::string>& arguments) {
  skip_where_it_cannot_be_had();
  std::vector<std::string> words = {"unshare",
                                    "--mount",
                                    "sh",
                                    "-c",
                                    kScript,
                                    "sh",
                                    FIPSPROBE_BINARY,
                                    modules_folder().string(),
                                    Al2Root::kRelease,
                                    root.fips_enabled,
                                    root.command_line,
                                    root.setup};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run_program(words);
}

}  // namespace fipsprobe::test
