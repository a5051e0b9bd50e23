// ground/document.hpp: a TOML file as a tree of values that know their place.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bihuan::ground {

enum class NodeType { table, array, text, integer, boolean, day, other };

struct Node;
struct Member;

/// A value with its place. `other` is whatever the plan language has no use for (floats, times).
struct Node {
  NodeType type = NodeType::table;
  int line = 0;    ///< from 1
  int column = 0;  ///< from 1
  std::string text;            ///< text
  std::int64_t integer = 0;    ///< integer; boolean as 0 or 1
  int year = 0, month = 0, day_of_month = 0;  ///< day, as written (TOML has checked it)
  std::vector<Node> items;     ///< array
  std::vector<Member> members; ///< table, in the order of the file

  /// The member with that key, or nullptr.
  const Node* find(std::string_view key) const;
};

struct Member {
  std::string key;
  int line = 0;
  int column = 0;
  Node value;
};

/// A syntax error: what was wrong, and where.
struct SyntaxError {
  std::string message;
  int line = 0;
  int column = 0;
};

/// Parses TOML text. Throws SyntaxError. Bare Chinese keys get the hint to quote them.
Node parse_toml(std::string_view text);

}  // namespace bihuan::ground
