#pragma once

#include <string>

#include "probes/libgcrypt/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::libgcrypt {

// start initialises the library in the mode, as its manual's section "Initializing the library" asks: FIPS mode is chosen
// before gcry_check_version and cannot be chosen again in the process. Returns why the mode cannot be had.
Entered start(Library& library, Mode mode);

// ask_state asks the started library for its FIPS mode and whether it is operational.
FipsState ask_state(Library& library);

// FipsWatch tells whether an operation made the library leave FIPS mode: before 1.10 the use of MD5 may end FIPS mode for the
// rest of the process, unless FIPS mode is enforced (fips.c, _gcry_inactivate_fips_mode).
class FipsWatch {
 public:
  // Looks only when `watch` is set: asking costs a call into the library.
  FipsWatch(const Library& library, bool watch) : library_(library), was_active_(watch && library.fips_active()) {}

  // marked returns the outcome, with the reason "left FIPS mode: ..." when FIPS mode has ended since construction.
  Outcome marked(Outcome outcome) const;

 private:
  const Library& library_;
  bool was_active_;
};

}  // namespace fipsprobe::libgcrypt
