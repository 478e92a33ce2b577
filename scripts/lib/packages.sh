# shellcheck shell=bash
# Installs Debian packages of scripts/packages.txt. Needs say.sh.

# missing_packages FILE SETS prints the packages of the sets (a pattern such as "run|test") that this machine lacks.
missing_packages() {
  local set package command
  while read -r set package command _; do
    [[ $set =~ ^($2)$ ]] || continue
    [[ ${command:--} != [-#] ]] && command -v "$command" >/dev/null && continue
    [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] && continue
    printf '%s\n' "$package"
  done < <(grep -v '^#' "$1")
}

# install_packages FILE SETS LOG needs no root and touches nothing when all is there.
install_packages() {
  local -a missing
  mapfile -t missing < <(missing_packages "$1" "$2")
  ((${#missing[@]} > 0)) || return 0
  ((EUID == 0)) || fail "packages are missing; run as root: apt-get install ${missing[*]}"
  command -v apt-get >/dev/null || fail "apt-get is not here; this needs the packages ${missing[*]} of Debian 12"
  step "installing ${missing[*]}" "$3" install_with_apt "${missing[@]}"
}

install_with_apt() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get update --quiet && apt-get install --quiet --yes --no-install-recommends "$@"
}
