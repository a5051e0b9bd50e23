#include "bihuan/ledger/fact.hpp"

#include "ledger/iso_day.hpp"
#include "ledger/refusal.hpp"

#include <algorithm>

namespace bihuan {

namespace {

bool is_empty(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return text->empty();
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) return texts->empty();
  return false;
}

auto place_of(auto& entries, std::string_view key) {
  return std::lower_bound(entries.begin(), entries.end(), key,
                          [](const Fields::Entry& entry, std::string_view name) { return entry.first.compare(name) < 0; });
}

}  // namespace

FactKind parse_fact_kind(std::string_view name) {
  if (const auto kind = try_parse_fact_kind(name)) return *kind;
  const std::string word(name);
  throw LedgerError(ErrorCode::bad_fact, "\"" + word + "\" is no kind of fact; docs/facts.md lists the kinds",
                    "没有“" + word + "”这种记录", ledger::about(word));
}

Fields::Fields(std::initializer_list<Entry> entries) {
  for (const Entry& entry : entries) set(entry.first, entry.second);
}

Fields& Fields::set(std::string_view key, Value value) {
  if (is_empty(value)) return erase(key);
  const auto place = place_of(entries_, key);
  if (place != entries_.end() && place->first == key) {
    place->second = std::move(value);
  } else {
    entries_.emplace(place, std::string(key), std::move(value));
  }
  return *this;
}

Fields& Fields::erase(std::string_view key) {
  const auto place = place_of(entries_, key);
  if (place != entries_.end() && place->first == key) entries_.erase(place);
  return *this;
}

const Value* Fields::find(std::string_view key) const noexcept {
  const auto place = place_of(entries_, key);
  return place != entries_.end() && place->first == key ? &place->second : nullptr;
}

const std::string& Fields::text(std::string_view key) const noexcept {
  static const std::string none;
  const Value* value = find(key);
  const auto* text = value ? std::get_if<std::string>(value) : nullptr;
  return text ? *text : none;
}

std::optional<std::int64_t> Fields::integer(std::string_view key) const noexcept {
  const Value* value = find(key);
  const auto* integer = value ? std::get_if<std::int64_t>(value) : nullptr;
  return integer ? std::optional(*integer) : std::nullopt;
}

std::optional<Day> Fields::day(std::string_view key) const {
  const Value* value = find(key);
  if (!value) return std::nullopt;
  const std::string& iso = text(key);
  if (const auto day = ledger::iso_day(iso)) return day;
  const std::string field(key);
  throw LedgerError(ErrorCode::bad_fact, "field " + field + " holds no ISO day (YYYY-MM-DD): \"" + iso + "\"",
                    "“" + field + "”不是日期：" + iso, ledger::about(field, iso));
}

std::vector<std::string> Fields::texts(std::string_view key) const {
  const Value* value = find(key);
  const auto* texts = value ? std::get_if<std::vector<std::string>>(value) : nullptr;
  return texts ? *texts : std::vector<std::string>{};
}

std::string_view field_type_name(FieldType type) noexcept {
  switch (type) {
    case FieldType::text: return "text";
    case FieldType::texts: return "texts";
    case FieldType::integer: return "integer";
    case FieldType::money_fen: return "money_fen";
    case FieldType::truth: return "truth";
    case FieldType::day: return "day";
    case FieldType::actor: return "actor";
    case FieldType::any: return "any";
  }
  return "unknown";
}

}  // namespace bihuan
