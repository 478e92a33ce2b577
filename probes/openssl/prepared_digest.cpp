#include <array>

#include "probes/aligned_buffer.hpp"
#include "probes/openssl/prepared.hpp"

namespace fipsprobe::openssl {
namespace {

constexpr std::size_t kLongestDigest = 64;  // EVP_MAX_MD_SIZE

struct DigestState {
  const DigestSymbols* digest;
  const EvpMd* type;
  Handle<EvpMdCtx> context;
  AlignedBuffer message;
  std::array<std::uint8_t, kLongestDigest> value = {};
  unsigned size = 0;

  static bool restart() { return true; }

  bool call() {
    return digest->init(context.get(), type, nullptr) == 1 &&
           digest->update(context.get(), message.data(), message.size()) == 1 &&
           digest->final(context.get(), value.data(), &size) == 1;
  }

  Bytes output() const { return {value.begin(), value.begin() + size}; }
};

}  // namespace

Preparation prepare_digest(const Toolkit& toolkit, const DigestOperation& operation) {
  const DigestSymbols& symbols = toolkit.symbols.digest;
  if (digest_size(operation.hash) == 0) return Preparation::none("SHAKE is not measured");
  const Name name = name_of_digest(operation.hash);
  const EvpMd* const type = toolkit.backend.digest(name);
  if (type == nullptr) return Preparation::none(toolkit.absent(name).reason);
  return prepared_by(
      DigestState{&symbols, type, {symbols.new_context(), symbols.free_context}, AlignedBuffer(operation.message)});
}

}  // namespace fipsprobe::openssl
