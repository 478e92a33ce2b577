#!/bin/bash
# enable-fips.sh turns FIPS mode on, on a host with Amazon Linux 2 or Amazon Linux 2023, and off again, byte for byte.
#
# It is one file that needs nothing beside it: copy it to the host. With fipsprobe beside it, or in PATH, it also asks the
# crypto modules themselves. docs/enable-fips.md tells what it reads and writes; --help has an example.
#
# For bash 4.2, which Amazon Linux 2 has: an array that may be empty is expanded as ${a[@]+"${a[@]}"}.
set -euo pipefail

# ---------------------------------------------------------------------------------------------------------------- data

# Kernels that do not start with fips=1. PATTERN | WHAT HAPPENS | SOURCE
readonly KNOWN_BAD_KERNELS='
5.4.95-42.163.amzn2*|panics at boot: "alg: self-tests for ecdh-generic (ecdh) failed in fips mode!"|awslabs/amazon-eks-ami issue 632
'

# Kernels that the kernel certificate of a system names. SYSTEM | PATTERN | CERTIFICATE
readonly NAMED_KERNELS='
al2|4.14.*|4593
al2023|6.1.*|4808
'

# What apply, or a command that it runs, may change. SYSTEM | PATH OR PATTERN. The initramfs of every kernel comes on top.
readonly CHANGED_FILES='
both|/etc/default/grub
both|/boot/grub2/grub.cfg
both|/boot/grub2/grubenv
both|/boot/efi/EFI/*/grub.cfg
both|/boot/efi/EFI/*/grubenv
both|/boot/loader/entries/*.conf
both|/etc/kernel/cmdline
both|/etc/sysconfig/kernel
both|/etc/system-fips
both|/etc/dracut.conf
both|/etc/dracut.conf.d/*.conf
both|/etc/dracut.conf.d/40-fips.conf
al2|/etc/sysconfig/prelink
al2|/etc/prelink.conf
al2|/etc/prelink.cache
al2023|/etc/crypto-policies/*
al2023|/etc/crypto-policies/*/*
'

# Folders in which rollback removes what was not there before.
readonly CHANGED_FOLDERS='al2023|/etc/crypto-policies'

# Files that the boot loader itself writes at every start, so that a change since apply means nothing.
readonly CHANGED_AT_EVERY_START='grubenv'

# The key of a kernel's .hmac file, HMAC-SHA512. It is public (hmaccalc): the check finds damage, not tampering.
readonly KERNEL_HMAC_KEY='FIPS-FTW-RHT2009'

# An initramfs with the fips module is larger than one without, and dracut may write the new one beside the old one.
readonly BOOT_ROOM_PERCENT=150
readonly BOOT_ROOM_EXTRA_KIB=4096

readonly PROVIDER_CERTIFIED=openssl-fips-provider-certified
readonly PROVIDER_LATEST=openssl-fips-provider-latest

# What changes for programs and operators, said by every check. SYSTEM | NAME | TEXT | WHAT TO DO
readonly STANDING_TRAPS='
al2|validity|end of support of Amazon Linux 2 is 2026-06-30; its certificates are FIPS 140-2|FIPS mode does not make a certificate valid, nor an installed build the validated one: look at "fipsprobe certificates list" and at your list of validated builds
al2|programs|MD5 and other algorithms that are not approved stop working|Test your programs first: "openssl md5" ends with "disabled for fips", and a program that calls MD5_Init() directly is aborted
al2023|programs|algorithms that are not approved stop working, and the crypto policy becomes FIPS|Test your programs and peers first, with TLS and SSH above all
'

readonly EXIT_DONE=0 EXIT_FAILED=1 EXIT_OBSTACLES=2 EXIT_UNKNOWN=3 EXIT_USAGE=64
readonly DEFAULT_STATE=/var/lib/enable-fips

# --------------------------------------------------------------------------------------------------------------- words

program=${0##*/}
here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
caller_path=$PATH
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH LC_ALL=C
unset CDPATH BASH_ENV ENV GREP_OPTIONS TMPDIR

usage() {
  cat <<USAGE
usage: enable-fips.sh check|plan|apply|verify|rollback [OPTION]...

Turns FIPS mode on, on Amazon Linux 2 or 2023, and off again. Order: check, plan, apply, restart, verify.

  check     changes nothing; lists every obstacle and every trap, and what to do about each
  plan      changes nothing; prints each command that apply would run, in order, and why
  apply     asks, saves what it will change, then does what plan prints; a second run finds nothing to do
  verify    after the restart: is FIPS mode on as it should be?
  rollback  puts every file and package back, also after an apply that failed; then restart

  --yes              do not ask (apply, rollback)
  --dry-run          apply: the same as plan; rollback: only list what would be put back
  --expect on|off    verify: what should be (as the last apply or rollback left it; on when there was none)
  --force            rollback: also when files changed since apply; what is overwritten is kept in the state folder
  --root DIR         work on the system in DIR: files are read and written under it, commands run in it with chroot
  --state-dir DIR    where copies, manifest, log and lock are ($DEFAULT_STATE, under --root)
  --no-color         no colours (the variable NO_COLOR does the same)
  --help             this text

exit codes: 0 ready, done, or as expected   1 could not work (an apply that failed says how to go back)
            2 there are obstacles, or something is not as expected   3 nothing differs, but something is unknown
            64 wrong usage

example: enable-fips.sh check && enable-fips.sh apply --yes && reboot
         enable-fips.sh verify
USAGE
}

say() { printf '%s\n' "$*"; }

# fail CODE TEXT... ends the script with one line that says what is wrong, and more lines that say what to do.
fail() {
  local code=$1
  shift
  printf '%s: error: %s\n' "$program" "$1" >&2
  shift
  (($# == 0)) || printf '  %s\n' "$@" >&2
  exit "$code"
}

usage_error() { fail $EXIT_USAGE "$1" "$program --help tells how it is used"; }

# quoted WORD... prints a command so that it can be pasted into a shell.
quoted() {
  local word text='' quote=\' escaped=\'\\\'\'
  for word in "$@"; do
    # The replacement is a variable: bash 4.2 and later ones treat quotes in it differently.
    if [[ ! $word =~ ^[A-Za-z0-9_/.:=,+@%-]+$ ]]; then word=${word//$quote/$escaped} && word="'$word'"; fi
    text+="${text:+ }$word"
  done
  printf '%s\n' "$text"
}

# this_program COMMAND prints how to run this script again with the same root and state folder.
this_program() {
  local -a words=("$0" "$1")
  [[ -z $root ]] || words+=(--root "$root")
  [[ -z $state_given ]] || words+=(--state-dir "$state_given")
  quoted "${words[@]}"
}

# paint RESULT TEXT leaves in $painted the text in the colour of the result.
paint() {
  local code=''
  case $1 in
    OBSTACLE | DIFFERS) code=31 ;;
    trap | unknown) code=33 ;;
    ok) code=32 ;;
  esac
  painted=$2
  [[ -z $code || $color == no ]] || printf -v painted '\033[%sm%s\033[0m' "$code" "$2"
}

# ------------------------------------------------------------------------------------------------------------ findings
# A finding has a name, a result, what was seen, and what to do. Results: ok, trap, OBSTACLE (check); ok, DIFFERS, unknown (verify).

found_names=() found_results=() found_texts=() found_remedies=()

found() {
  found_names+=("$1")
  found_results+=("$2")
  found_texts+=("$3")
  found_remedies+=("${4:-}")
}

count_of() {
  local result count=0
  for result in ${found_results[@]+"${found_results[@]}"}; do
    [[ $result != "$1" ]] || count=$((count + 1))
  done
  printf '%s\n' "$count"
}

print_findings() {
  local i width=5 label
  for i in "${!found_names[@]}"; do ((${#found_names[i]} <= width)) || width=${#found_names[i]}; done
  printf '%-*s  %-8s  %s\n' "$width" check result 'what was seen'
  for i in "${!found_names[@]}"; do
    printf -v label '%-8s' "${found_results[i]}"
    paint "${found_results[i]}" "$label"
    printf '%-*s  %s  %s\n' "$width" "${found_names[i]}" "$painted" "${found_texts[i]}"
  done
}

# print_wrapped INDENT TEXT wraps prose; a line that begins with "$ " is a command, which stays whole.
print_wrapped() {
  local line word text indent
  local -a words
  printf -v indent '%*s' "$1" ''
  while IFS= read -r line; do
    if [[ $line == '$ '* ]]; then say "$indent$line" && continue; fi
    text=$indent
    read -r -a words <<<"$line"
    for word in ${words[@]+"${words[@]}"}; do
      if ((${#text} + ${#word} >= 110)); then say "$text" && text=$indent; fi
      [[ $text == "$indent" ]] || text+=' '
      text+=$word
    done
    say "$text"
  done <<<"$2"
}

# print_remedies prints what to do, the obstacles and differences first.
print_remedies() {
  local wanted i
  for wanted in OBSTACLE DIFFERS unknown trap; do
    for i in "${!found_names[@]}"; do
      [[ ${found_results[i]} == "$wanted" && -n ${found_remedies[i]} ]] || continue
      paint "$wanted" "$wanted"
      printf '\n%s %s: %s\n' "$painted" "${found_names[i]}" "${found_texts[i]}"
      print_wrapped 2 "${found_remedies[i]}"
    done
  done
}

# --------------------------------------------------------------------------------------------------------- the system
# Files are found by putting $root before their path; commands of the system run through in_root.

root='' state='' state_given='' color=no painted=''
system='' system_name='' architecture='' aes_instructions=no next_kernel='' entries=''
boot_separate=no boot_uuid='' wanted_arguments=(fips=1)

in_root() { if [[ -n $root ]]; then chroot "$root" "$@"; else "$@"; fi; }

in_root_quoted() { if [[ -n $root ]]; then quoted chroot "$root" "$@"; else quoted "$@"; fi; }

has_tool() {
  local folder
  for folder in usr/sbin usr/bin sbin bin; do
    [[ ! -x $root/$folder/$1 ]] || return 0
  done
  return 1
}

# text_of PATH prints a text file of the system, at most 256 Ki characters; nothing when it cannot be read.
text_of() {
  local text=''
  [[ ! -r $root$1 || -d $root$1 ]] || IFS= read -r -N 262144 text <"$root$1" || true
  printf '%s' "$text"
}

# rows_of TABLE prints the rows of one of the tables above that are for this system.
rows_of() { printf '%s\n' "$1" | sed -n "s/^\(both\|$system\)|//p"; }

os_release() {
  text_of /etc/os-release | awk -v key="$1=" 'index($0, key) == 1 { print substr($0, length(key) + 1); exit }' | tr -d "\"'"
}

read_system() {
  local id version
  id=$(os_release ID)
  version=$(os_release VERSION_ID)
  case $id/$version in
    amzn/2) system=al2 system_name='Amazon Linux 2' ;;
    amzn/2023*) system=al2023 system_name='Amazon Linux 2023' ;;
    /) fail $EXIT_FAILED "$root/etc/os-release cannot be read, or has no ID" \
      'this is for Amazon Linux 2 and Amazon Linux 2023 alone' ;;
    *) fail $EXIT_FAILED "refused: this system is ${id} ${version:-without VERSION_ID} ($root/etc/os-release)" \
      'the steps are those of Amazon Linux 2 and Amazon Linux 2023; another distribution has its own' ;;
  esac
}

# read_architecture takes the ELF machine of the system's own shell: with --root it may be another than this host's.
read_architecture() {
  case $(od -An -tu2 -j18 -N2 "$root/usr/bin/bash" 2>/dev/null | tr -d ' ') in
    62) architecture=x86_64 ;;
    183) architecture=aarch64 ;;
    *) architecture=foreign ;;
  esac
  if text_of /proc/cpuinfo | grep -w '^flags.* aes' >/dev/null; then aes_instructions=yes; fi
}

# kernels prints the release of every kernel that a boot entry can start with its own modules; a rescue kernel is none.
kernels() {
  local file
  for file in "$root"/boot/vmlinuz-*; do
    [[ ! -e $file || $file == *-rescue-* ]] || say "${file##*/vmlinuz-}"
  done
}

running_kernel() { text_of /proc/sys/kernel/osrelease; }

# read_next_kernel finds the release that starts next: grubby's word, else the running one, else the newest.
read_next_kernel() {
  next_kernel=$(in_root grubby --default-kernel 2>/dev/null || true)
  next_kernel=${next_kernel##*/vmlinuz-}
  [[ -n $next_kernel && -e $root/boot/vmlinuz-$next_kernel ]] || next_kernel=$(running_kernel)
  [[ -n $next_kernel && -e $root/boot/vmlinuz-$next_kernel ]] || next_kernel=$(kernels | sort -V | tail -n 1)
}

# argument_of NAME prints the value of the last NAME= on standard input, a kernel's command line; false when there is none.
argument_of() {
  local words word value found_it=no
  read -r -a words || true
  for word in ${words[@]+"${words[@]}"}; do
    [[ $word != -- ]] || break
    [[ $word == "$1"=* ]] || continue
    value=${word#*=} found_it=yes
  done
  [[ $found_it == yes ]] && say "$value"
}

boot_device() { findmnt -n -o SOURCE --mountpoint "$(readlink -f "$root/boot")" 2>/dev/null | tail -n 1; }

# uuid_of DEVICE prints the UUID of its file system; false when it cannot be read.
uuid_of() {
  local uuid
  [[ -b $1 ]] && uuid=$(blkid -c /dev/null -s UUID -o value "$1" 2>/dev/null) && [[ $uuid =~ ^[0-9A-Fa-f-]+$ ]] && say "$uuid"
}

# read_boot finds whether /boot is a file system of its own, its UUID, and the kernel arguments that FIPS mode needs: boot= only
# when it is one, since dracut's fips module mounts what boot= names on /boot and then looks for /boot/.vmlinuz-RELEASE.hmac.
read_boot() {
  [[ -d $root/boot && $(stat -c %d "$root/") != $(stat -c %d "$root/boot/") ]] || return 0
  boot_separate=yes
  boot_uuid=$(uuid_of "$(boot_device || true)" || true)
  [[ -z $boot_uuid ]] || wanted_arguments+=("boot=UUID=$boot_uuid")
}

# read_entries leaves KERNEL|ARGUMENTS in $entries for each entry of the boot loader; nothing when they cannot be read.
read_entries() {
  if has_tool grubby; then
    entries=$(in_root grubby --info=ALL 2>/dev/null |
      awk '{ gsub(/"/, "") } /^kernel=/ { kernel = substr($0, 8) } /^args=/ { print kernel "|" substr($0, 6) }') || true
  else
    entries=$(text_of "$(grub_config || true)" |
      awk '/^[ \t]*linux(16|efi)?[ \t]/ { kernel = $2; $1 = $2 = ""; print kernel "|" $0 }')
  fi
}

# entries_lack ARGUMENT... prints the kernel of each entry without one of the arguments.
entries_lack() {
  local kernel arguments wanted
  [[ -n $entries ]] || { say 'no boot entry can be read' && return; }
  while IFS='|' read -r kernel arguments; do
    for wanted in "$@"; do
      [[ " $arguments " == *" $wanted "* ]] || { say "$kernel has no $wanted" && break; }
    done
  done <<<"$entries"
}

# entries_with NAME prints "KERNEL has NAME=VALUE" for each entry that has such an argument.
entries_with() {
  local kernel arguments word
  local -a words
  while IFS='|' read -r kernel arguments; do
    read -r -a words <<<"$arguments"
    for word in ${words[@]+"${words[@]}"}; do [[ $word != "$1"=* ]] || say "$kernel has $word"; done
  done <<<"$entries"
}

# entries_in_fips_mode prints the entries whose fips= is not 0.
entries_in_fips_mode() { entries_with fips | grep -v ' has fips=0$' || true; }

grub_config() {
  local file
  for file in /boot/grub2/grub.cfg /boot/efi/EFI/amzn/grub.cfg; do
    [[ -e $root$file ]] && say "$file" && return
  done
  return 1
}

# kernel_hmac KERNEL compares the kernel with its .hmac file. Prints what it saw; 0 equal, 1 differs or missing, 3 no tool.
kernel_hmac() {
  local image=$root/boot/vmlinuz-$1 file=$root/boot/.vmlinuz-$1.hmac recorded computed
  [[ -f $file ]] || { say "/boot/.vmlinuz-$1.hmac is missing" && return 1; }
  recorded=$(head -c 4096 "$file" 2>/dev/null | grep -oE '^[0-9a-f]{128}' | head -n 1) ||
    { say "/boot/.vmlinuz-$1.hmac does not begin with 128 hex digits" && return 1; }
  if command -v openssl >/dev/null; then
    computed=$(openssl dgst -sha512 -hmac "$KERNEL_HMAC_KEY" <"$image" 2>/dev/null | sed 's/.* //')
  elif command -v sha512hmac >/dev/null; then
    computed=$(sha512hmac "$image" 2>/dev/null | cut -d ' ' -f 1)
  else
    say "/boot/.vmlinuz-$1.hmac is there; it was not compared: neither openssl nor sha512hmac is here" && return 3
  fi
  [[ $recorded == "$computed" ]] || { say "/boot/vmlinuz-$1 differs from /boot/.vmlinuz-$1.hmac" && return 1; }
  say "/boot/vmlinuz-$1 is as its .hmac says"
}

# initramfs_has_fips KERNEL: dracut's fips module leaves /etc/fipsmodules in the image. Naming the file is several times as fast as
# listing the image.
initramfs_has_fips() { [[ -n $(in_root lsinitrd "/boot/initramfs-$1.img" etc/fipsmodules 2>/dev/null | tr -d '\000' || true) ]]; }

known_bad() {
  local pattern what source
  while IFS='|' read -r pattern what source; do
    # shellcheck disable=SC2053
    [[ -n $pattern && $1 == $pattern ]] && say "$what ($source)" && return
  done <<<"$KNOWN_BAD_KERNELS"
  return 1
}

# container_kind prints what says that this is a container; false when nothing does.
container_kind() {
  local mark
  for mark in /run/.containerenv /.dockerenv /run/secrets/kubernetes.io; do
    [[ ! -e $root$mark ]] || { say "$mark is there" && return; }
  done
  mark=$(text_of /run/systemd/container)
  [[ -z $mark ]] || { say "/run/systemd/container says $mark" && return; }
  if [[ -r $root/proc/1/environ ]] &&
    tr '\000' '\n' 2>/dev/null <"$root/proc/1/environ" | grep -E '^(container=.|KUBERNETES_SERVICE_HOST=)' >/dev/null; then
    say '/proc/1/environ says so' && return
  fi
  if text_of /proc/1/cgroup | grep -E 'kubepods|libpod|docker|ecs/|lxc|machine\.slice' >/dev/null; then
    say '/proc/1/cgroup says so' && return
  fi
  # The first PID namespace has a fixed number: PROC_PID_INIT_INO of the kernel's include/linux/proc_ns.h.
  mark=$(readlink "$root/proc/self/ns/pid" 2>/dev/null || say 'pid:[4026531836]')
  [[ $mark != 'pid:[4026531836]' ]] && say "the PID namespace is not the host's"
}

# ------------------------------------------------------------------------------------------------------------ packages

packages='' package_tool='' dracut_version=''

# list_packages prints NAME NAME-VERSION-RELEASE.ARCH of every package, sorted.
list_packages() { in_root rpm -qa --qf '%{NAME} %{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}\n' 2>/dev/null | sort; }

read_packages() {
  package_tool=dnf
  [[ $system == al2023 ]] || package_tool=yum
  packages=$(list_packages || true)
  dracut_version=$(version_of dracut)
}

installed() { [[ $'\n'$packages == *$'\n'"$1 "* ]]; }

# version_of NAME prints VERSION-RELEASE of an installed package.
version_of() { sed -n "s/^$1 $1-\(.*\)\.[^.]*$/\1/p" <<<"$packages" | tail -n 1; }

# wanted_packages prints the packages that FIPS mode needs. dracut-fips has to be of dracut's own version: an older one makes a
# 5.4 kernel panic (awslabs/amazon-eks-ami issue 714).
wanted_packages() {
  if [[ $system == al2 ]]; then say "dracut-fips-$dracut_version"; else printf 'crypto-policies\ncrypto-policies-scripts\n'; fi
}

missing_packages() {
  local wanted
  while read -r wanted; do
    installed "${wanted%-"$dracut_version"}" || say "$wanted"
  done < <(wanted_packages)
  wants_aesni && ! installed dracut-fips-aesni && say "dracut-fips-aesni-$dracut_version"
  wants_swap && ! installed $PROVIDER_CERTIFIED && say $PROVIDER_CERTIFIED
  return 0
}

# dracut-fips-aesni adds aesni-intel and ghash_clmulni_intel to the initramfs: for x86_64 with AES instructions alone.
wants_aesni() { [[ $system/$architecture/$aes_instructions == al2/x86_64/yes ]]; }

# Amazon Linux 2023 installs the newest OpenSSL provider; the certificate is for the other package.
wants_swap() { [[ $system == al2023 ]] && installed $PROVIDER_LATEST; }

obtainable='' obtain_problem=''

# ask_repositories PACKAGE... leaves those that the repositories have in $obtainable, one a line. The package tool gets a cache
# of its own, which is removed again, so that a check changes nothing.
ask_repositories() {
  local folder output wanted name version
  folder=$(mktemp -d "$root/tmp/enable-fips.XXXXXX") || { obtain_problem='/tmp cannot be written' && return; }
  local inside=${folder#"$root"}
  local -a options=(-q "--setopt=cachedir=$inside")
  [[ $package_tool != dnf ]] || options+=("--setopt=logdir=$inside")
  output=$(in_root "$package_tool" "${options[@]}" list available "$@" 2>"$folder/errors") ||
    obtain_problem=$(sed '/^$/d' "$folder/errors" | tail -n 1)
  rm -rf "$folder"
  for wanted in "$@"; do
    name=$wanted version=''
    [[ $system != al2 ]] || { version=$dracut_version && name=${wanted%-"$version"}; }
    awk -v name="$name" -v version="$version" '{ sub(/\.[^.]*$/, "", $1); sub(/^[0-9]+:/, "", $2) }
      $1 == name && (version == "" || $2 == version) { seen = 1 } END { exit !seen }' <<<"$output" && obtainable+="$wanted"$'\n'
  done
  return 0
}

is_obtainable() { [[ $'\n'$obtainable == *$'\n'"$1"$'\n'* ]]; }

# -------------------------------------------------------------------------------------------------------------- checks

check_user() {
  if ((EUID == 0)); then found user ok 'root'; else
    found user OBSTACLE "not root but user $EUID" 'Run this as root; without it some of what follows could not be read.'
  fi
}

check_other_run() {
  local file=$state/lock
  if [[ -e $file ]] && ! lock_is_free "$file"; then
    found 'other run' OBSTACLE "another run holds $file" 'Wait until it has ended.'
    return
  fi
  case $(run_state) in
    none | applied | rolled-back | saving) found 'other run' ok "none in progress; last: $(run_state)" ;;
    *) found 'other run' OBSTACLE "an earlier run was not finished: $(run_state)" "Go back first:
$ $(this_program rollback)" ;;
  esac
}

lock_is_free() { (exec 8<"$1" && flock -n 8) 2>/dev/null; }

check_container() {
  local kind
  if kind=$(container_kind); then
    found container OBSTACLE "this is a container: $kind" \
      "A container has its host's kernel: turn FIPS mode on there.
In an image of Amazon Linux 2 OpenSSL 1.0.2k and GnuTLS stay off without this file:
$ touch /etc/system-fips
In one of Amazon Linux 2023 set the policy:
$ update-crypto-policies --set FIPS"
  else
    found container ok 'no mark of one'
  fi
}

check_architecture() {
  local text=$architecture
  if [[ $architecture == foreign ]]; then
    found architecture OBSTACLE "$root/usr/bin/bash is no program for x86_64 or aarch64" \
      'Amazon Linux has no other architecture: is this its root?'
  elif [[ $architecture != "$(uname -m)" ]]; then
    found architecture OBSTACLE "the system is for $architecture, this host is $(uname -m)" \
      'Its commands cannot run here: use a host of its own architecture.'
  else
    [[ $system == al2023 ]] || wants_aesni || text+='; dracut-fips-aesni is for x86_64 with AES instructions, so it is left out'
    found architecture ok "$text"
  fi
}

check_kernel() {
  local what
  if [[ -z $next_kernel ]]; then
    found kernel OBSTACLE "no $root/boot/vmlinuz-*" 'Mount /boot, or install a kernel.'
    return
  elif kernels | grep -vxE '[A-Za-z0-9._+~-]+' >/dev/null; then
    found kernel OBSTACLE "a kernel's name in /boot has unusual characters" 'Remove or rename what is not a kernel of a package.'
  elif what=$(known_bad "$next_kernel"); then
    found kernel OBSTACLE "$next_kernel $what" 'Install another kernel, start it, and check again.'
  elif text_of "/boot/config-$next_kernel" | grep -x '# CONFIG_CRYPTO_FIPS is not set' >/dev/null; then
    found kernel OBSTACLE "$next_kernel is built without CONFIG_CRYPTO_FIPS" 'Start a kernel of Amazon Linux.'
  else
    found kernel ok "$next_kernel starts next"
  fi
  check_kernel_hmac "$next_kernel"
}

check_kernel_hmac() {
  local seen code=0
  seen=$(kernel_hmac "$1") || code=$?
  case $code in
    0) found 'kernel .hmac' ok "$seen" ;;
    3) found 'kernel .hmac' trap "$seen" 'Install openssl or hmaccalc, and check again.' ;;
    *) found 'kernel .hmac' OBSTACLE "$seen" \
      "With fips=1 the initramfs would stop at \"FIPS integrity test failed\". Reinstall the package of the kernel:
$ $(in_root_quoted "$package_tool" reinstall "kernel-$1")" ;;
  esac
}

# check_other_kernels: fips=1 goes to every boot entry, so each is worth a warning.
check_other_kernels() {
  local kernel seen
  while read -r kernel; do
    [[ $kernel != "$next_kernel" ]] || continue
    if seen=$(known_bad "$kernel") || ! seen=$(kernel_hmac "$kernel"); then
      found 'other kernel' trap "$kernel: $seen" 'It gets fips=1 too and would not start: remove it, or do not choose it.'
    fi
  done < <(kernels)
  for kernel in "$root"/boot/vmlinuz-*-rescue-*; do
    [[ ! -e $kernel || -e $root/boot/.${kernel##*/}.hmac ]] ||
      found 'other kernel' trap "${kernel##*/} has no .hmac" \
        'The rescue entry gets fips=1 too and would not start: at the menu, take fips=1 out (key e).'
  done
}

check_certificate_names_kernel() {
  local pattern certificate
  while IFS='|' read -r pattern certificate; do
    # shellcheck disable=SC2053
    [[ $next_kernel == $pattern ]] ||
      found 'kernel version' trap "$next_kernel is not ${pattern%.\*}, which certificate $certificate names" \
        'FIPS mode can be turned on, but that certificate is not for this kernel.'
  done < <(rows_of "$NAMED_KERNELS")
}

check_boot_device() {
  local with
  if text_of /etc/fstab | awk '$1 !~ /^#/ && $2 == "/boot" { found = 1 } END { exit !found }' && [[ $boot_separate == no ]]; then
    found 'boot device' OBSTACLE '/etc/fstab has /boot, but it is not mounted' "The initramfs would go to the wrong place. Mount it:
$ mount $(quoted "$root/boot")"
  elif [[ $boot_separate == no ]]; then
    read -r with < <(entries_with boot) || true
    if [[ -n $with ]]; then
      found 'boot device' OBSTACLE "$with, but /boot is a folder of /" \
        "The initramfs would mount that device on /boot and not find the .hmac there. Remove it:
$ $(in_root_quoted grubby --update-kernel=ALL --remove-args=boot)"
    else
      found 'boot device' ok '/boot is a folder of /: no boot= is needed, and none is there'
    fi
  elif [[ -n $boot_uuid ]]; then
    found 'boot device' ok "/boot is a file system of its own: boot=UUID=$boot_uuid"
  else
    found 'boot device' OBSTACLE "/boot is a file system of its own, and the UUID of $(boot_device || true) cannot be read" \
      'Without boot= the initramfs would not find the .hmac of the kernel. Look with:
$ blkid'
  fi
}

kib_free() { df -Pk "$1" 2>/dev/null | awk 'NR == 2 { print $4 }'; }

# kib_of FILE... prints the size of the largest one and the sum of all.
kib_of() {
  du -k --apparent-size "$@" 2>/dev/null | awk '{ if ($1 > largest) largest = $1; sum += $1 } END { print largest + 0, sum + 0 }'
}

check_room() {
  local largest needed free
  read -r largest _ < <(kib_of "$root"/boot/initramfs-*.img)
  needed=$((largest * BOOT_ROOM_PERCENT / 100 + BOOT_ROOM_EXTRA_KIB))
  free=$(kib_free "$root/boot")
  if ((${free:-0} < needed)); then
    found 'room in /boot' OBSTACLE "$((${free:-0} / 1024)) MiB free, $((needed / 1024)) MiB needed for a larger initramfs beside the old one" \
      'Remove kernels that do not run:
$ rpm -q kernel'
  else
    found 'room in /boot' ok "$((free / 1024)) MiB free, $((needed / 1024)) MiB needed"
  fi
}

check_state_folder() {
  local folder=$state needed=1024 free problem path size
  if problem=$(state_folder_problem); then
    found 'state folder' OBSTACLE "$problem" 'Name another one with --state-dir, or repair it.'
    return
  fi
  while [[ ! -d $folder ]]; do folder=$(dirname "$folder"); done
  while read -r path; do
    size=$(stat -c %s "$root$path")
    needed=$((needed + size / 1024 + 1))
  done < <(files_to_save)
  free=$(kib_free "$folder")
  if ((${free:-0} < needed)); then
    found 'state folder' OBSTACLE "$state: $((${free:-0} / 1024)) MiB free, $((needed / 1024)) MiB needed for the copies" \
      'Make room, or name another folder with --state-dir.'
  else
    found 'state folder' ok "$state: $((free / 1024)) MiB free, $((needed / 1024)) MiB needed"
  fi
}

check_packages() {
  local -a missing=()
  local package lacking=''
  if [[ -z $packages ]]; then
    found packages OBSTACLE 'the package database cannot be read with rpm' 'Run this as root; look with:
$ rpm -qa'
    return
  fi
  if [[ $system == al2 && -z $dracut_version ]]; then
    found packages OBSTACLE 'dracut is not installed' 'Install it:
$ yum install dracut'
    return
  fi
  if installed dracut-fips && [[ $(version_of dracut-fips) != "$dracut_version" ]]; then
    found packages OBSTACLE "dracut-fips is $(version_of dracut-fips), dracut is $dracut_version" \
      'An older dracut-fips makes a newer kernel panic. Bring them together:
$ yum update dracut dracut-fips'
    return
  fi
  mapfile -t missing < <(missing_packages)
  if ((${#missing[@]} == 0)); then
    found packages ok 'all are installed'
    return
  fi
  ask_repositories "${missing[@]}"
  for package in "${missing[@]}"; do
    is_obtainable "$package" || lacking+="${lacking:+, }$package"
  done
  report_packages "$lacking" "${missing[@]}"
}

# report_packages LACKING MISSING...: dracut-fips-aesni alone is not worth stopping for.
report_packages() {
  local lacking=$1
  shift
  case $lacking in
    '') found packages ok "to be installed: $*" ;;
    dracut-fips-aesni-*) found packages trap "$lacking is not in the repositories" \
      'It is left out: the initramfs then has no aesni-intel and ghash_clmulni_intel, unless the kernel has them built in.' ;;
    *) found packages OBSTACLE "not installed, and not to be had: $lacking${obtain_problem:+ ($obtain_problem)}" \
      "Make the repositories reachable, or bring the packages and install them, then check again.
If the repositories have only another version:
$ $(in_root_quoted "$package_tool" update dracut)" ;;
  esac
}

check_boot_loader() {
  if ! has_tool grubby && ! has_tool grub2-mkconfig; then
    found 'boot loader' OBSTACLE 'neither grubby nor grub2-mkconfig is here' 'Install grubby.'
  elif ! has_tool grubby && ! grub_config >/dev/null; then
    found 'boot loader' OBSTACLE 'no grub.cfg is in /boot' 'Install grubby, or make it:
$ grub2-mkconfig -o /boot/grub2/grub.cfg'
  elif [[ -z $entries ]]; then
    found 'boot loader' OBSTACLE 'no boot entry can be read' 'Look with:
$ grubby --info=ALL'
  else
    found 'boot loader' ok "$(wc -l <<<"$entries") boot entries"
  fi
}

check_tools() {
  local tool lacking=''
  for tool in rpm dracut lsinitrd; do has_tool $tool || lacking+="${lacking:+, }$tool"; done
  [[ $system == al2023 ]] || has_tool yum || lacking+="${lacking:+, }yum"
  if [[ -n $lacking ]]; then found tools OBSTACLE "not here: $lacking" 'Install them.'; else found tools ok 'all are here'; fi
}

check_prelink() {
  [[ $system == al2 ]] || return 0
  if [[ -s $root/etc/prelink.cache ]] && ! has_tool prelink; then
    found prelink trap 'libraries were prelinked, and prelink is gone' \
      'Their integrity checks would fail: reinstall what rpm -Va names.'
  elif [[ -s $root/etc/prelink.cache ]]; then
    found prelink trap 'libraries are prelinked: their bytes are not those of their .hmac' \
      'apply saves them, undoes it, and turns it off.'
  fi
}

# check_login: an Ed25519 key is not approved under FIPS 140-2, and an sshd in FIPS mode may refuse it.
check_login() {
  local file
  for file in "$root"/root/.ssh/authorized_keys "$root"/home/*/.ssh/authorized_keys; do
    grep -qs '^[^#]*ssh-ed25519 ' "$file" || continue
    grep -qE '^[^#]*(ssh-rsa|ecdsa-sha2-[a-z0-9-]+) ' "$file" || found login trap "${file#"$root"} has only Ed25519 keys" \
      'They are not approved under FIPS 140-2, and an sshd in FIPS mode may refuse them: add an ECDSA or RSA key, and keep another way in.'
  done
}

check_surroundings() {
  if grep -qsvE '^[[:space:]]*(#|$)' "$root/etc/crypttab"; then
    found 'encrypted disks' trap '/etc/crypttab is in use' \
      "If cryptsetup uses libgcrypt, the initramfs needs its .hmac too, or it stops at \"Libgcrypt error: integrity check using ... failed\": add /usr/lib64/.libgcrypt.so.11.hmac to install_items in /etc/dracut.conf.d"
  fi
  if grep -qsE '^[[:space:]]*(install|blacklist)[[:space:]]+algif_aead' "$root"/etc/modprobe.d/*.conf; then
    found 'kernel AEAD' trap 'algif_aead is switched off in /etc/modprobe.d' \
      'That is the mitigation of CVE-2026-31431; programs that use AEADs through AF_ALG find none, with or without FIPS mode.'
  fi
  if has_tool docker || has_tool containerd || has_tool podman; then
    found containers trap 'containers run on this host' \
      'They see the kernel flag, but not /etc/system-fips: OpenSSL 1.0.2k and GnuTLS 3.3 in them stay out of FIPS mode until the image has that file.'
  fi
  if [[ -e $root/etc/gcrypt/fips_enabled ]] ||
    grep -qsE '(OPENSSL|GNUTLS|LIBGCRYPT)_FORCE_FIPS_MODE|NSS_FIPS' "$root/etc/environment"; then
    found overrides trap '/etc/gcrypt/fips_enabled or /etc/environment already forces FIPS mode in some libraries' \
      'Remove it, so that the kernel flag alone decides.'
  fi
}

check_present_state() {
  local flag
  flag=$(text_of /proc/sys/crypto/fips_enabled)
  if [[ ${flag:-0} == 1 ]]; then found 'FIPS mode now' ok 'the kernel flag is 1'; return; fi
  found 'FIPS mode now' ok "the kernel flag is ${flag:-not there}"
  [[ $system != al2 || ! -e $root/etc/system-fips ]] ||
    found system-fips trap '/etc/system-fips is there, but the kernel flag is not 1' \
      'OpenSSL, libgcrypt and GnuTLS run their self-tests at load and then stay out of FIPS mode; apply and a restart settle it.'
}

# check_modules lets fipsprobe run the modules' self-tests: one that fails now would end every program that uses it later.
check_modules() {
  local probe code=0 output
  probe=$(find_fipsprobe) || return 0
  output=$("$probe" selftest --quiet 2>&1) || code=$?
  case $code in
    0 | 3) found modules ok "fipsprobe selftest: none fails" ;;
    2) found modules OBSTACLE 'fipsprobe selftest: a module fails' \
      "In FIPS mode it would end the programs that use it (sshd may be one). Reinstall its package.
$(grep -E ' (fail|differs) ' <<<"$output" | head -n 5)" ;;
    *) found modules trap "fipsprobe selftest could not work (exit code $code)" "$(tail -n 1 <<<"$output")" ;;
  esac
}

# find_fipsprobe prints fipsprobe's path. It looks at the running system, so it is no help with --root.
find_fipsprobe() {
  [[ -z $root ]] || return 1
  if [[ -x $here/fipsprobe && -f $here/fipsprobe ]]; then say "$here/fipsprobe"; else PATH=$caller_path type -P fipsprobe; fi
}

standing_traps() {
  local name text remedy
  while IFS='|' read -r name text remedy; do found "$name" trap "$text" "$remedy"; done < <(rows_of "$STANDING_TRAPS")
}

run_checks() {
  local check
  found system ok "$system_name${root:+ in $root}"
  for check in user other_run container architecture tools packages kernel boot_device boot_loader room state_folder \
    other_kernels certificate_names_kernel prelink login surroundings present_state modules; do
    check_$check
  done
  standing_traps
}

# --------------------------------------------------------------------------------------------------------------- steps
# A step is a name, a command, why, and a test of whether it is done. set_step is the one place that knows them: what plan
# prints is what apply runs.

step_command=() step_why='' steps=()

set_step() {
  local kernel=${1#*:} arguments="${wanted_arguments[*]}"
  case $1 in
    packages)
      step_command=("$package_tool" -y install "${to_install[@]}")
      step_why="the initramfs gets dracut's fips module, which tests the kernel's crypto and compares the kernel with its .hmac;"
      step_why+=' it brings /etc/system-fips too'
      [[ $system == al2 ]] || step_why='the crypto policy and the tool that sets it'
      ;;
    provider)
      step_command=("$package_tool" -y swap "$PROVIDER_LATEST" "$PROVIDER_CERTIFIED")
      step_why="the certificate is for $PROVIDER_CERTIFIED; the system comes with $PROVIDER_LATEST"
      ;;
    prelink-off)
      step_command=(sed -i 's/^PRELINKING=.*/PRELINKING=no/' /etc/sysconfig/prelink)
      step_why='prelink changes the bytes of libraries, and their integrity checks then fail'
      ;;
    prelink-undo)
      step_command=(prelink -u -a)
      step_why='brings back the bytes that the .hmac files are for'
      ;;
    prelink-cache)
      step_command=(rm -f /etc/prelink.cache)
      step_why='says to prelink that nothing is prelinked'
      ;;
    system-fips)
      step_command=(touch /etc/system-fips)
      step_why='only when no package brought it: without it OpenSSL 1.0.2k and GnuTLS 3.3 stay out of FIPS mode'
      ;;
    dracut-config)
      step_command=(sh -c "echo 'add_dracutmodules+=\" fips \"' >/etc/dracut.conf.d/40-fips.conf")
      step_why='only when no package brought it: the initramfs of later kernels gets the fips module too'
      ;;
    fips-mode)
      step_command=(fips-mode-setup --enable)
      step_why='sets the crypto policy to FIPS and adds fips=1, and boot= when /boot is separate, to every boot entry'
      ;;
    initramfs:*)
      step_command=(dracut -f "/boot/initramfs-$kernel.img" "$kernel")
      step_why='the initramfs of this kernel gets the fips module; every entry gets fips=1, so every kernel needs it'
      ;;
    grub-default)
      # shellcheck disable=SC2016  # the variable is for the shell that reads the file
      step_command=(sed -i '$a GRUB_CMDLINE_LINUX="${GRUB_CMDLINE_LINUX} '"$arguments"'"' /etc/default/grub)
      step_why='so that a later grub2-mkconfig keeps the arguments'
      ;;
    kernel-arguments)
      step_command=(grubby --update-kernel=ALL "--args=$arguments")
      has_tool grubby || step_command=(grub2-mkconfig -o "$(grub_config)")
      step_why='the kernel starts in FIPS mode'
      [[ $arguments != *boot=* ]] || step_why+='; boot= because /boot is a file system of its own, where the .hmac of the kernel is'
      ;;
  esac
}

# is_done STEP tells whether the system already is as the step would make it.
is_done() {
  case $1 in
    packages) ((${#to_install[@]} == 0)) || all_installed "${to_install[@]}" ;;
    provider) ! installed $PROVIDER_LATEST ;;
    prelink-off) ! grep -sE '^PRELINKING=' "$root/etc/sysconfig/prelink" | grep -vx 'PRELINKING=no' >/dev/null ;;
    prelink-undo | prelink-cache) [[ ! -s $root/etc/prelink.cache ]] ;;
    system-fips) [[ -e $root/etc/system-fips ]] ;;
    dracut-config)
      grep -qsE '^[^#]*add_dracutmodules.*[" ]fips[" ]' "$root"/etc/dracut.conf "$root"/etc/dracut.conf.d/*.conf \
        "$root"/usr/lib/dracut/dracut.conf.d/*.conf
      ;;
    fips-mode) read_entries && [[ -z $(entries_lack fips=1) && $(crypto_policy) == FIPS* ]] ;;
    initramfs:*) [[ $rebuild_all == no ]] && initramfs_has_fips "${1#*:}" ;;
    grub-default) [[ ! -s $root/etc/default/grub ]] || grub_default_has_arguments ;;
    kernel-arguments)
      read_entries
      [[ -z $(entries_lack "${wanted_arguments[@]}") ]]
      ;;
  esac
}

crypto_policy() { text_of /etc/crypto-policies/config | sed -n '/^[^#]/ { p; q; }'; }

grub_default_has_arguments() {
  local wanted
  for wanted in "${wanted_arguments[@]}"; do
    grep -qE "^GRUB_CMDLINE_LINUX(_DEFAULT)?=.*[\"' ]${wanted}[\"' ]" "$root/etc/default/grub" || return 1
  done
}

# all_installed NAME[-VERSION]...
all_installed() {
  local package
  packages=$(list_packages || true)
  for package in "$@"; do
    installed "$package" || grep -q " $package\." <<<"$packages" || return 1
  done
}

to_install=() rebuild_all=no

# find_steps leaves in $steps what has to be done, in order.
find_steps() {
  local step kernel
  local -a all=(packages prelink-off prelink-undo prelink-cache system-fips dracut-config)
  while read -r step; do
    [[ $step == "$PROVIDER_CERTIFIED" ]] || ! is_obtainable "$step" || to_install+=("$step")
  done < <(missing_packages)
  [[ $system == al2 ]] || all=(packages provider fips-mode)
  is_done prelink-undo || [[ $system == al2023 ]] || rebuild_all=yes
  # Prelinked libraries must be undone before dracut copies them.
  while read -r kernel; do all+=("initramfs:$kernel"); done < <(kernels)
  [[ $system == al2023 ]] || all+=(grub-default kernel-arguments)
  steps=()
  for step in "${all[@]}"; do is_done "$step" || steps+=("$step"); done
}

print_plan() {
  local i
  if ((${#steps[@]} == 0)); then
    say "Nothing to do: $system_name is set up for FIPS mode."
    [[ $(text_of /proc/sys/crypto/fips_enabled) == 1 ]] || say "It is on after the next restart; then: $(this_program verify)"
    return
  fi
  say "Plan for $system_name${root:+ in $root}, $architecture, kernel $next_kernel"
  printf '\n 0  save to %s the list of packages, a manifest of SHA-256, and\n' "$state"
  files_to_save | sed 's/^/    /'
  for i in "${!steps[@]}"; do
    set_step "${steps[i]}"
    printf '%2d  %s\n' $((i + 1)) "$(in_root_quoted "${step_command[@]}")"
    print_wrapped 4 "$step_why"
  done
  printf '%2d  look at every boot entry and initramfs again: would the next start be in FIPS mode?\n\n' $((${#steps[@]} + 1))
  say "Then, by hand: restart, and $(this_program verify)"
  say "Not done: $package_tool update. Do it before, and restart, so that what is set up is what will run."
  say "To go back, at any time: $(this_program rollback)"
}

# ------------------------------------------------------------------------------------------------------- state folder
# lock, log, state (one line); saved/: files/PATH, list (FINGERPRINT, tab, PATH), packages, manifest.sha256, after, packages.after

run_state() { if [[ -e $state/state ]]; then head -n 1 "$state/state"; else say none; fi; }

write_state() {
  say "$1" >"$state/state.new"
  mv -f "$state/state.new" "$state/state"
  log "state: $1"
}

log() { printf '%(%Y-%m-%dT%H:%M:%S%z)T %s\n' -1 "$*" >>"$state/log"; }

# state_folder_problem prints why the folder is not safe to use; false when it is, or is not there yet.
state_folder_problem() {
  local owner mode
  [[ ! -L $state ]] || { say "$state is a symbolic link" && return; }
  [[ -e $state ]] || return 1
  [[ -d $state ]] || { say "$state is no folder" && return; }
  read -r owner mode < <(stat -c '%u %a' "$state")
  if ((EUID == 0 && owner != 0)) || ((8#$mode & 8#22)); then
    say "$state may be written by others than root (owner $owner, mode $mode)" && return
  fi
  return 1
}

open_state_folder() {
  local problem
  ((EUID == 0)) || fail $EXIT_FAILED "not root but user $EUID" 'run this as root'
  if problem=$(state_folder_problem); then fail $EXIT_FAILED "$problem" 'name another one with --state-dir'; fi
  if ! mkdir -p "$state" || ! chmod 700 "$state"; then fail $EXIT_FAILED "$state cannot be made"; fi
  # Another one may have made it in the meantime.
  if problem=$(state_folder_problem); then fail $EXIT_FAILED "$problem" 'name another one with --state-dir'; fi
  exec 9>>"$state/lock"
  flock -n 9 || fail $EXIT_FAILED "another run holds $state/lock" 'wait until it has ended'
}

# fingerprint PATH prints what rollback has to bring back: content, mode and owner, or a link's target, or "absent".
fingerprint() {
  local file=$root$1 sum
  if [[ -L $file ]]; then
    printf 'link:%s\n' "$(readlink "$file")"
  elif [[ -f $file ]]; then
    sum=$(sha256sum <"$file")
    stat -c "${sum%% *}:%a:%u:%g" "$file"
  elif [[ -e $file ]]; then
    say other
  else
    say absent
  fi
}

# candidates prints every path that may be changed; those with a pattern only where something matches.
candidates() {
  local pattern file kernel
  while read -r pattern; do
    if [[ $pattern != *[*]* ]]; then say "$pattern" && continue; fi
    # shellcheck disable=SC2231  # the pattern is to be expanded
    for file in "$root"$pattern; do [[ -d $file && ! -L $file ]] || [[ ! -e $file && ! -L $file ]] || say "${file#"$root"}"; done
  done < <(rows_of "$CHANGED_FILES")
  for kernel in "$root"/boot/vmlinuz-* "$root"/lib/modules/*; do
    [[ ! -e $kernel ]] || kernel=${kernel##*/}
    [[ $kernel == */* ]] || say "/boot/initramfs-${kernel#vmlinuz-}.img"
  done
  prelinked_files
  [[ $system != al2023 ]] || ! installed $PROVIDER_LATEST || in_root rpm -ql $PROVIDER_LATEST 2>/dev/null | while read -r file; do
    [[ ! -f $root$file ]] || say "$file"
  done
}

# prelinked_files prints what "prelink -u -a" will rewrite: prelink -p begins the line of each object with its path.
prelinked_files() {
  [[ $system == al2 && -s $root/etc/prelink.cache ]] && has_tool prelink || return 0
  in_root prelink -p 2>/dev/null | sed -n 's,^\(/[^ :]*\).*,\1,p'
}

all_candidates() {
  local path
  candidates | while read -r path; do
    say "$path"
    # A command that writes through a link changes what it points to.
    [[ ! -L $root$path ]] || in_root readlink -f "$path" 2>/dev/null || true
  done | sort -u
}

files_to_save() {
  local path
  all_candidates | while read -r path; do [[ ! -e $root$path && ! -L $root$path ]] || say "$path"; done
}

# outside_root PATH: a folder of the path may be a link that leads out of --root, to the host's own files.
outside_root() {
  local folder=$root${1%/*}
  if [[ $folder != "${safe_folder:-}" ]]; then
    [[ $(readlink -f "$folder")/ == "$root"/* ]] || return 0
    safe_folder=$folder
  fi
  [[ $1 == */../* || $1 == *[[:cntrl:]]* ]]
}

# save_everything leaves saved/ whole or not at all. The manifest is made from the originals, and then the copies are checked.
save_everything() {
  local new=$state/saved.new path
  rm -rf "$new"
  (umask 077 && mkdir -p "$new/files")
  while read -r path; do
    ! outside_root "$path" || [[ ! -e $root${path%/*} ]] || fail $EXIT_FAILED "$root$path lies outside $root, or has an unusual name" \
      'nothing was changed'
    printf '%s\t%s\n' "$(fingerprint "$path")" "$path" >>"$new/list"
    [[ -e $root$path || -L $root$path ]] || continue
    [[ -f $root$path || -L $root$path ]] || fail $EXIT_FAILED "$root$path is neither a file nor a link" 'nothing was changed'
    mkdir -p "$new/files${path%/*}"
    cp -a "$root$path" "$new/files$path" || fail $EXIT_FAILED "$root$path cannot be copied to $new" 'nothing was changed'
  done < <(all_candidates)
  printf '%s\n' "$packages" >"$new/packages"
  kernels >"$new/kernels"
  write_manifest "$new" || fail $EXIT_FAILED "the copies in $new are not as the files they are of" 'nothing was changed'
  sync
  rm -rf "$state/saved"
  mv "$new" "$state/saved"
}

# write_manifest FOLDER writes manifest.sha256, for sha256sum -c in that folder.
write_manifest() {
  local sum path
  while IFS=$'\t' read -r sum path; do
    [[ $sum == absent || $sum == link:* ]] || printf '%s  files%s\n' "${sum%%:*}" "$path"
  done <"$1/list" >"$1/manifest.sha256"
  (cd "$1" && sha256sum list packages kernels >>manifest.sha256)
  saved_is_whole "$1"
}

saved_is_whole() { (cd "$1" && sha256sum --quiet -c manifest.sha256) >/dev/null 2>&1; }

# record_result writes down how apply left the files, so that rollback can tell whether someone changed them since.
record_result() {
  local path
  while IFS=$'\t' read -r _ path; do
    printf '%s\t%s\n' "$(fingerprint "$path")" "$path"
  done <"$state/saved/list" >"$state/saved/after"
}

# --------------------------------------------------------------------------------------------------------------- apply

confirm() {
  local answer=''
  [[ $assume_yes == no ]] || return 0
  [[ -t 0 ]] || fail $EXIT_FAILED 'nobody can be asked: standard input is no terminal' 'say --yes to go on without being asked'
  read -r -p "$1 [yes/no] " answer || true
  [[ $answer == yes ]] || fail $EXIT_FAILED 'not confirmed' 'nothing was changed'
}

refuse_on_obstacles() {
  local obstacles
  obstacles=$(count_of OBSTACLE)
  ((obstacles > 0)) || return 0
  print_findings
  print_remedies
  printf '\n'
  fail $EXIT_OBSTACLES "refused: $obstacles obstacle(s), listed above" 'nothing was changed'
}

step_failed() {
  log "failed: $1 (exit status $2)"
  write_state "failed at $1"
  fail $EXIT_FAILED "$1 failed with exit status $2: $3" \
    "its last words: $(tail -n 3 "$state/step.log" 2>/dev/null | tr '\n' ' ')" \
    "nothing after it was done; do not restart like this" "log: $state/log" "to go back: $(this_program rollback)"
}

# may_be_done_already: some steps are only for when an earlier one did not do it.
may_be_done_already() { [[ $1 == system-fips || $1 == dracut-config || $system/$1 == al2023/initramfs:* ]]; }

# run_step NUMBER STEP
run_step() {
  local code=0 text
  set_step "$2"
  text=$(in_root_quoted "${step_command[@]}")
  if may_be_done_already "$2" && is_done "$2"; then
    say "step $1 of ${#steps[@]}: already done by an earlier one: $text"
    return
  fi
  say "step $1 of ${#steps[@]}: $text"
  log "step $1 of ${#steps[@]}: $text"
  write_state "in step $1: $2"
  [[ $2 != packages && $2 != provider ]] || rm -f "$state/saved/packages.after"
  in_root "${step_command[@]}" >"$state/step.log" 2>&1 </dev/null 9>&- || code=$?
  cat "$state/step.log" >>"$state/log"
  stop_when_asked
  ((code == 0)) || step_failed "step $1 of ${#steps[@]}" "$code" "$text"
  if [[ $2 == packages || $2 == provider ]]; then
    packages=$(list_packages)
    printf '%s\n' "$packages" >"$state/saved/packages.after"
  fi
}

# next_start_faults prints why the next start would not be in FIPS mode, or would not come up.
next_start_faults() {
  local kernel
  read_entries
  entries_lack "${wanted_arguments[@]}"
  while read -r kernel; do
    initramfs_has_fips "$kernel" || say "/boot/initramfs-$kernel.img has no fips module"
  done < <(kernels)
  if [[ $system == al2 && ! -e $root/etc/system-fips ]]; then say '/etc/system-fips is missing'; fi
  if [[ $system == al2023 && $(crypto_policy) != FIPS* ]]; then say "the crypto policy is $(crypto_policy), not FIPS"; fi
}

# A signal only sets $stopped: its handler would run with the output of the step's command.
stopped=no

stop_when_asked() {
  [[ $stopped == yes ]] || return 0
  write_state 'failed: stopped by a signal'
  fail $EXIT_FAILED 'stopped by a signal' 'do not restart like this' "to go back: $(this_program rollback)"
}

apply_steps() {
  local i faults
  write_state saving
  save_everything
  trap 'stopped=yes' INT TERM HUP
  for i in "${!steps[@]}"; do run_step $((i + 1)) "${steps[i]}"; done
  faults=$(next_start_faults)
  if [[ -n $faults ]]; then
    printf '%s\n' "$faults" >"$state/step.log"
    step_failed 'the look at what the next start will find' 2 "$(tr '\n' ';' <<<"$faults")"
  fi
  record_result
  stop_when_asked
  write_state applied
  trap - INT TERM HUP
  sync
}

apply() {
  run_checks
  find_steps
  refuse_on_obstacles
  print_plan
  ((${#steps[@]} > 0)) || return 0
  printf '\n'
  open_state_folder
  case $(run_state) in
    none | rolled-back | saving) ;;
    *) fail $EXIT_FAILED "there are copies of an earlier apply ($(run_state)), which this one would replace" \
      "go back first: $(this_program rollback)" ;;
  esac
  confirm 'Go on?'
  apply_steps
  say "Done. FIPS mode is on after a restart; then: $(this_program verify)"
  say "To go back: $(this_program rollback)"
}

# ------------------------------------------------------------------------------------------------------------ rollback

# changed_since_apply prints what is neither as it was before apply nor as apply left it.
changed_since_apply() {
  local sum path now kernel
  while IFS=$'\t' read -r sum path; do
    [[ ${path##*/} != "$CHANGED_AT_EVERY_START" ]] || continue
    now=$(fingerprint "$path")
    [[ $now == "$sum" || $now == "$(saved_fingerprint "$path")" ]] || say "$path"
  done <"$state/saved/after"
  while read -r kernel; do
    grep -qFx -- "$kernel" "$state/saved/kernels" ||
      say "kernel $kernel was installed: its boot entry and initramfs are not among what was saved"
  done < <(kernels)
}

saved_fingerprint() { awk -F '\t' -v path="$1" '$2 == path { print $1; exit }' "$state/saved/list"; }

# files_to_restore prints FINGERPRINT, tab, PATH of each file that is not as it was.
files_to_restore() {
  local sum path folder
  while IFS=$'\t' read -r sum path; do
    [[ $(fingerprint "$path") == "$sum" ]] || printf '%s\t%s\n' "$sum" "$path"
  done <"$state/saved/list"
  while read -r folder; do
    [[ -n $folder && -d $root$folder ]] || continue
    find "$root$folder" -type f -o -type l | while read -r path; do
      path=${path#"$root"}
      [[ -n $(saved_fingerprint "$path") ]] || printf 'absent\t%s\n' "$path"
    done
  done < <(rows_of "$CHANGED_FOLDERS")
}

# restore PATH puts the copy beside the file and renames it, so that no moment has half a file; without room for both, it
# writes over the file, whose copy is safe.
restore() {
  local copy=$state/saved/files$1 file=$root$1
  mkdir -p "${file%/*}"
  if cp -a "$copy" "$file.enable-fips" 2>/dev/null && mv -fT "$file.enable-fips" "$file"; then return; fi
  rm -f "$file.enable-fips"
  cp -a --remove-destination "$copy" "$file"
}

restore_files() {
  local sum path
  while IFS=$'\t' read -r sum path; do
    log "restoring $path"
    keep_aside "$path"
    if [[ $sum == absent ]]; then rm -f "$root$path"; else restore "$path"; fi || say "$root$path cannot be restored" >&2
  done < <(files_to_restore)
}

# keep_aside PATH keeps a copy of what --force overwrites.
keep_aside() {
  [[ $force == yes && -e $root$1 ]] || return 0
  mkdir -p "$state/overwritten${1%/*}"
  cp -a "$root$1" "$state/overwritten$1"
}

# package_changes added|removed prints what apply's transactions added or removed, as far as that is still so. Without a list of
# after (a transaction that died), all that changed since is theirs.
package_changes() {
  local before=$state/saved/packages after now
  now=$(list_packages)
  after=$now
  [[ ! -e $state/saved/packages.after ]] || after=$(<"$state/saved/packages.after")
  if [[ $1 == added ]]; then
    comm -12 <(comm -13 "$before" <(say "$after")) <(say "$now")
  else
    comm -23 <(comm -23 "$before" <(say "$after")) <(say "$now")
  fi
}

# rollback_packages brings packages back: the provider by a swap, other replaced ones by a downgrade, added ones by removal.
rollback_packages() {
  local added removed name package
  local -a erase=() older=()
  added=$(package_changes added)
  removed=$(package_changes removed)
  package=$(sed -n "s/^$PROVIDER_LATEST //p" <<<"$removed")
  if [[ -n $package ]] && installed $PROVIDER_CERTIFIED; then
    package_command "$package_tool" -y swap $PROVIDER_CERTIFIED "$package" || return 1
    added=$(grep -v "^$PROVIDER_CERTIFIED " <<<"$added" || true)
    removed=$(grep -v "^$PROVIDER_LATEST " <<<"$removed" || true)
  fi
  while read -r name package; do [[ -z $package ]] || older+=("$package"); done <<<"$removed"
  while read -r name package; do
    [[ -z $package ]] || grep -q "^$name " <<<"$removed" || erase+=("$package")
  done <<<"$added"
  ((${#erase[@]} == 0)) || package_command rpm -e "${erase[@]}" || return 1
  ((${#older[@]} == 0)) || package_command "$package_tool" -y downgrade "${older[@]}" || return 1
}

package_command() {
  say "$(in_root_quoted "$@")"
  log "$(in_root_quoted "$@")"
  in_root "$@" >"$state/step.log" 2>&1 </dev/null 9>&- && { cat "$state/step.log" >>"$state/log" && return; }
  cat "$state/step.log" >>"$state/log"
  printf '%s: failed: %s\n' "$program" "$(tail -n 3 "$state/step.log" | tr '\n' ' ')" >&2
  return 1
}

list_rollback() {
  package_changes added | sed 's/^[^ ]* /would remove package /'
  package_changes removed | sed 's/^[^ ]* /would bring back package /'
  files_to_restore | sed 's/^absent\t/would remove /; s/^[^\t]*\t/would restore /'
}

rollback_may_start() {
  local changed
  saved_is_whole "$state/saved" || fail $EXIT_FAILED "the copies in $state/saved are damaged: they are not as manifest.sha256 says" \
    \
    "nothing was changed; see for yourself: cd $state/saved && sha256sum -c manifest.sha256"
  [[ $(run_state) == applied && $force == no ]] || return 0
  changed=$(changed_since_apply)
  [[ -z $changed ]] || fail $EXIT_OBSTACLES 'refused: someone changed this since apply' "$changed" \
    'nothing was changed; to overwrite it (copies are kept), say --force; to leave all files and only turn FIPS mode off:' \
    "$(in_root_quoted grubby --update-kernel=ALL '--remove-args=fips boot')"
}

rollback() {
  local left packages_failed=no
  if ((EUID == 0)) && [[ ! -e $state ]]; then say 'Nothing to do: nothing was applied.' && return; fi
  open_state_folder
  case $(run_state) in
    none | rolled-back) say 'Nothing to do: nothing was applied, or it is rolled back already.' && return ;;
    saving)
      rm -rf "$state/saved.new"
      write_state none
      say 'Nothing to do: apply ended before it changed anything.'
      return
      ;;
  esac
  rollback_may_start
  if [[ $dry_run == yes ]]; then list_rollback && return; fi
  confirm "Put back what $state/saved has?"
  write_state "rolling back"
  rollback_packages || packages_failed=yes
  restore_files
  sync
  left=$(files_to_restore | cut -f 2)
  [[ -z $left ]] || fail $EXIT_FAILED 'not everything could be put back' \
    "$left" "the copies are in $state/saved/files; run this again, or copy by hand"
  [[ $packages_failed == no ]] || fail $EXIT_FAILED 'every file is as it was, but not the packages' \
    "see $state/log; then run this again"
  finish_rollback
}

finish_rollback() {
  local count
  count=$(wc -l <"$state/saved/list")
  rm -rf "$state/undone"
  write_state rolled-back
  mv "$state/saved" "$state/undone"
  rm -rf "$state/undone/files"
  say "Done. $count paths are as they were before apply, by $state/undone/manifest.sha256."
  warn_of_entries_left
  say "FIPS mode is off after a restart; then: $(this_program verify)"
}

warn_of_entries_left() {
  local with
  read_entries
  with=$(entries_in_fips_mode)
  [[ -z $with ]] || printf 'Boot entries with FIPS mode are left, as before apply or of a newer kernel:\n%s\n' "$with"
}

# -------------------------------------------------------------------------------------------------------------- verify

# differs_or_ok NAME SEEN WANTED TEXT REMEDY
differs_or_ok() { if [[ $2 == "$3" ]]; then found "$1" ok "$4"; else found "$1" DIFFERS "$4" "$5"; fi; }

verify_kernel_flag() {
  local flag wanted=1
  [[ $1 == on ]] || wanted=0
  flag=$(text_of /proc/sys/crypto/fips_enabled)
  if [[ -z $flag && $1 == on ]]; then
    found 'kernel flag' unknown '/proc/sys/crypto/fips_enabled cannot be read' 'Run this on the system itself, after the restart.'
    return
  fi
  differs_or_ok 'kernel flag' "${flag:-0}" "$wanted" "/proc/sys/crypto/fips_enabled is ${flag:-not there}" \
    'Restart; if that was done, look at the other lines.'
}

verify_command_line() {
  local line fips mode=on
  line=$(text_of /proc/cmdline)
  [[ -n $line ]] || { found 'command line' unknown '/proc/cmdline cannot be read' && return; }
  fips=$(argument_of fips <<<"$line" || say absent)
  [[ $fips != 0 && $fips != absent ]] || mode=off
  differs_or_ok 'command line' $mode "$1" "fips= on the kernel's command line is $fips" \
    'Restart; if that was done, look at the entry that starts: see boot entries.'
  [[ $1 == off ]] || verify_boot_argument "$line"
}

verify_boot_argument() {
  local given
  given=$(argument_of boot <<<"$1" || say absent)
  if [[ $boot_separate == no ]]; then
    differs_or_ok 'boot=' "$given" absent "/boot is a folder of /, boot= is $given" "It must be absent. Remove it:
$ $(in_root_quoted grubby --update-kernel=ALL --remove-args=boot)"
  elif [[ -n $boot_uuid ]]; then
    differs_or_ok 'boot=' "$given" "UUID=$boot_uuid" "/boot is UUID=$boot_uuid, boot= is $given" "Set it:
$ $(in_root_quoted grubby --update-kernel=ALL "--args=boot=UUID=$boot_uuid")"
  else
    found 'boot=' unknown "boot= is $given, and the UUID of /boot cannot be read" 'Run this as root.'
  fi
}

verify_system_fips() {
  local seen=missing
  [[ $system == al2 ]] || return 0
  [[ ! -e $root/etc/system-fips ]] || seen=there
  differs_or_ok system-fips $seen there "/etc/system-fips is $seen" "Without it OpenSSL 1.0.2k and GnuTLS 3.3 are not in FIPS mode:
$ $(in_root_quoted touch /etc/system-fips)"
}

verify_boot_entries() {
  local lack
  if [[ $1 == off ]]; then
    lack=$(entries_in_fips_mode | tr '\n' ';')
  else
    lack=$(entries_lack "${wanted_arguments[@]}" | tr '\n' ';')
  fi
  differs_or_ok 'boot entries' "$lack" '' "${lack:-every entry is as it should be}" "The next start would be another one. Look with:
$ $(in_root_quoted grubby --info=ALL)"
}

verify_kernel_files() {
  local kernel seen code=0
  kernel=$(running_kernel)
  [[ -n $kernel && -e $root/boot/vmlinuz-$kernel ]] || kernel=$next_kernel
  seen=$(kernel_hmac "$kernel") || code=$?
  case $code in
    0) found 'kernel .hmac' ok "$seen" ;;
    3) found 'kernel .hmac' unknown "$seen" 'Install openssl or hmaccalc.' ;;
    *) found 'kernel .hmac' DIFFERS "$seen" 'The next start would stop. Reinstall the package of the kernel.' ;;
  esac
  if ((EUID != 0)); then found initramfs unknown 'only root can read it' 'Run this as root.'; return; fi
  if initramfs_has_fips "$kernel"; then found initramfs ok "/boot/initramfs-$kernel.img has the fips module"; else
    found initramfs DIFFERS "/boot/initramfs-$kernel.img has no fips module" "Nothing tests the kernel at boot. Make it again:
$ $(in_root_quoted dracut -f "/boot/initramfs-$kernel.img" "$kernel")"
  fi
}

verify_prelink() {
  [[ $system == al2 && -s $root/etc/prelink.cache ]] || return 0
  found prelink DIFFERS '/etc/prelink.cache says that libraries are prelinked' 'Their integrity checks fail. Undo it:
$ prelink -u -a'
}

verify_al2023() {
  local code=0
  [[ $system == al2023 ]] || return 0
  differs_or_ok 'crypto policy' "$([[ $(crypto_policy) == FIPS* ]] && say FIPS)" FIPS "/etc/crypto-policies/config says $(crypto_policy)" \
    "Set it:
$ $(in_root_quoted update-crypto-policies --set FIPS)"
  differs_or_ok provider "$(installed $PROVIDER_CERTIFIED && say yes)" yes "$PROVIDER_CERTIFIED is $(installed $PROVIDER_CERTIFIED || say 'not ')installed" \
    "The certificate is for that package:
$ $(in_root_quoted "$package_tool" swap $PROVIDER_LATEST $PROVIDER_CERTIFIED)"
  has_tool fips-mode-setup || return 0
  in_root fips-mode-setup --is-enabled >/dev/null 2>&1 || code=$?
  differs_or_ok fips-mode-setup "$code" 0 "fips-mode-setup --is-enabled ends with $code" \
    '1 is an inconsistent state, 2 is off. Look with:
$ fips-mode-setup --check'
}

# verify_files compares with the list of what was there before apply.
verify_files() {
  local list=$state/undone/list sum path differ=''
  [[ -r $list ]] || return 0
  while IFS=$'\t' read -r sum path; do
    [[ ${path##*/} == "$CHANGED_AT_EVERY_START" || $(fingerprint "$path") == "$sum" ]] || differ+="$path "
  done <"$list"
  differs_or_ok files "$differ" '' "${differ:-$(wc -l <"$list") paths are as they were before apply}" \
    'They changed after the rollback.'
}

verify_modules() {
  local probe code=0 output
  probe=$(find_fipsprobe) || return 0
  output=$("$probe" verify --quiet --expect "$1" 2>&1) || code=$?
  case $code in
    0) found modules ok "$output" ;;
    2) found modules DIFFERS "fipsprobe verify: $(wc -l <<<"$output") difference(s)" "$output" ;;
    *) found modules unknown "fipsprobe verify ends with $code" "$output" ;;
  esac
}

expected_mode() {
  [[ -z $expect ]] || { say "$expect" && return; }
  case $(run_state) in rolled-back) say off ;; *) say on ;; esac
}

verify() {
  local mode
  mode=$(expected_mode)
  found system ok "$system_name${root:+ in $root}; expected: FIPS mode $mode"
  verify_kernel_flag "$mode"
  verify_command_line "$mode"
  verify_boot_entries "$mode"
  if [[ $mode == on ]]; then
    verify_system_fips
    verify_kernel_files
    verify_prelink
    verify_al2023
  else
    verify_files
  fi
  verify_modules "$mode"
  print_findings
  print_remedies
  printf '\n'
  if (($(count_of DIFFERS) > 0)); then say "$(count_of DIFFERS) differ(s)" && return $EXIT_OBSTACLES; fi
  if (($(count_of unknown) > 0)); then say "none differs, $(count_of unknown) unknown" && return $EXIT_UNKNOWN; fi
  say "as expected: FIPS mode is $mode"
}

# ---------------------------------------------------------------------------------------------------------------- main

check() {
  run_checks
  print_findings
  print_remedies
  printf '\n%s obstacle(s), %s trap(s)\n' "$(count_of OBSTACLE)" "$(count_of trap)"
  (($(count_of OBSTACLE) == 0)) || return $EXIT_OBSTACLES
  say "ready; next: $(this_program plan)"
}

plan() {
  run_checks
  find_steps
  if (($(count_of OBSTACLE) > 0)); then
    print_findings
    print_remedies
    printf '\napply would refuse: %s obstacle(s)\n' "$(count_of OBSTACLE)"
    return $EXIT_OBSTACLES
  fi
  print_plan
}

command='' assume_yes=no dry_run=no force=no expect=''

read_options() {
  while (($# > 0)); do
    case $1 in
      --help | -h) usage && exit $EXIT_DONE ;;
      --yes | -y) assume_yes=yes ;;
      --dry-run) dry_run=yes ;;
      --force) force=yes ;;
      --no-color) color=no ;;
      --expect | --root | --state-dir)
        (($# > 1)) || usage_error "option $1 has no value"
        read_value "$1" "$2"
        shift
        ;;
      --*=*) read_value "${1%%=*}" "${1#*=}" ;;
      -*) usage_error "unknown option $1" ;;
      check | plan | apply | verify | rollback)
        [[ -z $command ]] || usage_error "two commands: $command and $1"
        command=$1
        ;;
      *) usage_error "unknown command $1" ;;
    esac
    shift
  done
}

read_value() {
  case $1 in
    --expect)
      [[ $2 == on || $2 == off ]] || usage_error "--expect is on or off, not $2"
      expect=$2
      ;;
    --root)
      root=$(readlink -e -- "$2" || true)
      [[ -d $root ]] || usage_error "--root $2 is no folder"
      [[ $root != / ]] || root=''
      ;;
    --state-dir)
      [[ -n $2 ]] || usage_error '--state-dir has no value'
      state_given=$(readlink -m -- "$2")
      [[ ! -L $2 ]] || state_given=$2
      ;;
    *) usage_error "unknown option $1" ;;
  esac
}

main() {
  [[ -t 1 && -z ${NO_COLOR:-} ]] && color=yes
  read_options "$@"
  [[ -n $command ]] || usage_error 'no command'
  state=${state_given:-$root$DEFAULT_STATE}
  read_system
  read_packages
  read_architecture
  read_boot
  read_next_kernel
  read_entries
  [[ $command != apply || $dry_run == no ]] || command=plan
  "$command"
}

main "$@"
