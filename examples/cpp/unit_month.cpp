// A unit's reporting tool that embeds the library: one unit's month out of the ledger. Simpler: check_plan.cpp.
//   unit_month LEDGER UNIT PERIOD
#include <bihuan/campaign.hpp>

#include <iostream>

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: unit_month LEDGER UNIT PERIOD\n";
    return 2;
  }
  try {
    const auto campaign = bihuan::Campaign::open(argv[1]);
    const auto period = bihuan::Period::parse(argv[3]);
    const auto unit = campaign.plan().organisation.resolve(argv[2], period.last()).unit;
    const auto month = of_unit(campaign.report(period), campaign.plan().organisation, unit);
    std::cout << month.campaign << " " << period.chinese() << " " << campaign.plan().organisation.unit_name(unit) << "\n";
    for (const char* name : {"list_one", "balance", "open_work"}) {
      const auto& table = month.table(name);
      const auto* sheet = campaign.form().find_report(name);
      std::cout << "\n" << (sheet != nullptr ? sheet->title : name) << "（" << table.row_count() << "）\n";
      for (const auto& row : table.rows) {
        for (const auto& cell : row) std::cout << cell_text(cell) << "\t";
        std::cout << "\n";
      }
    }
    return 0;
  } catch (const bihuan::Error& error) {
    std::cerr << error.what() << "\n" << error.chinese() << "\n";
    return 1;
  }
}
