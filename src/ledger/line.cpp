#include "ledger/line.hpp"

#include "ledger/iso_day.hpp"
#include "ledger/utf8.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <utility>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace bihuan::ledger {

namespace {

using Type = LineEntry::Type;

bool is_special(char sign) noexcept { return static_cast<unsigned char>(sign) < 0x20 || sign == '"' || sign == '\\'; }

/// The first sign that ends a text or can't stand in one as it is: a quote, a backslash, a control. Many bytes at a time.
const char* plain_end(const char* at, const char* end) noexcept {
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\'), control = _mm_set1_epi8(0x1f);
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i found = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)), _mm_cmpeq_epi8(_mm_min_epu8(bytes, control), bytes));
    if (const int signs = _mm_movemask_epi8(found); signs != 0) return at + std::countr_zero(static_cast<unsigned>(signs));
  }
#endif
  if constexpr (std::endian::native == std::endian::little) {
    constexpr std::uint64_t ones = 0x0101010101010101u;
    const auto zeros = [](std::uint64_t word) { return (word - ones) & ~word; };  // above the first it may err
    for (; end - at >= 8; at += 8) {
      std::uint64_t word;
      std::memcpy(&word, at, sizeof word);
      const std::uint64_t low = (word - 0x20 * ones) & ~word;
      const std::uint64_t found = (zeros(word ^ '"' * ones) | zeros(word ^ '\\' * ones) | low) & 0x80 * ones;
      if (found != 0) return at + std::countr_zero(found) / 8;
    }
  }
  while (at != end && !is_special(*at)) ++at;
  return at;
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

Slot slot_of(std::string_view key) noexcept {
  switch (key.size()) {
    case 2: return key == "by" ? Slot::by : key == "on" ? Slot::on : Slot::field;
    case 4: return key == "form" ? Slot::form : key == "kind" ? Slot::kind : Slot::field;
    case 7: return key == "subject" ? Slot::subject : key == "version" ? Slot::version : Slot::field;
    default: return Slot::field;
  }
}

}  // namespace

bool is_actor(std::string_view text) noexcept {
  const std::size_t first = text.find('@');
  const std::size_t second = first == std::string_view::npos ? first : text.find('@', first + 1);
  return second != std::string_view::npos && first > 0 && second > first + 1 && second + 1 < text.size();
}

bool is_of_type(const Value& value, FieldType type) {
  const auto* text = std::get_if<std::string>(&value);
  const auto* integer = std::get_if<std::int64_t>(&value);
  switch (type) {
    case FieldType::text: return text != nullptr;
    case FieldType::texts: return text == nullptr && integer == nullptr;
    case FieldType::integer:
    case FieldType::money_fen: return integer != nullptr;
    case FieldType::truth: return integer != nullptr && (*integer == 0 || *integer == 1);
    case FieldType::day: return text != nullptr && iso_day(*text);
    case FieldType::actor: return text != nullptr && is_actor(*text);
    case FieldType::any: return true;
  }
  return false;
}

bool FactLineReader::take(char sign) noexcept {
  if (at_ == end_ || *at_ != sign) return false;
  ++at_;
  return true;
}

std::string_view FactLineReader::take_text() noexcept {
  if (!take('"')) return {};
  const char* const begin = at_;
  const char* const quote = plain_end(begin, end_);
  if (quote == end_ || *quote != '"') return {};
  at_ = quote + 1;
  return {begin, static_cast<std::size_t>(quote - begin)};
}

bool FactLineReader::take_texts(std::string_view& raw) noexcept {
  if (!take('[')) return false;
  const char* begin = at_;
  do {
    if (take_text().empty()) return false;
  } while (take(','));
  raw = {begin, static_cast<std::size_t>(at_ - begin)};
  return take(']');
}

bool FactLineReader::take_integer(std::string_view& raw, std::int64_t& integer) noexcept {
  const auto [after, error] = std::from_chars(at_, end_, integer);
  if (error != std::errc{}) return false;
  const std::string_view digits(at_, static_cast<std::size_t>(after - at_));
  const std::string_view magnitude = digits.substr(digits.front() == '-' ? 1 : 0);
  if (magnitude.front() == '0' && digits != "0") return false;
  raw = digits;
  at_ = after;
  return true;
}

bool FactLineReader::take_value(LineEntry& entry) noexcept {
  if (at_ == end_) return false;
  entry.type = *at_ == '[' ? Type::texts : *at_ == '"' ? Type::text : Type::integer;
  switch (entry.type) {
    case Type::texts: return take_texts(entry.raw);
    case Type::text: entry.raw = take_text(); return !entry.raw.empty();
    case Type::integer: return take_integer(entry.raw, entry.integer);
  }
  return false;
}

/// `["person@post@unit"]`
bool FactLineReader::take_by() {
  if (!take('[')) return false;
  const char* begin = at_;
  do {
    const std::string_view text = take_text();
    if (!is_actor(text)) return false;
    actors_.push_back(text);
  } while (take(','));
  by_ = {begin, static_cast<std::size_t>(at_ - begin)};
  return take(']');
}

/// The value of one of the ledger's own keys.
bool FactLineReader::take_own(Slot slot) {
  std::string_view digits;
  std::int64_t integer = 0;
  switch (slot) {
    case Slot::by: return take_by();
    case Slot::form: return take_integer(digits, integer) && integer == 1;
    case Slot::kind: {
      const auto kind = try_parse_fact_kind(take_text());
      if (kind) kind_ = *kind;
      return kind.has_value();
    }
    case Slot::on: {
      const auto on = day(take_text());
      if (on) on_ = *on;
      return on.has_value();
    }
    case Slot::subject: subject_ = take_text(); return !subject_.empty();
    case Slot::version: return take_integer(digits, version_) && version_ >= 1;
    case Slot::field: break;
  }
  return false;
}

std::optional<Day> FactLineReader::day(std::string_view text) {
  if (text.size() != spelled_.size()) return std::nullopt;
  if (std::memcmp(text.data(), spelled_.data(), spelled_.size()) == 0) return spelled_day_;
  const std::optional<Day> read = iso_day(text);
  if (read) {
    std::copy_n(text.begin(), spelled_.size(), spelled_.begin());
    spelled_day_ = *read;
  }
  return read;
}

bool FactLineReader::fits(const LineEntry& entry) {
  switch (entry.form) {
    case FieldType::text: return entry.type == Type::text;
    case FieldType::texts: unstated_ |= entry.key == "unstated"; return entry.type == Type::texts;
    case FieldType::integer:
    case FieldType::money_fen: return entry.type == Type::integer;
    case FieldType::truth: return entry.type == Type::integer && (entry.integer == 0 || entry.integer == 1);
    case FieldType::day: return entry.type == Type::text && day(entry.raw).has_value();
    case FieldType::actor: actors_.push_back(entry.raw); return entry.type == Type::text && is_actor(entry.raw);
    case FieldType::any: return true;
  }
  return false;
}

bool FactLineReader::fit() {
  for (const LineEntry& entry : std::span(entries_).first(count_)) {
    if (!fits(entry)) return false;
    if (entry.type == Type::text) texts_.emplace_back(entry.key, entry.raw);
  }
  return true;
}

void FactLineReader::begin(std::string_view line) noexcept {
  at_ = line.data();
  end_ = at_ + line.size();
  count_ = 0;
  by_ = {};
  unstated_ = false;
  actors_.clear();
  texts_.clear();
}

/// Along the shapes that are known. What a shape says of the keys holds for every line of it; the values are looked at.
bool FactLineReader::follow_shape() {
  const ShapeStep* at = &shapes_.root();
  for (;;) {
    const ShapeStep* step = nullptr;
    for (const auto& one : at->next) {
      if (!one->begins(at_, end_)) continue;
      step = one.get();
      break;
    }
    if (step == nullptr) return at->may_end && take('}') && at_ == end_ && fit();
    const char* const key = at_ + 2;  // behind `,"`
    at_ += step->spelled.size();
    if (step->slot == Slot::field) {
      LineEntry& entry = entries_[count_];
      entry.key = {key, step->spelled.size() - 4};  // without `,"` and `":`
      entry.form = step->type;
      if (!take_value(entry) || ++count_ == entries_.size()) return false;
    } else if (!take_own(step->slot)) {
      return false;
    }
    at = step->slot != Slot::kind ? step : step->by_kind[static_cast<std::size_t>(kind_)].get();
    if (at == nullptr) return false;
  }
}

/// Key by key, each held against the form of its kind.
bool FactLineReader::take_apart() {
  unsigned own = 0;
  const auto bit = [](Slot slot) { return 1U << static_cast<unsigned>(slot); };
  keys_.clear();
  if (!take('{')) return false;
  std::string_view before;
  do {
    if (count_ == entries_.size()) return false;
    // Ascending keys are the one spelling; none stands twice.
    const std::string_view key = take_text();
    if (key <= before || !take(':')) return false;
    before = key;
    const Slot slot = slot_of(key);
    keys_.push_back({key, slot, FieldType::any});
    own |= bit(slot);
    if (slot == Slot::field) {
      LineEntry& entry = entries_[count_++];
      entry.key = key;
      if (!take_value(entry)) return false;
    } else if (!take_own(slot)) {
      return false;
    }
  } while (take(','));
  constexpr Slot needed[] = {Slot::form, Slot::kind, Slot::on, Slot::subject, Slot::version};
  for (const Slot slot : needed)
    if ((own & bit(slot)) == 0) return false;
  if (!take('}') || at_ != end_) return false;
  auto key = keys_.begin();
  for (LineEntry& entry : std::span(entries_).first(count_)) {
    const FieldForm* field = find_field(kind_, entry.key);
    if (field == nullptr) return false;
    while (key->slot != Slot::field) ++key;
    entry.form = (key++)->type = field->type;
  }
  return fit();
}

bool FactLineReader::read(std::string_view line) {
  begin(line);
  if (follow_shape()) return true;
  begin(line);
  if (!take_apart()) return false;
  shapes_.learn(keys_, kind_);
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

namespace {

/// Writes the signs of a line into room that is long enough.
class LineWriter {
 public:
  explicit LineWriter(char* at) noexcept : at_(at) {}

  void key(std::string_view name) noexcept {
    *at_++ = first_ ? '{' : ',';
    first_ = false;
    quote();
    bytes(name);
    quote();
    *at_++ = ':';
  }
  void sign(char sign) noexcept { *at_++ = sign; }
  void quote() noexcept {
    *at_++ = '"';
    ++quotes_;
  }
  void bytes(std::string_view bytes) noexcept {
    std::memcpy(at_, bytes.data(), bytes.size());
    at_ += bytes.size();
  }
  /// An empty text spoils the line.
  void text(std::string_view text) noexcept {
    quote();
    part(text);
    quote();
  }
  void part(std::string_view text) noexcept {
    whole_ = whole_ && !text.empty();
    bytes(text);
  }
  void integer(std::int64_t value) noexcept { at_ = std::to_chars(at_, at_ + longest_integer, value).ptr; }
  bool is_whole() const noexcept { return whole_; }
  std::int64_t quotes() const noexcept { return quotes_; }
  const char* end() const noexcept { return at_; }

  static constexpr std::size_t longest_integer = 20;

 private:
  char* at_;
  std::int64_t quotes_ = 0;
  bool first_ = true;
  bool whole_ = true;
};

/// How many signs a text holds that can't stand in a JSON text as they are. In blocks that the compiler takes many bytes at a time.
struct SpecialSigns {
  std::int64_t quotes = 0, backslashes = 0, controls = 0;
  explicit SpecialSigns(std::string_view text) noexcept {
    constexpr std::size_t block = 128;  // a byte counts as far as this
    for (; text.size() >= block; text.remove_prefix(block)) count<block>(text.data());
    for (; !text.empty(); text.remove_prefix(1)) count<1>(text.data());
  }

 private:
  template <std::size_t size>
  void count(const char* at) noexcept {
    std::uint8_t quote = 0, backslash = 0, control = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const auto sign = static_cast<std::uint8_t>(at[i]);
      quote = static_cast<std::uint8_t>(quote + (sign == '"'));
      backslash = static_cast<std::uint8_t>(backslash + (sign == '\\'));
      control = static_cast<std::uint8_t>(control + (sign < 0x20));
    }
    quotes += quote;
    backslashes += backslash;
    controls += control;
  }
};

std::size_t room_for(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return text->size() + 2;
  const auto* texts = std::get_if<std::vector<std::string>>(&value);
  if (texts == nullptr) return LineWriter::longest_integer;
  std::size_t room = 2;
  for (const std::string& text : *texts) room += text.size() + 3;
  return room;
}

/// No line of the fact is longer.
std::size_t room_for(const Fact& fact) {
  std::size_t room = 160 + fact_name(fact.kind).size() + fact.subject.size();  // the own keys with their signs
  for (const Actor& actor : fact.by) room += actor.person.text().size() + actor.post.text().size() + actor.unit.text().size() + 5;
  for (const auto& [key, value] : fact.fields.entries()) room += key.size() + 4 + room_for(value);
  return room;
}

void write_value(LineWriter& line, const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return line.text(*text);
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return line.integer(*integer);
  char sign = '[';
  for (const std::string& text : std::get<std::vector<std::string>>(value)) {
    line.sign(std::exchange(sign, ','));
    line.text(text);
  }
  line.sign(']');
}

bool write_by(LineWriter& line, const std::vector<Actor>& by) {
  if (by.empty()) return true;
  line.key("by");
  char sign = '[';
  for (const Actor& actor : by) {
    const std::string& person = actor.person.text();
    const std::string& post = actor.post.text();
    if (person.find('@') != std::string::npos || post.find('@') != std::string::npos) return false;
    line.sign(std::exchange(sign, ','));
    line.quote();
    line.part(person);
    line.sign('@');
    line.part(post);
    line.sign('@');
    line.part(actor.unit.text());
    line.quote();
  }
  line.sign(']');
  return true;
}

/// The ledger's own key with its value.
bool write_own(LineWriter& line, Slot slot, const Fact& fact, std::string_view day) {
  switch (slot) {
    case Slot::by: return write_by(line, fact.by);
    case Slot::form: line.key("form"); line.sign('1'); return true;
    case Slot::kind: line.key("kind"); line.text(fact_name(fact.kind)); return true;
    case Slot::on: line.key("on"); line.text(day); return true;
    case Slot::subject: line.key("subject"); line.text(fact.subject); return true;
    case Slot::version: line.key("version"); line.integer(fact.version); return true;
    case Slot::field: break;
  }
  return false;
}

}  // namespace

void PlainLines::add(const Fact& fact) {
  constexpr std::pair<std::string_view, Slot> own_keys[] = {{"by", Slot::by}, {"form", Slot::form}, {"kind", Slot::kind},
                                                            {"on", Slot::on}, {"subject", Slot::subject}, {"version", Slot::version}};
  const std::size_t room = room_for(fact) + 1;
  if (text_.size() - used_ < room) text_.resize(std::max(2 * text_.size(), used_ + room));
  if (day_ != fact.on) {
    day_ = fact.on;
    spelled_ = fact.on.iso();
  }
  if (used_ > 0) {
    text_[used_++] = '\n';
    ++ends_;
  }
  LineWriter line(text_.data() + used_);
  const auto& fields = fact.fields.entries();
  auto field = fields.begin();
  sound_ = sound_ && fact.version >= 1;
  const auto write_field = [&] {
    const FieldForm* form = find_field(fact.kind, field->first);
    sound_ = sound_ && form != nullptr && slot_of(field->first) == Slot::field && is_of_type(field->second, form->type);
    line.key(field->first);
    write_value(line, field->second);
    ++field;
  };
  for (const auto& [key, slot] : own_keys) {
    while (field != fields.end() && field->first < key) write_field();
    sound_ = write_own(line, slot, fact, spelled_) && sound_;
  }
  while (field != fields.end()) write_field();
  line.sign('}');
  used_ = static_cast<std::size_t>(line.end() - text_.data());
  quotes_ += line.quotes();
  sound_ = sound_ && line.is_whole();
}

std::optional<std::string> PlainLines::taken() && {
  text_.resize(used_);
  const std::string_view lines = std::string_view(text_).substr(begin_);
  if (!sound_ || !is_utf8(lines)) return std::nullopt;
  const SpecialSigns found(lines);
  if (found.quotes != quotes_ || found.backslashes != 0 || found.controls != ends_) return std::nullopt;
  return std::move(text_);
}

}  // namespace bihuan::ledger
