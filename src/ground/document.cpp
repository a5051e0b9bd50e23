#include "ground/document.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <tuple>

namespace bihuan::ground {
namespace {

// toml++ bounds the nesting of values (256) but not the length of a dotted key, and building or freeing a key of
// 100,000 parts overflows the stack. So dots are counted before it sees the text.
constexpr int max_key_parts = 32;
// the values of a tree may stand this deep; a plan needs five
constexpr int max_depth = 64;

int to_int(toml::source_index index) { return static_cast<int>(index); }

/// Walks the text outside of strings and comments, and refuses a key (or a number) with too many dots.
class KeyDepth {
 public:
  explicit KeyDepth(std::string_view text) : text_(text) {}

  void check() {
    while (at_ < text_.size()) {
      const char now = text_[at_];
      if (now == '"' || now == '\'') skip_string(now);
      else if (now == '#') skip_comment();
      else count(now);
    }
  }

 private:
  bool starts_with(std::string_view what) const { return text_.compare(at_, what.size(), what) == 0; }

  void advance(std::size_t by) {
    for (const std::size_t end = std::min(at_ + by, text_.size()); at_ < end; ++at_) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte == '\n') {
        ++line_;
        column_ = 1;
      } else if ((byte & 0xc0) != 0x80) {
        ++column_;
      }
    }
  }

  void skip_string(char quote) {
    const std::string three(3, quote);
    const bool many_lines = starts_with(three);
    advance(many_lines ? 3 : 1);
    while (at_ < text_.size()) {
      if (quote == '"' && text_[at_] == '\\') {
        advance(2);
      } else if (many_lines ? starts_with(three) : text_[at_] == quote) {
        advance(many_lines ? 3 : 1);
        return;
      } else if (!many_lines && text_[at_] == '\n') {
        return;  // an unclosed string; the parser will say so
      } else {
        advance(1);
      }
    }
  }

  void skip_comment() {
    while (at_ < text_.size() && text_[at_] != '\n') advance(1);
  }

  void count(char now) {
    if (now == '.') {
      if (++dots_ >= max_key_parts) {
        throw SyntaxError{"a dotted key has more than " + std::to_string(max_key_parts) + " parts", line_, column_};
      }
    } else if (now == '=' || now == ',' || now == '\n' || now == '[' || now == ']' || now == '{' || now == '}') {
      dots_ = 0;
    }
    advance(1);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  int column_ = 1;
  int dots_ = 0;
};

Node node_of(const toml::node& from, int depth);

void fill_table(Node& node, const toml::table& table, int depth) {
  node.type = NodeType::table;
  node.members.reserve(table.size());
  for (const auto& [key, value] : table) {
    const toml::source_position place = key.source().begin;
    node.members.push_back({std::string(key.str()), to_int(place.line), to_int(place.column), node_of(value, depth + 1)});
  }
  // toml++ keeps tables sorted by key
  std::stable_sort(node.members.begin(), node.members.end(), [](const Member& left, const Member& right) {
    return std::tie(left.line, left.column) < std::tie(right.line, right.column);
  });
}

void fill_array(Node& node, const toml::array& array, int depth) {
  node.type = NodeType::array;
  node.items.reserve(array.size());
  for (const toml::node& item : array) node.items.push_back(node_of(item, depth + 1));
}

Node node_of(const toml::node& from, int depth) {
  Node node;
  node.line = to_int(from.source().begin.line);
  node.column = to_int(from.source().begin.column);
  if (depth > max_depth) {
    throw SyntaxError{"values are nested deeper than " + std::to_string(max_depth), node.line, node.column};
  }
  if (const auto* table = from.as_table()) {
    fill_table(node, *table, depth);
  } else if (const auto* array = from.as_array()) {
    fill_array(node, *array, depth);
  } else if (const auto* text = from.as_string()) {
    node.type = NodeType::text;
    node.text = text->get();
  } else if (const auto* integer = from.as_integer()) {
    node.type = NodeType::integer;
    node.integer = integer->get();
  } else if (const auto* boolean = from.as_boolean()) {
    node.type = NodeType::boolean;
    node.integer = boolean->get() ? 1 : 0;
  } else if (const auto* date = from.as_date()) {
    node.type = NodeType::day;
    node.year = date->get().year;
    node.month = date->get().month;
    node.day_of_month = date->get().day;
  } else {
    node.type = NodeType::other;
  }
  return node;
}

/// The byte at a place of the text; columns count code points, as toml++ does.
unsigned char byte_at(std::string_view text, int line, int column) {
  std::size_t at = text.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
  for (; line > 1 && at < text.size(); ++at) {
    if (text[at] == '\n') --line;
  }
  const auto continues = [&] { return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80; };
  for (; column > 1 && at < text.size(); --column) {
    ++at;
    while (continues()) ++at;
  }
  return at < text.size() ? static_cast<unsigned char>(text[at]) : static_cast<unsigned char>(0);
}

SyntaxError syntax_error(const toml::parse_error& error, std::string_view text) {
  SyntaxError found{std::string(error.description()), to_int(error.source().begin.line),
                    to_int(error.source().begin.column)};
  const bool beyond_ascii = byte_at(text, found.line, found.column) >= 0x80;
  const auto says = [&](std::string_view what) { return found.message.find(what) != std::string::npos; };
  if (says("utf-8")) {
    found.message += "；文件须为 UTF-8 编码";
  } else if (says("parsing string") && (says("end-of-file") || byte_at(text, found.line, found.column) == '\n')) {
    found.message += "；引号未闭合";
  } else if (beyond_ascii && says("parsing value")) {
    found.message += "；文字值请加引号";
  } else if (beyond_ascii) {
    found.message += "；中文键名请加引号，等号、引号须用半角";
  }
  return found;
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  for (const Member& member : members) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

Node parse_toml(std::string_view text) {
  KeyDepth(text).check();
  try {
    const toml::table table = toml::parse(text);
    Node root;
    root.line = 1;
    root.column = 1;
    fill_table(root, table, 0);
    return root;
  } catch (const toml::parse_error& error) {
    throw syntax_error(error, text);
  }
}

}  // namespace bihuan::ground
