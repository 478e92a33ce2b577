#pragma once

#include "probes/shared_library.hpp"

namespace fipsprobe::openssl {

// Finder looks functions up and remembers whether all were there.
class Finder {
 public:
  explicit Finder(SharedLibrary& library) : library_(library) {}

  // Converts to the function pointer that is initialised with it, so that its type is written once, in the table.
  class Found {
   public:
    Found(Finder& finder, const char* name) : finder_(finder), name_(name) {}
    template <class Signature>
    operator Signature*() const {  // NOLINT(google-explicit-constructor): the conversion is the purpose
      Signature* const function = finder_.library_.find<Signature>(name_);
      if (function == nullptr) finder_.complete_ = false;
      return function;
    }

   private:
    Finder& finder_;
    const char* name_;
  };

  // IfThere is Found for a function that builds leave out by design: its absence is not recorded.
  class IfThere {
   public:
    IfThere(Finder& finder, const char* name) : finder_(finder), name_(name) {}
    template <class Signature>
    operator Signature*() const {  // NOLINT(google-explicit-constructor): the conversion is the purpose
      if (finder_.library_.has(name_)) return finder_.library_.find<Signature>(name_);
      finder_.complete_ = false;
      return nullptr;
    }

   private:
    Finder& finder_;
    const char* name_;
  };

  Found operator()(const char* name) { return {*this, name}; }

  // One function under its newer or its older name; a miss is remembered under the newer.
  Found operator()(const char* name, const char* older) { return {*this, library_.has(older) ? older : name}; }

  IfThere if_there(const char* name) { return {*this, name}; }

  bool complete() const { return complete_; }

 private:
  SharedLibrary& library_;
  bool complete_ = true;
};

}  // namespace fipsprobe::openssl
