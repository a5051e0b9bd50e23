#include "bihuan/form/text.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <optional>
#include <unordered_map>
#include <vector>

namespace bihuan {
namespace {

/// What came out, and the offset of the first byte that could not be converted.
struct Converted {
  std::string text;
  std::optional<std::size_t> refused_at;
};

/// One direction of iconv; never transliterates.
class Converter {
 public:
  Converter(const char* to, const char* from) : table_(iconv_open(to, from)) {
    if (table_ == reinterpret_cast<iconv_t>(-1)) {
      throw FormError(ErrorCode::bad_text, std::string("this system has no table from ") + from + " to " + to,
                      std::string("本机没有从 ") + from + " 到 " + to + " 的字符转换表");
    }
  }
  ~Converter() { iconv_close(table_); }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  Converted operator()(std::string_view bytes) {
    iconv(table_, nullptr, nullptr, nullptr, nullptr);
    Converted out;
    std::array<char, 4096> room;  // left as it is: a character alone must not pay for filling it
    char* from = const_cast<char*>(bytes.data());  // POSIX: iconv does not write there
    std::size_t left = bytes.size();
    while (left > 0) {
      char* to = room.data();
      std::size_t space = room.size();
      const std::size_t result = iconv(table_, &from, &left, &to, &space);
      const int problem = errno;
      out.text.append(room.data(), room.size() - space);
      if (result == static_cast<std::size_t>(-1) && problem != E2BIG) {
        out.refused_at = bytes.size() - left;
        break;
      }
    }
    return out;
  }

 private:
  iconv_t table_;
};

/// The bytes of the character at `at`; 0 when they are not UTF-8 (overlong and surrogates included).
std::size_t utf8_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t index) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[index])); };
  const std::uint32_t lead = byte(at);
  if (lead < 0x80) return 1;
  const std::size_t length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (length == 0 || at + length > text.size()) return 0;
  std::uint32_t code = lead & (0xffU >> (length + 1));
  for (std::size_t next = 1; next < length; ++next) {
    if ((byte(at + next) & 0xc0) != 0x80) return 0;
    code = code << 6 | (byte(at + next) & 0x3f);
  }
  if (length == 3 && (code < 0x800 || (code >= 0xd800 && code <= 0xdfff))) return 0;
  if (length == 4 && (code < 0x10000 || code > 0x10ffff)) return 0;
  return length;
}

/// How many of the eight bytes there are ASCII, up to the first that is not.
std::size_t ascii_in_front(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  const std::uint64_t others = word & 0x8080808080808080U;
  const int bits = std::endian::native == std::endian::little ? std::countr_zero(others) : std::countl_zero(others);
  return static_cast<std::size_t>(bits) / 8;
}

std::optional<std::size_t> first_not_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (at + sizeof(std::uint64_t) <= text.size()) {
      const std::size_t plain = ascii_in_front(text.data() + at);
      at += plain;
      if (plain == sizeof(std::uint64_t)) continue;
    }
    const std::size_t length = utf8_length(text, at);
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

/// The characters of GB18030 in one and two bytes, as iconv has them: asked of it once, so that there is no second table.
class ShortCharacters {
 public:
  static const ShortCharacters& known() {
    static const ShortCharacters all;
    return all;
  }

  /// Appends what stands from `at` on, and gives the place of the first that is not a short character, or the end.
  std::size_t take(std::string_view bytes, std::size_t at, std::string& out) const {
    std::array<char, 4096> room;  // left as it is, for speed
    bool more = true;
    while (more) {
      char* to = room.data();
      const char* const full = room.data() + room.size() - sizeof(std::uint64_t) - widest;
      while (to <= full) {
        if (at + sizeof(std::uint64_t) <= bytes.size()) {
          const std::size_t plain = ascii_in_front(bytes.data() + at);
          std::memcpy(to, bytes.data() + at, sizeof(std::uint64_t));  // all of it: what is not ASCII is written over
          to += plain;
          at += plain;
          if (plain == sizeof(std::uint64_t)) continue;
        } else if (at < bytes.size() && byte(bytes, at) < 0x80) {
          *to++ = bytes[at++];
          continue;
        }
        const Utf8* const found = at + 1 < bytes.size() ? find(byte(bytes, at), byte(bytes, at + 1)) : nullptr;
        more = found != nullptr && found->front() != 0;
        if (!more) break;
        std::memcpy(to, found->data(), widest);
        to += std::countl_one(static_cast<unsigned char>(found->front()));  // the lead says how many bytes there are
        at += 2;
      }
      out.append(room.data(), static_cast<std::size_t>(to - room.data()));
    }
    return at;
  }

 private:
  static constexpr std::size_t widest = 4;
  using Utf8 = std::array<char, widest>;  // all zero where the two bytes are no character
  static constexpr std::size_t first_lead = 0x81, last_lead = 0xfe, first_trail = 0x40, last_trail = 0xfe;
  static constexpr std::size_t trails = last_trail - first_trail + 1;

  ShortCharacters() : pairs_((last_lead - first_lead + 1) * trails) {
    Converter convert("UTF-8", "GB18030");
    for (std::size_t place = 0; place < pairs_.size(); ++place) {
      const std::array<char, 2> pair{static_cast<char>(first_lead + place / trails), static_cast<char>(first_trail + place % trails)};
      const Converted one = convert({pair.data(), pair.size()});
      const bool is_one = !one.refused_at && one.text.size() > 1 && utf8_length(one.text, 0) == one.text.size();
      if (is_one) std::copy(one.text.begin(), one.text.end(), pairs_[place].begin());
    }
  }

  static std::size_t byte(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

  const Utf8* find(std::size_t lead, std::size_t trail) const {
    const bool shaped = lead >= first_lead && lead <= last_lead && trail >= first_trail && trail <= last_trail;
    return shaped ? &pairs_[(lead - first_lead) * trails + (trail - first_trail)] : nullptr;
  }

  std::vector<Utf8> pairs_;
};

/// How many bytes from `at` on have the shape of characters in four bytes.
std::size_t four_byte_run(std::string_view bytes, std::size_t at) {
  const auto between = [&](std::size_t place, unsigned first, unsigned last) {
    const unsigned byte = static_cast<unsigned char>(bytes[place]);
    return byte >= first && byte <= last;
  };
  const auto is_lead = [&](std::size_t place) { return between(place, 0x81, 0xfe); };
  const auto is_digit = [&](std::size_t place) { return between(place, 0x30, 0x39); };
  std::size_t end = at;
  while (end + 4 <= bytes.size() && is_lead(end) && is_digit(end + 1) && is_lead(end + 2) && is_digit(end + 3)) end += 4;
  return end - at;
}

/// Short characters by the table; four bytes, and whatever is wrong, by iconv itself.
Converted decode_gb18030(std::string_view bytes) {
  Converted out;
  out.text.reserve(bytes.size() + bytes.size() / 2);
  std::optional<Converter> convert;
  for (std::size_t at = 0; (at = ShortCharacters::known().take(bytes, at, out.text)) < bytes.size();) {
    const std::size_t run = four_byte_run(bytes, at);
    if (run == 0) {
      out.refused_at = at;
      break;
    }
    if (!convert) convert.emplace("UTF-8", "GB18030");
    const Converted rare = (*convert)(bytes.substr(at, run));
    out.text += rare.text;
    if (rare.refused_at) {
      out.refused_at = at + *rare.refused_at;
      break;
    }
    at += run;
  }
  return out;
}

[[noreturn]] void refuse_text(const std::string& file, const std::string& english, const std::string& chinese) {
  ErrorContext context;
  context.subject = "text";
  context.file = file;
  context.allowed = {"UTF-8", "GB18030", "UTF-16 with BOM"};
  throw FormError(ErrorCode::bad_text, file + ": " + english, file + "：" + chinese, context);
}

std::string decode_utf16(std::string_view bytes, const char* table, const std::string& file) {
  const Converted out = Converter("UTF-8", table)(bytes.substr(2));
  if (out.refused_at) {
    const std::string offset = std::to_string(*out.refused_at + 2);
    refuse_text(file, "the file begins as UTF-16 but byte " + offset + " is no character of it",
           "文件以 UTF-16 开头，但第 " + offset + " 字节起不是有效字符");
  }
  return out.text;
}

/// A place in text for people: line, and column in characters.
struct Place {
  int line = 1;
  int column = 1;
};

[[noreturn]] void refuse_character(std::string_view character, Place place) {
  ErrorContext context;
  context.subject = "text";
  context.asked = "encode as GB18030";
  context.line = place.line;
  context.column = place.column;
  const std::string where = std::to_string(place.line) + ", column " + std::to_string(place.column);
  throw FormError(ErrorCode::bad_text,
                  "line " + where + ": the character \"" + std::string(character) +
                      "\" can't be written as GB18030 (a private-use point that the edition of 2022 gave up, or not UTF-8)",
                  "第 " + std::to_string(place.line) + " 行第 " + std::to_string(place.column) + " 字“" +
                      std::string(character) + "”无法用 GB18030 表示（自造字区或无效字符），请改用规范字或导出为 UTF-8",
                  context);
}

/// Which characters CP936 has; each is asked once.
class Cp936 {
 public:
  bool has(std::string_view character) {
    if (character.size() == 1) return true;
    const auto [place, is_new] = known_.try_emplace(std::string(character), false);
    if (is_new) place->second = !to_(character).refused_at;
    return place->second;
  }

 private:
  Converter to_{"CP936", "UTF-8"};
  std::unordered_map<std::string, bool> known_;
};

}  // namespace

Decoded decode_text(std::string_view bytes, const std::string& file_name) {
  const auto begins = [&](std::string_view mark) { return bytes.substr(0, mark.size()) == mark; };
  if (begins("\xff\xfe")) return {decode_utf16(bytes, "UTF-16LE", file_name), Encoding::utf16};
  if (begins("\xfe\xff")) return {decode_utf16(bytes, "UTF-16BE", file_name), Encoding::utf16};
  const bool marked = begins("\xef\xbb\xbf");
  const std::string_view body = bytes.substr(marked ? 3 : 0);
  const std::optional<std::size_t> not_utf8 = first_not_utf8(body);
  if (!not_utf8) return {std::string(body), Encoding::utf8};
  const std::string offset = std::to_string(*not_utf8 + (marked ? 3 : 0));
  if (marked) {
    refuse_text(file_name, "the file says that it is UTF-8 (BOM) but byte " + offset + " is not",
           "文件带有 UTF-8 标记（BOM），但第 " + offset + " 字节起不是 UTF-8");
  }
  Converted out = decode_gb18030(bytes);
  if (out.refused_at) {
    const std::string other = std::to_string(*out.refused_at);
    refuse_text(file_name, "the text is neither UTF-8 (byte " + offset + ") nor GB18030 (byte " + other + ")",
           "文字既不是 UTF-8（第 " + offset + " 字节）也不是 GB18030（第 " + other + " 字节），请另存为 UTF-8 后再报");
  }
  return {std::move(out.text), Encoding::gb18030};
}

EncodedText encode_gb18030(std::string_view utf8) {
  Converter to_gb18030("GB18030", "UTF-8");
  Cp936 cp936;
  EncodedText out;
  Place place;
  std::size_t line_begin = 0;  // in out.outside_cp936
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t length = utf8_length(utf8, at);
    const std::string_view character = utf8.substr(at, length == 0 ? 1 : length);
    if (length == 0) refuse_character("?", place);
    if (length == 1) {
      out.bytes += character;
    } else {
      const Converted converted = to_gb18030(character);
      if (converted.refused_at) refuse_character(character, place);
      out.bytes += converted.text;
      if (!cp936.has(character)) {
        const Unshowable found{std::string(character), place.line};
        bool named = false;
        for (std::size_t i = line_begin; i < out.outside_cp936.size(); ++i) named = named || out.outside_cp936[i] == found;
        if (!named) out.outside_cp936.push_back(found);
      }
    }
    at += character.size();
    ++place.column;
    if (character == "\n") {
      ++place.line;
      place.column = 1;
      line_begin = out.outside_cp936.size();
    }
  }
  return out;
}

}  // namespace bihuan
