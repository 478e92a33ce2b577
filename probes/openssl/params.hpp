#pragma once

#include <deque>
#include <string>
#include <vector>

#include "harness/model/bytes.hpp"
#include "probes/openssl/types.hpp"

namespace fipsprobe::openssl {

// Params is a list of parameters for OpenSSL 3, OSSL_PARAM(3), that keeps their values. Keys must be literals.
class Params {
 public:
  Params() = default;
  Params(Params&&) = default;  // the parameters point at the values, which a move leaves where they are
  Params& operator=(Params&&) = default;
  Params(const Params&) = delete;
  Params& operator=(const Params&) = delete;
  ~Params() = default;

  Params& text(const char* key, std::string value);
  Params& octets(const char* key, ByteView value);
  Params& number(const char* key, unsigned value);
  Params& integer(const char* key, int value);

  // big is an unsigned big-endian integer of any size; none is added for an empty one.
  Params& big(const char* key, ByteView value);

  // list returns the parameters, ended as the library expects it; it belongs to this object and ends with the next change.
  Param* list();

 private:
  std::deque<std::string> texts_;  // a deque: its elements stay where they are
  std::deque<Bytes> bytes_;
  std::deque<unsigned> numbers_;
  std::deque<int> integers_;
  std::vector<Param> params_;
};

}  // namespace fipsprobe::openssl
