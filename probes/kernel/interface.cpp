#include "probes/kernel/interface.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

#include "probes/kernel/algorithm_names.hpp"
#include "probes/kernel/interface_block.hpp"
#include "probes/kernel/loading_modules.hpp"

namespace fipsprobe::kernel {
namespace {

// Algorithms that every FIPS-capable kernel allows, to see whether an interface is there at all.
std::vector<std::string> usual_algorithms(Type type) {
  switch (type) {
    case Type::hash: return {"sha256", "sha1", "sha512"};
    case Type::skcipher: return {"cbc(aes)", "ecb(aes)", "ctr(aes)"};
    case Type::rng: return {"stdrng", "jitterentropy_rng"};
    case Type::aead: break;
  }
  return {"gcm(aes)", "ccm(aes)", "rfc4106(gcm(aes))"};
}

// sibling_of gives the same template over an allowed algorithm: when that binds, the template is built.
std::optional<std::string> sibling_of(std::string_view name) {
  const std::string_view outer = template_of(name);
  if (outer.empty()) return std::nullopt;
  return std::string(outer) + (outer == "hmac" ? "(sha256)" : "(aes)");
}

bool is_denied(int error) { return error == EPERM || error == EACCES; }

}  // namespace

Result<Request> Interface::begin(const Selection& wanted) {
  if (transform_ && selection_ == wanted) {
    note(driver_);
    return transform_->start();
  }
  transform_.reset();
  auto opened = open_served(wanted.type, wanted.name);
  if (const auto* const failure = std::get_if<Failure>(&opened)) return *failure;
  Transform& transform = std::get<Served>(opened).transform;
  driver_ = std::get<Served>(opened).driver;
  note(driver_);
  if (wanted.key) {
    if (const auto failure = transform.set_key(*wanted.key)) return *failure;
  }
  if (wanted.tag_length) {
    if (const auto failure = transform.set_tag_length(*wanted.tag_length)) return *failure;
  }
  transform_ = std::move(transform);
  selection_ = wanted;
  return transform_->start();
}

// open_settled asks again after the first ENOENT. When another process has just made the kernel load the algorithm's module,
// modprobe finds it there and returns before it is ready, and the kernel says ENOENT although it has the algorithm. What is
// missing then is not asked for any more: the kernel would start modprobe twice each time.
Result<Transform> Interface::open_settled(Type type, const std::string& name) {
  if (missing_.contains(name)) return Failure{Call::bind, ENOENT};
  auto opened = Transform::open(type, name);
  const auto* const failure = std::get_if<Failure>(&opened);
  if (failure == nullptr || failure->call != Call::bind || failure->error != ENOENT) return opened;
  wait_for_loading_modules();
  return Transform::open(type, name);
}

// open_served binds again what is listed no more. The kernel builds CCM of the parts that are ready; when a better driver of a
// part has passed its test a moment later, it takes the algorithm off the list, and whoever bound it goes on with the slow one.
Result<Interface::Served> Interface::open_served(Type type, const std::string& name) {
  constexpr int most_tries = 5;
  auto opened = open_settled(type, name);
  for (int tries = 1;; ++tries) {
    if (const auto* const failure = std::get_if<Failure>(&opened)) return *failure;
    const auto driver = drivers_.driver_of(type, name);
    if (driver || tries == most_tries) return Served{std::move(std::get<Transform>(opened)), driver.value_or(kNotListed)};
    opened = Transform::open(type, name);
  }
}

Result<Transform> Interface::open(Type type, const std::string& name) {
  auto opened = open_served(type, name);
  if (const auto* const failure = std::get_if<Failure>(&opened)) return *failure;
  note(std::get<Served>(opened).driver);
  return std::move(std::get<Served>(opened).transform);
}

Result<std::string> Interface::driver_of(Type type, const std::string& name) {
  const auto opened = open_served(type, name);
  if (const auto* const failure = std::get_if<Failure>(&opened)) return *failure;
  return std::get<Served>(opened).driver;
}

void Interface::note(const std::string& driver) {
  if (std::ranges::find(used_, driver) == used_.end()) used_.push_back(driver);
}

bool Interface::is_new(const Selection& wanted, ByteView input) {
  if (compared_ == wanted && std::ranges::equal(compared_input_, input)) return false;
  compared_ = wanted;
  compared_input_.assign(input.begin(), input.end());
  return true;
}

std::string Interface::drivers_used() const {
  std::string text;
  for (const std::string& driver : used_) text += (text.empty() ? "" : " + ") + driver;
  return text;
}

std::string Interface::blocked() const {
  const auto opened = Transform::open(Type::hash, "sha256");
  const auto* const failure = std::get_if<Failure>(&opened);
  if (failure == nullptr || failure->call != Call::socket) return {};
  if (failure->error == EAFNOSUPPORT) return "the kernel has no AF_ALG interface";
  return "AF_ALG cannot be used: " + failure->words();
}

Outcome Interface::outcome_of(const Failure& failure, const Selection& wanted) {
  switch (failure.call) {
    case Call::socket:
      if (failure.error == EAFNOSUPPORT) return Outcome::not_available("the kernel has no AF_ALG interface");
      return Outcome::not_available(failure.words());
    case Call::bind: return outcome_of_bind(failure, wanted);
    case Call::set_key:
    case Call::set_tag_length:
      if (failure.error == EINVAL || failure.error == EKEYREJECTED)
        return Outcome::refused(wanted.name + ": " + failure.words());
      break;
    case Call::set_entropy: return outcome_of_entropy(failure, wanted);
    case Call::send:
      if (failure.error == EMSGSIZE) return Outcome::not_available("longer than AF_ALG takes in one request");
      break;
    case Call::accept:
    case Call::receive: break;
  }
  return Outcome::failed(wanted.name + ": " + failure.words());
}

Outcome Interface::outcome_of_bind(const Failure& failure, const Selection& wanted) {
  const bool fips = flag_.value == FipsFlag::Value::on;
  const std::string words = wanted.name + ": " + failure.words();
  if (is_denied(failure.error)) return Outcome::not_available(words);
  // ELIBBAD: the algorithm's test did not pass. In FIPS mode a test that really fails panics, so this one was not allowed to
  // run.
  if (failure.error == ELIBBAD)
    return fips ? Outcome::refused(words) : Outcome::failed(words + "; the kernel's own test of it failed");
  if (failure.error != ENOENT) return Outcome::failed(words);
  const auto known = missing_.find(wanted.name);
  if (known != missing_.end()) return known->second;
  return missing_.emplace(wanted.name, outcome_of_missing(failure, wanted)).first->second;
}

Outcome Interface::outcome_of_missing(const Failure& failure, const Selection& wanted) {
  const std::string words = wanted.name + ": " + failure.words();
  if (!serves(wanted.type)) return Outcome::not_available(why_missing(wanted.type) + "; " + words);
  if (flag_.value != FipsFlag::Value::on) return Outcome::unsupported(words);
  const std::string base(base_of(wanted.name));
  load(base);
  const std::vector<KernelAlgorithm> listed = listed_algorithms();
  // A larva stands for an algorithm that another process is asking for at this moment: it may come to nothing.
  const auto lists = [&](std::string_view name) {
    return std::ranges::any_of(listed, [&](const KernelAlgorithm& each) { return each.name == name && each.type != "larval"; });
  };
  if (lists(wanted.name)) return Outcome::refused(words + "; FIPS mode is on and /proc/crypto lists it");
  const auto sibling = sibling_of(wanted.name);
  if (sibling && base != "aes" && lists(base) && binds(wanted.type, *sibling)) {
    return Outcome::refused(words + "; FIPS mode is on, /proc/crypto lists " + base + " and " + *sibling + " can be had");
  }
  return Outcome::unsupported(words + "; refused or not built: only a contrast started with fips=0 can tell");
}

// load has the kernel load the module of an algorithm, under the names that AF_ALG takes. Whether another worker asked for it
// before must not decide what /proc/crypto lists.
void Interface::load(const std::string& base) {
  if (!loaded_.insert(base).second) return;
  binds(Type::hash, base);
  binds(Type::skcipher, "ecb(" + base + ")");
  wait_for_loading_modules();
}

Outcome Interface::outcome_of_entropy(const Failure& failure, const Selection& wanted) const {
  const std::string words = wanted.name + ": " + failure.words();
  if (failure.error == ENOPROTOOPT)
    return Outcome::not_available("a kernel without CRYPTO_USER_API_RNG_CAVP takes no test entropy: " + words);
  if (is_denied(failure.error)) return Outcome::not_available("only root may give the kernel test entropy: " + words);
  if (failure.error == EMSGSIZE) return Outcome::not_available("more test entropy than AF_ALG takes: " + words);
  return Outcome::failed(words);
}

bool Interface::serves(Type type) {
  const auto known = serves_.find(type);
  if (known != serves_.end()) return known->second;
  const auto names = usual_algorithms(type);
  const bool found = std::ranges::any_of(names, [&](const std::string& name) { return binds(type, name); });
  return serves_.emplace(type, found).first->second;
}

bool Interface::binds(Type type, const std::string& name) const {
  return std::holds_alternative<Transform>(Transform::open(type, name));
}

}  // namespace fipsprobe::kernel
