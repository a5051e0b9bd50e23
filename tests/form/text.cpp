#include "bihuan/form/text.hpp"

#include "../catch.hpp"

#include <iconv.h>

#include <map>
#include <optional>
#include <random>

using bihuan::decode_text;
using bihuan::Encoding;
using bihuan::encode_gb18030;
using bihuan::FormError;
using Catch::Matchers::ContainsSubstring;

namespace {

/// What the decoder makes of the bytes; nothing when it refuses them.
std::optional<bihuan::Decoded> decoded(const std::string& bytes) {
  try {
    return decode_text(bytes, "a.csv");
  } catch (const FormError& error) {
    CHECK(error.code() == bihuan::ErrorCode::bad_text);
    return std::nullopt;
  }
}

std::string bytes_of(const std::vector<unsigned>& all) {
  std::string out;
  for (const unsigned byte : all) out += static_cast<char>(byte);
  return out;
}

/// The slow way, byte by byte through iconv alone: the text, or where the first byte is that can't be read.
struct Slow {
  std::string text;
  std::optional<std::size_t> refused_at;
};

class SlowDecoder {
 public:
  SlowDecoder() : table_(iconv_open("UTF-8", "GB18030")) { REQUIRE(table_ != reinterpret_cast<iconv_t>(-1)); }
  ~SlowDecoder() { iconv_close(table_); }
  SlowDecoder(const SlowDecoder&) = delete;
  SlowDecoder& operator=(const SlowDecoder&) = delete;

  Slow operator()(std::string bytes) {
    iconv(table_, nullptr, nullptr, nullptr, nullptr);
    Slow out;
    std::string room(bytes.size() * 4 + 16, '\0');
    char* from = bytes.data();
    char* to = room.data();
    std::size_t left = bytes.size();
    std::size_t space = room.size();
    if (iconv(table_, &from, &left, &to, &space) == static_cast<std::size_t>(-1)) out.refused_at = bytes.size() - left;
    out.text = room.substr(0, room.size() - space);
    return out;
  }

 private:
  iconv_t table_;
};

/// What the door makes of the bytes and what iconv makes of them: the same text, or refused at the same byte.
void check_against(SlowDecoder& slow, const std::string& bytes) {
  const Slow expected = slow(bytes);
  std::optional<bihuan::Decoded> found;
  std::string said;
  try {
    found = decode_text(bytes, "a.csv");
  } catch (const FormError& error) {
    said = error.what();
  }
  if (found && found->encoding == Encoding::utf8) return;  // UTF-8 is asked first
  REQUIRE(found.has_value() == !expected.refused_at.has_value());
  if (found) REQUIRE(found->text == expected.text);
  else REQUIRE_THAT(said, ContainsSubstring("nor GB18030 (byte " + std::to_string(*expected.refused_at) + ")"));
}

/// Bytes that were taken give the same bytes back, and what was made of them is text.
void check_taken(const std::string& bytes, const bihuan::Decoded& text) {
  REQUIRE(decode_text(text.text, "b.csv").encoding == Encoding::utf8);
  if (text.encoding == Encoding::utf8) REQUIRE(text.text == bytes);
  else REQUIRE(encode_gb18030(text.text).bytes == bytes);
}

}  // namespace

TEST_CASE("Valid UTF-8 is UTF-8, with or without its mark", "[form]") {
  CHECK(decode_text("编号", "a.csv").text == "编号");
  CHECK(decode_text("编号", "a.csv").encoding == Encoding::utf8);
  CHECK(decode_text("\xef\xbb\xbf编号", "a.csv").text == "编号");
  CHECK(decode_text("", "a.csv").text.empty());
  CHECK(decode_text("plain", "a.csv").encoding == Encoding::utf8);
}

TEST_CASE("What is not UTF-8 is read as GB18030, four bytes too", "[form]") {
  const bihuan::Decoded two = decode_text("\xb1\xe0\xba\xc5", "a.csv");
  CHECK(two.text == "编号");
  CHECK(two.encoding == Encoding::gb18030);
  CHECK(decode_text("\xb1\xe0\x95\x32\x82\x36", "a.csv").text == "编𠀀");
}

TEST_CASE("UTF-16 with its mark is read, in both orders", "[form]") {
  using namespace std::string_view_literals;
  CHECK(decode_text("\xff\xfe\x16\x7f\x09\x00"sv, "a.txt").text == "编\t");
  CHECK(decode_text("\xfe\xff\x7f\x16"sv, "a.txt").text == "编");
  CHECK(decode_text("\xfe\xff\x7f\x16"sv, "a.txt").encoding == Encoding::utf16);
  CHECK_THROWS_WITH(decode_text("\xff\xfe\x00\xd8\x41\x00"sv, "a.txt"), ContainsSubstring("byte 2"));
  CHECK_THROWS_AS(decode_text("\xff\xfe\x41"sv, "a.txt"), FormError);
}

TEST_CASE("Bytes that are no text are refused with the offset in both readings", "[form]") {
  CHECK_THROWS_WITH(decode_text("ab\xb1\xe0\xff\xff", "表.csv"), ContainsSubstring("neither UTF-8 (byte 2) nor GB18030 (byte 4)"));
  CHECK_THROWS_WITH(decode_text("\xef\xbb\xbf好\xb1", "a.csv"), ContainsSubstring("byte 6"));
  CHECK_THROWS_WITH(decode_text("0123456789\xb1\xe0\xff\xff", "a.csv"), ContainsSubstring("neither UTF-8 (byte 10) nor GB18030 (byte 12)"));
  CHECK_THROWS_WITH(decode_text("\xef\xbb\xbf" "0123456789好\xb1", "a.csv"), ContainsSubstring("byte 16"));
  // overlong, surrogate, beyond U+10FFFF, cut short: none of them is UTF-8, and GB18030 has no such characters either
  for (const char* bytes : {"\xc0\xaf\xff", "\xed\xa0\x80\xff", "\xf4\x90\x80\x80\xff", "\xe7\xbc\xff"}) {
    CHECK_THROWS_AS(decode_text(bytes, "a.csv"), FormError);
  }
  try {
    decode_text("\xff", "表.csv");
    FAIL("taken");
  } catch (const FormError& error) {
    CHECK(error.code() == bihuan::ErrorCode::bad_text);
    CHECK(error.context().file == "表.csv");
    CHECK_THAT(error.chinese(), ContainsSubstring("第 0 字节"));
  }
}

TEST_CASE("GB18030 keeps everything and names what a double-click can't show", "[form]") {
  const std::string text = "㎡①—〔2020〕\n祁䶮与𠮷䶮\n㛃€";
  const bihuan::EncodedText out = encode_gb18030(text);
  CHECK(decode_text(out.bytes, "a.csv").text == text);
  REQUIRE(out.outside_cp936.size() == 3);
  CHECK(out.outside_cp936[0] == bihuan::Unshowable{"䶮", 2});
  CHECK(out.outside_cp936[1] == bihuan::Unshowable{"𠮷", 2});
  CHECK(out.outside_cp936[2] == bihuan::Unshowable{"㛃", 3});
  CHECK(encode_gb18030("").bytes.empty());
}

TEST_CASE("Points that GB18030 gave up and broken UTF-8 are refused with their place", "[form]") {
  CHECK_THROWS_WITH(encode_gb18030("一\n二\ue78d"), ContainsSubstring("line 2, column 2"));
  CHECK_THROWS_AS(encode_gb18030("\xff"), FormError);
}

TEST_CASE("every sequence of one or two bytes is one text or is refused, and gives the same bytes back", "[form]") {
  int utf8 = 0, gb18030 = 0, refused = 0, utf16 = 0;
  const auto judge = [&](const std::string& bytes) {
    INFO(Catch::Detail::stringify(bytes));
    if (bytes == "\xff\xfe" || bytes == "\xfe\xff") return void(++utf16);  // a mark and nothing behind it
    const auto text = decoded(bytes);
    if (!text) return void(++refused);
    check_taken(bytes, *text);
    ++(text->encoding == Encoding::utf8 ? utf8 : gb18030);
  };
  for (unsigned first = 0; first < 256; ++first) {
    judge(bytes_of({first}));
    for (unsigned second = 0; second < 256; ++second) judge(bytes_of({first, second}));
  }
  CHECK(utf8 == 128 + 128 * 128 + 30 * 64);
  CHECK(utf8 + gb18030 + refused + utf16 == 256 + 65536);
  for (const unsigned alone : {0x80U, 0x81U, 0xfeU, 0xffU}) CHECK_FALSE(decoded(bytes_of({alone})));
  WARN("door: " << 256 + 65536 << " sequences of one and two bytes: " << utf8 << " UTF-8, " << gb18030 << " GB18030, " << refused << " refused");
}

TEST_CASE("sequences of four bytes are one text or are refused, and no two mean the same", "[form]") {
  constexpr unsigned seed = 20261125;
  constexpr int count = 20'000;
  std::mt19937 random(seed);
  std::map<std::string, std::string> meant;
  int taken = 0;
  for (int round = 0; round < count; ++round) {
    const auto bytes = bytes_of({0x81 + static_cast<unsigned>(random() % 126), 0x30 + static_cast<unsigned>(random() % 10),
                                 0x81 + static_cast<unsigned>(random() % 126), 0x30 + static_cast<unsigned>(random() % 10)});
    INFO("seed " << seed << ", round " << round << ": " << Catch::Detail::stringify(bytes));
    const auto text = decoded(bytes);
    if (!text) continue;
    ++taken;
    check_taken(bytes, *text);
    const auto [place, is_new] = meant.try_emplace(text->text, bytes);
    REQUIRE((is_new || place->second == bytes));
  }
  WARN("door: " << count << " random sequences of four bytes, " << taken << " taken as GB18030, seed " << seed);
}

TEST_CASE("the positions that the edition of 2022 changed are read its way, and their old spellings are no second one", "[form]") {
  struct Moved {
    std::vector<unsigned> two, four;  // the four-byte spelling of earlier editions
    const char* text;
  };
  const std::vector<Moved> all{
      {{0xa6, 0xd9}, {0x84, 0x31, 0x82, 0x36}, "\uFE10"}, {{0xa6, 0xdb}, {0x84, 0x31, 0x82, 0x37}, "\uFE11"},
      {{0xa6, 0xda}, {0x84, 0x31, 0x82, 0x38}, "\uFE12"}, {{0xa6, 0xdc}, {0x84, 0x31, 0x82, 0x39}, "\uFE13"},
      {{0xa6, 0xdd}, {0x84, 0x31, 0x83, 0x30}, "\uFE14"}, {{0xa6, 0xde}, {0x84, 0x31, 0x83, 0x31}, "\uFE15"},
      {{0xa6, 0xdf}, {0x84, 0x31, 0x83, 0x32}, "\uFE16"}, {{0xa6, 0xec}, {0x84, 0x31, 0x83, 0x33}, "\uFE17"},
      {{0xa6, 0xed}, {0x84, 0x31, 0x83, 0x34}, "\uFE18"}, {{0xa6, 0xf3}, {0x84, 0x31, 0x83, 0x35}, "\uFE19"},
      {{0xfe, 0x59}, {0x82, 0x35, 0x90, 0x37}, "\u9FB4"}, {{0xfe, 0x61}, {0x82, 0x35, 0x90, 0x38}, "\u9FB5"},
      {{0xfe, 0x66}, {0x82, 0x35, 0x90, 0x39}, "\u9FB6"}, {{0xfe, 0x67}, {0x82, 0x35, 0x91, 0x30}, "\u9FB7"},
      {{0xfe, 0x6d}, {0x82, 0x35, 0x91, 0x31}, "\u9FB8"}, {{0xfe, 0x7e}, {0x82, 0x35, 0x91, 0x32}, "\u9FB9"},
      {{0xfe, 0x90}, {0x82, 0x35, 0x91, 0x33}, "\u9FBA"}, {{0xfe, 0xa0}, {0x82, 0x35, 0x91, 0x34}, "\u9FBB"},
  };
  for (const Moved& moved : all) {
    INFO(moved.text);
    CHECK(decode_text(bytes_of(moved.two), "a.csv").text == moved.text);
    CHECK(encode_gb18030(moved.text).bytes == bytes_of(moved.two));
    const auto old = decoded(bytes_of(moved.four));
    CHECK((!old || old->text != moved.text));
  }
}

TEST_CASE("overlong forms, surrogates and halves of pairs are text in no encoding that is asked for", "[form]") {
  using namespace std::string_view_literals;
  // behind a mark of UTF-8 nothing else is tried
  for (const char* bytes : {"\xc0\x80", "\xc1\xbf", "\xe0\x80\xaf", "\xe0\x9f\xbf", "\xf0\x80\x80\xaf", "\xf0\x8f\xbf\xbf", "\xed\xa0\x80",
                            "\xed\xbf\xbf", "\xed\xa0\xbd\xed\xb8\x80", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\x80", "\xe7\xbc"}) {
    INFO(Catch::Detail::stringify(std::string(bytes)));
    CHECK_FALSE(decoded("\xef\xbb\xbf" + std::string(bytes)));
  }
  CHECK(decoded("\xef\xbb\xbf\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf"));
  for (const auto bytes : {"\xff\xfe\x00\xd8"sv, "\xff\xfe\x00\xdc\x00\xd8"sv, "\xfe\xff\xd8\x00\x00\x41"sv, "\xfe\xff\xdc\x00"sv, "\xff\xfe\x41"sv})
    CHECK_FALSE(decoded(std::string(bytes)));
  CHECK(decode_text("\xff\xfe\x3d\xd8\x00\xde"sv, "a.txt").text == "\U0001F600");
  // one mark is taken off; a second is a character like others, and identifiers refuse it
  CHECK(decode_text("\xef\xbb\xbf\xef\xbb\xbfx", "a.csv").text == "\ufeffx");
}

TEST_CASE("every pair of bytes, and every third character in four bytes, is read as iconv reads it", "[form]") {
  SlowDecoder slow;
  // in front stands what is no UTF-8, so that no pair is taken for it
  for (unsigned first = 0x80; first < 256; ++first) {
    for (unsigned second = 0; second < 256; ++second) {
      INFO(first << " " << second);
      check_against(slow, "\xb1\xe0" + bytes_of({first, second}));
      check_against(slow, "\xb1\xe0" + bytes_of({first, second, 0x30, 'x'}) + "12345678");
    }
  }
  int number = 0;
  for (unsigned first = 0x81; first <= 0xfe; ++first) {
    for (unsigned third = 0x81; third <= 0xfe; ++third) {
      for (unsigned digits = static_cast<unsigned>(number++ % 3); digits < 100; digits += 3) {
        INFO(first << " " << third << " " << digits);
        check_against(slow, bytes_of({0xb1, 0xe0, first, 0x30 + digits / 10, third, 0x30 + digits % 10, 'x'}));
      }
    }
  }
}

TEST_CASE("long texts of all kinds of characters are read as iconv reads them, wherever they are cut", "[form]") {
  SlowDecoder slow;
  const std::vector<std::string> pieces{"a", "编号", "，。“”", "\"一,二\"\r\n", "𠮷", "䶮", "𠀀𠀁𠀂", "㛃", "€", "ཀ", "0123456789abcdef", "\n", "é", "\ufe10", "\u9fb4"};
  constexpr unsigned seed = 20261126;
  std::mt19937 random(seed);
  for (int round = 0; round < 400; ++round) {
    std::string text;
    const std::size_t size = random() % 9000;  // more than a room of the decoder
    while (text.size() < size) text += pieces[random() % pieces.size()];
    std::string bytes = "\xb1\xe0" + encode_gb18030(text).bytes;
    if (round % 4 == 1) bytes.resize(random() % bytes.size());
    if (round % 4 == 2) bytes[random() % bytes.size()] = static_cast<char>(random() % 256);
    if (round % 4 == 3) bytes.insert(random() % bytes.size(), 1, static_cast<char>(random() % 256));
    INFO("seed " << seed << ", round " << round);
    check_against(slow, bytes);
  }
}
