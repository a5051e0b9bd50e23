// Problem classes against measures, and the common problems of a campaign, on a small world.
#include "../catch.hpp"
#include "../state/world.hpp"

#include "bihuan/error.hpp"
#include "bihuan/report/coverage.hpp"
#include "bihuan/state/problem_class.hpp"

using namespace world;

namespace {

Plan with_classes() {
  Plan out = plan();
  const auto known = [](const char* id, const char* title, std::vector<std::string> tasks) {
    return ProblemClass{id, title, std::move(tasks), Origin::assumed, ""};
  };
  out.problem_classes = {known("maintenance", "维保不到位", {"1.1"}), known("crane", "起重作业违章", {"1.2"}), known("people", "人员无证", {})};
  return out;
}

const Plan& without_classes() {
  static const Plan bare = [] {
    Plan out = plan();
    out.problem_classes.clear();
    return out;
  }();
  return bare;
}

void register_hazard(World& w, const char* id, const char* task, Fields more = {}, const char* on = "2021-03-01") {
  Fields f = what(Request::register_, Grade::general);
  f.set("task", Value{std::string(task)});
  for (const auto& [key, value] : more.entries()) f.set(key, value);
  w.act(Request::register_, id, day(on), f, who(Request::register_));
}

void state_measure(World& w, const char* id, const char* status, std::vector<std::string> targets) {
  const auto text = [](const char* value) { return Value{std::string(value)}; };
  Fields f{{"title", text("制度")}, {"unit", text("lift")}, {"status", text(status)}, {"document", text("7号")}, {"issued_on", text("2021-02-01")}};
  f.set("targets", Value{std::move(targets)});
  w.write(decide_measure(w.history, plan(), w.today, {FactKind::measure_stated, day("2021-04-01"), id, 0, {actor("p1@head@lift")}, f}));
}

std::string cell_at(const Table& table, std::size_t row, const char* key) { return cell_text(table.at(row, key)); }

}  // namespace

TEST_CASE("a class with many hazards and no measure stands out", "[report]") {
  const Plan classes = with_classes();
  World w;
  w.adopted = &classes;
  register_hazard(w, "H-1", "1.1");
  register_hazard(w, "H-2", "1.1", {{"recurrence_of", Value{std::string("H-1")}}}, "2021-03-05");
  register_hazard(w, "H-3", "1.1", {{"problem_class", Value{std::string("people")}}});
  register_hazard(w, "H-4", "1.2");
  state_measure(w, "M-1", "in_force", {"起重作业违章"});
  state_measure(w, "M-2", "drafted", {"maintenance"});
  state_measure(w, "M-3", "issued", {"H-3", "无人知道的问题"});
  state_measure(w, "M-4", "issued", {"别的问题"});
  const Snapshot snapshot = w.snapshot(day("2021-12-31"));
  const Table table = coverage(snapshot, classes);
  REQUIRE(table.row_count() == 4);
  CHECK(cell_at(table, 0, "title") == "维保不到位");
  CHECK(cell_at(table, 0, "found") == "2");
  CHECK(cell_at(table, 0, "recurred") == "1");
  CHECK(cell_at(table, 0, "open") == "2");
  CHECK(cell_at(table, 0, "measures") == "M-2（拟制）");
  CHECK(cell_at(table, 0, "flag") == "无措施");  // a draft answers nothing yet
  CHECK(cell_at(table, 1, "class") == "crane");
  CHECK(cell_at(table, 1, "flag").empty());
  CHECK(cell_at(table, 2, "measures") == "M-3（印发）");  // by the hazard it names
  CHECK(cell_at(table, 2, "flag").empty());
  CHECK(cell_at(table, 3, "class").empty());
  CHECK(cell_at(table, 3, "measures") == "M-4（印发）");
  const Targets targets = targets_of(snapshot.measures()[2], classes, snapshot);
  CHECK(targets.classes == std::vector<std::string>{"people"});
  CHECK(targets.hazards == std::vector<HazardId>{HazardId{"H-3"}});
  CHECK(targets.unknown == std::vector<std::string>{"无人知道的问题"});
  std::int64_t found = 0;
  for (std::size_t row = 0; row < table.row_count(); ++row) found += std::get<std::int64_t>(table.at(row, "found"));
  CHECK(found == 4);  // every hazard in exactly one row
}

TEST_CASE("a plan without problem classes is looked at by its leaf tasks", "[report]") {
  World w;
  w.adopted = &without_classes();
  register_hazard(w, "H-1", "1.2");
  state_measure(w, "M-1", "revised", {"1.2"});
  const Table table = coverage(w.snapshot(day("2021-12-31")), without_classes());
  REQUIRE(table.row_count() == 1);
  CHECK(cell_at(table, 0, "title") == "起重机械");
  CHECK(cell_at(table, 0, "measures") == "M-1（评估修订）");
  CHECK(cell_at(table, 0, "flag").empty());  // the old text is in force until the new one
}

TEST_CASE("common problems: what a class touches, and its causes", "[report]") {
  const Plan classes = with_classes();
  World w;
  w.adopted = &classes;
  const auto cause = [](const char* word) { return Fields::Entry{"cause", Value{std::string(word)}}; };
  register_hazard(w, "H-1", "1.1", {cause("person")});
  register_hazard(w, "H-2", "1.1", {cause("management"), {"enterprise", Value{std::string("明月物业")}}});
  register_hazard(w, "H-3", "1.1", {{"supervising_unit", Value{std::string("crane")}}});
  w.act(Request::grade, "H-3", day("2021-03-02"), what(Request::grade, Grade::major), who(Request::grade));
  w.bring("H-4", State::ordered, Grade::general, day("2021-03-01"));  // limit 2021-11-30, thing unstated
  const Table table = shared_problems(w.snapshot(day("2021-12-31")), classes);
  REQUIRE(table.row_count() == 1);
  const std::pair<const char*, const char*> expected[] = {{"class", "maintenance"}, {"found", "4"}, {"major", "1"}, {"enterprises", "2"},
                                                          {"units", "2"}, {"overdue", "1"}, {"person", "1"}, {"thing", "0"},
                                                          {"management", "1"}, {"environment", "0"}, {"unstated", "2"}};
  for (const auto& [key, value] : expected) {
    INFO(key);
    CHECK(cell_at(table, 0, key) == value);
  }
}

TEST_CASE("a hazard's class is as stated, else the only class that names its task", "[state]") {
  Plan classes = with_classes();
  World w;
  w.adopted = &classes;
  register_hazard(w, "H-1", "1.1");
  register_hazard(w, "H-2", "1.1", {{"problem_class", Value{std::string("人员无证")}}});
  CHECK(problem_class_of(classes, w.hazard("H-1")) == "maintenance");
  CHECK(problem_class_of(classes, w.hazard("H-2")) == "people");
  CHECK(problem_class_of(without_classes(), w.hazard("H-1")) == "1.1");
  classes.problem_classes[2].tasks = {"1.1"};
  CHECK(problem_class_of(classes, w.hazard("H-1")).empty());  // two claim it: nobody guesses
}

TEST_CASE("a stated class and cause are settled, or refused with what there is", "[state]") {
  const Plan classes = with_classes();
  Fields f{{"problem_class", Value{std::string("人员无证")}}, {"cause", Value{std::string("管理")}}};
  settle_class_and_cause(classes, "H-1", f);
  CHECK(f.text("problem_class") == "people");
  CHECK(f.text("cause") == "management");
  const auto refusal = [&](const char* key, const char* value) {
    Fields bad{{key, Value{std::string(value)}}};
    try {
      settle_class_and_cause(classes, "H-1", bad);
    } catch (const Refused& why) {
      return why;
    }
    FAIL("not refused");
    throw;
  };
  CHECK(refusal("cause", "天气").context().allowed == std::vector<std::string>{"person", "thing", "management", "environment"});
  CHECK_THAT(refusal("problem_class", "别的").chinese(), Catch::Matchers::ContainsSubstring("维保不到位、起重作业违章、人员无证"));
  Fields free{{"problem_class", Value{std::string("别的")}}};
  settle_class_and_cause(without_classes(), "H-1", free);  // a plan without classes has nothing to hold it against
  CHECK(free.text("problem_class") == "别的");
  CHECK(parse_cause("环境") == Cause::environment);
  CHECK_THROWS_AS(parse_cause("weather"), Refused);
}
