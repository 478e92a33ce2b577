#include "harness/report/svg.hpp"

#include <fmt/format.h>

namespace fipsprobe {

std::string svg_escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      case '\'': safe += "&#39;"; break;
      default: safe += c;
    }
  }
  return safe;
}

std::string svg_element(std::string_view name, SvgAttributes attributes, std::string_view content) {
  std::string element = fmt::format("<{}", name);
  for (const auto& [attribute, value] : attributes) element += fmt::format(" {}=\"{}\"", attribute, svg_escaped(value));
  if (content.empty()) return element + "/>";
  return fmt::format("{}>{}</{}>", element, content, name);
}

std::string svg_label(const std::string& x, const std::string& y, std::string_view anchor, std::string_view text) {
  return svg_element("text", {{"x", x}, {"y", y}, {"text-anchor", std::string(anchor)}}, svg_escaped(text));
}

std::string svg_length(double length) { return fmt::format("{:.1f}", length); }
std::string svg_percent(double percent) { return fmt::format("{:.2f}%", percent); }

}  // namespace fipsprobe
