#include "plan/reader.hpp"

#include "bihuan/error.hpp"
#include "org/near.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace bihuan::plan {
namespace {

using ground::Node;
using ground::NodeType;

Sentence told(NodeType type) {
  switch (type) {
    case NodeType::table: return {"a table", "一张表"};
    case NodeType::array: return {"a list", "一个列表"};
    case NodeType::text: return {"a text", "文字"};
    case NodeType::integer: return {"a whole number", "整数"};
    case NodeType::boolean: return {"true or false", "真假值"};
    case NodeType::day: return {"a day", "日期"};
    case NodeType::other: return {"something else (a fraction or a time)", "其他值（小数或时刻）"};
  }
  return {};
}

bool is_id(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '.';
  });
}

bool is_blank(const std::string& text) { return text.find_first_not_of(" \t\r\n") == std::string::npos; }

std::string in_chinese(const std::string& text) { return "“" + text + "”"; }

}  // namespace

std::string joined(const std::vector<std::string>& words, const char* between) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : between) + word;
  return out;
}

void refuse(const Source& source, int line, int column, const Sentence& sentence, std::vector<std::string> allowed) {
  ErrorContext context;
  context.subject = "plan";
  context.allowed = std::move(allowed);
  context.file = source.file;
  context.line = line;
  context.column = column;
  const std::string l = std::to_string(line);
  const std::string c = std::to_string(column);
  throw PlanError(ErrorCode::plan_value, source.file + ":" + l + ":" + c + ": " + sentence.english,
                  source.file + "第" + l + "行第" + c + "列：" + sentence.chinese, context);
}

Table::Table(Source& source, const Node& node, std::string what)
    : source_(source), node_(node), what_(std::move(what)) {
  if (node.type != NodeType::table) {
    refuse(source, node.line, node.column,
           {what_ + " must be a table { … }, not " + told(node.type).english,
            what_ + " 应为一张表 { … }，而不是" + told(node.type).chinese});
  }
}

void Table::refuse_here(const Sentence& sentence) const {
  refuse(source_, node_.line, node_.column,
         {what_ + ": " + sentence.english, what_ + "：" + sentence.chinese});
}

const Node* Table::find(const std::string& key) {
  asked_.insert(key);
  return node_.find(key);
}

const Node& Table::need(const std::string& key) {
  if (const Node* found = find(key)) return *found;
  refuse_if_misspelt(key);
  refuse_here({"the key '" + key + "' is missing", "缺少键 " + key});
}

/// A missing key is most often a misspelt one.
void Table::refuse_if_misspelt(const std::string& key) {
  for (const ground::Member& member : node_.members) {
    if (asked_.count(member.key) == 0 && !org::near_words(member.key, {key}).empty()) refuse_key(member, {}, {key});
  }
}

void Table::refuse_key(const ground::Member& member, const std::vector<std::string>& known,
                       const std::vector<std::string>& near) {
  Sentence sentence{what_ + " has no key '" + member.key + "'", what_ + " 没有键 " + member.key};
  if (!near.empty()) {
    sentence.english += "; did you mean '" + near.front() + "'?";
    sentence.chinese += "，是否为 " + near.front() + "？";
  } else {
    sentence.english += "; keys: " + joined(known, ", ");
    sentence.chinese += "；可用的键：" + joined(known, "、");
  }
  refuse(source_, member.line, member.column, sentence, near.empty() ? known : near);
}

void Table::done() {
  const std::vector<std::string> known(asked_.begin(), asked_.end());
  for (const ground::Member& member : node_.members) {
    if (asked_.count(member.key) == 0) refuse_key(member, known, org::near_words(member.key, known));
  }
}

void Table::expect(const Node& node, const std::string& key, NodeType type, const Sentence& wanted) {
  if (node.type == type) return;
  refuse(source_, node.line, node.column,
         {what_ + ": '" + key + "' must be " + wanted.english + ", not " + told(node.type).english,
          what_ + "：" + key + " 应为" + wanted.chinese + "，而不是" + told(node.type).chinese});
}

std::string Table::text_of(const Node& node, const std::string& key) {
  expect(node, key, NodeType::text, {"a text in quotes", "引号中的文字"});
  if (is_blank(node.text)) {
    refuse(source_, node.line, node.column,
           {what_ + ": '" + key + "' is empty; leave the key out or write a text",
            what_ + "：" + key + " 为空；请删去该键或填写文字"});
  }
  return node.text;
}

std::string Table::text(const std::string& key) { return text_of(need(key), key); }

std::string Table::text_or(const std::string& key, const std::string& otherwise) {
  const Node* found = find(key);
  return found != nullptr ? text_of(*found, key) : otherwise;
}

std::string Table::id(const std::string& key) {
  const Node& node = need(key);
  const std::string text = text_of(node, key);
  if (!is_id(text)) {
    refuse(source_, node.line, node.column,
           {what_ + ": '" + key + "' must be an id of ASCII letters, digits, '_', '-' and '.', not \"" + text + "\"",
            what_ + "：" + key + " 应为由英文字母、数字、_、-、. 组成的代号，而不是" + in_chinese(text)});
  }
  return text;
}

int Table::count_or(const std::string& key, int otherwise, int least, int most) {
  const Node* node = find(key);
  if (node == nullptr) return otherwise;
  const std::string range = std::to_string(least) + " to " + std::to_string(most);
  const std::string range_chinese = std::to_string(least) + " 至 " + std::to_string(most) + " 的整数";
  expect(*node, key, NodeType::integer, {"a whole number from " + range, range_chinese});
  if (node->integer < least || node->integer > most) {
    refuse(source_, node->line, node->column,
           {what_ + ": '" + key + "' must be from " + range + ", not " + std::to_string(node->integer),
            what_ + "：" + key + " 应为 " + range_chinese + "，而不是 " + std::to_string(node->integer)});
  }
  return static_cast<int>(node->integer);
}

bool Table::truth_or(const std::string& key, bool otherwise) {
  const Node* node = find(key);
  if (node == nullptr) return otherwise;
  expect(*node, key, NodeType::boolean, {"true or false", " true 或 false"});
  return node->integer != 0;
}

Day Table::day_of(const Node& node, const std::string& key) {
  expect(node, key, NodeType::day, {"a day without quotes, for example 2021-03-01", "不加引号的日期，例如 2021-03-01"});
  try {
    return Day::of(node.year, node.month, node.day_of_month);
  } catch (const TimeError& error) {
    refuse(source_, node.line, node.column,
           {what_ + ": '" + key + "': " + error.what(), what_ + "：" + key + "：" + error.chinese()});
  }
}

Day Table::day(const std::string& key) { return day_of(need(key), key); }

std::optional<Day> Table::day_or_none(const std::string& key) {
  const Node* node = find(key);
  return node != nullptr ? std::optional(day_of(*node, key)) : std::nullopt;
}

Validity Table::validity() {
  const Validity valid{day_or_none("first"), day_or_none("last")};
  if (valid.first && valid.last && *valid.last < *valid.first) {
    refuse_here({"it ends on " + valid.last->iso() + ", before it begins on " + valid.first->iso(),
                 "止日 " + valid.last->iso() + " 早于起日 " + valid.first->iso()});
  }
  return valid;
}

Span Table::span(const std::string& key) {
  Table days(source_, need(key), what_ + ": " + key);
  days.day("first");
  days.day("last");
  const Validity valid = days.validity();
  days.origin();
  days.done();
  return {*valid.first, *valid.last};
}

std::size_t Table::word_of(const Node& node, const std::string& key, const Words& words) {
  const std::string text = text_of(node, key);
  const auto found = std::find(words.begin(), words.end(), text);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  refuse(source_, node.line, node.column,
         {what_ + ": '" + key + "' may be " + joined(words, ", ") + "; not \"" + text + "\"",
          what_ + "：" + key + " 可为 " + joined(words, "、") + "，而不是" + in_chinese(text)},
         words);
}

std::size_t Table::word(const std::string& key, const Words& words) { return word_of(need(key), key, words); }

std::pair<std::string, Origin> Table::marked_text(const std::string& key) {
  const Node& node = need(key);
  if (node.type != NodeType::table) return {text_of(node, key), Origin::printed};
  Table table(source_, node, what_ + ": " + key);
  const std::string value = table.text("value");
  const Origin origin = table.origin();
  table.done();
  return {value, origin};
}

std::pair<std::size_t, Origin> Table::marked_word(const std::string& key, const Words& words) {
  const Node& node = need(key);
  if (node.type != NodeType::table) return {word_of(node, key, words), Origin::printed};
  Table table(source_, node, what_ + ": " + key);
  const std::size_t word = table.word("value", words);
  const Origin origin = table.origin();
  table.done();
  return {word, origin};
}

Origin Table::origin_of(const Node* node, const std::string& of, Origin otherwise) {
  static const Words words = {"printed", "inferred", "assumed"};
  const Origin origin = node != nullptr ? static_cast<Origin>(word_of(*node, "origin", words)) : otherwise;
  if (origin != Origin::printed) source_.unprinted.push_back({of, origin, node != nullptr ? node->line : node_.line});
  return origin;
}

Origin Table::origin(Origin otherwise) { return origin_of(find("origin"), what_, otherwise); }

std::vector<std::string> Table::texts_of(const Node& list, const std::string& key) {
  expect(list, key, NodeType::array, {"a list of texts [\"…\", \"…\"]", "文字列表 [\"…\", \"…\"]"});
  std::vector<std::string> out;
  for (const Node& item : list.items) {
    out.push_back(text_of(item, key));
    if (std::find(out.begin(), out.end() - 1, out.back()) != out.end() - 1) {
      refuse(source_, item.line, item.column,
             {what_ + ": '" + key + "' names \"" + out.back() + "\" twice", what_ + "：" + key + " 中“" + out.back() + "”重复"});
    }
  }
  return out;
}

std::vector<std::string> Table::texts(const std::string& key) {
  const Node* node = find(key);
  return node != nullptr ? texts_of(*node, key) : std::vector<std::string>{};
}

std::vector<Named> Table::names(const std::string& key) {
  const Node* node = find(key);
  if (node == nullptr) return {};
  std::vector<std::string> names;
  Origin origin = Origin::printed;
  if (node->type == NodeType::table) {
    Table table(source_, *node, what_ + ": " + key);
    names = table.texts_of(table.need("names"), "names");
    origin = table.origin();
    table.done();
  } else {
    names = texts_of(*node, key);
  }
  std::vector<Named> out;
  for (std::string& name : names) out.push_back({std::move(name), origin});
  return out;
}

Named Table::name(const std::string& key) {
  const Node& node = need(key);
  if (node.type != NodeType::table) return {text_of(node, key), Origin::printed};
  Table table(source_, node, what_ + ": " + key);
  Named out{table.text("name"), table.origin()};
  table.done();
  return out;
}

void Table::each(const std::string& key, const std::function<void(Table&)>& read) {
  const Node* list = find(key);
  if (list == nullptr) return;
  expect(*list, key, NodeType::array, {"a list of tables: [[" + key + "]]", "表的列表，写作 [[" + key + "]]"});
  for (const Node& item : list->items) {
    Table table(source_, item, key);
    read(table);
    table.done();
  }
}

void Table::each_entry(const std::string& key, const std::string& key_of_text, const std::function<void(Table&)>& read) {
  const Node* list = find(key);
  if (list == nullptr) return;
  expect(*list, key, NodeType::array, {"a list of texts [\"…\", \"…\"]", "文字列表 [\"…\", \"…\"]"});
  std::set<std::string> seen;
  for (const Node& item : list->items) {
    const Node* text = item.type == NodeType::table ? item.find(key_of_text) : &item;
    const std::string said = text != nullptr ? text_of(*text, key) : std::string();
    if (text != nullptr && !seen.insert(said).second) {
      refuse(source_, text->line, text->column,
             {what_ + ": '" + key + "' names \"" + said + "\" twice", what_ + "：" + key + " 中“" + said + "”重复"});
    }
    Node entry = item;
    if (item.type != NodeType::table) {
      entry.type = NodeType::table;
      entry.text.clear();
      entry.members.push_back({key_of_text, item.line, item.column, item});
    }
    Table table(source_, entry, what_ + ": " + key);
    read(table);
    table.done();
  }
}

void Table::each_member(const std::string& key, const Words& words,
                        const std::function<void(const std::string&, Table&)>& read) {
  const Node* node = find(key);
  if (node == nullptr) return;
  expect(*node, key, NodeType::table, {"a table: [" + key + "]", "一张表，写作 [" + key + "]"});
  for (const ground::Member& member : node->members) {
    if (!is_id(member.key)) {
      refuse(source_, member.line, member.column,
             {"[" + key + "]: \"" + member.key + "\" must be an id of ASCII letters, digits, '_', '-' and '.'",
              "[" + key + "]：“" + member.key + "”应为由英文字母、数字、_、-、. 组成的代号"});
    }
    if (!words.empty() && std::find(words.begin(), words.end(), member.key) == words.end()) {
      Table(source_, *node, "[" + key + "]").refuse_key(member, words, org::near_words(member.key, words));
    }
    Table table(source_, member.value, key + " " + member.key);
    read(member.key, table);
    table.done();
  }
}

Table Table::table(const std::string& key) { return Table(source_, need(key), key); }

ground::Node parse_tree(std::string_view text, const std::string& file_name) {
  try {
    return ground::parse_toml(text);
  } catch (const ground::SyntaxError& error) {
    ErrorContext context;
    context.subject = "plan";
    context.file = file_name;
    context.line = error.line;
    context.column = error.column;
    const std::string l = std::to_string(error.line);
    const std::string c = std::to_string(error.column);
    throw PlanError(ErrorCode::plan_syntax, file_name + ":" + l + ":" + c + ": not TOML: " + error.message,
                    file_name + "第" + l + "行第" + c + "列：不是正确的 TOML：" + error.message, context);
  }
}

namespace {

[[noreturn]] void refuse_file(const Sentence& what, const std::string& name, const char* english, const char* chinese) {
  ErrorContext context;
  context.subject = "plan";
  context.file = name;
  throw PlanError(ErrorCode::bad_file, what.english + " " + name + " " + english, what.chinese + " " + name + chinese, context);
}

}  // namespace

std::string file_text(const std::filesystem::path& file, const Sentence& what) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) refuse_file(what, file.string(), "does not exist", " 不存在");
  if (std::filesystem::is_directory(file, ignored)) refuse_file(what, file.string(), "is a folder", " 是文件夹");
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  if (in.peek() != std::ifstream::traits_type::eof()) text << in.rdbuf();
  if (!in.is_open() || in.bad() || text.bad()) refuse_file(what, file.string(), "can't be read", " 无法读取");
  return text.str();
}

}  // namespace bihuan::plan
