#include "probes/nss/softoken.hpp"

#include <algorithm>

#include "harness/model/errors.hpp"

namespace fipsprobe::nss {
namespace {

using GetFunctionList = Rv(const FunctionList**);
using GetInterface = Rv(const char* name, const Version* version, const NamedInterface** interface, Ulong flags);

// The words that NSS_NoDB_Init gives to softoken, after which no database file is opened: all objects are session objects.
constexpr const char* kNoDatabase =
    "configdir='' certPrefix='' keyPrefix='' secmod='' flags=readOnly,noCertDB,noModDB,forceOpen,optimizeSpace";
constexpr const char* kNoDatabaseForcePost =
    "configdir='' certPrefix='' keyPrefix='' secmod='' flags=readOnly,noCertDB,noModDB,forceOpen,optimizeSpace,forcePost";

const FunctionList* list_from(SharedLibrary& library, const char* symbol) {
  auto* const get = library.find<GetFunctionList>(symbol);
  const FunctionList* list = nullptr;
  if (get == nullptr || get(&list) != CKR_OK || list == nullptr) {
    throw Error(library.path() + ": not NSS's softoken: it has no " + symbol);
  }
  return list;
}

}  // namespace

Softoken::Softoken(const std::string& path)
    : library_(path), fips_(list_from(library_, "FC_GetFunctionList")), plain_(list_from(library_, "NSC_GetFunctionList")) {}

Entry Softoken::default_entry() { return list_from(library_, "C_GetFunctionList") == fips_ ? Entry::fips : Entry::plain; }

Reply Softoken::initialize(Entry entry, bool again) const {
  InitializeArguments arguments{};
  arguments.flags = CKF_OS_LOCKING_OK;
  arguments.library_parameters = again ? kNoDatabaseForcePost : kNoDatabase;
  return {.rv = functions(entry).initialize(&arguments), .call = "C_Initialize", .data = {}, .object = 0};
}

bool Softoken::knows_force_post() const { return library_.file_contains("forcePost"); }

Reply Softoken::finalize(Entry entry) const {
  return {.rv = functions(entry).finalize(nullptr), .call = "C_Finalize", .data = {}, .object = 0};
}

std::vector<Ulong> Softoken::mechanisms(Entry entry) const {
  Ulong count = 0;
  if (functions(entry).get_mechanism_list(slot_of(entry), nullptr, &count) != CKR_OK) return {};
  std::vector<Ulong> list(count);
  if (functions(entry).get_mechanism_list(slot_of(entry), list.data(), &count) != CKR_OK) return {};
  list.resize(std::min<std::size_t>(count, list.size()));
  std::sort(list.begin(), list.end());
  return list;
}

const FipsInterface* Softoken::service_indicator() {
  auto* const get = library_.find<GetInterface>("FC_GetInterface");
  const NamedInterface* found = nullptr;
  if (get == nullptr || get("Vendor NSS FIPS Interface", nullptr, &found, 0) != CKR_OK || found == nullptr) return nullptr;
  return static_cast<const FipsInterface*>(found->functions);
}

}  // namespace fipsprobe::nss
