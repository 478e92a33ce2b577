#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "harness/model/bytes.hpp"

namespace fipsprobe {

// Prepared is an operation that a module has been set up for, so that it can be done over and over: keys are imported,
// algorithms looked up, contexts and buffers made. A module's README says what one call is; it is the same work in every
// module:
//   digest           a whole message: start, update, finish
//   MAC              a whole message under the key that is set: restart, update, finish
//   ECB CBC CTR XTS  one update of a cipher that is under way, in place: ECB, CBC and CTR go on where the call before
//                    ended, XTS takes each call for a data unit of its own
//   AEAD             a whole message under the key that is set: nonce, additional data, text, tag; decryption checks the tag
//   sign, verify     of a hash value, under a key that is set
//   decrypt          of a ciphertext, under a key that is set
//   agree            of a private key that is set with a public one that is set
//   generate         a key pair, which is then destroyed
//   derive           a key
//   random bytes     as many as asked for
// One thread at a time may use it.
class Prepared {
 public:
  virtual ~Prepared() = default;

  // restart brings it back to where it was when it was made: the initialisation vector, and the input that it overwrites.
  // False when the module failed.
  virtual bool restart() = 0;

  // run does the operation `times` times without allocating or copying anything of its own, and returns how often it
  // succeeded: fewer than asked for when the module failed, after which it stopped. A signature or tag that is not accepted is
  // a failure.
  virtual std::uint64_t run(std::uint64_t times) = 0;

  // output returns what the last call made, encoded as the operation's Outcome::output; empty for verification and key
  // generation.
  virtual Bytes output() const = 0;
};

// Preparation is a prepared operation, or why there is none.
struct Preparation {
  std::unique_ptr<Prepared> prepared;
  std::string why_not;
  bool too_large = false;  // the interface takes nothing of this size, in no way

  static Preparation none(std::string why) { return {nullptr, std::move(why), false}; }
  static Preparation beyond(std::string why) { return {nullptr, std::move(why), true}; }
};

// PreparedBy makes a Prepared of a State with the members bool restart(), bool call() and Bytes output() const. The loop is
// around a direct call, so that the harness adds next to nothing to it.
template <class State>
class PreparedBy final : public Prepared {
 public:
  explicit PreparedBy(State state) : state_(std::move(state)) {}

  bool restart() override { return state_.restart(); }

  std::uint64_t run(std::uint64_t times) override {
    for (std::uint64_t done = 0; done < times; ++done) {
      if (!state_.call()) return done;
    }
    return times;
  }

  Bytes output() const override { return state_.output(); }

 private:
  State state_;
};

// prepared_by returns a Preparation that works, once it has been started.
template <class State>
Preparation prepared_by(State state) {
  auto prepared = std::make_unique<PreparedBy<State>>(std::move(state));
  if (!prepared->restart()) return Preparation::none("the module failed when the operation was set up");
  return {std::move(prepared), {}, false};
}

}  // namespace fipsprobe
