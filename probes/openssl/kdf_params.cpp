#include "probes/openssl/kdf_params.hpp"

namespace fipsprobe::openssl {
namespace {

KdfRequest unsupported(std::string why) {
  KdfRequest request;
  request.unsupported = std::move(why);
  return request;
}

KdfRequest with_hash(const char* algorithm, Hash hash) {
  KdfRequest request;
  request.algorithm = algorithm;
  request.hash = name_of_digest(hash);
  request.params.text("digest", request.hash->fetched);
  return request;
}

// why_not says why EVP_KDF-KB(7) cannot do a derivation: it puts i | fixed after K(0) or K(i-1), and nothing else.
const char* why_not(const KbkdfParameters& p) {
  if (p.mode == KbkdfParameters::Mode::double_pipeline) return "OpenSSL's KBKDF has no double pipeline mode";
  if (p.place != KbkdfParameters::CounterPlace::before_fixed)
    return "OpenSSL's KBKDF puts the counter before the fixed data only";
  return nullptr;
}

struct Request {
  KdfRequest operator()(const KbkdfParameters& p) const {
    if (const char* why = why_not(p)) return unsupported(why);
    const bool hmac = p.mac == MacKind::hmac;
    const auto cipher = hmac ? std::nullopt : name_of_cbc(p.cipher, p.key.size());
    if (!hmac && (p.mac != MacKind::cmac || !cipher)) return unsupported("OpenSSL's KBKDF has no such pseudo-random function");
    KdfRequest request = hmac ? with_hash("KBKDF", p.hash) : KdfRequest{};
    request.algorithm = "KBKDF";
    request.cipher = cipher;
    if (cipher) request.params.text("cipher", cipher->fetched);
    const bool feedback = p.mode == KbkdfParameters::Mode::feedback;
    request.params.text("mac", hmac ? "HMAC" : "CMAC").text("mode", feedback ? "feedback" : "counter").octets("key", p.key);
    // Fixed data as it is: without the separator and the length that the library would put in.
    request.params.octets("info", p.fixed_before).integer("use-l", 0).integer("use-separator", 0);
    if (feedback && !p.iv.empty()) request.params.octets("seed", p.iv);
    if (p.counter_bits == 32) return request;
    request.needs_parameter = "r";
    request.params.integer("r", static_cast<int>(p.counter_bits));
    return request;
  }

  KdfRequest operator()(const TlsPrfParameters& p) const {
    KdfRequest request = p.tls12 ? with_hash("TLS1-PRF", p.hash) : KdfRequest{};
    request.algorithm = "TLS1-PRF";
    if (!p.tls12) request.params.text("digest", "MD5-SHA1");
    Bytes seed(p.label.begin(), p.label.end());
    seed.insert(seed.end(), p.seed.begin(), p.seed.end());
    request.params.octets("secret", p.secret).octets("seed", seed);
    return request;
  }

  KdfRequest operator()(const SshKdfParameters& p) const {
    KdfRequest request = with_hash("SSHKDF", p.hash);
    request.params.octets("key", p.shared_secret).octets("xcghash", p.exchange_hash).octets("session_id", p.session_id);
    request.params.text("type", std::string(1, p.letter));
    return request;
  }

  KdfRequest operator()(const IkeParameters&) const { return unsupported("OpenSSL has no KDF of IKE"); }

  // "pkcs5" stays as the provider has it: the FIPS provider then refuses what is below the bounds of SP 800-132.
  KdfRequest operator()(const Pbkdf2Parameters& p) const {
    KdfRequest request = with_hash("PBKDF2", p.hash);
    request.params.octets("pass", p.password).octets("salt", p.salt).number("iter", p.iterations);
    return request;
  }

  KdfRequest operator()(const HkdfParameters& p) const {
    KdfRequest request = with_hash("HKDF", p.hash);
    request.params.octets("key", p.input).octets("salt", p.salt).octets("info", p.info);
    return request;
  }

  KdfRequest operator()(const X963KdfParameters& p) const {
    KdfRequest request = with_hash("X963KDF", p.hash);
    request.params.octets("key", p.secret).octets("info", p.shared_info);
    return request;
  }

  KdfRequest operator()(const X942KdfParameters& p) const {
    KdfRequest request = with_hash("X942KDF-ASN1", p.hash);
    request.cipher = Name{"", p.wrap_oid};  // a cipher is found by its object identifier too
    Params& params = request.params;
    params.octets("key", p.secret).text("cekalg", p.wrap_oid);
    if (!p.other_info.empty()) params.octets("acvp-info", p.other_info);
    if (!p.party_u_info.empty()) params.octets("partyu-info", p.party_u_info);
    if (!p.party_v_info.empty()) params.octets("partyv-info", p.party_v_info);
    if (!p.public_info.empty()) params.octets("supp-pubinfo", p.public_info);
    if (!p.private_info.empty()) params.octets("supp-privinfo", p.private_info);
    return request;
  }
};

}  // namespace

KdfRequest request_for(const KdfParameters& parameters) { return std::visit(Request{}, parameters); }

}  // namespace fipsprobe::openssl
