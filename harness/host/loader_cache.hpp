#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fipsprobe {

// CachedLibrary is one entry of the dynamic loader's cache: which file a soname stands for.
struct CachedLibrary {
  std::string soname;
  std::string path;
};

// loader_cache_in reads the bytes of /etc/ld.so.cache as glibc's ldconfig writes it (glibc sysdeps/generic/dl-cache.h): the new
// format "glibc-ld.so.cache1.1", the old one "ld.so-1.7.0", or both in one file (up to glibc 2.31), where the new one counts.
// Entries whose names lie outside the bytes are left out, and the result is empty for bytes of no known format or with fewer
// entries than they promise: the known folders are searched in any case.
std::vector<CachedLibrary> loader_cache_in(std::string_view bytes);

}  // namespace fipsprobe
