#include "form/text_room.hpp"

#include "ground/writing.hpp"

#include <algorithm>
#include <array>

namespace bihuan::picture {
namespace {

constexpr int em = 100;

std::vector<std::string_view> characters_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
    out.push_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

/// Fonts differ; the widths here are of the wider ones, so that a text may end early but not late.
int width_of_character(std::string_view character) {
  if (character.size() >= 3) return em;  // from U+0800 on; Chinese fonts draw “” … — as wide as a character
  if (character.size() == 2) return 65;
  const char c = character.front();
  if (std::string_view("WM@%mw#&+<=>^~").find(c) != std::string_view::npos) return 92;
  return c >= 'A' && c <= 'Z' ? 72 : 56;
}

bool closes(std::string_view character) {
  constexpr std::array<std::string_view, 18> signs{"，", "。", "、", "；", "：", "）", "》", "”", "’",
                                                   "」", "』", "〕", "】", "！", "？", "⟧", ")", ","};
  return std::find(signs.begin(), signs.end(), character) != signs.end();
}

bool opens(std::string_view character) {
  constexpr std::array<std::string_view, 10> signs{"（", "《", "“", "‘", "「", "『", "〔", "【", "⟦", "("};
  return std::find(signs.begin(), signs.end(), character) != signs.end();
}

bool is_word(std::string_view character) { return character.size() == 1 && character != " "; }

/// Where the line of `characters` that begins at `first` ends at the latest.
std::size_t end_of_line(const std::vector<std::string_view>& characters, std::size_t first, int room) {
  std::size_t end = first;
  for (int used = 0; end < characters.size(); ++end) {
    used += width_of_character(characters[end]);
    if (used > room && end > first) break;
  }
  return end;
}

/// The best place to break, at `end` or before it.
std::size_t break_before(const std::vector<std::string_view>& characters, std::size_t first, std::size_t end) {
  if (end == characters.size()) return end;
  std::size_t at = end;
  const auto splits_word = [&] { return is_word(characters[at - 1]) && is_word(characters[at]); };
  while (at > first + 1 && (closes(characters[at]) || opens(characters[at - 1]) || splits_word())) --at;
  // a word or a row of signs longer than a line is broken where it must be
  return at > first + 1 ? at : end;
}

void add_lines(std::vector<std::string>& out, std::string_view paragraph, int room) {
  const std::vector<std::string_view> characters = characters_of(paragraph);
  std::size_t first = 0;
  do {
    while (first > 0 && first < characters.size() && characters[first] == " ") ++first;
    const std::size_t end = break_before(characters, first, end_of_line(characters, first, room));
    std::string line;
    for (std::size_t at = first; at < end; ++at) line += characters[at];
    out.push_back(line);
    first = end;
  } while (first < characters.size());
}

}  // namespace

int room_of(std::string_view text) {
  int out = 0;
  for (const std::string_view character : characters_of(text)) out += width_of_character(character);
  return out;
}

std::vector<std::string> wrapped(std::string_view text, int room) {
  std::string shown = ground::visible(text);
  std::replace(shown.begin(), shown.end(), '\t', ' ');
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= shown.size();) {
    const std::size_t end = std::min(shown.find('\n', at), shown.size());
    add_lines(out, std::string_view(shown).substr(at, end - at), room);
    at = end + 1;
  }
  return out;
}

}  // namespace bihuan::picture
