#pragma once

#include "harness/assess/context.hpp"
#include "harness/assess/verdict.hpp"

// One function a topic; each is in the file of its name.
namespace fipsprobe {

// Of the host.
Verdict judge_kernel_flag(const Context& context);
Verdict judge_flag_mount(const Context& context);
Verdict judge_system_fips_file(const Context& context);
Verdict judge_fips_argument(const Context& context);
Verdict judge_boot_argument(const Context& context);
Verdict judge_next_start(const Context& context);
Verdict judge_next_boot_argument(const Context& context);
Verdict judge_start_template(const Context& context);
Verdict judge_image_checksum(const Context& context);
Verdict judge_initramfs(const Context& context);
Verdict judge_start_messages(const Context& context);
Verdict judge_live_patches(const Context& context);
Verdict judge_known_bad_kernel(const Context& context);
Verdict judge_container(const Context& context);
Verdict judge_side_installs(const Context& context);
Verdict judge_fips_overrides(const Context& context);
Verdict judge_crypto_policy(const Context& context);
Verdict judge_nss_databases(const Context& context);
Verdict judge_own_crypto(const Context& context);

// Statement a: FIPS mode is on, as the module itself says it.
Verdict judge_module_fips_mode(const Context& context, const Subject& subject);

// Statement b: the module passes.
Verdict judge_self_tests(const Context& context, const Subject& subject);
Verdict judge_integrity(const Context& context, const Subject& subject);
Verdict judge_package(const Context& context, const Subject& subject);
Verdict judge_known_answers(const Context& context, const Subject& subject);
Verdict judge_refusals(const Context& context, const Subject& subject);

// Statement c: the installed build is the validated build.
Verdict judge_validated_build(const Context& context, const Subject& subject);

// Statement d: the certificate's state on the as-of date.
Verdict judge_certificate(const Context& context, const Subject& subject);

}  // namespace fipsprobe
