#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fipsprobe::kernel {

// generic_driver returns the driver in plain C of an algorithm, by the name that the kernel gives it, so that it can be bound:
// "cbc(aes-generic)" of "cbc(aes)", "gcm_base(ctr(aes-generic),ghash-generic)" of "gcm(aes)". nullopt where none is known. A
// kernel may lack it: from 6.16 on hashes come from a library that chooses by itself (lib/crypto).
std::optional<std::string> generic_driver(std::string_view name);

}  // namespace fipsprobe::kernel
