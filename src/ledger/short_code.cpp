#include "ledger/crypto.hpp"
#include "ledger/refusal.hpp"

#include <algorithm>
#include <charconv>

namespace bihuan {

namespace {

constexpr std::size_t code_digits = 24;  // the last is the check digit
constexpr std::size_t group_width = 4;

/// Divides a number of 256 bits by ten in place; gives the remainder.
int divide_by_ten(Digest& number) {
  unsigned rest = 0;
  for (std::uint8_t& byte : number) {
    const unsigned value = rest << 8 | byte;
    byte = static_cast<std::uint8_t>(value / 10);
    rest = value % 10;
  }
  return static_cast<int>(rest);
}

/// ISO/IEC 7064 MOD 11,10 (GB/T 17710): finds every single wrong digit and nearly every swap of neighbours.
char check_digit(std::string_view digits) {
  int product = 10;
  for (const char digit : digits) {
    const int sum = (product + (digit - '0')) % 10;
    product = (sum == 0 ? 10 : sum) * 2 % 11;
  }
  return static_cast<char>('0' + (11 - product) % 10);
}

}  // namespace

std::string Checkpoint::short_code() const {
  Digest number = ledger::sha256_of({"bihuan/short-code/v1\n", text()});
  std::string digits;
  while (digits.size() + 1 < code_digits) digits += static_cast<char>('0' + divide_by_ten(number));
  std::reverse(digits.begin(), digits.end());
  digits += check_digit(digits);
  std::string code;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && i % group_width == 0) code += '-';
    code += digits[i];
  }
  return code;
}

bool is_short_code(std::string_view text) noexcept {
  if (text.size() != code_digits + code_digits / group_width - 1) return false;
  std::array<char, code_digits> digits;
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool between = i % (group_width + 1) == group_width;
    if (between ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
    if (!between) digits[count++] = text[i];
  }
  return check_digit({digits.data(), code_digits - 1}) == digits.back();
}

Checkpoint Checkpoint::parse(std::string_view text) {
  const auto refuse = [&] {
    const std::string given(text);
    throw LedgerError(ErrorCode::bad_proof, "\"" + given + "\" is no checkpoint: a ledger's id, a size and a root of 64 hexadecimal digits are",
                      "“" + given + "”不是校验点（应为台账编号、项数、根摘要值）", ledger::about(given));
  };
  const auto first = text.find(' ');
  const auto second_blank = text.find(' ', first == text.npos ? first : first + 1);
  if (second_blank == text.npos) refuse();
  Checkpoint point;
  point.ledger = text.substr(0, first);
  const std::string_view digits = text.substr(first + 1, second_blank - first - 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), point.size);
  if (error != std::errc{} || end != digits.data() + digits.size()) refuse();
  try {
    point.root = parse_hex(text.substr(second_blank + 1));
  } catch (const LedgerError&) {
    refuse();
  }
  if (point.ledger.empty() || point.size < 0 || point.text() != text) refuse();  // one spelling only
  return point;
}

}  // namespace bihuan
