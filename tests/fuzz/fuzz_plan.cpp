// Any bytes as a plan file: they are refused with a PlanError, or make a plan whose questions have answers.
#include "bihuan/error.hpp"
#include "bihuan/plan/plan.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  try {
    const bihuan::Plan plan = bihuan::Plan::parse(text, "fuzzed.toml");
    (void)plan.problems();
    (void)plan.filings();
  } catch (const bihuan::Error&) {
    // Refused in our own words; anything else that is thrown ends the fuzzer.
  }
  return 0;
}
