#include "bihuan/form/chart_matrix.hpp"
#include "bihuan/form/prefill.hpp"
#include "bihuan/form/write.hpp"
#include "form/printing.hpp"
#include "form/workbook_text.hpp"
#include "ground/writing.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>

namespace bihuan {
namespace {

using printing::Placed;
using workbook_text::Piece;
using workbook_text::pieces_of;

constexpr const char* font = "宋体";
constexpr double text_size = 10;
constexpr std::int64_t office_epoch = 25569;       // day number of 1970-01-01 in office programs
constexpr std::int32_t first_sure_day = -25508;    // 1900-03-01; before it office programs count a day that never was
constexpr std::int64_t exact_limit = 999'999'999'999'999;  // 15 digits are all that office programs keep
constexpr double line_height = 13.5;
constexpr std::size_t rows_in_a_sheet = 1'048'576;
constexpr int paper_a4 = 9;
constexpr std::int16_t stacked = 270;              // libxlsxwriter's word for characters one under the other
constexpr double highest_row = 409;
constexpr lxw_color_t heading_ground = 0xF1EEE8;
constexpr lxw_color_t screen_only_ground = 0xE6E6E6;
constexpr lxw_color_t line_color = 0x8C8C8C;

[[noreturn]] void refuse_workbook(const std::filesystem::path& file, const std::string& english, const std::string& chinese) {
  ErrorContext context;
  context.subject = "workbook";
  context.file = file.string();
  throw FormError(ErrorCode::bad_file, file.string() + ": " + english, file.string() + "：" + chinese, context);
}

/// What an error message says of a text.
std::string_view first_of(std::string_view text) { return text.substr(0, 60); }

enum class Look { title, campaign, subtitle, heading, upright, screen_heading, text, centred, mark, number, day, label, label_left, sign_off, note };

/// The workbook and its formats. Closed by `close`; freed without a file where an error comes first.
class Book {
 public:
  explicit Book(const std::filesystem::path& file) : file_(file), book_(workbook_new(file.c_str())) {
    if (book_ == nullptr) refuse_workbook(file, "the workbook can't be made", "无法建立工作簿");
  }

  lxw_worksheet* add(const std::string& name) {
    lxw_worksheet* sheet = workbook_add_worksheet(book_.get(), name.c_str());
    if (sheet == nullptr) refuse_workbook(file_, "the sheet " + name + " can't be added", "无法加入工作表“" + name + "”");
    return sheet;
  }

  void check(lxw_error error, std::string_view what) const {
    if (error == LXW_NO_ERROR) return;
    const std::string named(what);
    refuse_workbook(file_, named + ": " + lxw_strerror(error), "无法写入" + named);
  }

  void describe(const Report& report) {
    describe(report.campaign + " " + report.filing_title + " " + report.period.chinese(), report.issuer, printing::anchor(report), report.cutoff_on);
  }
  void describe(const std::string& shown_title, const std::string& shown_author, std::string comments, Day made_on) {
    std::string title = ground::visible(shown_title);
    std::string author = ground::visible(shown_author);
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.author = author.data();
    properties.comments = comments.data();
    // a fixed day, so that the same report gives the same bytes
    properties.created = static_cast<time_t>(made_on.serial()) * 86400;
    check(workbook_set_properties(book_.get(), &properties), "文档属性");
  }

  lxw_format* format(Look look, int digits = 0) {
    lxw_format*& made = digits == 0 ? formats_[static_cast<std::size_t>(look)] : numbers_[digits];
    if (made == nullptr) made = make(look, digits);
    return made;
  }

  void close() {
    const lxw_error error = workbook_close(book_.release());  // frees it, whatever happens
    if (error != LXW_NO_ERROR) {
      refuse_workbook(file_, std::string("the workbook can't be written: ") + lxw_strerror(error), "无法写出工作簿，请检查磁盘空间和目录权限");
    }
  }

 private:
  struct Free {
    void operator()(lxw_workbook* book) const { lxw_workbook_free(book); }
  };

  lxw_format* make(Look look, int digits) {
    lxw_format* made = workbook_add_format(book_.get());
    format_set_font_name(made, font);
    format_set_font_size(made, text_size);
    format_set_align(made, LXW_ALIGN_VERTICAL_CENTER);
    format_set_text_wrap(made);
    const bool framed = look != Look::title && look != Look::campaign && look != Look::subtitle &&
                        look != Look::sign_off && look != Look::note;
    if (framed) {
      format_set_border(made, LXW_BORDER_THIN);
      format_set_border_color(made, line_color);
    }
    switch (look) {
      case Look::title: format_set_font_size(made, 18); [[fallthrough]];
      case Look::heading:
      case Look::upright:
      case Look::screen_heading:
      case Look::label: format_set_bold(made); [[fallthrough]];
      case Look::campaign:
      case Look::day:
      case Look::mark:
      case Look::centred: format_set_align(made, LXW_ALIGN_CENTER); break;
      case Look::number: format_set_align(made, LXW_ALIGN_RIGHT); break;
      case Look::note: format_set_font_color(made, 0x6B6B6B); break;
      case Look::label_left: format_set_bold(made); [[fallthrough]];
      case Look::text:
      case Look::subtitle:
      case Look::sign_off: format_set_align(made, LXW_ALIGN_LEFT); break;
    }
    if (look == Look::campaign) format_set_font_size(made, 12);
    if (look == Look::upright) format_set_rotation(made, stacked);
    if (look == Look::mark) format_set_font_size(made, 8);
    if (look == Look::heading || look == Look::upright || look == Look::label || look == Look::label_left) format_set_bg_color(made, heading_ground);
    if (look == Look::screen_heading) format_set_bg_color(made, screen_only_ground);
    if (look == Look::day) format_set_num_format(made, "yyyy-mm-dd");
    if (look == Look::text || look == Look::centred || look == Look::mark) format_set_num_format(made, "@");
    if (look == Look::number) format_set_num_format(made, digits == 0 ? "0" : ("0." + std::string(static_cast<std::size_t>(digits), '0')).c_str());
    return made;
  }

  std::filesystem::path file_;
  std::unique_ptr<lxw_workbook, Free> book_;
  std::array<lxw_format*, static_cast<std::size_t>(Look::note) + 1> formats_{};
  std::map<int, lxw_format*> numbers_;  // by digits after the point
};

/// One sheet, written from top to bottom.
class Page {
 public:
  Page(Book& book, const Report& report, const Template& form, const std::string& name, int paper_columns)
      : book_(book), report_(report), form_(form), sheet_(book.add(name)), paper_columns_(paper_columns) {
    worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, paper_a4);
    worksheet_set_margins(sheet_, 0.4, 0.4, 0.6, 0.6);
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_center_horizontally(sheet_);
    // the whole checkpoint: a stamped page then proves the ledger by itself
    const std::string footer = "&L&\"" + std::string(font) + ",常规\"&8校验点 " + escaped(printing::anchor(report)) + "&R&10第 &P 页 共 &N 页";
    book_.check(worksheet_set_footer(sheet_, footer.c_str()), "页脚");
    const std::string header = "&R&\"" + std::string(font) + ",常规\"&9" + printing::standing(report);
    book_.check(worksheet_set_header(sheet_, header.c_str()), "页眉");
  }

  void title(const std::string& title) {
    merged(report_.campaign, Look::campaign, 20);
    merged(title, Look::title, 30);
  }

  void subtitle(bool more_on_screen) {
    std::string line = "填报单位：" + report_.issuer + "    报告期：" + report_.period.chinese() + "    统计截止日：" +
                       report_.cutoff_on.iso() + "    状态：" + printing::standing(report_);
    if (more_on_screen) line += "    （纸面为核心栏，其余栏见电子表右侧）";
    merged(line, Look::subtitle, 20);
  }

  void merged(const std::string& text, Look look, double height) {
    if (height > 0) book_.check(worksheet_set_row(sheet_, row_, height, nullptr), "行高");
    if (paper_columns_ > 1) {
      const std::string shown = workbook_text::shown(text);
      book_.check(worksheet_merge_range(sheet_, row_, 0, row_, last_paper_column(), shown.c_str(), book_.format(look)), first_of(shown));
    } else {
      write_text(0, text, look);
    }
    ++row_;
  }

  void table(const SheetTemplate& sheet, const Table& table, const std::vector<Placed>& columns) {
    std::size_t lines = 1;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto place = static_cast<lxw_col_t>(i);
      book_.check(worksheet_set_column(sheet_, place, place, columns[i].column->width, nullptr), "栏宽");
      write_text(place, columns[i].column->heading, columns[i].column->on_paper ? Look::heading : Look::screen_heading);
      lines = std::max(lines, pieces_of(columns[i].column->heading, columns[i].column->width).front().lines);
    }
    set_height(lines);
    book_.check(worksheet_repeat_rows(sheet_, row_, row_), "重复表头");
    const bool keeps_id = columns.size() > 2 && columns[1].column->key == "id";
    worksheet_freeze_panes(sheet_, row_ + 1, keeps_id ? 2 : 0);
    ++row_;
    for (const std::vector<Cell>& row : table.rows) write_row(sheet, columns, row);
    if (table.rows.empty()) merged("（本期无）", Look::text, 20);
  }

  /// A pair of cells, for the head sheet.
  void line(const std::vector<std::string>& cells, bool heading) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      write_text(static_cast<lxw_col_t>(i), cells[i], heading ? Look::heading : i == 0 ? Look::label : Look::centred);
    }
    set_height(1);
    ++row_;
  }
  void widths(const std::vector<double>& all) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto place = static_cast<lxw_col_t>(i);
      book_.check(worksheet_set_column(sheet_, place, place, all[i], nullptr), "栏宽");
    }
  }
  void skip() { ++row_; }

  void finish() {
    std::string signs;
    for (const std::string& sign : form_.sign_off) signs += (signs.empty() ? "" : "              ") + sign + "：";
    ++row_;
    merged(signs, Look::sign_off, 28);
    book_.check(worksheet_print_area(sheet_, 0, 0, row_ - 1, last_paper_column()), "打印区");
  }

 private:
  static std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) out += c == '&' ? "&&" : std::string(1, c);
    return out;
  }

  lxw_col_t last_paper_column() const { return static_cast<lxw_col_t>(paper_columns_ - 1); }

  /// Office programs do not all make room for wrapped text by themselves.
  void set_height(std::size_t lines) {
    book_.check(worksheet_set_row(sheet_, row_, static_cast<double>(lines) * line_height + 6, nullptr), "行高");
  }

  void write_text(lxw_col_t column, const std::string& text, Look look) { write_shown(column, workbook_text::shown(text), look); }

  void write_shown(lxw_col_t column, const std::string& shown, Look look) {
    const lxw_error error = shown.empty() ? worksheet_write_blank(sheet_, row_, column, book_.format(look))
                                          : worksheet_write_string(sheet_, row_, column, shown.c_str(), book_.format(look));
    book_.check(error, first_of(shown));
  }

  void write_number(lxw_col_t column, std::int64_t value, int scale) {
    double number = static_cast<double>(value);
    for (int i = 0; i < scale; ++i) number /= 10;
    book_.check(worksheet_write_number(sheet_, row_, column, number, book_.format(Look::number, scale)), "数字");
  }

  void write_cell(lxw_col_t place, const Column& column, const Cell& cell, const std::string& shown) {
    const auto exact = [](std::int64_t value) { return value >= -exact_limit && value <= exact_limit; };
    if (const auto* integer = std::get_if<std::int64_t>(&cell); integer != nullptr && column.terms.empty() && exact(*integer)) {
      return write_number(place, *integer, 0);
    }
    if (const auto* amount = std::get_if<Amount>(&cell); amount != nullptr && exact(amount->value)) {
      const Amount shorter = printing::shortened(*amount);
      return write_number(place, shorter.value, shorter.scale);
    }
    if (const auto* day = std::get_if<Day>(&cell); day != nullptr && day->serial() >= first_sure_day) {
      const auto number = static_cast<double>(day->serial() + office_epoch);
      return book_.check(worksheet_write_number(sheet_, row_, place, number, book_.format(Look::day)), "日期");
    }
    const bool left = column.type == ColumnType::text || column.type == ColumnType::list;
    write_shown(place, shown, left ? Look::text : Look::centred);
  }

  /// A cell of the row that is being written. Most texts stand in the report or the template as they are to be shown.
  struct Standing {
    const std::string* text = nullptr;
    std::string own;            // holds the text where it stands nowhere else
    std::size_t lines = 1;
    std::vector<Piece> pieces;  // as shown, where the text can't be written as it is

    void show(int width) {
      pieces.clear();
      lines = workbook_text::lines_as_it_stands(*text, width);
      if (lines != 0) return;
      pieces = pieces_of(*text, width);
      for (Piece& piece : pieces) piece.text = workbook_text::shown(piece.text);
    }
    std::size_t part_count() const { return std::max<std::size_t>(pieces.size(), 1); }
    const std::string& text_of(std::size_t part) const { return pieces.empty() ? *text : pieces[part].text; }
    std::size_t lines_of(std::size_t part) const { return pieces.empty() ? lines : pieces[part].lines; }
  };

  /// One row of the table; text that is too high for a row goes on in rows below it.
  void write_row(const SheetTemplate& sheet, const std::vector<Placed>& columns, const std::vector<Cell>& row) {
    standing_.resize(columns.size());
    std::size_t height = 1;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      Standing& cell = standing_[i];
      cell.text = &printing::print(*columns[i].column, row.at(columns[i].place), cell.own);
      cell.show(columns[i].column->width);
      height = std::max(height, cell.part_count());
    }
    for (std::size_t part = 0; part < height; ++part, ++row_) {
      if (row_ + 4 > rows_in_a_sheet) {
        refuse_workbook({}, "sheet " + sheet.name + " has more rows than a workbook can hold (1048576); write it as CSV",
               "“" + sheet.name + "”行数超出工作表上限（1048576行），请导出CSV");
      }
      std::size_t lines = 1;
      for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto place = static_cast<lxw_col_t>(i);
        const Standing& cell = standing_[i];
        if (part >= cell.part_count()) {
          write_shown(place, {}, Look::text);
          continue;
        }
        if (part == 0) write_cell(place, *columns[i].column, row.at(columns[i].place), cell.text_of(0));
        else write_shown(place, cell.text_of(part), Look::text);
        lines = std::max(lines, cell.lines_of(part));
      }
      set_height(lines);
    }
  }

  Book& book_;
  const Report& report_;
  const Template& form_;
  lxw_worksheet* sheet_;
  int paper_columns_;
  lxw_row_t row_ = 0;
  std::vector<Standing> standing_;  // kept from row to row
};

void write_head(Book& book, const Report& report, const Template& form) {
  Page page(book, report, form, "概况", 5);
  page.widths({26, 22, 22, 22, 22});
  page.title(report.filing_title + "（" + report.period.chinese() + "）");
  page.subtitle(false);
  page.skip();
  page.line({"指标", "本期", "本年累计", "累计中补报", "开展以来"}, true);
  for (const printing::Figure& f : printing::flows(report)) page.line({f.title, f.period, f.cumulative, f.late, f.total}, false);
  page.skip();
  page.line({"统计截止日情况", ""}, true);
  for (const auto& [title, value] : printing::stocks(report)) page.line({title, value}, false);
  page.skip();
  if (!report.notice_number.empty()) page.merged("依据：" + report.notice_number, Look::subtitle, 18);
  page.merged("报送期限：" + report.due_on.iso() + "    数据截至：" + printing::known_at(report), Look::subtitle, 18);
  page.merged("校验点：" + printing::anchor(report), Look::note, 18);
  page.finish();
}

/// One sheet of a return that is made out for a unit: to be filled in, so every column has its format to the bottom.
class Blank {
 public:
  Blank(Book& book, const SheetTemplate& sheet) : book_(book), template_(sheet), sheet_(book.add(sheet.name)) {
    worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, paper_a4);
    worksheet_fit_to_pages(sheet_, 1, 0);
    for (std::size_t i = 0; i < sheet.columns.size(); ++i)
      book_.check(worksheet_set_column(sheet_, place(i), place(i), sheet.columns[i].width, format_of(sheet.columns[i])), "栏宽");
    merged(0, 7, sheet.title, Look::title);
    book_.check(worksheet_set_row(sheet_, row_++, 30, nullptr), "行高");
  }

  void note(const std::string& text) {
    merged(0, 7, text, Look::note);
    book_.check(worksheet_set_row(sheet_, row_++, 44, nullptr), "行高");
  }

  /// Label and value, the value over several cells.
  void header(const Template& form, const std::map<std::string, std::string>& values) {
    for (const auto& [key, labels] : form.header_labels) {
      const auto value = values.find(key);
      write(0, labels.front(), Look::label);
      merged(1, 7, value == values.end() ? "" : value->second, Look::text);
      ++row_;
    }
    ++row_;
  }

  void table(const std::vector<PrefilledRow>& rows) {
    for (std::size_t i = 0; i < template_.columns.size(); ++i) write(place(i), template_.columns[i].heading, Look::heading);
    worksheet_freeze_panes(sheet_, row_ + 1, 1);
    book_.check(worksheet_repeat_rows(sheet_, row_, row_), "重复表头");
    const lxw_row_t first = ++row_;
    for (const PrefilledRow& row : rows) {
      for (std::size_t i = 0; i < template_.columns.size(); ++i) {
        const auto cell = row.cells.find(template_.columns[i].key);
        if (cell != row.cells.end()) fill(place(i), template_.columns[i], cell->second);
      }
      ++row_;
    }
    for (std::size_t i = 0; i < template_.columns.size(); ++i) choices(place(i), template_.columns[i], first);
  }

 private:
  static constexpr lxw_row_t rows_to_add = 200;  // below the last, with lists to choose from

  static lxw_col_t place(std::size_t column) { return static_cast<lxw_col_t>(column); }

  lxw_format* format_of(const Column& column) {
    if (column.type == ColumnType::day) return book_.format(Look::day);
    return book_.format(column.type == ColumnType::text || column.type == ColumnType::list ? Look::text : Look::centred);
  }

  void merged(lxw_col_t first, lxw_col_t last, const std::string& text, Look look) {
    book_.check(worksheet_merge_range(sheet_, row_, first, row_, last, workbook_text::shown(text).c_str(), book_.format(look)), first_of(text));
  }
  void write(lxw_col_t column, const std::string& text, Look look) {
    book_.check(worksheet_write_string(sheet_, row_, column, workbook_text::shown(text).c_str(), book_.format(look)), first_of(text));
  }

  /// Days as days; all else as text, which no office program changes.
  void fill(lxw_col_t column, const Column& of, const std::string& text) {
    const auto day = of.type == ColumnType::day ? Day::try_parse(text) : std::nullopt;
    if (day && day->serial() >= first_sure_day) {
      const auto number = static_cast<double>(day->serial() + office_epoch);
      return book_.check(worksheet_write_number(sheet_, row_, column, number, book_.format(Look::day)), "日期");
    }
    const std::string shown = workbook_text::shown(printed_cell(of, text));
    book_.check(worksheet_write_string(sheet_, row_, column, shown.c_str(), format_of(of)), first_of(shown));
  }

  /// A list to choose from where the column has one word for each meaning.
  void choices(lxw_col_t column, const Column& of, lxw_row_t first) {
    if (of.type != ColumnType::term) return;
    std::vector<std::string> words;
    for (const auto& [printed, word] : of.terms)
      if (of.print(word) == printed) words.push_back(printed);
    std::vector<char*> list;
    for (std::string& word : words) list.push_back(word.data());
    list.push_back(nullptr);
    lxw_data_validation validation{};
    validation.validate = LXW_VALIDATION_TYPE_LIST;
    validation.value_list = list.data();
    validation.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    book_.check(worksheet_data_validation_range(sheet_, first, column, row_ + rows_to_add, column, &validation), of.heading);
  }

  Book& book_;
  const SheetTemplate& template_;
  lxw_worksheet* sheet_;
  lxw_row_t row_ = 0;
};

/// Tasks against units on one sheet.
class Grid {
 public:
  Grid(Book& book, const Matrix& matrix) : book_(book), matrix_(matrix), sheet_(book.add(matrix.sheet.name)) {
    worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, paper_a4);
    worksheet_set_margins(sheet_, 0.4, 0.4, 0.6, 0.6);
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_center_horizontally(sheet_);
    book_.check(worksheet_set_footer(sheet_, "&R&10第 &P 页 共 &N 页"), "页脚");
  }

  void write() {
    merged(matrix_.campaign, Look::campaign, 20);
    merged(matrix_.sheet.title + "（" + matrix_.on.chinese() + "）", Look::title, 30);
    headings();
    for (const std::vector<Cell>& row : matrix_.table.rows) line(row);
    book_.check(worksheet_print_area(sheet_, 0, 0, row_ - 1, last_column()), "打印区");
  }

 private:
  static constexpr std::size_t named = 3;  // task, number, title; then `leaf`, which has no column on paper

  lxw_col_t last_column() const { return static_cast<lxw_col_t>(matrix_.sheet.columns.size() - 1); }

  void merged(const std::string& text, Look look, double height) {
    book_.check(worksheet_set_row(sheet_, row_, height, nullptr), "行高");
    book_.check(worksheet_merge_range(sheet_, row_, 0, row_, last_column(), workbook_text::shown(text).c_str(), book_.format(look)), first_of(text));
    ++row_;
  }

  void put(std::size_t column, const std::string& text, Look look) {
    const std::string shown = workbook_text::shown(text);
    const auto place = static_cast<lxw_col_t>(column);
    book_.check(shown.empty() ? worksheet_write_blank(sheet_, row_, place, book_.format(look))
                              : worksheet_write_string(sheet_, row_, place, shown.c_str(), book_.format(look)),
                first_of(shown));
  }

  void headings() {
    double height = 60;
    for (std::size_t i = 0; i < matrix_.sheet.columns.size(); ++i) {
      const Column& column = matrix_.sheet.columns[i];
      book_.check(worksheet_set_column(sheet_, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i), column.width, nullptr), "栏宽");
      put(i, column.heading, i < named ? Look::heading : Look::upright);
      const auto characters = std::count_if(column.heading.begin(), column.heading.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
      if (i >= named) height = std::max(height, static_cast<double>(characters) * line_height + 6);
    }
    book_.check(worksheet_set_row(sheet_, row_, std::min(height, highest_row), nullptr), "行高");
    book_.check(worksheet_repeat_rows(sheet_, row_, row_), "重复表头");
    book_.check(worksheet_repeat_columns(sheet_, 0, static_cast<lxw_col_t>(named - 1)), "重复左列");
    ++row_;
    worksheet_freeze_panes(sheet_, row_, static_cast<lxw_col_t>(named));
  }

  void line(const std::vector<Cell>& row) {
    const bool is_leaf = std::get<std::int64_t>(row.at(named)) != 0;
    std::size_t lines = pieces_of(cell_text(row[2]), matrix_.sheet.columns[2].width).front().lines;
    for (std::size_t i = 0; i < named; ++i) put(i, cell_text(row[i]), !is_leaf ? Look::label_left : i == 2 ? Look::text : Look::centred);
    for (std::size_t i = named + 1; i < row.size(); ++i) {
      const std::string text = cell_text(row[i]);
      lines = std::max(lines, pieces_of(text, matrix_.sheet.columns[i - 1].width + 1).front().lines);
      put(i - 1, text, is_leaf ? Look::mark : Look::label_left);
    }
    book_.check(worksheet_set_row(sheet_, row_, static_cast<double>(lines) * line_height + 6, nullptr), "行高");
    ++row_;
  }

  Book& book_;
  const Matrix& matrix_;
  lxw_worksheet* sheet_;
  lxw_row_t row_ = 0;
};

}  // namespace

void write_xlsx(const Matrix& matrix, const std::filesystem::path& file) {
  Book book(file);
  book.describe(matrix.campaign + " " + matrix.sheet.title + " " + matrix.on.chinese(), matrix.issuer, "", matrix.on);
  Grid(book, matrix).write();
  book.close();
}

void write_xlsx(const Prefilled& prefilled, const Template& form, const std::filesystem::path& file) {
  Book book(file);
  book.describe(prefilled.header.unit + " " + prefilled.period.chinese() + " 底稿", "", prefilled.checkpoint.text(), prefilled.period.last());
  for (const SheetTemplate& sheet : form.returned) {
    Blank blank(book, sheet);
    const bool is_register = sheet.key == "hazards";
    if (is_register) {
      blank.note("本底稿由台账生成：改动或补填的单元格才算填报，未动的不算；空白不表示任何事项；删去一行不销号。请勿改动“台账检查点”。");
      blank.header(form, header_values(prefilled));
    }
    blank.table(is_register ? prefilled.hazards : std::vector<PrefilledRow>{});
  }
  book.close();
}

void write_xlsx(const Report& report, const Template& form, const std::filesystem::path& file) {
  Book book(file);
  book.describe(report);
  write_head(book, report, form);
  for (const SheetTemplate& sheet : form.report) {
    const Table* table = printing::find_table(report, sheet.key);
    if (table == nullptr) continue;
    std::vector<Placed> columns = printing::columns_of(sheet, *table);
    if (columns.empty()) continue;
    // the paper shows the columns to the left of the first that is for the screen alone
    std::stable_partition(columns.begin(), columns.end(), [](const Placed& placed) { return placed.column->on_paper; });
    const auto paper = std::count_if(columns.begin(), columns.end(), [](const Placed& placed) { return placed.column->on_paper; });
    Page page(book, report, form, sheet.name, std::max(static_cast<int>(paper), 1));
    page.title(sheet.title);
    page.subtitle(static_cast<std::size_t>(paper) < columns.size());
    page.table(sheet, *table, columns);
    page.finish();
  }
  book.close();
}

}  // namespace bihuan
