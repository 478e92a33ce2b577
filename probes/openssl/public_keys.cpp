#include "probes/openssl/public_keys.hpp"

namespace fipsprobe::openssl {
namespace {

PublicKeys::Found none(Outcome outcome) {
  PublicKeys::Found found;
  found.outcome = std::move(outcome);
  return found;
}

}  // namespace

PublicKeys::Found PublicKeys::find(const PublicKey& key) {
  const auto* ec = std::get_if<EcPublicKey>(&key);
  if (ec != nullptr && !curves_.has(ec->curve)) return none(Curves::absent(ec->curve));
  const Bytes info = subject_public_key_info(key);
  Found found{toolkit_.backend.public_key(info), {}};
  if (found.key != nullptr) return found;
  const ErrorQueue::Report report = toolkit_.errors.take();
  if (report.refusal) return none(Outcome::refused("d2i_PUBKEY: " + report.text));
  if (toolkit_.backend.is_valid_outside(info)) return none(Outcome::failed("d2i_PUBKEY: " + report.text));
  return none(Outcome::verified(false));
}

}  // namespace fipsprobe::openssl
