#pragma once

#include "harness/assess/context.hpp"
#include "harness/assess/verdict.hpp"

// One function a trap of preflight: fails when the trap is on the host, passes when it is not.
namespace fipsprobe {

// preflight_kernel.cpp
Verdict look_for_fips_support(const Context& context);
Verdict look_for_known_bad_kernel(const Context& context);
Verdict look_for_certificate(const Context& context);
Verdict look_for_kernel_checksums(const Context& context);
Verdict look_for_algif_aead(const Context& context);

// preflight_initramfs.cpp
Verdict look_into_initramfs(const Context& context);
Verdict look_for_libgcrypt_checksum(const Context& context);
Verdict look_for_dracut_module(const Context& context);
Verdict look_for_dracut_versions(const Context& context);

// preflight_boot.cpp
Verdict look_for_boot_argument(const Context& context);
Verdict look_for_root_device(const Context& context);
Verdict look_for_fips_word(const Context& context);
Verdict look_for_configuration(const Context& context);

// preflight_libraries.cpp
Verdict look_for_prelinking(const Context& context);
Verdict look_for_library_checksums(const Context& context);
Verdict look_for_marker(const Context& context);
Verdict look_for_md5(const Context& context);
Verdict look_for_md5_abort(const Context& context);
Verdict look_for_container(const Context& context);

}  // namespace fipsprobe
