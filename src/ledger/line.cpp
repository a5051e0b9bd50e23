#include "ledger/line.hpp"

#include "ledger/iso_day.hpp"
#include "ledger/utf8.hpp"

#include <charconv>
#include <cstring>

namespace bihuan::ledger {

namespace {

using Type = LineEntry::Type;

/// Neither escapes nor controls: the text stands in the line as it is.
bool is_plain(std::string_view text) noexcept {
  unsigned char found = 0;  // without a branch, so that many bytes are looked at together
  for (const char character : text)
    found = static_cast<unsigned char>(found | (static_cast<unsigned char>(character) < 0x20) | (character == '\\'));
  return found == 0;
}

/// Each text of a list that was taken from a line.
template <class Visit>
bool for_each_text(std::string_view raw, Visit visit) {
  for (std::size_t begin = 1; begin <= raw.size();) {
    const std::size_t end = raw.find('"', begin);
    if (!visit(raw.substr(begin, end - begin))) return false;
    begin = end + 3;  // over `","`
  }
  return true;
}

enum Own : unsigned { by = 1, form = 2, kind_of = 4, on_day = 8, subject_of = 16, version_of = 32 };
constexpr unsigned needed = form | kind_of | on_day | subject_of | version_of;

unsigned own_key(std::string_view key) noexcept {
  switch (key.size()) {
    case 2: return key == "by" ? by : key == "on" ? on_day : 0U;
    case 4: return key == "form" ? form : key == "kind" ? kind_of : 0U;
    case 7: return key == "subject" ? subject_of : key == "version" ? version_of : 0U;
    default: return 0U;
  }
}

}  // namespace

bool is_actor(std::string_view text) noexcept {
  const std::size_t first = text.find('@');
  const std::size_t second = first == std::string_view::npos ? first : text.find('@', first + 1);
  return second != std::string_view::npos && first > 0 && second > first + 1 && second + 1 < text.size();
}

bool FactLineReader::take(char sign) noexcept {
  if (at_ == end_ || *at_ != sign) return false;
  ++at_;
  return true;
}

bool FactLineReader::take_text(std::string_view& text) noexcept {
  if (!take('"')) return false;
  const auto* quote = static_cast<const char*>(std::memchr(at_, '"', static_cast<std::size_t>(end_ - at_)));
  if (quote == nullptr || quote == at_) return false;
  text = {at_, static_cast<std::size_t>(quote - at_)};
  at_ = quote + 1;
  return is_plain(text);
}

bool FactLineReader::take_texts(LineEntry& entry) noexcept {
  const char* begin = ++at_;
  std::string_view text;
  do {
    if (!take_text(text)) return false;
  } while (take(','));
  entry.type = Type::texts;
  entry.raw = {begin, static_cast<std::size_t>(at_ - begin)};
  return take(']');
}

bool FactLineReader::take_integer(LineEntry& entry) noexcept {
  const auto [after, error] = std::from_chars(at_, end_, entry.integer);
  if (error != std::errc{}) return false;
  const std::string_view digits(at_, static_cast<std::size_t>(after - at_));
  const std::string_view magnitude = digits.substr(digits.front() == '-' ? 1 : 0);
  if (magnitude.front() == '0' && digits != "0") return false;
  entry.type = Type::integer;
  entry.raw = digits;
  at_ = after;
  return true;
}

bool FactLineReader::take_value(LineEntry& entry) noexcept {
  if (at_ == end_) return false;
  if (*at_ == '[') return take_texts(entry);
  if (*at_ != '"') return take_integer(entry);
  entry.type = Type::text;
  return take_text(entry.raw);
}

bool FactLineReader::take_own(const LineEntry& entry) {
  switch (own_key(entry.key)) {
    case by:
      by_ = entry.raw;
      return entry.type == Type::texts && for_each_text(entry.raw, [&](std::string_view text) {
        actors_.push_back(text);
        return is_actor(text);
      });
    case form: return entry.type == Type::integer && entry.integer == 1;
    case kind_of: {
      const auto kind = entry.type == Type::text ? try_parse_fact_kind(entry.raw) : std::nullopt;
      if (kind) kind_ = *kind;
      return kind.has_value();
    }
    case on_day: {
      const auto day = entry.type == Type::text ? iso_day(entry.raw) : std::nullopt;
      if (day) on_ = *day;
      return day.has_value();
    }
    case subject_of: subject_ = entry.raw; return entry.type == Type::text;
    case version_of: version_ = entry.integer; return entry.type == Type::integer && entry.integer >= 1;
    default: return false;
  }
}

bool FactLineReader::fits(const LineEntry& entry) {
  const FieldForm* field = find_field(kind_, entry.key);
  if (field == nullptr) return false;
  switch (field->type) {
    case FieldType::text: return entry.type == Type::text;
    case FieldType::texts: unstated_ |= entry.key == "unstated"; return entry.type == Type::texts;
    case FieldType::integer:
    case FieldType::money_fen: return entry.type == Type::integer;
    case FieldType::truth: return entry.type == Type::integer && (entry.integer == 0 || entry.integer == 1);
    case FieldType::day: return entry.type == Type::text && iso_day(entry.raw);
    case FieldType::actor: actors_.push_back(entry.raw); return entry.type == Type::text && is_actor(entry.raw);
    case FieldType::any: return true;
  }
  return false;
}

bool FactLineReader::read(std::string_view line) {
  at_ = line.data();
  end_ = at_ + line.size();
  count_ = 0;
  own_ = 0;
  by_ = {};
  unstated_ = false;
  actors_.clear();
  texts_.clear();
  if (!is_utf8(line) || !take('{')) return false;
  std::string_view before;
  do {
    if (count_ == entries_.size()) return false;
    LineEntry& entry = entries_[count_];
    // Ascending keys are the one spelling; none stands twice.
    if (!take_text(entry.key) || entry.key <= before || !take(':') || !take_value(entry)) return false;
    before = entry.key;
    const unsigned own = own_key(entry.key);
    own_ |= own;
    if (own == 0) ++count_;
    else if (!take_own(entry)) return false;
  } while (take(','));
  if (!take('}') || at_ != end_ || (own_ & needed) != needed) return false;
  for (std::size_t i = 0; i < count_; ++i) {
    if (!fits(entries_[i])) return false;
    if (entries_[i].type == Type::text) texts_.emplace_back(entries_[i].key, entries_[i].raw);
  }
  return true;
}

Fact FactLineReader::fact() const {
  Fact fact{kind_, on_, std::string(subject_), version_, {}, {}};
  for_each_text(by_, [&](std::string_view text) {
    fact.by.push_back(Actor::parse(text));
    return true;
  });
  for (const LineEntry& entry : std::span(entries_).first(count_)) {
    if (entry.type == Type::integer) {
      fact.fields.set(entry.key, Value{entry.integer});
    } else if (entry.type == Type::text) {
      fact.fields.set(entry.key, Value{std::string(entry.raw)});
    } else {
      std::vector<std::string> texts;
      for_each_text(entry.raw, [&](std::string_view text) {
        texts.emplace_back(text);
        return true;
      });
      fact.fields.set(entry.key, Value{std::move(texts)});
    }
  }
  return fact;
}

}  // namespace bihuan::ledger
