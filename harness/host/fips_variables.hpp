#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fipsprobe {

// fips_variables returns the environment variables by which a module's FIPS mode is forced, loosened or led to another
// configuration: those of probes/*/README.md that do it.
std::span<const std::string_view> fips_variables();

// Setting is one assignment of such a variable in a text.
struct Setting {
  std::size_t line = 0;  // from 1
  std::string text;      // "OPENSSL_CONF=/opt/app/openssl.cnf"
};

// settings_in finds assignments of those variables in a script of the shell, a unit or configuration of systemd, or a file of
// NAME=VALUE. It runs nothing: an assignment that a condition guards counts as well. Lines that begin with "#" or ";" do not.
std::vector<Setting> settings_in(std::string_view text);

// settings_in_environment finds them among the zero-terminated strings of /proc/PID/environ.
std::vector<Setting> settings_in_environment(std::string_view environment);

}  // namespace fipsprobe
