#include "harness/workers/verification.hpp"

#include <nlohmann/json.hpp>

#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

using nlohmann::json;

Bytes bytes_at(const json& value, const char* name) {
  std::optional<Bytes> bytes = from_hex(value.at(name).get<std::string>());
  if (!bytes) throw Error(std::string("a verification's ") + name + " is not hexadecimal");
  return *std::move(bytes);
}

struct KeyJson {
  json operator()(const RsaPublicKey& key) const { return {{"n", to_hex(key.n)}, {"e", to_hex(key.e)}}; }
  json operator()(const DsaPublicKey& key) const {
    return {{"p", to_hex(key.p)}, {"q", to_hex(key.q)}, {"g", to_hex(key.g)}, {"y", to_hex(key.y)}};
  }
  json operator()(const EcPublicKey& key) const {
    return {{"curve", name_of(key.curve)}, {"x", to_hex(key.x)}, {"y", to_hex(key.y)}};
  }
};

PublicKey key_from(const json& value) {
  if (value.contains("n")) return RsaPublicKey{bytes_at(value, "n"), bytes_at(value, "e")};
  if (value.contains("g")) {
    return DsaPublicKey{bytes_at(value, "p"), bytes_at(value, "q"), bytes_at(value, "g"), bytes_at(value, "y")};
  }
  const std::optional<Curve> curve = curve_named(value.at("curve").get<std::string>());
  if (!curve) throw Error("a verification's curve is not known");
  return EcPublicKey{*curve, bytes_at(value, "x"), bytes_at(value, "y")};
}

}  // namespace

json to_json(const VerifyOperation& operation) {
  return {{"scheme", static_cast<int>(operation.scheme)}, {"hash", static_cast<int>(operation.hash)},
          {"key", std::visit(KeyJson{}, operation.key)},  {"salt_length", operation.salt_length},
          {"message", to_hex(operation.message)},         {"signature", to_hex(operation.signature)}};
}

VerifyOperation verification_from_json(const json& value) {
  VerifyOperation operation;
  operation.scheme = static_cast<SignatureScheme>(value.at("scheme").get<int>());
  operation.hash = static_cast<Hash>(value.at("hash").get<int>());
  operation.key = key_from(value.at("key"));
  operation.salt_length = value.at("salt_length");
  operation.message = bytes_at(value, "message");
  operation.signature = bytes_at(value, "signature");
  return operation;
}

}  // namespace fipsprobe
