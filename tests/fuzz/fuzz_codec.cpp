// Any bytes as a line of a commit: they are refused with an Error, or are written again as the very same bytes.
#include "bihuan/ledger/codec.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view line(reinterpret_cast<const char*>(bytes), size);
  try {
    if (bihuan::encode(bihuan::decode_fact(line, 1)) != line) std::abort();
  } catch (const bihuan::Error&) {
    // Refused in our own words; anything else that is thrown ends the fuzzer.
  }
  try {
    const bihuan::HeaderLine read = bihuan::decode_header(line, 1);
    if (bihuan::encode_header(read.header, read.ledger, bihuan::parse_hex(read.prev)) != line) std::abort();
  } catch (const bihuan::Error&) {
  }
  return 0;
}
