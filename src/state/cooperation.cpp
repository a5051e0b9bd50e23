// state/cooperation.cpp: the acts about a request in their order, what follows from them, and which may be added.
#include "bihuan/state/cooperation.hpp"

#include "bihuan/error.hpp"
#include "org/near.hpp"
#include "state/cooperation_table.hpp"
#include "state/writing.hpp"

#include <algorithm>
#include <limits>

namespace bihuan {

namespace {

struct CooperationWord {
  std::string_view name, chinese;
};
constexpr std::array<CooperationWord, cooperation_state_count> cooperation_words = {{{"none", "尚未发函"},
                                                                               {"awaited", "待答复"},
                                                                               {"partly_answered", "部分答复"},
                                                                               {"done", "已办结"},
                                                                               {"declined", "不予办理"},
                                                                               {"withdrawn", "已撤回"}}};
constexpr std::array<CooperationWord, cooperation_outcome_count> outcome_words = {{{"done", "办结"}, {"partial", "部分答复"}, {"declined", "不予办理"}}};

}  // namespace

std::span<const CooperationArrow> cooperation_life() noexcept { return cooperation_table::arrows; }

std::vector<FactKind> acts_after(CooperationState state) {
  std::vector<FactKind> out;
  for (const CooperationArrow& arrow : cooperation_table::arrows)
    if (arrow.from == state && std::find(out.begin(), out.end(), arrow.act) == out.end()) out.push_back(arrow.act);
  return out;
}

std::string_view cooperation_state_name(CooperationState state) noexcept { return cooperation_words[static_cast<std::size_t>(state)].name; }
std::string_view cooperation_outcome_name(CooperationOutcome outcome) noexcept { return outcome_words[static_cast<std::size_t>(outcome)].name; }
std::string chinese(CooperationState state) { return std::string(cooperation_words[static_cast<std::size_t>(state)].chinese); }
std::string chinese(CooperationOutcome outcome) { return std::string(outcome_words[static_cast<std::size_t>(outcome)].chinese); }

std::optional<CooperationOutcome> try_parse_cooperation_outcome(std::string_view word) noexcept {
  for (std::size_t i = 0; i < outcome_words.size(); ++i)
    if (word == outcome_words[i].name || word == outcome_words[i].chinese) return static_cast<CooperationOutcome>(i);
  return std::nullopt;
}

bool is_cooperation_fact(FactKind kind) noexcept {
  return kind == FactKind::cooperation_requested || kind == FactKind::cooperation_answered || kind == FactKind::cooperation_chased ||
         kind == FactKind::cooperation_withdrawn;
}

namespace {

/// An act at its place.
struct TimedAct {
  ItemNumber number = 0;
  const Fact* fact = nullptr;
};

void put_acts_in_order(std::vector<TimedAct>& acts) {
  std::stable_sort(acts.begin(), acts.end(), [](const TimedAct& a, const TimedAct& b) {
    return a.fact->on != b.fact->on ? a.fact->on < b.fact->on : a.number < b.number;
  });
}

const CooperationArrow* cooperation_arrow(CooperationState from, const Fact& fact) {
  const auto outcome = fact.kind == FactKind::cooperation_answered ? try_parse_cooperation_outcome(fact.fields.text("outcome")) : std::nullopt;
  for (const CooperationArrow& arrow : cooperation_table::arrows)
    if (arrow.from == from && arrow.act == fact.kind && arrow.outcome == outcome) return &arrow;
  return nullptr;
}

Cooperation asked_by(const Fact& fact) {
  const Fields& f = fact.fields;
  Cooperation out{.id = CooperationId{fact.subject},
                  .task = TaskId{f.text("task")},
                  .unit = UnitId{f.text("unit")},
                  .body = UnitId{f.text("body")},
                  .addressee = f.text("addressee"),
                  .text = f.text("text"),
                  .document = f.text("document"),
                  .asked_on = fact.on,
                  .due_on = f.day("answer_due_on").value_or(fact.on)};
  for (const std::string& hazard : f.texts("hazards")) out.hazards.emplace_back(hazard);
  return out;
}

CooperationState state_of(const std::optional<Cooperation>& one) { return one ? one->state : CooperationState::none; }

/// Takes the act where the table allows it.
bool take_act(std::optional<Cooperation>& one, const TimedAct& act) {
  const Fact& fact = *act.fact;
  const CooperationArrow* arrow = cooperation_arrow(state_of(one), fact);
  if (arrow == nullptr) return false;
  const Fields& f = fact.fields;
  if (!one) one = asked_by(fact);
  one->state = arrow->to;
  one->steps.push_back({act.number, fact.on, fact.kind, one->state, one->due_on,
                        f.text(fact.kind == FactKind::cooperation_withdrawn ? "reason" : "text"), f.text("document")});
  if (fact.kind == FactKind::cooperation_answered && fact.on > one->due_on) ++one->late_count;
  if (fact.kind == FactKind::cooperation_chased) {
    one->chased_on = fact.on;
    ++one->chased_count;
  }
  if (const auto next = f.day("answer_due_on"); next && fact.kind == FactKind::cooperation_answered) one->due_on = *next;
  if (!one->is_open()) one->settled_on = fact.on;
  return true;
}

std::vector<TimedAct> acts_about(const History& history, const std::string& id, ItemNumber last) {
  std::vector<TimedAct> out;
  for (const std::size_t place : history.of_subject(id)) {
    const Known& known = history.facts()[place];
    if (known.number > last) break;
    if (is_cooperation_fact(known.fact.kind)) out.push_back({known.number, &known.fact});
  }
  return out;
}

}  // namespace

std::vector<Cooperation> cooperations(const History& history, Day as_of, ItemNumber last) {
  std::vector<Cooperation> out;
  for (const std::size_t place : history.of_kind(FactKind::cooperation_requested)) {
    const Known& asked = history.facts()[place];
    if (asked.number > last) break;
    std::vector<TimedAct> acts = acts_about(history, asked.fact.subject, last);
    const std::int64_t version = history.find(acts.back().number)->fact.version;
    std::erase_if(acts, [&](const TimedAct& act) { return act.fact->on > as_of; });
    put_acts_in_order(acts);
    std::optional<Cooperation> one;
    for (const TimedAct& act : acts) take_act(one, act);
    if (!one) continue;
    one->version = version;
    out.push_back(std::move(*one));
  }
  return out;
}

UnitId chaser(const Cooperation& request, const Organisation& organisation, Day on) {
  const Unit* unit = organisation.find_unit(request.unit);
  const Day had_on = unit != nullptr && unit->valid.last ? std::min(request.asked_on, *unit->valid.last) : request.asked_on;
  return organisation.heir(request.unit, had_on, on, request.task);
}

namespace {

constexpr ItemNumber after_all_numbers = std::numeric_limits<ItemNumber>::max();  // after every number there is

std::string words_listed(const std::vector<std::string>& words, const char* between) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : between) + word;
  return out;
}

/// The refusal of an act about a request that stands as it does.
struct CooperationRefusal {
  const Fact& act;
  const std::optional<Cooperation>& before;

  /// `allowed` and its Chinese words; without them those acts that the state allows.
  Refused operator()(ErrorCode code, std::string_view field, const std::string& english, const std::string& in_chinese,
                     std::vector<std::string> allowed = {}, std::vector<std::string> allowed_chinese = {}) const {
    ErrorContext context;
    context.subject = "cooperation " + act.subject;
    context.state = cooperation_state_name(state_of(before));
    context.asked = std::string(fact_name(act.kind)) + (field.empty() ? "" : "." + std::string(field));
    context.allowed = allowed;
    if (allowed_chinese.empty()) allowed_chinese = allowed;
    const std::string rest = allowed.empty() ? "" : "; allowed: " + words_listed(allowed, ", ");
    const std::string rest_chinese = allowed.empty() ? "" : "；可用：" + words_listed(allowed_chinese, "、");
    return Refused(code, "cooperation " + act.subject + " (" + context.state + "): " + context.asked + ": " + english + rest,
                   "协作请求" + act.subject + "（" + chinese(state_of(before)) + "）" + chinese(act.kind) + "：" + in_chinese + rest_chinese, context);
  }

  Refused with_acts(ErrorCode code, const std::string& english, const std::string& in_chinese) const {
    std::vector<std::string> allowed, allowed_chinese;
    for (const FactKind kind : acts_after(state_of(before))) {
      allowed.emplace_back(fact_name(kind));
      allowed_chinese.push_back(chinese(kind));
    }
    if (allowed.empty()) return (*this)(code, "", english + "; nothing more is recorded of it", in_chinese + "，不再变动");
    return (*this)(code, "", english, in_chinese, allowed, allowed_chinese);
  }
};

/// Where the request stood when the act was done.
std::optional<Cooperation> standing_before(std::vector<TimedAct> acts, Day on) {
  std::optional<Cooperation> out;
  std::erase_if(acts, [&](const TimedAct& act) { return act.fact->on > on; });
  put_acts_in_order(acts);
  for (const TimedAct& act : acts) take_act(out, act);
  return out;
}

void check_request_id(const History& history, const CooperationRefusal& refuse, const std::vector<TimedAct>& acts) {
  const Fact& act = refuse.act;
  if (act.subject.empty()) throw refuse(ErrorCode::field_missing, "id", "id is missing", "缺少编号");
  if (act.kind == FactKind::cooperation_requested) {
    const auto& there = history.of_subject(act.subject);
    if (there.empty()) return;
    const Known& first = history.facts()[there.front()];
    throw refuse(ErrorCode::subject_exists, "id",
                 "the id is taken, by " + std::string(fact_name(first.fact.kind)) + " on " + first.fact.on.iso() + " (item " + std::to_string(first.number) +
                     "); a request has an id of its own",
                 "编号已用于" + first.fact.on.chinese() + "“" + chinese(first.fact.kind) + "”（第" + std::to_string(first.number) + "项），请另编");
  }
  if (!acts.empty()) return;
  std::vector<std::string> known;
  for (const std::size_t place : history.of_kind(FactKind::cooperation_requested)) known.push_back(history.facts()[place].fact.subject);
  throw refuse(ErrorCode::unknown_subject, "", "nobody has asked a body outside under this id (of " + std::to_string(known.size()) + " requests)",
               "没有这一编号的协作请求", org::near_words(act.subject, known));
}

void check_act_fields(const CooperationRefusal& refuse) {
  const Fact& act = refuse.act;
  std::vector<std::string> known;
  for (const FieldForm& form : fields_of(act.kind)) known.emplace_back(form.name);
  for (const auto& [key, value] : act.fields.entries()) {
    const FieldForm* form = find_field(act.kind, key);
    if (form == nullptr) throw refuse(ErrorCode::field_bad, key, "is not known", "没有这一事项", known);
    if (!fits_type(form->type, value))
      throw refuse(ErrorCode::field_bad, key, "must be of type " + std::string(field_type_name(form->type)),
                   std::string(form->original) + "的类型应为" + std::string(field_type_name(form->type)));
  }
  for (const FieldForm& form : fields_of(act.kind))
    if (form.required && !act.fields.has(form.name))
      throw refuse(ErrorCode::field_missing, form.name, "(" + std::string(form.original) + ") is missing", "缺少" + std::string(form.original));
}

void settle_asker(const Plan& plan, const CooperationRefusal& refuse, Fact& act) {
  const std::string name = act.fields.text("unit");
  const auto found = plan.organisation.try_resolve(name, act.on);
  if (!found)
    throw refuse(ErrorCode::field_bad, "unit", "\"" + name + "\" names no unit on " + act.on.iso(), act.on.chinese() + "没有名为“" + name + "”的单位",
                 plan.organisation.near_names(name));
  if (found->outside)
    throw refuse(ErrorCode::field_bad, "unit", "\"" + name + "\" is a body outside; a unit of the administration asks", "“" + name + "”是外部门，应由本系统单位发函");
  act.fields.set("unit", Value{found->unit.text()});
}

/// What is told late must have somebody who chases it now.
void check_chaser(const Plan& plan, const CooperationRefusal& refuse, Day recorded_on) {
  if (!chaser(asked_by(refuse.act), plan.organisation, recorded_on).empty()) return;
  const UnitId unit{refuse.act.fields.text("unit")};
  throw refuse(ErrorCode::orphaned, "unit", unit.text() + " has ended since, and nobody has inherited what it asks for task " + refuse.act.fields.text("task"),
               "“" + plan.organisation.unit_name(unit, refuse.act.on) + "”此后已撤销，所提请求无人承接，请由现有单位发函");
}

void settle_body(const Plan& plan, const CooperationRefusal& refuse, Fact& act) {
  const std::string name = act.fields.text("body");
  const auto found = plan.organisation.try_resolve(name, act.on);
  if (found && found->outside) {
    act.fields.set("body", Value{found->unit.text()});
    return;
  }
  std::vector<std::string> ids, names;
  for (const Body& body : plan.organisation.bodies) {
    ids.push_back(body.id);
    names.push_back(body.name);
  }
  if (found)
    throw refuse(ErrorCode::field_bad, "body", "\"" + name + "\" is a unit of the administration, no body outside", "“" + name + "”是本系统单位，不是外部门", ids, names);
  const auto near = plan.organisation.near_names(name);
  throw refuse(ErrorCode::field_bad, "body",
               "\"" + name + "\" names no body of the plan" + (near.empty() ? "" : "; near: " + words_listed(near, ", ")) +
                   " (one that the plan calls by a collective name is named by `addressee`)",
               "方案中没有名为“" + name + "”的外部门" + (near.empty() ? "" : "，相近的有：" + words_listed(near, "、")) + "（方案用统称的，具体单位写在“具体收件单位”）", ids, names);
}

void settle_task(const Plan& plan, const CooperationRefusal& refuse) {
  const std::string& task = refuse.act.fields.text("task");
  if (plan.find_task(TaskId{task}) != nullptr) return;
  std::vector<std::string> known;
  for (const Task& one : plan.tasks) known.push_back(one.id.text());
  throw refuse(ErrorCode::field_bad, "task", "\"" + task + "\" is no task of the plan", "方案中没有任务“" + task + "”", org::near_words(task, known));
}

void settle_hazards(const History& history, const CooperationRefusal& refuse) {
  for (const std::string& hazard : refuse.act.fields.texts("hazards"))
    if (!history.has_hazard(hazard))
      throw refuse(ErrorCode::field_bad, "hazards", "there is no hazard \"" + hazard + "\"", "没有编号为“" + hazard + "”的隐患",
                   org::near_words(hazard, history.hazards()));
}

void settle_outcome(const CooperationRefusal& refuse, Fact& act) {
  const std::string& word = act.fields.text("outcome");
  const auto outcome = try_parse_cooperation_outcome(word);
  if (!outcome) {
    std::vector<std::string> words, words_chinese;
    for (int i = 0; i < cooperation_outcome_count; ++i) {
      words.emplace_back(cooperation_outcome_name(static_cast<CooperationOutcome>(i)));
      words_chinese.push_back(chinese(static_cast<CooperationOutcome>(i)));
    }
    throw refuse(ErrorCode::field_bad, "outcome", "\"" + word + "\" is no outcome", "“" + word + "”不是答复结果", words, words_chinese);
  }
  act.fields.set("outcome", Value{std::string(cooperation_outcome_name(*outcome))});
  const bool has_next = act.fields.has("answer_due_on");
  if (*outcome == CooperationOutcome::partial && !has_next)
    throw refuse(ErrorCode::field_missing, "answer_due_on", "a partial answer names the day of the next one", "部分答复须写明下次答复期限");
  if (*outcome != CooperationOutcome::partial && has_next)
    throw refuse(ErrorCode::field_bad, "answer_due_on", "after the last answer no other is awaited", "已是最终答复，没有下次答复期限");
}

void check_answer_day(const CooperationRefusal& refuse) {
  const Fact& act = refuse.act;
  if (const auto due = act.fields.day("answer_due_on"); due && *due < act.on)
    throw refuse(ErrorCode::field_bad, "answer_due_on", "an answer by " + due->iso() + " can't be asked for on " + act.on.iso(),
                 "答复期限" + due->chinese() + "早于" + act.on.chinese());
}

/// Walks the acts with the new one among them: it and all that follow must be legal.
void walk_acts(std::vector<TimedAct> acts, const CooperationRefusal& refuse) {
  acts.push_back({after_all_numbers, &refuse.act});
  put_acts_in_order(acts);
  std::optional<Cooperation> one;
  for (const TimedAct& act : acts) {
    if (take_act(one, act)) continue;
    const Fact& fact = *act.fact;
    if (act.fact != &refuse.act)
      throw refuse(ErrorCode::day_out_of_order, "on",
                   "on " + refuse.act.on.iso() + " it collides with " + std::string(fact_name(fact.kind)) + " on " + fact.on.iso() + " (item " +
                       std::to_string(act.number) + ")",
                   refuse.act.on.chinese() + "的记录与" + fact.on.chinese() + "“" + chinese(fact.kind) + "”（第" + std::to_string(act.number) + "项）相抵触");
    if (one)
      throw refuse.with_acts(ErrorCode::wrong_state, "settled on " + one->settled_on.value_or(fact.on).iso(), "已于" + one->settled_on.value_or(fact.on).chinese() + "了结");
    const auto asked = std::find_if(acts.begin(), acts.end(), [](const TimedAct& a) { return a.fact->kind == FactKind::cooperation_requested; });
    throw refuse(ErrorCode::day_out_of_order, "on", "on " + fact.on.iso() + " nobody had asked yet; the request is of " + asked->fact->on.iso(),
                 fact.on.chinese() + "时尚未发函，发函日为" + asked->fact->on.chinese());
  }
}

}  // namespace

Fact decide_cooperation(const History& history, const Plan& plan, Day recorded_on, Fact act) {
  const std::vector<TimedAct> acts = acts_about(history, act.subject, history.checkpoint().size);
  const std::optional<Cooperation> before = standing_before(acts, act.on);
  const CooperationRefusal refuse{act, before};
  if (act.on > recorded_on)
    throw refuse(ErrorCode::day_in_future, "on", act.on.iso() + " is after the day of recording, " + recorded_on.iso(),
                 act.on.chinese() + "晚于记录日" + recorded_on.chinese());
  check_request_id(history, refuse, acts);
  check_act_fields(refuse);
  if (act.kind == FactKind::cooperation_requested) {
    settle_task(plan, refuse);
    settle_asker(plan, refuse, act);
    settle_body(plan, refuse, act);
    settle_hazards(history, refuse);
  }
  if (act.kind == FactKind::cooperation_answered) settle_outcome(refuse, act);
  check_answer_day(refuse);
  if (act.kind == FactKind::cooperation_requested) check_chaser(plan, refuse, recorded_on);
  walk_acts(acts, refuse);
  return act;
}

}  // namespace bihuan
