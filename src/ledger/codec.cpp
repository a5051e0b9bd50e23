#include "bihuan/ledger/codec.hpp"

#include "bihuan/ledger/access_log.hpp"
#include "bihuan/ledger/merkle.hpp"
#include "ground/json.hpp"
#include "ledger/iso_day.hpp"
#include "ledger/line.hpp"
#include "ledger/refusal.hpp"
#include "ledger/utf8.hpp"

#include <simdjson.h>

#include <algorithm>

namespace bihuan {

namespace {

constexpr std::int64_t our_form = 1;
constexpr std::string_view header_kind = "commit";
constexpr std::string_view header_keys[] = {"recorded_at", "person", "post", "unit", "source", "content", "refusals", "ledger", "prev"};

/// What a complaint is about: an item read, or a fact about to be written. Told only when there is one.
struct Place {
  ItemNumber item = 0;
  const Fact* fact = nullptr;

  std::string english() const {
    if (fact) return "fact " + std::string(fact_name(fact->kind)) + " of \"" + fact->subject + "\"";
    return item > 0 ? "item " + std::to_string(item) : "the line";
  }
  std::string chinese() const {
    if (fact) return "“" + fact->subject + "”的记录“" + bihuan::chinese(fact->kind) + "”";
    return item > 0 ? "第" + std::to_string(item) + "条记录" : "本行";
  }
};

[[noreturn]] void bad(const Place& place, std::string_view field, const std::string& english,
                      const std::string& chinese) {
  throw LedgerError(ErrorCode::bad_fact, place.english() + ": " + english, place.chinese() + "：" + chinese,
                    ledger::about(place.english(), std::string(field)));
}

void check_text(const Place& place, std::string_view field, std::string_view text) {
  if (text.empty()) {
    bad(place, field, "field " + std::string(field) + " is an empty text; leave it out", std::string(field) + " 为空");
  }
  if (!ledger::is_utf8(text)) {
    bad(place, field, "field " + std::string(field) + " is not UTF-8", std::string(field) + " 不是 UTF-8 文字");
  }
}

void check_texts(const Place& place, std::string_view field, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) check_text(place, field, text);
}

void check_value(const Place& place, std::string_view field, const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) check_text(place, field, *text);
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) check_texts(place, field, *texts);
}

/// What `person@post@unit` can carry there and back.
void check_actor(const Place& place, const Actor& actor) {
  const bool whole = !actor.person.empty() && !actor.post.empty() && !actor.unit.empty() &&
                     actor.person.text().find('@') == std::string::npos &&
                     actor.post.text().find('@') == std::string::npos;
  if (!whole) {
    bad(place, "by", "\"" + actor.text() + "\" is no actor (person@post@unit)", "“" + actor.text() + "”不是行为人");
  }
  for (const auto* part : {&actor.person.text(), &actor.post.text(), &actor.unit.text()}) check_text(place, "by", *part);
}

void check_field(const Place& place, FactKind kind, const std::string& name, const Value& value) {
  const FieldForm* form = find_field(kind, name);
  const std::string_view kind_name = fact_name(kind);
  if (!form) {
    bad(place, name, std::string(kind_name) + " has no field \"" + name + "\"", "没有“" + name + "”这一事项");
  }
  if (!ledger::is_of_type(value, form->type)) {
    const std::string type(field_type_name(form->type));
    bad(place, name, "field " + name + " of " + std::string(kind_name) + " is not of type " + type,
        "“" + std::string(form->original) + "”（" + name + "）的类型应为 " + type);
  }
  check_value(place, name, value);
}

/// The rule for a fact on its way in and on its way out.
void check(const Fact& fact, const Place& place) {
  check_text(place, "subject", fact.subject);
  if (fact.version < 1) {
    bad(place, "version", "version is " + std::to_string(fact.version) + "; versions begin at 1", "版次应从 1 起");
  }
  for (const Actor& actor : fact.by) check_actor(place, actor);
  for (const auto& [name, value] : fact.fields.entries()) check_field(place, fact.kind, name, value);
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

/// Keys by code point, which in UTF-8 is the order of the bytes, and that of `Fields`.
std::string write_object(const Fields& fields) {
  ground::JsonWriter json;
  json.begin_object();
  for (const auto& [name, value] : fields.entries()) write(json.key(name), value);
  json.end_object();
  return json.take();
}

/// The keys of every fact, in order; those of its own fields stand between them.
constexpr std::string_view own_keys[] = {"by", "form", "kind", "on", "subject", "version"};

void write_own(ground::JsonWriter& json, std::string_view key, const Fact& fact) {
  if (key == "by" && fact.by.empty()) return;
  json.key(key);
  if (key == "by") {
    json.begin_array();
    for (const Actor& actor : fact.by) json.text(actor.text());
    json.end_array();
  }
  if (key == "form") json.integer(our_form);
  if (key == "kind") json.text(fact_name(fact.kind));
  if (key == "on") json.text(fact.on.iso());
  if (key == "subject") json.text(fact.subject);
  if (key == "version") json.integer(fact.version);
}

std::string write_fact(const Fact& fact) {
  const auto& fields = fact.fields.entries();
  auto field = fields.begin();
  ground::JsonWriter json;
  json.begin_object();
  for (const auto key : own_keys) {
    for (; field != fields.end() && field->first.compare(key) < 0; ++field) write(json.key(field->first), field->second);
    write_own(json, key, fact);
  }
  for (; field != fields.end(); ++field) write(json.key(field->first), field->second);
  json.end_object();
  return json.take();
}

std::string write_header(const HeaderLine& line) {
  Fields own{{"form", our_form}, {"kind", std::string(header_kind)}, {"ledger", line.ledger},
             {"recorded_at", line.header.recorded_at.text()}, {"person", line.header.by.person.text()},
             {"post", line.header.by.post.text()}, {"unit", line.header.by.unit.text()}, {"prev", line.prev}};
  own.set("source", line.header.source).set("content", line.header.content).set("refusals", line.header.refusals);
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
  if (!line.header.refusals.empty()) AccessLogHead::parse(line.header.refusals);
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

/// Before anything else of the line: a later form may hold what no type of ours can.
void check_form(const simdjson::dom::object& object, const Place& place) {
  std::int64_t form = 0;
  if (object.at_key("form").get_int64().get(form) != simdjson::SUCCESS || form < our_form) {
    bad(place, "form", "form is missing or not 1", "缺少格式版次 form");
  }
  if (form == our_form) return;
  const std::string number = std::to_string(form);
  throw LedgerError(ErrorCode::ledger_newer,
                    place.english() + " is written in form " + number + "; this library reads form " +
                        std::to_string(our_form) + ". Use a newer version of bihuan",
                    place.chinese() + "使用较新的格式（第" + number + "版），请升级本程序",
                    ledger::about(place.english(), "form " + number));
}

/// A line's values: the ledger's own keys apart from the rest.
struct Line {
  Fields own;
  Fields rest;
};

/// Reads lines. The buffer belongs to the parser, so lines need no padding of their own.
class LineReader {
 public:
  Line read(std::string_view line, const Place& place) {
    simdjson::dom::object object;
    if (const auto wrong = parser_.parse(line.data(), line.size(), true).get_object().get(object)) {
      bad(place, "", std::string("is no JSON object: ") + simdjson::error_message(wrong), "不是一条完整的记录");
    }
    check_form(object, place);
    Line read;
    for (const auto& [key, element] : object) {
      const bool own = std::find(std::begin(own_keys), std::end(own_keys), key) != std::end(own_keys);
      (own ? read.own : read.rest).set(key, read_value(element, place, key));
    }
    return read;
  }

 private:
  simdjson::dom::parser parser_;
};

const std::string& need_text(const Fields& fields, const Place& place, std::string_view key) {
  const std::string& text = fields.text(key);
  if (text.empty()) bad(place, key, std::string(key) + " is missing or no text", "缺少 " + std::string(key));
  return text;
}

Actor read_actor(const std::string& text, const Place& place) {
  try {
    return Actor::parse(text);
  } catch (const PlanError&) {
    bad(place, "by", "\"" + text + "\" is no actor (person@post@unit)", "“" + text + "”不是行为人");
  }
}

FactKind read_kind(const Fields& own, const Place& place) {
  const std::string& word = need_text(own, place, "kind");
  if (const auto kind = try_parse_fact_kind(word)) return *kind;
  bad(place, "kind", "\"" + word + "\" is no kind of fact of form 1", "没有“" + word + "”这种记录");
}

Day read_on(const Fields& own, const Place& place) {
  const std::string& text = need_text(own, place, "on");
  if (const auto day = ledger::iso_day(text)) return *day;
  bad(place, "on", "on is no ISO day: \"" + text + "\"", "on 不是日期：" + text);
}

/// Equal text means equal bytes: a second spelling of the same fact would have a second leaf.
void check_spelling(std::string_view line, std::string_view canonical, const Place& place) {
  if (line == canonical) return;
  const auto differs = std::mismatch(line.begin(), line.end(), canonical.begin(), canonical.end());
  bad(place, "", "is not spelled canonically from byte " + std::to_string(differs.first - line.begin() + 1),
      "不是规范写法");
}

/// Everything that a line may hold, and what is wrong with it.
Fact explain_fact(std::string_view line, ItemNumber number) {
  LineReader reader;
  const Place place{number, nullptr};
  Line read = reader.read(line, place);
  Fact fact{read_kind(read.own, place), read_on(read.own, place), need_text(read.own, place, "subject"),
            read.own.integer("version").value_or(0), {}, std::move(read.rest)};
  for (const std::string& text : read.own.texts("by")) fact.by.push_back(read_actor(text, place));
  check(fact, place);
  check_spelling(line, write_fact(fact), place);
  return fact;
}

Fact read_fact(ledger::FactLineReader& reader, std::string_view line, ItemNumber number) {
  return ledger::is_utf8(line) && reader.read(line) ? reader.fact() : explain_fact(line, number);
}

Instant read_recorded_at(const Fields& fields, const Place& place) {
  const std::string& text = need_text(fields, place, "recorded_at");
  try {
    return Instant::parse(text);
  } catch (const TimeError&) {
    bad(place, "recorded_at", "recorded_at is no instant: \"" + text + "\"", "记录时刻有误：" + text);
  }
}

HeaderLine read_header(LineReader& reader, std::string_view line, ItemNumber number) {
  const Place place{number, nullptr};
  Line read = reader.read(line, place);
  if (read.own.text("kind") != header_kind) bad(place, "kind", "is no commit header", "不是提交首行");
  const auto text = [&](std::string_view key) { return need_text(read.rest, place, key); };
  HeaderLine header;
  header.header.recorded_at = read_recorded_at(read.rest, place);
  header.header.by = {PersonId(text("person")), PostId(text("post")), UnitId(text("unit"))};
  header.header.source = read.rest.text("source");
  header.header.content = read.rest.text("content");
  header.header.refusals = read.rest.text("refusals");
  header.ledger = text("ledger");
  header.prev = text("prev");
  for (const auto& [name, value] : read.rest.entries()) {
    if (std::find(std::begin(header_keys), std::end(header_keys), name) != std::end(header_keys)) continue;
    bad(place, name, "a commit header has no field \"" + name + "\"", "提交首行没有“" + name + "”这一事项");
  }
  check(header, place);
  check_spelling(line, write_header(header), place);
  return header;
}

}  // namespace

std::string encode_header(const CommitHeader& header, const std::string& ledger, const Digest& prev) {
  const HeaderLine line{header, ledger, hex(prev)};
  check(line, {});
  return write_header(line);
}

std::string encode(const Fact& fact) {
  ledger::PlainLines line{{}};
  line.add(fact);
  if (auto plain = std::move(line).taken()) return *std::move(plain);
  check(fact, {0, &fact});
  return write_fact(fact);
}

std::string encode_commit(const CommitHeader& header, const std::string& ledger, const Digest& prev,
                          const std::vector<Fact>& facts) {
  std::string text = encode_header(header, ledger, prev);
  ledger::PlainLines lines{text};
  for (const Fact& fact : facts) lines.add(fact);
  if (auto plain = std::move(lines).taken()) return *std::move(plain);
  for (const Fact& fact : facts) (text += '\n') += encode(fact);
  return text;
}

HeaderLine decode_header(std::string_view line, ItemNumber number) {
  LineReader reader;
  return read_header(reader, line, number);
}

Fact decode_fact(std::string_view line, ItemNumber number) {
  ledger::FactLineReader reader;
  return read_fact(reader, line, number);
}

namespace {

/// The header, then each line of a fact with its number and whether it is UTF-8.
template <class Visit>
HeaderLine read_lines(LineReader& reader, const Commit& commit, Visit visit) {
  const auto lines = lines_of(commit.text);
  if (static_cast<std::int64_t>(lines.size()) != commit.item_count) {
    bad({commit.first_item, nullptr}, "", "its commit has " + std::to_string(lines.size()) + " lines and not " +
        std::to_string(commit.item_count), "所在提交的行数不符");
  }
  HeaderLine header = read_header(reader, lines.front(), commit.first_item);
  const bool all_sound = ledger::is_utf8(commit.text);
  for (std::size_t i = 1; i < lines.size(); ++i)
    visit(lines[i], commit.first_item + static_cast<ItemNumber>(i), all_sound || ledger::is_utf8(lines[i]));
  return header;
}

/// What is told of a line that only the careful reader reads.
struct ToldFact {
  Fact fact;
  std::vector<std::string> texts = {};
  std::vector<std::string_view> actors = {};
  std::vector<FactLine::Text> words = {};

  explicit ToldFact(Fact read) : fact(std::move(read)) {
    for (const Actor& actor : fact.by) texts.push_back(actor.text());
    for (const auto& [key, value] : fact.fields.entries()) {
      const FieldForm* field = find_field(fact.kind, key);
      if (field != nullptr && field->type == FieldType::actor) texts.push_back(fact.fields.text(key));
    }
    actors.assign(texts.begin(), texts.end());
    for (const auto& [key, value] : fact.fields.entries())
      if (const auto* text = std::get_if<std::string>(&value)) words.emplace_back(key, *text);
  }
};

}  // namespace

DecodedCommit decode(const Commit& commit) {
  LineReader header_reader;
  ledger::FactLineReader reader;
  std::vector<Fact> facts;
  facts.reserve(static_cast<std::size_t>(std::max<std::int64_t>(commit.item_count, 1)));
  HeaderLine header = read_lines(header_reader, commit, [&](std::string_view line, ItemNumber number, bool) { facts.push_back(read_fact(reader, line, number)); });
  return {commit.seq, commit.first_item, std::move(header.ledger), std::move(header.prev), std::move(header.header), std::move(facts)};
}

struct LineScanner::Readers {
  LineReader header;
  ledger::FactLineReader line;
};

LineScanner::LineScanner() : readers_(std::make_unique<Readers>()) {}
LineScanner::~LineScanner() = default;

CommitHeader LineScanner::scan(const Commit& commit, const std::function<void(const FactLine&)>& visit) {
  ledger::FactLineReader& reader = readers_->line;
  return read_lines(readers_->header, commit, [&](std::string_view line, ItemNumber number, bool is_utf8) {
    if (is_utf8 && reader.read(line)) {
      visit({line, number, reader.kind(), reader.on(), reader.subject(), reader.unstated(), reader.actors(), reader.texts()});
    } else {
      const ToldFact told(explain_fact(line, number));
      visit({line, number, told.fact.kind, told.fact.on, told.fact.subject, told.fact.fields.has("unstated"), told.actors, told.words});
    }
  }).header;
}

std::string canonical_object(const Fields& fields) {
  for (const auto& [name, value] : fields.entries()) {
    const Place place;
    check_text(place, name, name);
    check_value(place, name, value);
  }
  return write_object(fields);
}

bool ledger::is_utf8(std::string_view bytes) noexcept { return simdjson::validate_utf8(bytes.data(), bytes.size()); }

Fields read_canonical_object(std::string_view line, const std::string& what) {
  simdjson::dom::parser parser;
  simdjson::dom::object object;
  const auto refuse = [&](const std::string& why) {
    throw LedgerError(ErrorCode::bad_fact, what + " is no canonical object: " + why, what + " 不是规范写法", ledger::about(what));
  };
  if (const auto wrong = parser.parse(line.data(), line.size(), true).get_object().get(object)) refuse(simdjson::error_message(wrong));
  Fields fields;
  for (const auto& [key, element] : object) fields.set(key, read_value(element, {}, key));
  if (write_object(fields) != line) refuse("its spelling is another");
  return fields;
}

}  // namespace bihuan
