#include <fmt/format.h>

#include <array>

#include "harness/vectors/acvp_test.hpp"

// Key derivation of protocols (SP 800-135 Rev. 1): TLS, SSH, IKE, ANSI X9.63 and X9.42. Each value that a test derives is one
// case; where it is derived from another, that one is taken from the answer.
namespace fipsprobe {
namespace {

constexpr std::size_t kMasterSecretSize = 48;  // RFC 5246 §8.1

Bytes acvp_kdf_components_joined(const Bytes& one, const Bytes& other) {
  Bytes both = one;
  both.insert(both.end(), other.begin(), other.end());
  return both;
}

void acvp_kdf_components_add(std::vector<AcvpCase>& cases, std::string_view part, KdfParameters parameters, Bytes output) {
  const std::size_t length = output.size();
  std::vector<AcvpCase> made = output_case(KdfOperation{std::move(parameters), length}, std::move(output));
  made.front().part = part;
  cases.push_back(std::move(made.front()));
}

// tls_parameters: SP 800-135 Rev. 1 §4.2.1 (TLS 1.0 and 1.1 use MD5 and SHA-1 together) and §4.2.2.
TlsPrfParameters tls_parameters(const AcvpTest& test) {
  TlsPrfParameters parameters;
  parameters.tls12 = test.group.text_or("tlsVersion", "v1.2") == "v1.2";
  if (parameters.tls12) parameters.hash = test.group.hash("hashAlg");
  return parameters;
}

}  // namespace

std::vector<AcvpCase> map_acvp_tls(const AcvpTest& test) {
  TlsPrfParameters master = tls_parameters(test);
  master.secret = test.bytes("preMasterSecret", "preMasterSecretLength", "a secret");
  const bool is_extended = test.test.has("sessionHash");  // RFC 7627 §4
  master.label = is_extended ? "extended master secret" : "master secret";
  master.seed = is_extended
                    ? test.test.hex("sessionHash")
                    : acvp_kdf_components_joined(test.test.hex("clientHelloRandom"), test.test.hex("serverHelloRandom"));
  const Bytes master_secret = test.answer.hex("masterSecret", kMasterSecretSize);
  TlsPrfParameters keys = tls_parameters(test);
  keys.secret = master_secret;
  keys.label = "key expansion";
  keys.seed = acvp_kdf_components_joined(test.test.hex("serverRandom"), test.test.hex("clientRandom"));
  std::vector<AcvpCase> cases;
  acvp_kdf_components_add(cases, "master secret", std::move(master), master_secret);
  acvp_kdf_components_add(cases, "key block", std::move(keys),
                          test.answer.hex("keyBlock", test.size("keyBlockLength", "a key block")));
  return cases;
}

std::vector<AcvpCase> map_acvp_ssh(const AcvpTest& test) {
  struct Value {
    std::string_view name;
    std::string_view part;
    char letter;  // RFC 4253 §7.2
  };
  constexpr std::array values = {
      Value{"initialIvClient", "initial IV, client", 'A'},         Value{"initialIvServer", "initial IV, server", 'B'},
      Value{"encryptionKeyClient", "encryption key, client", 'C'}, Value{"encryptionKeyServer", "encryption key, server", 'D'},
      Value{"integrityKeyClient", "integrity key, client", 'E'},   Value{"integrityKeyServer", "integrity key, server", 'F'},
  };
  SshKdfParameters parameters;
  parameters.hash = test.group.hash("hashAlg");
  parameters.shared_secret = test.test.hex("k");
  parameters.exchange_hash = test.test.hex("h");
  parameters.session_id = test.test.hex("sessionId");
  std::vector<AcvpCase> cases;
  for (const Value& value : values) {
    parameters.letter = value.letter;
    acvp_kdf_components_add(cases, value.part, parameters, test.answer.hex(value.name));
  }
  return cases;
}

std::vector<AcvpCase> map_acvp_x963(const AcvpTest& test) {
  X963KdfParameters parameters;
  parameters.hash = test.group.hash("hashAlg");
  parameters.secret = test.test.hex("z");
  parameters.shared_info = test.bytes("sharedInfo", "sharedInfoLength", "shared information");
  Bytes output = test.answer.hex("keyData", test.size("keyDataLength", "a derived key"));
  std::vector<AcvpCase> cases;
  acvp_kdf_components_add(cases, "", std::move(parameters), std::move(output));
  return cases;
}

std::vector<AcvpCase> map_acvp_x942(const AcvpTest& test) {
  struct WrapRow {
    std::string_view name;
    std::string_view oid;  // RFC 3565 §2.3.2, RFC 3217 §3
  };
  constexpr std::array wraps = {
      WrapRow{"AES-128-KW", "2.16.840.1.101.3.4.1.5"},
      WrapRow{"AES-192-KW", "2.16.840.1.101.3.4.1.25"},
      WrapRow{"AES-256-KW", "2.16.840.1.101.3.4.1.45"},
      WrapRow{"TDES", "1.2.840.113549.1.9.16.3.6"},
  };
  const Hash hash = test.group.hash("hashAlg");
  const Bytes secret = test.test.hex("zz");
  Bytes output = test.answer.hex("derivedKey", test.size("keyLen", "a derived key"));
  std::vector<AcvpCase> cases;
  if (test.group.text("kdfType") == "concatenation") {
    // Its blocks are H(ZZ | counter | OtherInfo), which is the construction of X9.63.
    acvp_kdf_components_add(cases, "", X963KdfParameters{hash, secret, test.test.hex("otherInfo")}, std::move(output));
    return cases;
  }
  X942KdfParameters parameters;
  parameters.hash = hash;
  parameters.secret = secret;
  const std::string wrap = test.of("oid").text("oid");
  for (const WrapRow& row : wraps) {
    if (row.name == wrap) parameters.wrap_oid = row.oid;
  }
  if (parameters.wrap_oid.empty()) throw Untestable{fmt::format("no operation for X9.42 with key wrap algorithm {}", wrap)};
  parameters.party_u_info = test.test.hex("partyUInfo");
  parameters.party_v_info = test.test.hex("partyVInfo");
  parameters.public_info = test.test.hex("suppPubInfo");
  parameters.private_info = test.test.hex("suppPrivInfo");
  acvp_kdf_components_add(cases, "", std::move(parameters), std::move(output));
  return cases;
}

}  // namespace fipsprobe
