#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "harness/model/operation.hpp"

// The kernel's names of algorithms: crypto/testmgr.c of the kernel sources. nullopt where the kernel has no such algorithm in
// any version.
namespace fipsprobe::kernel {

std::optional<std::string> hash_name(Hash hash);                         // "sha256"
std::optional<std::string> hmac_name(Hash hash);                         // "hmac(sha256)"
std::optional<std::string> cmac_name(Cipher cipher);                     // "cmac(aes)"
std::optional<std::string> cipher_name(Cipher cipher, CipherMode mode);  // "cbc(aes)"
std::optional<std::string> aead_name(AeadMode mode, Cipher cipher);      // "gcm(aes)"
std::optional<std::string> wrap_name(KeyWrapMode mode, Cipher cipher);   // "kw(aes)", in Linux 4.3 to 6.13

// drbg_name is a driver's name, as all generators are named "stdrng": "drbg_nopr_ctr_aes256", "drbg_pr_hmac_sha512". The
// kernel's CTR_DRBG has the derivation function always.
std::optional<std::string> drbg_name(const DrbgOperation& operation);

// base_of returns the algorithm inside the templates: "md5" of "hmac(md5)", the name itself where there is no template.
std::string_view base_of(std::string_view name);

// template_of returns the outermost template: "hmac" of "hmac(md5)", empty where there is none.
std::string_view template_of(std::string_view name);

}  // namespace fipsprobe::kernel
