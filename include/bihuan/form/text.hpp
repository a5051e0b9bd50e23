// form/text.hpp: bytes to text and back: UTF-8, GB18030, and what a double-click in an office can't show.
#pragma once

#include "bihuan/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace bihuan {

enum class Encoding { utf8, utf16, gb18030 };

/// Text with the encoding it came in.
struct Decoded {
  std::string text;  ///< UTF-8, without BOM
  Encoding encoding;
};

/// Valid UTF-8 (with or without BOM) is UTF-8, UTF-16 with BOM is read, else strict GB18030; else FormError (bad_text)
/// with the byte offset. Nothing is guessed from how often characters occur, and nothing is normalised.
Decoded decode_text(std::string_view bytes, const std::string& file_name);

/// A character that the system code page of an office machine (CP936) does not have.
struct Unshowable {
  std::string character;
  int line = 0;  ///< from 1; a character is named once a line
  friend bool operator==(const Unshowable&, const Unshowable&) = default;
};

struct EncodedText {
  std::string bytes;
  std::vector<Unshowable> outside_cp936;
};

/// Encodes as GB18030. Throws FormError (bad_text) with line and column for what the table refuses (code points that
/// the edition of 2022 moved out of the private-use area), and for bytes that are not UTF-8.
EncodedText encode_gb18030(std::string_view utf8);

}  // namespace bihuan
