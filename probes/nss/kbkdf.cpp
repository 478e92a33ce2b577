#include <vector>

#include "probes/nss/kdf.hpp"

namespace fipsprobe::nss {
namespace {

// The structures are those of PKCS #11 Current Mechanisms 3.0 (SP 800-108), with the erratum that NSS notes in pkcs11t.h: the
// further derived keys are a pointer.
struct DataParameter {  // CK_PRF_DATA_PARAM
  Ulong type;
  const void* value;
  Ulong length;
};

struct CounterFormat {  // CK_SP800_108_COUNTER_FORMAT
  Byte little_endian;
  Ulong width_in_bits;
};

struct KbkdfMechanism {  // CK_SP800_108_KDF_PARAMS
  Ulong prf;
  Ulong count;
  const DataParameter* data;
  Ulong further_keys_count;
  const void* further_keys;
};

struct FeedbackParameters {  // CK_SP800_108_FEEDBACK_KDF_PARAMS
  Ulong prf;
  Ulong count;
  const DataParameter* data;
  Ulong iv_length;
  const Byte* iv;
  Ulong further_keys_count;
  const void* further_keys;
};

constexpr Ulong kIterationVariable = 1;  // CK_SP800_108_ITERATION_VARIABLE: the counter in counter mode, else K(i-1) or A(i)
constexpr Ulong kOptionalCounter = 2;    // CK_SP800_108_OPTIONAL_COUNTER: of the two other modes
constexpr Ulong kByteArray = 4;          // CK_SP800_108_BYTE_ARRAY

using Place = KbkdfParameters::CounterPlace;
using KbkdfMode = KbkdfParameters::Mode;

DataParameter fixed(const Bytes& bytes) { return {kByteArray, bytes.empty() ? nullptr : bytes.data(), bytes.size()}; }

// input_of_counter_mode returns what the pseudo-random function takes, in its order.
std::vector<DataParameter> input_of_counter_mode(const KbkdfParameters& from, const CounterFormat& format) {
  const DataParameter counter{kIterationVariable, &format, sizeof format};
  switch (from.place) {
    case Place::before_fixed: return {counter, fixed(from.fixed_before)};
    case Place::after_fixed: return {fixed(from.fixed_before), counter};
    case Place::middle: return {fixed(from.fixed_before), counter, fixed(from.fixed_after)};
    case Place::none:
    case Place::before_iterator: break;
  }
  return {};  // counter mode has a counter, and no iterator
}

std::vector<DataParameter> input_of_chained_mode(const KbkdfParameters& from, const CounterFormat& format) {
  const DataParameter iterator{kIterationVariable, nullptr, 0};
  const DataParameter counter{kOptionalCounter, &format, sizeof format};
  switch (from.place) {
    case Place::none: return {iterator, fixed(from.fixed_before)};
    case Place::before_iterator: return {counter, iterator, fixed(from.fixed_before)};
    case Place::before_fixed: return {iterator, counter, fixed(from.fixed_before)};
    case Place::after_fixed: return {iterator, fixed(from.fixed_before), counter};
    case Place::middle: return {iterator, fixed(from.fixed_before), counter, fixed(from.fixed_after)};
  }
  return {};
}

const MechanismName& mechanism_for(KbkdfMode mode) {
  switch (mode) {
    case KbkdfMode::counter: return kKbkdfCounter;
    case KbkdfMode::feedback: return kKbkdfFeedback;
    case KbkdfMode::double_pipeline: break;
  }
  return kKbkdfDoublePipeline;
}

std::optional<MechanismName> prf_of(const KbkdfParameters& from) {
  if (from.mac == MacKind::hmac) {
    const HashMechanisms* const hash = mechanisms_of(from.hash);
    return hash == nullptr ? std::nullopt : hash->hmac;
  }
  const CmacMechanism* const cmac = from.mac == MacKind::cmac ? cmac_of(from.cipher) : nullptr;
  return cmac == nullptr ? std::nullopt : std::optional(cmac->mechanism);
}

}  // namespace

Outcome derive_kbkdf(const KdfRequest& request, const KbkdfParameters& from) {
  const MechanismName& name = mechanism_for(from.mode);
  if (auto missing = request.token.missing(name)) return *missing;
  const std::optional<MechanismName> prf = prf_of(from);
  if (!prf) return no_mechanism("SP 800-108 with this pseudo-random function");
  if (auto missing = request.token.missing(*prf)) return *missing;
  const CounterFormat format{.little_endian = 0, .width_in_bits = from.counter_bits};
  const std::vector<DataParameter> input =
      from.mode == KbkdfMode::counter ? input_of_counter_mode(from, format) : input_of_chained_mode(from, format);
  if (input.empty()) return no_mechanism("the counter mode of SP 800-108 with its counter in this place");
  if (from.mode == KbkdfMode::feedback) {
    const FeedbackParameters parameters{
        prf->type, input.size(), input.data(), from.iv.size(), from.iv.empty() ? nullptr : from.iv.data(), 0, nullptr};
    return derive_from(request, from.key, {name.type, &parameters, sizeof parameters});
  }
  const KbkdfMechanism parameters{prf->type, input.size(), input.data(), 0, nullptr};
  return derive_from(request, from.key, {name.type, &parameters, sizeof parameters});
}

}  // namespace fipsprobe::nss
