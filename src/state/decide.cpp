// state/decide.cpp: a request becomes one fact, or is refused with the reason and what would be allowed.
#include "bihuan/state/decide.hpp"
#include "bihuan/state/problem_class.hpp"
#include "bihuan/state/reorganisation.hpp"

#include "state/replay.hpp"
#include "state/writing.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace bihuan {

namespace {

constexpr ItemNumber not_yet = std::numeric_limits<ItemNumber>::max() / 2;  // after every number there is

FactKind kind_of(const Asked& asked, Lifecycle table) {
  if (asked.request == Request::decide_extension) {
    const std::string& decision = asked.fields.text("decision");
    if (decision == "granted") return FactKind::extension_granted;
    if (decision == "refused") return FactKind::extension_refused;
    throw Refused(ErrorCode::field_bad, "decide_extension needs decision = granted or refused, got \"" + decision + "\"",
                  "审批延期须写明同意（granted）或不同意（refused）", {asked.subject, "", "decide_extension", {"granted", "refused"}, "", 0, 0});
  }
  for (const Arrow& arrow : table)
    if (arrow.request == asked.request) return arrow.fact;
  throw Refused(ErrorCode::field_bad, "no such request", "没有这个请求");
}

Refused field_error(ErrorCode code, const Asked& asked, std::string_view field, std::string_view what, std::string_view what_chinese) {
  ErrorContext context;
  context.subject = "hazard " + asked.subject;
  context.asked = std::string(request_name(asked.request)) + "." + std::string(field);
  return Refused(code, "hazard " + asked.subject + ": " + std::string(request_name(asked.request)) + " field " + std::string(field) + " " + std::string(what),
                 "隐患" + asked.subject + "“" + chinese(asked.request) + "”的字段" + std::string(field) + "：" + std::string(what_chinese), context);
}

bool is_word_of(std::string_view words, std::string_view word) {
  for (std::size_t first = 0; first <= words.size();) {
    const std::size_t end = std::min(words.find(' ', first), words.size());
    if (words.substr(first, end - first) == word) return true;
    first = end + 1;
  }
  return false;
}

/// A word of a closed list, where the form has one.
void check_word(const Asked& asked, const FieldForm& form, const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  if (form.words.empty() || text == nullptr) return;
  if (text->find(' ') == std::string::npos && is_word_of(form.words, *text)) return;
  throw field_error(ErrorCode::field_bad, asked, form.name, "must be one of: " + std::string(form.words) + "; got \"" + *text + "\"",
                    std::string(form.original) + "只能是：" + std::string(form.words));
}

void check_known_fields(const Asked& asked, FactKind kind) {
  for (const auto& [key, value] : asked.fields.entries()) {
    if (key == "due_on" || key == "due_limit" || key == "due_rule" || key == "due_edition" || key == "ask_by_on" || key == "ask_rule" || key == "count")
      throw field_error(ErrorCode::field_bad, asked, key, "is resolved or counted here, never given", "由本系统推算或计数，不能填写");
    const FieldForm* form = find_field(kind, key);
    if (form == nullptr) {
      std::string known;
      for (const FieldForm& f : fields_of(kind)) known += (known.empty() ? "" : ", ") + std::string(f.name);
      throw field_error(ErrorCode::field_bad, asked, key, "is not known; it takes: " + known, "没有这个字段，可用：" + known);
    }
    if (!fits_type(form->type, value))
      throw field_error(ErrorCode::field_bad, asked, key, "must be " + std::string(field_type_name(form->type)),
                        std::string(form->original) + "的类型应为" + std::string(field_type_name(form->type)));
    check_word(asked, *form, value);
  }
}

/// What not even a return may leave unstated: days, grade, a major's clause, reviewers, approver, listing document.
bool never_unstated(FactKind kind, const FieldForm& form) {
  return form.type == FieldType::day || form.name == "grade" || form.name == "new_grade" ||
         (kind == FactKind::hazard_listed && form.name == "document");
}

/// Requires what the form requires; what a return leaves open is named in `unstated`.
void check_required(const Asked& asked, Fact& fact) {
  std::vector<std::string> unstated = fact.fields.texts("unstated");
  for (const FieldForm& form : fields_of(fact.kind)) {
    if (!form.required || fact.fields.has(form.name)) continue;
    if (fact.kind == FactKind::hazard_regraded && form.name == "clause" && fact.fields.text("new_grade") == "general") continue;
    if ((fact.kind == FactKind::extension_granted || fact.kind == FactKind::extension_refused) && form.name == "count") continue;
    if (!asked.in_return || never_unstated(fact.kind, form))
      throw field_error(ErrorCode::field_missing, asked, form.name, "(" + std::string(form.original) + ") is missing",
                        "缺少" + std::string(form.original));
    unstated.emplace_back(form.name);
  }
  std::sort(unstated.begin(), unstated.end());
  unstated.erase(std::unique(unstated.begin(), unstated.end()), unstated.end());
  fact.fields.set("unstated", unstated);
}

void need(const Asked& asked, bool holds, std::string_view field, std::string_view what, std::string_view what_chinese,
          ErrorCode code = ErrorCode::field_missing) {
  if (!holds) throw field_error(code, asked, field, what, what_chinese);
}

/// The unit that a field names, as the plan's id.
void resolve_unit(const Ground& ground, const Asked& asked, Fact& fact, std::string_view field) {
  const std::string name = fact.fields.text(field);
  if (name.empty()) return;
  const auto found = ground.plan.organisation.try_resolve(name, fact.on);
  if (!found) throw field_error(ErrorCode::field_bad, asked, field, "names no unit of the plan: " + name, "方案中没有“" + name + "”");
  fact.fields.set(field, found->unit.text());
}

/// A hazard that a field names must be one.
void check_other(const Ground& ground, const Asked& asked, std::string_view field, const std::string& other) {
  need(asked, other != asked.subject && ground.history.has_hazard(other), field, "names no other hazard: " + other,
       "没有编号为“" + other + "”的其他隐患", ErrorCode::field_bad);
}

void check_registration(const Ground& ground, const Asked& asked, Fact& fact) {
  resolve_unit(ground, asked, fact, "supervising_unit");
  resolve_unit(ground, asked, fact, "territorial_unit");
  const std::string& task = fact.fields.text("task");
  const Task* found = ground.plan.find_task(TaskId{task});
  if (found == nullptr || !found->is_leaf)
    throw field_error(ErrorCode::field_bad, asked, "task", "names no leaf task of the plan: " + task, "方案中没有末级任务“" + task + "”");
  settle_class_and_cause(ground.plan, asked.subject, fact.fields);
  if (const std::string& other = fact.fields.text("recurrence_of"); !other.empty()) check_other(ground, asked, "recurrence_of", other);
  for (const std::string& other : fact.fields.texts("distinct_from")) check_other(ground, asked, "distinct_from", other);
}

/// A pause ends by itself on its review day, and the limit it names holds from then on: the old one, or one moved by the
/// days of the pause at most. A clock that is resumed gives back the days it stood still, and no more.
void check_moved_limit(const Asked& asked, const Hazard& before, const Fact& fact) {
  const auto limit = fact.fields.day("limit_on");
  if (!before.limit_on || !limit) return;
  const bool pauses = fact.kind == FactKind::clock_paused;
  const auto from = pauses ? std::optional(fact.on) : before.paused_on;
  const auto until = pauses ? fact.fields.day("review_on") : before.paused_until;
  if (!from || !until) return;
  const Day first = pauses ? *before.limit_on : before.unpaused_limit_on.value_or(*before.limit_on);
  const Day last = first + std::max((pauses ? *until : std::min(fact.on, *until)) - *from, 0);
  need(asked, first <= *limit && *limit <= last, "limit_on",
       "must be from " + first.iso() + " (the limit without the pause) to " + last.iso() + " (moved by the days that the clock stands still); got " + limit->iso(),
       "须在原时限" + first.chinese() + "至" + last.chinese() + "（顺延中止的天数）之间", ErrorCode::field_bad);
}

void check_reassignment(const Ground& ground, const Asked& asked, Fact& fact, const Hazard& before) {
  const Fields& f = fact.fields;
  need(asked, f.has("supervising_unit") || f.has("territorial_unit"), "supervising_unit", "or territorial_unit is missing",
       "须写明新的监管单位或属地");
  resolve_unit(ground, asked, fact, "supervising_unit");
  resolve_unit(ground, asked, fact, "territorial_unit");
  const bool supervised_anew = f.has("supervising_unit") && UnitId{f.text("supervising_unit")} != before.supervising_unit;
  const bool elsewhere = f.has("territorial_unit") && UnitId{f.text("territorial_unit")} != before.territorial_unit;
  need(asked, supervised_anew || elsewhere, "supervising_unit", "and territorial_unit are those it has", "监管单位和属地都未变", ErrorCode::field_bad);
}

/// What the form's table can't say: conditions between fields, and with the hazard as it stands.
void check_meaning(const Ground& ground, const Asked& asked, Fact& fact, const Hazard& before) {
  const Fields& f = fact.fields;
  switch (fact.kind) {
    case FactKind::hazard_registered: check_registration(ground, asked, fact); break;
    case FactKind::hazard_graded:
      need(asked, f.text("grade") != "major" || f.has("clause"), "clause", "is missing: a major hazard needs its clause",
           "重大隐患须写明判定依据");
      break;
    case FactKind::hazard_regraded:
      need(asked, before.grade == parse_grade(f.text("old_grade")), "old_grade",
           "is not the grade it has: " + std::string(grade_name(before.grade)), "原等级不符，现为" + chinese(before.grade), ErrorCode::field_bad);
      need(asked, f.text("new_grade") != f.text("old_grade"), "new_grade", "is the old grade", "等级未变", ErrorCode::field_bad);
      break;
    case FactKind::order_issued:
      need(asked, !f.day("limit_on") || *f.day("limit_on") >= fact.on, "limit_on", "is before the order",
           "整改时限早于文书日期", ErrorCode::field_bad);
      break;
    case FactKind::extension_asked:
    case FactKind::extension_granted:
      need(asked, !f.day("extended_to_on") || !before.limit_on || *f.day("extended_to_on") > *before.limit_on, "extended_to_on",
           "is not after the limit in force", "延期后的期限应晚于原期限", ErrorCode::field_bad);
      break;
    case FactKind::rectification_reported: {
      if (before.grade != Grade::major || f.has("acceptance")) break;
      need(asked, asked.in_return, "acceptance", "is missing: a major hazard needs its acceptance", "重大隐患整改完成须附验收评估");
      auto unstated = f.texts("unstated");
      if (std::find(unstated.begin(), unstated.end(), "acceptance") == unstated.end()) unstated.emplace_back("acceptance");
      fact.fields.set("unstated", unstated);
      break;
    }
    case FactKind::clock_paused:
      need(asked, f.day("review_on") >= fact.on, "review_on", "is before the pause", "复核日期早于中止日", ErrorCode::field_bad);
      check_moved_limit(asked, before, fact);
      break;
    case FactKind::hazard_listed:
      need(asked, f.integer("level") >= 1 && f.integer("level") <= 5, "level", "must be 1 to 5", "挂牌级别为1至5级", ErrorCode::field_bad);
      break;
    case FactKind::hazard_transferred:
      need(asked, !f.day("answer_due_on") || *f.day("answer_due_on") >= fact.on, "answer_due_on", "is before the transfer",
           "答复期限早于移送日期", ErrorCode::field_bad);
      break;
    case FactKind::clock_resumed:
      check_moved_limit(asked, before, fact);
      break;
    case FactKind::hazard_voided:
      need(asked, f.has("reason") || f.has("duplicate_of"), "reason", "is missing: reason or duplicate_of", "须写明理由或重复的编号");
      break;
    case FactKind::hazard_reassigned: check_reassignment(ground, asked, fact, before); break;
    case FactKind::equipment_sealed:
      need(asked, !f.day("until_on") || *f.day("until_on") >= fact.on, "until_on", "is before the seal", "查封扣押期限早于查封日", ErrorCode::field_bad);
      break;
    default: break;
  }
}

void check_duplicate(const Ground& ground, const Asked& asked, const Fact& fact) {
  const std::string& other = fact.fields.text("duplicate_of");
  if (other.empty()) return;
  const std::vector<const Known*> facts = facts_of_hazard(ground.history, other);
  const Hazard found = fold_hazard(HazardId{other}, facts, std::nullopt, ground.table);
  need(asked, other != asked.subject && !facts.empty() && found.state != State::void_ && found.state != State::none, "duplicate_of",
       "names no hazard that is not void: " + other, "“" + other + "”不是有效的既有隐患", ErrorCode::field_bad);
}

Refused role_error(ErrorCode code, const Hazard& hazard, const Fact& fact, const Plan& plan, Set roles, const std::string& more,
                   const std::string& more_chinese) {
  std::string names, names_chinese, posts, posts_chinese;
  std::set<PostId> named;
  for (std::size_t r = 0; r < role_names.size(); ++r) {
    if (!roles.has(static_cast<Role>(r))) continue;
    names += (names.empty() ? "" : " or ") + std::string(role_names[r]);
    names_chinese += (names_chinese.empty() ? "" : "或") + chinese(static_cast<Role>(r));
    if (const RoleHolders* holders = plan.find_role(static_cast<Role>(r)))
      for (const PostId& post : holders->posts) {
        if (!named.insert(post).second) continue;
        posts += (posts.empty() ? "" : ", ") + post.text();
        posts_chinese += (posts_chinese.empty() ? "" : "、") + plan.organisation.post_title(post);
      }
  }
  return replay::refusal(code, hazard, fact, more + "role " + names + " (posts of the plan: " + posts + ")",
                         more_chinese + names_chinese + "（方案中的职务：" + posts_chinese + "）");
}

bool holds_role(const Plan& plan, Set roles, const Actor& actor) {
  if (roles.has(Role::anyone)) return true;
  for (std::size_t r = 0; r < role_names.size(); ++r) {
    if (!roles.has(static_cast<Role>(r))) continue;
    const RoleHolders* holders = plan.find_role(static_cast<Role>(r));
    if (holders != nullptr && std::find(holders->posts.begin(), holders->posts.end(), actor.post) != holders->posts.end()) return true;
  }
  return false;
}

/// Whether a name, an alias included, means the unit on the day.
bool is_unit(const Plan& plan, const UnitId& unit, const std::string& name, Day on) {
  const auto found = plan.organisation.try_resolve(name, on);
  return unit.text() == name || plan.organisation.unit_name(unit) == name || (found && found->unit == unit);
}

/// The second person, who approves what the first asks for.
void check_second(const Ground& ground, const Hazard& hazard, const Fact& fact, const Arrow& arrow) {
  if (arrow.second.empty()) return;
  if (const Actor approver = Actor::parse(fact.fields.text("approved_by")); !holds_role(ground.plan, arrow.second, approver))
    throw role_error(ErrorCode::role_missing, hazard, fact, ground.plan, arrow.second, approver.text() + " to hold the ", "批准人须为");
}

/// Parties that only the history and the plan know: who wrote the corrected fact, which unit oversees.
void check_parties(const Ground& ground, const Hazard& hazard, const Fact& fact, const Arrow& arrow) {
  const Known* target = arrow.apart.has(Party::author) ? ground.history.find(fact.fields.integer("corrects").value_or(0)) : nullptr;
  for (const Actor& actor : fact.by) {
    if (target != nullptr)
      for (const Actor& author : target->fact.by)
        if (author.person == actor.person)
          throw role_error(ErrorCode::persons_not_distinct, hazard, fact, ground.plan, arrow.roles,
                           "another person than who wrote the fact that is corrected, in the ", "更正须由原填报人以外的审核人办理，");
    if (arrow.apart.has(Party::overseer) && is_unit(ground.plan, actor.unit, fact.fields.text("overseer"), fact.on))
      throw role_error(ErrorCode::persons_not_distinct, hazard, fact, ground.plan, arrow.roles, "another unit than the overseer in the ",
                       "挂牌单位不得同时为督办单位，");
  }
}

/// Who acts: enough distinct persons, each in a post of the role; the supervising unit acts through its own posts, and
/// a listing that named who takes it down is taken down by that unit or by a lister.
void check_roles(const Ground& ground, const Asked& asked, const Hazard& hazard, const Fact& fact, const Arrow& arrow) {
  std::set<PersonId> persons;
  for (const Actor& actor : fact.by) persons.insert(actor.person);
  if (static_cast<int>(persons.size()) < arrow.persons)
    throw role_error(ErrorCode::persons_missing, hazard, fact, ground.plan, arrow.roles,
                     std::to_string(arrow.persons) + " distinct person(s) in the ", "须有" + std::to_string(arrow.persons) + "名不同的");
  // An override lifts who may act, never what must be carried.
  need(asked, arrow.second.empty() || fact.fields.has("approved_by"), "approved_by", "is missing: this needs an approver as well",
       "须经批准人批准");
  if (fact.fields.has("override_post")) return;
  for (const Actor& actor : fact.by) {
    if (!holds_role(ground.plan, arrow.roles, actor))
      throw role_error(ErrorCode::role_missing, hazard, fact, ground.plan, arrow.roles, actor.text() + " to hold the ", "办理人须为");
    const Set other_roles{arrow.roles.bits & ~set_of(Role::supervising_unit).bits};
    if (arrow.roles.has(Role::supervising_unit) && !holds_role(ground.plan, other_roles, actor) && actor.unit != hazard.supervising_unit)
      throw role_error(ErrorCode::role_missing, hazard, fact, ground.plan, arrow.roles,
                       "an actor of the supervising unit " + hazard.supervising_unit.text() + " in the ",
                       "须由监管单位" + ground.plan.organisation.unit_name(hazard.supervising_unit) + "办理，");
    const std::string& delisting = fact.kind == FactKind::hazard_delisted ? hazard.details.text("delisting_unit") : std::string();
    if (!delisting.empty() && !is_unit(ground.plan, actor.unit, delisting, fact.on) && !holds_role(ground.plan, set_of(Role::lister), actor))
      throw role_error(ErrorCode::role_missing, hazard, fact, ground.plan, arrow.roles, "an actor of the unit that delists, " + delisting + ", in the ",
                       "须由摘牌单位" + delisting + "办理，");
  }
  check_parties(ground, hazard, fact, arrow);
  check_second(ground, hazard, fact, arrow);
}

/// The grade that a hazard has once the fact is so.
Grade grade_after(const Hazard& before, const Fact& fact) {
  if (fact.kind == FactKind::hazard_graded) return parse_grade(fact.fields.text("grade"));
  if (fact.kind == FactKind::hazard_regraded) return parse_grade(fact.fields.text("new_grade"));
  return fact.kind == FactKind::transfer_returned ? Grade::ungraded : before.grade;
}

/// The limit that a fact starts, if any, and that no paper names: where the hazard then waits for something else.
Limit limit_started(const Ground& ground, const Hazard& before, const Fact& fact, Grade grade) {
  if (fact.kind == FactKind::extension_asked) return Limit::decide_extension;
  if (fact.kind == FactKind::equipment_sealed) return Limit::seal;
  if (fact.kind == FactKind::case_opened) return Limit::decide_case;
  if (fact.kind == FactKind::transfer_acknowledged) return Limit::none;
  const Arrow* arrow = replay::arrow_for(before, fact, ground.table);
  const State after = arrow != nullptr && arrow->to != State::none ? arrow->to : before.state;
  const Wait* wait = awaited_in(after, grade);
  const bool starts = wait != nullptr && (!before.awaited || before.awaited->limit != wait->limit || after != before.state);
  return starts && wait->limit != Limit::rectify && wait->limit != Limit::receipt ? wait->limit : Limit::none;
}

/// Results are written down, not recipes: the due day, the rule and the calendar edition. `onto` is the fact itself, or
/// the correction that moves it.
void write_limit(const Ground& ground, const Asked& asked, const Hazard& before, const Fact& fact, Fact& onto) {
  const Grade grade = grade_after(before, fact);
  const Limit limit = limit_started(ground, before, fact, grade);
  const Rule* rule = limit == Limit::none ? nullptr : ground.rules.find(limit, fact.on, grade);
  if (rule == nullptr) {
    if (&onto != &fact && fact.fields.has("due_rule")) onto.fields.set("due_rule", Value{std::string("none")});
    return;
  }
  onto.fields.set("due_limit", Value{std::string(limit_name(limit))}).set("due_rule", Value{rule->term.id});
  const bool prolonged = limit == Limit::seal && before.sealed_until.has_value();
  try {
    const Deadline deadline = resolve(rule->term, prolonged ? *before.sealed_until : fact.on, ground.calendar);
    onto.fields.set("due_on", deadline.due_on).set("due_edition", Value{deadline.edition});
  } catch (const TimeError& error) {
    // A limit never refuses an act: a year that nobody has announced leaves the due day open, and the rule says so.
    if (error.code() != ErrorCode::no_calendar) throw;
  }
  const auto until = fact.fields.day("until_on");
  const bool until_moves = until && until == fact.fields.day("due_on");  // it was the rule's own day, and moves with it
  if (limit == Limit::seal && !until && &onto == &fact) onto.fields.set("until_on", Value{onto.fields.text("due_on")});
  if (limit == Limit::seal && until && !until_moves)
    need(asked, !onto.fields.day("due_on") || *until <= *onto.fields.day("due_on"), "until_on",
         "is after " + onto.fields.text("due_on") + ", the last day that " + rule->term.source + " allows",
         "超过" + rule->term.source + "允许的最后一日" + onto.fields.text("due_on"), ErrorCode::field_bad);
  if (&onto == &fact) return;
  bool moved = false;
  for (const char* due : {"due_on", "due_limit", "due_rule", "due_edition"}) moved = moved || fact.fields.text(due) != onto.fields.text(due);
  if (!moved)
    for (const char* due : {"due_on", "due_limit", "due_rule", "due_edition"}) onto.fields.erase(due);
}

/// The facts of the subject that a decision sees, the new one last.
replay::Story story_with(const Ground& ground, const std::string& subject, std::span<const Fact* const> also, const Fact& fact) {
  replay::Story story;
  for (const std::size_t place : ground.history.of_subject(subject)) {
    const Known& known = ground.history.facts()[place];
    if (is_hazard_fact(known.fact.kind)) story.add(known.number, known.fact, known.recorded_at);
  }
  for (const std::size_t place : ground.history.successions())
    story.add(ground.history.facts()[place].number, ground.history.facts()[place].fact, ground.history.facts()[place].recorded_at);
  ItemNumber number = not_yet;
  for (const Fact* other : also)
    if (other->subject == subject && is_hazard_fact(other->kind)) story.add(++number, *other);
  story.add(++number, fact);
  story.settle();
  return story;
}

/// Told of the hazard as it stands in the ledger, not as it would stand in the history that is refused.
Refused collision(const Ground& ground, const Fact& fact, const replay::Placed& later, const Refused& why) {
  const Hazard hazard = fold_hazard(HazardId{fact.subject}, facts_of_hazard(ground.history, fact.subject), std::nullopt, ground.table);
  const std::string number = later.number >= not_yet ? "of the same commit" : "#" + std::to_string(later.number);
  const std::string number_chinese = later.number >= not_yet ? "同批" : "第" + std::to_string(later.number) + "项";
  return replay::refusal(ErrorCode::day_out_of_order, hazard, fact,
                         "a history that stays legal; it collides with fact " + number + " " + std::string(fact_name(later.fact->kind)) +
                             " on " + later.fact->on.iso() + " (" + why.what() + ")",
                         "与" + later.fact->on.chinese() + "的“" + chinese(request_of(later.fact->kind)) + "”（" + number_chinese +
                             "）相抵触");
}

/// A corrected fact must mean what a fact of its kind may mean; units are ids already.
void check_corrected(const Ground& ground, const Asked& asked, const Fact& corrected, const Hazard& before) {
  Asked as = asked;
  as.request = request_of(corrected.kind);
  as.in_return = corrected.fields.has("unstated") || corrected.fields.has("row");
  Fact copy = corrected;
  const std::string& field = asked.fields.text("field");
  // A task that a later text of the plan dropped must not stand in the way of mending a place name.
  const bool names_the_plan = field == "task" || field == "problem_class" || field == "cause" || field == "recurrence_of" ||
                              field == "distinct_from" || field == "supervising_unit" || field == "territorial_unit";
  if (corrected.kind != FactKind::hazard_registered || names_the_plan) check_meaning(ground, as, copy, before);
  const Arrow* arrow = replay::arrow_for(before, corrected, ground.table);
  if (field == "duplicate_of") check_duplicate(ground, as, corrected);
  if (field == "overseer" && arrow != nullptr) check_parties(ground, before, corrected, *arrow);
  if (field == "approved_by" && arrow != nullptr) check_second(ground, before, corrected, *arrow);
  for (const char* field_of_id : {"supervising_unit", "territorial_unit", "problem_class", "cause"})
    need(asked, copy.fields.text(field_of_id) == corrected.fields.text(field_of_id), "value", "must be our id, " + copy.fields.text(field_of_id),
         "须写代号" + copy.fields.text(field_of_id), ErrorCode::field_bad);
}

/// Walks the history with the new fact in it. Returns the hazard as it stood just before the fact.
Hazard walk(const Ground& ground, const replay::Story& story, const Asked& asked, Fact& fact) {
  Hazard hazard;
  hazard.id = HazardId{asked.subject};
  std::optional<Hazard> before;
  for (const replay::Placed& placed : story.facts()) {
    if (placed.fact == &fact) {
      if (auto why = replay::obstacle(hazard, fact, ground.table)) throw Refused(*why);
      check_roles(ground, asked, hazard, fact, *replay::arrow_for(hazard, fact, ground.table));
      if (&placed == &story.facts().back()) return hazard;  // nothing comes after it, as for most
      before = hazard;
    } else if (!is_reorganisation(placed.fact->kind) && (before || fact.kind == FactKind::fact_corrected)) {
      if (const auto why = replay::obstacle(hazard, *placed.fact, ground.table)) throw collision(ground, fact, placed, *why);
      if (fact.kind == FactKind::fact_corrected && placed.number == fact.fields.integer("corrects")) {
        check_corrected(ground, asked, *placed.fact, hazard);
        write_limit(ground, asked, hazard, *placed.fact, fact);
      }
    }
    replay::apply(hazard, placed, nullptr, ground.table);
  }
  return before ? std::move(*before) : hazard;
}

void check_correction(const Ground& ground, const Asked& asked, const Fact& fact) {
  if (fact.kind != FactKind::fact_corrected) return;
  const auto number = fact.fields.integer("corrects").value_or(0);
  const Known* target = ground.history.find(number);
  need(asked, target != nullptr && target->fact.subject == asked.subject && is_hazard_fact(target->fact.kind) &&
                  target->fact.kind != FactKind::fact_corrected,
       "corrects", "names no fact of this hazard: " + std::to_string(number), "第" + std::to_string(number) + "项不是该隐患的记录", ErrorCode::field_bad);
  const std::string& field = fact.fields.text("field");
  const FieldForm* form = field == "on" ? nullptr : find_field(target->fact.kind, field);
  for (const char* derived : {"due_on", "due_limit", "due_rule", "due_edition", "ask_by_on", "ask_rule", "count", "override_post",
                              "override_reason", "withdrawn", "unstated", "row", "filing", "period"})
    need(asked, field != derived, "field", "can't be corrected: " + field + " was resolved, counted or granted, not stated",
         "“" + field + "”系推算、计数或批准所得，不能更正", ErrorCode::field_bad);
  std::string stands = target->fact.fields.text(field);
  for (const std::size_t place : ground.history.of_subject(asked.subject)) {
    const Fact& earlier = ground.history.facts()[place].fact;
    const bool same = earlier.kind == FactKind::fact_corrected && earlier.fields.integer("corrects") == number && earlier.fields.text("field") == field;
    if (same) stands = earlier.fields.text("value");
  }
  const bool lowers = (field == "grade" || field == "new_grade") && fact.fields.text("value") == "general" && stands == "major";
  need(asked, !lowers, "value", "lowers the grade; that is a request of its own: regrade", "降级须另行办理“重新定级”，不能以更正代替", ErrorCode::field_bad);
  need(asked, field == "on" || form != nullptr, "field", "can't be corrected: " + field + " (kind and subject never can)",
       "字段“" + field + "”不能更正", ErrorCode::field_bad);
  const Value* value = fact.fields.find("value");
  need(asked, value != nullptr && fits_type(form != nullptr ? form->type : FieldType::day, *value), "value",
       "has not the type of " + field, "更正值的类型不符", ErrorCode::field_bad);
  if (form != nullptr) check_word(asked, *form, *value);
  check_corrected_writing(fact);
  if (field == "on")
    need(asked, *Day::try_parse(std::get<std::string>(*value)) <= ground.recorded_on, "value", "is after the day of recording",
         "更正后的日期晚于记录日", ErrorCode::day_in_future);
}

/// How long before the limit an extension had to be asked for. A late request is accepted; reports show it as late.
void write_last_day_to_ask(const Ground& ground, const Hazard& before, Fact& fact) {
  if (fact.kind != FactKind::extension_asked || !before.limit_on) return;
  const Rule* rule = ground.rules.find(Limit::ask_extension, fact.on, before.grade);
  if (rule == nullptr) return;
  fact.fields.set("ask_rule", Value{rule->term.id});
  const bool calendar_days = rule->term.counting == Counting::calendar_days;
  try {
    fact.fields.set("ask_by_on", calendar_days ? *before.limit_on - rule->term.days : ground.calendar.add_working_days(*before.limit_on, -rule->term.days));
  } catch (const TimeError& error) {
    if (error.code() != ErrorCode::no_calendar) throw;  // as for every limit: the act stands, the day stays open
  }
}

}  // namespace

Fact decide(const Ground& ground, const Asked& asked, std::span<const Fact* const> also) {
  if (asked.subject.empty()) throw field_error(ErrorCode::field_missing, asked, "id", "is missing", "缺少编号");
  Fact fact{kind_of(asked, ground.table), asked.on, asked.subject, 0, asked.by, asked.fields};
  check_known_fields(asked, fact.kind);
  check_writing(fact);
  if (fact.fields.has("override_post") != fact.fields.has("override_reason"))
    throw field_error(ErrorCode::field_missing, asked, "override_reason", "and override_post go together", "越权办理须写明职务与理由");
  check_required(asked, fact);
  if (asked.on > ground.recorded_on)
    throw Refused(ErrorCode::day_in_future,
                  "hazard " + asked.subject + ": " + std::string(request_name(asked.request)) + " on " + asked.on.iso() +
                      " is after the day of recording, " + ground.recorded_on.iso(),
                  "隐患" + asked.subject + "“" + chinese(asked.request) + "”的日期" + asked.on.chinese() + "晚于记录日" + ground.recorded_on.chinese(),
                  {"hazard " + asked.subject, "", std::string(request_name(asked.request)), {}, "", 0, 0});
  check_duplicate(ground, asked, fact);
  check_correction(ground, asked, fact);
  // Written before the walk, so that a count of extensions is part of the fact that is checked.
  const replay::Story story = story_with(ground, asked.subject, also, fact);
  const Hazard before = walk(ground, story, asked, fact);
  check_meaning(ground, asked, fact, before);
  if (fact.kind == FactKind::extension_granted || fact.kind == FactKind::extension_refused)
    fact.fields.set("count", Value{std::int64_t{before.extension_count} + (fact.kind == FactKind::extension_granted ? 1 : 0)});
  if (fact.kind != FactKind::fact_corrected) write_limit(ground, asked, before, fact, fact);
  write_last_day_to_ask(ground, before, fact);
  return fact;
}

Hazard fold_hazard(const HazardId& id, const std::vector<const Known*>& facts, std::optional<Day> as_of, Lifecycle table) {
  replay::Story story;
  for (const Known* known : facts)
    if (is_hazard_fact(known->fact.kind) || is_reorganisation(known->fact.kind)) story.add(known->number, known->fact, known->recorded_at);
  story.settle();
  Hazard hazard;
  hazard.id = id;
  for (const replay::Placed& placed : story.facts())
    if (!as_of || placed.fact->on <= *as_of) replay::apply(hazard, placed, nullptr, table);
  return hazard;
}

namespace {

/// The limit that the fact of that number has just started.
std::optional<Awaited> started_limit(const Hazard& hazard, ItemNumber number) {
  if (hazard.pending && hazard.pending->number == number)
    return Awaited{Limit::decide_extension, hazard.pending->asked_on, number, hazard.pending->due_on, hazard.pending->rule, hazard.pending->edition};
  if (hazard.sealing && hazard.sealing->number == number) return hazard.sealing;
  for (const Case& one : hazard.cases)
    if (one.awaited.number == number) return one.awaited;
  if (hazard.awaited && hazard.awaited->number == number) return hazard.awaited;
  return std::nullopt;
}

}  // namespace

HazardStory tell_story(const HazardId& id, const std::vector<const Known*>& facts) {
  replay::Story story;
  for (const Known* known : facts)
    if (is_hazard_fact(known->fact.kind) || is_reorganisation(known->fact.kind)) story.add(known->number, known->fact, known->recorded_at);
  story.settle();
  HazardStory out;
  out.hazard.id = id;
  for (const replay::Placed& placed : story.facts()) {
    const Arrow* arrow = replay::arrow_for(out.hazard, *placed.fact);
    const std::size_t steps = out.hazard.steps.size();
    replay::apply(out.hazard, placed, nullptr);
    if (out.hazard.steps.size() == steps) continue;  // a reorganisation of other units
    out.told.push_back({{placed.number, placed.recorded_at, *placed.fact}, out.hazard.round, arrow, started_limit(out.hazard, placed.number)});
  }
  return out;
}

}  // namespace bihuan
