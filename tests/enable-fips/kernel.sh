# shellcheck shell=bash
# put_kernel ROOT RELEASE WORK [IMAGE]: a kernel with its .hmac as AL2's kernel.spec makes it, and an initramfs without the fips
# module. WORK is a folder for what it takes to make them.
put_kernel() {
  local image=$1/boot/vmlinuz-$2
  if [[ -n ${4:-} ]]; then cp "$4" "$image"; else printf 'kernel %s' "$2" >"$image"; fi
  printf '%s  /boot/vmlinuz-%s\n' "$(openssl dgst -sha512 -hmac FIPS-FTW-RHT2009 <"$image" | sed 's/.* //')" "$2" >"$1/boot/.vmlinuz-$2.hmac"
  printf 'CONFIG_CRYPTO_FIPS=y\n' >"$1/boot/config-$2"
  mkdir -p "$1/usr/lib/modules/$2" "$3/initramfs/etc"
  echo "$2" >"$3/initramfs/etc/initrd-release"
  (umask 077 && cd "$3/initramfs" && find . | cpio --quiet -o -H newc | gzip -n >"$1/boot/initramfs-$2.img")
  rm -r "$3/initramfs"
}
