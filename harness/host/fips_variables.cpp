#include "harness/host/fips_variables.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "harness/host/text_file.hpp"

namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, 14> kVariables = {"OPENSSL_FORCE_FIPS_MODE",
                                                         "OPENSSL_FIPS",
                                                         "OPENSSL_CONF",
                                                         "OPENSSL_CONF_INCLUDE",
                                                         "OPENSSL_MODULES",
                                                         "OPENSSL_FIPS_NON_APPROVED_MD5_ALLOW",
                                                         "LIBGCRYPT_FORCE_FIPS_MODE",
                                                         "GNUTLS_FORCE_FIPS_MODE",
                                                         "GNUTLS_SKIP_FIPS_INTEGRITY_CHECKS",
                                                         "GNUTLS_SYSTEM_PRIORITY_FILE",
                                                         "GNUTLS_NO_EXPLICIT_INIT",
                                                         "NSS_FIPS",
                                                         "NSS_ALLOW_WEAK_SIGNATURE_ALG",
                                                         "NSS_HASH_ALG_SUPPORT"};

bool is_part_of_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// assigned_value returns what stands behind NAME=, up to the end of its word; the quote may stand before the name, as systemd
// writes it, or before the value.
std::string_view assigned_value(std::string_view behind, char quote_before) {
  char quote = quote_before == '"' || quote_before == '\'' ? quote_before : '\0';
  if (quote == '\0' && !behind.empty() && (behind[0] == '"' || behind[0] == '\'')) {
    quote = behind[0];
    behind.remove_prefix(1);
  }
  return behind.substr(0, quote != '\0' ? behind.find(quote) : behind.find_first_of(" \t;"));
}

void add_settings(std::vector<Setting>& settings, std::string_view line, std::size_t number) {
  for (const std::string_view name : kVariables) {
    for (std::size_t at = line.find(name); at != std::string_view::npos; at = line.find(name, at + name.size())) {
      const std::string_view behind = line.substr(at + name.size());
      if (!behind.starts_with('=') || (at > 0 && is_part_of_name(line[at - 1]))) continue;
      const std::string_view value = assigned_value(behind.substr(1), at > 0 ? line[at - 1] : '\0');
      settings.push_back({number, std::string(name) + "=" + std::string(value)});
    }
  }
}

}  // namespace

std::span<const std::string_view> fips_variables() { return kVariables; }

std::vector<Setting> settings_in(std::string_view text) {
  std::vector<Setting> settings;
  std::size_t number = 0;
  for (const std::string_view each : lines_of(text)) {
    ++number;
    const std::string_view line = trimmed(each);
    if (line.starts_with('#') || line.starts_with(';')) continue;
    add_settings(settings, line, number);
  }
  return settings;
}

std::vector<Setting> settings_in_environment(std::string_view environment) {
  std::vector<Setting> settings;
  for (const std::string_view word : words_of(environment, std::string_view("\0", 1))) {
    const std::string_view name = word.substr(0, word.find('='));
    if (std::ranges::find(kVariables, name) != kVariables.end() && name.size() < word.size())
      settings.push_back({settings.size() + 1, std::string(word)});
  }
  return settings;
}

}  // namespace fipsprobe
