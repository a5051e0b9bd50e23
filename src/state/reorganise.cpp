// state/reorganise.cpp: may the house be changed so? Refused, with everything that would be left without an heir, or one fact.
#include "bihuan/error.hpp"
#include "bihuan/state/reorganisation.hpp"
#include "bihuan/state/snapshot.hpp"
#include "ground/writing.hpp"
#include "state/writing.hpp"

#include <algorithm>
#include <set>

namespace bihuan {
namespace {

/// One change, asked for on a day, held against the plan and the history.
class Judge {
 public:
  Judge(const History& history, const Plan& plan, const Fact& fact)
      : history_(history), plan_(plan), organisation_(plan.organisation), fact_(fact), change_(change_of(fact)), after_(plan) {}

  void judge() {
    std::visit([&](const auto& change) { check(change); }, change_);
    after_.reorganise({fact_.on, change_});
    refuse_orphans();
  }

 private:
  [[noreturn]] void refuse(ErrorCode code, const std::string& english, const std::string& chinese, std::string state = {},
                           std::vector<std::string> allowed = {}) const {
    const std::string kind(fact_name(fact_.kind));
    throw Refused(code, kind + " of " + fact_.subject + " on " + fact_.on.iso() + ": " + english,
                  bihuan::chinese(fact_.kind) + "（" + fact_.subject + "，" + fact_.on.chinese() + "）：" + chinese,
                  {fact_.subject, std::move(state), kind, std::move(allowed), "", 0, 0});
  }

  void need(bool holds, const std::string& english, const std::string& chinese) const {
    if (!holds) refuse(ErrorCode::field_bad, english, chinese);
  }

  static std::string listed(const std::vector<std::string>& all, const char* between) {
    std::string out;
    for (const std::string& one : all) out += (out.empty() ? "" : between) + one;
    return out;
  }

  /// A unit in force on the day, which no change recorded for a later day concerns.
  void need_unit(const UnitId& id) const {
    const Unit* unit = organisation_.find_unit(id);
    if (unit == nullptr) {
      const auto near = organisation_.near_names(id.text());
      refuse(ErrorCode::unknown_subject, "the plan has no unit " + id.text() + (near.empty() ? "" : "; near it: " + listed(near, ", ")),
             "方案中没有单位“" + id.text() + "”" + (near.empty() ? "" : "；相近的有：" + listed(near, "、")), "unknown", near);
    }
    if (!unit->valid.on(fact_.on)) {
      const UnitId heir = organisation_.heir(id, unit->valid.last.value_or(fact_.on), fact_.on);
      const bool gone = unit->valid.last && *unit->valid.last < fact_.on;
      const std::string since = gone ? "ended on " + unit->valid.last->iso() : "begins on " + unit->valid.first->iso();
      const bool has_heir = gone && !heir.empty() && heir != id;
      refuse(ErrorCode::wrong_state, "unit " + id.text() + " " + since + (has_heir ? "; its heir is " + heir.text() : ""),
             "单位“" + organisation_.unit_name(id, fact_.on) + (gone ? "”已于" + unit->valid.last->chinese() + "止" : "”自" + unit->valid.first->chinese() + "起") +
                 (has_heir ? "，由" + organisation_.unit_name(heir, fact_.on) + "承接" : ""),
             since, has_heir ? std::vector<std::string>{heir.text()} : std::vector<std::string>{});
    }
    for (int kind = static_cast<int>(FactKind::unit_renamed); is_reorganisation(static_cast<FactKind>(kind)); ++kind)
      for (const std::size_t place : history_.of_kind(static_cast<FactKind>(kind))) {
        const Known& known = history_.facts()[place];
        if (known.fact.on > fact_.on && concerns(known.fact, id))
          refuse(ErrorCode::day_out_of_order,
                 "unit " + id.text() + " was changed later: fact #" + std::to_string(known.number) + " " + std::string(fact_name(known.fact.kind)) + " on " + known.fact.on.iso(),
                 "该单位此后已有变动：" + known.fact.on.chinese() + "“" + bihuan::chinese(known.fact.kind) + "”（第" + std::to_string(known.number) + "项）");
      }
  }

  static bool concerns(const Fact& fact, const UnitId& unit) {
    const auto names = [&](const char* field) {
      const auto texts = fact.fields.texts(field);
      return std::find(texts.begin(), texts.end(), unit.text()) != texts.end();
    };
    return fact.subject == unit.text() || fact.fields.text("from") == unit.text() || fact.fields.text("to") == unit.text() ||
           fact.fields.text("rest") == unit.text() || names("units") || names("joined") || names("left");
  }

  void need_free_name(const std::string& name, const UnitId& bearer) const {
    const bool sound = !name.empty() && name.front() != ' ' && name.back() != ' ' && !ground::fault_of(name, true);
    need(sound, "a unit needs a name of one line and at most " + std::to_string(ground::longest_identifier) + " characters, with no blanks around it and nothing invisible in it",
         "单位名称须为一行文字，不超过" + std::to_string(ground::longest_identifier) + "字，首尾无空格，不含看不见的字符");
    for (const Reading& reading : organisation_.readings(name))
      need(reading.unit == bearer && !reading.collective, "the name \"" + name + "\" means " + organisation_.unit_name(reading.unit) + " already",
           "名称“" + name + "”已指" + organisation_.unit_name(reading.unit));
    need(organisation_.find_term(name) == nullptr, "\"" + name + "\" is a collective term", "“" + name + "”是统称");
  }

  void need_free_id(const UnitId& id) const {
    const std::string& text = id.text();
    const bool sound = !text.empty() && !ground::fault_of(text, true) && text.find_first_of(" @/,=") == std::string::npos;
    need(sound, "\"" + text + "\" is no id for a unit: letters, digits, _ and -", "“" + text + "”不能作为单位代号");
    if (organisation_.find_unit(id) != nullptr || organisation_.find_body(text) != nullptr)
      refuse(ErrorCode::subject_exists, "there is a unit or body " + text + " already", "代号“" + text + "”已有单位使用");
  }

  void check(const UnitRenamed& change) const {
    need_unit(change.unit);
    need_free_name(change.name, change.unit);
    need(organisation_.unit_name(change.unit, fact_.on) != change.name, "that is its name", "名称未变");
  }

  void check(const UnitsMerged& change) const {
    const bool is_new = organisation_.find_unit(change.into) == nullptr;
    need(!change.units.empty() && change.units.size() + (is_new ? 0 : 1) > 1, "it takes two units to merge", "合并须有两个以上单位");
    std::set<UnitId> seen;
    for (const UnitId& unit : change.units) {
      need(unit != change.into && seen.insert(unit).second, "unit " + unit.text() + " is named twice", "单位“" + unit.text() + "”重复");
      need_unit(unit);
    }
    if (change.name.empty()) {
      need_unit(change.into);
      return;
    }
    need_free_id(change.into);
    need_free_name(change.name, change.into);
  }

  void check_heirs(const UnitId& from, const Heirs& heirs, const std::vector<NewUnit>& fresh) const {
    const auto need_heir = [&](const UnitId& heir) {
      if (std::none_of(fresh.begin(), fresh.end(), [&](const NewUnit& unit) { return unit.unit == heir; })) need_unit(heir);
    };
    const bool goes_on = heirs.rest == from;
    for (const auto& [task, heir] : heirs.of_task) {
      need(plan_.find_task(task) != nullptr, "the plan has no task " + task.text(), "方案中没有任务" + task.text());
      need(goes_on || heir != from, "task " + task.text() + " can't stay with a unit that ends", "任务" + task.text() + "不能留给不再保留的单位");
      need_heir(heir);
    }
    for (const auto& [hazard, heir] : heirs.of_hazard) {
      need(history_.has_hazard(hazard.text()), "there is no hazard " + hazard.text(), "没有编号为" + hazard.text() + "的隐患");
      need(goes_on || heir != from, "hazard " + hazard.text() + " can't stay with a unit that ends", "隐患" + hazard.text() + "不能留给不再保留的单位");
      need_heir(heir);
    }
    if (!heirs.rest.empty()) need_heir(heirs.rest);
  }

  void check(const UnitSplit& change) const {
    need_unit(change.unit);
    need(!change.into.empty(), "a split makes at least one new unit; without one it is unit_closed", "拆分须有新设单位");
    std::set<UnitId> seen;
    std::set<std::string> names;
    for (const NewUnit& fresh : change.into) {
      need_free_id(fresh.unit);
      need_free_name(fresh.name, fresh.unit);
      need(seen.insert(fresh.unit).second && names.insert(fresh.name).second, "unit " + fresh.unit.text() + " is named twice", "单位“" + fresh.name + "”重复");
    }
    check_heirs(change.unit, change.heirs, change.into);
  }

  void check(const UnitClosed& change) const {
    need_unit(change.unit);
    need(change.heirs.rest != change.unit, "a unit that is closed can't keep the rest", "撤销的单位不能保留其余职责");
    check_heirs(change.unit, change.heirs, {});
  }

  bool bound(const TaskId& task, Bond bond, const UnitId& unit) const {
    for (const Responsibility& one : plan_.responsibilities(fact_.on))
      if (is_within(one.task, task) && one.bond == bond && one.unit == unit) return true;
    return false;
  }

  void check(const ResponsibilityMoved& change) const {
    const Task* task = plan_.find_task(change.task);
    need(task != nullptr, "the plan has no task " + change.task.text(), "方案中没有任务" + change.task.text());
    need(!change.from.empty() || !change.to.empty(), "say from whom or to whom", "须写明划出或划入单位");
    need(change.from != change.to, "from and to are one unit", "划出和划入为同一单位");
    need(fact_.fields.text("bond") == "leads" || fact_.fields.text("bond") == "carries" || fact_.fields.text("bond") == "cooperates",
         "bond is leads, carries or cooperates", "职责为牵头、责任或配合");
    if (!change.to.empty()) need_unit(change.to);
    if (change.from.empty()) {
      need(task->is_leaf, "a new responsibility is for a leaf task", "新增职责须指末级任务");
      need(!bound(change.task, change.bond, change.to), "unit " + change.to.text() + " has it already", "该单位已承担此项职责");
      return;
    }
    need_unit(change.from);
    need(bound(change.task, change.bond, change.from), "unit " + change.from.text() + " has no such responsibility", "划出单位没有此项职责");
  }

  void check(const MembershipChanged& change) const {
    const CollectiveTerm* term = organisation_.find_term(change.term);
    if (term == nullptr) {
      std::vector<std::string> known;
      for (const CollectiveTerm& one : organisation_.terms) known.push_back(one.name);
      refuse(ErrorCode::unknown_subject, "the plan has no collective term \"" + change.term + "\"; it has: " + listed(known, ", "),
             "方案中没有统称“" + change.term + "”；有：" + listed(known, "、"), "unknown", known);
    }
    need(!change.joined.empty() || !change.left.empty(), "nobody joins and nobody leaves", "没有加入或退出的单位");
    const auto member = [&](const UnitId& unit) {
      return std::any_of(term->members.begin(), term->members.end(), [&](const Membership& one) { return one.unit == unit && one.valid.on(fact_.on); });
    };
    for (const UnitId& unit : change.joined) {
      need_unit(unit);
      need(!member(unit), "unit " + unit.text() + " belongs to it already", "“" + unit.text() + "”已是成员");
    }
    for (const UnitId& unit : change.left) {
      need_unit(unit);
      need(member(unit), "unit " + unit.text() + " does not belong to it", "“" + unit.text() + "”不是成员");
    }
  }

  void add_hazards(Day on, std::vector<std::string>& orphans) const {
    const Snapshot state(history_, on);
    for (const Hazard& hazard : state.hazards()) {
      if (hazard.state == State::void_ || hazard.state == State::terminated || (hazard.state == State::transferred && hazard.acknowledged)) continue;
      for (const UnitId& unit : {hazard.supervising_unit, hazard.territorial_unit}) {
        const auto heir = heir_in(fact_, unit, TaskId{hazard.details.text("task")}, hazard.id);
        if (heir && heir->empty()) orphans.push_back("hazard " + hazard.id.text());
      }
    }
  }

  void add_tasks(std::vector<std::string>& orphans) const {
    const auto before = plan_.responsibilities(fact_.on), after = after_.responsibilities(fact_.on);
    const auto has = [](const std::vector<Responsibility>& all, const TaskId& task, Bond bond) {
      return std::any_of(all.begin(), all.end(), [&](const Responsibility& one) { return one.task == task && one.bond == bond; });
    };
    for (const Task& task : plan_.tasks)
      for (const Bond bond : {Bond::leads, Bond::carries})
        if (has(before, task.id, bond) && !has(after, task.id, bond)) orphans.push_back("task " + task.id.text() + " (" + std::string(bond == Bond::leads ? "leads" : "carries") + ")");
  }

  /// What only the heir of the rest takes over: filings, measures, seats, the office.
  void add_rest(std::vector<std::string>& orphans) const {
    for (const Unit& unit : organisation_.units) {
      if (!ends_unit(fact_, unit.id) || !after_.organisation.heir(unit.id, fact_.on - 1, fact_.on).empty()) continue;
      for (const Filing& duty : plan_.duties) {
        const auto filers = plan_.filers_of(duty, fact_.on);
        if (std::find(filers.begin(), filers.end(), unit.id) != filers.end()) orphans.push_back("filing " + duty.id.text());
      }
      for (const Measure& measure : Snapshot(history_, last_day()).measures())
        if (organisation_.heir(UnitId{measure.details.text("unit")}, measure.on, last_day()) == unit.id && measure.state != MeasureState::repealed) orphans.push_back("measure " + measure.id.text());
      for (const Cooperation& request : Snapshot(history_, last_day()).cooperations()) {
        const bool is_over = request.settled_on && *request.settled_on <= fact_.on;
        if (!is_over && chaser(request, after_.organisation, last_day()).empty()) orphans.push_back("request " + request.id.text());
      }
      const auto office = organisation_.try_resolve(organisation_.leading_group.office, fact_.on);
      if (office && office->unit == unit.id) orphans.push_back("the office of the leading group");
      for (const GroupSeat& seat : organisation_.group_seats(fact_.on))
        if (seat.seat.unit == unit.id) orphans.push_back("seat " + seat.seat.text() + " (" + seat.rank + ")");
    }
  }

  /// What is told late was so on some day until now.
  Day last_day() const {
    return std::max(fact_.on, history_.facts().empty() ? fact_.on : history_.last_recorded_at().day_in_zone(plan_.notice.zone_minutes));
  }

  void refuse_orphans() const {
    std::vector<std::string> orphans;
    add_hazards(fact_.on, orphans);
    if (last_day() > fact_.on) add_hazards(last_day(), orphans);
    add_tasks(orphans);
    add_rest(orphans);
    std::set<std::string> seen;
    std::erase_if(orphans, [&](const std::string& one) { return !seen.insert(one).second; });
    if (orphans.empty()) return;
    const std::vector<std::string> first(orphans.begin(), orphans.begin() + std::min<std::ptrdiff_t>(20, static_cast<std::ptrdiff_t>(orphans.size())));
    const std::string count = std::to_string(orphans.size()), more = orphans.size() > first.size() ? ", …" : "";
    ErrorContext context{fact_.subject, "with " + count + " open items", std::string(fact_name(fact_.kind)), {"name an heir of the rest", "name heirs by task or hazard"}, "", 0, 0};
    context.orphans = orphans;
    throw Refused(ErrorCode::orphaned,
                  std::string(fact_name(fact_.kind)) + " of " + fact_.subject + " on " + fact_.on.iso() + " leaves " + count + " without an heir: " + listed(first, ", ") + more,
                  bihuan::chinese(fact_.kind) + "（" + fact_.subject + "）后有" + count + "项无人承接：" + listed(first, "、") + (more.empty() ? "" : " 等"), context);
  }

  const History& history_;
  const Plan& plan_;
  const Organisation& organisation_;
  const Fact& fact_;
  Change change_;
  Plan after_;
};

}  // namespace

Fact decide_reorganisation(const History& history, const Plan& plan, Day recorded_on, Fact asked) {
  if (asked.on > recorded_on)
    throw Refused(ErrorCode::day_in_future, std::string(fact_name(asked.kind)) + " of " + asked.subject + " on " + asked.on.iso() + " is after the day of recording, " + recorded_on.iso(),
                  chinese(asked.kind) + "的日期" + asked.on.chinese() + "晚于记录日" + recorded_on.chinese(), {asked.subject, "", std::string(fact_name(asked.kind)), {}, "", 0, 0});
  for (const auto& [key, value] : asked.fields.entries())
    if (find_field(asked.kind, key) == nullptr)
      throw Refused(ErrorCode::field_bad, std::string(fact_name(asked.kind)) + " has no field " + key + "; beside the change itself it takes document, reason, note",
                    chinese(asked.kind) + "没有字段" + key, {asked.subject, "", std::string(fact_name(asked.kind)), {"document", "reason", "note"}, "", 0, 0});
  Judge(history, plan, asked).judge();
  return asked;
}

}  // namespace bihuan
