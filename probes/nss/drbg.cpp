#include "probes/nss/services.hpp"

namespace fipsprobe::nss {
namespace {

// TestDrbg is freebl's second generator, which its own FIPS tests use: Hash_DRBG with SHA-256, apart from the one that makes
// keys. There is one of it in a process.
class TestDrbg {
 public:
  explicit TestDrbg(const FreeblVector& freebl)
      : instantiate_(freebl.at<Instantiate>(FreeblFunction::prngtest_instantiate)),
        reseed_(freebl.at<Reseed>(FreeblFunction::prngtest_reseed)),
        generate_(freebl.at<Generate>(FreeblFunction::prngtest_generate)),
        uninstantiate_(freebl.at<Uninstantiate>(FreeblFunction::prngtest_uninstantiate)) {}
  ~TestDrbg() {
    if (running_) uninstantiate_();
  }
  TestDrbg(const TestDrbg&) = delete;
  TestDrbg& operator=(const TestDrbg&) = delete;

  bool there() const {
    return instantiate_ != nullptr && reseed_ != nullptr && generate_ != nullptr && uninstantiate_ != nullptr;
  }

  bool start(const DrbgOperation& from) {
    running_ = instantiate_(data(from.entropy), size(from.entropy), data(from.nonce), size(from.nonce),
                            data(from.personalization), size(from.personalization)) == kSecSuccess;
    return running_;
  }
  bool reseed(const Bytes& entropy, const Bytes& additional) {
    return reseed_(data(entropy), size(entropy), data(additional), size(additional)) == kSecSuccess;
  }
  bool generate(Bytes& output, const Bytes& additional) {
    return generate_(output.data(), size(output), data(additional), size(additional)) == kSecSuccess;
  }

 private:
  using Instantiate = SecStatus(const Byte* entropy, unsigned, const Byte* nonce, unsigned, const Byte* text, unsigned);
  using Reseed = SecStatus(const Byte* entropy, unsigned, const Byte* additional, unsigned);
  using Generate = SecStatus(Byte* output, unsigned, const Byte* additional, unsigned);
  using Uninstantiate = SecStatus();

  static const Byte* data(const Bytes& bytes) { return bytes.empty() ? nullptr : bytes.data(); }
  static unsigned size(const Bytes& bytes) { return static_cast<unsigned>(bytes.size()); }

  Instantiate* instantiate_;
  Reseed* reseed_;
  Generate* generate_;
  Uninstantiate* uninstantiate_;
  bool running_ = false;
};

// step does one call. With prediction resistance the generator is reseeded first, with the additional input, which the
// generation then does not take again (SP 800-90A Rev. 1 §9.3.1).
bool step(TestDrbg& drbg, const DrbgStep& what, bool prediction_resistance, Bytes& output) {
  if (what.kind == DrbgStep::Kind::reseed) return drbg.reseed(what.entropy, what.additional);
  if (!prediction_resistance) return drbg.generate(output, what.additional);
  return drbg.reseed(what.entropy, what.additional) && drbg.generate(output, {});
}

}  // namespace

Outcome NssDrbg::perform(const DrbgOperation& operation) {
  if (operation.mechanism != DrbgMechanism::hash || operation.hash != Hash::sha256) {
    return Outcome::unsupported("freebl's only random bit generator is Hash_DRBG with SHA-256");
  }
  TestDrbg drbg(freebl_);
  if (!drbg.there()) return Outcome::not_available("no PRNGTEST functions: " + freebl_.text());
  if (!drbg.start(operation)) return Outcome::refused("PRNGTEST_Instantiate: SECFailure");
  Bytes output(operation.output_length);
  for (const DrbgStep& what : operation.steps) {
    if (!step(drbg, what, operation.prediction_resistance, output)) return Outcome::failed("PRNGTEST: SECFailure");
  }
  return Outcome::done(std::move(output));
}

}  // namespace fipsprobe::nss
