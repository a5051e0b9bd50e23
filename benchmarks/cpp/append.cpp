// append.cpp: facts into a ledger through Turn::append, a thousand a commit and one at a time.
#include "made_campaign.hpp"
#include "serve.hpp"

#include <bihuan/ledger/codec.hpp>
#include <bihuan/ledger/store.hpp>

namespace bench {

namespace {

const bihuan::LedgerBirth birth{"0123456789abcdef0123456789abcdef", 480, {1'598'918'400'000'000}};

class Append : public Contender {
 public:
  Append(const Setting& setting, std::int64_t facts_a_commit) : file_(setting.out / "append-ours.ledger") {
    const MadeCampaign made(setting.size);
    for (std::int64_t number = 0; number < made.commit_count(); ++number) {
      std::vector<bihuan::Fact> facts = made.commit(number);
      if (facts_a_commit == 1) {
        for (bihuan::Fact& fact : facts) commits_.push_back({made.header(number), {std::move(fact)}});
      } else {
        commits_.push_back({made.header(number), std::move(facts)});
      }
    }
  }

  void prepare() override {
    store_.reset();
    for (const char* beside : {"", "-lock", ".lock", "-journal"}) std::filesystem::remove(file_.string() + beside);
    store_ = bihuan::create_sqlite_store(file_, birth);
  }

  void run() override {
    for (const auto& [header, facts] : commits_) last_ = store_->take_turn()->append(header, facts, {});
  }

  std::string answer() override { return "items=" + std::to_string(last_.size) + " root=" + bihuan::hex(last_.root); }

 private:
  std::filesystem::path file_;
  std::vector<std::pair<bihuan::CommitHeader, std::vector<bihuan::Fact>>> commits_;
  std::unique_ptr<bihuan::Store> store_;
  bihuan::Checkpoint last_;
};

struct Bulk : Append {
  explicit Bulk(const Setting& setting) : Append(setting, facts_per_commit) {}
};
struct Single : Append {
  explicit Single(const Setting& setting) : Append(setting, 1) {}
};

const Entry entries[] = {{"append/ours", make<Bulk>}, {"act/ours", make<Single>}};

}  // namespace

}  // namespace bench
