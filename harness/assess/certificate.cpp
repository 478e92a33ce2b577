#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

#include "harness/assess/applies_to.hpp"
#include "harness/assess/topics.hpp"
#include "harness/certificates/certificate_state.hpp"

namespace fipsprobe {
namespace {

using Certificates = std::vector<const Certificate*>;

// in_force returns the one validated last on or before the day; when there is none, the first that came after it.
const Certificate& in_force(Certificates certificates, Date as_of) {
  std::sort(certificates.begin(), certificates.end(),
            [](const Certificate* one, const Certificate* other) { return one->validated < other->validated; });
  const auto after = std::ranges::upper_bound(certificates, as_of, {}, &Certificate::validated);
  return after == certificates.begin() ? **after : **std::prev(after);
}

std::string bound_text(const Catalogue& catalogue, const Certificate& certificate, Date as_of) {
  std::string text;
  for (const std::uint32_t number : certificate.bound) {
    const Certificate* const bound = find_certificate(catalogue, number);
    if (bound != nullptr)
      text += fmt::format("; it relies on certificate {}, {}", number, name_of(state_on(*bound, as_of).value));
  }
  return text;
}

Verdict verdict_on(const CertificateState& state, std::uint32_t number, std::vector<std::string> evidence) {
  using Value = CertificateState::Value;
  if (state.value == Value::historical) {
    // The words of the CMVP's rule for the historical list; they are the whole detail, the dates are in the reference.
    return Verdict::fail("historical: agency risk decision, existing applications only", std::move(evidence));
  }
  const std::string detail = fmt::format("{}: certificate {}: {}", name_of(state.value), number, state.reason);
  if (state.value == Value::active) return Verdict::pass(detail, std::move(evidence));
  if (state.value == Value::unknown) return Verdict::unknown(detail, std::move(evidence));
  return Verdict::fail(detail, std::move(evidence));
}

Verdict judge_covered(const Context& context, const Certificate& certificate, std::vector<std::string> evidence) {
  const CertificateState state = state_on(certificate, context.as_of);
  Verdict verdict = verdict_on(state, certificate.number, std::move(evidence));
  verdict.certificate = CertificateReference{
      .number = certificate.number,
      .module = certificate.module,
      .standard = std::string(name_of(certificate.standard)),
      .state = std::string(name_of(state.value)),
      .reason = state.reason + bound_text(context.catalogue, certificate, context.as_of),
      .caveat = certificate.caveat ? certificate.caveat->text + (certificate.caveat->complete ? "" : " ...") : std::string(),
      .page = certificate.page};
  return verdict;
}

std::string titles_of(const Catalogue& catalogue) {
  std::vector<std::string> titles;
  for (const Product& product : catalogue.products) titles.push_back(product.title);
  return fmt::format("{}", fmt::join(titles, ", "));
}

}  // namespace

Verdict judge_certificate(const Context& context, const Subject& subject) {
  const HostFact id = host_fact(context, "os.id");
  const HostFact version = host_fact(context, "os.version_id");
  const HostFact release = host_fact(context, "kernel.release");
  std::vector<std::string> evidence;
  for (const HostFact* const fact : {&id, &version}) {
    if (!fact->pointer.empty()) evidence.push_back(fact->pointer);
  }
  if (!id.value) return Verdict::unknown("which distribution this is cannot be read: " + id.why_unknown, evidence);
  const Product* const product = find_product(context.catalogue, *id.value, version.value.value_or(""));
  if (product == nullptr) {
    return Verdict::not_applicable(fmt::format("the catalogue holds certificates of {}; it says nothing of {} {}",
                                               titles_of(context.catalogue), *id.value, version.value.value_or("")),
                                   evidence);
  }
  const bool is_kernel = subject.module.family == "kernel";
  evidence.push_back(is_kernel && !release.pointer.empty() ? release.pointer : subject.pointer("/identity"));
  Certificates certificates;
  for (const Certificate& certificate : context.catalogue.certificates) {
    const bool is_of_family = certificate.product == product->key && certificate.family == subject.module.family;
    if (is_of_family && applies_to(certificate, subject, release)) certificates.push_back(&certificate);
  }
  if (certificates.empty()) {
    const std::string name = is_kernel ? release.value.value_or("an unknown kernel") : module_name(subject.module.identity);
    return Verdict::unknown(fmt::format("the catalogue of {} has no certificate of {} for {}",
                                        to_text(context.catalogue.snapshot), product->title, name),
                            evidence);
  }
  return judge_covered(context, in_force(certificates, context.as_of), evidence);
}

}  // namespace fipsprobe
