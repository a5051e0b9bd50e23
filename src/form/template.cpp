#include "bihuan/form/template.hpp"

#include "ground/document.hpp"
#include "ground/embedded.hpp"
#include "time/reading.hpp"

#include <algorithm>
#include <array>

namespace bihuan {
namespace {

using ground::NodeType;
using Terms = std::vector<std::pair<std::string, std::string>>;

constexpr std::array<std::pair<std::string_view, ColumnType>, 8> column_types{{
    {"text", ColumnType::text}, {"identifier", ColumnType::identifier}, {"integer", ColumnType::integer},
    {"amount", ColumnType::amount}, {"day", ColumnType::day}, {"term", ColumnType::term},
    {"names", ColumnType::names}, {"list", ColumnType::list}}};

// Excel's limits for the name of a sheet.
constexpr std::size_t longest_sheet_name = 31;
constexpr std::string_view not_in_sheet_names = "[]:*?/\\";

std::string_view type_word(NodeType type) {
  switch (type) {
    case NodeType::table: return "a table";
    case NodeType::array: return "a list";
    case NodeType::text: return "text in quotes";
    case NodeType::integer: return "a whole number";
    case NodeType::boolean: return "true or false";
    case NodeType::day: return "a day";
    case NodeType::other: break;
  }
  return "something else";
}

std::size_t character_count(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

/// Reads the tree of a template file and refuses what it does not know, with the place.
class TemplateReader {
 public:
  explicit TemplateReader(const std::string& file) : file_(file) {}

  Template read(const ground::Node& root) {
    for (const ground::Member& member : root.members) {
      const bool known = member.key == "id" || member.key == "sign_off" || member.key == "header" ||
                         member.key == "terms" || member.key == "report" || member.key == "returned";
      if (!known) refuse(member.line, member.column, "unknown key \"" + member.key + "\"", "未知的键“" + member.key + "”");
    }
    Template form;
    form.id = text(need(root, "id"));
    form.sign_off = texts(need(root, "sign_off"));
    for (const ground::Member& label : expect(need(root, "header"), NodeType::table).members) {
      form.header_labels.emplace_back(label.key, texts(label.value));
    }
    terms_ = root.find("terms");
    form.report = sheets(need(root, "report"));
    form.returned = sheets(need(root, "returned"));
    return form;
  }

  [[noreturn]] void refuse(int line, int column, const std::string& english, const std::string& chinese) const {
    ErrorContext context;
    context.subject = "template";
    context.file = file_;
    context.line = line;
    context.column = column;
    const std::string l = std::to_string(line);
    const std::string c = std::to_string(column);
    throw FormError(ErrorCode::bad_file, file_ + ":" + l + ":" + c + ": " + english,
                    file_ + " 第 " + l + " 行第 " + c + " 列：" + chinese, context);
  }

 private:
  [[noreturn]] void refuse(const ground::Node& at, const std::string& english, const std::string& chinese) const {
    refuse(at.line, at.column, english, chinese);
  }

  const ground::Node& need(const ground::Node& table, const std::string& key) const {
    const ground::Node* found = table.find(key);
    if (found == nullptr) refuse(table, "the key \"" + key + "\" is missing", "缺少键“" + key + "”");
    return *found;
  }

  const ground::Node& expect(const ground::Node& node, NodeType type) const {
    if (node.type != type) {
      refuse(node, "expected " + std::string(type_word(type)) + ", found " + std::string(type_word(node.type)),
             "值的类型不对，应为 " + std::string(type_word(type)));
    }
    return node;
  }

  std::string text(const ground::Node& node) const {
    if (expect(node, NodeType::text).text.empty()) refuse(node, "the text is empty", "文字为空");
    return node.text;
  }

  std::vector<std::string> texts(const ground::Node& node) const {
    std::vector<std::string> out;
    for (const ground::Node& item : expect(node, NodeType::array).items) out.push_back(text(item));
    return out;
  }

  bool truth(const ground::Node& table, const std::string& key, bool otherwise) const {
    const ground::Node* found = table.find(key);
    return found == nullptr ? otherwise : expect(*found, NodeType::boolean).integer != 0;
  }

  std::vector<SheetTemplate> sheets(const ground::Node& list) const {
    std::vector<SheetTemplate> out;
    for (const ground::Node& node : expect(list, NodeType::array).items) {
      SheetTemplate sheet;
      sheet.key = text(need(expect(node, NodeType::table), "key"));
      sheet.name = sheet_name(need(node, "name"));
      sheet.title = text(need(node, "title"));
      for (const SheetTemplate& other : out) {
        if (other.key == sheet.key || other.name == sheet.name) {
          refuse(node, "a second sheet \"" + sheet.key + "\" (" + sheet.name + ")", "表“" + sheet.name + "”重复");
        }
      }
      for (const ground::Node& item : expect(need(node, "columns"), NodeType::array).items) {
        const Column found = column(item);
        if (sheet.find(found.key) != nullptr) {
          refuse(item, "a second column with the key \"" + found.key + "\"", "键“" + found.key + "”的栏重复");
        }
        sheet.columns.push_back(found);
      }
      out.push_back(std::move(sheet));
    }
    return out;
  }

  std::string sheet_name(const ground::Node& node) const {
    const std::string name = text(node);
    if (character_count(name) > longest_sheet_name || name.find_first_of(not_in_sheet_names) != std::string::npos) {
      refuse(node, "a sheet name has at most 31 characters and none of []:*?/\\", "表名最多 31 字，且不能含 []:*?/\\");
    }
    return name;
  }

  Column column(const ground::Node& node) const {
    expect(node, NodeType::table);
    for (const ground::Member& member : node.members) {
      constexpr std::array<std::string_view, 8> known{"key", "heading", "also", "type", "width", "required", "on_paper", "terms"};
      if (std::find(known.begin(), known.end(), member.key) == known.end()) {
        refuse(member.line, member.column, "a column has no \"" + member.key + "\"", "栏没有“" + member.key + "”这个键");
      }
    }
    Column out;
    out.key = text(need(node, "key"));
    out.heading = text(need(node, "heading"));
    if (const ground::Node* also = node.find("also")) out.also = texts(*also);
    if (const ground::Node* type = node.find("type")) out.type = column_type(*type);
    if (const ground::Node* width = node.find("width")) {
      if (expect(*width, NodeType::integer).integer < 1 || width->integer > 255) {
        refuse(*width, "a width is 1 to 255 characters", "栏宽应为 1 至 255");
      }
      out.width = static_cast<int>(width->integer);
    }
    out.required = truth(node, "required", false);
    out.on_paper = truth(node, "on_paper", true);
    if (const ground::Node* name = node.find("terms")) out.terms = terms(*name);
    if (out.type == ColumnType::term && out.terms.empty()) {
      refuse(node, "the column \"" + out.key + "\" is a term but names no terms", "栏“" + out.key + "”缺少 terms");
    }
    return out;
  }

  ColumnType column_type(const ground::Node& node) const {
    const std::string word = text(node);
    std::string all;
    for (const auto& [name, type] : column_types) {
      if (name == word) return type;
      all += (all.empty() ? "" : ", ") + std::string(name);
    }
    refuse(node, "no column type \"" + word + "\"; there are " + all, "没有栏类型“" + word + "”，可用：" + all);
  }

  Terms terms(const ground::Node& name) const {
    const ground::Node* list = terms_ == nullptr ? nullptr : terms_->find(text(name));
    if (list == nullptr) refuse(name, "no list of terms \"" + name.text + "\"", "[terms] 中没有“" + name.text + "”");
    Terms out;
    for (const ground::Node& pair : expect(*list, NodeType::array).items) {
      const std::vector<std::string> two = texts(pair);
      if (two.size() != 2) refuse(pair, "a term is two texts: as printed, our word", "一个用语应为两段文字：印出的和内部的");
      for (const auto& [printed, word] : out) {
        if (bare_heading(printed) == bare_heading(two[0]) && word != two[1]) {
          refuse(pair, "the term \"" + two[0] + "\" already means \"" + word + "\"", "用语“" + two[0] + "”重复且含义不同");
        }
      }
      out.emplace_back(two[0], two[1]);
    }
    return out;
  }

  std::string file_;
  const ground::Node* terms_ = nullptr;
};

template <class Sheets>
const SheetTemplate* find_sheet(const Sheets& sheets, std::string_view key) noexcept {
  const auto found = std::find_if(sheets.begin(), sheets.end(), [&](const SheetTemplate& sheet) { return sheet.key == key; });
  return found == sheets.end() ? nullptr : &*found;
}

}  // namespace

std::string bare_heading(std::string_view text) {
  const std::string narrow = reading::narrow(text);
  std::string out;
  for (const char c : narrow) {
    if (c != ' ' && c != '\n' && c != '\r' && c != '\v' && c != '\f') out += c;
  }
  while (!out.empty() && (out.back() == ':' || out.back() == '*')) out.pop_back();
  return out;
}

bool Column::reads(std::string_view text) const {
  const std::string bare = bare_heading(text);
  return bare == bare_heading(heading) ||
         std::any_of(also.begin(), also.end(), [&](const std::string& other) { return bare == bare_heading(other); });
}

std::optional<std::string> Column::word_of(std::string_view printed) const {
  // As it is printed, most often. (A template in which terms that look alike have two words is not read.)
  for (const auto& [term, word] : terms) {
    if (printed == term) return word;
  }
  const std::string bare = bare_heading(printed);
  for (const auto& [term, word] : terms) {
    if (bare == bare_heading(term)) return word;
  }
  for (const auto& [term, word] : terms) {
    if (bare == word) return word;
  }
  return std::nullopt;
}

std::string Column::print(std::string_view word) const {
  for (const auto& [term, ours] : terms) {
    if (ours == word) return term;
  }
  return std::string(word);
}

const Column* SheetTemplate::find(std::string_view wanted) const noexcept {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& column) { return column.key == wanted; });
  return found == columns.end() ? nullptr : &*found;
}

Template Template::standard() { return parse(embedded::templates_toml, "templates.toml"); }

Template Template::parse(std::string_view text, const std::string& file_name) {
  TemplateReader reader(file_name);
  try {
    Template form = reader.read(ground::parse_toml(text));
    form.text = text;
    return form;
  } catch (const ground::SyntaxError& error) {
    reader.refuse(error.line, error.column, error.message, error.message);
  }
}

const SheetTemplate* Template::find_report(std::string_view key) const noexcept { return find_sheet(report, key); }
const SheetTemplate* Template::find_returned(std::string_view key) const noexcept { return find_sheet(returned, key); }

}  // namespace bihuan
