#include "harness/assess/known_kernels.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "harness/assess/embedded.hpp"
#include "harness/model/json_place.hpp"

namespace fipsprobe {
namespace {

struct Lists {
  std::vector<KnownKernel> bad, wants_matching_dracut;
};

std::string source_from(const JsonPlace& place) {
  return place.member("source").text() + ", confidence " + place.member("confidence").text();
}

Lists read_lists() {
  const std::string name = "built-in kernels.json";
  const nlohmann::json json = parse_json(embedded_file(assess_files(), "kernels.json"), name);
  const JsonPlace place(json, name);
  Lists lists;
  for (const JsonPlace& item : place.member("known_bad").items()) {
    // The dot keeps a release from standing for one that only begins like it.
    lists.bad.push_back({.start = item.member("release").text() + ".",
                         .tag = {},
                         .what = item.member("what").text(),
                         .source = source_from(item)});
  }
  for (const JsonPlace& item : place.member("wants_matching_dracut").items()) {
    lists.wants_matching_dracut.push_back({.start = item.member("prefix").text(),
                                           .tag = item.member("tag").text(),
                                           .what = item.member("what").text(),
                                           .source = source_from(item)});
  }
  return lists;
}

const Lists& lists() {
  static const Lists all = read_lists();
  return all;
}

bool speaks_of(const KnownKernel& kernel, const std::string& release) {
  return (release + ".").starts_with(kernel.start) && release.find(kernel.tag) != std::string::npos;
}

const KnownKernel* find_in(const std::vector<KnownKernel>& list, const std::string& release) {
  const auto found = std::ranges::find_if(list, [&](const KnownKernel& kernel) { return speaks_of(kernel, release); });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

const KnownKernel* known_bad_kernel(const std::string& release) { return find_in(lists().bad, release); }

const KnownKernel* kernel_that_wants_matching_dracut(const std::string& release) {
  return find_in(lists().wants_matching_dracut, release);
}

std::vector<KnownKernel> known_kernels() {
  std::vector<KnownKernel> all = lists().bad;
  all.insert(all.end(), lists().wants_matching_dracut.begin(), lists().wants_matching_dracut.end());
  return all;
}

std::vector<std::uint32_t> certificates_naming(const Catalogue& catalogue, const std::string& release) {
  std::vector<std::uint32_t> numbers;
  for (const Certificate& certificate : catalogue.certificates) {
    const AppliesTo& to = certificate.applies_to;
    const bool is_named =
        !to.kernel_prefix.empty() && release.starts_with(to.kernel_prefix) && release.find(to.kernel_tag) != std::string::npos;
    if (is_named) numbers.push_back(certificate.number);
  }
  return numbers;
}

}  // namespace fipsprobe
