#pragma once

namespace fipsprobe::kernel {

// wait_for_loading_modules returns when /proc/modules lists no module that is still being loaded, at once where it cannot be
// read, and after two seconds in any case.
void wait_for_loading_modules();

}  // namespace fipsprobe::kernel
