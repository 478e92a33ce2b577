// fmt's package has its code in headers, or in a shared library that a host may lack. Compiling the headers' code once, here,
// keeps the program one file and takes two thirds off the time to compile a file that formats.
#include <fmt/format-inl.h>

FMT_BEGIN_NAMESPACE
namespace detail {
// The templates that format.h declares and leaves to fmt's own source file.
template thousands_sep_result<char> thousands_sep_impl<char>(locale_ref);
template char decimal_point_impl<char>(locale_ref);
template std::locale locale_ref::get<std::locale>() const;
}  // namespace detail
FMT_END_NAMESPACE
