// plan/reader.hpp: reads the tables of a plan file key by key; what nobody asked for is an error.
#pragma once

#include "bihuan/plan/plan.hpp"
#include "ground/document.hpp"

#include <functional>
#include <set>

namespace bihuan::plan {

/// The file being read: its name for messages, and the values that say they are not printed.
struct Source {
  std::string file;
  std::vector<Unprinted> unprinted;
};

/// A sentence in both languages.
struct Sentence {
  std::string english;
  std::string chinese;
};

/// Throws PlanError (plan_value) at a place of the file.
[[noreturn]] void refuse(const Source& source, int line, int column, const Sentence& sentence,
                         std::vector<std::string> allowed = {});

/// A choice written as a word: the words, in the order of the enum.
using Words = std::vector<std::string>;

/// A table of the plan file. Every key is asked for once; `done` refuses the rest, naming the nearest key.
class Table {
 public:
  /// `what` names the table in messages: "task 3.2.1". Refuses a value that is no table.
  Table(Source& source, const ground::Node& node, std::string what);

  const std::string& what() const noexcept { return what_; }
  int line() const noexcept { return node_.line; }
  void rename(std::string what) { what_ = std::move(what); }

  /// The value of a key, or nullptr.
  const ground::Node* find(const std::string& key);
  const ground::Node& need(const std::string& key);

  std::string text(const std::string& key);
  std::string text_or(const std::string& key, const std::string& otherwise);
  /// ASCII letters, digits, '_', '-' and '.'.
  std::string id(const std::string& key);
  int count_or(const std::string& key, int otherwise, int least, int most);
  bool truth_or(const std::string& key, bool otherwise);
  Day day(const std::string& key);
  std::optional<Day> day_or_none(const std::string& key);
  /// `first` and `last`, both optional, in order.
  Validity validity();
  /// A table with `first` and `last`.
  Span span(const std::string& key);
  /// The key `origin`; printed when it is absent, unless told otherwise.
  Origin origin(Origin otherwise = Origin::printed);
  std::size_t word(const std::string& key, const Words& words);
  /// A text or word, or `{ value = "…", origin = "…" }`.
  std::pair<std::string, Origin> marked_text(const std::string& key);
  std::pair<std::size_t, Origin> marked_word(const std::string& key, const Words& words);
  /// A list of texts, each once.
  std::vector<std::string> texts(const std::string& key);
  /// A list of names, or `{ names = […], origin = "…" }`.
  std::vector<Named> names(const std::string& key);
  /// A name, or `{ name = "…", origin = "…" }`.
  Named name(const std::string& key);
  /// Calls `read` with each table of a list; an absent key is an empty list.
  void each(const std::string& key, const std::function<void(Table&)>& read);
  /// Calls `read` with each entry of a list; a bare text stands for a table with `key_of_text` alone. No text stands twice.
  void each_entry(const std::string& key, const std::string& key_of_text, const std::function<void(Table&)>& read);
  /// Calls `read` with each table of a table of tables, and its key: an id, or one of `words` when there are any.
  void each_member(const std::string& key, const Words& words, const std::function<void(const std::string&, Table&)>& read);
  /// The table of a key; refused when absent.
  Table table(const std::string& key);

  [[noreturn]] void refuse_here(const Sentence& sentence) const;
  /// Refuses keys that nobody asked for.
  void done();

 private:
  std::vector<std::string> texts_of(const ground::Node& list, const std::string& key);
  std::string text_of(const ground::Node& node, const std::string& key);
  Day day_of(const ground::Node& node, const std::string& key);
  void expect(const ground::Node& node, const std::string& key, ground::NodeType type, const Sentence& wanted);
  std::size_t word_of(const ground::Node& node, const std::string& key, const Words& words);
  Origin origin_of(const ground::Node* node, const std::string& of, Origin otherwise);
  [[noreturn]] void refuse_key(const ground::Member& member, const std::vector<std::string>& known, const std::vector<std::string>& near);
  void refuse_if_misspelt(const std::string& key);

  Source& source_;
  const ground::Node& node_;
  std::string what_;
  std::set<std::string> asked_;
};

/// The text of a file; `what` is what messages call it: plan file, 方案文件. Throws PlanError (bad_file).
std::string file_text(const std::filesystem::path& file, const Sentence& what);
/// Throws PlanError (plan_syntax) with file, line and column.
ground::Node parse_tree(std::string_view text, const std::string& file_name);

/// "a, b, c".
std::string joined(const std::vector<std::string>& words, const char* between);

}  // namespace bihuan::plan
