#pragma once

#include <deque>
#include <vector>

#include "harness/model/bytes.hpp"
#include "probes/nss/pkcs11.hpp"

namespace fipsprobe::nss {

// Attributes builds a template of attributes and owns their values.
class Attributes {
 public:
  Attributes() = default;
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;

  Attributes& flag(Ulong type, bool value);
  Attributes& number(Ulong type, Ulong value);
  Attributes& bytes(Ulong type, ByteView value);

  const Attribute* data() const { return list_.data(); }
  Ulong size() const { return list_.size(); }

  // fingerprint returns all types and values in one row: two templates are the same when theirs are.
  Bytes fingerprint() const;

 private:
  std::deque<Bytes> values_;  // a deque never moves its elements
  std::vector<Attribute> list_;
};

}  // namespace fipsprobe::nss
