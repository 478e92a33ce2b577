#pragma once

#include <map>
#include <string>

#include "harness/model/outcome.hpp"
#include "probes/kernel/alg_socket.hpp"
#include "probes/kernel/kernel_state.hpp"

namespace fipsprobe::kernel {

// Selection is what an operation needs before its data: an algorithm, its key and, for AEAD, the bytes of its tag.
struct Selection {
  Type type{};
  std::string name;
  std::optional<Bytes> key;
  std::optional<std::size_t> tag_length;

  bool operator==(const Selection&) const = default;
};

// Interface is AF_ALG of the running kernel. It keeps the algorithm bound last, as vector files and benchmarks use one key many
// times, and turns what the kernel says no to into outcomes.
class Interface {
 public:
  // begin gives a fresh request under the algorithm and key.
  Result<Request> begin(const Selection& wanted);

  // outcome_of tells what a failure means. errno alone cannot tell "refused in FIPS mode" from "not built": ENOENT stands for
  // both, and for a missing interface. What /proc/crypto lists and what binds beside it decide, as far as they can.
  Outcome outcome_of(const Failure& failure, const Selection& wanted);

  // blocked says why AF_ALG as a whole cannot be used; empty when it can.
  std::string blocked() const;

 private:
  bool serves(Type type);
  bool binds(Type type, const std::string& name) const;
  Outcome outcome_of_bind(const Failure& failure, const Selection& wanted);
  Outcome outcome_of_missing(const Failure& failure, const Selection& wanted);

  FipsFlag flag_ = read_fips_flag();
  std::optional<Transform> transform_;
  Selection selection_;
  std::map<Type, bool> serves_;
  std::map<std::string, Outcome> missing_;  // by algorithm name
};

}  // namespace fipsprobe::kernel
