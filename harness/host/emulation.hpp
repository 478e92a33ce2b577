#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace fipsprobe {

// emulation says what interprets or translates this program's instructions, so that its times say nothing of a processor:
// "qemu-user" or "QEMU TCG"; empty when nothing seems to. It looks at
//   the processor's vendor as the hypervisor leaf of CPUID gives it (x86): TCGTCGTCGTCG;
//   the implementer of the processor in /proc/cpuinfo (Arm): 0x00 is no maker's, QEMU's model `max` has it;
//   what is mapped into this thread: qemu-user hides itself in /proc/self/maps only;
//   fields of another architecture in /proc/cpuinfo.
// `architecture` is the one this program was built for: own_architecture().
std::string emulation(const std::filesystem::path& root, std::string_view architecture);

}  // namespace fipsprobe
