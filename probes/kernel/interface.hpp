#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "harness/model/outcome.hpp"
#include "probes/kernel/alg_socket.hpp"
#include "probes/kernel/driver_table.hpp"
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

inline constexpr const char* kNotListed = "not listed";

// Interface is AF_ALG of the running kernel. It keeps the algorithm bound last, as vector files and benchmarks use one key many
// times, turns what the kernel says no to into outcomes, and remembers which drivers served.
class Interface {
 public:
  // begin gives a fresh request under the algorithm and key.
  Result<Request> begin(const Selection& wanted);

  // open binds an algorithm that the caller keeps to itself.
  Result<Transform> open(Type type, const std::string& name);

  // driver_of binds a name and tells which driver serves it.
  Result<std::string> driver_of(Type type, const std::string& name);

  // is_new tells whether the input, or the algorithm or key, is another than when it was asked last: what a benchmark repeats
  // is done another way, to compare the results, only once.
  bool is_new(const Selection& wanted, ByteView input);

  // outcome_of tells what a failure means. errno alone cannot tell "refused in FIPS mode" from "not built": ENOENT stands for
  // both, and for a missing interface. What /proc/crypto lists and what binds beside it decide, as far as they can.
  Outcome outcome_of(const Failure& failure, const Selection& wanted);

  // blocked says why AF_ALG as a whole cannot be used; empty when it can.
  std::string blocked() const;

  // forget_drivers and drivers_used go around an operation: the drivers that served in between, in their order, joined by
  // " + "; kNotListed stands for one that /proc/crypto does not tell.
  void forget_drivers() { used_.clear(); }
  std::string drivers_used() const;

 private:
  // Served is a bound algorithm and the driver that serves it, kNotListed where /proc/crypto does not tell.
  struct Served {
    Transform transform;
    std::string driver;
  };

  Result<Transform> open_settled(Type type, const std::string& name);
  Result<Served> open_served(Type type, const std::string& name);
  bool serves(Type type);
  bool binds(Type type, const std::string& name) const;
  void load(const std::string& base);
  Outcome outcome_of_bind(const Failure& failure, const Selection& wanted);
  Outcome outcome_of_missing(const Failure& failure, const Selection& wanted);
  Outcome outcome_of_entropy(const Failure& failure, const Selection& wanted) const;
  void note(const std::string& driver);

  FipsFlag flag_ = read_fips_flag();
  std::optional<Transform> transform_;
  Selection selection_;
  std::map<Type, bool> serves_;
  std::map<std::string, Outcome> missing_;  // by algorithm name
  std::set<std::string> loaded_;
  DriverTable drivers_;
  std::string driver_;  // of transform_
  std::vector<std::string> used_;
  Selection compared_;
  Bytes compared_input_;
};

}  // namespace fipsprobe::kernel
