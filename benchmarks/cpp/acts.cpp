// acts.cpp: single durable acts through the front door, each asked for, decided and written. peers/acts.py says the same acts, to the same root.
#include "serve.hpp"

#include <bihuan/campaign.hpp>

#include <array>

namespace bench {

namespace {

using bihuan::Request;

/// A made-up hazard's whole life: seven acts, a day apart.
constexpr std::array<Request, 7> life = {Request::register_,        Request::grade,       Request::order, Request::begin,
                                         Request::report_rectified, Request::pass_review, Request::close};

bihuan::Fields said(Request request, const std::string& hazard, bihuan::Day on) {
  switch (request) {
    case Request::register_:
      return {{"task", std::string("1.1")}, {"enterprise", std::string("云溪机械厂（虚构）")}, {"supervising_unit", std::string("tejian")},
              {"territorial_unit", std::string("st_changshou")}, {"source", std::string("inspection")}, {"place", std::string("二号车间")},
              {"text", std::string("安全阀未按期校验")}, {"signatures", std::string("both")}};
    case Request::grade: return {{"grade", std::string("general")}};
    case Request::order:
      return {{"paper", std::string("directive")}, {"number", "虚构监令" + hazard}, {"clauses", std::vector<std::string>{"虚构条款"}},
              {"measures", std::string("更换并复验")}, {"limit_on", (on + 30).iso()}};
    case Request::report_rectified: return {{"report", std::string("虚构报告")}, {"evidence", std::string("虚构照片")}};
    case Request::pass_review: return {{"record", std::string("虚构记录")}, {"conclusion", std::string("合格")}};
    case Request::close: return {{"outcome", std::string("done")}};
    default: return {};
  }
}

bihuan::Actor actor(const char* text) { return bihuan::Actor::parse(text); }

std::vector<bihuan::Actor> who(Request request) {
  switch (request) {
    case Request::register_: return {actor("p1@inspector@tejian"), actor("p2@inspector@tejian")};
    case Request::begin:
    case Request::report_rectified: return {actor("p3@rectifier@云溪机械厂（虚构）")};
    case Request::pass_review: return {actor("p4@inspector@tejian"), actor("p5@inspector@tejian")};
    default: return {actor("p6@head@tejian")};
  }
}

class Acts : public Contender {
 public:
  explicit Acts(const Setting& setting) : plan_(bihuan::Plan::load(PLAN_FILE)), file_(setting.out / "acts-ours.ledger") {
    for (std::int64_t number = 0; number < setting.size; ++number) {
      const auto step = static_cast<int>(number % 7);
      const Request request = life[static_cast<std::size_t>(step)];
      const bihuan::Day on = bihuan::Day::of(2020, 10, 1) + step;
      const std::string hazard = "H-" + std::to_string(number / 7);
      asked_.push_back({request, hazard, {on, who(request), said(request, hazard, on)}});
    }
  }

  void prepare() override {
    campaign_.reset();
    for (const char* beside : {"", "-journal", ".lock"}) std::filesystem::remove(file_.string() + beside);
    campaign_.emplace(bihuan::Campaign::create(file_, plan_, [] { return bihuan::Instant::parse("2020-11-01T09:00:00+08:00"); }));
    before_ = campaign_->checkpoint().size;
  }

  void run() override {
    for (const auto& [request, hazard, act] : asked_) campaign_->record(request, hazard, act);
  }

  std::string answer() override {
    return "items=" + std::to_string(campaign_->checkpoint().size - before_) + " decided=" + bihuan::hex(campaign_->checkpoint().root);
  }

 private:
  struct Ask { Request request; std::string hazard; bihuan::Act act; };
  bihuan::Plan plan_;
  std::filesystem::path file_;
  std::vector<Ask> asked_;
  std::optional<bihuan::Campaign> campaign_;
  std::int64_t before_ = 0;
};

const Entry entry{"act/decided", make<Acts>};

}  // namespace

}  // namespace bench
