#include "bihuan/form/text.hpp"

#include "../catch.hpp"

using bihuan::decode_text;
using bihuan::Encoding;
using bihuan::encode_gb18030;
using bihuan::FormError;
using Catch::Matchers::ContainsSubstring;

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
