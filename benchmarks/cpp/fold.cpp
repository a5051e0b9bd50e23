// fold.cpp: the campaign opened from its file and folded, verified or not; folded again in memory; 28 month ends; and the limits.
#include "made_campaign.hpp"
#include "serve.hpp"

#include <numeric>

namespace bench {

namespace {

using Counts = std::map<std::string, std::int64_t>;

std::string cell(const bihuan::Standing& one) {
  return one.task.text() + "|" + one.unit.text() + "|" + std::string(grade_name(one.grade)) + "|" + std::string(state_name(one.state));
}

bihuan::Tally at_the_end(const bihuan::Campaign& campaign) {
  const bihuan::Day days[] = {last_day};
  return campaign.tally(days);
}

class Open : public Contender {
 public:
  explicit Open(const Setting& setting) : file_(setting.folder / "campaign.ledger") {}
  void run() override {
    counts_.clear();
    const auto campaign = bihuan::Campaign::open(file_);
    if (!sound(campaign)) throw std::runtime_error("the ledger does not verify");
    for (const bihuan::Standing& one : at_the_end(campaign).standings()) counts_[cell(one)] = one.count;
  }
  std::string answer() override { return told(counts_); }

 protected:
  virtual bool sound(const bihuan::Campaign&) const { return true; }

 private:
  std::filesystem::path file_;
  Counts counts_;
};

struct Verified : Open {
  using Open::Open;
  bool sound(const bihuan::Campaign& campaign) const override { return campaign.verify().is_sound(); }
};

/// History is in memory: the fold through the lifecycle and the counts. Rows with names are made when the clock has stopped.
class InMemory : public Contender {
 public:
  InMemory(const Setting& setting, std::vector<bihuan::Day> days) : campaign_(bihuan::Campaign::open(setting.folder / "campaign.ledger")), days_(std::move(days)) {}
  void run() override { tally_ = campaign_.tally(days_); }
  std::string answer() override {
    Counts counts;
    for (const bihuan::Standing& one : tally_->standings()) counts[(days_.size() > 1 ? one.as_of.iso() + "|" : "") + cell(one)] = one.count;
    return told(counts);
  }

 private:
  bihuan::Campaign campaign_;
  std::vector<bihuan::Day> days_;
  std::optional<bihuan::Tally> tally_;
};

std::unique_ptr<Contender> fold(const Setting& setting) { return std::make_unique<InMemory>(setting, std::vector{last_day}); }
std::unique_ptr<Contender> months(const Setting& setting) { return std::make_unique<InMemory>(setting, month_ends()); }
/// One day in the middle: what was told late counts where it belongs, as it is known now.
std::unique_ptr<Contender> one_day(const Setting& setting) { return std::make_unique<InMemory>(setting, std::vector{any_day}); }

/// What no fold can beat: the bytes that it needs, read once. 18 a fact for the fold, 12 for the month ends.
template <std::size_t bytes>
class ReadLimit : public Contender {
 public:
  explicit ReadLimit(const Setting& setting) : words_(static_cast<std::size_t>(setting.size) * bytes / 8 + 1, 1) {}
  void run() override { sum_ = std::accumulate(words_.begin(), words_.end(), std::uint64_t{0}); }
  std::string answer() override { return "read=" + std::to_string(sum_ * 8); }

 private:
  std::vector<std::uint64_t> words_;
  std::uint64_t sum_ = 0;
};

const Entry entries[] = {{"open/ours", make<Open>}, {"verified/ours", make<Verified>}, {"fold/ours", fold}, {"months/ours", months}, {"any-day/ours", one_day},
                         {"fold/limit", make<ReadLimit<18>>}, {"months/limit", make<ReadLimit<12>>}};

}  // namespace

}  // namespace bench
