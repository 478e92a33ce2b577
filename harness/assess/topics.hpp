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
Verdict judge_container(const Context& context);

// Statement a: FIPS mode is on, as the module itself says it.
Verdict judge_module_fips_mode(const Context& context, const Subject& subject);

// Statement b: the module passes.
Verdict judge_self_tests(const Context& context, const Subject& subject);
Verdict judge_integrity(const Context& context, const Subject& subject);
Verdict judge_known_answers(const Context& context, const Subject& subject);
Verdict judge_refusals(const Context& context, const Subject& subject);

// Statement c: the installed build is the validated build.
Verdict judge_validated_build(const Context& context, const Subject& subject);

// Statement d: the certificate's state on the as-of date.
Verdict judge_certificate(const Context& context, const Subject& subject);

}  // namespace fipsprobe
