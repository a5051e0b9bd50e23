// bare_scan.cpp: the same file read with nothing around it: lines parsed on demand, texts numbered once, the last state kept, all trusted.
#include "serve.hpp"

#include <simdjson.h>
#include <sqlite3.h>

#include <stdexcept>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bench {

namespace {

/// Numbers texts in order of appearance.
class Words {
 public:
  std::uint32_t number(std::string_view text) {
    const auto [found, fresh] = numbers_.try_emplace(std::string(text), static_cast<std::uint32_t>(texts_.size()));
    if (fresh) texts_.push_back(found->first);
    return found->second;
  }
  const std::string& text(std::uint32_t number) const { return texts_[number]; }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::string> texts_;
};

struct Row {
  std::uint32_t task = 0, unit = 0, grade = 0, state = 0;
  std::uint64_t last = 0;  // day and number of the fact that set the state
};

const std::unordered_map<std::string_view, const char*>& states() {
  static const std::unordered_map<std::string_view, const char*> all = {
      {"hazard_registered", "registered"}, {"hazard_graded", "graded"}, {"order_issued", "ordered"}, {"treatment_planned", "planned"},
      {"rectification_begun", "rectifying"}, {"rectification_reported", "awaiting_review"}, {"review_failed", "review_failed"},
      {"review_passed", "passed"}, {"hazard_closed", "closed"}};
  return all;
}

class BareScan : public Contender {
 public:
  explicit BareScan(const Setting& setting) : file_(setting.folder / "campaign.ledger") {}

  void run() override {
    words_ = {};
    hazards_ = {};
    rows_.clear();
    counts_.clear();
    number_ = 0;
    ungraded_ = words_.number("ungraded");
    sqlite3* database = nullptr;
    sqlite3_stmt* all = nullptr;
    if (sqlite3_open_v2(file_.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK ||
        sqlite3_prepare_v2(database, "SELECT text FROM commits WHERE seq > 1 ORDER BY seq", -1, &all, nullptr) != SQLITE_OK)
      throw std::runtime_error("the ledger can't be read");
    while (sqlite3_step(all) == SQLITE_ROW) {
      padded_.assign(reinterpret_cast<const char*>(sqlite3_column_text(all, 0)), static_cast<std::size_t>(sqlite3_column_bytes(all, 0)));
      padded_.reserve(padded_.size() + simdjson::SIMDJSON_PADDING);
      take_commit(padded_);
    }
    sqlite3_finalize(all);
    sqlite3_close(database);
    for (const Row& row : rows_) ++counts_[words_.text(row.task) + "|" + words_.text(row.unit) + "|" + words_.text(row.grade) + "|" + words_.text(row.state)];
  }
  std::string answer() override { return told(counts_); }

 private:
  void take_commit(const std::string& text) {
    for (std::size_t at = text.find('\n') + 1; at < text.size();) {  // the first line is the header
      const std::size_t end = std::min(text.find('\n', at), text.size());
      take(simdjson::padded_string_view(text.data() + at, end - at, text.capacity() - at));
      at = end + 1;
    }
  }

  void take(simdjson::padded_string_view line) {
    auto document = parser_.iterate(line);
    std::string_view kind, grade, on, subject, unit, task;
    for (auto field : document.get_object()) {
      const std::string_view key = field.unescaped_key();
      std::string_view* const wanted = key == "kind" ? &kind : key == "grade" ? &grade : key == "on" ? &on : key == "subject" ? &subject
                                       : key == "supervising_unit" ? &unit : key == "task" ? &task : nullptr;
      if (wanted != nullptr) *wanted = field.value().get_string();
    }
    const std::uint32_t hazard = hazards_.number(subject);
    if (hazard == rows_.size()) rows_.push_back({0, 0, ungraded_, 0, 0});
    Row& row = rows_[hazard];
    if (!unit.empty()) row.unit = words_.number(unit);
    if (!task.empty()) row.task = words_.number(task);
    if (!grade.empty()) row.grade = words_.number(grade);
    const auto state = states().find(kind);
    const std::uint64_t digits = static_cast<std::uint64_t>((on[2] - '0') * 10 + on[3] - '0') * 10000 +
                                 static_cast<std::uint64_t>((on[5] - '0') * 1000 + (on[6] - '0') * 100 + (on[8] - '0') * 10 + on[9] - '0');
    const std::uint64_t place = digits << 32 | ++number_;
    if (state == states().end() || place < row.last) return;
    row.last = place;
    row.state = words_.number(state->second);
  }

  std::filesystem::path file_;
  simdjson::ondemand::parser parser_;
  std::string padded_;
  Words words_, hazards_;
  std::vector<Row> rows_;
  std::uint32_t ungraded_ = 0;
  std::uint64_t number_ = 0;
  std::map<std::string, std::int64_t> counts_;
};

const Entry entry{"open/bare", make<BareScan>};

}  // namespace

}  // namespace bench
