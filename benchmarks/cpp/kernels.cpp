// kernels.cpp: the five hottest kernels, each alone under callgrind: `kernels NAME FOLDER` prints how many units it went through.
#include "made_campaign.hpp"

#include <bihuan/ledger/codec.hpp>
#include <bihuan/ledger/store.hpp>

#include <valgrind/callgrind.h>

#include <functional>
#include <iostream>

namespace {

using namespace bench;

constexpr std::int64_t facts = 4'000;

/// Counted is only what runs in here.
template <class Work>
void counted(Work work) {
  CALLGRIND_TOGGLE_COLLECT;
  work();
  CALLGRIND_TOGGLE_COLLECT;
}

std::filesystem::path fresh(const std::filesystem::path& folder) {
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder / "kernels.ledger";
}

std::int64_t append(const std::filesystem::path& folder) {
  const MadeCampaign made(facts);
  std::vector<std::vector<bihuan::Fact>> commits;
  for (std::int64_t number = 0; number < made.commit_count(); ++number) commits.push_back(made.commit(number));
  const auto store = bihuan::create_sqlite_store(fresh(folder), {"0123456789abcdef0123456789abcdef", 480, {}});
  counted([&] {
    for (std::size_t i = 0; i < commits.size(); ++i) store->take_turn()->append(made.header(static_cast<std::int64_t>(i)), commits[i], {});
  });
  return facts;
}

bihuan::Campaign opened(const std::filesystem::path& folder) {
  const MadeCampaign made(facts);
  const auto file = fresh(folder);
  { const auto adopted = bihuan::Campaign::create(file, made.plan(), [] { return bihuan::Instant{1'598'918'400'000'000}; }); }
  const auto store = bihuan::open_sqlite_store(file);
  for (std::int64_t number = 0; number < made.commit_count(); ++number) store->take_turn()->append(made.header(number), made.commit(number), {});
  return bihuan::Campaign::open(file);
}

std::int64_t open(const std::filesystem::path& folder) {
  opened(folder);
  counted([&] { bihuan::Campaign::open(folder / "kernels.ledger"); });
  return facts;
}

std::int64_t fold(const std::filesystem::path& folder) {
  const auto campaign = opened(folder);
  const bihuan::Day days[] = {last_day};
  campaign.tally(days);  // the table of the lifecycle is made once
  counted([&] { campaign.tally(days); });
  return facts;
}

std::int64_t months(const std::filesystem::path& folder) {
  const auto campaign = opened(folder);
  campaign.tally(month_ends());
  counted([&] { campaign.tally(month_ends()); });
  return facts;
}

std::int64_t days(const std::filesystem::path&) {
  const auto calendar = bihuan::Calendar::china();
  std::int64_t sum = 0;
  counted([&] {
    for (int i = 0; i < facts; ++i) sum += calendar.add_working_days(first_day + i % 800, 1 + i % 20).serial();
  });
  return sum == 0 ? 0 : facts;
}

}  // namespace

int main(int argc, char** argv) try {
  const std::map<std::string, std::function<std::int64_t(const std::filesystem::path&)>> all = {
      {"append", append}, {"open", open}, {"fold", fold}, {"months", months}, {"days", days}};
  if (argc != 3 || !all.contains(argv[1])) {
    std::cerr << "usage: kernels append|open|fold|months|days FOLDER\n";
    return 2;
  }
  std::cout << all.at(argv[1])(argv[2]) << "\n";
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << "\n";
  return 1;
}
