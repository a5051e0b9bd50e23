// Another campaign, another level of government, quarterly filings: a plan file is all it takes.
#include "../catch.hpp"

#include "bihuan/campaign.hpp"

#include <algorithm>
#include <set>

using namespace bihuan;

namespace {

const std::filesystem::path folder = BIHUAN_SOURCE_DIR "/examples/yunting-2024";

std::vector<std::filesystem::path> csv_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "returns"))
    if (entry.path().extension() == ".csv") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_CASE("a county's campaign with quarterly and half-yearly filings loads, checks, takes a return and reports", "[campaign]") {
  const Plan plan = Plan::load(folder / "plan.toml");
  for (const Problem& problem : plan.problems()) CHECK(problem.severity == Severity::warning);
  std::set<PeriodKind> kinds;
  for (const Filing& filing : plan.duties) kinds.insert(filing.every);
  CHECK(kinds == std::set<PeriodKind>{PeriodKind::quarter, PeriodKind::half_year});
  Campaign campaign = Campaign::create_in_memory(plan, [] { return Instant::parse("2024-07-01T09:00:00+08:00"); });
  const Receipt receipt = campaign.hand_in_csv(csv_files());
  CHECK(receipt.refused_count() == 0);
  CHECK(receipt.fact_count > 0);
  CHECK(receipt.period.text() == "2024-Q2");
  const Report report = campaign.report(Period::parse("2024-Q2"));
  CHECK(report.balanced);
  CHECK(report.headline.found > 0);
  CHECK(report.table("board").row_count() > 0);
  CHECK(report.campaign == plan.notice.campaign);
}
