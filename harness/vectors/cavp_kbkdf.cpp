#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/vectors/cavp_kind.hpp"

// Key derivation with a pseudo-random function (SP 800-108): the KBKDFVS in counter mode; the counter mode cases of
// PyCryptodome's vectors and the cases of Botan in all three modes, whose fixed input is Label | 00 | Context | length in bits.
namespace fipsprobe {
namespace {

using Place = KbkdfParameters::CounterPlace;

struct PrfRow {
  std::string_view cavp, botan;
  MacKind mac;
  Hash hash;
  Cipher cipher;
  std::size_t key_size;  // bytes; CMAC
};

constexpr std::array kPrfs = {
    PrfRow{"HMAC_SHA1", "HMAC(SHA-160)", MacKind::hmac, Hash::sha1, {}, 0},
    PrfRow{"HMAC_SHA224", "HMAC(SHA-224)", MacKind::hmac, Hash::sha224, {}, 0},
    PrfRow{"HMAC_SHA256", "HMAC(SHA-256)", MacKind::hmac, Hash::sha256, {}, 0},
    PrfRow{"HMAC_SHA384", "HMAC(SHA-384)", MacKind::hmac, Hash::sha384, {}, 0},
    PrfRow{"HMAC_SHA512", "HMAC(SHA-512)", MacKind::hmac, Hash::sha512, {}, 0},
    PrfRow{"CMAC_AES128", "CMAC(AES-128)", MacKind::cmac, {}, Cipher::aes, 16},
    PrfRow{"CMAC_AES192", "CMAC(AES-192)", MacKind::cmac, {}, Cipher::aes, 24},
    PrfRow{"CMAC_AES256", "CMAC(AES-256)", MacKind::cmac, {}, Cipher::aes, 32},
    PrfRow{"CMAC_TDES2", "", MacKind::cmac, {}, Cipher::tdes, 16},
    PrfRow{"CMAC_TDES3", "CMAC(TripleDES)", MacKind::cmac, {}, Cipher::tdes, 24},
};

KbkdfParameters with_prf(const PrfRow& row, const Attribute& key) {
  KbkdfParameters parameters;
  parameters.mac = row.mac;
  parameters.hash = row.hash;
  parameters.cipher = row.cipher;
  parameters.key = row.key_size == 0 ? key.bytes() : key.bytes(row.key_size);
  return parameters;
}

Case kbkdf_derivation(KbkdfParameters parameters, Bytes output) {
  KdfOperation operation;
  operation.length = output.size();
  operation.parameters = std::move(parameters);
  return known_output(std::move(operation), std::move(output));
}

class KbkdfCavpMapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    const Attribute prf = block.instruction("PRF");
    const auto* const row = std::ranges::find(kPrfs, prf.value, &PrfRow::cavp);
    if (row == kPrfs.end()) prf.fail("no known pseudo-random function");
    KbkdfParameters parameters = with_prf(*row, block.take("KI"));
    parameters.mode = KbkdfParameters::Mode::counter;
    parameters.counter_bits = counter_bits(block.instruction("RLEN"));
    parameters.place = place(block.instruction("CTRLOCATION"));
    if (parameters.place == Place::middle) {
      parameters.fixed_before = block.take("DataBeforeCtrData").bytes(block.take("DataBeforeCtrLen").number());
      parameters.fixed_after = block.take("DataAfterCtrData").bytes(block.take("DataAfterCtrLen").number());
    } else {
      parameters.fixed_before = block.take("FixedInputData").bytes(block.take("FixedInputDataByteLen").number());
    }
    return one(kbkdf_derivation(std::move(parameters), block.take("KO").bytes(block.take("L").size_in_bytes())));
  }

 private:
  // counter_bits reads "16_BITS".
  static std::size_t counter_bits(const Attribute& size) {
    Attribute number = size;
    number.value = size.value.substr(0, size.value.find('_'));
    if (!size.value.ends_with("_BITS")) size.fail("not a number of bits");
    return 8 * number.size_in_bytes();
  }

  static Place place(const Attribute& name) {
    if (name.value == "BEFORE_FIXED") return Place::before_fixed;
    if (name.value == "AFTER_FIXED") return Place::after_fixed;
    if (name.value == "MIDDLE_FIXED") return Place::middle;
    name.fail("no known place of the counter");
  }
};

// fixed_input: Label | 00 | Context | L, the length in bits in four bytes.
Bytes fixed_input(Bytes label, const Bytes& context, std::size_t length) {
  label.push_back(0);
  label.insert(label.end(), context.begin(), context.end());
  for (const int shift : {24, 16, 8, 0}) label.push_back(static_cast<std::uint8_t>((8 * length) >> shift));
  return label;
}

// PycryptodomeMapper: [HMAC-SHA-256], KIN, LABEL, CONTEXT, RLEN (bits of the counter), KOUT.
class PycryptodomeMapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    const Attribute name = block.word();
    Bytes output = block.take("KOUT").bytes();
    KbkdfParameters parameters;
    parameters.mac = name.name.starts_with("CMAC-AES-") ? MacKind::cmac : MacKind::hmac;
    parameters.cipher = Cipher::aes;
    if (parameters.mac == MacKind::hmac) {
      if (!name.name.starts_with("HMAC-")) name.fail("no known pseudo-random function");
      parameters.hash = hash_in(name, name.name.substr(5));
    }
    parameters.mode = KbkdfParameters::Mode::counter;
    parameters.key = block.take("KIN").bytes();
    parameters.counter_bits = block.take("RLEN").number();
    Bytes label = block.take("LABEL").bytes();
    parameters.fixed_before = fixed_input(std::move(label), block.take("CONTEXT").bytes(), output.size());
    return one(kbkdf_derivation(std::move(parameters), std::move(output)));
  }
};

struct BotanMode {
  std::string_view name;
  KbkdfParameters::Mode mode;
};

constexpr std::array kBotanModes = {
    BotanMode{"SP800-108-Counter(", KbkdfParameters::Mode::counter},
    BotanMode{"SP800-108-Feedback(", KbkdfParameters::Mode::feedback},
    BotanMode{"SP800-108-Pipeline(", KbkdfParameters::Mode::double_pipeline},
};

std::size_t prf_size(const PrfRow& row) { return row.mac == MacKind::hmac ? digest_size(row.hash) : block_size(row.cipher); }

// KbkdfBotanMapper: [SP800-108-Feedback(HMAC(SHA-160))], Salt, Secret, Label, Output. Salt is the context; in feedback mode its
// first bytes are the IV where there are enough of them.
class KbkdfBotanMapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    const Attribute name = block.word();
    const auto* const mode =
        std::ranges::find_if(kBotanModes, [&](const BotanMode& row) { return name.name.starts_with(row.name); });
    if (mode == kBotanModes.end()) name.fail("no known mode");
    const std::string_view prf = name.name.substr(mode->name.size(), name.name.size() - mode->name.size() - 1);
    const auto* const row = std::ranges::find(kPrfs, prf, &PrfRow::botan);
    if (row == kPrfs.end()) name.fail("no known pseudo-random function");
    KbkdfParameters parameters = with_prf(*row, block.take("Secret"));
    parameters.mode = mode->mode;
    Bytes context = block.take("Salt").bytes();
    if (mode->mode == KbkdfParameters::Mode::feedback && context.size() >= prf_size(*row)) {
      const auto end = context.begin() + static_cast<std::ptrdiff_t>(prf_size(*row));
      parameters.iv.assign(context.begin(), end);
      context.erase(context.begin(), end);
    }
    Bytes output = block.take("Output").bytes();
    parameters.fixed_before = fixed_input(block.take("Label").bytes(), context, output.size());
    return one(kbkdf_derivation(std::move(parameters), std::move(output)));
  }
};

std::optional<std::string> kbkdf_cavp_algorithm(const Preview& preview) {
  if (!preview.has_attribute("KI") || !preview.has_attribute("KO") || !preview.says("SP800-108")) return std::nullopt;
  return "KBKDF";
}

std::optional<std::string> pycryptodome_algorithm(const Preview& preview) {
  const bool has_all = preview.has_attribute("KIN") && preview.has_attribute("KOUT") && preview.has_attribute("LABEL");
  if (!has_all || !preview.says("KDF in Counter mode")) return std::nullopt;
  return "KBKDF";
}

std::optional<std::string> kbkdf_botan_algorithm(const Preview& preview) {
  if (preview.instructions.empty() || !preview.instructions.front().starts_with("SP800-108-")) return std::nullopt;
  return "KBKDF";
}

std::unique_ptr<CaseMapper> kbkdf_cavp_mapper(const Preview& /*preview*/) { return std::make_unique<KbkdfCavpMapper>(); }
std::unique_ptr<CaseMapper> pycryptodome_mapper(const Preview& /*preview*/) { return std::make_unique<PycryptodomeMapper>(); }
std::unique_ptr<CaseMapper> kbkdf_botan_mapper(const Preview& /*preview*/) { return std::make_unique<KbkdfBotanMapper>(); }

}  // namespace

const CavpKind kCavpKbkdf = {kbkdf_cavp_algorithm, kbkdf_cavp_mapper, {.has_intermediate_values = true}};
const CavpKind kPycryptodomeKbkdf = {pycryptodome_algorithm, pycryptodome_mapper};
const CavpKind kBotanKbkdf = {kbkdf_botan_algorithm, kbkdf_botan_mapper};

}  // namespace fipsprobe
