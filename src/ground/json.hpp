// ground/json.hpp: writes canonical JSON: keys in the order given by the caller, no white space, shortest escapes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bihuan::ground {

/// Appends a JSON string with the shortest escapes (\" \\ \b \f \n \r \t, other controls as \u00xx in lower case).
void append_json_text(std::string& out, std::string_view text);

/// Writes one JSON value; commas and colons are its business, order and nesting the caller's.
class JsonWriter {
 public:
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& text(std::string_view value);
  JsonWriter& integer(std::int64_t value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  const std::string& str() const noexcept { return out_; }
  std::string take() { return std::move(out_); }

 private:
  void separate();
  std::string out_;
  bool first_ = true;
};

}  // namespace bihuan::ground
