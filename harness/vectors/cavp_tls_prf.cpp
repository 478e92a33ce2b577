#include <array>

#include "harness/vectors/cavp_kind.hpp"

// The PRF of TLS 1.0 to 1.2 (SP 800-135 Rev. 1 §4.2): the TLS tests of the KDF135VS, two cases a test, and the cases of Botan.
namespace fipsprobe {
namespace {

constexpr std::size_t kRandomSize = 32;  // RFC 5246 §7.4.1.2
constexpr std::size_t kMasterSize = 48;  // RFC 5246 §8.1

Bytes tls_prf_joined(Bytes first, const Bytes& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

Case tls_prf_derivation(TlsPrfParameters parameters, Bytes output, std::string id) {
  KdfOperation operation;
  operation.length = output.size();
  operation.parameters = std::move(parameters);
  Case read = known_output(std::move(operation), std::move(output));
  read.id = std::move(id);
  return read;
}

// version_of reads "[TLS 1.0/1.1]" and "[TLS 1.2, SHA-256]".
TlsPrfParameters version_of(const Attribute& word) {
  TlsPrfParameters parameters;
  if (word.name == "TLS 1.0/1.1") return parameters;
  constexpr std::string_view tls12 = "TLS 1.2, ";
  if (!word.name.starts_with(tls12)) word.fail("no known version of TLS");
  parameters.tls12 = true;
  parameters.hash = hash_in(word, word.name.substr(tls12.size()));
  return parameters;
}

class TlsPrfCavpMapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    TlsPrfParameters master = version_of(block.word());
    TlsPrfParameters keys = master;
    Bytes master_secret = block.take("master_secret").bytes(kMasterSize);
    master.secret = block.take("pre_master_secret").bytes(block.instruction("pre-master secret length").size_in_bytes());
    master.label = "master secret";
    master.seed = tls_prf_joined(random(block, "clientHello_random"), random(block, "serverHello_random"));
    keys.secret = master_secret;
    keys.label = "key expansion";
    keys.seed = tls_prf_joined(random(block, "server_random"), random(block, "client_random"));
    Bytes key_block = block.take("key_block").bytes(block.instruction("key block length").size_in_bytes());
    return {tls_prf_derivation(std::move(master), std::move(master_secret), "master_secret"),
            tls_prf_derivation(std::move(keys), std::move(key_block), "key_block")};
  }

 private:
  static Bytes random(Block& block, std::string_view name) { return block.take(name).bytes(kRandomSize); }
};

// TlsPrfBotanMapper: [TLS-12-PRF(HMAC(SHA-256))], Secret, Salt (the seed, which the label comes before), Output.
class TlsPrfBotanMapper : public CaseMapper {
 public:
  std::vector<Case> map(Block& block) override {
    const Attribute name = block.word();
    TlsPrfParameters parameters;
    constexpr std::string_view tls12 = "TLS-12-PRF(HMAC(";
    if (name.name.starts_with(tls12)) {
      parameters.tls12 = true;
      parameters.hash = hash_in(name, name.name.substr(tls12.size(), name.name.size() - tls12.size() - 2));
    } else if (name.name != "TLS-PRF") {
      name.fail("no known version of TLS");
    }
    parameters.secret = block.take("Secret").bytes();
    parameters.seed = block.take("Salt").bytes();
    const std::optional<Attribute> label = block.take_if("Label");
    if (label) parameters.seed = tls_prf_joined(label->bytes(), parameters.seed);
    const bool has_seed = !parameters.seed.empty();
    Case read = tls_prf_derivation(std::move(parameters), block.take("Output").bytes(), {});
    if (has_seed) return one(std::move(read));
    return one(untestable(describe(read.operation), "neither a label nor a seed"));
  }
};

std::optional<std::string> tls_prf_cavp_algorithm(const Preview& preview) {
  if (!preview.has_attribute("pre_master_secret") || !preview.has_attribute("key_block")) return std::nullopt;
  return "TLS PRF";
}

std::optional<std::string> tls_prf_botan_algorithm(const Preview& preview) {
  const bool is_prf = !preview.instructions.empty() && preview.instructions.front().starts_with("TLS-");
  if (!is_prf || !preview.has_attribute("Secret") || !preview.has_attribute("Salt")) return std::nullopt;
  return "TLS PRF";
}

std::unique_ptr<CaseMapper> tls_prf_cavp_mapper(const Preview& /*preview*/) { return std::make_unique<TlsPrfCavpMapper>(); }
std::unique_ptr<CaseMapper> tls_prf_botan_mapper(const Preview& /*preview*/) { return std::make_unique<TlsPrfBotanMapper>(); }

}  // namespace

const CavpKind kCavpTlsPrf = {tls_prf_cavp_algorithm, tls_prf_cavp_mapper};
const CavpKind kBotanTlsPrf = {tls_prf_botan_algorithm, tls_prf_botan_mapper};

}  // namespace fipsprobe
