#include "harness/bench/bench_keys.hpp"

#include <nlohmann/json.hpp>

#include "harness/bench/embedded.hpp"
#include "harness/model/json_place.hpp"

namespace fipsprobe {
namespace {

Bytes hex(const JsonPlace& place) {
  const auto bytes = from_hex(place.text());
  if (!bytes) place.fail("must be hexadecimal");
  return *bytes;
}

BenchRsaKey rsa_from(const JsonPlace& place) {
  return {.key = {.n = hex(place.member("n")),
                  .e = hex(place.member("e")),
                  .d = hex(place.member("d")),
                  .p = hex(place.member("p")),
                  .q = hex(place.member("q")),
                  .dp = hex(place.member("dp")),
                  .dq = hex(place.member("dq")),
                  .qinv = hex(place.member("qinv"))},
          .signature = hex(place.member("signature")),
          .pkcs1_ciphertext = hex(place.member("pkcs1_ciphertext")),
          .oaep_ciphertext = hex(place.member("oaep_ciphertext"))};
}

BenchEcKey ec_from(const JsonPlace& place) {
  const auto curve = curve_named(place.member("curve").text());
  const auto hash = hash_named(place.member("hash").text());
  if (!curve || !hash) place.fail("no such curve or hash");
  return {.key = {.curve = *curve, .d = hex(place.member("d")), .x = hex(place.member("x")), .y = hex(place.member("y"))},
          .hash = *hash,
          .signature = hex(place.member("signature")),
          .peer = {.curve = *curve, .x = hex(place.member("peer_x")), .y = hex(place.member("peer_y"))},
          .secret = hex(place.member("secret"))};
}

BenchKeys read_keys() {
  const std::string name = "built-in keys.json";
  const nlohmann::json json = parse_json(embedded_file(bench_files(), "keys.json"), name);
  const JsonPlace place(json, name);
  place.require_schema("fipsprobe/bench-keys/1");
  BenchKeys keys{.message = hex(place.member("message")), .plaintext = hex(place.member("plaintext")), .rsa = {}, .ec = {}};
  for (const JsonPlace& each : place.member("rsa").items()) keys.rsa.push_back(rsa_from(each));
  for (const JsonPlace& each : place.member("ec").items()) keys.ec.push_back(ec_from(each));
  return keys;
}

}  // namespace

const BenchKeys& bench_keys() {
  static const BenchKeys keys = read_keys();
  return keys;
}

}  // namespace fipsprobe
