#include "ground/json.hpp"

#include "../catch.hpp"
#include "bihuan/error.hpp"

#include <limits>
#include <set>

using namespace bihuan::ground;

TEST_CASE("JSON is written without white space, keys in the order given", "[ground][json]") {
  JsonWriter json;
  json.begin_object();
  json.key("form").integer(1).key("by").begin_array().text("p1@科长@特设科").text("p2@所长@所").end_array();
  json.key("empty").begin_object().end_object().key("none").begin_array().end_array();
  json.key("nested").begin_array().begin_object().key("a").boolean(true).end_object().begin_array().null().end_array().end_array();
  json.key("last").integer(-5).end_object();
  CHECK(json.str() ==
        R"({"form":1,"by":["p1@科长@特设科","p2@所长@所"],"empty":{},"none":[],"nested":[{"a":true},[null]],"last":-5})");
  CHECK(json.take().front() == '{');
}

TEST_CASE("A JSON value may stand alone, at the limits of its type", "[ground][json]") {
  CHECK(JsonWriter().integer(std::numeric_limits<std::int64_t>::min()).str() == "-9223372036854775808");
  CHECK(JsonWriter().boolean(false).str() == "false");
  CHECK(JsonWriter().text("").str() == "\"\"");
}

TEST_CASE("JSON escapes are the shortest, and nothing else is escaped", "[ground][json]") {
  std::string out;
  append_json_text(out, std::string("\"\\/\b\f\n\r\t\0", 9) + "\x1f\x7f<é隐患🚧");
  CHECK(out == std::string("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\x7f<é隐患🚧\""));
  out.clear();
  append_json_text(out, std::string(1, '\x0b') + "\x1a");
  CHECK(out == "\"\\u000b\\u001a\"");
}

TEST_CASE("Text is appended to what stands there", "[ground][json]") {
  std::string out = "x=";
  append_json_text(out, "y");
  CHECK(out == "x=\"y\"");
}

TEST_CASE("Every error code has its own stable word", "[ground][error]") {
  using bihuan::ErrorCode;
  std::set<std::string_view> words;
  const int last = static_cast<int>(ErrorCode::nothing_to_report);
  for (int code = 0; code <= last; ++code) words.insert(bihuan::code_name(static_cast<ErrorCode>(code)));
  CHECK(words.size() == static_cast<std::size_t>(last) + 1);
  CHECK(words.count("unknown") == 0);
  CHECK(bihuan::code_name(ErrorCode::wrong_state) == "wrong_state");
}

TEST_CASE("An error speaks Chinese, and English where no Chinese was given", "[ground][error]") {
  using bihuan::Error;
  using bihuan::ErrorCode;
  const Error both(ErrorCode::hold_set, "sealed", "已查封", {"hazard H-1", "passed", "close", {"unseal"}, "", 0, 0});
  CHECK(std::string(both.what()) == "sealed");
  CHECK(both.chinese() == "已查封");
  CHECK(both.context().allowed.front() == "unseal");
  CHECK(Error(ErrorCode::hold_set, "sealed").chinese() == "sealed");
  const bihuan::Conflict conflict(ErrorCode::conflict, "another was first");
  CHECK_NOTHROW(dynamic_cast<const bihuan::LedgerError&>(static_cast<const Error&>(conflict)));
}
