// bare_fold.cpp: what a bare loop over dense numbers reaches: the state after each fact given, in the order of days, nothing checked.
#include "made_campaign.hpp"
#include "serve.hpp"

#include <algorithm>
#include <map>

namespace bench {

namespace {

/// Facts as numbers: which hazard, the cell it moves to (task, unit, grade and state), and its day.
class BareFold : public Contender {
 public:
  BareFold(const Setting& setting, std::vector<bihuan::Day> days) : days_(std::move(days)) {
    const MadeCampaign made(setting.size);
    std::vector<Event> events = made.events();
    std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.on < b.on; });
    std::map<std::string, std::uint32_t> numbers;
    for (const Event& event : events) {
      const std::string cell = made.task(event) + "|" + made.unit(event) + "|" + std::string(made.grade(event)) + "|" + std::string(bihuan::state_name(event.state));
      const auto number = numbers.try_emplace(cell, static_cast<std::uint32_t>(numbers.size() + 1)).first->second;  // 0: nowhere yet
      if (number > names_.size()) names_.push_back(cell);
      moves_.push_back({event.hazard, number});
      on_.push_back(event.on);
      hazards_ = std::max(hazards_, event.hazard + 1);
    }
  }

  void run() override {
    std::vector<std::uint32_t> where(hazards_);
    std::vector<std::int32_t> counts(names_.size() + 1);
    rows_.clear();
    std::size_t at = 0;
    for (const bihuan::Day day : days_) {
      for (; at < on_.size() && first_day + on_[at] <= day; ++at) {
        std::uint32_t& cell = where[moves_[at].hazard];
        --counts[cell];
        cell = moves_[at].cell;
        ++counts[cell];
      }
      for (std::uint32_t cell = 1; cell < counts.size(); ++cell)
        if (counts[cell] != 0) rows_.push_back({day, cell, counts[cell]});
    }
  }

  std::string answer() override {
    std::map<std::string, std::int64_t> counts;
    for (const Row& row : rows_) counts[(days_.size() > 1 ? row.day.iso() + "|" : "") + names_[row.cell - 1]] = row.count;
    return told(counts);
  }

 private:
  struct Move {
    std::uint32_t hazard, cell;
  };
  struct Row {
    bihuan::Day day;
    std::uint32_t cell;
    std::int32_t count;
  };
  std::vector<bihuan::Day> days_;
  std::vector<Move> moves_;
  std::vector<std::uint16_t> on_;
  std::vector<std::string> names_;  // by cell, less one
  std::uint32_t hazards_ = 0;
  std::vector<Row> rows_;
};

std::unique_ptr<Contender> at_the_end(const Setting& setting) { return std::make_unique<BareFold>(setting, std::vector{last_day}); }
std::unique_ptr<Contender> at_month_ends(const Setting& setting) { return std::make_unique<BareFold>(setting, month_ends()); }

const Entry entries[] = {{"fold/bare", at_the_end}, {"months/bare", at_month_ends}};

}  // namespace

}  // namespace bench
