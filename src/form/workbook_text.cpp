#include "form/workbook_text.hpp"

#include "ground/writing.hpp"

#include <algorithm>

namespace bihuan::workbook_text {
namespace {

std::size_t width_of(std::string_view character) { return character.size() >= 3 ? 2 : 1; }

std::size_t room_in(int column_width) { return static_cast<std::size_t>(std::max(column_width - 1, 2)); }

std::string_view character_at(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
  return text.substr(at, end - at);
}

/// The character of three bytes at `at`, where there is one that `ground::visible` is known to leave as it is: Chinese ones, their
/// signs, quotes, dashes, and what else returns are full of.
bool is_shown_wide(std::string_view text, std::size_t at) {
  if (at + 3 > text.size()) return false;
  const auto byte = [&](std::size_t place) { return static_cast<unsigned>(static_cast<unsigned char>(text[place])); };
  if ((byte(at) & 0xf0) != 0xe0 || (byte(at + 1) & 0xc0) != 0x80 || (byte(at + 2) & 0xc0) != 0x80) return false;
  const unsigned code = (byte(at) & 0x0f) << 12 | (byte(at + 1) & 0x3f) << 6 | (byte(at + 2) & 0x3f);
  const auto within = [&](unsigned first, unsigned last) { return code >= first && code <= last; };
  return within(0x3165, 0xd7ff) || within(0x2070, 0x3163) || within(0xff01, 0xff9f) || within(0x2010, 0x2027);
}

}  // namespace

std::string shown(std::string_view text) {
  std::string out;
  const std::string visible = ground::visible(text);
  const auto is_code = [&](std::size_t at) {
    constexpr std::string_view hex = "0123456789abcdefABCDEF";
    return visible.size() >= at + 7 && visible[at + 1] == 'x' && visible[at + 6] == '_' &&
           visible.find_first_not_of(hex, at + 2) == at + 6;
  };
  for (std::size_t at = 0; at < visible.size(); ++at) {
    if (visible[at] == '_' && is_code(at)) out += "_x005F_";
    else out += visible[at];
  }
  return out;
}

std::vector<Piece> pieces_of(std::string_view text, int column_width) {
  const std::size_t room = room_in(column_width);
  std::vector<Piece> out(1);
  std::size_t lines = 1;
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view character = character_at(text, at);
    const std::size_t width = width_of(character);
    const bool breaks = character == "\n";
    if (breaks || used + width > room) {
      ++lines;
      used = 0;
    }
    if (lines > lines_in_a_row) {
      out.back().text += "（转下行）";
      out.push_back({"（接上行）", 1});
      lines = 1;
      used = 10;
    }
    if (!breaks) used += width;
    out.back().text += character;
    out.back().lines = lines;
    at += character.size();
  }
  return out;
}

std::size_t lines_as_it_stands(std::string_view text, int column_width) {
  const std::size_t room = room_in(column_width);
  std::size_t lines = 1;
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    std::size_t width = 1;
    if (lead >= ' ' && lead < 0x7f) {
      if (lead == '_') return 0;  // perhaps of _x202E_
      ++at;
    } else if (lead == '\n') {
      ++lines;
      used = 0;
      ++at;
      continue;
    } else {
      if (!is_shown_wide(text, at)) return 0;
      at += 3;
      width = 2;
    }
    if (used + width > room) {
      ++lines;
      used = 0;
    }
    used += width;
  }
  return lines > lines_in_a_row ? 0 : lines;
}

}  // namespace bihuan::workbook_text
