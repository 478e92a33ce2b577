#include <fmt/format.h>

#include <array>

#include "harness/vectors/cavp_kind.hpp"

// Random bit generators (SP 800-90A Rev. 1): the DRBGVS in the form of its own files and in that of OpenSSL's evp_test, which
// puts 15 tests into one block. Each test is instantiate, reseed where there is entropy for it, generate twice; the second
// output counts.
namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, 3> kDrbgRepeated = {"AdditionalInput", "EntropyInputPR", "EntropyInputReseed"};

DrbgStep generate_step(Bytes entropy, Bytes additional) {
  return {DrbgStep::Kind::generate, std::move(entropy), std::move(additional)};
}

// DrbgCavpMapper reads sections that name the hash or the cipher, "[SHA-256]", "[AES-128 use df]", and the sizes in bits.
class DrbgCavpMapper : public CaseMapper {
 public:
  explicit DrbgCavpMapper(DrbgMechanism mechanism) : mechanism_(mechanism) {}

  std::vector<Case> map(Block& block) override {
    DrbgOperation operation;
    operation.mechanism = mechanism_;
    read_section(block, operation);
    operation.entropy = block.take("EntropyInput").bytes(block.instruction("EntropyInputLen").size_in_bytes());
    operation.nonce = block.take("Nonce").bytes(block.instruction("NonceLen").size_in_bytes());
    operation.personalization =
        block.take("PersonalizationString").bytes(block.instruction("PersonalizationStringLen").size_in_bytes());
    operation.output_length = block.instruction("ReturnedBitsLen").size_in_bytes();
    add_steps(block, operation);
    return one(known_output(std::move(operation),
                            block.take("ReturnedBits").bytes(block.instruction("ReturnedBitsLen").size_in_bytes())));
  }

 private:
  static void read_section(Block& block, DrbgOperation& operation) {
    const Attribute name = block.word();
    if (operation.mechanism == DrbgMechanism::ctr) {
      const bool is_aes = name.name == "AES-128 use df" || name.name == "AES-192 use df" || name.name == "AES-256 use df" ||
                          name.name == "AES-128 no df" || name.name == "AES-192 no df" || name.name == "AES-256 no df";
      if (!is_aes) name.fail("no known cipher");
      Attribute size = name;
      size.value = name.name.substr(4, 3);
      operation.cipher = Cipher::aes;
      operation.key_size = size.size_in_bytes();
      operation.derivation_function = name.name.ends_with("use df");
    } else {
      operation.hash = hash_in(name, name.name);
    }
    operation.prediction_resistance = block.instruction("PredictionResistance").passed("True", "False");
  }

  static void add_steps(Block& block, DrbgOperation& operation) {
    const std::size_t additional_size = block.instruction("AdditionalInputLen").size_in_bytes();
    const std::optional<Attribute> reseed = block.take_if("EntropyInputReseed");
    if (reseed) {
      operation.steps.push_back(
          {DrbgStep::Kind::reseed, reseed->bytes(), block.take("AdditionalInputReseed").bytes(additional_size)});
    }
    const std::vector<Attribute> additional = block.take_all("AdditionalInput");
    const std::vector<Attribute> entropy = block.take_all("EntropyInputPR");
    if (additional.size() != 2) block.fail("not two AdditionalInput in this case");
    if (entropy.size() != (operation.prediction_resistance ? 2U : 0U)) block.fail("not an EntropyInputPR for each output");
    for (std::size_t i = 0; i < 2; ++i) {
      operation.steps.push_back(
          generate_step(entropy.empty() ? Bytes{} : entropy[i].bytes(), additional[i].bytes(additional_size)));
    }
  }

  DrbgMechanism mechanism_;
};

std::optional<DrbgMechanism> mechanism_in(const Preview& preview) {
  if (preview.says("Hash_DRBG options")) return DrbgMechanism::hash;
  if (preview.says("HMAC_DRBG options")) return DrbgMechanism::hmac;
  if (preview.says("CTR_DRBG options")) return DrbgMechanism::ctr;
  return std::nullopt;
}

std::optional<std::string> drbg_cavp_algorithm(const Preview& preview) {
  const std::optional<DrbgMechanism> mechanism = mechanism_in(preview);
  if (!mechanism || !preview.has_attribute("EntropyInput") || !preview.has_attribute("ReturnedBits")) return std::nullopt;
  return std::string(name_of(*mechanism));
}

std::unique_ptr<CaseMapper> drbg_cavp_mapper(const Preview& preview) {
  return std::make_unique<DrbgCavpMapper>(*mechanism_in(preview));
}

// EvpMapper reads blocks that start with RAND; their attributes end with the number of the test: "Entropy.0".
class EvpMapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    if (block.take_if("Title")) return {};
    const DrbgOperation common = settings(block);
    std::vector<Case> cases;
    for (std::size_t number = 0; block.has(fmt::format("Output.{}", number)); ++number) {
      cases.push_back(test(block, common, number));
    }
    if (cases.empty()) block.fail("the block that starts here has no Output.0");
    return cases;
  }

 private:
  static DrbgOperation settings(Block& block) {
    DrbgOperation operation;
    const Attribute mechanism = block.take("RAND");
    if (mechanism.value == "CTR-DRBG") {
      operation.mechanism = DrbgMechanism::ctr;
      operation.cipher = Cipher::aes;
      operation.key_size = key_size(block.take("Cipher"));
      const std::optional<Attribute> function = block.take_if("DerivationFunction");
      operation.derivation_function = function && function->passed("1", "0");
    } else {
      if (mechanism.value != "HASH-DRBG" && mechanism.value != "HMAC-DRBG") mechanism.fail("no known mechanism");
      operation.mechanism = mechanism.value == "HASH-DRBG" ? DrbgMechanism::hash : DrbgMechanism::hmac;
      operation.hash = hash_of(block.take("Digest"));
    }
    operation.prediction_resistance = block.take("PredictionResistance").passed("1", "0");
    operation.output_length = block.take("GenerateBits").size_in_bytes();
    return operation;
  }

  static std::size_t key_size(const Attribute& cipher) {
    if (!cipher.value.starts_with("AES-") || !cipher.value.ends_with("-CTR")) cipher.fail("no known cipher");
    Attribute bits = cipher;
    bits.value = cipher.value.substr(4, 3);
    return bits.size_in_bytes();
  }

  static Case test(Block& block, DrbgOperation operation, std::size_t number) {
    const auto value = [&](std::string_view name) {
      const std::optional<Attribute> found = block.take_if(fmt::format("{}.{}", name, number));
      return found ? found->bytes() : Bytes{};
    };
    operation.entropy = block.take(fmt::format("Entropy.{}", number)).bytes();
    operation.nonce = value("Nonce");
    operation.personalization = value("PersonalisationString");
    Bytes reseed = value("ReseedEntropy");
    Bytes reseed_additional = value("ReseedAdditionalInput");
    if (!reseed.empty()) operation.steps.push_back({DrbgStep::Kind::reseed, std::move(reseed), std::move(reseed_additional)});
    operation.steps.push_back(generate_step(value("EntropyPredictionResistanceA"), value("AdditionalInputA")));
    operation.steps.push_back(generate_step(value("EntropyPredictionResistanceB"), value("AdditionalInputB")));
    Bytes output = block.take(fmt::format("Output.{}", number)).bytes(operation.output_length);
    Case read = known_output(std::move(operation), std::move(output));
    read.id = fmt::format("Output.{}", number);
    return read;
  }
};

std::optional<std::string> evp_algorithm(const Preview& preview) {
  if (!preview.has_attribute("RAND") || !preview.has_attribute("GenerateBits")) return std::nullopt;
  return "DRBG";
}

std::unique_ptr<CaseMapper> evp_mapper(const Preview& /*preview*/) { return std::make_unique<EvpMapper>(); }

}  // namespace

const CavpKind kCavpDrbg = {drbg_cavp_algorithm, drbg_cavp_mapper, {.repeated = kDrbgRepeated}};
const CavpKind kEvpDrbg = {evp_algorithm, evp_mapper};

}  // namespace fipsprobe
