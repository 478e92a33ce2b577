#include <fmt/format.h>

#include "harness/assess/known_kernels.hpp"
#include "harness/assess/topics.hpp"

// Whether the running kernel is still what was built, and what is known of its release.
namespace fipsprobe {

Verdict judge_live_patches(const Context& context) {
  const HostFact patches = host_fact(context, "kernel.live_patches");
  if (!patches.value) return Verdict::unknown("live patches cannot be looked for: " + patches.why_unknown, patches.pointers());
  if (patches.is("none")) return Verdict::pass("the kernel has no live patch", patches.pointers());
  return Verdict::fail(
      fmt::format("live patches: {}: a patched kernel is not the kernel that was validated, whatever its release",
                  *patches.value),
      patches.pointers());
}

Verdict judge_known_bad_kernel(const Context& context) {
  const HostFact release = host_fact(context, "kernel.release");
  if (!release.value) return Verdict::unknown("the kernel's release is not known: " + release.why_unknown, release.pointers());
  const KnownKernel* const known = known_bad_kernel(*release.value);
  if (known == nullptr)
    return Verdict::pass(fmt::format("nothing is known against {} in FIPS mode", *release.value), release.pointers());
  return Verdict::fail(fmt::format("{} {} ({})", *release.value, known->what, known->source), release.pointers());
}

}  // namespace fipsprobe
