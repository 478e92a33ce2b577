#include "probes/kernel/prepared.hpp"

#include <array>

#include "probes/aligned_buffer.hpp"
#include "probes/kernel/aead_iv.hpp"
#include "probes/kernel/algorithm_names.hpp"
#include "probes/kernel/bulk.hpp"
#include "probes/kernel/generic_drivers.hpp"
#include "probes/served_by.hpp"

namespace fipsprobe::kernel {
namespace {

// Up to here two system calls that copy are faster than four that do not: README.md, Throughput.
constexpr std::size_t kSplicedAbove = 8192;

constexpr std::size_t kBlock = 16;  // bytes; of the largest block

constexpr const char* kTooLong = "longer than AF_ALG takes in one request";

// HashState digests a message; where a key was set the result is a MAC, and the next message begins under the same key.
struct HashState {
  Bulk bulk;
  AlignedBuffer message;
  Bytes value;
  std::size_t size;  // bytes of the value that were asked for

  static bool restart() { return true; }
  bool call() { return !bulk.process({{}, {message.data(), message.size()}}, value); }
  Bytes output() const { return {value.begin(), value.begin() + static_cast<std::ptrdiff_t>(size)}; }
};

// CipherState goes on with the data, in place, where the call before ended: the kernel keeps the IV of a request.
struct CipherState {
  Bulk bulk;
  Bytes control;
  Bytes input;
  AlignedBuffer data;

  bool restart() {
    data.fill(input);
    return !bulk.begin(control);
  }
  bool call() { return !bulk.process({{}, {data.data(), data.size()}}, {data.data(), data.size()}); }
  Bytes output() const { return data.bytes(); }
};

struct AeadState {
  Bulk bulk;
  Bytes control;
  std::size_t aad;  // bytes before the text, on both sides
  AlignedBuffer input, made;

  static bool restart() { return true; }
  bool call() { return !bulk.process({control, {input.data(), input.size()}}, {made.data(), made.size()}); }
  Bytes output() const { return {made.data() + aad, made.data() + made.size()}; }
};

struct RandomState {
  Generator generator;
  AlignedBuffer bytes;

  static bool restart() { return true; }
  bool call() { return !generator.fill({bytes.data(), bytes.size()}); }
  Bytes output() const { return bytes.bytes(); }
};

// Chosen is the name to bind and the driver that serves it, or why there is none.
struct Chosen {
  std::string name, driver, why_not;
};

class Prepare {
 public:
  Prepare(Interface& interface, Drivers drivers) : interface_(interface), drivers_(drivers) {}

  Preparation operator()(const DigestOperation& o) const {
    return hash(hash_name(o.hash), std::nullopt, o.message, digest_size(o.hash), digest_size(o.hash));
  }

  Preparation operator()(const MacOperation& o) const {
    if (o.kind == MacKind::hmac) return hash(hmac_name(o.hash), o.key, o.message, digest_size(o.hash), o.tag_length);
    if (o.kind == MacKind::cmac) return hash(cmac_name(o.cipher), o.key, o.message, block_size(o.cipher), o.tag_length);
    return Preparation::none("this MAC is not measured");
  }

  Preparation operator()(const CipherOperation& o) const {
    // The kernel does not carry the XTS tweak from one part to the next.
    const bool whole = o.mode == CipherMode::xts;
    if (whole && o.input.size() > kMaxPart) return Preparation::beyond(kTooLong);
    const bool in_blocks = o.input.size() % kBlock == 0;
    const Transfer transfer = in_blocks ? transfer_of(o.input.size(), whole) : Transfer::sent;
    return made(Type::skcipher, cipher_name(o.cipher, o.mode), o.key, std::nullopt, transfer, [&](Bulk bulk) {
      Bytes control = control_message({o.direction == Direction::encrypt, o.iv, std::nullopt});
      return prepared_by(CipherState{std::move(bulk), std::move(control), o.input, AlignedBuffer(o.input)});
    });
  }

  Preparation operator()(const AeadOperation& o) const {
    const auto iv = aead_iv(o);
    if (!iv) return Preparation::none("the kernel takes no such nonce");
    const bool encrypt = o.direction == Direction::encrypt;
    Bytes input = o.aad;
    input.insert(input.end(), o.input.begin(), o.input.end());
    if (!encrypt) input.insert(input.end(), o.tag.begin(), o.tag.end());
    if (input.size() > kMaxRequest) return Preparation::beyond(kTooLong);
    return made(Type::aead, aead_name(o.mode, o.cipher), o.key, o.tag_length, transfer_of(input.size(), true), [&](Bulk bulk) {
      Bytes control = control_message({encrypt, *iv, static_cast<std::uint32_t>(o.aad.size())});
      const std::size_t size = o.aad.size() + o.input.size() + (encrypt ? o.tag_length : 0);
      return prepared_by(
          AeadState{std::move(bulk), std::move(control), o.aad.size(), AlignedBuffer(input), AlignedBuffer(size, 1)});
    });
  }

  Preparation operator()(const RandomOperation& o) const {
    if (drivers_ == Drivers::generic) {
      return Preparation::none(
          "a generator of the kernel takes the hashes and ciphers that the kernel prefers: none can be named");
    }
    const Chosen chosen = choose(Type::rng, "stdrng");
    if (!chosen.why_not.empty()) return Preparation::none(chosen.why_not);
    auto opened = Generator::open(chosen.name);
    if (const auto* const failure = std::get_if<Failure>(&opened)) return Preparation::none(words(*failure, Type::rng, chosen));
    return served(prepared_by(RandomState{std::get<Generator>(std::move(opened)), AlignedBuffer(o.length)}), chosen);
  }

  template <class Other>
  Preparation operator()(const Other&) const {
    return Preparation::none("this operation is not measured");
  }

 private:
  // A digest reads the caller's pages in place as it is.
  Preparation hash(const std::optional<std::string>& name, std::optional<ByteView> key, const Bytes& message,
                   std::size_t whole_size, std::size_t size) const {
    return made(Type::hash, name, key, std::nullopt, Transfer::sent, [&](Bulk bulk) {
      return prepared_by(HashState{std::move(bulk), AlignedBuffer(message), Bytes(whole_size), size});
    });
  }

  static Transfer transfer_of(std::size_t size, bool whole) {
    return size > kSplicedAbove && (!whole || size <= kSplicedPart) ? Transfer::spliced : Transfer::sent;
  }

  // made opens what `state` then takes.
  template <class State>
  Preparation made(Type type, const std::optional<std::string>& name, std::optional<ByteView> key,
                   std::optional<std::size_t> tag_length, Transfer transfer, State&& state) const {
    if (!name) return Preparation::none("the kernel has no such algorithm");
    const Chosen chosen = choose(type, *name);
    if (!chosen.why_not.empty()) return Preparation::none(chosen.why_not);
    auto opened = Bulk::open(type, chosen.name, key, tag_length, transfer);
    if (const auto* const failure = std::get_if<Failure>(&opened)) return Preparation::none(words(*failure, type, chosen));
    return served(state(std::get<Bulk>(std::move(opened))), chosen);
  }

  // choose binds the plain name first in any case. Where a driver in C is all that is loaded, the kernel looks for no better
  // one (crypto/api.c, crypto_larval_lookup): bound first, it would serve every other program from then on.
  Chosen choose(Type type, const std::string& name) const {
    const auto preferred = interface_.driver_of(type, name);
    if (const auto* const failure = std::get_if<Failure>(&preferred)) return {{}, {}, words(*failure, type, {name, {}, {}})};
    if (drivers_ == Drivers::preferred) return {name, std::get<std::string>(preferred), {}};
    const auto generic = generic_driver(name);
    if (!generic) return {{}, {}, "no driver of " + name + " in plain C is known"};
    const auto serving = interface_.driver_of(type, *generic);
    if (const auto* const failure = std::get_if<Failure>(&serving))
      return {{}, {}, "this kernel gives no driver in plain C, " + *generic + ": " + failure->words()};
    return {*generic, std::get<std::string>(serving), {}};
  }

  std::string words(const Failure& failure, Type type, const Chosen& chosen) const {
    return interface_.outcome_of(failure, {type, chosen.name, std::nullopt, std::nullopt}).reason;
  }

  static Preparation served(Preparation preparation, const Chosen& chosen) {
    if (preparation.prepared != nullptr)
      preparation.prepared = std::make_unique<AttributedPrepared>(std::move(preparation.prepared), chosen.driver);
    return preparation;
  }

  Interface& interface_;
  Drivers drivers_;
};

}  // namespace

Preparation prepare(Interface& interface, const Operation& operation, Drivers drivers) {
  return std::visit(Prepare(interface, drivers), operation);
}

}  // namespace fipsprobe::kernel
