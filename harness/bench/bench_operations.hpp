#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/model/bench.hpp"
#include "harness/model/operation.hpp"

// What is measured.
namespace fipsprobe {

// BenchOperation is one operation of the benchmark: at a size, or once.
struct BenchOperation {
  std::string name;  // describe(Operation)
  BenchGroup group{};
  std::uint64_t max_size = 0;  // bytes; 0: not an operation over a message
  bool quick = true;           // also in the profile `quick`

  // make gives the operation; `size` is ignored where there is none. An AEAD decryption lacks its ciphertext and tag, which the
  // module makes first.
  std::function<Operation(std::uint64_t size)> make;

  std::string_view vectors = {};     // name of a built-in vector file that has a known answer of the operation
  std::optional<Bytes> answer = {};  // the known answer of the operation itself; empty bytes: it is accepted
};

// bench_operations returns all of them, in the order of reports.
const std::vector<BenchOperation>& bench_operations();

// chosen_operations returns those whose name is one of the words, or, for a word that is no whole name, contains it, or whose
// group it is, whatever their case; all of the profile when there are no words. Throws UsageError for a word that fits none.
std::vector<const BenchOperation*> chosen_operations(const std::vector<std::string>& words, bool quick);

// bench_operation returns the operation of that name; nullptr when there is none.
const BenchOperation* bench_operation(std::string_view name);

}  // namespace fipsprobe
