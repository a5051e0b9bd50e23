#include "bihuan/ledger/item.hpp"

#include "ledger/iso_day.hpp"
#include "ledger/refusal.hpp"

#include <algorithm>

namespace bihuan {

namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t day_length = 24 * 60 * minute;

std::int64_t floor_divide(std::int64_t value, std::int64_t by) { return value / by - (value % by < 0 ? 1 : 0); }

std::string padded(std::int64_t number, std::size_t width) {
  std::string digits = std::to_string(number);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

[[noreturn]] void no_instant(std::string_view text) {
  const std::string given(text);
  throw TimeError(ErrorCode::bad_day,
                  "\"" + given + "\" is no instant; write 2020-10-31T08:00:00Z, 2020-10-31T16:00:00+08:00 or 2020-10-31",
                  "“" + given + "”不是时刻；写作 2020-10-31T16:00:00+08:00 或 2020-10-31", ledger::about(given));
}

/// Takes an instant's text apart from the left; anything unexpected refuses the whole.
class Reader {
 public:
  explicit Reader(std::string_view text) : all_(text), rest_(text) {}

  bool done() const { return rest_.empty(); }
  bool next_is(char sign) const { return !rest_.empty() && rest_.front() == sign; }

  bool take(char sign) {
    if (!next_is(sign)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void expect(char sign) {
    if (!take(sign)) no_instant(all_);
  }

  std::string_view take_first(std::size_t width) {
    const std::string_view taken = rest_.substr(0, width);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  int number(std::size_t width, int last) {
    if (rest_.size() < width || !std::all_of(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(width), digit)) {
      no_instant(all_);
    }
    int value = 0;
    for (std::size_t i = 0; i < width; ++i) value = value * 10 + (rest_[i] - '0');
    rest_.remove_prefix(width);
    if (value > last) no_instant(all_);
    return value;
  }

  /// The digits after the point as microseconds; what is finer is dropped.
  std::int64_t fraction() {
    std::size_t width = 0;
    while (width < rest_.size() && digit(rest_[width])) ++width;
    if (width == 0 || width > 9) no_instant(all_);
    std::int64_t micros = 0;
    for (std::size_t i = 0; i < 6; ++i) micros = micros * 10 + (i < width ? rest_[i] - '0' : 0);
    rest_.remove_prefix(width);
    return micros;
  }

  /// Z or an offset, as microseconds to subtract. A time without one is nobody's time.
  std::int64_t zone() {
    if (take('Z')) return 0;
    const std::int64_t sign = next_is('-') ? -1 : 1;
    if (!take('-')) expect('+');
    const int hours = number(2, 23);
    take(':');
    return sign * (hours * 60 + number(2, 59)) * minute;
  }

 private:
  static bool digit(char character) { return character >= '0' && character <= '9'; }
  std::string_view all_;
  std::string_view rest_;
};

int hex_digit(char character) {
  if (character >= '0' && character <= '9') return character - '0';
  if (character >= 'a' && character <= 'f') return character - 'a' + 10;
  return -1;
}

}  // namespace

std::optional<Day> ledger::iso_day(std::string_view text) {
  const auto is_digit = [](char character) { return character >= '0' && character <= '9'; };
  constexpr std::string_view pattern = "dddd-dd-dd";
  if (text.size() != pattern.size()) return std::nullopt;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == 'd' ? !is_digit(text[i]) : text[i] != '-') return std::nullopt;
  }
  const auto number = [&](std::size_t first, std::size_t width) {
    int value = 0;
    for (std::size_t i = first; i < first + width; ++i) value = value * 10 + (text[i] - '0');
    return value;
  };
  try {
    return Day::of(number(0, 4), number(5, 2), number(8, 2));
  } catch (const TimeError&) {
    return std::nullopt;
  }
}

std::string hex(const Digest& digest) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const auto byte : digest) {
    text += digits[byte >> 4];
    text += digits[byte & 0xf];
  }
  return text;
}

Digest parse_hex(std::string_view text) {
  Digest digest;
  bool sound = text.size() == 2 * digest.size();
  for (std::size_t i = 0; sound && i < digest.size(); ++i) {
    const int high = hex_digit(text[2 * i]);
    const int low = hex_digit(text[2 * i + 1]);
    sound = high >= 0 && low >= 0;
    digest[i] = static_cast<std::uint8_t>((high << 4 | low) & 0xff);
  }
  if (sound) return digest;
  const std::string given(text);
  throw LedgerError(ErrorCode::bad_fact, "\"" + given + "\" is no digest: 64 lower-case hexadecimal digits are",
                    "“" + given + "”不是摘要值（应为 64 位小写十六进制）", ledger::about(given));
}

std::string Instant::text() const {
  const std::int64_t days = floor_divide(micros, day_length);
  const std::int64_t rest = micros - days * day_length;
  return Day::from_serial(static_cast<std::int32_t>(days)).iso() + "T" + padded(rest / (60 * minute), 2) + ":" +
         padded(rest / minute % 60, 2) + ":" + padded(rest / second % 60, 2) + "." + padded(rest % second, 6) + "Z";
}

Instant Instant::parse(std::string_view text) {
  Reader reader(text);
  const auto day = ledger::iso_day(reader.take_first(10));
  if (!day) no_instant(text);
  std::int64_t micros = day->serial() * day_length;
  if (reader.done()) return {micros};
  reader.expect('T');
  micros += reader.number(2, 23) * 60 * minute;
  reader.expect(':');
  micros += reader.number(2, 59) * minute;
  if (reader.take(':')) {
    micros += reader.number(2, 59) * second;
    if (reader.take('.')) micros += reader.fraction();
  }
  micros -= reader.zone();
  if (!reader.done()) no_instant(text);
  return {micros};
}

Day Instant::day_in_zone(int zone_minutes) const {
  return Day::from_serial(static_cast<std::int32_t>(floor_divide(micros + zone_minutes * minute, day_length)));
}

std::string Checkpoint::text() const { return ledger + " " + std::to_string(size) + " " + hex(root); }

}  // namespace bihuan
