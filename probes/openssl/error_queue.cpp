#include "probes/openssl/error_queue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace fipsprobe::openssl {
namespace {

constexpr int kTextFlag = 0x02;  // ERR_TXT_STRING: `data` is text
constexpr std::size_t kMaxEntries = 8;

// Reason texts of OpenSSL 1.0.2k and of the FIPS provider (its prov/proverr.h) that a module gives only because it refuses.
constexpr std::array<std::string_view, 8> kRefusals = {"disabled for fips",
                                                       "non fips method",
                                                       "non fips rsa method",
                                                       "non fips dsa method",
                                                       "operation not allowed in fips mode",
                                                       "no fips random method set",
                                                       "xts duplicated keys",
                                                       "digest not allowed"};

// Reason texts that are refusals when FIPS mode is on, and complaints of a wrong argument otherwise.
constexpr std::array<std::string_view, 4> kKeySizes = {"key size too small", "key too short", "invalid key length",
                                                       "bits too small"};

bool contains(std::span<const std::string_view> list, std::string_view reason) {
  return std::ranges::find(list, reason) != list.end();
}

}  // namespace

bool ErrorQueue::is_refusal(std::string_view reason) const {
  return contains(kRefusals, reason) || (fips_mode_ && contains(kKeySizes, reason));
}

ErrorQueue::Report ErrorQueue::take() const {
  Report report;
  for (std::size_t entries = 0; entries < kMaxEntries; ++entries) {
    const char* data = nullptr;
    int flags = 0;
    const unsigned long code = symbols_.next(nullptr, nullptr, &data, &flags);
    if (code == 0) return report;
    std::array<char, 256> text{};
    symbols_.describe(code, text.data(), text.size());
    if (!report.text.empty()) report.text += "; ";
    report.text += text.data();
    if (data != nullptr && (flags & kTextFlag) != 0 && *data != '\0') report.text += fmt::format(":{}", data);
    const char* const reason = symbols_.reason(code);
    if (reason != nullptr && is_refusal(reason)) report.refusal = true;
  }
  symbols_.clear();
  return report;
}

Outcome ErrorQueue::outcome(std::string_view call) const {
  const Report report = take();
  const std::string reason =
      report.text.empty() ? fmt::format("{} failed without a reason", call) : fmt::format("{}: {}", call, report.text);
  return report.refusal ? Outcome::refused(reason) : Outcome::failed(reason);
}

}  // namespace fipsprobe::openssl
