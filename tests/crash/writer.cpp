// bihuan_writer LEDGER NAME UNTIL: one of several writers of a ledger; says on its output what was acknowledged, one line a
// commit: `NAME NUMBER SIZE WAITED`, the items of the ledger then and the microseconds that its turn took. It ends after UNTIL
// milliseconds (0: never), or with the word of the error that stopped it.
#include "writer.hpp"

#include "bihuan/error.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <iostream>

using Clock = std::chrono::steady_clock;

namespace {

// One write(2) a line: what a killed process said, it said whole.
void say(const std::string& line) {
  const std::string whole = line + '\n';
  if (::write(STDOUT_FILENO, whole.data(), whole.size()) != static_cast<ssize_t>(whole.size())) std::_Exit(3);
}

}  // namespace

int main(int count, char** words) {
  if (count != 4) {
    std::cerr << "bihuan_writer LEDGER NAME UNTIL\n";
    return 2;
  }
  const std::string name = words[2];
  const auto began = Clock::now();
  const std::chrono::milliseconds until(std::atoll(words[3]));
  try {
    const auto store = bihuan::open_sqlite_store(words[1]);
    say("ready");
    for (int number = 1; until.count() == 0 || Clock::now() - began < until; ++number) {
      const auto asked = Clock::now();
      const writer::Entry entry = writer::entry(name, number);
      const auto size = store->take_turn()->append(entry.header, entry.facts, entry.people).size;
      const auto waited = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - asked).count();
      say(name + ' ' + std::to_string(number) + ' ' + std::to_string(size) + ' ' + std::to_string(waited));
    }
  } catch (const bihuan::Error& error) {
    say("stopped " + std::string(bihuan::code_name(error.code())));
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}
