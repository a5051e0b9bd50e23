// A program of somebody else: asks the calendar one question and sees one refusal.
#include "bihuan/campaign.hpp"

#include <iostream>

int main() {
  const bihuan::Calendar calendar = bihuan::Calendar::china();
  const bihuan::Day day = bihuan::Day::of(2022, 2, 1);
  const bihuan::Day before = calendar.previous_working_day(day);
  std::cout << "the working day before " << day.iso() << " is " << before.iso() << '\n';
  if (before != bihuan::Day::of(2022, 1, 30)) return 1;
  try {
    bihuan::Campaign::open("no-such-place/campaign.ledger");
    std::cout << "a ledger that does not exist was opened\n";
    return 1;
  } catch (const bihuan::LedgerError& error) {
    std::cout << error.what() << '\n' << error.chinese() << '\n';
    return error.code() == bihuan::ErrorCode::no_ledger ? 0 : 1;
  }
}
