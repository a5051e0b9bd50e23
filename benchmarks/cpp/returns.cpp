// returns.cpp: a unit's monthly return handed in at the front door, into a ledger that has nothing but the plan.
#include "serve.hpp"

#include <bihuan/campaign.hpp>

namespace bench {

namespace {

class HandIn : public Contender {
 public:
  explicit HandIn(const Setting& setting)
      : plan_(bihuan::Plan::load(PLAN_FILE)), return_(setting.folder / "return.csv"), ledger_(setting.out / "returns-ours.ledger") {}

  void prepare() override {
    campaign_.reset();
    for (const char* beside : {"", "-journal", ".lock"}) std::filesystem::remove(ledger_.string() + beside);
    std::filesystem::remove_all(ledger_.string() + ".kept");
    campaign_.emplace(bihuan::Campaign::create(ledger_, plan_, [] { return bihuan::Instant::parse("2020-11-01T09:00:00+08:00"); }));
  }

  void run() override { receipt_.emplace(campaign_->hand_in_csv({return_})); }

  std::string answer() override {
    const auto rows = static_cast<std::int64_t>(receipt_->rows.size());
    return "taken=" + std::to_string(rows - receipt_->refused_count()) + " refused=" + std::to_string(receipt_->refused_count()) +
           " facts=" + std::to_string(receipt_->fact_count) + " hazards=" + std::to_string(campaign_->history().hazards().size());
  }

 private:
  bihuan::Plan plan_;
  std::filesystem::path return_, ledger_;
  std::optional<bihuan::Campaign> campaign_;
  std::optional<bihuan::Receipt> receipt_;
};

const Entry entry{"returns/ours", make<HandIn>};

}  // namespace

}  // namespace bench
