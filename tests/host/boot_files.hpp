#pragma once

#include <fmt/format.h>

#include <string>

// Boot loader files in the form that distributions write them.
namespace fipsprobe::test {

inline constexpr const char* kAl2Release = "4.14.320-243.544.amzn2.x86_64";

// grub_cfg_of_al2 is what grub2-mkconfig of Amazon Linux 2 writes for one kernel, as far as it matters. `folder` is where GRUB
// sees the kernels: "/boot", or "" where /boot is a file system of its own.
inline std::string grub_cfg_of_al2(const std::string& arguments, const std::string& folder = "/boot",
                                   const std::string& release = kAl2Release) {
  return fmt::format(R"(set pager=1
if [ -s $prefix/grubenv ]; then
  load_env
fi
if [ "${{next_entry}}" ] ; then
   set default="${{next_entry}}"
   set next_entry=
   save_env next_entry
else
   set default="${{saved_entry}}"
fi
if [ x"${{feature_menuentry_id}}" = xy ]; then
  menuentry_id_option="--id"
else
  menuentry_id_option=""
fi
function load_video {{
  insmod vbe
}}
### BEGIN /etc/grub.d/10_linux ###
menuentry 'Amazon Linux ({2}) 2' --class gnu-linux --unrestricted $menuentry_id_option 'gnulinux-{2}-advanced' {{
	load_video
	insmod xfs
	if [ x$feature_platform_search_hint = xy ]; then
	  search --no-floppy --fs-uuid --set=root --hint='hd0,gpt1' 8db9a1a2
	else
	  search --no-floppy --fs-uuid --set=root 8db9a1a2
	fi
	linux {1}/vmlinuz-{2} root=UUID=8db9a1a2 ro console=tty0 console=ttyS0,115200n8 net.ifnames=0 {0}
	initrd {1}/initramfs-{2}.img
}}
### END /etc/grub.d/10_linux ###
)",
                     arguments, folder, release);
}

// bls_entry is a file of /boot/loader/entries.
inline std::string bls_entry(const std::string& release, const std::string& options) {
  return fmt::format(
      "title Amazon Linux ({0}) 2023\nversion {0}\nlinux /boot/vmlinuz-{0}\ninitrd /boot/initramfs-{0}.img\noptions {1}\n"
      "grub_users $grub_users\nid amzn-{0}\n",
      release, options);
}

}  // namespace fipsprobe::test
