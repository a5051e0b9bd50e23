// made_campaign.hpp: made-up hazards of 28 months, always the same: lives through the table, 1 fact in 100 told late.
#pragma once

#include <bihuan/campaign.hpp>

namespace bench {

inline const bihuan::Day first_day = bihuan::Day::of(2020, 9, 1);
inline const bihuan::Day last_day = bihuan::Day::of(2022, 12, 31);
inline const bihuan::Day any_day = bihuan::Day::of(2021, 10, 13);  ///< one in the middle, no end of any period
inline constexpr std::int64_t facts_per_commit = 1000;

/// One fact in short. What a hazard is (task, units, grade) follows from its number.
struct Event {
  std::uint32_t hazard;
  std::uint16_t on;        ///< days after the first
  std::uint16_t recorded;  ///< the day it was told
  std::uint16_t version;
  bihuan::FactKind kind;
  bihuan::State state;     ///< after it
  bool graded;             ///< whether the grade was known by then
};

/// Facts in the order in which they were told. About 8 a hazard.
class MadeCampaign {
 public:
  explicit MadeCampaign(std::int64_t facts);

  const bihuan::Plan& plan() const noexcept { return plan_; }
  const std::vector<Event>& events() const noexcept { return events_; }
  std::string hazard(const Event& event) const;
  const std::string& unit(const Event& event) const;
  const std::string& task(const Event& event) const;
  std::string_view grade(const Event& event) const;
  std::string person(const Event& event) const;
  std::string note(const Event& event) const;
  bihuan::Fact fact(const Event& event) const;

  std::int64_t commit_count() const;
  std::vector<bihuan::Fact> commit(std::int64_t number) const;
  bihuan::CommitHeader header(std::int64_t number) const;

 private:
  bihuan::Plan plan_;
  std::vector<std::string> units_, tasks_;
  std::vector<Event> events_;
};

/// Every month's last day of the campaign: 28.
std::vector<bihuan::Day> month_ends();

}  // namespace bench
