// report/coverage.cpp: hazards by class of problem, and the measures that answer them.
#include "bihuan/report/coverage.hpp"

#include "bihuan/state/problem_class.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace bihuan {

namespace {

const char* const no_class_title = "（未归入问题类别）";
constexpr std::string_view no_measure = "无措施";

/// What is known of one class.
struct ClassLine {
  std::int64_t found = 0, open = 0, rectified = 0, recurred = 0, major = 0, overdue = 0;
  std::array<std::int64_t, cause_count + 1> causes{};  ///< the last: unstated
  std::set<std::string> enterprises, units;
  std::vector<const Measure*> measures;
};

/// The classes in the order of the plan, then those met on the way; the empty id last.
class Classes {
 public:
  Classes(const Snapshot& snapshot, const Plan& plan) : plan_(plan) {
    for (const ProblemClass& one : plan.problem_classes) line(one.id);
    if (plan.problem_classes.empty())
      for (const Task& task : plan.tasks)
        if (task.is_leaf) line(task.id.text());
    for (const Hazard& hazard : snapshot.hazards()) {
      of_hazard_.push_back(problem_class_of(plan, hazard));
      if (hazard.found_on) add(hazard, snapshot.as_of());
    }
    for (const Count& count : snapshot.counts())
      if (count.what == Count::What::rectified) line(of_hazard_[count.hazard]).rectified += count.sign;
    for (const Measure& measure : snapshot.measures()) {
      const Targets targets = targets_of(measure, plan, snapshot);
      for (const std::string& id : targets.classes) line(id).measures.push_back(&measure);
      if (targets.classes.empty()) line("").measures.push_back(&measure);
    }
  }

  /// Ids by hazards found, most first; as in the plan where they are equal.
  std::vector<std::string> sorted() const {
    std::vector<std::string> out = order_;
    std::stable_sort(out.begin(), out.end(), [&](const std::string& a, const std::string& b) {
      if (a.empty() != b.empty()) return b.empty();
      return lines_.at(a).found > lines_.at(b).found;
    });
    return out;
  }
  const ClassLine& at(const std::string& id) const { return lines_.at(id); }
  bool is_declared(const std::string& id) const { return !plan_.problem_classes.empty() && !id.empty(); }
  std::string title(const std::string& id) const { return id.empty() ? no_class_title : problem_class_title(plan_, id); }

 private:
  ClassLine& line(const std::string& id) {
    const auto [found, fresh] = lines_.try_emplace(id);
    if (fresh) order_.push_back(id);
    return found->second;
  }

  void add(const Hazard& hazard, Day as_of) {
    ClassLine& here = line(of_hazard_.back());
    ++here.found;
    here.open += hazard.is_open() ? 1 : 0;
    here.major += hazard.grade == Grade::major ? 1 : 0;
    here.overdue += hazard.is_overdue(as_of) ? 1 : 0;
    here.recurred += hazard.details.has("recurrence_of") ? 1 : 0;
    here.recurred += std::count_if(hazard.steps.begin(), hazard.steps.end(), [](const Step& step) { return step.kind == FactKind::hazard_reopened; });
    const auto cause = cause_of(hazard);
    ++here.causes[cause ? static_cast<std::size_t>(*cause) : cause_count];
    if (const std::string& enterprise = hazard.details.text("enterprise"); !enterprise.empty()) here.enterprises.insert(enterprise);
    here.units.insert(hazard.supervising_unit.text());
  }

  const Plan& plan_;
  std::map<std::string, ClassLine> lines_;
  std::vector<std::string> order_;
  std::vector<std::string> of_hazard_;
};

std::string measures_text(const ClassLine& line) {
  std::string out;
  for (const Measure* measure : line.measures) out += (out.empty() ? "" : "、") + measure->id.text() + "（" + chinese(measure->state) + "）";
  return out;
}

std::int64_t count_of(const std::set<std::string>& members) { return static_cast<std::int64_t>(members.size()); }

}  // namespace

Table coverage(const Snapshot& snapshot, const Plan& plan) {
  const Classes classes(snapshot, plan);
  Table table{"coverage", {"class", "title", "found", "open", "rectified", "recurred", "measures", "flag"}, {}};
  for (const std::string& id : classes.sorted()) {
    const ClassLine& line = classes.at(id);
    if (line.found == 0 && line.measures.empty() && !classes.is_declared(id)) continue;
    const bool answered = std::any_of(line.measures.begin(), line.measures.end(), [](const Measure* one) { return one->is_valid(); });
    const std::string measures = measures_text(line);
    table.rows.push_back({id.empty() ? Cell{} : Cell{id}, classes.title(id), line.found, line.open, line.rectified, line.recurred,
                          measures.empty() ? Cell{} : Cell{measures},
                          line.found > 0 && !answered ? Cell{std::string(no_measure)} : Cell{}});
  }
  return table;
}

Table shared_problems(const Snapshot& snapshot, const Plan& plan) {
  const Classes classes(snapshot, plan);
  Table table{"shared_problems",
              {"class", "title", "found", "major", "enterprises", "units", "overdue", "person", "thing", "management", "environment", "unstated"},
              {}};
  for (const std::string& id : classes.sorted()) {
    const ClassLine& line = classes.at(id);
    if (line.found == 0) continue;
    std::vector<Cell> row{id.empty() ? Cell{} : Cell{id}, classes.title(id), line.found, line.major, count_of(line.enterprises),
                          count_of(line.units), line.overdue};
    for (const std::int64_t count : line.causes) row.emplace_back(count);
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace bihuan
