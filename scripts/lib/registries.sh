# shellcheck shell=bash
# Downloads of one pinned archive from npm, PyPI or Debian with the registry's ordinary client. Needs say.sh and cache.sh.
# Each download_* function takes PACKAGE VERSION SHA256 FOLDER and leaves exactly one new file in the empty FOLDER.

download_npm() {
  npm pack --silent --ignore-scripts --pack-destination "$4" "$1@$2" >"$4.log" 2>&1 ||
    fail "npm cannot download $1@$2: $(tail -n 1 "$4.log")"
}

# The wheels wanted are RHEL 7 builds for aarch64 and are only unpacked, so pip must not choose by this machine's Python.
# download_pypi has a VERSION of the form VERSION/PYTHON: scrypt 0.8.20 has other files for CPython 3.9 than for 3.11.
download_pypi() {
  printf '%s==%s --hash=sha256:%s\n' "$1" "${2%/*}" "$3" >"$4.requirements"
  python3 -m pip download --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary=:all: \
    --platform manylinux2014_aarch64 --implementation cp --python-version "${2#*/}" \
    --dest "$4" --requirement "$4.requirements" >"$4.log" 2>&1 ||
    fail "pip cannot download $1==${2%/*}: $(tail -n 1 "$4.log")"
}

# debian_apt SUITE KIND COMMAND... runs an apt program with a configuration, package lists and status of its own in the cache,
# for a Debian suite's packages (KIND deb) or source packages (deb-src). A SUITE is "trixie", for amd64, or "trixie:arm64". Its
# sources are the host's own with the release's name replaced. The host's proxies and keys are used; nothing of the host is
# written.
debian_apt() {
  local suite=$1 kind=$2 root
  shift 2
  root=$(debian_root "$suite" "$kind")
  [[ -f $root/apt.conf ]] || make_debian_configuration "$suite" "$kind" "$root"
  APT_CONFIG=$root/apt.conf "$@"
}

debian_root() { printf '%s/apt/%s-%s\n' "$(cache_folder)" "${1/:/-}" "$2"; }

make_debian_configuration() {
  local suite=${1%:*} architecture=amd64 kind=$2 root=$3 release source_list source_parts trusted_parts
  [[ $1 != *:* ]] || architecture=${1#*:}
  eval "$(apt-config shell source_list Dir::Etc::sourcelist/f source_parts Dir::Etc::sourceparts/d \
    trusted_parts Dir::Etc::trustedparts/d)"
  # shellcheck disable=SC1091
  release=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:?}")
  mkdir -p "$root"/etc/{sources.list.d,preferences.d,apt.conf.d} "$root"/state/lists/partial "$root"/cache/archives/partial
  : >"$root/state/status"
  : >"$root/etc/sources.list"
  local file
  for file in "$source_list" "$source_parts"*.list "$source_parts"*.sources; do
    grep -qsw "$release" "$file" || continue
    sed -E -e "s/\b$release\b/$suite/g" -e "s/^Types:.*/Types: $kind/" -e "s/^deb(-src)? /$kind /" "$file" \
      >"$root/etc/sources.list.d/${file##*/}"
  done
  {
    printf 'Dir::Etc "%s/etc";\nDir::State "%s/state";\nDir::State::status "%s/state/status";\nDir::Cache "%s/cache";\n' \
      "$root" "$root" "$root" "$root"
    printf 'Dir::Etc::trustedparts "%s";\nAPT::Architecture "%s";\nAPT::Architectures "%s";\n' "$trusted_parts" \
      "$architecture" "$architecture"
    printf 'Acquire::Languages "none";\nAPT::Sandbox::User "%s";\n' "$(id -un)"
    apt-config dump | grep -E '^Acquire::(https?|Retries)' || true
  } >"$root/apt.conf.new"
  mv "$root/apt.conf.new" "$root/apt.conf"
}

# debian_update SUITE KIND fetches the package lists, from where the host's sources now point.
debian_update() {
  local root
  root=$(debian_root "$1" "$2")
  make_debian_configuration "$1" "$2" "$root"
  debian_apt "$1" "$2" apt-get update --quiet >"$root.log" 2>&1 ||
    fail "apt cannot read the package lists of Debian $1: see $root.log"
}

# debian_get SUITE WHAT FOLDER downloads PACKAGE or PACKAGE=VERSION into FOLDER; false when the archive does not have it.
debian_get() (
  cd "$3" || return
  debian_apt "$1" deb apt-get download --quiet "$2" >"$3.log" 2>&1
)

# debian_get_source SUITE PACKAGE FOLDER downloads the files of a source package into FOLDER.
debian_get_source() (
  cd "$3" || return
  debian_apt "$1" deb-src apt-get source --quiet --download-only "$2" >"$3.log" 2>&1
)

# download_debian SUITE PACKAGE VERSION SHA256 FOLDER. Archives drop a version when a fix supersedes it. Then the version that
# the archive serves now is taken: apt has checked the archive's signature over its hash.
download_debian() {
  local suite=$1 package=$2 version=$3 folder=$5
  debian_get "$suite" "$package=$version" "$folder" && return
  debian_update "$suite" deb
  debian_get "$suite" "$package=$version" "$folder" && return
  debian_get "$suite" "$package" "$folder" ||
    fail "Debian $suite has no $package, neither $version nor another: update scripts/modules.tsv ($(tail -n 1 "$folder.log"))"
}
