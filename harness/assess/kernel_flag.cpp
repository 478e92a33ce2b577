#include <fmt/format.h>

#include "harness/assess/topics.hpp"

namespace fipsprobe {

Verdict judge_kernel_flag(const Context& context) {
  const HostFact flag = host_fact(context, "fips.kernel_flag");
  const HostFact faked = host_fact(context, "fips.kernel_flag_faked");
  if (!flag.value) return Verdict::unknown("the kernel's FIPS flag cannot be read: " + flag.why_unknown, flag.pointers());
  if (faked.value && faked.value->starts_with("yes")) {
    return Verdict::unknown(fmt::format("the flag reads {}, but it is not the kernel's own", *flag.value),
                            {flag.pointer, faked.pointer});
  }
  const bool is_on = *flag.value == "1";
  const bool should_be_on = context.policy.fips != FipsExpectation::off;
  const std::string detail = fmt::format("the kernel's FIPS flag is {}{}", *flag.value,
                                         is_on == should_be_on ? "" : fmt::format(", and should be {}", should_be_on ? 1 : 0));
  return is_on == should_be_on ? Verdict::pass(detail, flag.pointers()) : Verdict::fail(detail, flag.pointers());
}

}  // namespace fipsprobe
