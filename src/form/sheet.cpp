#include "bihuan/form/sheet.hpp"

#include <algorithm>
#include <array>

namespace bihuan {
namespace {

constexpr std::array<std::string_view, 11> runners{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// -12 or -12.5: a spreadsheet shows it and runs nothing.
bool is_negative_number(std::string_view text) {
  if (text.size() < 2 || text[0] != '-' || !is_digit(text[1]) || !is_digit(text.back())) return false;
  const std::string_view rest = text.substr(1);
  return std::count(rest.begin(), rest.end(), '.') <= 1 &&
         std::all_of(rest.begin(), rest.end(), [](char c) { return is_digit(c) || c == '.'; });
}

/// A cell that a spreadsheet would run, or one that looks as if we had guarded it.
bool needs_guard(std::string_view text) {
  const std::size_t first = std::min(text.find_first_not_of('\''), text.size());
  const std::string_view rest = text.substr(first);
  if (is_negative_number(rest)) return false;
  return std::any_of(runners.begin(), runners.end(), [&](std::string_view sign) {
    return rest.substr(0, sign.size()) == sign;
  });
}

/// Walks the text once. Only what has to be refused asks for its line and column, which are then counted from the beginning.
class CsvReader {
 public:
  CsvReader(std::string_view text, const std::string& name, char separator) : text_(text), separator_(separator) {
    sheet_.name = name;
    for (const char stop : {separator, '"', '\r', '\n', '\0'}) stops_[static_cast<unsigned char>(stop)] = true;
  }

  Sheet read() {
    while (at_ < text_.size()) read_row();
    return std::move(sheet_);
  }

 private:
  void read_row() {
    std::vector<std::string>& row = sheet_.rows.emplace_back();
    if (take_line_end()) return;
    row.reserve(cells_before_);  // most rows are as long as the one before
    while (true) {
      if (at_ < text_.size() && text_[at_] == '"') quoted_cell(row.emplace_back());
      else row.emplace_back(plain_cell());
      if (std::string& cell = row.back(); !cell.empty() && cell.front() == '\'' && needs_guard(cell)) cell.erase(0, 1);
      if (at_ == text_.size() || take_line_end()) break;
      if (text_[at_] == '\0') refuse_nul(at_);
      ++at_;  // the separator
    }
    cells_before_ = row.size();
  }

  std::string_view plain_cell() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && !stops_[static_cast<unsigned char>(text_[at_])]) ++at_;
    if (at_ < text_.size() && text_[at_] == '"' && separator_ != '"') refuse("a quote inside an unquoted cell", "未加引号的单元格内出现引号", at_);
    return text_.substr(begin, at_ - begin);
  }

  void quoted_cell(std::string& cell) {
    const std::size_t opened = at_++;
    while (true) {
      const std::size_t quote = text_.find('"', at_);
      const std::string_view piece = text_.substr(at_, quote - at_);  // to the end where there is none
      if (const std::size_t nul = piece.find('\0'); nul != std::string_view::npos) refuse_nul(at_ + nul);
      if (quote == std::string_view::npos) refuse("a quote that is never closed", "引号没有配对", opened);
      cell += piece;
      at_ = quote + 1;
      if (at_ == text_.size() || text_[at_] != '"') break;
      cell += '"';
      ++at_;
    }
    const bool ends = at_ == text_.size() || text_[at_] == separator_ || text_[at_] == '\n' || text_[at_] == '\r';
    if (!ends) refuse("text after the closing quote of a cell", "单元格的右引号之后还有文字", at_);
  }

  bool take_line_end() {
    if (at_ == text_.size()) return false;
    if (text_[at_] == '\r') {
      if (at_ + 1 == text_.size() || text_[at_ + 1] != '\n') {
        refuse("a line end of CR alone", "出现单独的回车符（换行应为 CRLF 或 LF）", at_);
      }
      ++at_;
    } else if (text_[at_] != '\n') {
      return false;
    }
    ++at_;
    return true;
  }

  [[noreturn]] void refuse_nul(std::size_t at) const { refuse("a NUL byte; this is not a text file", "含有空字节，不是文本文件", at); }

  [[noreturn]] void refuse(const std::string& english, const std::string& chinese, std::size_t at) const {
    const std::string_view before = text_.substr(0, at);
    const std::size_t begin = before.rfind('\n') + 1;  // 0 where there is none
    ErrorContext context;
    context.subject = "CSV";
    context.file = sheet_.name;
    context.line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
    context.column = 1;
    // a character ends before a byte that goes on with none
    for (std::size_t next = begin + 1; next <= at; ++next) {
      if (next == text_.size() || (static_cast<unsigned char>(text_[next]) & 0xc0) != 0x80) ++context.column;
    }
    const std::string l = std::to_string(context.line);
    const std::string c = std::to_string(context.column);
    throw FormError(ErrorCode::bad_file, sheet_.name + ": line " + l + ", column " + c + ": " + english,
                    sheet_.name + "：第 " + l + " 行第 " + c + " 字：" + chinese, context);
  }

  std::string_view text_;
  char separator_;
  std::array<bool, 256> stops_{};
  Sheet sheet_;
  std::size_t at_ = 0;
  std::size_t cells_before_ = 0;
};

void append_cell(std::string& out, const std::string& cell, std::size_t row, std::size_t column) {
  if (cell.find('\0') != std::string::npos) {
    ErrorContext context;
    context.subject = "CSV";
    context.line = static_cast<int>(row + 1);
    context.column = static_cast<int>(column + 1);
    throw FormError(ErrorCode::bad_file, "row " + std::to_string(row + 1) + ": a cell with a NUL can't be written as CSV",
                    "第 " + std::to_string(row + 1) + " 行有含空字节的单元格，无法写成 CSV", context);
  }
  const bool guarded = needs_guard(cell);
  const bool quoted = cell.empty() || cell.find_first_of(",\"\r\n") != std::string::npos;
  if (quoted) out += '"';
  if (guarded) out += '\'';
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  if (quoted) out += '"';
}

}  // namespace

Sheet read_csv(std::string_view text, const std::string& name, char separator) {
  return CsvReader(text, name, separator).read();
}

std::string write_csv(const std::vector<std::vector<std::string>>& rows) {
  std::string out;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t column = 0; column < rows[row].size(); ++column) {
      if (column > 0) out += ',';
      // an empty cell needs quotes only where it stands alone: there it would read as a row without cells
      if (!rows[row][column].empty() || rows[row].size() == 1) append_cell(out, rows[row][column], row, column);
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace bihuan
