// A unit's return at the door: what its rows become, what is refused, what a second one changes (returns.md).
#include "../catch.hpp"
#include "../state/world.hpp"

#include "bihuan/campaign.hpp"
#include "bihuan/error.hpp"
#include "bihuan/ledger/merkle.hpp"
#include "bihuan/ledger/store.hpp"

#include <fstream>
#include <set>

using namespace world;

namespace {

/// A campaign whose clock is set by hand.
struct Office {
  Instant now = Instant::parse("2021-04-01T09:00:00+08:00");
  Campaign campaign = Campaign::create_in_memory(plan(), [this] { return now; });
  Office() = default;
  Office(const Office&) = delete;
  void at(const char* text) { now = Instant::parse(text); }
};

ReturnRow row(int number, std::map<std::string, std::string> cells) { return {"隐患台账", number, std::move(cells), "", ""}; }

std::map<std::string, std::string> found(const char* id) {
  return {{"id", id}, {"found_on", "2021-03-02"}, {"source", "监督检查"}, {"inspectors", "甲一、甲二"}, {"enterprise", "阳光物业"},
          {"place", "2号楼"}, {"territory", "街道所"}, {"task", "1.1"}, {"text", "层门门锁失效"}};
}

std::map<std::string, std::string> with(std::map<std::string, std::string> cells, const std::map<std::string, std::string>& more) {
  for (const auto& [key, value] : more) cells[key] = value;
  return cells;
}

const std::map<std::string, std::string> ordered = {{"grade", "general"}, {"on_site", "ordered"}, {"document", "监特令1号"}, {"ordered_on", "2021-03-03"},
                                                    {"measures", "更换"}, {"rectifier", "钱三"}, {"money", "0.5"}, {"due_on", "2021-03-20"}};
const std::map<std::string, std::string> reviewed = {{"rectified_on", "2021-03-15"}, {"reviewed_on", "2021-03-16"}, {"reviewers", "甲三、甲四"}, {"conclusion", "passed"}};
const std::map<std::string, std::string> closed = {{"closed_on", "2021-03-18"}, {"closed_by", "甲五"}};

Return march(std::vector<ReturnRow> rows) {
  Return out;
  out.header = {"电梯科", "monthly", "2021-03", "甲六", "甲七", "甲八", "2021-03-31", "1", rows.empty()};
  out.hazards = std::move(rows);
  return out;
}

Return april(std::vector<ReturnRow> rows) {
  Return out = march(std::move(rows));
  out.header.period = "2021-04";
  return out;
}

const RowVerdict& only_refused(const Receipt& receipt) {
  REQUIRE(receipt.refused_count() == 1);
  return receipt.rows.front();
}

Hazard hazard(const Office& office, const char* id) { return office.campaign.snapshot(Day::of(2021, 12, 31)).hazard(HazardId{id}); }

}  // namespace

TEST_CASE("a whole life in one row becomes its facts in the order of their days, in one commit", "[campaign]") {
  Office office;
  const Receipt receipt = office.campaign.hand_in(march({row(2, with(with(with(found("H-1"), ordered), reviewed), closed))}));
  CHECK(receipt.refused_count() == 0);
  CHECK(receipt.fact_count == 7);  // registered, graded, ordered, begun, reported, passed, closed
  CHECK(receipt.standing == "complete");
  CHECK_FALSE(receipt.late);
  CHECK(office.campaign.history().last_seq() == 2);
  const Hazard h = hazard(office, "H-1");
  CHECK(h.state == State::closed);
  CHECK(h.details.integer("money_fen") == 500000);
  CHECK(h.unstated_count > 0);
  for (const Known& known : office.campaign.history().facts())
    if (known.fact.kind == FactKind::rectification_begun) CHECK(known.fact.fields.texts("assumed") == std::vector<std::string>{"on"});
}

TEST_CASE("the ledger holds no name, only ids; the same name of a unit is the same person", "[campaign]") {
  Office office;
  office.campaign.hand_in(march({row(2, with(found("H-1"), ordered)), row(3, with(found("H-2"), ordered))}));
  std::set<std::string> inspectors;
  for (const Known& known : office.campaign.history().facts()) {
    for (const Actor& a : known.fact.by) CHECK(a.person.text().front() == 'p');
    if (known.fact.kind == FactKind::hazard_registered) inspectors.insert(known.fact.by.front().person.text());
  }
  CHECK(inspectors.size() == 1);
  bool named = false;
  for (const auto& [id, name] : office.campaign.names()) named = named || name == "甲一";
  CHECK(named);
}

TEST_CASE("a row with a gap or an illegal step is refused whole, with row, column and reason; the others land", "[campaign][table]") {
  struct Case { const char* what; std::map<std::string, std::string> cells; const char* column; const char* reason; };
  auto gap = with(with(found("H-2"), ordered), reviewed);
  gap.erase("rectified_on");
  auto no_inspector = found("H-2");
  no_inspector["inspectors"] = "甲一";
  auto no_task = found("H-2");
  no_task["task"] = "9.9";
  auto major = with(found("H-2"), {{"grade", "major"}});
  auto same = with(with(with(found("H-2"), ordered), reviewed), {{"closed_on", "2021-03-18"}, {"closed_by", "甲三"}});
  auto no_limit = with(found("H-2"), ordered);
  no_limit.erase("due_on");
  const Case cases[] = {
      {"review without rectification", gap, "复查日期", "待复查"},
      {"one inspector", no_inspector, "检查人员", "2人"},
      {"no such task", no_task, "发现日期", "9.9"},
      {"a major without its clause", major, "判定依据", "缺少判定依据"},
      {"the reviewer strikes off", same, "销号日期", "复查人"},
      {"an order without its limit", no_limit, "整改时限", "缺少整改时限"},
      {"a day in the future", with(found("H-2"), {{"found_on", "2021-05-02"}}), "发现日期", "晚于"},
      {"fixed on the spot on a later day", with(found("H-2"), {{"on_site", "fixed"}, {"rectified_on", "2021-03-05"}}), "整改完成日期", "当场改正"},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    Office office;
    const Receipt receipt = office.campaign.hand_in(march({row(2, with(found("H-1"), ordered)), row(3, c.cells)}));
    const RowVerdict& verdict = only_refused(receipt);
    CHECK(verdict.row == 3);
    CHECK(verdict.column == c.column);
    CHECK_THAT(verdict.reason, Catch::Matchers::ContainsSubstring(c.reason));
    CHECK_FALSE(verdict.english.empty());
    CHECK(receipt.standing == "partial");
    CHECK(office.campaign.snapshot(Day::of(2021, 12, 31)).find_hazard(HazardId{"H-1"}) != nullptr);
    CHECK(office.campaign.snapshot(Day::of(2021, 12, 31)).find_hazard(HazardId{"H-2"}) == nullptr);
  }
}

TEST_CASE("rectified without a review is awaiting review, never closed", "[campaign]") {
  Office office;
  office.campaign.hand_in(march({row(2, with(with(found("H-1"), ordered), {{"rectified_on", "2021-03-15"}}))}));
  CHECK(hazard(office, "H-1").state == State::awaiting_review);
}

TEST_CASE("fixed on the spot needs neither report nor review, and two witnesses", "[campaign]") {
  Office office;
  const Receipt receipt = office.campaign.hand_in(march({row(2, with(with(found("H-1"), {{"on_site", "fixed"}}), closed))}));
  CHECK(receipt.refused_count() == 0);
  CHECK(receipt.fact_count == 4);
  CHECK(hazard(office, "H-1").state == State::closed);
}

TEST_CASE("the same content again gives the old receipt and changes nothing; other content needs a reason", "[campaign]") {
  Office office;
  const Return first = march({row(2, with(found("H-1"), ordered))});
  const Receipt receipt = office.campaign.hand_in(first);
  const Checkpoint after = office.campaign.checkpoint();
  office.at("2021-04-03T09:00:00+08:00");
  const Receipt again = office.campaign.hand_in(first);
  CHECK(again.repeated);
  CHECK(again.item == receipt.item);
  CHECK(again.checkpoint == receipt.checkpoint);
  CHECK(again.received_on == receipt.received_on);
  CHECK(office.campaign.checkpoint() == after);
  Return other = first;
  other.hazards[0].cells["due_on"] = "2021-03-25";
  CHECK_THROWS_AS(office.campaign.hand_in(other), ReturnError);
  CHECK(office.campaign.checkpoint() == after);
  const Receipt corrected = office.campaign.hand_in(other, {std::nullopt, "整改时限笔误", false, false});
  CHECK(corrected.corrected);
  CHECK(corrected.fact_count == 1);
  CHECK(hazard(office, "H-1").limit_on == Day::of(2021, 3, 25));
  CHECK(office.campaign.history().facts().back().fact.kind == FactKind::fact_corrected);
}

TEST_CASE("next month the same row states only what is new; a row that is gone is reported and closes nothing", "[campaign]") {
  Office office;
  office.campaign.hand_in(march({row(2, with(found("H-1"), ordered)), row(3, with(found("H-2"), ordered))}));
  office.at("2021-05-01T09:00:00+08:00");
  const Receipt receipt = office.campaign.hand_in(april({row(2, with(with(found("H-1"), ordered), {{"begun_on", "2021-04-02"}, {"rectified_on", "2021-04-05"}}))}));
  CHECK(receipt.refused_count() == 0);
  CHECK(receipt.fact_count == 2);
  CHECK(receipt.missing == std::vector<std::string>{"H-2"});
  CHECK(hazard(office, "H-2").state == State::ordered);
}

TEST_CASE("a failed review opens a second round on a further row", "[campaign]") {
  Office office;
  const auto failed = with(with(found("H-1"), ordered), {{"rectified_on", "2021-03-15"}, {"reviewed_on", "2021-03-16"}, {"reviewers", "甲三、甲四"}, {"conclusion", "failed"}});
  const std::map<std::string, std::string> second = {{"id", "H-1"}, {"round", "2"}, {"document", "监特令2号"}, {"ordered_on", "2021-03-17"}, {"measures", "再换"},
      {"rectifier", "钱三"}, {"due_on", "2021-03-25"}, {"rectified_on", "2021-03-20"}, {"reviewed_on", "2021-03-22"}, {"reviewers", "甲三、甲四"}, {"conclusion", "passed"},
      {"closed_on", "2021-03-24"}, {"closed_by", "甲五"}};
  const Receipt receipt = office.campaign.hand_in(march({row(2, failed), row(3, second)}));
  for (const RowVerdict& verdict : receipt.rows) CHECK(verdict.english.empty());
  CHECK(receipt.refused_count() == 0);
  CHECK(hazard(office, "H-1").state == State::closed);
  CHECK(hazard(office, "H-1").round == 2);
  office.at("2021-05-01T09:00:00+08:00");
  CHECK(office.campaign.hand_in(april({row(2, failed), row(3, second)})).fact_count == 0);
}

TEST_CASE("an extension with another day of approval is a further extension", "[campaign]") {
  Office office;
  const auto begun = with(with(found("H-1"), ordered), {{"begun_on", "2021-03-04"}});
  const auto once = with(begun, {{"asked_on", "2021-03-10"}, {"extended_to", "2021-03-30"}, {"extended_on", "2021-03-11"}, {"extended_by", "甲五"}});
  const auto twice = with(begun, {{"asked_on", "2021-03-25"}, {"extended_to", "2021-04-20"}, {"extended_on", "2021-03-26"}, {"extended_by", "甲五"}});
  office.campaign.hand_in(march({row(2, once)}));
  CHECK(hazard(office, "H-1").extension_count == 1);
  office.at("2021-05-01T09:00:00+08:00");
  CHECK(office.campaign.hand_in(april({row(2, twice)})).refused_count() == 0);
  CHECK(hazard(office, "H-1").extension_count == 2);
  CHECK(hazard(office, "H-1").limit_on == Day::of(2021, 4, 20));
}

TEST_CASE("a changed grade is no correction: record regrade", "[campaign]") {
  Office office;
  office.campaign.hand_in(march({row(2, with(found("H-1"), ordered))}));
  office.at("2021-05-01T09:00:00+08:00");
  const Receipt receipt = office.campaign.hand_in(april({row(2, with(with(found("H-1"), ordered), {{"grade", "major"}, {"basis", "第三项"}}))}));
  CHECK_THAT(only_refused(receipt).reason, Catch::Matchers::ContainsSubstring("重新定级"));
}

TEST_CASE("dry run is the real run without the commit; all or nothing refuses the return for one row", "[campaign]") {
  Office office;
  const Checkpoint before = office.campaign.checkpoint();
  const Return mixed = march({row(2, with(found("H-1"), ordered)), row(3, {{"id", "H-2"}})});
  const Receipt dry = office.campaign.hand_in(mixed, {std::nullopt, "", true, false});
  CHECK(dry.dry_run);
  CHECK(dry.fact_count == 3);
  CHECK(office.campaign.checkpoint() == before);
  CHECK_THROWS_AS(office.campaign.hand_in(mixed, {std::nullopt, "", false, true}), ReturnError);
  CHECK(office.campaign.checkpoint() == before);
  const Receipt real = office.campaign.hand_in(mixed);
  CHECK(real.fact_count == dry.fact_count);
  CHECK(real.refused_count() == dry.refused_count());
}

TEST_CASE("a return is late by the day it was received; a unit without the filing contributes", "[campaign]") {
  Office office;
  office.at("2021-04-03T09:00:00+08:00");
  CHECK(office.campaign.hand_in(march({row(2, found("H-1"))})).late);
  Return station = march({row(2, found("S-1"))});
  station.header.unit = "街道所";
  const Receipt receipt = office.campaign.hand_in(station);
  CHECK(receipt.contribution);
  CHECK_FALSE(receipt.due_on.has_value());
  CHECK(office.campaign.hand_in(march({}), {Day::of(2021, 4, 1), "零报告更正", false, false}).late == false);
}

TEST_CASE("an empty return must say that it is a zero report, and a header must be known", "[campaign][table]") {
  struct Case { const char* what; std::function<void(Return&)> spoil; const char* says; };
  const Case cases[] = {
      {"empty without zero", [](Return& r) { r.hazards.clear(); r.header.zero = false; }, "零报告"},
      {"zero with rows", [](Return& r) { r.header.zero = true; }, "零报告"},
      {"unknown unit", [](Return& r) { r.header.unit = "不存在科"; }, "不存在科"},
      {"unknown filing", [](Return& r) { r.header.filing = "weekly"; }, "weekly"},
      {"bad period", [](Return& r) { r.header.period = "三月"; }, "三月"},
      {"period outside", [](Return& r) { r.header.period = "2031-03"; }, "2031"},
      {"no head", [](Return& r) { r.header.headed_by.clear(); }, "单位负责人"},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    Office office;
    Return bad = march({row(2, found("H-1"))});
    c.spoil(bad);
    try {
      office.campaign.hand_in(bad);
      FAIL("it was taken");
    } catch (const ReturnError& why) {
      CHECK_THAT(why.chinese(), Catch::Matchers::ContainsSubstring(c.says));
    }
    CHECK(office.campaign.history().last_seq() == 1);
  }
}

TEST_CASE("figures and texts of the progress sheet are stated; what the ledger derives is compared, not believed", "[campaign]") {
  Office office;
  Return full = march({row(2, with(found("H-1"), ordered))});
  full.progress.push_back({"进展情况", 5, {{"code", "I20"}, {"title", "行政处罚"}, {"measure", "次"}, {"value", "3"}}, "", ""});
  full.progress.push_back({"进展情况", 6, {{"code", "I22"}, {"title", "罚款"}, {"measure", "万元"}, {"value", "12.50"}}, "", ""});
  full.progress.push_back({"进展情况", 7, {{"code", "I08"}, {"title", "排查隐患总数"}, {"value", "2"}}, "", ""});
  full.progress.push_back({"进展情况", 9, {{"block", "主要做法"}, {"text", "联合检查"}}, "", ""});
  full.measures.push_back({"制度措施清单", 4, {{"id", "M-1"}, {"title", "电梯日管控"}, {"status", "征求意见"}}, "", ""});
  CHECK(office.campaign.hand_in(full).refused_count() == 0);
  const Report report = office.campaign.report(Period::parse("2021-03"));
  const Table& progress = report.table("progress");
  const auto figure = [&](const char* code, const char* key) {
    for (std::size_t i = 0; i < progress.row_count(); ++i)
      if (cell_text(progress.at(i, "code")) == code) return cell_text(progress.at(i, key));
    return std::string("no such row");
  };
  CHECK(figure("I20", "month") == "3");
  CHECK(figure("I22", "month") == "12.5");
  CHECK(figure("I08", "month") == "1");
  CHECK(figure("I08", "stated") == "2");
  CHECK(figure("I08", "difference") == "1");
  CHECK(report.table("list_two").row_count() == 1);
  CHECK(report.table("texts").row_count() == 1);
  CHECK(report.balanced);
}

TEST_CASE("what comes after a report was issued stays out of it and is the next report's late entry", "[campaign]") {
  Office office;
  const auto folder = std::filesystem::temp_directory_path() / "bihuan-late-entries";
  std::filesystem::remove_all(folder);
  office.campaign.hand_in(march({row(2, with(found("H-1"), ordered))}));
  office.at("2021-04-06T09:00:00+08:00");
  const IssuedReport issued = office.campaign.issue(Period::parse("2021-03"), folder);
  CHECK(issued.report.headline.found == 1);
  CHECK_THROWS_AS(office.campaign.issue(Period::parse("2021-03"), folder), FormError);
  office.at("2021-04-08T09:00:00+08:00");
  Return late = march({row(2, found("S-1"))});
  late.header.unit = "街道所";
  office.campaign.hand_in(late);
  office.at("2021-05-06T09:00:00+08:00");
  const Report april = office.campaign.report(Period::parse("2021-04"));
  CHECK(april.headline.found == 0);
  CHECK(april.headline.found_cumulative == 2);
  CHECK(april.headline.found_late == 1);
  CHECK(april.table("late_entries").row_count() == 1);
  CHECK(april.balanced);
  const Table& balance = april.table("balance");
  std::string late_line;
  for (std::size_t i = 0; i < balance.row_count(); ++i)
    if (cell_text(balance.at(i, "unit")) == "街道所") late_line += cell_text(balance.at(i, "opening")) + "/" + cell_text(balance.at(i, "late"));
  CHECK(late_line == "1/1");
  Report again = office.campaign.report(Period::parse("2021-03"), issued.report.checkpoint.size);
  CHECK(again.tables == issued.report.tables);
  again.issued = true;  // all that tells a report folded again from the one that was issued
  CHECK(report_json(again) == report_json(issued.report));
  std::filesystem::remove_all(folder);
}

TEST_CASE("the board says who filed on time, late, in part, not at all, and who filed beside his duty", "[campaign]") {
  Office office;
  office.campaign.hand_in(march({row(2, found("H-1")), row(3, {{"id", "H-2"}})}));
  Return station = march({row(2, found("S-1"))});
  station.header.unit = "街道所";
  office.campaign.hand_in(station);
  const Report report = office.campaign.report(Period::parse("2021-03"));
  const Table& board = report.table("board");
  std::map<std::string, std::string> standing;
  for (std::size_t i = 0; i < board.row_count(); ++i) standing[cell_text(board.at(i, "unit"))] = cell_text(board.at(i, "standing"));
  CHECK(standing["电梯科"] == "按时（部分）");
  CHECK(standing["起重科"] == "缺报");
  CHECK(standing["街道所"] == "另报");
}

TEST_CASE("a ledger on disk opens again as it was, verifies, and a second writer sees the first one's acts", "[campaign]") {
  const auto file = std::filesystem::temp_directory_path() / "bihuan-campaign-test.ledger";
  for (const char* suffix : {"", ".lock", "-journal"}) std::filesystem::remove(file.string() + suffix);
  Instant now = Instant::parse("2021-04-01T09:00:00+08:00");
  {
    Campaign one = Campaign::create(file, plan(), [&] { return now; });
    CHECK_THROWS_AS(Campaign::create(file, plan(), [&] { return now; }), LedgerError);
    Campaign two = Campaign::open(file, [&] { return now; });
    one.hand_in(march({row(2, with(found("H-1"), ordered))}));
    two.begin("H-1", {Day::of(2021, 3, 10), {Actor::parse("p77@rectifier@阳光物业")}, {}});
    one.catch_up();
    CHECK(one.snapshot(Day::of(2021, 4, 1)).hazard(HazardId{"H-1"}).state == State::rectifying);
    CHECK(one.checkpoint() == two.checkpoint());
  }
  const Campaign again = Campaign::open(file, [&] { return now; });
  CHECK(again.plan().notice.title == plan().notice.title);
  CHECK(again.verify().verdict == Verification::Verdict::intact);
  for (const char* suffix : {"", ".lock", "-journal"}) std::filesystem::remove(file.string() + suffix);
}

TEST_CASE("a second closing after a reopening is a closing of its own and moves no figure of the first month", "[campaign]") {
  Office office;
  office.campaign.hand_in(march({row(2, with(with(with(found("H-1"), ordered), reviewed), closed))}));
  office.at("2021-04-05T09:00:00+08:00");
  const std::int64_t before = office.campaign.report(Period::parse("2021-03")).headline.struck_off;
  office.campaign.reopen("H-1", {Day::of(2021, 4, 5), {Actor::parse("p500@inspector@lift")}, {{"findings", std::string("又失效")}}});
  office.at("2021-05-01T09:00:00+08:00");
  const std::map<std::string, std::string> second = {{"id", "H-1"}, {"round", "2"}, {"document", "监特令3号"}, {"ordered_on", "2021-04-06"}, {"measures", "再换"},
      {"rectifier", "钱三"}, {"due_on", "2021-04-20"}, {"rectified_on", "2021-04-08"}, {"reviewed_on", "2021-04-09"}, {"reviewers", "甲三、甲四"}, {"conclusion", "passed"},
      {"closed_on", "2021-04-12"}, {"closed_by", "甲五"}};
  const Receipt receipt = office.campaign.hand_in(april({row(2, with(with(with(found("H-1"), ordered), reviewed), {})), row(3, second)}));
  for (const RowVerdict& verdict : receipt.rows) CHECK(verdict.english.empty());
  CHECK(hazard(office, "H-1").state == State::closed);
  CHECK(hazard(office, "H-1").closed_on == Day::of(2021, 4, 12));
  CHECK(office.campaign.report(Period::parse("2021-03")).headline.struck_off == before);
  CHECK(office.campaign.report(Period::parse("2021-04")).headline.struck_off == 0);  // one reopened, one closed
}

TEST_CASE("closing cells on the first row of two rounds close after the second", "[campaign]") {
  Office office;
  const auto failed = with(with(with(found("H-1"), ordered), {{"rectified_on", "2021-03-15"}, {"reviewed_on", "2021-03-16"}, {"reviewers", "甲三、甲四"}, {"conclusion", "failed"}}),
                           {{"closed_on", "2021-03-24"}, {"closed_by", "甲五"}});
  const std::map<std::string, std::string> second = {{"id", "H-1"}, {"round", "2"}, {"document", "监特令2号"}, {"ordered_on", "2021-03-17"}, {"measures", "再换"},
      {"rectifier", "钱三"}, {"due_on", "2021-03-25"}, {"rectified_on", "2021-03-20"}, {"reviewed_on", "2021-03-22"}, {"reviewers", "甲三、甲四"}, {"conclusion", "passed"}};
  CHECK(office.campaign.hand_in(march({row(2, failed), row(3, second)})).refused_count() == 0);
  CHECK(hazard(office, "H-1").state == State::closed);
}

TEST_CASE("no record holds a name, not even the reason of a refused row", "[campaign]") {
  Office office;
  auto one = found("H-1");
  one["inspectors"] = "欧阳独一";
  office.campaign.hand_in(march({row(2, one)}));
  for (const Known& known : office.campaign.history().facts())
    for (const auto& [key, value] : known.fact.fields.entries())
      if (const auto* text = std::get_if<std::string>(&value)) CHECK(text->find("欧阳独一") == std::string::npos);
}

TEST_CASE("a hazard that was reassigned is the new unit's to return and the old one misses nothing", "[campaign]") {
  Office office;
  office.campaign.hand_in(march({row(2, with(found("H-1"), ordered))}));
  office.at("2021-04-10T09:00:00+08:00");
  office.campaign.reassign("H-1", {Day::of(2021, 4, 2), {Actor::parse("p600@supervising_unit@lift")}, {{"supervising_unit", std::string("crane")}, {"reason", std::string("分工")}}});
  office.at("2021-05-01T09:00:00+08:00");
  CHECK(office.campaign.hand_in(april({})).missing.empty());
  Return crane = april({row(2, with(with(found("H-1"), ordered), {{"begun_on", "2021-04-05"}}))});
  crane.header.unit = "起重科";
  const Receipt receipt = office.campaign.hand_in(crane);
  for (const RowVerdict& verdict : receipt.rows) CHECK(verdict.english.empty());
  CHECK(hazard(office, "H-1").state == State::rectifying);
}

TEST_CASE("a correction that would make nonsense of a fact is refused", "[campaign][table]") {
  struct Case { const char* field; FactKind kind; Value value; };
  const Case cases[] = {
      {"grade", FactKind::hazard_graded, std::string("severe")}, {"supervising_unit", FactKind::hazard_registered, std::string("no_such_unit")},
      {"limit_on", FactKind::order_issued, std::string("1999-01-01")}, {"on", FactKind::order_issued, std::string("2035-01-01")},
      {"rectifier", FactKind::order_issued, std::string("张三")},
  };
  for (const Case& c : cases) {
    INFO(c.field);
    Office office;
    office.campaign.hand_in(march({row(2, with(found("H-1"), ordered))}));
    ItemNumber target = 0;
    for (const Known& known : office.campaign.history().facts())
      if (known.fact.kind == c.kind) target = known.number;
    CHECK_THROWS_AS(office.campaign.correct("H-1", {Day::of(2021, 4, 1), {Actor::parse("p700@checker@lift")},
                                                    {{"corrects", target}, {"field", std::string(c.field)}, {"value", c.value}, {"reason", std::string("笔误")}}}),
                    Refused);
  }
}

TEST_CASE("a correction that moves a hazard out of an issued month is named among the late entries", "[campaign]") {
  Office office;
  const auto folder = std::filesystem::temp_directory_path() / "bihuan-late-corrections";
  std::filesystem::remove_all(folder);
  office.campaign.hand_in(march({row(2, found("H-1"))}));
  office.at("2021-04-06T09:00:00+08:00");
  office.campaign.issue(Period::parse("2021-03"), folder);
  ItemNumber target = 0;
  for (const Known& known : office.campaign.history().facts())
    if (known.fact.kind == FactKind::hazard_registered) target = known.number;
  office.campaign.correct("H-1", {Day::of(2021, 4, 6), {Actor::parse("p700@checker@lift")},
                                  {{"corrects", target}, {"field", std::string("on")}, {"value", std::string("2021-04-05")}, {"reason", std::string("笔误")}}});
  office.at("2021-05-06T09:00:00+08:00");
  const Report april_report = office.campaign.report(Period::parse("2021-04"));
  CHECK(april_report.table("late_entries").row_count() == 1);
  CHECK(april_report.balanced);
  std::filesystem::remove_all(folder);
}

TEST_CASE("a rename that was interrupted after the commit is finished when the ledger is opened", "[campaign]") {
  const auto place = std::filesystem::temp_directory_path() / "bihuan-interrupted";
  std::filesystem::remove_all(place);
  std::filesystem::create_directories(place);
  Instant now = Instant::parse("2021-04-01T09:00:00+08:00");
  const auto page = place / "reports" / "monthly-2021-03.html";
  {
    Campaign one = Campaign::create(place / "l", plan(), [&] { return now; });
    one.hand_in(march({row(2, found("H-1"))}));
    now = Instant::parse("2021-04-06T09:00:00+08:00");
    one.issue(Period::parse("2021-03"), place / "reports");
  }
  std::filesystem::rename(page, page.string() + ".part");  // as if the power had gone between commit and rename
  Campaign::open(place / "l", [&] { return now; });
  CHECK(std::filesystem::exists(page));
  CHECK_FALSE(std::filesystem::exists(page.string() + ".part"));
  std::filesystem::remove_all(place);
}

TEST_CASE("a rename that is left to do in a folder elsewhere waits until that folder is asked for", "[campaign]") {
  const auto place = std::filesystem::temp_directory_path() / "bihuan-elsewhere";
  std::filesystem::remove_all(place);
  std::filesystem::create_directories(place / "home");
  Instant now = Instant::parse("2021-04-01T09:00:00+08:00");
  const auto page = place / "reports" / "monthly-2021-03.html";
  {
    Campaign one = Campaign::create(place / "home" / "l", plan(), [&] { return now; });
    one.hand_in(march({row(2, found("H-1"))}));
    now = Instant::parse("2021-04-06T09:00:00+08:00");
    one.issue(Period::parse("2021-03"), place / "reports");
  }
  std::filesystem::rename(page, page.string() + ".part");
  Campaign again = Campaign::open(place / "home" / "l", [&] { return now; });
  CHECK_FALSE(std::filesystem::exists(page));
  CHECK_THROWS_AS(again.issue(Period::parse("2021-03"), place / "reports"), FormError);
  CHECK(std::filesystem::exists(page));
  std::filesystem::remove_all(place);
}

TEST_CASE("whatever folder and files a ledger names, opening it renames no file but a report's below itself", "[campaign][attack]") {
  const auto place = std::filesystem::temp_directory_path() / "bihuan-hostile-folder";
  std::filesystem::remove_all(place);
  for (const char* folder : {"home/reports", "outside"}) std::filesystem::create_directories(place / folder);
  std::filesystem::create_directory_symlink(place / "outside", place / "home" / "link");
  const auto write = [](const std::filesystem::path& file) { std::ofstream(file) << "x"; };
  const std::string digest = " " + hex(sha256("x"));
  struct Attempt {
    std::string folder, file, part;
  };
  const std::vector<Attempt> attempts{
      {"../outside", "a.xlsx", "outside/a.xlsx"},
      {(place / "outside").string(), "a.csv", "outside/a.csv"},
      {"link", "a.json", "outside/a.json"},
      {"reports/../../outside", "a.html", "outside/a.html"},
      {"reports", "../../outside/b.xlsx", "outside/b.xlsx"},
      {"reports", (place / "outside" / "c.xlsx").string(), "outside/c.xlsx"},
      {".", "l", "home/l"},
      {"reports", "profile", "home/reports/profile"},
      {"reports", "..", "home/reports/.."},
  };
  Instant now = Instant::parse("2021-06-01T09:00:00+08:00");
  const auto ledger = place / "home" / "l";
  Fact honest = [&] {
    Campaign one = Campaign::create(ledger, plan(), [&] { return now; });
    one.issue(Period::parse("2021-03"), place / "home" / "reports");
    return one.history().facts().back().fact;
  }();
  {
    const auto store = open_sqlite_store(ledger);
    for (std::size_t i = 0; i < attempts.size(); ++i) {
      Fact hostile = honest;
      hostile.version = static_cast<std::int64_t>(i) + 2;
      hostile.fields.set("folder", Value{attempts[i].folder}).set("files", Value{std::vector<std::string>{attempts[i].file + digest}});
      store->take_turn()->append({now, hostile.by.front(), {}, {}}, {hostile}, {});
    }
  }
  for (const Attempt& attempt : attempts)
    if (attempt.file != "..") write((place / attempt.part).string() + ".part");
  write(place / "home" / "reports" / "mine.xlsx.part");
  Campaign::open(ledger, [&] { return now; });
  for (const Attempt& attempt : attempts) {
    INFO(attempt.folder << " " << attempt.file);
    if (attempt.file != "..") CHECK(std::filesystem::exists((place / attempt.part).string() + ".part"));
  }
  CHECK(Campaign::open(ledger, [&] { return now; }).verify().verdict == Verification::Verdict::intact);
  std::filesystem::remove_all(place);
}

TEST_CASE("the day found is corrected with all that falls on it", "[campaign][table]") {
  const char* days[] = {"2021-03-01", "2021-03-03"};  // earlier and later than the 2nd
  for (const char* to : days)
    for (const bool on_the_spot : {false, true}) {
      INFO(to << (on_the_spot ? " fixed on the spot" : " ordered"));
      Office office;
      auto cells = on_the_spot ? with(found("H-1"), {{"on_site", "fixed"}}) : with(with(found("H-1"), ordered), {{"on_site", "stopped"}});
      office.campaign.hand_in(march({row(2, cells)}));
      cells["found_on"] = to;
      const Receipt receipt = office.campaign.hand_in(march({row(2, cells)}), {std::nullopt, "日期笔误", false, false});
      for (const RowVerdict& verdict : receipt.rows) CHECK(verdict.english.empty());
      CHECK(hazard(office, "H-1").found_on == Day::parse(to));
      CHECK(hazard(office, "H-1").state == (on_the_spot ? State::passed : State::ordered));
      office.at("2021-05-01T09:00:00+08:00");
      CHECK(office.campaign.hand_in(april({row(2, cells)})).fact_count == 0);
    }
}

TEST_CASE("the day found is corrected again, and the grading that falls on it goes along again", "[campaign]") {
  Office office;
  auto cells = with(found("H-1"), with(ordered, {{"ordered_on", "2021-03-08"}}));
  office.campaign.hand_in(march({row(2, cells)}));
  for (const char* to : {"2021-03-04", "2021-03-06", "2021-03-03"}) {
    INFO(to);
    cells["found_on"] = to;
    const Receipt receipt = office.campaign.hand_in(march({row(2, cells)}), {std::nullopt, "日期笔误", false, false});
    for (const RowVerdict& verdict : receipt.rows) CHECK(verdict.english.empty());
    CHECK(receipt.fact_count == 2);
    CHECK(hazard(office, "H-1").found_on == Day::parse(to));
    CHECK(hazard(office, "H-1").graded_on == Day::parse(to));
  }
}

TEST_CASE("a row's corrections are judged together, as they will stand", "[campaign][table]") {
  using Cells = std::map<std::string, std::string>;
  const Cells before = with(ordered, {{"begun_on", "2021-03-06"}, {"rectified_on", "2021-03-08"}});
  struct Case { const char* name; Cells to; bool sound; };
  const Case cases[] = {
      {"an order and its limit move past each other's old days", {{"ordered_on", "2021-03-05"}, {"due_on", "2021-03-05"}}, true},
      {"two days move over each other's old places", {{"begun_on", "2021-03-08"}, {"rectified_on", "2021-03-10"}}, true},
      {"all days of a row move", {{"ordered_on", "2021-03-07"}, {"begun_on", "2021-03-09"}, {"rectified_on", "2021-03-11"}}, true},
      {"a correction makes room for what is news",
       {{"rectified_on", "2021-03-07"}, {"reviewed_on", "2021-03-07"}, {"reviewers", "甲三、甲四"}, {"conclusion", "passed"}}, true},
      {"each alone would do, both together make a limit before its order", {{"ordered_on", "2021-03-06"}, {"due_on", "2021-03-05"}}, false},
      {"reported before it was begun", {{"begun_on", "2021-03-10"}, {"rectified_on", "2021-03-09"}}, false},
  };
  for (const Case& c : cases) {
    INFO(c.name);
    Office office;
    office.campaign.hand_in(march({row(2, with(found("H-1"), before))}));
    const auto checkpoint = office.campaign.checkpoint();
    const auto cells = with(with(found("H-1"), before), c.to);
    const Receipt receipt = office.campaign.hand_in(march({row(2, cells)}), {std::nullopt, "日期笔误", true, false});
    CHECK((receipt.refused_count() == 0) == c.sound);
    CHECK(office.campaign.checkpoint() == checkpoint);
    if (!c.sound) continue;
    office.campaign.hand_in(march({row(2, cells)}), {std::nullopt, "日期笔误", false, false});
    office.at("2021-05-01T09:00:00+08:00");
    CHECK(office.campaign.hand_in(april({row(2, cells)})).fact_count == 0);  // it stands as the row says
  }
}
