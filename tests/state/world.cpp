#include "world.hpp"

#include <fstream>
#include <sstream>

namespace world {

const Plan& plan() {
  static const Plan loaded = Plan::load(BIHUAN_SOURCE_DIR "/tests/state/world.toml");
  return loaded;
}

Actor actor(const char* text) { return Actor::parse(text); }

std::vector<Actor> who(Request request, bool once_listed) {
  switch (request) {
    case Request::tip_off: return {actor("p90@citizen@阳光物业")};
    case Request::register_: return {actor("p1@inspector@lift"), actor("p2@inspector@lift")};
    case Request::grade:
    case Request::regrade: return {actor("p3@grader@lift")};
    case Request::fix_on_spot: return {actor("p1@inspector@lift"), actor("p2@inspector@lift")};
    case Request::order: return {actor("p4@orderer@lift")};
    case Request::plan_treatment: return {actor("p20@rectifier_head@阳光物业")};
    case Request::begin:
    case Request::ask_extension:
    case Request::report_rectified: return {actor("p21@rectifier@阳光物业")};
    case Request::pass_review:
    case Request::fail_review: return {actor("p5@reviewer@lift"), actor("p6@reviewer@lift")};
    case Request::close:
    case Request::decide_extension: return {once_listed ? actor("p30@lister@district") : actor("p7@approver@lift")};
    case Request::terminate:
    case Request::pause:
    case Request::resume: return {actor("p7@approver@lift")};
    case Request::void_: return {actor("p8@registrar@lift")};
    case Request::list: return {actor("p30@lister@district")};
    case Request::delist: return {actor("p31@delister@district")};
    case Request::remind:
    case Request::interview:
    case Request::report_up: return {actor("p9@ladder@office")};
    case Request::open_case:
    case Request::penalise:
    case Request::close_case: return {actor("p10@enforcement@lift")};
    case Request::correct: return {actor("p11@checker@lift")};
    default: return {actor("p12@supervising_unit@lift")};
  }
}

Fields what(Request request, Grade grade) {
  using T = std::string;
  using L = std::vector<std::string>;
  switch (request) {
    case Request::tip_off: return {{"source", T("投诉举报")}, {"text", T("电梯异响")}};
    case Request::register_:
      return {{"task", T("1.1")}, {"enterprise", T("阳光物业")}, {"supervising_unit", T("lift")}, {"territorial_unit", T("station")},
              {"source", T("监督检查")}, {"place", T("2号楼")}, {"text", T("层门门锁失效")}, {"signatures", T("双方签字")}};
    case Request::grade:
      return grade == Grade::major ? Fields{{"grade", T("major")}, {"clause", T("总局令57第二十五条第三项")}} : Fields{{"grade", T("general")}};
    case Request::regrade:
      return grade == Grade::major
                 ? Fields{{"old_grade", T("major")}, {"new_grade", T("general")}, {"reason", T("复核")}, {"approved_by", T("p7@approver@lift")}}
                 : Fields{{"old_grade", T("general")}, {"new_grade", T("major")}, {"clause", T("第三项")}, {"reason", T("复核")}};
    case Request::fix_on_spot: return {{"before", T("门锁失效")}, {"after", T("已更换")}};
    case Request::order:
      return {{"paper", T("directive")}, {"number", T("监特令〔2021〕1号")}, {"clauses", L{"特设法第四十条"}}, {"measures", T("更换")}, {"limit_on", T("2021-11-30")}};
    case Request::plan_treatment:
      return {{"aims", T("消除")}, {"methods", T("更换")}, {"money", T("2万元")}, {"people", T("维保")}, {"time", T("一个月")}, {"safety", T("停用")}};
    case Request::ask_extension:
      return {{"steps", T("已订货")}, {"reason", T("到货迟")}, {"interim_safety", T("停用")}, {"extended_to_on", T("2021-12-20")}};
    case Request::decide_extension: return {{"decision", T("granted")}, {"extended_to_on", T("2021-12-20")}};
    case Request::report_rectified: return {{"report", T("报告")}, {"evidence", T("照片")}, {"acceptance", T("验收合格")}};
    case Request::pass_review: return {{"record", T("记录")}, {"conclusion", T("合格")}};
    case Request::fail_review: return {{"findings", T("仍失效")}};
    case Request::close: return {{"outcome", T("done")}};
    case Request::reopen: return {{"findings", T("又失效")}};
    case Request::transfer: return {{"receiver", T("住建部门")}, {"record", T("移送函")}, {"answer_due_on", T("2021-12-31")}};
    case Request::acknowledge_transfer: return {{"receipt", T("回执")}};
    case Request::take_back: return {{"reason", T("不属职责")}};
    case Request::terminate: return {{"proof", T("已注销")}};
    case Request::void_: return {{"reason", T("误登")}, {"approved_by", T("p7@approver@lift")}};
    case Request::stop_use: return {{"order", T("停用令")}, {"scope", T("2号梯")}};
    case Request::allow_use: return {{"consent", T("同意")}};
    case Request::seal:
    case Request::unseal: return {{"decision", T("决定书")}};
    case Request::list: return {{"level", std::int64_t{4}}, {"document", T("督办1号")}, {"overseer", T("lift")}, {"publication", T("网站")}};
    case Request::delist: return {{"document", T("摘牌1号")}};
    case Request::pause: return {{"reason", T("封控")}, {"review_on", T("2021-12-15")}, {"limit_on", T("2021-11-30")}};
    case Request::resume: return {{"limit_on", T("2021-12-01")}};
    case Request::remind:
    case Request::interview:
    case Request::report_up: return {{"to", T("阳光物业")}, {"text", T("催办")}};
    case Request::open_case: return {{"number", T("立1")}, {"clause", T("第八十四条")}};
    case Request::penalise: return {{"number", T("罚1")}, {"clause", T("第八十四条")}, {"sum_fen", std::int64_t{300000}}};
    case Request::close_case: return {{"number", T("结1")}};
    case Request::reassign: return {{"supervising_unit", T("crane")}, {"reason", T("分工调整")}};
    default: return {};
  }
}

Fact World::ask(Request request, const std::string& hazard, Day on, Fields fields, std::vector<Actor> by) const {
  static const Rulebook rules = Rulebook::law().with(plan().rules);
  static const Calendar calendar = Calendar::china();
  return decide({history, adopted != nullptr ? *adopted : plan(), today, calendar, rules, table}, {request, hazard, on, std::move(by), std::move(fields), false});
}

void World::write(Fact fact) {
  fact.version = history.next_version(fact.subject);
  DecodedCommit commit;
  commit.seq = history.last_seq() + 1;
  commit.first_item = history.checkpoint().size + 1;
  commit.header.recorded_at = Instant{commit.seq * 1'000'000};
  commit.facts = {std::move(fact)};
  history.append(commit, {"world", commit.first_item + 1, {}});
}

Fact World::act(Request request, const std::string& id, Day on, Fields fields, std::vector<Actor> by) {
  Fact fact = ask(request, id, on, std::move(fields), std::move(by));
  write(fact);
  return fact;
}

Fact World::act(Request request, const std::string& id, Day on) {
  const Hazard before = hazard(id);
  return act(request, id, on, what(request, before.grade), who(request, before.once_listed || before.has(Hold::listed)));
}

Hazard World::hazard(const std::string& id, std::optional<Day> as_of) const {
  std::vector<const Known*> facts;
  for (const std::size_t place : history.of_subject(id)) facts.push_back(&history.facts()[place]);
  return fold_hazard(HazardId{id}, facts, as_of, table);
}

Day World::bring(const std::string& id, State to, Grade grade, Day from) {
  std::vector<Request> path;
  const bool major = grade == Grade::major;
  const auto up_to = [&](State state) { return to >= state && to != State::void_ && to != State::tip && to != State::none; };
  if (to == State::tip) path = {Request::tip_off};
  if (up_to(State::registered) || to == State::void_) path.push_back(Request::register_);
  if (up_to(State::graded)) path.push_back(Request::grade);
  const bool works = to != State::transferred && to != State::terminated;
  if (works && up_to(State::ordered)) path.push_back(Request::order);
  if (works && major && up_to(State::planned)) path.push_back(Request::plan_treatment);
  if (works && up_to(State::rectifying)) path.push_back(Request::begin);
  if (works && up_to(State::awaiting_review)) path.push_back(Request::report_rectified);
  if (to == State::review_failed) path.push_back(Request::fail_review);
  if (works && up_to(State::passed)) path.push_back(Request::pass_review);
  if (to == State::closed) path.push_back(Request::close);
  if (to == State::transferred) path.push_back(Request::transfer);
  if (to == State::terminated) path.push_back(Request::terminate);
  if (to == State::void_) path.push_back(Request::void_);
  for (const Request request : path) {
    if (request == Request::grade) act(request, id, from, what(request, grade), who(request));
    else act(request, id, from);
    from = from + 1;
  }
  return from;
}

}  // namespace world
