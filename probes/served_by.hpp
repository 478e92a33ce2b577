#pragma once

#include <memory>
#include <string>
#include <utility>

#include "probes/prepared.hpp"

namespace fipsprobe {

// ServedBy is what a Prepared is as well where its module has several implementations of an operation and says which one does
// it.
class ServedBy {
 public:
  virtual ~ServedBy() = default;
  virtual const std::string& served_by() const = 0;
};

// AttributedPrepared is a Prepared with the name of the implementation that does it. The loop stays around the direct call.
class AttributedPrepared final : public Prepared, public ServedBy {
 public:
  AttributedPrepared(std::unique_ptr<Prepared> prepared, std::string served_by)
      : prepared_(std::move(prepared)), served_by_(std::move(served_by)) {}

  bool restart() override { return prepared_->restart(); }
  std::uint64_t run(std::uint64_t times) override { return prepared_->run(times); }
  Bytes output() const override { return prepared_->output(); }
  const std::string& served_by() const override { return served_by_; }

 private:
  std::unique_ptr<Prepared> prepared_;
  std::string served_by_;
};

// served_by returns the implementation's name; empty where there is one only, or the module does not say.
inline std::string served_by(const Prepared& prepared) {
  const auto* const named = dynamic_cast<const ServedBy*>(&prepared);
  return named == nullptr ? std::string() : named->served_by();
}

}  // namespace fipsprobe
