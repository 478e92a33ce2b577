#include "probes/openssl/asn1.hpp"
#include "probes/openssl/capabilities.hpp"

namespace fipsprobe::openssl {
namespace {

// LinkedDsaParameters makes the parameters from the seed once more and compares: FIPS 186-4 A.1.1.3 is A.1.1.2 and a
// comparison, A.2.4 is A.2.3 and a comparison. The function that makes them is the module's own.
class LinkedDsaParameters : public DsaParameterValidator {
 public:
  LinkedDsaParameters(const Toolkit& toolkit, const LinkedDsaSymbols& linked) : toolkit_(toolkit), linked_(linked) {}

  Outcome perform(const DsaParameterOperation& operation) override {
    toolkit_.errors.clear();
    const Name name = name_of_digest(operation.hash);
    const EvpMd* const hash = toolkit_.backend.digest(name);
    if (hash == nullptr) return toolkit_.absent(name);
    if (!operation.g.empty() && !operation.index) {
      return Outcome::unsupported("a generator without the index that it was made from cannot be made again");
    }
    const Handle<Dsa> dsa(linked_.create(), linked_.free);
    int counter = 0;
    const int made =
        linked_.make(dsa.get(), bits_of(operation.p), bits_of(operation.q), hash, operation.seed.data(), operation.seed.size(),
                     operation.index ? *operation.index : -1, nullptr, &counter, nullptr, nullptr);
    if (made != 1) return not_made();
    const bool same_counter = counter >= 0 && static_cast<std::size_t>(counter) == operation.counter;
    return Outcome::verified(same_counter && same(encoded(*dsa), operation));
  }

 private:
  // The sizes of FIPS 186-4 §4.2, as the file means them: p and q may be wrong in their upper bits.
  static std::size_t bits_of(const Bytes& number) { return without_leading_zeros(number).size() * 8; }

  // A seed that no q comes from is an answer; it has the reason "q not prime", or "invalid parameters" when no p does.
  Outcome not_made() const {
    const ErrorQueue::Report report = toolkit_.errors.take();
    if (report.refusal) return Outcome::refused("dsa_builtin_paramgen2: " + report.text);
    return Outcome::verified(false);
  }

  Bytes encoded(const Dsa& dsa) const {
    const int size = linked_.encode(&dsa, nullptr);
    if (size <= 0) return {};
    Bytes der(static_cast<std::size_t>(size));
    unsigned char* at = der.data();
    linked_.encode(&dsa, &at);
    return der;
  }

  // same compares Dss-Parms (RFC 3279 §2.3.2): p, q, g.
  static bool same(const Bytes& der, const DsaParameterOperation& operation) {
    const auto inner = DerReader(der).next(kSequenceTag);
    if (!inner) return false;
    DerReader reader(*inner);
    for (const Bytes* const expected : {&operation.p, &operation.q, &operation.g}) {
      const auto content = reader.next(kIntegerTag);
      if (!content) return false;
      if (expected == &operation.g && expected->empty()) return true;
      if (without_leading_zeros(*content) != without_leading_zeros(*expected)) return false;
    }
    return true;
  }

  Toolkit toolkit_;
  const LinkedDsaSymbols& linked_;
};

}  // namespace

std::unique_ptr<DsaParameterValidator> make_linked_dsa_parameters(const Toolkit& toolkit, const LinkedSymbols& linked) {
  if (!linked.dsa.complete) return nullptr;
  return std::make_unique<LinkedDsaParameters>(toolkit, linked.dsa);
}

}  // namespace fipsprobe::openssl
