#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <set>

#include "harness/certificates/catalogue.hpp"
#include "harness/model/errors.hpp"
#include "harness/model/json_place.hpp"

namespace fipsprobe {
namespace {

using Names = std::initializer_list<std::string_view>;

// only complains of every member whose name is not in `names`: a misspelt optional member must not be lost.
void only(const JsonPlace& place, Names names) {
  for (const auto& [name, member] : place.members()) {
    if (std::ranges::find(names, name) == names.end()) member.fail("is not a member that a catalogue has here");
  }
}

template <class Value, std::size_t size>
Value word(const JsonPlace& place, const std::array<Value, size>& values) {
  const std::string text = place.text();
  for (const Value value : values) {
    if (name_of(value) == text) return value;
  }
  std::string known;
  for (const Value value : values) known += fmt::format("{}\"{}\"", known.empty() ? "" : ", ", name_of(value));
  place.fail(fmt::format("\"{}\" is not one of {}", text, known));
}

std::string filled_text(const JsonPlace& place) {
  std::string text = place.text();
  if (text.empty()) place.fail("must not be empty");
  return text;
}

Date date(const JsonPlace& place) {
  const std::optional<Date> value = date_from(place.text());
  if (!value) place.fail(fmt::format("\"{}\" is not a date YYYY-MM-DD", place.text()));
  return *value;
}

std::optional<Date> optional_date(const JsonPlace& place, std::string_view name) {
  const auto member = place.optional_member(name);
  if (!member) return std::nullopt;
  return date(*member);
}

std::uint32_t certificate_number(const JsonPlace& place) {
  const std::uint64_t number = place.count();
  if (number == 0 || number > 99999) place.fail(fmt::format("{} is not the number of a certificate", number));
  return static_cast<std::uint32_t>(number);
}

std::optional<std::uint32_t> optional_number(const JsonPlace& place, std::string_view name) {
  const auto member = place.optional_member(name);
  if (!member) return std::nullopt;
  return certificate_number(*member);
}

Origin origin(const JsonPlace& place) {
  only(place, {"source", "confidence"});
  return {.source = filled_text(place.member("source")),
          .confidence = word(place.member("confidence"), std::array{Confidence::high, Confidence::medium, Confidence::low})};
}

Sunset sunset(const JsonPlace& place) {
  only(place, {"date", "origin"});
  return {.date = date(place.member("date")), .origin = origin(place.member("origin"))};
}

RecordedState recorded_state(const JsonPlace& place) {
  only(place, {"state", "on", "since", "origin"});
  RecordedState recorded{
      .state = word(place.member("state"), std::array{ListState::active, ListState::historical, ListState::revoked}),
      .on = date(place.member("on")),
      .since = optional_date(place, "since"),
      .origin = origin(place.member("origin"))};
  if (recorded.since && *recorded.since > recorded.on) place.member("since").fail("is later than the record itself");
  return recorded;
}

std::optional<std::vector<LevelException>> level_exceptions(const JsonPlace& place) {
  const auto member = place.optional_member("level_exceptions");
  if (!member) return std::nullopt;
  std::vector<LevelException> all;
  for (const JsonPlace& item : member->items()) {
    only(item, {"area", "level"});
    all.push_back({filled_text(item.member("area")), filled_text(item.member("level"))});
  }
  return all;
}

std::optional<Caveat> caveat(const JsonPlace& place) {
  const auto member = place.optional_member("caveat");
  if (!member) return std::nullopt;
  only(*member, {"text", "complete"});
  return Caveat{filled_text(member->member("text")), member->member("complete").boolean()};
}

AppliesTo applies_to(const JsonPlace& place) {
  only(place, {"sonames", "kernel_prefix", "kernel_tag"});
  AppliesTo applies;
  if (const auto sonames = place.optional_member("sonames")) applies.sonames = sonames->texts();
  if (const auto prefix = place.optional_member("kernel_prefix")) applies.kernel_prefix = filled_text(*prefix);
  if (const auto tag = place.optional_member("kernel_tag")) applies.kernel_tag = filled_text(*tag);
  return applies;
}

Certificate certificate(const JsonPlace& place) {
  only(place, {"number",      "module", "vendor",   "standard", "level",   "level_exceptions", "caveat",     "validated",
               "last_update", "sunset", "recorded", "family",   "product", "version",          "applies_to", "predecessor",
               "successor",   "bound",  "origin",   "page",     "notes"});
  Certificate value{.number = certificate_number(place.member("number")),
                    .module = filled_text(place.member("module")),
                    .vendor = filled_text(place.member("vendor")),
                    .standard = word(place.member("standard"), std::array{Standard::fips_140_2, Standard::fips_140_3}),
                    .level = static_cast<unsigned>(place.member("level").count()),
                    .level_exceptions = level_exceptions(place),
                    .caveat = caveat(place),
                    .validated = date(place.member("validated")),
                    .last_update = optional_date(place, "last_update"),
                    .sunset = std::nullopt,
                    .recorded = std::nullopt,
                    .family = filled_text(place.member("family")),
                    .product = place.member("product").text(),
                    .version = place.member("version").text(),
                    .applies_to = applies_to(place.member("applies_to")),
                    .predecessor = optional_number(place, "predecessor"),
                    .successor = optional_number(place, "successor"),
                    .bound = {},
                    .origin = origin(place.member("origin")),
                    .page = filled_text(place.member("page")),
                    .notes = place.member("notes").texts()};
  if (const auto member = place.optional_member("sunset")) value.sunset = sunset(*member);
  if (const auto member = place.optional_member("recorded")) value.recorded = recorded_state(*member);
  for (const JsonPlace& bound : place.member("bound").items()) value.bound.push_back(certificate_number(bound));
  if (value.level < 1 || value.level > 4) place.member("level").fail("must be 1, 2, 3 or 4");
  if (value.sunset && value.sunset->date < value.validated) place.member("sunset").fail("is earlier than the validation");
  return value;
}

void check_origin(const Catalogue& catalogue, const Origin& value, const JsonPlace& place) {
  const auto is_known = std::ranges::find(catalogue.sources, value.source, &Source::key) != catalogue.sources.end();
  if (!is_known) place.fail(fmt::format("no source has the key \"{}\"", value.source));
}

void check_number(const Catalogue& catalogue, const std::optional<std::uint32_t>& number, const JsonPlace& place,
                  std::string_view name) {
  if (number && find_certificate(catalogue, *number) == nullptr) {
    place.member(name).fail(fmt::format("the catalogue has no certificate {}", *number));
  }
}

// check_references makes sure that everything a certificate names is in the catalogue.
void check_references(const Catalogue& catalogue, const Certificate& value, const JsonPlace& place) {
  check_origin(catalogue, value.origin, place.member("origin"));
  if (value.sunset) check_origin(catalogue, value.sunset->origin, place.member("sunset"));
  if (value.recorded) check_origin(catalogue, value.recorded->origin, place.member("recorded"));
  check_number(catalogue, value.predecessor, place, "predecessor");
  check_number(catalogue, value.successor, place, "successor");
  for (const std::uint32_t bound : value.bound) check_number(catalogue, bound, place, "bound");
  const bool is_known_product = std::ranges::find(catalogue.products, value.product, &Product::key) != catalogue.products.end();
  if (!value.product.empty() && !is_known_product) {
    place.member("product").fail(fmt::format("no product has the key \"{}\"", value.product));
  }
}

std::vector<Source> sources(const JsonPlace& place) {
  std::vector<Source> all;
  for (const JsonPlace& item : place.items()) {
    only(item, {"key", "text"});
    all.push_back({filled_text(item.member("key")), filled_text(item.member("text"))});
  }
  return all;
}

std::vector<Product> products(const JsonPlace& place) {
  std::vector<Product> all;
  for (const JsonPlace& item : place.items()) {
    only(item, {"key", "title", "os_id", "os_version_id"});
    all.push_back({filled_text(item.member("key")), filled_text(item.member("title")), filled_text(item.member("os_id")),
                   filled_text(item.member("os_version_id"))});
  }
  return all;
}

std::vector<Certificate> certificates(const JsonPlace& place) {
  std::vector<Certificate> all;
  std::set<std::uint32_t> numbers;
  for (const JsonPlace& item : place.items()) {
    all.push_back(certificate(item));
    const std::uint32_t number = all.back().number;
    if (!numbers.insert(number).second) item.member("number").fail(fmt::format("certificate {} comes twice", number));
  }
  return all;
}

}  // namespace

Catalogue catalogue_from_json(std::string_view text, const std::string& name) {
  if (text.size() > kMaxCatalogueSize) {
    throw InputError(name, 0, fmt::format("is larger than {} bytes, the most a catalogue may have", kMaxCatalogueSize));
  }
  const nlohmann::json json = parse_json(text, name);
  const JsonPlace place(json, name);
  place.require_schema(kCatalogueSchema);
  only(place, {"schema", "snapshot", "sources", "notes", "products", "certificates"});
  Catalogue catalogue{.snapshot = date(place.member("snapshot")),
                      .sources = sources(place.member("sources")),
                      .notes = place.member("notes").texts(),
                      .products = products(place.member("products")),
                      .certificates = certificates(place.member("certificates"))};
  const std::vector<JsonPlace> places = place.member("certificates").items();
  for (std::size_t i = 0; i < places.size(); ++i) check_references(catalogue, catalogue.certificates[i], places[i]);
  return catalogue;
}

}  // namespace fipsprobe
