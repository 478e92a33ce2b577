// evp_speed LIBCRYPTO ALGORITHM BYTES [processor] prints bytes a second: a bare loop around EVP for one second, as
// `openssl speed -elapsed` has it, or, with the fourth word, by the time of the processor, as it has it without. It is the peer
// of `fipsprobe bench` for a libcrypto that comes without the program. ALGORITHM is sha256, aes-128-cbc, aes-128-ctr or
// aes-128-gcm (with 13 bytes of additional data and the tag, as `-aead` does).
#include <dlfcn.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

volatile std::sig_atomic_t running = 1;
clockid_t time_by = CLOCK_MONOTONIC;

double seconds_now() {
  timespec now{};
  ::clock_gettime(time_by, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

extern "C" void stop(int) { running = 0; }

void* library = nullptr;

template <class Signature>
Signature* function(const char* name) {
  void* const address = ::dlsym(library, name);
  if (address == nullptr) {
    std::fprintf(stderr, "evp_speed: the library has no function %s\n", name);
    std::exit(1);
  }
  return reinterpret_cast<Signature*>(address);
}

// calls_a_second runs `call` until the second is over and returns how often it did in how many seconds.
template <class Call>
double calls_a_second(Call&& call) {
  std::signal(SIGALRM, stop);
  const double start = seconds_now();
  ::alarm(1);
  std::uint64_t count = 0;
  for (; running != 0; ++count) call();
  return static_cast<double>(count) / (seconds_now() - start);
}

using Init = int(void*, const void*, void*, const unsigned char*, const unsigned char*, int);
using Update = int(void*, unsigned char*, int*, const unsigned char*, int);
using Final = int(void*, unsigned char*, int*);
using Control = int(void*, int, int, void*);

double digest(int size, std::vector<unsigned char>& data) {
  auto* const init = function<int(void*, const void*, void*)>("EVP_DigestInit_ex");
  auto* const update = function<int(void*, const void*, std::size_t)>("EVP_DigestUpdate");
  auto* const final = function<int(void*, unsigned char*, unsigned*)>("EVP_DigestFinal_ex");
  void* const context = function<void*()>("EVP_MD_CTX_create")();
  const void* const type = function<const void*()>("EVP_sha256")();
  std::array<unsigned char, 64> value{};
  return calls_a_second([&] {
    init(context, type, nullptr);
    update(context, data.data(), static_cast<std::size_t>(size));
    final(context, value.data(), nullptr);
  });
}

double cipher(const std::string& name, int size, std::vector<unsigned char>& data) {
  auto* const init = function<Init>("EVP_CipherInit_ex");
  auto* const update = function<Update>("EVP_CipherUpdate");
  auto* const final = function<Final>("EVP_CipherFinal_ex");
  auto* const control = function<Control>("EVP_CIPHER_CTX_ctrl");
  void* const context = function<void*()>("EVP_CIPHER_CTX_new")();
  const std::array<unsigned char, 16> key = {1, 2, 3};
  const std::array<unsigned char, 16> iv = {4, 5, 6};
  const std::array<unsigned char, 13> aad = {7};
  std::array<unsigned char, 16> tag{};
  const char* const getter = name == "aes-128-gcm"   ? "EVP_aes_128_gcm"
                             : name == "aes-128-ctr" ? "EVP_aes_128_ctr"
                                                     : "EVP_aes_128_cbc";
  init(context, function<const void*()>(getter)(), nullptr, key.data(), iv.data(), 1);
  int made = 0;
  if (name != "aes-128-gcm") return calls_a_second([&] { update(context, data.data(), &made, data.data(), size); });
  constexpr int get_tag = 0x10;  // EVP_CTRL_GCM_GET_TAG
  std::vector<unsigned char> text(data.size());
  return calls_a_second([&] {
    init(context, nullptr, nullptr, nullptr, iv.data(), -1);
    update(context, nullptr, &made, aad.data(), static_cast<int>(aad.size()));
    update(context, text.data(), &made, data.data(), size);
    final(context, text.data() + size, &made);
    control(context, get_tag, static_cast<int>(tag.size()), tag.data());
  });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4 && argc != 5) {
    std::fputs("usage: evp_speed LIBCRYPTO sha256|aes-128-cbc|aes-128-ctr|aes-128-gcm BYTES [processor]\n", stderr);
    return 64;
  }
  if (argc == 5) time_by = CLOCK_PROCESS_CPUTIME_ID;
  library = ::dlopen(argv[1], RTLD_NOW);
  if (library == nullptr) {
    std::fprintf(stderr, "evp_speed: %s\n", ::dlerror());
    return 1;
  }
  const std::string name = argv[2];
  const int size = std::atoi(argv[3]);
  std::vector<unsigned char> data(static_cast<std::size_t>(size) + 64);
  const double calls = name == "sha256" ? digest(size, data) : cipher(name, size, data);
  std::printf("%.1f\n", calls * size);
  return 0;
}
