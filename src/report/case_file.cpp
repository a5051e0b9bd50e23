// report/case_file.cpp: a hazard's facts told in Chinese, with the rules they stood under.
#include "bihuan/report/case_file.hpp"

#include "bihuan/error.hpp"
#include "bihuan/report/table.hpp"
#include "bihuan/state/decide.hpp"
#include "bihuan/state/problem_class.hpp"
#include "bihuan/state/reorganisation.hpp"

#include <algorithm>

namespace bihuan {

namespace {

using Names = std::map<PersonId, std::string>;

/// 万元 without the zeros at the end: 0.8.
std::string wan_yuan(std::int64_t fen) {
  Amount amount{fen, 6};
  for (; amount.scale > 0 && amount.value % 10 == 0; --amount.scale) amount.value /= 10;
  return amount.text();
}

/// What the words of closed lists are called on paper.
std::string on_paper(const std::string& word) {
  static const std::map<std::string, std::string> words = {
      {"directive", "监察指令书"}, {"notice", "整改通知"}, {"self_check", "自查整改任务"}, {"done", "整改完成"},
      {"alternative_accepted", "采用替代措施"}, {"superseded", "已被取代"}, {"no_longer_applicable", "不再适用"},
      {"granted", "同意"}, {"refused", "不同意"}};
  const auto found = words.find(word);
  return found == words.end() ? word : found->second;
}

bool names_a_unit(const FieldForm& form) {
  const std::string_view field = form.name;
  if (is_reorganisation(form.kind)) return field == "rest" || field == "from" || field == "to";
  return field == "supervising_unit" || field == "territorial_unit" || field == "overseer" || field == "delisting_unit";
}

/// Tells facts: who acted, what was said.
class Teller {
 public:
  Teller(const Plan& plan, const Names& names) : plan_(plan), organisation_(plan.organisation), names_(names) {}

  /// Units by the name that they had on the day.
  std::string actor(const Actor& actor, Day on) const {
    const auto found = names_.find(actor.person);
    const std::string name = found == names_.end() || found->second.empty() ? actor.person.text() : found->second;
    return organisation_.unit_name(actor.unit, on) + organisation_.post_title(actor.post) + name;
  }

  std::string value(const FieldForm& form, const Value& value, Day on) const {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      if (form.type == FieldType::money_fen) return wan_yuan(*number) + "万元";
      if (form.type == FieldType::truth) return *number != 0 ? "是" : "否";
      return std::to_string(*number);
    }
    if (const auto* text = std::get_if<std::string>(&value)) {
      if (form.type == FieldType::actor) return actor(Actor::parse(*text), on);
      if (form.name == "grade" || form.name == "old_grade" || form.name == "new_grade") return chinese(parse_grade(*text));
      if (form.name == "problem_class") return problem_class_title(plan_, *text);
      if (form.name == "cause") return try_parse_cause(*text) ? chinese(*try_parse_cause(*text)) : *text;
      if (names_a_unit(form)) return organisation_.unit_name(UnitId{*text}, on);
      if (const auto day = form.type == FieldType::day ? Day::try_parse(*text) : std::nullopt) return day->chinese();
      return form.words.empty() && form.name != "decision" ? *text : on_paper(*text);
    }
    std::string out;
    const bool of_units = form.kind == FactKind::units_merged && form.name == "units";
    for (const std::string& one : std::get<std::vector<std::string>>(value))
      out += (out.empty() ? "" : "、") + (of_units ? organisation_.unit_name(UnitId{one}, on - 1) : one);
    return out;
  }

  std::string sentence(const Fact& fact) const {
    std::string out;
    const auto add = [&](const std::string& part) { out += (out.empty() ? "" : "；") + part; };
    for (const FieldForm& form : fields_of(fact.kind))
      if (const Value* found = fact.fields.find(form.name)) add(std::string(form.original) + "：" + value(form, *found, fact.on));
    if (fact.fields.has("override_post")) add("越权办理：" + organisation_.post_title(PostId{fact.fields.text("override_post")}) + "，" + fact.fields.text("override_reason"));
    std::string away;
    for (const std::string& person : fact.fields.texts("withdrawn")) away += (away.empty() ? "" : "、") + person;
    if (!away.empty()) add("回避：" + away);
    if (fact.fields.has("note")) add("备注：" + fact.fields.text("note"));
    if (const std::string assumed = terms_of(fact, "assumed"); !assumed.empty()) add("假定：" + assumed);
    if (const std::string unstated = terms_of(fact, "unstated"); !unstated.empty()) add("未填：" + unstated);
    return out;
  }

  /// A correction, with the old value beside the new one.
  std::string correction(const Fact& fact, const Known* target) const {
    if (target == nullptr) return sentence(fact);
    const std::string& field = fact.fields.text("field");
    const FieldForm* form = find_field(target->fact.kind, field);
    const Value* now = fact.fields.find("value");
    const Value* before = target->fact.fields.find(field);
    const FieldForm day{target->fact.kind, "on", FieldType::day, true, "日期"};
    const FieldForm& as = form != nullptr ? *form : day;
    const std::string old = field == "on" ? target->fact.on.chinese() : before != nullptr ? value(as, *before, target->fact.on) : "（空）";
    return "更正第" + std::to_string(target->number) + "项的" + std::string(as.original) + "：由“" + old + "”改为“" +
           (now != nullptr ? value(as, *now, target->fact.on) : "") + "”；理由：" + fact.fields.text("reason");
  }

 private:
  /// The terms of the fields that a fact names in `assumed` or `unstated`.
  static std::string terms_of(const Fact& fact, std::string_view list) {
    std::string out;
    for (const std::string& name : fact.fields.texts(list)) {
      const FieldForm* form = find_field(fact.kind, name);
      out += (out.empty() ? "" : "、") + (form != nullptr ? std::string(form->original) : name == "on" ? std::string("日期") : name);
    }
    return out;
  }

  const Plan& plan_;
  const Organisation& organisation_;
  const Names& names_;
};

/// Why the paper's own day is the limit; no rule counts.
std::optional<CaseLimit> named_limit(const Known& known) {
  const auto limit = [&](Limit what, const char* field, const char* why) -> std::optional<CaseLimit> {
    const auto day = known.fact.fields.day(field);
    if (!day) return std::nullopt;
    return CaseLimit{what, {}, {}, {}, known.fact.on, day, {}, {}, std::string(why) + day->chinese()};
  };
  switch (known.fact.kind) {
    case FactKind::order_issued: return limit(Limit::rectify, "limit_on", "文书写明整改时限至");
    case FactKind::extension_granted: return limit(Limit::rectify, "extended_to_on", "批准延期，整改时限改为");
    case FactKind::clock_resumed: return limit(Limit::rectify, "limit_on", "恢复计时，整改时限为");
    case FactKind::clock_paused: return limit(Limit::review_pause, "review_on", "中止计时，复核日期");
    case FactKind::hazard_transferred: return limit(Limit::receipt, "answer_due_on", "移送文书写明答复期限至");
    default: return std::nullopt;
  }
}

/// The limit as written down, and the rule applied once more to say how it was counted. What is written counts.
CaseLimit explained(const Awaited& awaited, std::optional<Day> counted_from, const Rulebook& rules, const Calendar& calendar) {
  CaseLimit out{awaited.limit, awaited.rule == "none" ? "" : awaited.rule, {}, {}, awaited.started_on, awaited.due_on, awaited.edition, {}, {}};
  if (out.rule.empty()) {
    out.explanation = "当时的法规和本方案都没有规定期限";
    return out;
  }
  const std::string written = out.due_on ? "记载的期限为" + out.due_on->chinese() : "";
  const Rule* rule = rules.find_id(out.rule);
  if (rule == nullptr) {
    out.explanation = "所记规则" + out.rule + "不在现用的期限规定中" + (written.empty() ? "" : "；") + written;
    return out;
  }
  out.title = rule->term.title;
  out.source = rule->term.source;
  try {
    const Deadline deadline = resolve(rule->term, counted_from.value_or(awaited.started_on), calendar);
    out.explanation = deadline.explanation();
    if (!out.edition.empty() && out.edition != deadline.edition) out.explanation += "记载时所用日历版本：" + out.edition + "。";
    else out.explanation += "日历版本：" + deadline.edition + "。";
    if (out.due_on == deadline.due_on) return out;
    out.recomputed_on = deadline.due_on;
    out.explanation += out.due_on ? written + "，按现行规定和日历推算为" + deadline.due_on.chinese() + "，以记载的为准。"
                                  : "记录时该年份尚无工作日历，没有记下期限。";
  } catch (const TimeError& error) {
    out.explanation = out.title + "（" + out.source + "）：" + error.chinese() + (written.empty() ? "" : "；") + written;
  }
  return out;
}

/// Reads the lines of one hazard.
class Reader {
 public:
  Reader(const Snapshot& state, const History& history, const Plan& plan, const Rulebook& rules, const Calendar& calendar, const Names& names)
      : state_(state), history_(history), plan_(plan), rules_(rules), calendar_(calendar), teller_(plan, names) {}

  std::vector<CaseLine> lines(const HazardId& id) const {
    const std::vector<const Known*> facts = facts_of_hazard(history_, id.text(), state_.checkpoint().size);
    const Hazard& hazard = state_.hazard(id);
    const HazardStory story = tell_story(id, facts);
    std::vector<CaseLine> out;
    std::optional<Day> sealed_until;  // what a prolongation is counted from
    for (const Told& told : story.told) {
      if (told.known.fact.on > state_.as_of()) break;
      out.push_back(line(told, hazard.steps.at(out.size()).state, sealed_until));
      for (const Known* known : facts)
        if (known->fact.kind == FactKind::fact_corrected && known->fact.fields.integer("corrects") == told.known.number)
          out.back().corrected_by.push_back(known->number);
      if (told.known.fact.kind == FactKind::equipment_sealed) sealed_until = told.known.fact.fields.day("until_on");
      if (told.known.fact.kind == FactKind::equipment_unsealed) sealed_until.reset();
    }
    return out;
  }

 private:
  CaseLine line(const Told& told, State after, std::optional<Day> sealed_until) const {
    const Known& known = told.known;
    CaseLine out{known.number, known.fact.on, known.recorded_at, known.recorded_at.day_in_zone(plan_.notice.zone_minutes), false,
                 known.fact.kind, after, {}, {}, {}, {}, {}};
    for (const Issued& issued : history_.issued())
      out.late_entry = out.late_entry || (known.fact.on <= issued.cutoff_on && known.number > issued.pinned);
    for (const Actor& actor : known.fact.by) out.who.push_back(teller_.actor(actor, known.fact.on));
    if (told.arrow != nullptr) out.source = told.arrow->source;
    out.text = known.fact.kind == FactKind::fact_corrected
                   ? teller_.correction(known.fact, history_.find(known.fact.fields.integer("corrects").value_or(0)))
                   : teller_.sentence(known.fact);
    out.limit = named_limit(known);
    const bool by_rule = told.limit && told.limit->limit != Limit::rectify && told.limit->limit != Limit::receipt;
    // An order starts two limits: the one that it names, and the next step's; the named one is the hazard's own.
    if (by_rule && !out.limit) out.limit = explained(*told.limit, told.limit->limit == Limit::seal ? sealed_until : std::nullopt, rules_, calendar_);
    else if (by_rule) out.limit->explanation += "；" + next_limit(*told.limit);
    return out;
  }

  std::string next_limit(const Awaited& awaited) const {
    const CaseLimit next = explained(awaited, {}, rules_, calendar_);
    return chinese(awaited.limit) + "期限" + (next.due_on ? "至" + next.due_on->chinese() : "未定") + "。" + next.explanation;
  }

  const Snapshot& state_;
  const History& history_;
  const Plan& plan_;
  const Rulebook& rules_;
  const Calendar& calendar_;
  Teller teller_;
};

std::string heading_of(const Hazard& hazard, const Plan& plan, Day as_of) {
  const Fields& d = hazard.details;
  std::string out = d.text("enterprise") + "　" + d.text("place") + "　" + d.text("text") + "\n现状：" + chinese(hazard.state) + "，" + chinese(hazard.grade);
  for (int h = 0; h < hold_count; ++h)
    if (hazard.has(static_cast<Hold>(h))) out += "，" + chinese(static_cast<Hold>(h));
  if (hazard.limit_on) out += "；整改时限" + hazard.limit_on->chinese();
  if (const int days = hazard.overdue_days(as_of); days > 0) out += "，已超期" + std::to_string(days) + "日";
  if (hazard.extension_count > 0) out += "，延期" + std::to_string(hazard.extension_count) + "次共" + std::to_string(hazard.extended_days) + "日";
  if (!hazard.supervising_unit.empty()) out += "；监管部门" + plan.organisation.unit_name(hazard.supervising_unit, as_of);
  if (!hazard.territorial_unit.empty()) out += "，属地" + plan.organisation.unit_name(hazard.territorial_unit, as_of);
  return out;
}

std::string chain_text(const std::vector<Answerer>& chain, const Organisation& organisation, const Names& names) {
  std::string out;
  for (const Answerer& answerer : chain) {
    const std::string post = answerer.seat.post.empty() ? "" : organisation.post_title(answerer.seat.post);
    const auto name = answerer.person ? names.find(*answerer.person) : names.end();
    out += (out.empty() ? "" : " → ") + organisation.unit_name(answerer.seat.unit) + post;
    if (answerer.person) out += name != names.end() && !name->second.empty() ? name->second : answerer.person->text();
    out += "（" + answerer.capacity + "）";
  }
  return out;
}

std::string entered(const CaseLine& line) {
  const int days = line.recorded_on - line.on;
  std::string out = "第" + std::to_string(line.number) + "项，";
  out += days == 0 ? "当日录入" : line.recorded_on.chinese() + "录入，晚" + std::to_string(days) + "日";
  return out + (line.late_entry ? "，补报" : "");
}

std::string line_text(const CaseLine& line, std::size_t place) {
  std::string out = std::to_string(place) + ". " + line.on.chinese() + "　" + chinese(line.kind) + "（" + entered(line) + "）\n";
  std::string who;
  for (const std::string& one : line.who) who += (who.empty() ? "" : "、") + one;
  if (!who.empty()) out += "   办理：" + who + "\n";
  if (!line.source.empty()) out += "   依据：" + line.source + "\n";
  if (!line.text.empty()) out += "   内容：" + line.text + "\n";
  for (const ItemNumber number : line.corrected_by) out += "   已更正，见第" + std::to_string(number) + "项\n";
  out += "   其后：" + chinese(line.state) + "\n";
  if (!line.limit) return out;
  return out + "   期限：" + chinese(line.limit->limit) + (line.limit->due_on ? "，至" + line.limit->due_on->chinese() : "") + "。" +
         line.limit->explanation + "\n";
}

std::string movers_text(Set movers) {
  std::string out;
  for (std::size_t r = 0; r < role_names.size(); ++r)
    if (movers.has(static_cast<Role>(r))) out += (out.empty() ? "" : "、") + chinese(static_cast<Role>(r));
  return out;
}

std::string rung_text(const Rise& rung) {
  return "督办：第" + std::to_string(rung.step) + "级" + (rung.title.empty() ? "" : "“" + rung.title + "”") + "，" +
         (rung.done ? "已" : "应") + "向" + rung.to + chinese(rung.act) + (rung.place.empty() ? "" : "（" + rung.place + "）");
}

std::string request_text(const Cooperation& request, const Organisation& organisation, Day as_of) {
  std::string out = request.id.text() + "　" + organisation.unit_name(request.unit, request.asked_on) + "请" + organisation.unit_name(request.body);
  if (!request.addressee.empty()) out += "（" + request.addressee + "）";
  out += "协作（任务" + request.task.text() + "）\n";
  for (const CooperationStep& step : request.steps)
    out += "   " + step.on.chinese() + "　" + chinese(step.act) + (step.document.empty() ? "" : "（" + step.document + "）") + "：" + step.text +
           (step.act == FactKind::cooperation_answered && step.on > step.due_on ? "（迟于" + step.due_on.chinese() + "）" : "") + "\n";
  out += "   现状：" + chinese(request.state);
  if (request.is_open()) out += "，答复期限" + request.due_on.chinese();
  if (const int days = request.overdue_days(as_of); days > 0) out += "，已逾期" + std::to_string(days) + "日";
  return out + "\n";
}

}  // namespace

CaseFile make_case_file(const HazardId& id, const Snapshot& state, const History& history, const Plan& plan, const Rulebook& rules,
                        const Calendar& calendar, const Names& names) {
  const Hazard& hazard = state.hazard(id);
  CaseFile out{state.as_of(), state.checkpoint(), hazard, {}, {}, {}, {}, {}, heading_of(hazard, plan, state.as_of()), {}};
  out.lines = Reader(state, history, plan, rules, calendar, names).lines(id);
  out.next = agenda_of(id, state, plan, rules, calendar);
  for (const Cooperation& request : state.cooperations())
    if (std::find(request.hazards.begin(), request.hazards.end(), id) != request.hazards.end()) {
      out.requests.push_back(request);
      out.asked.push_back(request_text(request, plan.organisation, state.as_of()));
    }
  out.likenesses = bihuan::likenesses(state, plan, id);
  std::stable_sort(out.likenesses.begin(), out.likenesses.end(), [](const Likeness& a, const Likeness& b) {
    return std::pair(!a.same_device, a.decided) < std::pair(!b.same_device, b.decided);
  });
  out.answers = chain_text(answerers(hazard.supervising_unit, state, plan), plan.organisation, names);
  return out;
}

std::string CaseFile::text() const {
  std::string out = "隐患" + hazard.id.text() + "案卷（截至" + as_of.chinese() + "，依据台账前" + std::to_string(checkpoint.size) + "项）\n" +
                    heading + "\n\n一、经过\n";
  for (std::size_t i = 0; i < lines.size(); ++i) out += line_text(lines[i], i + 1);
  out += "\n二、下一步\n";
  if (next.empty()) out += "没有待办事项\n";
  for (std::size_t i = 0; i < next.size(); ++i) {
    out += std::to_string(i + 1) + ". " + next[i].reason + "\n   应办：" + chinese(next[i].request) + "；由" + movers_text(next[i].movers) + "办理\n";
    if (next[i].rung) out += "   " + rung_text(*next[i].rung) + "\n";
  }
  out += "由谁负责：" + answers + "\n目前可以：";
  const auto allowed = allowed_requests(hazard);
  for (std::size_t i = 0; i < allowed.size(); ++i) out += (i == 0 ? "" : "、") + chinese(allowed[i]);
  out += "\n";
  if (!asked.empty()) out += "\n三、请外部门协作（" + std::to_string(asked.size()) + "件）\n";
  for (std::size_t i = 0; i < asked.size(); ++i) out += std::to_string(i + 1) + ". " + asked[i];
  if (likenesses.empty()) return out;
  out += std::string("\n") + (asked.empty() ? "三" : "四") + "、相似隐患（" + std::to_string(likenesses.size()) + "项）\n";
  constexpr std::size_t most = 5;  // a busy enterprise has dozens; the list itself is complete
  for (std::size_t i = 0; i < std::min(likenesses.size(), most); ++i)
    out += std::to_string(i + 1) + ". " + likenesses[i].why + (likenesses[i].decided ? "\n" : "；尚未认定是否复发或重复\n");
  if (likenesses.size() > most) out += "另有" + std::to_string(likenesses.size() - most) + "项\n";
  return out;
}

}  // namespace bihuan
