// bare_workbook.cpp: the same cells with the same looks through libxlsxwriter alone; strings, numbers and looks are given.
#include "serve.hpp"

#include <xlsxwriter.h>

#include <fstream>
#include <stdexcept>
#include <vector>

namespace bench {

namespace {

struct Look { double size; bool bold; int align; bool border; long ground; std::string number; int rotation; long color; };
struct Cell { char kind; std::size_t look; lxw_col_t column; std::string text; double number; lxw_col_t last; };
struct Row { double height = 0; std::vector<Cell> cells; };
struct Sheet { std::string name; std::vector<double> widths; std::vector<Row> rows; std::size_t first = 0, count = 0; };

std::vector<std::string> words(const std::string& line) {
  std::vector<std::string> out(1);
  for (const char c : line) {
    if (c == '\t') out.emplace_back();
    else out.back() += c == '\x01' ? '\n' : c;
  }
  return out;
}

class BareWorkbook : public Contender {
 public:
  explicit BareWorkbook(const Setting& setting) : rows_(static_cast<std::size_t>(setting.size)), file_(setting.folder / "bare.xlsx") {
    std::ifstream in(setting.folder / "cells.tsv");
    for (std::string line; std::getline(in, line);) take(words(line));
  }

  void run() override {
    lxw_workbook* book = workbook_new(file_.c_str());
    std::vector<lxw_format*> formats;
    for (const Look& look : looks_) formats.push_back(format(book, look));
    for (const Sheet& sheet : sheets_) write(book, sheet, formats);
    if (workbook_close(book) != LXW_NO_ERROR) throw std::runtime_error("the workbook can't be written");
  }
  std::string answer() override { return "file=" + file_.string(); }

 private:
  void take(const std::vector<std::string>& w) {
    const auto number = [&](std::size_t place) { return std::stod(w.at(place)); };
    const auto whole = [&](std::size_t place) { return std::stol(w.at(place)); };
    if (w[0] == "look") looks_.push_back({number(1), whole(2) != 0, static_cast<int>(whole(3)), whole(4) != 0, whole(5), w[6], static_cast<int>(whole(7)), whole(8)});
    if (w[0] == "sheet") sheets_.push_back({w[1], {}, {}, static_cast<std::size_t>(whole(2)), static_cast<std::size_t>(whole(3))});
    if (w[0] == "width") sheets_.back().widths.push_back(number(1));
    if (w[0] == "row") sheets_.back().rows.push_back({number(1), {}});
    if (w[0] == "cell")
      sheets_.back().rows.back().cells.push_back({w[1][0], static_cast<std::size_t>(whole(2)), static_cast<lxw_col_t>(whole(3)), w[5],
                                                  w[1] == "n" ? std::stod(w[5]) : 0, static_cast<lxw_col_t>(whole(4))});
  }

  static lxw_format* format(lxw_workbook* book, const Look& look) {
    lxw_format* made = workbook_add_format(book);
    format_set_font_name(made, "宋体");
    format_set_font_size(made, look.size);
    format_set_align(made, LXW_ALIGN_VERTICAL_CENTER);
    format_set_align(made, static_cast<std::uint8_t>(look.align));
    format_set_text_wrap(made);
    format_set_num_format(made, look.number.c_str());
    if (look.bold) format_set_bold(made);
    if (look.border) format_set_border(made, LXW_BORDER_THIN);
    if (look.ground >= 0) format_set_bg_color(made, static_cast<lxw_color_t>(look.ground));
    if (look.color >= 0) format_set_font_color(made, static_cast<lxw_color_t>(look.color));
    if (look.rotation != 0) format_set_rotation(made, static_cast<std::int16_t>(look.rotation));
    return made;
  }

  void write(lxw_workbook* book, const Sheet& sheet, const std::vector<lxw_format*>& formats) const {
    lxw_worksheet* page = workbook_add_worksheet(book, sheet.name.c_str());
    for (std::size_t i = 0; i < sheet.widths.size(); ++i)
      worksheet_set_column(page, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i), sheet.widths[i], nullptr);
    const std::size_t more = sheet.count == 0 || rows_ < sheet.count ? 0 : rows_ - sheet.count;
    for (std::size_t at = 0; at < sheet.rows.size() + more; ++at) {
      std::size_t from = at;
      if (more > 0 && at >= sheet.first) from = at < sheet.first + sheet.count + more ? sheet.first + (at - sheet.first) % sheet.count : at - more;
      write(page, static_cast<lxw_row_t>(at), sheet.rows[from], formats);
    }
  }

  static void write(lxw_worksheet* page, lxw_row_t at, const Row& row, const std::vector<lxw_format*>& formats) {
    if (row.height > 0) worksheet_set_row(page, at, row.height, nullptr);
    for (const Cell& cell : row.cells) {
      lxw_format* look = formats[cell.look];
      if (cell.last > cell.column) worksheet_merge_range(page, at, cell.column, at, cell.last, cell.text.c_str(), look);
      else if (cell.kind == 'n') worksheet_write_number(page, at, cell.column, cell.number, look);
      else if (cell.kind == 's') worksheet_write_string(page, at, cell.column, cell.text.c_str(), look);
      else worksheet_write_blank(page, at, cell.column, look);
    }
  }

  std::size_t rows_;
  std::filesystem::path file_;
  std::vector<Look> looks_;
  std::vector<Sheet> sheets_;
};

const Entry entry{"workbook/bare", make<BareWorkbook>};

}  // namespace

}  // namespace bench
