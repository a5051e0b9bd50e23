#include "bihuan/ledger/codec.hpp"

#include "bihuan/ledger/merkle.hpp"
#include "ground/json.hpp"
#include "ledger/refusal.hpp"

#include <simdjson.h>

#include <algorithm>

namespace bihuan {

namespace {

constexpr std::int64_t our_form = 1;
constexpr std::string_view header_kind = "commit";

/// What a complaint is about: an item read, or a fact about to be written.
struct Place {
  std::string english;
  std::string chinese;
};

Place at_item(ItemNumber number) {
  return {"item " + std::to_string(number), "第" + std::to_string(number) + "条记录"};
}

Place in_fact(const Fact& fact) {
  return {"fact " + std::string(fact_name(fact.kind)) + " of \"" + fact.subject + "\"",
          "“" + fact.subject + "”的记录“" + bihuan::chinese(fact.kind) + "”"};
}

[[noreturn]] void bad(const Place& place, std::string_view field, const std::string& english,
                      const std::string& chinese) {
  throw LedgerError(ErrorCode::bad_fact, place.english + ": " + english, place.chinese + "：" + chinese,
                    ledger::about(place.english, std::string(field)));
}

void check_text(const Place& place, std::string_view field, std::string_view text) {
  if (text.empty()) {
    bad(place, field, "field " + std::string(field) + " is an empty text; leave it out", std::string(field) + " 为空");
  }
  if (!simdjson::validate_utf8(text.data(), text.size())) {
    bad(place, field, "field " + std::string(field) + " is not UTF-8", std::string(field) + " 不是 UTF-8 文字");
  }
}

void check_texts(const Place& place, std::string_view field, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) check_text(place, field, text);
}

bool is_iso_day(const std::string& text) {
  const auto day = Day::try_parse(text);
  return day && day->iso() == text;
}

bool is_actor(const std::string& text) {
  try {
    const Actor actor = Actor::parse(text);
    return !actor.person.empty() && actor.text() == text;
  } catch (const Error&) {
    return false;
  }
}

bool has_type(const Value& value, FieldType type) {
  const auto* text = std::get_if<std::string>(&value);
  const auto* integer = std::get_if<std::int64_t>(&value);
  switch (type) {
    case FieldType::text: return text != nullptr;
    case FieldType::texts: return std::holds_alternative<std::vector<std::string>>(value);
    case FieldType::integer:
    case FieldType::money_fen: return integer != nullptr;
    case FieldType::truth: return integer && (*integer == 0 || *integer == 1);
    case FieldType::day: return text && is_iso_day(*text);
    case FieldType::actor: return text && is_actor(*text);
    case FieldType::any: return true;
  }
  return false;
}

void check_value(const Place& place, std::string_view field, const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) check_text(place, field, *text);
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) check_texts(place, field, *texts);
}

/// The rule for a fact on its way in and on its way out.
void check(const Fact& fact, const Place& place) {
  check_text(place, "subject", fact.subject);
  if (fact.version < 1) {
    bad(place, "version", "version is " + std::to_string(fact.version) + "; versions begin at 1", "版次应从 1 起");
  }
  for (const Actor& actor : fact.by) {
    if (!is_actor(actor.text()) || Actor::parse(actor.text()) != actor) {
      bad(place, "by", "\"" + actor.text() + "\" is no actor (person@post@unit)", "“" + actor.text() + "”不是行为人");
    }
    check_text(place, "by", actor.text());
  }
  for (const auto& [name, value] : fact.fields.entries()) {
    const FieldForm* form = find_field(fact.kind, name);
    const std::string kind(fact_name(fact.kind));
    if (!form) bad(place, name, kind + " has no field \"" + name + "\"", "没有“" + name + "”这一事项");
    if (!has_type(value, form->type)) {
      const std::string type(field_type_name(form->type));
      bad(place, name, "field " + name + " of " + kind + " is not of type " + type,
          "“" + std::string(form->original) + "”（" + name + "）的类型应为 " + type);
    }
    check_value(place, name, value);
  }
}

void write_texts(ground::JsonWriter& json, const std::vector<std::string>& texts) {
  json.begin_array();
  for (const std::string& text : texts) json.text(text);
  json.end_array();
}

void write(ground::JsonWriter& json, const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) json.integer(*integer);
  if (const auto* text = std::get_if<std::string>(&value)) json.text(*text);
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) write_texts(json, *texts);
}

/// One object from entries in any order; keys by code point, which in UTF-8 is the order of the bytes.
std::string write_object(std::vector<std::pair<std::string_view, const Value*>> entries) {
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  ground::JsonWriter json;
  json.begin_object();
  for (const auto& [name, value] : entries) {
    json.key(name);
    write(json, *value);
  }
  json.end_object();
  return json.take();
}

std::string write_object(const Fields& own, const Fields& others = {}) {
  std::vector<std::pair<std::string_view, const Value*>> entries;
  entries.reserve(own.entries().size() + others.entries().size());
  for (const auto& [name, value] : own.entries()) entries.emplace_back(name, &value);
  for (const auto& [name, value] : others.entries()) entries.emplace_back(name, &value);
  return write_object(std::move(entries));
}

std::string write_fact(const Fact& fact) {
  std::vector<std::string> by;
  for (const Actor& actor : fact.by) by.push_back(actor.text());
  Fields own{{"form", our_form}, {"kind", std::string(fact_name(fact.kind))}, {"on", fact.on.iso()},
             {"subject", fact.subject}, {"version", fact.version}};
  if (!by.empty()) own.set("by", std::move(by));
  return write_object(own, fact.fields);
}

std::string write_header(const HeaderLine& line) {
  Fields own{{"form", our_form}, {"kind", std::string(header_kind)}, {"ledger", line.ledger},
             {"recorded_at", line.header.recorded_at.text()}, {"person", line.header.by.person.text()},
             {"post", line.header.by.post.text()}, {"unit", line.header.by.unit.text()}, {"prev", line.prev}};
  own.set("source", line.header.source).set("content", line.header.content);
  return write_object(own);
}

bool is_digest(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

void check(const HeaderLine& line, const Place& place) {
  check_text(place, "ledger", line.ledger);
  check_text(place, "person", line.header.by.person.text());
  check_text(place, "post", line.header.by.post.text());
  check_text(place, "unit", line.header.by.unit.text());
  for (const auto& [name, text] : {std::pair{"source", &line.header.source}, {"content", &line.header.content}}) {
    if (!text->empty() && !is_digest(*text)) {
      bad(place, name, std::string(name) + " is no SHA-256 in hex", std::string(name) + " 不是摘要值");
    }
  }
  if (!is_digest(line.prev)) bad(place, "prev", "prev is no SHA-256 in hex", "prev 不是摘要值");
}

Value read_value(const simdjson::dom::element& element, const Place& place, std::string_view key) {
  if (std::int64_t integer; element.get_int64().get(integer) == simdjson::SUCCESS) return integer;
  if (std::string_view text; element.get_string().get(text) == simdjson::SUCCESS) return std::string(text);
  simdjson::dom::array array;
  if (element.get_array().get(array) == simdjson::SUCCESS) {
    std::vector<std::string> texts;
    for (const auto item : array) {
      std::string_view text;
      if (item.get_string().get(text) != simdjson::SUCCESS) {
        bad(place, key, "field " + std::string(key) + " holds a list of something else than texts",
            std::string(key) + " 应为文字列表");
      }
      texts.emplace_back(text);
    }
    return texts;
  }
  bad(place, key, "field " + std::string(key) + " is neither text, integer nor list of texts",
      std::string(key) + " 既非文字、整数，也非文字列表");
}

/// Reads lines. The buffer belongs to the parser, so lines need no padding of their own.
class LineReader {
 public:
  Fields read(std::string_view line, const Place& place) {
    simdjson::dom::object object;
    if (const auto wrong = parser_.parse(line.data(), line.size(), true).get_object().get(object)) {
      bad(place, "", std::string("is no JSON object: ") + simdjson::error_message(wrong), "不是一条完整的记录");
    }
    Fields fields;
    for (const auto& [key, element] : object) fields.set(key, read_value(element, place, key));
    const auto form = fields.integer("form");
    if (form && *form > our_form) {
      throw LedgerError(ErrorCode::ledger_newer,
                        place.english + " is written in form " + std::to_string(*form) + "; this library reads form " +
                            std::to_string(our_form) + ". Use a newer version of bihuan",
                        place.chinese + "使用较新的格式（第" + std::to_string(*form) + "版），请升级本程序",
                        ledger::about(place.english, "form " + std::to_string(*form)));
    }
    if (form != our_form) bad(place, "form", "form is missing or not 1", "缺少格式版次 form");
    return fields;
  }

 private:
  simdjson::dom::parser parser_;
};

std::string take_text(Fields& fields, const Place& place, std::string_view key) {
  std::string text = fields.text(key);
  if (text.empty()) bad(place, key, std::string(key) + " is missing or no text", "缺少 " + std::string(key));
  fields.erase(key);
  return text;
}

Actor read_actor(const std::string& text, const Place& place) {
  if (!is_actor(text)) bad(place, "by", "\"" + text + "\" is no actor (person@post@unit)", "“" + text + "”不是行为人");
  return Actor::parse(text);
}

FactKind read_kind(Fields& fields, const Place& place) {
  const std::string word = take_text(fields, place, "kind");
  if (const auto kind = try_parse_fact_kind(word)) return *kind;
  bad(place, "kind", "\"" + word + "\" is no kind of fact of form 1", "没有“" + word + "”这种记录");
}

/// Equal text means equal bytes: a second spelling of the same fact would have a second leaf.
void check_spelling(std::string_view line, std::string_view canonical, const Place& place) {
  if (line == canonical) return;
  const auto differs = std::mismatch(line.begin(), line.end(), canonical.begin(), canonical.end());
  bad(place, "", "is not spelled canonically from byte " + std::to_string(differs.first - line.begin() + 1),
      "不是规范写法");
}

Fact read_fact(LineReader& reader, std::string_view line, ItemNumber number) {
  const Place place = at_item(number);
  Fields fields = reader.read(line, place);
  fields.erase("form");
  const FactKind kind = read_kind(fields, place);
  const std::string on = take_text(fields, place, "on");
  if (!is_iso_day(on)) bad(place, "on", "on is no ISO day: \"" + on + "\"", "on 不是日期：" + on);
  Fact fact{kind, Day::parse(on), take_text(fields, place, "subject"), fields.integer("version").value_or(0), {}, {}};
  fields.erase("version");
  if (fields.has("by")) {
    for (const std::string& text : fields.texts("by")) fact.by.push_back(read_actor(text, place));
    fields.erase("by");
  }
  fact.fields = std::move(fields);
  check(fact, place);
  check_spelling(line, write_fact(fact), place);
  return fact;
}

HeaderLine read_header(LineReader& reader, std::string_view line, ItemNumber number) {
  const Place place = at_item(number);
  Fields fields = reader.read(line, place);
  HeaderLine read;
  if (fields.text("kind") != header_kind) bad(place, "kind", "is no commit header", "不是提交首行");
  const std::string recorded_at = take_text(fields, place, "recorded_at");
  try {
    read.header.recorded_at = Instant::parse(recorded_at);
  } catch (const TimeError&) {
    bad(place, "recorded_at", "recorded_at is no instant: \"" + recorded_at + "\"", "记录时刻有误：" + recorded_at);
  }
  read.ledger = take_text(fields, place, "ledger");
  read.prev = take_text(fields, place, "prev");
  read.header.by.person = PersonId(take_text(fields, place, "person"));
  read.header.by.post = PostId(take_text(fields, place, "post"));
  read.header.by.unit = UnitId(take_text(fields, place, "unit"));
  read.header.source = fields.text("source");
  read.header.content = fields.text("content");
  for (const auto known : {"form", "kind", "source", "content"}) fields.erase(known);
  if (!fields.empty()) {
    const std::string& name = fields.entries().front().first;
    bad(place, name, "a commit header has no field \"" + name + "\"", "提交首行没有“" + name + "”这一事项");
  }
  check(read, place);
  check_spelling(line, write_header(read), place);
  return read;
}

}  // namespace

std::string encode_header(const CommitHeader& header, const std::string& ledger, const Digest& prev) {
  const HeaderLine line{header, ledger, hex(prev)};
  check(line, {"the commit header", "提交首行"});
  return write_header(line);
}

std::string encode(const Fact& fact) {
  check(fact, in_fact(fact));
  return write_fact(fact);
}

std::string encode_commit(const CommitHeader& header, const std::string& ledger, const Digest& prev,
                          const std::vector<Fact>& facts) {
  std::string text = encode_header(header, ledger, prev);
  for (const Fact& fact : facts) {
    text += '\n';
    text += encode(fact);
  }
  return text;
}

HeaderLine decode_header(std::string_view line, ItemNumber number) {
  LineReader reader;
  return read_header(reader, line, number);
}

Fact decode_fact(std::string_view line, ItemNumber number) {
  LineReader reader;
  return read_fact(reader, line, number);
}

DecodedCommit decode(const Commit& commit) {
  const auto lines = lines_of(commit.text);
  if (static_cast<std::int64_t>(lines.size()) != commit.item_count) {
    bad(at_item(commit.first_item), "", "its commit has " + std::to_string(lines.size()) + " lines and not " +
        std::to_string(commit.item_count), "所在提交的行数不符");
  }
  LineReader reader;
  HeaderLine header = read_header(reader, lines.front(), commit.first_item);
  DecodedCommit read{commit.seq, commit.first_item, std::move(header.ledger), std::move(header.prev),
                     std::move(header.header), {}};
  read.facts.reserve(lines.size() - 1);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    read.facts.push_back(read_fact(reader, lines[i], commit.first_item + static_cast<ItemNumber>(i)));
  }
  return read;
}

std::string canonical_object(const Fields& fields) {
  for (const auto& [name, value] : fields.entries()) {
    const Place place{"the object", "对象"};
    check_text(place, name, name);
    check_value(place, name, value);
  }
  return write_object(fields);
}

}  // namespace bihuan
