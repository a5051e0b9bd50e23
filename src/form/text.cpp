#include "bihuan/form/text.hpp"

#include <iconv.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <optional>
#include <unordered_map>

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
    std::array<char, 16384> room{};
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

std::optional<std::size_t> first_not_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_length(text, at);
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
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
  Converted out = Converter("UTF-8", "GB18030")(bytes);
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
