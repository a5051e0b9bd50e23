// A workbook made out, returned and handed in: every case of the merge, and what a stale one can't undo.
#include "../catch.hpp"
#include "../state/world.hpp"

#include "bihuan/campaign.hpp"
#include "bihuan/error.hpp"

using namespace world;
using Catch::Matchers::ContainsSubstring;

namespace {

/// An office in April 2021 whose unit 电梯科 handed in March: H-1 ordered, H-2 registered.
struct Office {
  Instant now = Instant::parse("2021-04-01T09:00:00+08:00");
  Campaign campaign = Campaign::create_in_memory(plan(), [this] { return now; });

  Office() {
    Return march;
    march.header = {"电梯科", "monthly", "2021-03", "甲六", "甲七", "甲八", "2021-03-31", "1", false};
    const auto row = [](int number, const char* id) {
      return ReturnRow{"隐患台账", number,
                       {{"id", id}, {"found_on", "2021-03-02"}, {"source", "inspection"}, {"inspectors", "甲一、甲二"}, {"enterprise", "阳光物业"},
                        {"place", "2号楼"}, {"territory", "街道所"}, {"task", "1.1"}, {"text", "层门门锁失效"}},
                       "", ""};
    };
    march.hazards = {row(2, "H-1"), row(3, "H-2"), row(4, "H-3")};
    for (const auto& [key, value] : std::map<std::string, std::string>{{"grade", "general"}, {"document", "监特令1号"}, {"ordered_on", "2021-03-03"}, {"measures", "更换"},
                                                                       {"rectifier", "钱三"}, {"money", "0.5"}, {"due_on", "2021-04-20"}})
      march.hazards[0].cells[key] = value;
    REQUIRE(campaign.hand_in(march).refused_count() == 0);
    now = Instant::parse("2021-04-10T09:00:00+08:00");
  }
  Office(const Office&) = delete;

  Prefilled prefilled() const { return campaign.prefill(UnitId{"lift"}, Period::parse("2021-04")); }
  /// The written workbook as the unit has it.
  Return workbook() const { return read_return(sheets_of(prefilled(), campaign.form()), campaign.form()); }
  void act(Request request, const char* id, const char* on, const Fields& fields) {
    campaign.record(request, id, {day(on), who(request), fields});
  }
  void correct(const char* id, FactKind kind, const char* field, const char* value) {
    for (const Known& known : campaign.history().facts())
      if (known.fact.subject == id && known.fact.kind == kind)
        return act(Request::correct, id, "2021-04-10", {{"corrects", known.number}, {"field", std::string(field)}, {"value", std::string(value)}, {"reason", std::string("笔误")}});
  }
};

ReturnRow& row_of(Return& returned, const char* id) {
  for (ReturnRow& row : returned.hazards)
    if (row.cells.at("id") == id) return row;
  throw std::runtime_error(id);
}

const MergeLine& only(const MergeReport& report, MergeKind kind) {
  REQUIRE(report.count(kind) == 1);
  return *std::find_if(report.lines.begin(), report.lines.end(), [&](const MergeLine& line) { return line.kind == kind; });
}

}  // namespace

TEST_CASE("the sheet that is made out has a row for each hazard of the unit, in the words of the paper", "[campaign]") {
  const Office office;
  const Prefilled prefilled = office.prefilled();
  REQUIRE(prefilled.hazards.size() == 3);
  const PrefilledRow& row = prefilled.hazards.front();
  CHECK(row.cells.at("inspectors") == "甲一、甲二");
  CHECK(row.cells.at("territory") == "街道所");
  CHECK(row.cells.at("money") == "0.5");
  CHECK(row.cells.at("on_site") == "ordered");
  CHECK(row.cells.at("rectifier") == "钱三");
  CHECK(office.campaign.history().find(row.set_by.at("due_on").number)->fact.kind == FactKind::order_issued);
  const std::vector<Sheet> sheets = sheets_of(prefilled, office.campaign.form());
  REQUIRE(sheets.size() == 3);
  const auto& written = sheets.front().rows.back();
  CHECK(std::find(written.begin(), written.end(), "监督检查") != written.end());
  CHECK(office.workbook().header.known_at == office.campaign.checkpoint().text());
  CHECK(office.workbook().header.headed_by == "甲八");
}

TEST_CASE("CSV files that are made out are read back as they were", "[campaign]") {
  const Office office;
  std::vector<std::pair<std::string, std::string>> files;
  for (const Sheet& sheet : sheets_of(office.prefilled(), office.campaign.form())) files.emplace_back(sheet.name + ".csv", "\xEF\xBB\xBF" + write_csv(sheet.rows));
  const Return returned = read_return_csv(files, office.campaign.form());
  REQUIRE(returned.hazards.size() == 3);
  CHECK(returned.warnings.empty());
  CHECK(returned.hazards.front().cells == office.prefilled().hazards.front().cells);
  CHECK(office.campaign.merge(returned).lines.empty());
}

TEST_CASE("every case of a merge is told with its three values, the facts and who was first", "[campaign][table]") {
  Office office;
  Return returned = office.workbook();
  row_of(returned, "H-1").cells["measures"] = "更换并检验";   // edited
  row_of(returned, "H-1").cells.erase("money");               // cleared
  row_of(returned, "H-1").cells["due_on"] = "2021-04-28";     // in conflict
  row_of(returned, "H-2").cells["place"] = "3号楼";           // already so
  ReturnRow added = row_of(returned, "H-2");
  added.cells["id"] = "H-9";
  std::erase_if(returned.hazards, [](const ReturnRow& row) { return row.cells.at("id") == "H-3"; });
  returned.hazards.push_back(added);
  office.correct("H-1", FactKind::order_issued, "limit_on", "2021-04-25");
  office.correct("H-2", FactKind::hazard_registered, "place", "3号楼");
  const MergeReport report = office.campaign.merge(returned);

  const MergeLine& edited = only(report, MergeKind::edited);
  CHECK(edited.column == "整改措施");
  CHECK(edited.issued == "更换");
  CHECK(edited.returned == "更换并检验");
  CHECK_THAT(edited.chinese, ContainsSubstring("由“更换”改为“更换并检验”"));
  CHECK(only(report, MergeKind::cleared).column == "整改资金(万元)");
  CHECK(only(report, MergeKind::added).id == "H-9");
  CHECK(only(report, MergeKind::missing).id == "H-3");
  CHECK(only(report, MergeKind::already_so).column == "部位");
  const MergeLine& conflict = only(report, MergeKind::conflict);
  CHECK(conflict.issued == "2021-04-20");
  CHECK(conflict.returned == "2021-04-28");
  CHECK(conflict.ledger == "2021-04-25");
  REQUIRE(conflict.facts.size() == 1);
  CHECK(office.campaign.history().find(conflict.facts.front())->fact.kind == FactKind::fact_corrected);
  CHECK(conflict.by.front().post.text() == "checker");
  CHECK(conflict.recorded_on == day("2021-04-10"));
  for (const char* part : {"底稿为“2021-04-20”", "本表改为“2021-04-28”", "已是“2021-04-25”", "由电梯科审核人记入", "prefill"})
    CHECK_THAT(conflict.chinese, ContainsSubstring(part));
  CHECK_THAT(conflict.english, ContainsSubstring("the ledger says \"2021-04-25\" since"));
  CHECK(report.row_count == 3);
  const Table table = report.to_table();
  CHECK(table.row_count() == report.lines.size());
  CHECK(cell_text(table.at(0, "kind")) == "edited");
}

TEST_CASE("a row in conflict is refused whole, and never corrects the newer fact", "[campaign]") {
  Office office;
  Return returned = office.workbook();
  row_of(returned, "H-1").cells["due_on"] = "2021-04-28";
  row_of(returned, "H-1").cells["begun_on"] = "2021-03-05";
  row_of(returned, "H-2").cells["grade"] = "general";
  office.correct("H-1", FactKind::order_issued, "limit_on", "2021-04-25");
  const Receipt receipt = office.campaign.hand_in(returned);
  REQUIRE(receipt.refused_count() == 1);
  CHECK(receipt.rows.front().column == "整改时限");
  CHECK_THAT(receipt.rows.front().reason, ContainsSubstring("2021-04-25"));
  CHECK(receipt.standing == "partial");
  REQUIRE(receipt.merged);
  CHECK(receipt.merged->count(MergeKind::conflict) == 1);
  CHECK(receipt.merged->count(MergeKind::edited) == 2);
  const Snapshot now = office.campaign.snapshot(day("2021-12-31"));
  CHECK(now.hazard(HazardId{"H-1"}).limit_on == day("2021-04-25"));
  CHECK(now.hazard(HazardId{"H-1"}).state == State::ordered);  // begun_on of the same row was not taken
  CHECK(now.hazard(HazardId{"H-2"}).state == State::graded);
  bool told = false;  // what it was made from stands in the ledger
  for (const std::size_t place : office.campaign.history().of_kind(FactKind::return_received))
    told = told || office.campaign.history().facts()[place].fact.fields.text("known_at") == returned.header.known_at;
  CHECK(told);
}

TEST_CASE("a stale workbook does not undo what was recorded meanwhile", "[campaign]") {
  Office office;
  Return stale = office.workbook();
  row_of(stale, "H-1").cells["begun_on"] = "2021-03-05";
  office.correct("H-1", FactKind::hazard_registered, "enterprise", "阳光物业公司");
  office.correct("H-1", FactKind::order_issued, "measures", "更换门锁");
  const Receipt receipt = office.campaign.hand_in(stale);
  CHECK(receipt.refused_count() == 0);
  CHECK(receipt.fact_count == 1);
  const Hazard hazard = office.campaign.snapshot(day("2021-12-31")).hazard(HazardId{"H-1"});
  CHECK(hazard.state == State::rectifying);
  CHECK(hazard.details.text("enterprise") == "阳光物业公司");
  CHECK(hazard.details.text("measures") == "更换门锁");
  // The same cells without the checkpoint are a statement of their own: then they correct, as they always did.
  stale.header.known_at.clear();
  CHECK(office.campaign.hand_in(stale, {{}, "改正"}).fact_count > 0);
  CHECK(office.campaign.snapshot(day("2021-12-31")).hazard(HazardId{"H-1"}).details.text("enterprise") == "阳光物业");
}

TEST_CASE("an edited row whose hazard was closed, transferred or moved meanwhile is refused; an unchanged one is told", "[campaign][table]") {
  struct Case { const char* what; Request request; Fields fields; const char* reason; };
  const Case cases[] = {
      {"transferred", Request::transfer, what(Request::transfer, Grade::general), "该隐患已移送"},
      {"moved", Request::reassign, what(Request::reassign, Grade::general), "该隐患已由起重科监管"},
      {"void", Request::void_, what(Request::void_, Grade::general), "该隐患作废"},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    Office office;
    Return returned = office.workbook();
    row_of(returned, "H-1").cells["begun_on"] = "2021-03-05";
    for (const char* id : {"H-1", "H-2"}) office.act(c.request, id, "2021-04-10", c.fields);
    const Receipt receipt = office.campaign.hand_in(returned);
    REQUIRE(receipt.refused_count() == 1);
    CHECK(receipt.rows.front().subject == "H-1");
    CHECK_THAT(receipt.rows.front().reason, ContainsSubstring(c.reason));
    CHECK(receipt.fact_count == 0);
    CHECK(receipt.merged->count(MergeKind::conflict) == 1);
    const MergeLine& gone = only(*receipt.merged, MergeKind::gone);
    CHECK(gone.id == "H-2");
    CHECK_FALSE(gone.facts.empty());
  }
}

TEST_CASE("closed by the office meanwhile: an edit is refused, the same closing is already so", "[campaign]") {
  Office office;
  Return work = office.workbook();
  for (const auto& [key, value] : std::map<std::string, std::string>{{"rectified_on", "2021-04-05"}, {"reviewed_on", "2021-04-06"}, {"reviewers", "甲三、甲四"}, {"conclusion", "passed"}})
    row_of(work, "H-1").cells[key] = value;
  REQUIRE(office.campaign.hand_in(work).refused_count() == 0);
  Return may = office.workbook();
  row_of(may, "H-1").cells["measures"] = "更换全部门锁";
  Return same = may;  // the unit writes down the closing that it was told of
  row_of(same, "H-1").cells["closed_on"] = "2021-04-10";
  row_of(same, "H-1").cells["closed_by"] = "p77";
  office.campaign.record(Request::close, "H-1", {day("2021-04-10"), {actor("p77@approver@lift")}, what(Request::close, Grade::general)});
  const MergeReport known = office.campaign.merge(same);
  CHECK(known.count(MergeKind::already_so) == 2);
  CHECK(known.count(MergeKind::conflict) == 0);
  CHECK(office.prefilled().hazards.front().cells.at("closed_on") == "2021-04-10");  // closed and not reported yet
  may.header.period = "2021-05";
  office.now = Instant::parse("2021-06-01T09:00:00+08:00");
  const Receipt receipt = office.campaign.hand_in(may);
  REQUIRE(receipt.refused_count() == 1);
  CHECK_THAT(receipt.rows.front().reason, ContainsSubstring("该隐患已销号"));
  CHECK(office.prefilled().hazards.size() == 2);  // a return came after the closing: it has been reported
}

TEST_CASE("a workbook that comes back corrected under its own checkpoint meets its own words, not a conflict", "[campaign]") {
  Office office;
  Return first = office.workbook();
  row_of(first, "H-1").cells["begun_on"] = "2021-03-05";
  row_of(first, "H-2").cells["reviewed_on"] = "2021-03-20";  // a gap: refused
  const Receipt partial = office.campaign.hand_in(first);
  CHECK(partial.refused_count() == 1);
  CHECK(office.campaign.hand_in(first).repeated);
  Return second = first;
  row_of(second, "H-2").cells.erase("reviewed_on");
  row_of(second, "H-1").cells["begun_on"] = "2021-03-06";  // the unit corrects its own word
  const Receipt whole = office.campaign.hand_in(second, {{}, "改正"});
  CHECK(whole.refused_count() == 0);
  CHECK(whole.corrected);
  CHECK(whole.fact_count == 1);
  const Prefilled now = office.prefilled();
  CHECK(now.hazards.front().cells.at("begun_on") == "2021-03-06");
}

TEST_CASE("a row that was removed deletes nothing and is told", "[campaign]") {
  Office office;
  Return returned = office.workbook();
  returned.hazards.erase(returned.hazards.begin());
  const Receipt receipt = office.campaign.hand_in(returned);
  CHECK(receipt.missing == std::vector<std::string>{"H-1"});
  CHECK(receipt.fact_count == 0);
  CHECK(office.campaign.snapshot(day("2021-12-31")).hazard(HazardId{"H-1"}).is_open());
}

TEST_CASE("an edit that no fact can say is told, not swallowed", "[campaign]") {
  Office office;
  Return returned = office.workbook();
  row_of(returned, "H-2").cells["contingency"] = "看守";
  const Receipt receipt = office.campaign.hand_in(returned);
  CHECK(receipt.fact_count == 0);
  REQUIRE(receipt.warnings.size() == 1);
  CHECK_THAT(receipt.warnings.front(), ContainsSubstring("应急预案"));
}

TEST_CASE("a checkpoint that can't be read, is of another ledger, of a fork or ahead of this copy is refused as such", "[campaign][table]") {
  Office office;
  const Checkpoint own = office.campaign.checkpoint();
  Checkpoint foreign = own, ahead = own, fork = own;
  foreign.ledger = std::string(32, 'a');
  ahead.size += 10;
  fork.root[0] ^= 1;
  const std::pair<std::string, const char*> cases[] = {{"2021-04", "can't be read"}, {own.text() + "0", "can't be read"}, {foreign.text(), "another ledger"},
                                                       {ahead.text(), "ahead of this ledger"}, {fork.text(), "went another way"}};
  for (const auto& [text, why] : cases) {
    INFO(text);
    Return returned = office.workbook();
    returned.header.known_at = text;
    for (const bool dry : {false, true}) {
      try {
        if (dry) office.campaign.merge(returned);
        else office.campaign.hand_in(returned);
        FAIL_CHECK("taken");
      } catch (const ReturnError& error) {
        CHECK(error.code() == ErrorCode::bad_return);
        CHECK_THAT(error.what(), ContainsSubstring(why));
        CHECK_THAT(error.chinese(), ContainsSubstring("检查点"));
      }
    }
    CHECK(office.campaign.checkpoint() == own);
  }
}

TEST_CASE("a workbook without a checkpoint can't be held against anything, and is handed in as ever", "[campaign]") {
  Office office;
  Return returned = office.workbook();
  returned.header.known_at.clear();
  CHECK_THROWS_AS(office.campaign.merge(returned), ReturnError);
  const Receipt receipt = office.campaign.hand_in(returned);
  CHECK_FALSE(receipt.merged);
  CHECK(receipt.refused_count() == 0);
  CHECK(receipt.fact_count == 0);  // its own returns said all of it
}

TEST_CASE("a name that was erased since the workbook was made out still stands for its person and is not kept anew", "[campaign]") {
  Office office;
  Return returned = office.workbook();
  row_of(returned, "H-1").cells["begun_on"] = "2021-03-05";
  PersonId erased;
  for (const auto& [id, name] : office.campaign.names())
    if (name == "甲一") erased = id;
  office.campaign.erase_person(erased);
  CHECK(office.prefilled().hazards.front().cells.at("inspectors") == erased.text() + "、甲二");
  const Receipt receipt = office.campaign.hand_in(returned);
  CHECK(receipt.refused_count() == 0);
  CHECK(receipt.fact_count == 1);
  CHECK(receipt.merged->count(MergeKind::edited) == 1);
  for (const auto& [id, name] : office.campaign.names()) CHECK(name != "甲一");
}

TEST_CASE("a unit that was renamed since reads its old name as no edit", "[campaign]") {
  Office office;
  Return returned = office.workbook();
  std::string text = plan().text;
  text.replace(text.find("name = \"街道所\""), std::string("name = \"街道所\"").size(), "name = \"街镇所\"");
  for (std::size_t at; (at = text.find("\"街道所\"")) != std::string::npos;) text.replace(at, std::string("\"街道所\"").size(), "\"街镇所\"");
  office.campaign.amend(Plan::parse(text, "renamed.toml"), "更名", day("2021-04-10"));
  CHECK(office.prefilled().hazards.front().cells.at("territory") == "街镇所");
  const MergeReport report = office.campaign.merge(returned);
  CHECK(report.lines.empty());
  row_of(returned, "H-1").cells["begun_on"] = "2021-03-05";
  CHECK(office.campaign.hand_in(returned).fact_count == 1);
}

TEST_CASE("as known at an earlier point the sheet is what it was then", "[campaign]") {
  Office office;
  const Checkpoint then = office.campaign.checkpoint();
  office.correct("H-1", FactKind::order_issued, "limit_on", "2021-04-25");
  const Prefilled was = office.campaign.prefill(UnitId{"lift"}, Period::parse("2021-04"), {}, then);
  CHECK(was.checkpoint == then);
  CHECK(was.hazards.front().cells.at("due_on") == "2021-04-20");
  CHECK(office.prefilled().hazards.front().cells.at("due_on") == "2021-04-25");
  CHECK_THROWS_AS(office.campaign.prefill(UnitId{"nowhere"}, Period::parse("2021-04")), PlanError);
}
