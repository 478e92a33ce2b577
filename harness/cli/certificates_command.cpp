#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "harness/certificates/certificate_state.hpp"
#include "harness/cli/assess_options.hpp"
#include "harness/cli/command.hpp"
#include "harness/cli/output.hpp"
#include "harness/model/errors.hpp"
#include "harness/model/json_text.hpp"
#include "harness/report/printable.hpp"
#include "harness/report/text_table.hpp"

namespace fipsprobe {
namespace {

constexpr const char* kCertificatesSchema = "fipsprobe/certificates/1";

struct CertificatesOptions {
  std::uint32_t number = 0;  // 0: all
  AssessOptions assess;
  OutputOptions output;
};

std::string certificates_text_of(const std::optional<Sunset>& sunset) { return sunset ? to_text(sunset->date) : "unknown"; }

std::string heading(const Catalogue& catalogue, Date as_of) {
  return fmt::format("State on {}; by the CMVP list of {}\n\n", to_text(as_of), to_text(catalogue.snapshot));
}

std::string list_text(const Catalogue& catalogue, Date as_of, bool color) {
  TextTable table({"certificate", "module", "standard", "validated", "sunset", "state", "why"});
  for (const Certificate& certificate : catalogue.certificates) {
    const CertificateState state = state_on(certificate, as_of);
    table.add({std::to_string(certificate.number), certificate.module, std::string(name_of(certificate.standard)),
               to_text(certificate.validated), certificates_text_of(certificate.sunset), std::string(name_of(state.value)),
               state.reason});
  }
  return heading(catalogue, as_of) + table.to_text(color);
}

void add_line(std::string& text, const std::string& name, const std::string& value) {
  if (!value.empty()) text += fmt::format("{:<13} {}\n", name, printable(value));
}

// related_text names another certificate of the catalogue with its state on the day; one that is not in it has its number only.
std::string related_text(const Catalogue& catalogue, std::uint32_t number, Date as_of) {
  const Certificate* const related = find_certificate(catalogue, number);
  if (related == nullptr) return fmt::format("certificate {}", number);
  const CertificateState state = state_on(*related, as_of);
  return fmt::format("certificate {}, {}: {}: {}", number, related->module, name_of(state.value), state.reason);
}

// recorded_text tells what the list said, and since when where that is known.
std::string recorded_text(const RecordedState& recorded) {
  return fmt::format("{} in the CMVP list of {}{}", name_of(recorded.state), to_text(recorded.on),
                     recorded.since ? fmt::format(", since {}", to_text(*recorded.since)) : std::string());
}

std::string show_text(const Catalogue& catalogue, const Certificate& certificate, Date as_of) {
  const CertificateState state = state_on(certificate, as_of);
  std::string text = heading(catalogue, as_of);
  add_line(text, "certificate", std::to_string(certificate.number));
  add_line(text, "module", certificate.module);
  add_line(text, "vendor", certificate.vendor);
  add_line(text, "standard", fmt::format("{}, level {}", name_of(certificate.standard), certificate.level));
  for (const LevelException& exception : certificate.level_exceptions.value_or(std::vector<LevelException>{}))
    add_line(text, "exception", exception.area + ": " + exception.level);
  add_line(text, "version", certificate.version);
  add_line(text, "validated", to_text(certificate.validated));
  if (certificate.last_update) add_line(text, "last update", to_text(*certificate.last_update));
  add_line(text, "sunset", certificates_text_of(certificate.sunset));
  add_line(text, "state", fmt::format("{}: {}", name_of(state.value), state.reason));
  if (certificate.recorded) add_line(text, "recorded", recorded_text(*certificate.recorded));
  if (certificate.caveat)
    add_line(text, "caveat",
             certificate.caveat->text + (certificate.caveat->complete ? "" : " [the source has only the beginning]"));
  for (const std::uint32_t bound : certificate.bound) add_line(text, "needs", related_text(catalogue, bound, as_of));
  if (certificate.predecessor) add_line(text, "predecessor", related_text(catalogue, *certificate.predecessor, as_of));
  if (certificate.successor) add_line(text, "successor", related_text(catalogue, *certificate.successor, as_of));
  for (const std::string& note : certificate.notes) add_line(text, "note", note);
  add_line(text, "page", certificate.page);
  return text;
}

nlohmann::json json_or_null(const std::optional<Date>& date) {
  return date ? nlohmann::json(to_text(*date)) : nlohmann::json();
}

// related_json has the state of another certificate beside its number; null where there is none.
nlohmann::json related_json(const Catalogue& catalogue, std::optional<std::uint32_t> number, Date as_of) {
  if (!number) return {};
  nlohmann::json value = {{"number", *number}};
  const Certificate* const related = find_certificate(catalogue, *number);
  if (related == nullptr) return value;
  const CertificateState state = state_on(*related, as_of);
  value.update({{"module", related->module}, {"state", name_of(state.value)}, {"reason", state.reason}});
  return value;
}

nlohmann::json recorded_json(const std::optional<RecordedState>& recorded) {
  if (!recorded) return {};
  return {{"state", name_of(recorded->state)}, {"on", to_text(recorded->on)}, {"since", json_or_null(recorded->since)}};
}

nlohmann::json caveat_json(const std::optional<Caveat>& caveat) {
  if (!caveat) return {};
  return {{"text", caveat->text}, {"complete", caveat->complete}};
}

nlohmann::json json_of(const Catalogue& catalogue, const Certificate& certificate, Date as_of) {
  const CertificateState state = state_on(certificate, as_of);
  nlohmann::json bound = nlohmann::json::array();
  for (const std::uint32_t number : certificate.bound) bound.push_back(related_json(catalogue, number, as_of));
  return {{"number", certificate.number},
          {"module", certificate.module},
          {"vendor", certificate.vendor},
          {"standard", name_of(certificate.standard)},
          {"level", certificate.level},
          {"version", certificate.version},
          {"validated", to_text(certificate.validated)},
          {"last_update", json_or_null(certificate.last_update)},
          {"sunset", certificate.sunset ? nlohmann::json(to_text(certificate.sunset->date)) : nlohmann::json()},
          {"recorded", recorded_json(certificate.recorded)},
          {"state", name_of(state.value)},
          {"reason", state.reason},
          {"caveat", caveat_json(certificate.caveat)},
          {"bound", bound},
          {"predecessor", related_json(catalogue, certificate.predecessor, as_of)},
          {"successor", related_json(catalogue, certificate.successor, as_of)},
          {"notes", certificate.notes},
          {"page", certificate.page}};
}

std::string certificates_json(const Catalogue& catalogue, const std::vector<const Certificate*>& certificates, Date as_of) {
  nlohmann::json list = nlohmann::json::array();
  for (const Certificate* certificate : certificates) list.push_back(json_of(catalogue, *certificate, as_of));
  return json_text(nlohmann::json{{"schema", kCertificatesSchema},
                                  {"as_of", to_text(as_of)},
                                  {"snapshot", to_text(catalogue.snapshot)},
                                  {"certificates", list}});
}

int list(const CertificatesOptions& options) {
  const Catalogue catalogue = chosen_catalogue(options.assess);
  const Date as_of = as_of_date(options.assess);
  std::vector<const Certificate*> all;
  for (const Certificate& certificate : catalogue.certificates) all.push_back(&certificate);
  write_result(options.output, options.output.format == "json" ? certificates_json(catalogue, all, as_of)
                                                               : list_text(catalogue, as_of, use_color(options.output)));
  return kExitPass;
}

int show(const CertificatesOptions& options) {
  const Catalogue catalogue = chosen_catalogue(options.assess);
  const Date as_of = as_of_date(options.assess);
  const Certificate* const certificate = find_certificate(catalogue, options.number);
  if (certificate == nullptr) {
    throw Error(fmt::format("the catalogue of {} has no certificate {}: \"fipsprobe certificates list\" shows those it has",
                            to_text(catalogue.snapshot), options.number));
  }
  write_result(options.output, options.output.format == "json" ? certificates_json(catalogue, {certificate}, as_of)
                                                               : show_text(catalogue, *certificate, as_of));
  return kExitPass;
}

void add_common(CLI::App& command, CertificatesOptions& options) {
  add_catalogue_options(command, options.assess);
  add_output_options(command, options.output, {"text", "json"});
}

}  // namespace

void add_certificates_command(Program& program) {
  const auto options = std::make_shared<CertificatesOptions>();
  CLI::App* const command = program.app.add_subcommand("certificates", "CMVP certificates and their state on a date");
  command->require_subcommand(1);
  CLI::App* const list_command =
      program.add_below(*command, "list", "all certificates of the catalogue", "fipsprobe certificates list --as-of 2026-09-21",
                        [options] { return list(*options); });
  add_common(*list_command, *options);
  CLI::App* const show_command =
      program.add_below(*command, "show", "one certificate", "fipsprobe certificates show 4593 --as-of 2025-09-13",
                        [options] { return show(*options); });
  show_command->add_option("number", options->number, "number of the certificate")->required();
  add_common(*show_command, *options);
}

}  // namespace fipsprobe
