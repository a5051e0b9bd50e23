// made_campaign.cpp: hazards from their numbers by a mixing function, so that any program makes the same ones.
#include "made_campaign.hpp"

#include <algorithm>
#include <array>

namespace bench {

using bihuan::FactKind;
using bihuan::State;

namespace {

/// A number in [0, below), always the same for the same hazard and question.
std::uint64_t draw(std::uint64_t hazard, std::uint64_t question, std::uint64_t below) {
  std::uint64_t x = (hazard + 1) * 0x9e3779b97f4a7c15u ^ (question + 1) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return (x ^ (x >> 31)) % below;
}

enum Question : std::uint64_t { task, unit, territory, grade, review, reminder, lateness = 100, gap = 200, who = 300, words = 400 };

bool is_major(std::uint32_t hazard) { return draw(hazard, grade, 10) < 3; }

struct Step { FactKind kind; State state; unsigned most_days; };

std::vector<Step> life(std::uint32_t hazard) {
  std::vector<Step> steps{{FactKind::hazard_registered, State::registered, 0}, {FactKind::hazard_graded, State::graded, 3}};
  const bool fails_once = draw(hazard, review, 8) == 0;
  for (int round = 0; round < (fails_once ? 2 : 1); ++round) {
    steps.push_back({FactKind::order_issued, State::ordered, 4});
    if (is_major(hazard)) steps.push_back({FactKind::treatment_planned, State::planned, 12});
    steps.push_back({FactKind::rectification_begun, State::rectifying, 6});
    if (draw(hazard, reminder, 5) == 0) steps.push_back({FactKind::reminded, State::rectifying, 10});
    steps.push_back({FactKind::rectification_reported, State::awaiting_review, 45});
    if (fails_once && round == 0) steps.push_back({FactKind::review_failed, State::review_failed, 12});
  }
  steps.push_back({FactKind::review_passed, State::passed, 12});
  steps.push_back({FactKind::hazard_closed, State::closed, 14});
  return steps;
}

constexpr std::array<std::string_view, 16> phrases = {
    "电梯底坑积水未及时清理", "限速器校验标志已过期", "安全阀未按期校验", "气瓶防震圈缺失", "叉车司机证件过期", "维保记录缺少签字", "压力表表盘破损",
    "紧急报警装置无人应答", "起重机械限位失灵", "锅炉房堆放杂物", "现场已拍照留存", "企业负责人到场确认", "已书面告知整改要求", "复核无异议", "请按期报送材料", "责任人已更换"};

std::string phrase(const Event& event, std::uint64_t number) {
  return std::string(phrases[draw(event.hazard, words + event.version * 8u + number, phrases.size())]);
}

}  // namespace

MadeCampaign::MadeCampaign(std::int64_t facts) : plan_(bihuan::Plan::load(PLAN_FILE)) {
  for (const bihuan::Unit& one : plan_.organisation.units) units_.push_back(one.id.text());
  for (const bihuan::Task& one : plan_.tasks)
    if (one.is_leaf) tasks_.push_back(one.id.text());
  const auto wanted = static_cast<std::size_t>(facts);
  const auto days = static_cast<std::uint64_t>(last_day - first_day);
  const std::uint64_t hazards = wanted / 8 + 1;
  events_.reserve(wanted + 16);
  for (std::uint32_t hazard = 0; events_.size() < wanted; ++hazard) {
    std::uint64_t on = hazard % hazards * days / hazards;
    const std::size_t first = events_.size();
    std::uint64_t number = 0;
    for (const Step& step : life(hazard)) {
      on += step.most_days == 0 ? 0 : draw(hazard, gap + number, step.most_days);
      if (on > days || events_.size() == wanted) break;
      events_.push_back({hazard, static_cast<std::uint16_t>(on), static_cast<std::uint16_t>(on), 0, step.kind, step.state, number > 0});
      ++number;
    }
    // Told late: never the first, and only where its day alone still gives it its place.
    for (std::size_t i = first + 1; i + 1 < events_.size(); ++i)
      if (events_[i].on < events_[i + 1].on && draw(hazard, lateness + i - first, 80) == 0)
        events_[i].recorded = static_cast<std::uint16_t>(std::min<std::uint64_t>(days, events_[i].on + 3 + draw(hazard, lateness, 40)));
  }
  std::stable_sort(events_.begin(), events_.end(), [](const Event& a, const Event& b) { return a.recorded < b.recorded; });
  std::vector<std::uint16_t> versions(hazards * 2 + 16);
  for (Event& event : events_) event.version = ++versions.at(event.hazard);
}

std::string MadeCampaign::hazard(const Event& event) const {
  std::string id = std::to_string(10'000'000 + event.hazard);
  return id.replace(0, 1, "H-");
}
const std::string& MadeCampaign::unit(const Event& event) const { return units_[draw(event.hazard, Question::unit, units_.size())]; }
const std::string& MadeCampaign::task(const Event& event) const { return tasks_[draw(event.hazard, Question::task, tasks_.size())]; }
std::string_view MadeCampaign::grade(const Event& event) const { return !event.graded ? "ungraded" : is_major(event.hazard) ? "major" : "general"; }
/// One of the unit's own people.
std::string MadeCampaign::person(const Event& event) const {
  const std::uint64_t of_unit = 5000 / units_.size(), first = draw(event.hazard, Question::unit, units_.size()) * of_unit;
  return std::to_string(1 + first + draw(event.hazard, who + event.version, of_unit)).insert(0, 1, 'p');
}
std::string MadeCampaign::note(const Event& event) const { return phrase(event, 0); }

bihuan::Fact MadeCampaign::fact(const Event& event) const {
  const bihuan::UnitId at{unit(event)};
  bihuan::Fact fact{event.kind, first_day + event.on, hazard(event), event.version, {{bihuan::PersonId{person(event)}, bihuan::PostId{"inspector"}, at}}, {}};
  bihuan::Fields& fields = fact.fields;
  switch (event.kind) {
    case FactKind::hazard_registered:
      fields.set("task", task(event)).set("supervising_unit", at.text()).set("territorial_unit", units_[draw(event.hazard, territory, units_.size())]);
      fields.set("enterprise", "云溪第" + std::to_string(draw(event.hazard, words, 9000)) + "机械厂（虚构）").set("source", std::string("检查"));
      fields.set("place", std::string("二号车间")).set("text", phrase(event, 2)).set("signatures", std::string("双方签字"));
      break;
    case FactKind::hazard_graded: fields.set("grade", std::string(grade(event))); break;
    case FactKind::order_issued:
      fields.set("paper", std::string("directive")).set("number", "监察令" + std::to_string(event.hazard));
      fields.set("measures", phrase(event, 3)).set("limit_on", fact.on + 60);
      break;
    case FactKind::hazard_closed: fields.set("outcome", std::string("done")); break;
    default: break;
  }
  fields.set("note", note(event));
  return fact;
}

std::int64_t MadeCampaign::commit_count() const {
  return (static_cast<std::int64_t>(events_.size()) + facts_per_commit - 1) / facts_per_commit;
}

std::vector<bihuan::Fact> MadeCampaign::commit(std::int64_t number) const {
  std::vector<bihuan::Fact> out;
  const auto first = static_cast<std::size_t>(number * facts_per_commit);
  const auto last = std::min(events_.size(), first + static_cast<std::size_t>(facts_per_commit));
  for (std::size_t i = first; i < last; ++i) out.push_back(fact(events_[i]));
  return out;
}

bihuan::CommitHeader MadeCampaign::header(std::int64_t number) const {
  const auto last = std::min(events_.size(), static_cast<std::size_t>((number + 1) * facts_per_commit)) - 1;
  const std::int64_t day = first_day.serial() + events_[last].recorded;
  const std::int64_t noon = (day * 24 + 10) * 3600 * 1'000'000;
  return {{noon + number}, {bihuan::PersonId{"p0"}, bihuan::PostId{"head"}, bihuan::UnitId{"bureau"}}, "", ""};
}

std::vector<bihuan::Day> month_ends() {
  std::vector<bihuan::Day> out;
  for (int month = 8; month < 8 + 28; ++month) out.push_back(bihuan::last_day_of_month(2020 + month / 12, month % 12 + 1));
  return out;
}

}  // namespace bench
