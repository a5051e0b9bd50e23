// form/merge.cpp: three values of a cell, and what that means for its row.
#include "bihuan/form/merge.hpp"

#include "form/claims.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace bihuan {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, merge_kind_count> kind_words{{
    {"edited", "改动"}, {"cleared", "清空"}, {"added", "新增"}, {"missing", "缺行"}, {"already_so", "台账已同"},
    {"conflict", "冲突"}, {"gone", "已离表"}, {"unreadable", "无法识别"}}};

using RowKey = std::pair<std::string, int>;

/// Id and round of a row; nothing when either can't be read.
std::optional<RowKey> key_of_row(const ReturnRow& row) {
  const auto id = row.cells.find("id");
  if (id == row.cells.end() || row.unread.contains("id") || row.unread.contains("round")) return std::nullopt;
  int round = 1;
  if (const auto cell = row.cells.find("round"); cell != row.cells.end()) {
    const std::string& text = cell->second;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), round);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  }
  return RowKey{id->second, round};
}

const std::string& cell_of(const ReturnRow* row, const std::string& key) {
  static const std::string blank;
  if (row == nullptr) return blank;
  const auto cell = row->cells.find(key);
  return cell == row->cells.end() ? blank : cell->second;
}

/// What a sentence quotes of a long text; the whole stands in the line's own values.
std::string quoted(const std::string& text) {
  constexpr std::size_t most = 40;  // characters
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) continue;
    if (count++ == most) return text.substr(0, at) + "……";
  }
  return text;
}

bool departed(const PrefilledRow& row, const UnitId& unit) {
  return row.state == State::transferred || row.state == State::terminated || row.state == State::void_ || row.supervising_unit != unit;
}

/// Holds the rows of one workbook against the other two.
class Merger {
 public:
  Merger(const Prefilled& issued, const Return& returned, const Prefilled& now, const Plan& plan, const Template& form)
      : issued_(issued), returned_(returned), plan_(plan), sheet_(*form.find_returned("hazards")),
        out_{{issued.unit, issued.filing, issued.period, issued.checkpoint, now.checkpoint}, {}, {}, {}} {
    for (const PrefilledRow& row : issued.hazards) as_issued_[{row.cells.at("id"), row.round}] = &row;
    for (const PrefilledRow& row : now.hazards) {
      in_ledger_[{row.cells.at("id"), row.round}] = &row;
      out_.stated[row.cells.at("id")].push_back(row);
    }
  }

  Merge merge() {
    for (const ReturnRow& row : returned_.hazards) merge_row(row);
    for (const PrefilledRow& row : issued_.hazards) find_missing(row);
    out_.report.row_count = static_cast<std::int64_t>(returned_.hazards.size());
    return std::move(out_);
  }

 private:
  void merge_row(const ReturnRow& row) {
    MergedRow& merged = out_.rows.emplace_back(MergedRow{row});
    const auto key = key_of_row(row);
    if (!key) return;  // refused for what can't be read, as every such row
    seen_.insert(*key);
    const auto find = [&](const std::map<RowKey, const PrefilledRow*>& rows) {
      const auto found = rows.find(*key);
      return found == rows.end() ? nullptr : found->second;
    };
    was_ = find(as_issued_);
    now_ = find(in_ledger_);
    know_persons(merged, row);
    if (is_unreadable(row)) return;
    if (was_ == nullptr && (now_ == nullptr || departed(*now_, issued_.unit))) {  // judged like any row
      say(MergeKind::added, row, nullptr, "新增一行", "a row that was not there");
      return;
    }
    const std::size_t before = out_.report.lines.size();
    compare(row, merged);
    if (was_ != nullptr && now_ != nullptr) {
      if (!merged.edited.empty()) refuse_if_left(row, merged);
      if (merged.edited.empty() && merged.reason.empty() && departed(*now_, issued_.unit)) tell_gone(row);
    }
    if (out_.report.lines.size() == before) ++out_.report.unchanged_count;
    rest_on_the_ledger(row, merged);
  }

  /// A cell that can't be read and was not touched is none of the unit's doing.
  bool is_unreadable(const ReturnRow& row) {
    MergedRow& merged = out_.rows.back();
    const auto stands_in = [&](const PrefilledRow* side, const std::string& key) { return side != nullptr && cell_of(&row, key) == cell_of(side, key); };
    std::erase_if(merged.row.unread, [&](const std::string& key) { return stands_in(was_, key) || stands_in(now_, key); });
    if (merged.row.unread.empty()) {
      merged.row.problem.clear();
      merged.row.problem_column.clear();
      return false;
    }
    const Column* column = sheet_.find(*merged.row.unread.begin());
    MergeLine& line = say(MergeKind::unreadable, row, column, "无法识别：" + (is_names(column) ? "" : row.problem), "the cell can't be read");
    line.column = row.problem_column;
    return true;
  }

  static bool is_names(const Column* column) {
    return column != nullptr && (column->type == ColumnType::names || column->key == "rectifier");
  }

  // ---------------------------------------------------------------- persons

  void know_persons(MergedRow& merged, const ReturnRow& row) {
    for (const PrefilledRow* side : {now_, was_}) {
      if (side == nullptr) continue;
      merged.persons.insert(side->persons.begin(), side->persons.end());
      merged.rectifiers.insert(side->rectifiers.begin(), side->rectifiers.end());
      for (const Column& column : sheet_.columns)
        if (is_names(&column)) know_erased(column.key == "rectifier" ? merged.rectifiers : merged.persons, cell_of(&row, column.key), *side, column.key);
    }
  }

  /// Names of the one that are not of the other, in order.
  static std::vector<std::string> without(std::vector<std::string> names, const std::vector<std::string>& others) {
    for (const std::string& other : others)
      if (const auto found = std::find(names.begin(), names.end(), other); found != names.end()) names.erase(found);
    return names;
  }

  /// A name that was erased since the workbook was written still stands for its person, and is not kept anew.
  static void know_erased(std::map<std::string, PersonId>& known, const std::string& cell, const PrefilledRow& side, const std::string& key) {
    const std::string& stated = cell_of(&side, key);
    if (side.erased.empty() || stated.empty()) return;
    const auto written = without(claims::names_in(cell), claims::names_in(stated));
    const auto ids = without(claims::names_in(stated), claims::names_in(cell));
    for (std::size_t i = 0; i < written.size() && i < ids.size(); ++i)
      if (side.erased.contains(ids[i])) known.emplace(written[i], PersonId{ids[i]});
  }

  // ---------------------------------------------------------------- cells

  bool same(const Column& column, const std::string& text, const PrefilledRow* side) const {
    const std::string& stated = cell_of(side, column.key);
    if (text == stated) return true;
    if (!is_names(&column) || side == nullptr) return false;
    const auto left = without(claims::names_in(stated), claims::names_in(text));
    return claims::names_in(text).size() == claims::names_in(stated).size() &&
           std::all_of(left.begin(), left.end(), [&](const std::string& id) { return side->erased.contains(id); });
  }

  /// Said by an earlier return of the same key: the unit's own word, which it may take back.
  bool is_own(const Column& column) const {
    if (now_ == nullptr) return false;
    const auto from = now_->set_by.find(column.key);
    return from != now_->set_by.end() && from->second.filing == issued_.filing.text() && from->second.period == issued_.period.text();
  }

  void compare(const ReturnRow& row, MergedRow& merged) {
    std::vector<const Column*> already;
    for (const Column& column : sheet_.columns) {
      if (column.key == "id" || column.key == "round") continue;
      const std::string& text = cell_of(&row, column.key);
      if (same(column, text, was_)) continue;
      if (text.empty()) {
        say_cell(MergeKind::cleared, row, column, "清空；空白不表示任何事项，台账不变", "emptied: a blank cell states nothing, the ledger's value stays");
      } else if (same(column, text, now_)) {
        already.push_back(&column);
      } else if (is_own(column) || same(column, cell_of(now_, column.key), was_)) {
        merged.edited.emplace(column.key, column.heading);
        const std::string& before = cell_of(is_own(column) ? now_ : was_, column.key);
        say_cell(MergeKind::edited, row, column, change(column, before, text), change_in_english(column, before, text));
      } else {
        conflict(row, column, merged);
      }
    }
    tell_already(row, already);
  }

  /// A whole row that the ledger has already is one line.
  void tell_already(const ReturnRow& row, const std::vector<const Column*>& already) {
    if (already.empty()) return;
    if (was_ == nullptr) {
      say(MergeKind::already_so, row, nullptr, "台账已有此行" + first_said(now_->last), "the ledger has this row already" + first_said_in_english(now_->last));
      return;
    }
    for (const Column* column : already) {
      const CellSource& from = now_->set_by.at(column->key);
      say_cell(MergeKind::already_so, row, *column, "台账已同" + first_said(from), "the ledger says so already" + first_said_in_english(from));
    }
  }

  void conflict(const ReturnRow& row, const Column& column, MergedRow& merged) {
    const CellSource* from = source_of(column);
    const std::string facts = from == nullptr ? "" : first_said(*from), english_facts = from == nullptr ? "" : first_said_in_english(*from);
    std::string chinese, english;
    if (is_names(&column)) {
      chinese = "“" + column.heading + "”本表与台账改得不同，台账后来另有记载" + facts;
      english = column.heading + ": the workbook and the ledger changed the names differently" + english_facts;
    } else {
      const auto value = [&](const ReturnRow* side) { return quoted(printed_cell(column, cell_of(side, column.key))); };
      chinese = "“" + column.heading + "”底稿为“" + value(was_) + "”，本表改为“" + value(&row) + "”，台账后来已是“" + value(now_) + "”" + facts;
      english = column.heading + ": issued as \"" + value(was_) + "\", returned as \"" + value(&row) + "\", and the ledger says \"" + value(now_) + "\" since" + english_facts;
    }
    refuse(merged, column.heading, chinese, english);
    say_cell(MergeKind::conflict, row, column, chinese + advice, english + english_advice);
  }

  static constexpr const char* advice = "；请核对台账，用新底稿（prefill）重新填写此行";
  static constexpr const char* english_advice = "; look at the ledger, prefill anew and edit this row there";

  static void refuse(MergedRow& merged, const std::string& column, const std::string& chinese, const std::string& english) {
    if (!merged.reason.empty()) return;  // the first reason stands
    merged.column = column;
    merged.reason = chinese + advice;
    merged.english = english + english_advice;
  }

  static std::string change(const Column& column, const std::string& before, const std::string& after) {
    if (is_names(&column)) return "人员有改动";
    if (before.empty()) return "填写“" + quoted(printed_cell(column, after)) + "”";
    return "由“" + quoted(printed_cell(column, before)) + "”改为“" + quoted(printed_cell(column, after)) + "”";
  }
  static std::string change_in_english(const Column& column, const std::string& before, const std::string& after) {
    if (is_names(&column)) return "the persons were changed";
    if (before.empty()) return "filled in \"" + quoted(printed_cell(column, after)) + "\"";
    return "changed from \"" + quoted(printed_cell(column, before)) + "\" to \"" + quoted(printed_cell(column, after)) + "\"";
  }

  // ---------------------------------------------------------------- rows

  /// How a hazard left the sheet, in both languages.
  std::pair<std::string, std::string> departure() const {
    const std::string unit = plan_.organisation.unit_name(now_->supervising_unit);
    if (now_->supervising_unit != issued_.unit) return {"该隐患已由" + unit + "监管", "the hazard is supervised by " + now_->supervising_unit.text() + " now"};
    return {"该隐患" + chinese(now_->state), "the hazard is " + std::string(state_name(now_->state)) + " now"};
  }

  void tell_gone(const ReturnRow& row) {
    const auto [chinese, english] = departure();
    MergeLine& line = say(MergeKind::gone, row, nullptr, chinese + first_said(now_->last) + "，本行未改动，不作处理",
                          english + first_said_in_english(now_->last) + "; the row was left as it was and states nothing");
    know_source(line, now_->last);
  }

  /// Edits of a hazard that has left the sheet, or was closed by somebody else, since the workbook was made out.
  void refuse_if_left(const ReturnRow& row, MergedRow& merged) {
    if (!merged.reason.empty()) return;
    const Column* closed_on = sheet_.find("closed_on");
    const bool closed = now_->state == State::closed && was_->state != State::closed && !same(*closed_on, cell_of(&row, "closed_on"), now_) && !is_own(*closed_on);
    if (!closed && !(departed(*now_, issued_.unit) && !departed(*was_, issued_.unit))) return;
    const auto [chinese, english] = departure();
    const auto closing = now_->set_by.find("closed_on");
    const CellSource& from = closed && closing != now_->set_by.end() ? closing->second : now_->last;
    const std::string heading = merged.edited.begin()->second;
    refuse(merged, heading, chinese + first_said(from) + "，本行却有改动", english + first_said_in_english(from) + ", and the workbook changed its row");
    MergeLine& line = say(MergeKind::conflict, row, nullptr, merged.reason, merged.english);
    know_source(line, from);
  }

  /// What will be handed in: what the ledger says, and the edits; nothing of a row that is refused.
  void rest_on_the_ledger(const ReturnRow& row, MergedRow& merged) {
    merged.on_ledger = true;
    if (now_ != nullptr) merged.row.cells = now_->cells;
    else std::erase_if(merged.row.cells, [](const auto& cell) { return cell.first != "id" && cell.first != "round"; });
    if (!merged.reason.empty()) return;
    for (const auto& [key, heading] : merged.edited) merged.row.cells[key] = cell_of(&row, key);
  }

  /// A row that is missing closes and deletes nothing.
  void find_missing(const PrefilledRow& row) {
    const RowKey key{row.cells.at("id"), row.round};
    if (seen_.contains(key)) return;
    const auto now = in_ledger_.find(key);
    if (now == in_ledger_.end() || departed(*now->second, issued_.unit)) return;
    const bool closed = now->second->state == State::closed;
    if (closed && row.state != State::closed) return;  // it has left the sheet meanwhile as it should
    MergeLine line{MergeKind::missing, row.sheet, 0, key.first, key.second, "", "", "", "", ""};
    line.chinese = "底稿有此行，本表没有；缺行不销号、不删除，台账不变";
    line.english = "the row stood in the workbook as issued and is missing; that closes and deletes nothing";
    out_.report.lines.push_back(std::move(line));
    if (!closed && std::find(out_.missing.begin(), out_.missing.end(), key.first) == out_.missing.end()) out_.missing.push_back(key.first);
  }

  // ---------------------------------------------------------------- lines

  MergeLine& say(MergeKind kind, const ReturnRow& row, const Column* column, const std::string& chinese, const std::string& english) {
    const auto key = key_of_row(row);
    MergeLine line{kind, row.sheet, row.row, key ? key->first : "", key ? key->second : 1, column == nullptr ? "" : column->key, column == nullptr ? "" : column->heading, "", "", ""};
    line.chinese = chinese;
    line.english = english;
    out_.report.lines.push_back(std::move(line));
    return out_.report.lines.back();
  }

  void say_cell(MergeKind kind, const ReturnRow& row, const Column& column, const std::string& chinese, const std::string& english) {
    MergeLine& line = say(kind, row, &column, chinese, english);
    line.issued = printed_cell(column, cell_of(was_, column.key));
    line.returned = printed_cell(column, cell_of(&row, column.key));
    line.ledger = printed_cell(column, cell_of(now_, column.key));
    const bool stands = now_ != nullptr && now_->set_by.contains(column.key);
    if (stands || (now_ != nullptr && kind == MergeKind::conflict)) know_source(line, *source_of(column));
  }

  /// The fact behind the ledger's value; for a blank the last fact of the hazard.
  const CellSource* source_of(const Column& column) const {
    if (now_ == nullptr) return nullptr;
    const auto from = now_->set_by.find(column.key);
    return from == now_->set_by.end() ? &now_->last : &from->second;
  }

  std::string who(const CellSource& from) const {
    if (from.by.empty()) return {};
    const Actor& first = from.by.front();
    return plan_.organisation.unit_name(first.unit) + plan_.organisation.post_title(first.post);
  }

  void know_source(MergeLine& line, const CellSource& from) const {
    line.facts = {from.number};
    line.by = from.by;
    line.who = who(from);
    line.recorded_on = from.recorded_on;
  }

  /// Who was first, by post: a reason is recorded, and no record holds a name.
  std::string first_said(const CellSource& from) const {
    const std::string first = who(from);
    return "（第" + std::to_string(from.number) + "项，" + from.recorded_on->iso() + (first.empty() ? "" : "由" + first) + "记入）";
  }
  static std::string first_said_in_english(const CellSource& from) {
    return " (item " + std::to_string(from.number) + ", recorded on " + from.recorded_on->iso() +
           (from.by.empty() ? "" : " by " + from.by.front().post.text() + "@" + from.by.front().unit.text()) + ")";
  }

  const Prefilled& issued_;
  const Return& returned_;
  const Plan& plan_;
  const SheetTemplate& sheet_;
  std::map<RowKey, const PrefilledRow*> as_issued_, in_ledger_;
  std::set<RowKey> seen_;
  const PrefilledRow* was_ = nullptr;  // the row at hand, as issued
  const PrefilledRow* now_ = nullptr;  // and in the ledger
  Merge out_;
};

}  // namespace

std::string_view merge_kind_name(MergeKind kind) noexcept { return kind_words[static_cast<std::size_t>(kind)].first; }
std::string chinese(MergeKind kind) { return std::string(kind_words[static_cast<std::size_t>(kind)].second); }

std::int64_t MergeReport::count(MergeKind kind) const {
  return std::count_if(lines.begin(), lines.end(), [&](const MergeLine& line) { return line.kind == kind; });
}

Table MergeReport::to_table() const {
  Table table{"merge", {"kind", "sheet", "row", "id", "round", "key", "column", "issued", "returned", "ledger", "facts", "first", "sentence"}, {}};
  const auto blank_or = [](const std::string& text) { return text.empty() ? Cell{} : Cell{text}; };
  for (const MergeLine& line : lines) {
    std::string facts;
    for (const ItemNumber number : line.facts) facts += (facts.empty() ? "" : "、") + std::to_string(number);
    const std::string first = line.recorded_on ? line.recorded_on->iso() + (line.who.empty() ? "" : " " + line.who) : line.who;
    table.rows.push_back({Cell{std::string(merge_kind_name(line.kind))}, Cell{line.sheet}, line.row == 0 ? Cell{} : Cell{std::int64_t{line.row}},
                          Cell{line.id}, Cell{std::int64_t{line.round}}, blank_or(line.key), blank_or(line.column), blank_or(line.issued),
                          blank_or(line.returned), blank_or(line.ledger), blank_or(facts), blank_or(first), Cell{line.chinese}});
  }
  return table;
}

Prefilled prefill_now(const PrefillGround& ground, const Prefilled& issued, const Return& returned) {
  const Checkpoint& known_at = ground.history.checkpoint();
  Prefilled out{issued.unit, issued.filing, issued.period, known_at, issued.header, {}};
  std::set<std::string> done;
  const auto add = [&](const std::string& id) {
    if (!done.insert(id).second) return;
    auto rows = prefilled_rows(ground, id, known_at.size);
    std::move(rows.begin(), rows.end(), std::back_inserter(out.hazards));
  };
  for (const PrefilledRow& row : issued.hazards) add(row.cells.at("id"));
  for (const ReturnRow& row : returned.hazards)
    if (const auto id = row.cells.find("id"); id != row.cells.end()) add(id->second);
  return out;
}

Merge merge(const Prefilled& issued, const Return& returned, const Prefilled& now, const Plan& plan, const Template& form) {
  return Merger(issued, returned, now, plan, form).merge();
}

}  // namespace bihuan
