#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "harness/model/module_state.hpp"
#include "harness/model/operation.hpp"
#include "harness/model/outcome.hpp"
#include "probes/prepared.hpp"

// The interface of every crypto module. A module is loaded once in a worker process and used from one thread.
namespace fipsprobe {

// Instance is one crypto module that can be loaded.
struct Instance {
  std::string family;
  std::string path;  // of the library file; empty for the kernel
};

// Capability performs operations of one kind. perform never throws: what the module says becomes an Outcome.
template <class Op>
class Capability {
 public:
  virtual ~Capability() = default;
  virtual Outcome perform(const Op& operation) = 0;
};

using Digest = Capability<DigestOperation>;
using Mac = Capability<MacOperation>;
using BlockCipher = Capability<CipherOperation>;
using Aead = Capability<AeadOperation>;
using Verifier = Capability<VerifyOperation>;
using Signer = Capability<SignOperation>;
using KeyGenerator = Capability<KeyGenerationOperation>;
using KeyWrap = Capability<KeyWrapOperation>;
using RsaDecryptor = Capability<RsaDecryptOperation>;
using Ecdh = Capability<EcdhOperation>;
using Ffdh = Capability<FfdhOperation>;
using KeyValidator = Capability<KeyValidationOperation>;
using DsaParameterValidator = Capability<DsaParameterOperation>;
using Kdf = Capability<KdfOperation>;
using Drbg = Capability<DrbgOperation>;

// ModuleVersion is what the loaded module says it is.
struct ModuleVersion {
  std::string version;
  std::string build;
  std::vector<std::string> parts;  // paths of further library files that belong to the module and were loaded with it
};

// Entered tells whether a module is now in the mode that was asked for.
struct Entered {
  bool available = true;
  std::string reason;  // why the mode cannot be had here

  static Entered yes() { return {}; }
  static Entered no(std::string reason) { return {false, std::move(reason)}; }
};

class Module {
 public:
  virtual ~Module() = default;

  virtual ModuleVersion version() = 0;

  // enter brings the module into `mode`. It is called once, first of all, in a process that was started with the environment
  // that the family's environment() gave for the same mode.
  virtual Entered enter(Mode mode) = 0;

  // fips_state asks the module itself; it may be called again after operations that could change the state.
  virtual FipsState fips_state() = 0;

  // self_tests runs every self-test that the module lets a caller run, under the module's own names.
  virtual std::vector<SelfTestResult> self_tests() = 0;

  // Capabilities: nullptr when this module has no such service.
  virtual Digest* digest() { return nullptr; }
  virtual Mac* mac() { return nullptr; }
  virtual BlockCipher* cipher() { return nullptr; }
  virtual Aead* aead() { return nullptr; }
  virtual Verifier* verifier() { return nullptr; }
  virtual Signer* signer() { return nullptr; }
  virtual KeyGenerator* key_generator() { return nullptr; }
  virtual KeyWrap* key_wrap() { return nullptr; }
  virtual RsaDecryptor* rsa_decryptor() { return nullptr; }
  virtual Ecdh* ecdh() { return nullptr; }
  virtual Ffdh* ffdh() { return nullptr; }
  virtual KeyValidator* key_validator() { return nullptr; }
  virtual DsaParameterValidator* dsa_parameter_validator() { return nullptr; }
  virtual Kdf* kdf() { return nullptr; }
  virtual Drbg* drbg() { return nullptr; }

  // expect_threads is called once, before enter, when several threads will work with the module at a time.
  virtual void expect_threads() {}

  // prepare sets an operation up for being measured. It is asked for operations that perform has done; several prepared
  // operations may be alive at a time, and each may run in a thread of its own after expect_threads. Call it from one thread.
  virtual Preparation prepare(const Operation&) { return Preparation::none("nothing is measured of this module"); }

  // missing_symbols names what was looked for in the library and is not there.
  virtual std::vector<std::string> missing_symbols() const { return {}; }
};

// perform hands the operation to the capability that does it; unsupported when the module does not offer one. A Monte Carlo
// test is a loop over operations, so nothing that can be asked for here: std::logic_error.
Outcome perform(Module& module, const Operation& operation);
Outcome perform(Module& module, const DigestOperation& operation);
Outcome perform(Module& module, const CipherOperation& operation);

}  // namespace fipsprobe
