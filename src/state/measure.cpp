// state/measure.cpp: statements of a measure in their order, what follows from them, and which may be added.
#include "bihuan/state/measure.hpp"

#include "bihuan/error.hpp"
#include "state/measure_table.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <set>

namespace bihuan {

namespace {

struct MeasureWord {
  std::string_view name, chinese;
};
constexpr std::array<MeasureWord, measure_state_count> measure_words = {{{"drafted", "拟制"},
                                                                         {"consulted", "征求意见"},
                                                                         {"adopted", "审议"},
                                                                         {"issued", "印发"},
                                                                         {"in_force", "实施"},
                                                                         {"revised", "评估修订"},
                                                                         {"repealed", "废止"}}};
// What the first ledgers call four of them: a recorded word is read for ever.
constexpr std::array<std::pair<std::string_view, MeasureState>, 4> older_words = {{{"drafting", MeasureState::drafted},
                                                                                   {"consulting", MeasureState::consulted},
                                                                                   {"deliberating", MeasureState::adopted},
                                                                                   {"revising", MeasureState::revised}}};

}  // namespace

std::span<const MeasureArrow> measure_life() noexcept { return measure_table::arrows; }

std::vector<MeasureState> allowed_after(MeasureState state) {
  std::vector<MeasureState> out;
  for (int to = 0; to < measure_state_count; ++to)
    if (measure_table::arrows[static_cast<std::size_t>(state)].to.has(static_cast<MeasureState>(to))) out.push_back(static_cast<MeasureState>(to));
  return out;
}

std::string_view measure_state_name(MeasureState state) noexcept { return measure_words[static_cast<std::size_t>(state)].name; }
std::string chinese(MeasureState state) { return std::string(measure_words[static_cast<std::size_t>(state)].chinese); }

std::optional<MeasureState> try_parse_measure_state(std::string_view word) noexcept {
  for (std::size_t i = 0; i < measure_words.size(); ++i)
    if (word == measure_words[i].name || word == measure_words[i].chinese) return static_cast<MeasureState>(i);
  return std::nullopt;
}

namespace {

/// A statement at its place; `superseded` when a corrected return has said the period anew.
struct Statement {
  ItemNumber number = 0;
  const Fact* fact = nullptr;
  bool superseded = false;
};

std::optional<MeasureState> recorded_word(const Fact& fact) {
  const std::string& word = fact.fields.text("status");
  for (const auto& [older, state] : older_words)
    if (word == older) return state;
  return try_parse_measure_state(word);
}

bool is_assumed(const Fact& fact) {
  const auto assumed = fact.fields.texts("assumed");
  return std::find(assumed.begin(), assumed.end(), "status") != assumed.end();
}

bool same_period(const Fact& a, const Fact& b) {
  return a.fields.has("row") && b.fields.has("row") && a.fields.text("period") == b.fields.text("period") &&
         a.fields.text("filing") == b.fields.text("filing") && a.fields.text("unit") == b.fields.text("unit");
}

void put_in_order(std::vector<Statement>& all) {
  std::stable_sort(all.begin(), all.end(), [](const Statement& a, const Statement& b) {
    return a.fact->on != b.fact->on ? a.fact->on < b.fact->on : a.number < b.number;
  });
  for (Statement& one : all)
    one.superseded = std::any_of(all.begin(), all.end(), [&](const Statement& other) {
      return other.number > one.number && recorded_word(*other.fact) && same_period(*one.fact, *other.fact);
    });
}

/// What a statement says about the state where the measure stands; nothing: it stays.
std::optional<MeasureState> said(const std::optional<Measure>& before, const Statement& statement) {
  if (statement.superseded || (before && is_assumed(*statement.fact))) return std::nullopt;
  return recorded_word(*statement.fact);
}

void apply_statement(std::optional<Measure>& measure, const MeasureId& id, const Statement& statement) {
  const Fact& fact = *statement.fact;
  const auto state = said(measure, statement);
  if (!measure) measure = Measure{id, statement.number, fact.on, MeasureState::drafted, {}, {}, {}};
  measure->number = statement.number;
  measure->on = fact.on;
  if (state) measure->state = *state;
  for (const auto& [key, value] : fact.fields.entries())
    if (key != "status" && key != "assumed") measure->details.set(key, value);
  measure->details.set("status", Value{std::string(measure_state_name(measure->state))});
  measure->targets = measure->details.texts("targets");
  if (!statement.superseded) measure->steps.push_back({statement.number, fact.on, measure->state});
}

}  // namespace

std::optional<Measure> fold_measure(const MeasureId& id, const std::vector<const Known*>& facts, std::optional<Day> as_of) {
  std::vector<Statement> all;
  for (const Known* known : facts)
    if (known->fact.kind == FactKind::measure_stated && (!as_of || known->fact.on <= *as_of)) all.push_back({known->number, &known->fact});
  put_in_order(all);
  std::optional<Measure> measure;
  for (const Statement& statement : all) apply_statement(measure, id, statement);
  return measure;
}

namespace {

constexpr ItemNumber not_numbered = std::numeric_limits<ItemNumber>::max() / 2;  // after every number there is

std::string joined_words(const std::vector<std::string>& words, const char* between) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : between) + word;
  return out;
}

/// What is, what was asked and what would be allowed, in both languages.
Refused measure_refusal(ErrorCode code, const std::string& id, const std::optional<Measure>& before, std::string_view field,
                        const std::string& asked, const std::string& asked_chinese, std::vector<MeasureState> allowed) {
  ErrorContext context;
  context.subject = "measure " + id;
  context.state = before ? std::string(measure_state_name(before->state)) : "none";
  context.asked = "measure_stated." + std::string(field);
  std::vector<std::string> allowed_chinese;
  for (const MeasureState state : allowed) {
    context.allowed.emplace_back(measure_state_name(state));
    allowed_chinese.push_back(chinese(state));
  }
  const std::string now = before ? context.state : "not stated yet";
  const std::string now_chinese = before ? "现为“" + chinese(before->state) + "”" : "尚未填报";
  const std::string rest = context.allowed.empty() ? "" : "; allowed now: " + joined_words(context.allowed, ", ");
  const std::string rest_chinese = allowed_chinese.empty() ? "" : "；目前可填：" + joined_words(allowed_chinese, "、");
  return Refused(code, "measure " + id + " is " + now + "; " + asked + rest, "制度措施" + id + now_chinese + "，" + asked_chinese + rest_chinese, context);
}

std::vector<MeasureState> now_allowed(const std::optional<Measure>& before) {
  std::vector<MeasureState> out = before ? allowed_after(before->state) : std::vector<MeasureState>{};
  if (before) out.insert(out.begin(), before->state);
  for (int s = 0; !before && s < measure_state_count; ++s) out.push_back(static_cast<MeasureState>(s));
  return out;
}

/// Why a statement may not stand where the measure stands, if so.
std::optional<Refused> obstacle_to(const std::string& id, const std::optional<Measure>& before, const Statement& statement) {
  const Fact& fact = *statement.fact;
  if (statement.superseded) return std::nullopt;
  const MeasureState was = before ? before->state : MeasureState::drafted;
  const MeasureState to = said(before, statement).value_or(was);
  if (before && to != was && !measure_table::arrows[static_cast<std::size_t>(was)].to.has(to))
    return measure_refusal(ErrorCode::wrong_state, id, before, "status", std::string(measure_state_name(to)) + " can't be stated after it",
                           was == MeasureState::repealed ? "废止后不能再填“" + chinese(to) + "”" : "不能退回“" + chinese(to) + "”", now_allowed(before));
  if (to < MeasureState::issued) return std::nullopt;
  const auto stated = [&](std::string_view field) { return fact.fields.has(field) || (before && before->details.has(field)); };
  for (const auto& [field, heading] : {std::pair{"document", "发文字号"}, {"issued_on", "印发日期"}})
    if (!stated(field))
      return measure_refusal(ErrorCode::field_missing, id, before, field,
                             std::string(measure_state_name(to)) + " needs " + field + ", which nobody has stated",
                             "填“" + chinese(to) + "”须有" + heading, {});
  if (const auto issued_on = fact.fields.day("issued_on"); issued_on && *issued_on > fact.on)
    return measure_refusal(ErrorCode::field_bad, id, before, "issued_on",
                           "issued_on " + issued_on->iso() + " is after the day of the statement, " + fact.on.iso(),
                           "印发日期" + issued_on->chinese() + "晚于填报日" + fact.on.chinese(), {});
  return std::nullopt;
}

Refused later_collision(const std::string& id, const std::optional<Measure>& before, const Fact& fact, const Statement& later, const Refused& why) {
  const std::string number = later.number >= not_numbered ? "of the same commit" : "#" + std::to_string(later.number);
  const std::string number_chinese = later.number >= not_numbered ? "同批" : "第" + std::to_string(later.number) + "项";
  return measure_refusal(ErrorCode::day_out_of_order, id, before, "status",
                         "a statement on " + fact.on.iso() + " collides with statement " + number + " on " + later.fact->on.iso() + " (" + why.what() + ")",
                         fact.on.chinese() + "的填报与" + later.fact->on.chinese() + "的填报（" + number_chinese + "）相抵触：" + why.chinese(), {});
}

/// The statements that may not stand in a story, without regard to `leave_out`.
std::set<ItemNumber> illegal_without(std::vector<Statement> all, const MeasureId& id, const Fact* leave_out) {
  std::erase_if(all, [&](const Statement& one) { return one.fact == leave_out; });
  put_in_order(all);
  std::set<ItemNumber> out;
  std::optional<Measure> measure;
  for (const Statement& one : all) {
    if (obstacle_to(id.text(), measure, one)) out.insert(one.number);
    apply_statement(measure, id, one);
  }
  return out;
}

/// Walks the story with the new statement in it: it and all that follow must be legal.
void walk_statements(std::vector<Statement> all, const MeasureId& id, const Fact& fact) {
  const std::set<ItemNumber> old_sins = illegal_without(all, id, &fact);  // of ledgers older than this table
  put_in_order(all);
  std::optional<Measure> measure, before;
  for (const Statement& one : all) {
    if (const auto why = obstacle_to(id.text(), measure, one)) {
      if (one.fact == &fact) throw Refused(*why);
      if (!old_sins.contains(one.number)) throw later_collision(id.text(), before, fact, one, *why);
    }
    if (one.fact == &fact) before = measure;
    apply_statement(measure, id, one);
  }
}

/// The words of a statement as the ledger wants them.
void write_words(const Plan& plan, const std::optional<Measure>& before, Fact& stated) {
  const std::string& id = stated.subject;
  if (id.empty()) throw measure_refusal(ErrorCode::field_missing, id, before, "id", "id is missing", "缺少编号", {});
  for (const auto& [field, heading] : {std::pair{"title", "名称"}, {"unit", "填报单位"}}) {
    if (!stated.fields.has(field) && before) stated.fields.set(field, Value{before->details.text(field)});
    if (!stated.fields.has(field))
      throw measure_refusal(ErrorCode::field_missing, id, before, field, std::string(field) + " (" + heading + ") is missing", std::string("缺少") + heading, {});
  }
  const auto unit = plan.organisation.try_resolve(stated.fields.text("unit"), stated.on);
  if (!unit)
    throw measure_refusal(ErrorCode::field_bad, id, before, "unit", "unit names no unit of the plan: " + stated.fields.text("unit"),
                          "方案中没有单位“" + stated.fields.text("unit") + "”", {});
  stated.fields.set("unit", Value{unit->unit.text()});
  if (stated.fields.has("status")) {
    const auto state = try_parse_measure_state(stated.fields.text("status"));
    if (!state)
      throw measure_refusal(ErrorCode::field_bad, id, before, "status", "\"" + stated.fields.text("status") + "\" is no state of a measure",
                            "“" + stated.fields.text("status") + "”不是制度措施的状态", now_allowed(before));
    stated.fields.set("status", Value{std::string(measure_state_name(*state))});
  } else if (!before) {
    stated.fields.set("status", Value{std::string("drafted")}).set("assumed", Value{std::vector<std::string>{"status"}});
  }
}

}  // namespace

Fact decide_measure(const History& history, const Plan& plan, Day recorded_on, Fact stated, const std::vector<Fact>& also) {
  const MeasureId id{stated.subject};
  std::vector<Statement> all;
  for (const std::size_t place : history.of_subject(stated.subject))
    if (const Known& known = history.facts()[place]; known.fact.kind == FactKind::measure_stated) all.push_back({known.number, &known.fact});
  ItemNumber number = not_numbered;
  for (const Fact& other : also)
    if (other.kind == FactKind::measure_stated && other.subject == stated.subject) all.push_back({++number, &other});
  std::optional<Measure> before;
  std::vector<Statement> earlier = all;
  std::erase_if(earlier, [&](const Statement& one) { return one.fact->on > stated.on; });
  put_in_order(earlier);
  for (const Statement& one : earlier) apply_statement(before, id, one);
  if (stated.on > recorded_on)
    throw measure_refusal(ErrorCode::day_in_future, stated.subject, before, "on",
                          "a statement on " + stated.on.iso() + " is after the day of recording, " + recorded_on.iso(),
                          "填报日期" + stated.on.chinese() + "晚于记录日" + recorded_on.chinese(), {});
  write_words(plan, before, stated);
  all.push_back({++number, &stated});
  walk_statements(std::move(all), id, stated);
  return stated;
}

}  // namespace bihuan
