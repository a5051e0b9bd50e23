#include "bihuan/form/returns.hpp"

#include "form/cells.hpp"
#include "ground/writing.hpp"
#include "time/reading.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace bihuan {
namespace {

using Row = std::vector<std::string>;

[[noreturn]] void refuse_return(const std::string& english, const std::string& chinese, const std::string& sheet = {}, int row = 0) {
  ErrorContext context;
  context.subject = "return";
  context.file = sheet;
  context.line = row;
  throw ReturnError(ErrorCode::bad_return, english, chinese, context);
}

bool starts_with(std::string_view text, std::string_view what) { return text.substr(0, what.size()) == what; }

std::vector<std::size_t> filled(const Row& row) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (!cells::without_blanks(row[i]).empty()) places.push_back(i);
  }
  return places;
}

// ------------------------------------------------------------------ the header

/// Collects labels and values from the rows that belong to no table.
class HeaderReader {
 public:
  explicit HeaderReader(const Template& form) {
    for (const auto& [key, spellings] : form.header_labels) {
      for (const std::string& spelling : spellings) labels_[bare_heading(spelling)] = key;
    }
  }

  /// True when the row's first filled cell is a label, alone or with its value behind a colon.
  bool begins_with_label(const Row& row) const {
    const std::vector<std::size_t> places = filled(row);
    return !places.empty() && (key_of(row[places.front()]) != nullptr || !inline_labels(row[places.front()]).empty());
  }

  void read(const Row& row, const std::string& sheet, int number) {
    const std::vector<std::size_t> places = filled(row);
    for (std::size_t i = 0; i < places.size(); ++i) {
      const std::string cell = cells::trim(row[places[i]]);
      if (const std::string* key = key_of(cell)) {
        const bool has_value = i + 1 < places.size() && key_of(row[places[i + 1]]) == nullptr;
        if (has_value) keep(*key, cells::trim(row[places[++i]]), cell, sheet, number);
        continue;
      }
      for (const auto& [inline_key, value] : inline_labels(cell)) {
        const bool in_next = value.empty() && i + 1 < places.size() && key_of(row[places[i + 1]]) == nullptr &&
                             inline_labels(row[places[i + 1]]).empty();
        const std::string found = in_next ? cells::trim(row[places[++i]]) : value;
        if (!found.empty()) keep(inline_key, found, cell, sheet, number);
      }
    }
  }

  ReturnHeader header(const Template& form, std::vector<std::string>& warnings) {
    std::string missing;
    for (const char* key : {"unit", "filing", "period"}) {
      if (!values_.contains(key)) missing += (missing.empty() ? "" : "、") + spelling(form, key);
    }
    if (!missing.empty()) {
      std::string found;
      for (const auto& [key, value] : values_) found += (found.empty() ? "" : "、") + spelling(form, key) + "=" + value;
      if (found.empty()) found = "没有任何表头项";
      refuse_return("the return's header lacks " + missing + "; found: " + found, "报表表头缺少：" + missing + "；读到的是：" + found);
    }
    ReturnHeader out;
    out.unit = values_["unit"];
    out.filing = values_["filing"];
    out.period = period(warnings);
    out.prepared_by = values_["prepared_by"];
    out.checked_by = values_["checked_by"];
    out.headed_by = values_["headed_by"];
    out.version = version();
    out.known_at = values_["known_at"];
    out.filled_on = filled_on(warnings);
    out.zero = zero();
    warnings.insert(warnings.end(), warnings_.begin(), warnings_.end());
    return out;
  }

 private:
  const std::string* key_of(std::string_view cell) const {
    const auto found = labels_.find(bare_heading(cell));
    return found == labels_.end() ? nullptr : &found->second;
  }

  /// 填表人：张三　审核人：李四 in one cell. A label counts at the cell's beginning or after a space.
  std::vector<std::pair<std::string, std::string>> inline_labels(const std::string& cell) const {
    struct Mark {
      std::size_t begin, value;
      std::string key;
    };
    std::vector<Mark> marks;
    for (std::size_t at = 0; at < cell.size(); ++at) {
      const std::size_t width = starts_with(std::string_view(cell).substr(at), "：") ? 3 : cell[at] == ':' ? 1 : 0;
      if (width == 0) continue;
      // the longest label that ends here: 填 表 人 has spaces of its own
      for (std::size_t begin = marks.empty() ? 0 : marks.back().value; begin < at; ++begin) {
        const std::string* key = begins_word(cell, begin) ? key_of(std::string_view(cell).substr(begin, at - begin)) : nullptr;
        if (key == nullptr) continue;
        marks.push_back({begin, at + width, *key});
        break;
      }
    }
    std::vector<std::pair<std::string, std::string>> out;
    if (marks.empty() || marks.front().begin != 0) return out;
    for (std::size_t i = 0; i < marks.size(); ++i) {
      const std::size_t end = i + 1 < marks.size() ? marks[i + 1].begin : cell.size();
      out.emplace_back(marks[i].key, cells::trim(std::string_view(cell).substr(marks[i].value, end - marks[i].value)));
    }
    return out;
  }

  static bool begins_word(std::string_view text, std::size_t at) {
    if (at == 0) return true;
    const char before = text[at - 1];
    return before == ' ' || before == '\t' || before == '\n' || (at >= 3 && text.substr(at - 3, 3) == "\u3000");
  }

  /// The label without the value that may stand behind it in the same cell.
  static std::string label_before(const std::string& cell) {
    return cell.substr(0, std::min({cell.find(':'), cell.find("："), cell.size()}));
  }

  void keep(const std::string& key, const std::string& value, const std::string& label, const std::string& sheet, int row) {
    if (const auto fault = ground::fault_of(value, true)) {
      refuse_return("the header's " + key + " (sheet " + sheet + ", row " + std::to_string(row) + ") " + fault->english,
             sheet + " 第" + std::to_string(row) + "行：“" + label_before(label) + "”" + fault->chinese, sheet, row);
    }
    const auto [place, is_new] = values_.try_emplace(key, value);
    if (is_new || place->second == value) return;
    const std::string chinese = "“" + label + "”前后不一：“" + place->second + "”与“" + value + "”（" + sheet + " 第" +
                                std::to_string(row) + "行）";
    if (key == "unit" || key == "filing" || key == "period" || key == "zero" || key == "known_at") {
      refuse_return("the header says " + key + " twice and differently: \"" + place->second + "\" and \"" + value + "\" (sheet " +
                 sheet + ", row " + std::to_string(row) + ")", chinese, sheet, row);
    }
    warnings_.push_back(chinese + "，以前者为准");
  }

  std::string spelling(const Template& form, const std::string& wanted) const {
    for (const auto& [key, spellings] : form.header_labels) {
      if (key == wanted && !spellings.empty()) return spellings.front();
    }
    return wanted;
  }

  /// Spreadsheets turn 2020-10 into the first day of that month.
  std::string period(std::vector<std::string>& warnings) {
    const std::string& written = values_["period"];
    Column as_day{};
    as_day.type = ColumnType::day;
    const cells::Reading day = cells::read(as_day, written);
    if (!day.problem.empty() || day.text.substr(8) != "01") return written;
    const std::string month = day.text.substr(0, 7);
    warnings.push_back("报告期“" + written + "”按日期存放，已读作" + month);
    return month;
  }

  std::string version() {
    std::string& written = values_["version"];
    const std::size_t point = written.find(".0");
    const bool whole = point != std::string::npos && point > 0 && written.find_first_not_of('0', point + 1) == std::string::npos &&
                       written.find_first_not_of("0123456789") == point;
    return whole ? written.substr(0, point) : written;
  }

  std::string filled_on(std::vector<std::string>& warnings) {
    const std::string& written = values_["filled_on"];
    if (written.empty()) return {};
    Column as_day{};
    as_day.type = ColumnType::day;
    const cells::Reading day = cells::read(as_day, written);
    if (day.problem.empty()) return day.text;
    warnings.push_back("填报日期未读入：" + day.problem);
    return {};
  }

  bool zero() {
    const std::string written = bare_heading(values_["zero"]);
    constexpr std::array<std::string_view, 4> yes{"是", "1", "√", "有"};
    constexpr std::array<std::string_view, 5> no{"否", "0", "", "×", "无"};
    if (std::find(yes.begin(), yes.end(), written) != yes.end()) return true;
    if (std::find(no.begin(), no.end(), written) != no.end()) return false;
    refuse_return("零报告 must be 是 or 否, found \"" + written + "\"", "“零报告”应填是或否，现为“" + written + "”");
  }

  std::map<std::string, std::string> labels_;  // bare spelling -> key
  std::map<std::string, std::string> values_;
  std::vector<std::string> warnings_;
};

// ------------------------------------------------------------------ headings

/// Which columns a heading may mean; most mean one.
class Headings {
 public:
  explicit Headings(const SheetTemplate& sheet) : sheet_(&sheet) {
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
      meanings_[bare_heading(sheet.columns[i].heading)].push_back(i);
      for (const std::string& other : sheet.columns[i].also) meanings_[bare_heading(other)].push_back(i);
    }
  }

  const SheetTemplate& sheet() const { return *sheet_; }
  bool knows(std::string_view text) const { return meanings_.contains(bare_heading(text)); }

  /// How many of the row's cells are headings; 0 when they are less than half of it.
  std::size_t score(const Row& row) const {
    const std::vector<std::size_t> places = filled(row);
    std::set<std::string> known;
    std::size_t others = 0;
    for (const std::size_t place : places) {
      std::string bare = bare_heading(row[place]);
      if (meanings_.contains(bare)) known.insert(std::move(bare));
      else if (++others; (places.size() - others) * 2 < places.size()) return 0;  // most rows are data: no need to read on
    }
    return known.size() >= 2 && known.size() * 2 >= places.size() ? known.size() : 0;
  }

  const std::vector<std::size_t>* meanings(std::string_view text) const {
    const auto found = meanings_.find(bare_heading(text));
    return found == meanings_.end() ? nullptr : &found->second;
  }

 private:
  const SheetTemplate* sheet_;
  std::map<std::string, std::vector<std::size_t>> meanings_;
};

/// Where the columns of a table stand: for each cell of a row the template's column, if any.
using Mapping = std::vector<const Column*>;

/// Reads one sheet: headings, rows, and labels above, between and below.
class SheetReader {
 public:
  SheetReader(const Sheet& sheet, const Headings& headings, HeaderReader& header, std::vector<std::string>& warnings)
      : sheet_(sheet), headings_(headings), header_(header), warnings_(warnings) {}

  std::vector<ReturnRow> read() {
    for (const Row& row : sheet_.rows) best_score_ = std::max(best_score_, scores_.emplace_back(headings_.score(row)));
    for (std::size_t at = 0; at < sheet_.rows.size(); ++at) {
      const Row& row = sheet_.rows[at];
      if (const int levels = heading_levels(at); levels > 0) {
        map(levels == 2 ? merged(row, sheet_.rows[at + 1]) : row, number(at));
        at += static_cast<std::size_t>(levels - 1);
      } else if (mapping_.empty() || header_.begins_with_label(row)) {
        header_.read(row, sheet_.name, number(at));
      } else if (!filled(row).empty()) {
        read_row(row, number(at));
      }
    }
    if (mapping_.empty()) refuse_without_headings();
    check_required();
    return std::move(rows_);
  }

 private:
  int number(std::size_t at) const { return sheet_.first_row + static_cast<int>(at); }

  /// 0: no headings; 1: a row of headings; 2: merged groups above a row of headings. A row of nothing but headings
  /// always counts; another counts when it has at least half as many as the best row of the sheet, so that one word
  /// in the data or above it does not.
  int heading_levels(std::size_t at) const {
    const Row& row = sheet_.rows[at];
    const std::vector<std::size_t> places = filled(row);
    if (places.empty() || best_score_ == 0) return 0;
    const bool pure = places.size() >= 2 && std::all_of(places.begin(), places.end(), [&](std::size_t place) { return headings_.knows(row[place]); });
    const bool two = at + 1 < sheet_.rows.size() && is_second_level(row, sheet_.rows[at + 1]);
    if (pure) return two ? 2 : 1;
    if (header_.begins_with_label(row)) return 0;
    if (const std::size_t score = scores_[at]; score > 0 && score * 2 >= best_score_) return two ? 2 : 1;
    return two && headings_.score(merged(row, sheet_.rows[at + 1])) * 2 >= best_score_ ? 2 : 0;
  }

  static std::string group_over(const Row& upper, std::size_t place) {
    for (std::size_t i = std::min(place + 1, upper.size()); i-- > 0;) {
      if (const std::string text = cells::trim(upper[i]); !text.empty()) return text;
    }
    return {};
  }

  bool is_second_level(const Row& upper, const Row& lower) const {
    const std::vector<std::size_t> places = filled(lower);
    return !places.empty() && std::all_of(places.begin(), places.end(), [&](std::size_t place) {
      return headings_.knows(lower[place]) || headings_.knows(group_over(upper, place) + lower[place]);
    });
  }

  Row merged(const Row& upper, const Row& lower) const {
    Row out(std::max(upper.size(), lower.size()));
    for (std::size_t i = 0; i < out.size(); ++i) {
      const std::string below = i < lower.size() ? cells::trim(lower[i]) : "";
      if (below.empty()) out[i] = i < upper.size() ? upper[i] : "";
      else if (const std::string both = group_over(upper, i) + below; headings_.knows(both)) out[i] = both;
      else out[i] = below;
    }
    return out;
  }

  void map(const Row& texts, int row) {
    mapping_.assign(texts.size(), nullptr);
    std::map<std::string, std::size_t> seen;  // key -> place
    std::optional<std::size_t> last;          // the template's column that stood before
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const std::string text = cells::trim(texts[i]);
      if (text.empty()) continue;
      const std::vector<std::size_t>* meanings = headings_.meanings(text);
      if (meanings == nullptr) {
        if (bare_heading(text) != "序号") warn_once("“" + sheet_.name + "”中的“" + text + "”栏不在表样内，未读");
        continue;
      }
      last = chosen(*meanings, last, text, row);
      const Column& column = headings_.sheet().columns[*last];
      const auto [place, is_new] = seen.try_emplace(column.key, i);
      if (!is_new) refuse_twice(text, place->second, i, row);
      mapping_[i] = &column;
      read_keys_.insert(column.key);
    }
  }

  /// A heading that stands for two columns means the one that follows the column before it most closely.
  std::size_t chosen(const std::vector<std::size_t>& meanings, std::optional<std::size_t> last, const std::string& text, int row) const {
    if (meanings.size() == 1) return meanings.front();
    for (const std::size_t meaning : meanings) {
      if (last && meaning > *last) return meaning;
    }
    std::string places;
    for (const std::size_t meaning : meanings) {
      if (meaning == 0) continue;
      places += (places.empty() ? "“" : "或“") + headings_.sheet().columns[meaning - 1].heading + "”之后";
    }
    refuse_return("sheet " + sheet_.name + ", row " + std::to_string(row) + ": the heading " + text + " has several meanings and its place does not tell which",
           sheet_.name + " 第" + std::to_string(row) + "行：“" + text + "”栏含义不明，应放在" + places, sheet_.name, row);
  }

  [[noreturn]] void refuse_twice(const std::string& text, std::size_t first, std::size_t second, int row) const {
    refuse_return("sheet " + sheet_.name + ", row " + std::to_string(row) + ": the heading " + text + " stands twice, in columns " +
               std::to_string(first + 1) + " and " + std::to_string(second + 1),
           sheet_.name + " 第" + std::to_string(row) + "行：“" + text + "”栏出现两次（第" + std::to_string(first + 1) + "列和第" +
               std::to_string(second + 1) + "列）", sheet_.name, row);
  }

  /// 合计 rows and notes under a table are no data.
  static bool is_remark(const std::string& first, std::size_t filled_count) {
    const std::string bare = bare_heading(first);
    if (bare == "合计" || bare == "总计" || bare == "小计") return true;
    constexpr std::array<std::string_view, 6> notes{"注:", "备注:", "说明:", "注1", "填表说明", "注释"};
    const std::string narrow = reading::narrow(first);
    return filled_count == 1 && std::any_of(notes.begin(), notes.end(), [&](std::string_view note) { return starts_with(narrow, note); });
  }

  void read_row(const Row& row, int row_number) {
    const std::vector<std::size_t> places = filled(row);
    if (is_remark(cells::trim(row[places.front()]), places.size())) {
      warnings_.push_back("“" + sheet_.name + "”第" + std::to_string(row_number) + "行是合计或说明，不是数据，未读");
      return;
    }
    ReturnRow out;
    out.sheet = sheet_.name;
    out.row = row_number;
    for (const std::size_t place : places) {
      const Column* column = place < mapping_.size() ? mapping_[place] : nullptr;
      if (column != nullptr) read_cell(*column, cells::trim(row[place]), out);
      else if (place >= mapping_.size()) warn_once("“" + sheet_.name + "”第" + std::to_string(place + 1) + "列没有表头，未读");
    }
    if (!out.cells.empty()) rows_.push_back(std::move(out));
  }

  void read_cell(const Column& column, const std::string& text, ReturnRow& out) {
    const cells::Reading reading = cells::read(column, text);
    out.cells[column.key] = reading.text;
    if (!reading.warning.empty()) {
      warnings_.push_back("“" + sheet_.name + "”第" + std::to_string(out.row) + "行“" + column.heading + "”：" + reading.warning);
    }
    if (reading.problem.empty()) return;
    out.unread.insert(column.key);
    if (out.problem.empty()) out.problem_column = column.heading;
    out.problem += out.problem.empty() ? reading.problem : "；另，" + column.heading + "：" + reading.problem;
  }

  void warn_once(const std::string& sentence) {
    if (std::find(warnings_.begin(), warnings_.end(), sentence) == warnings_.end()) warnings_.push_back(sentence);
  }

  void check_required() const {
    std::string missing;
    for (const Column& column : headings_.sheet().columns) {
      if (column.required && !read_keys_.contains(column.key)) missing += (missing.empty() ? "" : "、") + column.heading;
    }
    if (missing.empty()) return;
    std::string found;
    for (const Column* column : mapping_) {
      if (column != nullptr) found += (found.empty() ? "" : "、") + column->heading;
    }
    refuse_return("sheet " + sheet_.name + " lacks the columns " + missing + "; found: " + found,
           "“" + sheet_.name + "”缺少必填栏：" + missing + "；读到的栏：" + found, sheet_.name);
  }

  [[noreturn]] void refuse_without_headings() const {
    std::string found;
    int count = 0;
    for (const Row& row : sheet_.rows) {
      for (const std::size_t place : filled(row)) {
        if (count++ < 8) found += (found.empty() ? "" : "、") + reading::quoted(row[place]);
      }
    }
    refuse_return("sheet " + sheet_.name + " has no row of headings; found: " + found,
           "“" + sheet_.name + "”没有找到表头行；读到的是：" + found, sheet_.name);
  }

  const Sheet& sheet_;
  const Headings& headings_;
  HeaderReader& header_;
  std::vector<std::string>& warnings_;
  std::vector<std::size_t> scores_;  // headings in each row
  std::size_t best_score_ = 0;       // in the row that has most
  Mapping mapping_;
  std::set<std::string> read_keys_;
  std::vector<ReturnRow> rows_;
};

/// The form whose headings a sheet has. Two words are too few for a sheet whose name says nothing.
const Headings* form_of(const Sheet& sheet, const std::vector<Headings>& forms) {
  const Headings* best = nullptr;
  std::size_t best_score = 0;
  for (const Headings& form : forms) {
    std::size_t score = 0;
    for (const Row& row : sheet.rows) score = std::max(score, form.score(row));
    const bool named = bare_heading(sheet.name).find(bare_heading(form.sheet().name)) != std::string::npos;
    if ((score >= 3 && score > best_score) || (named && score >= best_score)) {
      best = &form;
      best_score = score;
    }
  }
  return best;
}

bool is_blank(const Sheet& sheet) {
  return std::all_of(sheet.rows.begin(), sheet.rows.end(), [](const Row& row) { return filled(row).empty(); });
}

std::vector<ReturnRow>& rows_of(Return& returned, const std::string& key) {
  if (key == "hazards") return returned.hazards;
  return key == "measures" ? returned.measures : returned.progress;
}

[[noreturn]] void refuse_without_sheets(const std::vector<Sheet>& sheets, const Template& form) {
  std::string found, wanted;
  for (const Sheet& sheet : sheets) found += (found.empty() ? "" : "、") + sheet.name;
  for (const SheetTemplate& sheet : form.returned) wanted += (wanted.empty() ? "" : "、") + sheet.name;
  if (found.empty()) found = "没有表";
  refuse_return("no sheet of a return was found (" + wanted + "); found: " + found,
         "没有找到报表（应有：" + wanted + "）；读到的是：" + found);
}

}  // namespace

Return read_return(const std::vector<Sheet>& sheets, const Template& form) {
  std::vector<Headings> forms;
  for (const SheetTemplate& sheet : form.returned) forms.emplace_back(sheet);
  HeaderReader header(form);
  Return out;
  std::map<std::string, std::string> read;  // form's key -> sheet
  for (const Sheet& sheet : sheets) {
    if (is_blank(sheet)) continue;
    const Headings* found = form_of(sheet, forms);
    if (found == nullptr) {
      for (std::size_t at = 0; at < sheet.rows.size(); ++at) header.read(sheet.rows[at], sheet.name, sheet.first_row + static_cast<int>(at));
      out.warnings.push_back("“" + sheet.name + "”不是已知的报表，只读了其中的表头项");
      continue;
    }
    const SheetTemplate& known = found->sheet();
    const auto [place, is_new] = read.try_emplace(known.key, sheet.name);
    if (!is_new) {
      refuse_return("two sheets are " + known.name + ": " + place->second + " and " + sheet.name,
             "有两张表都是“" + known.name + "”：" + place->second + "和" + sheet.name, sheet.name);
    }
    rows_of(out, known.key) = SheetReader(sheet, *found, header, out.warnings).read();
  }
  if (read.empty()) refuse_without_sheets(sheets, form);
  out.header = header.header(form, out.warnings);
  return out;
}

Return read_return_csv(const std::vector<std::pair<std::string, std::string>>& name_and_bytes, const Template& form) {
  std::vector<Sheet> sheets;
  for (const auto& [name, bytes] : name_and_bytes) {
    const Decoded decoded = decode_text(bytes, name);
    // the office's "Unicode text" is UTF-16 with tabs
    const bool tabs = decoded.encoding == Encoding::utf16 && decoded.text.find('\t') != std::string::npos;
    sheets.push_back(read_csv(decoded.text, name, tabs ? '\t' : ','));
  }
  return read_return(sheets, form);
}

}  // namespace bihuan
