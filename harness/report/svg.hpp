#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

// A small writer of SVG that stands inside an HTML page. Colours are classes, so that the page's style decides them, also in
// the dark and on paper.
namespace fipsprobe {

using SvgAttributes = std::initializer_list<std::pair<std::string_view, std::string>>;

// svg_escaped makes text safe inside an element or an attribute of HTML and SVG: & < > " '.
std::string svg_escaped(std::string_view text);

// svg_element writes <name attributes>content</name>. Values are escaped, `content` is not.
std::string svg_element(std::string_view name, SvgAttributes attributes, std::string_view content = {});

// svg_label writes text at a place. `anchor` is "start", "middle" or "end".
std::string svg_label(const std::string& x, const std::string& y, std::string_view anchor, std::string_view text);

// svg_length writes a length in user units, with one digit after the point; svg_percent a share of the width, from 0 to 100.
std::string svg_length(double length);
std::string svg_percent(double percent);

}  // namespace fipsprobe
