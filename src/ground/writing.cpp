#include "ground/writing.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace bihuan::ground {
namespace {

struct Points {
  std::uint32_t first, last;
};

/// Every one of them without width or ink, or a command to whatever shows the text (Unicode: Cc, Cf, fillers).
constexpr std::array<Points, 17> hiding{{{0x00, 0x1f},      {0x7f, 0x9f},      {0xad, 0xad},      {0x34f, 0x34f},    {0x61c, 0x61c},
                                         {0x115f, 0x1160},  {0x17b4, 0x17b5},  {0x180e, 0x180e},  {0x200b, 0x200f},  {0x2028, 0x202e},
                                         {0x2060, 0x206f},  {0x3164, 0x3164},  {0xfeff, 0xfeff},  {0xffa0, 0xffa0},  {0xfff0, 0xfffb},
                                         {0xfffe, 0xffff},  {0xe0000, 0xe007f}}};

bool hides(std::uint32_t code) {
  return std::any_of(hiding.begin(), hiding.end(), [&](Points points) { return code >= points.first && code <= points.last; });
}

struct Character {
  std::uint32_t code;
  std::size_t length;
};

/// The character at `at` of UTF-8; a byte that is none stands for itself.
Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t place) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[place])); };
  const std::uint32_t lead = byte(at);
  const std::size_t length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (length == 1 || at + length > text.size()) return {lead, 1};
  std::uint32_t code = lead & (0xffU >> (length + 1));
  for (std::size_t next = at + 1; next < at + length; ++next) code = code << 6 | (byte(next) & 0x3f);
  return {code, length};
}

std::string name_of(std::uint32_t code) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (int shift = code > 0xffff ? 16 : 12; shift >= 0; shift -= 4) out += digits[(code >> shift) & 0xf];
  return "U+" + out;
}

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

constexpr std::array<std::string_view, 37> identifiers{
    "addressee", "block", "body", "class", "closed_by", "code", "credit_code", "decision", "delisting_unit", "device_code", "distinct_from",
    "document", "duplicate_of", "enterprise", "extended_by", "filing", "hazard", "id", "inspectors", "leading_unit",
    "listed_document", "number", "order", "overseer", "period", "person", "receiver", "rectifier", "recurrence_of", "responsible_units",
    "reviewers", "supervising_unit", "task", "territorial_unit", "territory", "unit", "version"};
static_assert(std::is_sorted(identifiers.begin(), identifiers.end()));

}  // namespace

bool is_identifier(std::string_view key) noexcept { return std::binary_search(identifiers.begin(), identifiers.end(), key); }

std::optional<WritingFault> fault_of(std::string_view text, bool identifier) {
  const std::size_t longest = identifier ? longest_identifier : longest_text;
  if (const std::size_t count = character_count(text); count > longest) {
    return WritingFault{"has " + std::to_string(count) + " characters, more than " + std::to_string(longest) + "; nothing is cut, so shorten it",
                        "共" + std::to_string(count) + "字，超过" + std::to_string(longest) + "字的上限；系统不作截断，请精简"};
  }
  for (std::size_t at = 0; at < text.size();) {
    const Character now = character_at(text, at);
    at += now.length;
    if (now.code == 0 || (identifier && hides(now.code))) {
      return WritingFault{"holds the invisible character " + name_of(now.code) + "; type it anew",
                          "含有看不见的控制字符（" + name_of(now.code) + "），请重新键入"};
    }
  }
  return std::nullopt;
}

std::string visible(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const Character now = character_at(text, at);
    const bool shown = !hides(now.code) || now.code == '\n' || now.code == '\t';
    // a lone byte of 0x80 and more is no character; it is left for whoever checks encodings
    if (shown || (now.length == 1 && now.code >= 0x80)) out += text.substr(at, now.length);
    else out += "⟦" + name_of(now.code) + "⟧";
    at += now.length;
  }
  return out;
}

}  // namespace bihuan::ground
