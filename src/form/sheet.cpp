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

/// Walks the text once; knows line and column for what it has to refuse.
class CsvReader {
 public:
  CsvReader(std::string_view text, const std::string& name, char separator)
      : text_(text), separator_(separator) {
    sheet_.name = name;
  }

  Sheet read() {
    while (at_ < text_.size()) read_row();
    return std::move(sheet_);
  }

 private:
  void read_row() {
    std::vector<std::string> row;
    if (take_line_end()) {
      sheet_.rows.push_back(std::move(row));
      return;
    }
    while (true) {
      row.push_back(at_ < text_.size() && text_[at_] == '"' ? quoted_cell() : plain_cell());
      if (needs_guard(row.back()) && row.back().front() == '\'') row.back().erase(0, 1);
      if (at_ == text_.size() || take_line_end()) break;
      advance();  // the separator
    }
    sheet_.rows.push_back(std::move(row));
  }

  std::string plain_cell() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') {
      if (text_[at_] == '"') refuse("a quote inside an unquoted cell", "未加引号的单元格内出现引号", line_, column_);
      advance();
    }
    return std::string(text_.substr(begin, at_ - begin));
  }

  std::string quoted_cell() {
    const int line = line_;
    const int column = column_;
    std::string cell;
    advance();
    while (at_ < text_.size()) {
      if (text_[at_] != '"') {
        const std::size_t begin = at_;
        while (at_ < text_.size() && text_[at_] != '"') advance();
        cell += text_.substr(begin, at_ - begin);
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        cell += '"';
        advance();
        advance();
      } else {
        advance();
        const bool ends = at_ == text_.size() || text_[at_] == separator_ || text_[at_] == '\n' || text_[at_] == '\r';
        if (!ends) refuse("text after the closing quote of a cell", "单元格的右引号之后还有文字", line_, column_);
        return cell;
      }
    }
    refuse("a quote that is never closed", "引号没有配对", line, column);
  }

  bool take_line_end() {
    if (at_ == text_.size()) return false;
    if (text_[at_] == '\r') {
      if (at_ + 1 == text_.size() || text_[at_ + 1] != '\n') {
        refuse("a line end of CR alone", "出现单独的回车符（换行应为 CRLF 或 LF）", line_, column_);
      }
      ++at_;
    } else if (text_[at_] != '\n') {
      return false;
    }
    advance();
    return true;
  }

  void advance() {
    const auto byte = static_cast<unsigned char>(text_[at_++]);
    if (byte == 0) refuse("a NUL byte; this is not a text file", "含有空字节，不是文本文件", line_, column_);
    if (byte == '\n') {
      ++line_;
      column_ = 1;
    } else if (at_ == text_.size() || (static_cast<unsigned char>(text_[at_]) & 0xc0) != 0x80) {
      ++column_;
    }
  }

  [[noreturn]] void refuse(const std::string& english, const std::string& chinese, int line, int column) const {
    ErrorContext context;
    context.subject = "CSV";
    context.file = sheet_.name;
    context.line = line;
    context.column = column;
    const std::string l = std::to_string(line);
    const std::string c = std::to_string(column);
    throw FormError(ErrorCode::bad_file, sheet_.name + ": line " + l + ", column " + c + ": " + english,
                    sheet_.name + "：第 " + l + " 行第 " + c + " 字：" + chinese, context);
  }

  std::string_view text_;
  char separator_;
  Sheet sheet_;
  std::size_t at_ = 0;
  int line_ = 1;
  int column_ = 1;
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
