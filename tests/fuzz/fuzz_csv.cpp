// Any bytes as a CSV file: they are refused with an Error, or are rows that survive being written and read again, and
// reading them as a unit's return ends with a return or an Error.
#include "bihuan/form/returns.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const bihuan::Template form = bihuan::Template::standard();
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  try {
    const bihuan::Sheet sheet = bihuan::read_csv(bihuan::decode_text(text, "fuzzed.csv").text, "fuzzed");
    const bihuan::Sheet again = bihuan::read_csv(bihuan::write_csv(sheet.rows), "again");
    if (again.rows != sheet.rows) std::abort();
    (void)bihuan::read_return_csv({{"fuzzed.csv", text}}, form);
  } catch (const bihuan::Error&) {
    // Refused in our own words; anything else that is thrown ends the fuzzer.
  }
  return 0;
}
