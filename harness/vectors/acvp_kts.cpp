#include <fmt/format.h>

#include "harness/vectors/acvp_test.hpp"

// Key transport with RSA-OAEP (SP 800-56B Rev. 2 §9.2). The side that decrypts has a known answer: the transported key.
namespace fipsprobe {
namespace {

Bytes big_endian(std::size_t number) {
  Bytes bytes(4);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(number >> (8 * (3 - i)));
  return bytes;
}

// field_of returns one part of the associated data. Party U sends the key, so it is the server where this side decrypts.
Bytes field_of(const AcvpTest& test, std::string_view name) {
  if (name == "l") return big_endian(test.group.number("l"));
  if (name == "uPartyInfo") return test.group.hex("serverId");
  if (name == "vPartyInfo") return test.group.hex("iutId");
  constexpr std::string_view literal = "literal[";
  if (name.starts_with(literal) && name.ends_with(']')) {
    const std::optional<Bytes> bytes = from_hex(name.substr(literal.size(), name.size() - literal.size() - 1));
    if (bytes) return *bytes;
  }
  const JsonFields parameters = test.test.object("ktsParameter");
  if (parameters.has(name)) return parameters.hex(name);
  throw Untestable{fmt::format("no operation for associated data with {}", name)};
}

// associated_data follows a pattern of names: "l||uPartyInfo||vPartyInfo||label".
Bytes associated_data(const AcvpTest& test, const JsonFields& configuration) {
  const std::string pattern = configuration.text_or("associatedDataPattern", "");
  Bytes data;
  if (pattern.empty()) return data;
  const std::string encoding = configuration.text("encoding");
  if (encoding != "concatenation") throw Untestable{fmt::format("no operation for associated data with encoding {}", encoding)};
  for (std::string_view rest = pattern; !rest.empty();) {
    const std::size_t end = std::min(rest.find("||"), rest.size());
    const Bytes field = field_of(test, rest.substr(0, end));
    data.insert(data.end(), field.begin(), field.end());
    rest.remove_prefix(std::min(end + 2, rest.size()));
  }
  return data;
}

}  // namespace

std::vector<AcvpCase> map_acvp_kts(const AcvpTest& test) {
  if (test.group.text("kasRole") != "responder") throw Untestable{"encryption of a random key"};
  if (test.type() != "AFT") throw Untestable{fmt::format("a key transport test of kind {}", test.type())};
  const JsonFields configuration = test.group.object("ktsConfiguration");
  RsaDecryptOperation operation;
  operation.padding = RsaPadding::oaep;
  operation.hash = configuration.hash("hashAlg");
  operation.mgf_hash = operation.hash;
  operation.key.n = test.test.integer("iutN");
  operation.key.e = test.test.integer("iutE");
  operation.key.d = test.test.integer("iutD");
  operation.label = associated_data(test, configuration);
  operation.ciphertext = test.test.hex("serverC");
  return output_case(std::move(operation), test.answer.hex("dkm", test.size("l", "a transported key")));
}

}  // namespace fipsprobe
