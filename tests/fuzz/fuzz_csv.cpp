// Fuzzes the reading of CSV and of returns: any bytes give rows or an error of ours, and what was read can be written
// and read again.
#include "bihuan/form/returns.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

void round_trip(std::string_view text) {
  bihuan::Sheet sheet;
  try {
    sheet = bihuan::read_csv(text, "fuzz.csv");
  } catch (const bihuan::FormError&) {
    return;
  }
  if (bihuan::read_csv(bihuan::write_csv(sheet.rows), "fuzz.csv").rows != sheet.rows) std::abort();
}

void read_return(const std::string& bytes) {
  static const bihuan::Template form = bihuan::Template::standard();
  try {
    bihuan::read_return_csv({{"fuzz.csv", bytes}}, form);
  } catch (const bihuan::FormError&) {
  } catch (const bihuan::ReturnError&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  round_trip(text);
  read_return(text);
  // most bytes are no return: behind a sound head they reach the cells
  read_return("单位,甲所\n报送任务,monthly\n报告期,2020-10\n\n编号,发现日期,问题来源,检查人员,单位名称,属地,任务编号,"
              "问题隐患,整改资金(万元),现场处置,设备代码,轮次,批准日期,批准人\n" + text);
  return 0;
}
