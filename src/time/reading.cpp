#include "time/reading.hpp"

#include <algorithm>
#include <cstdint>

namespace bihuan::reading {
namespace {

struct Character {
  std::uint32_t code;   ///< 0 when the bytes are not UTF-8
  std::size_t length;   ///< bytes taken, at least 1
};

Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t index) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[index])); };
  const std::uint32_t lead = byte(at);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
  if (length == 0 || lead >= 0xf5 || at + length > text.size()) return {0, 1};
  std::uint32_t code = lead & (0xffU >> (length + 1));
  for (std::size_t next = 1; next < length; ++next) {
    if ((byte(at + next) & 0xc0) != 0x80) return {0, 1};
    code = code << 6 | (byte(at + next) & 0x3f);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && (code < 0x10000 || code > 0x10ffff));
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  return overlong || surrogate ? Character{0, 1} : Character{code, length};
}

}  // namespace

std::string narrow(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const Character now = character_at(text, at);
    if (now.code >= 0xff01 && now.code <= 0xff5e) {
      out += static_cast<char>(now.code - 0xff01 + '!');
    } else if (now.code == 0x3000 || now.code == 0xa0 || now.code == '\t') {
      out += ' ';
    } else {
      out += text.substr(at, now.length);
    }
    at += now.length;
  }
  const std::size_t first = out.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return out.substr(first, out.find_last_not_of(' ') - first + 1);
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  int room = 40;
  for (std::size_t at = 0; at < text.size();) {
    if (room-- == 0) return out + "…\"";
    const Character now = character_at(text, at);
    if (now.code < 0x20 || now.code == 0x7f) out += '?';
    else out += text.substr(at, now.length);
    at += now.length;
  }
  return out + "\"";
}

std::optional<int> number(std::string_view text, std::size_t fewest, std::size_t most) {
  if (text.size() < fewest || text.size() > most) return std::nullopt;
  if (!std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  int value = 0;
  for (const char digit : text) value = value * 10 + (digit - '0');
  return value;
}

}  // namespace bihuan::reading
