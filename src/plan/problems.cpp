#include "bihuan/error.hpp"
#include "bihuan/plan/plan.hpp"
#include "plan/rule_problems.hpp"

#include <algorithm>
#include <functional>
#include <set>

namespace bihuan {
namespace {

/// A name as the plan uses it, and where.
struct Use {
  std::string name;
  std::string place;  ///< "task 3.2.1"
  Validity valid = {};  ///< the days on which it is used
};

std::string in_quotes(const std::string& text) { return "“" + text + "”"; }

std::string listed(const std::vector<std::string>& words, const char* between = "、") {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : between) + word;
  return out;
}

/// 任务 3.2.1, 报送 monthly …
std::string in_chinese(const std::string& place) {
  static const std::pair<std::string, std::string> words[] = {
      {"task ", "任务 "}, {"filing ", "报送 "}, {"phase ", "阶段 "}, {"unit ", "单位 "}, {"territory ", "属地 "}, {"ladder ", "督办阶梯 "}, {"notice", "发文"}, {"group", "领导小组"}, {"name ", ""}};
  for (const auto& [english, chinese] : words) {
    if (place.compare(0, english.size(), english) == 0) return chinese + place.substr(english.size());
  }
  return place;
}

/// Goes over a plan and writes down what it finds.
class Inspection {
 public:
  Inspection(const Plan& plan, const Calendar& calendar, const Rulebook& law)
      : plan_(plan), calendar_(calendar), law_(law), ties_(plan.responsibilities()), uses_(name_uses()), days_(change_days()) {}

  std::vector<Problem> all() {
    check_names();
    check_references();
    check_aliases();
    check_terms();
    check_leaves();
    check_variants();
    check_phases();
    check_filers();
    for (const Filing& filing : plan_.duties) check_due_days(filing);
    check_calendar();
    check_roles();
    for (Problem& problem : plan::rule_problems(plan_, law_)) {
      problem.line = line_of(problem.place);
      found_.push_back(std::move(problem));
    }
    std::stable_sort(found_.begin(), found_.end(), [](const Problem& left, const Problem& right) { return left.line < right.line; });
    return std::move(found_);
  }

 private:
  void warn(const char* code, const std::string& place, const std::string& sentence) {
    found_.push_back({code, Severity::warning, place, sentence, line_of(place)});
  }
  void fail(const char* code, const std::string& place, const std::string& sentence) {
    found_.push_back({code, Severity::error, place, sentence, line_of(place)});
  }

  /// Line of the longest thing that the place begins with: "filing monthly 2022-01" stands where "filing monthly" does.
  int line_of(std::string place) const {
    while (!place.empty()) {
      const auto found = plan_.lines.find(place);
      if (found != plan_.lines.end()) return found->second;
      const std::size_t space = place.rfind(' ');
      if (space == std::string::npos) return 0;
      place.resize(space);
    }
    return 0;
  }

  std::vector<Use> name_uses() const {
    std::vector<Use> out;
    const auto add = [&](const std::vector<Named>& names, const std::string& place) {
      for (const Named& name : names) out.push_back({name.name, place});
    };
    out.push_back({plan_.notice.issuer, "notice"});
    add(plan_.notice.addressees, "notice");
    const LeadingGroup& group = plan_.organisation.leading_group;
    for (const GroupRank& rank : group.ranks) out.push_back({rank.of, "group"});
    for (const std::string& name : {group.office, group.reports_to}) {
      if (!name.empty()) out.push_back({name, "group"});
    }
    for (const Unit& unit : plan_.organisation.units) {
      if (!unit.belongs_to.name.empty()) out.push_back({unit.belongs_to.name, "unit " + unit.id.text(), unit.valid});
    }
    for (const Task& task : plan_.tasks) {
      add(task.leading, "task " + task.id.text());
      add(task.responsible, "task " + task.id.text());
      add(task.cooperating, "task " + task.id.text());
    }
    for (const Territory& territory : plan_.territories) {
      for (const Named& name : territory.supervised_by) out.push_back({name.name, "territory " + territory.id, territory.valid});
    }
    for (const Phase& phase : plan_.phases) add(phase.demanded_of, "phase " + phase.id.text());
    for (const Filing& filing : plan_.duties) {
      add(filing.filers, "filing " + filing.id.text());
      add({filing.recipient}, "filing " + filing.id.text());
    }
    for (std::size_t at = 0; at < plan_.ladder.size(); ++at) {
      const std::string& to = plan_.ladder[at].to;
      if (!plan::is_rung_word(to)) out.push_back({to, "ladder " + std::to_string(at + 1)});
    }
    return out;
  }

  /// The places that use a name, each once, in the order of the file.
  std::vector<std::string> places_of(const std::string& name) const {
    std::vector<std::string> out;
    for (const Use& use : uses_) {
      if (use.name == name && std::find(out.begin(), out.end(), use.place) == out.end()) out.push_back(use.place);
    }
    return out;
  }

  /// 任务 1.1、任务 2.1 等 31 处
  std::string told_places(const std::string& name) const {
    const std::vector<std::string> places = places_of(name);
    std::vector<std::string> told;
    for (const std::string& place : places) {
      if (told.size() < 4) told.push_back(in_chinese(place));
    }
    return listed(told) + (places.size() > told.size() ? " 等 " + std::to_string(places.size()) + " 处" : "");
  }

  /// Days on which the meaning of names may change: the campaign's first, and the bounds of every validity.
  std::vector<Day> change_days() const {
    std::set<Day> days{plan_.notice.span.first};
    const auto add = [&](const Validity& valid) {
      if (valid.first && plan_.notice.span.contains(*valid.first)) days.insert(*valid.first);
      if (valid.last && plan_.notice.span.contains(*valid.last) && *valid.last < plan_.notice.span.last) days.insert(*valid.last + 1);
    };
    for (const Unit& unit : plan_.organisation.units) add(unit.valid);
    for (const Alias& alias : plan_.organisation.aliases) add(alias.valid);
    for (const Territory& territory : plan_.territories) add(territory.valid);
    for (const CollectiveTerm& term : plan_.organisation.terms) {
      for (const Membership& member : term.members) add(member.valid);
    }
    return {days.begin(), days.end()};
  }

  void check_names() {
    std::set<std::pair<std::string, std::pair<std::optional<Day>, std::optional<Day>>>> seen;
    for (const Use& use : uses_) {
      if (!seen.insert({use.name, {use.valid.first, use.valid.last}}).second) continue;
      for (const Day day : days_) {
        if (use.valid.on(day) && !check_name(use, day, day != days_.front())) break;
      }
    }
  }

  /// False when the name has no single meaning on the day.
  bool check_name(const Use& use, Day day, bool later) {
    try {
      const Expansion expansion = plan_.organisation.expand(use.name, day);
      if (!expansion.units.empty() || expansion.open) return true;
      fail("unknown_name", use.place, "统称" + in_quotes(use.name) + "在" + day.chinese() + "没有成员");
    } catch (const PlanError& error) {
      const bool ambiguous = error.code() == ErrorCode::ambiguous_name;
      const std::string from = later ? "（自" + day.chinese() + "起）" : "";
      fail(ambiguous ? "ambiguous_name" : "unknown_name", use.place, error.chinese() + from + "；用于" + told_places(use.name));
    }
    return false;
  }

  void check_references() {
    const Organisation& organisation = plan_.organisation;
    const auto unit_exists = [&](const UnitId& id) {
      return organisation.find_unit(id) != nullptr || organisation.find_body(id.text()) != nullptr;
    };
    const auto missing = [&](const std::string& place, const std::string& kind, const std::string& id) {
      fail("unknown_reference", place, kind + " " + id + " 在方案中没有定义");
    };
    for (const Alias& alias : organisation.aliases) {
      if (!unit_exists(alias.unit)) missing("alias " + alias.name, "单位", alias.unit.text());
    }
    for (const CollectiveTerm& term : organisation.terms) {
      for (const Membership& member : term.members) {
        if (!unit_exists(member.unit)) missing("term " + term.name, "单位", member.unit.text());
      }
    }
    for (const GroupRank& rank : organisation.leading_group.ranks) {
      if (organisation.find_post(rank.post) == nullptr) missing("group", "职务", rank.post.text());
    }
    for (const RoleHolders& holders : plan_.roles) {
      for (const PostId& post : holders.posts) {
        if (organisation.find_post(post) == nullptr) missing("role " + std::string(role_name(holders.role)), "职务", post.text());
      }
    }
    for (const Task& task : plan_.tasks) {
      if (task.parent && plan_.find_task(*task.parent) == nullptr) missing("task " + task.id.text(), "上级任务", task.parent->text());
    }
    for (const DeviceKind& kind : plan_.device_kinds) {
      for (const TaskId& task : kind.tasks) {
        if (plan_.find_task(task) == nullptr) missing("device_kind " + kind.name, "任务", task.text());
      }
    }
    if (plan_.head_post.empty()) fail("unknown_reference", "posts", "没有职务标明 answers_for_unit = true，无法确定谁对单位负责");
  }

  void check_aliases() {
    std::set<std::string> seen;
    for (const Alias& alias : plan_.organisation.aliases) {
      if (places_of(alias.name).empty() || !seen.insert(alias.name).second) continue;
      std::vector<std::string> units;
      for (const Alias& other : plan_.organisation.aliases) {
        if (other.name == alias.name) units.push_back(in_quotes(plan_.organisation.unit_name(other.unit)));
      }
      warn("alias_used", "alias " + alias.name,
           in_quotes(alias.name) + "是" + listed(units) + "的简称（" + chinese(alias.origin) + "），用于" + told_places(alias.name));
    }
  }

  void check_terms() {
    for (const CollectiveTerm& term : plan_.organisation.terms) {
      if (places_of(term.name).empty()) continue;
      if (term.open) {
        warn("term_open", "term " + term.name, "统称" + in_quotes(term.name) + "没有列明成员，用于" + told_places(term.name));
      } else if (term.origin == Origin::assumed) {
        warn("term_assumed", "term " + term.name,
             "统称" + in_quotes(term.name) + "的 " + std::to_string(term.members.size()) + " 个成员为假定，用于" + told_places(term.name));
      }
    }
  }

  std::vector<UnitId> units_of(const TaskId& task, Bond bond, Day on) const {
    std::vector<UnitId> out;
    for (const Responsibility& tie : ties_) {
      if (tie.task == task && tie.bond == bond && tie.valid.on(on) && std::find(out.begin(), out.end(), tie.unit) == out.end()) out.push_back(tie.unit);
    }
    return out;
  }

  void check_leaves() {
    for (const Task& task : plan_.tasks) {
      if (!task.is_leaf) continue;
      const std::string place = "task " + task.id.text();
      const std::string called = "任务 " + task.id.text() + in_quotes(task.title);
      if (task.leading.empty()) {
        std::vector<std::string> names;
        for (const Named& name : task.responsible) names.push_back(name.name);
        warn("leaf_without_leading_unit", place,
             called + "没有牵头部门，" + (names.empty() ? "也没有责任部门" : "责任部门为" + listed(names)));
        continue;
      }
      for (const Day day : days_) {
        const std::vector<UnitId> leading = units_of(task.id, Bond::leads, day);
        if (leading.size() != 1 || leading != units_of(task.id, Bond::carries, day)) continue;
        warn("leading_unit_alone", place,
             called + "的牵头部门" + in_quotes(plan_.organisation.unit_name(leading.front())) + "同时是唯一的责任部门");
        break;
      }
    }
  }

  void check_variants() {
    const auto check = [&](const std::vector<Variant>& variants, const std::string& place, const std::string& called) {
      for (const Variant& variant : variants) {
        warn("text_annex_differ", place,
             called + "的" + variant.what + "正文与附件不一致：正文为" + in_quotes(variant.text) + "，附件为" + in_quotes(variant.annex));
      }
    };
    for (const Task& task : plan_.tasks) check(task.variants, "task " + task.id.text(), "任务 " + task.id.text() + " ");
    for (const Filing& filing : plan_.duties) check(filing.variants, "filing " + filing.id.text(), "报送" + in_quotes(filing.title));
  }

  void check_phases() {
    const Span& campaign = plan_.notice.span;
    for (std::size_t i = 0; i < plan_.phases.size(); ++i) {
      const Phase& phase = plan_.phases[i];
      const std::string place = "phase " + phase.id.text();
      if (phase.span.first < campaign.first || campaign.last < phase.span.last) {
        warn("outside_campaign", place,
             in_quotes(phase.title) + "（" + told(phase.span) + "）超出行动起止日（" + told(campaign) + "）");
      }
      for (std::size_t j = 0; j < i; ++j) {
        const Phase& other = plan_.phases[j];
        if (!phase.span.overlaps(other.span)) continue;
        const Span shared{std::max(phase.span.first, other.span.first), std::min(phase.span.last, other.span.last)};
        warn("phases_overlap", place, in_quotes(other.title) + "与" + in_quotes(phase.title) + "重叠：" + told(shared));
      }
    }
  }

  static std::string told(const Span& span) { return span.first.chinese() + "至" + span.last.chinese(); }

  /// Names in the tasks behind which units stand that file nothing, and units that file and carry nothing.
  void check_filers() {
    std::set<UnitId> filers;
    for (const Filing& filing : plan_.duties) {
      for (const Named& name : filing.filers) {
        for (const Reading& reading : plan_.organisation.readings(name.name)) filers.insert(reading.unit);
      }
    }
    std::set<UnitId> responsible;
    std::vector<std::string> names;
    for (const Responsibility& tie : ties_) {
      if (tie.bond == Bond::cooperates) continue;
      responsible.insert(tie.unit);
      const bool lacks = !tie.unit.empty() && filers.count(tie.unit) == 0;
      if (lacks && std::find(names.begin(), names.end(), tie.printed) == names.end()) names.push_back(tie.printed);
    }
    std::set<UnitId> told;
    // The names that mean one unit come first: a unit that a task names itself is not told again in a term.
    std::stable_partition(names.begin(), names.end(), [&](const std::string& name) { return plan_.organisation.find_term(name) == nullptr; });
    for (const std::string& name : names) warn_without_filing(name, filers, told);
    for (const UnitId& filer : filers) {
      if (responsible.count(filer) != 0) continue;
      warn("filing_without_responsibility", "unit " + filer.text(),
           in_quotes(plan_.organisation.unit_name(filer)) + "有报送任务，但不牵头也不承担任何工作任务");
    }
  }

  void warn_without_filing(const std::string& name, const std::set<UnitId>& filers, std::set<UnitId>& told) {
    std::set<TaskId> tasks;
    std::vector<std::string> units;
    for (const Responsibility& tie : ties_) {
      if (tie.printed != name || tie.bond == Bond::cooperates || tie.unit.empty() || filers.count(tie.unit) != 0) continue;
      const std::string unit = plan_.organisation.unit_name(tie.unit);
      const bool known = std::find(units.begin(), units.end(), unit) != units.end();
      if (!known && !told.insert(tie.unit).second) continue;
      if (!known) units.push_back(unit);
      tasks.insert(tie.task);
    }
    if (units.empty()) return;
    const CollectiveTerm* term = plan_.organisation.find_term(name);
    const bool whole = term != nullptr && units.size() == term->members.size();
    std::string who = in_quotes(name);
    if (term != nullptr) who += (whole ? "" : "中的" + listed(units)) + "（" + std::to_string(units.size()) + " 个单位）";
    warn("responsible_without_filing", "name " + name, who + "承担 " + std::to_string(tasks.size()) + " 项任务，但没有报送任务");
    found_.back().line = line_of(places_of(name).empty() ? "" : first_task_of(name));
  }

  std::string first_task_of(const std::string& name) const {
    for (const std::string& place : places_of(name)) {
      if (place.compare(0, 5, "task ") == 0) return place;
    }
    return {};
  }

  void check_due_days(const Filing& filing) {
    for (const Period& period : periods_in(filing.span.value_or(plan_.notice.span), filing.every)) {
      const std::string place = "filing " + filing.id.text() + " " + period.text();
      if (!period.span().overlaps(plan_.notice.span)) {
        warn("outside_campaign", place, "报送" + in_quotes(filing.title) + "的报告期" + period.chinese() + "不在行动期间");
      }
      try {
        check_due_day(filing, place, plan_.due(filing.id, period, calendar_));
      } catch (const TimeError& error) {
        if (error.code() != ErrorCode::no_calendar) throw;
        missing_years_.insert(missing_year(filing.due.of(period)));
      }
    }
  }

  void check_due_day(const Filing& filing, const std::string& place, const DueFiling& due) {
    const std::string called = "报送" + in_quotes(filing.title) + due.period.chinese() + "：";
    const DayStatus status = calendar_.status(due.deadline.nominal_on);
    if (!status.working) {
      const Day nominal = due.deadline.nominal_on;
      const std::string why = status.name.empty() ? chinese(status.kind) : status.name;
      const std::string rolled = due.due_on() != nominal ? "，按规则移至" + told(due.due_on()) : "";
      warn("due_on_non_working_day", place,
           called + "期限" + told(nominal) + "不是工作日（" + why + "）" + rolled + "；前一工作日为" +
               told(calendar_.previous_working_day(nominal)) + "，后一工作日为" + told(calendar_.next_working_day(nominal)));
    }
    if (due.cutoff_on <= due.due_on()) return;
    const bool by_roll = due.cutoff_on <= due.deadline.nominal_on;
    warn(by_roll ? "roll_before_cutoff" : "due_before_cutoff", place,
         called + (by_roll ? "期限前移至" : "期限") + told(due.due_on()) + "，早于统计截止日" + told(due.cutoff_on));
  }

  std::string told(Day day) const {
    const bool made_up = calendar_.is_working_day(day) && calendar_.status(day).kind == DayKind::make_up_day;
    return day.iso() + "（" + chinese(day.weekday()) + (made_up ? "，调休上班" : "") + "）";
  }

  /// The year that is missing about a day: its own, or the one in which its neighbour lies.
  int missing_year(Day day) const {
    for (const int year : {day.year(), day.month() == 1 ? day.year() - 1 : day.year() + 1}) {
      try {
        calendar_.edition_of(year);
      } catch (const TimeError&) {
        return year;
      }
    }
    return day.year();
  }

  void check_calendar() {
    for (const int year : missing_years_) {
      warn("calendar_missing", "calendar " + std::to_string(year),
           "没有" + std::to_string(year) + "年的工作日历，该年的报送期限无法核对；请在节假日安排公布后载入");
    }
  }

  void check_roles() {
    for (std::size_t i = 0; i < role_names.size(); ++i) {
      const Role role = static_cast<Role>(i);
      const RoleHolders* holders = plan_.find_role(role);
      if (role == Role::anyone || (holders != nullptr && !holders->posts.empty())) continue;
      warn("role_without_posts", "role " + std::string(role_names[i]),
           "角色" + in_quotes(chinese(role)) + "（" + std::string(role_names[i]) + "）没有职务可以担任");
    }
  }

  const Plan& plan_;
  const Calendar& calendar_;
  const Rulebook& law_;
  const std::vector<Responsibility> ties_;
  const std::vector<Use> uses_;
  const std::vector<Day> days_;
  std::set<int> missing_years_;
  std::vector<Problem> found_;
};

}  // namespace

std::vector<Problem> Plan::problems() const { return problems(Calendar::china()); }

std::vector<Problem> Plan::problems(const Calendar& calendar, const Rulebook& law) const {
  return Inspection(*this, calendar, law).all();
}

std::string chinese(Severity severity) { return severity == Severity::error ? "错误" : "提示"; }

}  // namespace bihuan
