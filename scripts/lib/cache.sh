# shellcheck shell=bash
# The cache folder outside the source tree: archives as downloaded, modules/ for tests, sources/ and prefix/ for the build.

cache_folder() { printf '%s\n' "${FIPSPROBE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/fipsprobe}"; }

# lock_cache NAME waits until no other script works on the same part of the cache, so that two test runs can start together.
# The lock ends with the script.
lock_cache() {
  mkdir -p "$(cache_folder)"
  exec 9>"$(cache_folder)/.lock-$1"
  flock 9
}

sha256_of() { sha256sum -- "$1" | cut -d ' ' -f 1; }

has_sha256() { [[ -f $1 && $(sha256_of "$1") == "$2" ]]; }
