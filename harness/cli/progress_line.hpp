#pragma once

#include <cstddef>
#include <string>

namespace fipsprobe {

// ProgressLine is one line of standard error that is written over: a bar and a text. It is shown only when standard error is a
// terminal and the caller did not ask for quiet. Its destructor clears the line.
class ProgressLine {
 public:
  explicit ProgressLine(bool quiet);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine();

  bool is_shown() const { return is_shown_; }

  // draw fills the bar to done / all and cuts the text where a terminal of 80 columns ends.
  void draw(std::size_t done, std::size_t all, const std::string& text) const;

 private:
  bool is_shown_;
};

}  // namespace fipsprobe
