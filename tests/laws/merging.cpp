// Laws of the workbook that is made out, returned and merged: unchanged it states nothing, and whatever it changes, it
// undoes nothing that was recorded meanwhile.
#include "../catch.hpp"
#include "player.hpp"

#include "bihuan/form/hand_in.hpp"
#include "bihuan/form/merge.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <set>

using namespace world;

namespace {

unsigned campaign_total() { return std::getenv("BIHUAN_LONG") != nullptr ? 1'000 : 40; }
constexpr int campaign_length = 250;  // requests

const Template& form() {
  static const Template standard = Template::standard();
  return standard;
}

/// Persons of the campaign: some named, some erased, some known by id alone, some with names that a cell can't hold.
struct Persons {
  std::map<std::pair<UnitId, std::string>, PersonId> ids;
  std::map<PersonId, std::string> names;
  int last = 100;

  explicit Persons(std::mt19937& dice) {
    const char* words[] = {"甲一", "甲二", "乙三", "乙三", "", "丙、四", " 丁五", "戊六", "己\u202e七"};
    for (int i = 1; i <= 40; ++i)
      if (dice() % 3 != 0) names[PersonId{"p" + std::to_string(i)}] = words[dice() % std::size(words)];
  }
  PersonOf of() {
    return [this](const UnitId& unit, const std::string& name) {
      const auto [place, fresh] = ids.try_emplace({unit, name}, PersonId{"p" + std::to_string(last + 1)});
      if (fresh) names[PersonId{"p" + std::to_string(++last)}] = name;
      return place->second;
    };
  }
};

/// A campaign that grows by direct acts and by returns, and what its office asks of it.
struct Desk {
  Player player;
  Persons persons{player.dice};
  int planted = 0;  ///< makes every planted value another one

  explicit Desk(unsigned seed) : player(seed) {
    player.vary = [this](Request request, Fields& fields) { vary(request, fields); };
  }
  int roll(int n) { return player.roll(n); }
  template <class T>
  const T& one_of(const std::vector<T>& all) { return all[static_cast<std::size_t>(roll(static_cast<int>(all.size())))]; }

  /// What a direct act may say and a cell can't simply hold.
  void vary(Request request, Fields& fields) {
    static const std::vector<std::string> texts{"门锁失效", " 前后有空 ", "两行\r\n文字", "含\u202e反向", "=1+1", "'引", "合计", "2021-03-04", "备注：见附件", "单位：甲", "制表\t符"};
    static const std::vector<std::string> numbers{"监特令1号", "12345678901234567000", "00123", "1.5E+17", "一\u200b二", "=文"};
    if (request == Request::register_) {
      fields.set("text", Value{one_of(texts)}).set("place", Value{one_of(texts)});
      if (roll(2)) fields.set("source", Value{std::string(roll(2) ? "inspection" : "群众反映")});
      if (roll(2)) fields.set("device_code", Value{one_of(numbers)}).set("prominent", Value{std::int64_t{roll(2)}});
      if (roll(3) == 0) fields.set("cause", Value{std::string("thing")}).set("note", Value{one_of(texts)});
      if (roll(4) == 0) fields.set("territorial_unit", Value{std::string("某镇")});
    } else if (request == Request::order) {
      fields.set("number", Value{one_of(numbers)}).set("measures", Value{one_of(texts)});
      if (roll(2)) fields.set("money_fen", Value{std::int64_t{roll(100'000'000)}});
      if (roll(2)) fields.set("rectifier", Value{"p" + std::to_string(1 + roll(30)) + "@rectifier@阳光物业"});
      if (roll(200) == 0) fields.set("measures", Value{std::string(40'000, 'x')});
    } else if (request == Request::decide_extension && fields.text("decision") == "granted" && roll(2)) {
      fields.set("extended_to_on", player.now + roll(60));
    }
  }

  PrefillGround ground() const { return {player.w.history, plan(), form(), persons.names}; }
  Prefilled prefilled(const char* unit) const {
    return prefill(ground(), UnitId{unit}, FilingId{"monthly"}, Period::parse("2021-06"), player.w.history.checkpoint());
  }
  /// Written, read back, signed by the unit's head.
  static Return returned(const Prefilled& prefilled) {
    Return out = read_return(sheets_of(prefilled, form()), form());
    out.header.headed_by = "科长";
    out.header.checked_by = "审核人";
    out.header.zero = out.hazards.empty();
    return out;
  }
  RowsRead read(const Return& returned, const Merge* merged) {
    static const Rulebook rules = Rulebook::law().with(plan().rules);
    static const Calendar calendar = Calendar::china();
    const PersonOf person_of = persons.of();
    const ReturnKey key = key_of(returned, plan(), player.now, person_of);
    content_lines(returned, key, person_of, merged);
    const std::string reason = "更正";
    return read_rows(returned, key, {player.w.history, plan(), player.now, calendar, rules}, reason, person_of, merged);
  }
  Merge merged(const Prefilled& issued, const Return& returned) const {
    return merge(issued, returned, prefill_now(ground(), issued, returned), plan(), form());
  }

  /// Moves, and now and then a return of a unit's own making with some news in it.
  void move() {
    player.move();
    if (roll(20) != 0) return;
    Return by_hand = returned(prefilled(roll(2) ? "lift" : "crane"));
    for (int i = 0; i < 4 && !by_hand.hazards.empty(); ++i) change_a_cell(by_hand);
    by_hand.hazards.push_back(row_of_news());
    by_hand.header.zero = false;
    for (Fact& fact : read(by_hand, nullptr).facts) player.w.write(std::move(fact));
  }

  ReturnRow row_of_news() {
    const std::string id = "R-" + std::to_string(++planted);
    return {"隐患台账", 999,
            {{"id", id}, {"found_on", player.now.iso()}, {"source", "inspection"}, {"inspectors", "甲一、甲二"}, {"enterprise", "月光物业"},
             {"place", "1号梯"}, {"territory", "街道所"}, {"task", "1.1"}, {"text", "报表登记"}, {"grade", "general"}, {"document", "令" + id},
             {"ordered_on", player.now.iso()}, {"due_on", (player.now + 20).iso()}, {"rectifier", "钱三"}},
            "", ""};
  }

  struct Change { std::size_t row = 0; std::string key, before; };
  /// Another value of the column's type in one cell. Its key is empty where the value is the old one.
  Change change_a_cell(Return& in) {
    Change change{static_cast<std::size_t>(roll(static_cast<int>(in.hazards.size()))), "", ""};
    auto& cells = in.hazards[change.row].cells;
    const std::vector<Column>& columns = form().find_returned("hazards")->columns;
    const Column& column = columns[2 + static_cast<std::size_t>(roll(static_cast<int>(columns.size()) - 2))];
    const std::string before = cells[column.key];
    cells[column.key] = another(column);
    in.hazards[change.row].unread.erase(column.key);
    if (cells[column.key] != before) change = {change.row, column.key, before};
    return change;
  }
  std::string another(const Column& column) {
    ++planted;
    switch (column.type) {
      case ColumnType::day: return (player.now - roll(30)).iso();
      case ColumnType::term: return one_of(column.terms).second;
      case ColumnType::list: return "stopped";
      case ColumnType::names: return "新" + std::to_string(planted) + "、又" + std::to_string(planted);
      case ColumnType::amount: return std::to_string(planted) + ".5";
      default: return "改" + std::to_string(planted);
    }
  }
};

std::ptrdiff_t rounds_of(const Prefilled& all, const std::string& id) {
  return std::count_if(all.hazards.begin(), all.hazards.end(), [&](const PrefilledRow& row) { return row.cells.at("id") == id; });
}

/// The cell that says a field of a fact; a day stands in another cell for each fact.
std::string cell_of_field(const std::string& field) {
  static const std::map<std::string, std::string> cells = {
      {"number", "document"}, {"limit_on", "due_on"}, {"money_fen", "money"}, {"territorial_unit", "territory"}, {"clause", "basis"}, {"safety", "contingency"},
      {"level", "listed_level"}, {"extended_to_on", "extended_to"}, {"after", "measures"}, {"rectified_by", "rectifier"}};
  const auto found = cells.find(field);
  return found == cells.end() ? field : found->second;
}

/// The keys that the workbook changed in any row of a hazard: ends move to the last row, the day found moves what falls on it.
std::set<std::string> edits_of(const Merge& merged, const std::string& id) {
  std::set<std::string> edited;
  for (const MergedRow& row : merged.rows)
    if (row.row.cells.at("id") == id)
      for (const auto& [key, heading] : row.edited) edited.insert(key);
  return edited;
}

struct Tally {
  std::size_t rows = 0, cells = 0, edits = 0, facts = 0, refused = 0, conflicts = 0, told = 0;
};

}  // namespace

TEST_CASE("a workbook that is handed in as it was made out states nothing, refuses nothing and meets nobody new", "[laws]") {
  Tally tally;
  std::size_t plain_rows = 0, plain_same = 0;
  for (unsigned seed = 1; seed <= campaign_total(); ++seed) {
    INFO("seed " << seed);
    Desk desk(seed);
    for (int i = 0; i < campaign_length; ++i) desk.move();
    for (const char* unit : {"lift", "crane"}) {
      const Prefilled issued = desk.prefilled(unit);
      const Return returned = Desk::returned(issued);
      REQUIRE(returned.header.known_at == issued.checkpoint.text());
      REQUIRE(returned.hazards.size() == issued.hazards.size());
      for (std::size_t i = 0; i < issued.hazards.size(); ++i) {
        INFO(issued.hazards[i].cells.at("id"));
        CHECK(returned.hazards[i].cells == issued.hazards[i].cells);
        tally.cells += returned.hazards[i].cells.size();
      }
      tally.rows += issued.hazards.size();
      const Merge merged = desk.merged(issued, returned);
      for (const MergeLine& line : merged.report.lines) FAIL_CHECK(line.id << " " << line.column << ": " << line.english);
      CHECK(merged.report.unchanged_count == merged.report.row_count);
      desk.read(returned, &merged);  // the head and the checker of the unit
      const int persons = desk.persons.last;
      const RowsRead rows = desk.read(returned, &merged);
      CHECK(desk.persons.last == persons);
      CHECK(rows.facts.empty());
      CHECK(rows.missing.empty());
      for (const RowVerdict& verdict : rows.verdicts) CHECK(verdict.accepted);
      // The same without its checkpoint: how much of the ledger a plain return can say by itself.
      const RowsRead plain = desk.read(returned, nullptr);
      plain_rows += plain.verdicts.size();
      for (const RowVerdict& verdict : plain.verdicts) plain_same += verdict.accepted && verdict.fact_count == 0;
    }
  }
  std::cout << "merge: unchanged: " << campaign_total() << " campaigns, " << tally.rows << " rows, " << tally.cells << " cells: 0 facts, 0 refused; without a checkpoint "
            << plain_same << " of " << plain_rows << " rows say nothing new\n";
  CHECK(tally.rows > 100);
}

TEST_CASE("held against an unchanged ledger a workbook shows exactly what was planted in it", "[laws]") {
  Tally tally;
  std::size_t cleared = 0, added = 0, missing = 0;
  for (unsigned seed = 1; seed <= campaign_total(); ++seed) {
    INFO("seed " << seed);
    Desk desk(1000 + seed);
    for (int i = 0; i < campaign_length; ++i) desk.move();
    const Prefilled issued = desk.prefilled("lift");
    Return returned = Desk::returned(issued);
    if (returned.hazards.empty()) continue;
    std::map<std::string, std::string> expected;  // place -> kind
    const auto place = [](const ReturnRow& row, const std::string& key) { return row.cells.at("id") + "/" + row.cells.at("round") + "/" + key; };
    for (int i = 0; i < 12; ++i) {
      const Desk::Change change = desk.change_a_cell(returned);
      const ReturnRow& row = returned.hazards[change.row];
      if (!change.key.empty()) expected[place(row, change.key)] = "edited";
    }
    for (int i = 0; i < 3; ++i) {  // blanks
      ReturnRow& row = returned.hazards[static_cast<std::size_t>(desk.roll(static_cast<int>(returned.hazards.size())))];
      const auto& was = issued.hazards[static_cast<std::size_t>(&row - returned.hazards.data())].cells;
      for (const char* key : {"text", "due_on", "territory"}) {
        if (!was.contains(key)) continue;
        row.cells.erase(key);
        expected[place(row, key)] = "cleared";
        ++cleared;
        break;
      }
    }
    // A cell that was changed back, or to what it was, is no change.
    for (std::size_t i = 0; i < returned.hazards.size(); ++i)
      for (const Column& column : form().find_returned("hazards")->columns) {
        const auto cell = returned.hazards[i].cells.find(column.key);
        const auto was = issued.hazards[i].cells.find(column.key);
        if (cell != returned.hazards[i].cells.end() && was != issued.hazards[i].cells.end() && cell->second == was->second)
          expected.erase(place(returned.hazards[i], column.key));
        // A person without a name stands there by id: a name in its place may be that person's own, as the paper had it.
        if (was != issued.hazards[i].cells.end() && issued.hazards[i].erased.contains(was->second)) expected.erase(place(returned.hazards[i], column.key));
      }
    if (returned.hazards.size() > 1) {
      const ReturnRow gone = returned.hazards.back();
      returned.hazards.pop_back();
      std::erase_if(expected, [&](const auto& one) { return one.first.starts_with(place(gone, "")); });
      expected[place(gone, "")] = "missing";
      ++missing;
    }
    ReturnRow news = desk.row_of_news();
    news.cells["round"] = "1";
    expected[place(news, "")] = "added";
    returned.hazards.push_back(news);
    ++added;
    std::map<std::string, std::string> found;
    for (const MergeLine& line : desk.merged(issued, returned).report.lines) {
      const bool is_new = found.emplace(line.id + "/" + std::to_string(line.round) + "/" + line.key, std::string(merge_kind_name(line.kind))).second;
      CHECK(is_new);
      CHECK_FALSE(line.chinese.empty());
      CHECK_FALSE(line.english.empty());
    }
    for (const auto& [where, kind] : expected)
      if (!found.contains(where) || found.at(where) != kind) UNSCOPED_INFO("planted " << kind << " at " << where << ", found " << (found.contains(where) ? found.at(where) : "nothing"));
    CHECK(found == expected);
    tally.edits += expected.size();
  }
  std::cout << "merge: planted: " << tally.edits << " changes found as planted, with " << cleared << " blanks, " << missing << " rows removed, " << added << " added\n";
  CHECK(tally.edits > 100);
}

TEST_CASE("a workbook that was left as it was shows no edit, however much the ledger went on", "[laws]") {
  std::size_t rows = 0, gone = 0;
  for (unsigned seed = 1; seed <= campaign_total(); ++seed) {
    INFO("seed " << seed);
    Desk desk(2000 + seed);
    for (int i = 0; i < campaign_length; ++i) desk.move();
    const Prefilled issued = desk.prefilled("lift");
    const Return returned = Desk::returned(issued);
    for (int i = 0; i < campaign_length; ++i) desk.move();
    const Merge merged = desk.merged(issued, returned);
    for (const MergeLine& line : merged.report.lines) {
      INFO(line.id << " " << line.column << ": " << line.english);
      CHECK(line.kind == MergeKind::gone);
      ++gone;
    }
    const RowsRead read = desk.read(returned, &merged);
    CHECK(read.facts.empty());
    for (const RowVerdict& verdict : read.verdicts) CHECK(verdict.accepted);
    rows += returned.hazards.size();
  }
  std::cout << "merge: stale: " << rows << " unchanged rows of a ledger that went on: 0 facts, 0 refused, " << gone << " have left the sheet\n";
  CHECK(gone > 0);
}

TEST_CASE("an edited workbook changes what it edits and nothing else, and is refused where the ledger was changed too", "[laws]") {
  Tally tally;
  std::size_t kept = 0, regrouped = 0, corrections = 0;
  for (unsigned seed = 1; seed <= campaign_total(); ++seed) {
    INFO("seed " << seed);
    Desk desk(3000 + seed);
    for (int i = 0; i < campaign_length; ++i) desk.move();
    const Prefilled issued = desk.prefilled("lift");
    Return returned = Desk::returned(issued);
    if (returned.hazards.empty()) continue;
    for (int i = 0; i < campaign_length / 4; ++i) desk.move();
    for (int i = 0; i < 10; ++i) desk.change_a_cell(returned);
    const Prefilled before = prefill_now(desk.ground(), issued, returned);
    const Merge merged = merge(issued, returned, before, plan(), form());
    const RowsRead read = desk.read(returned, &merged);
    std::set<std::string> in_conflict, stating;
    for (const MergeLine& line : merged.report.lines) {
      if (line.kind == MergeKind::conflict) in_conflict.insert(line.id + "/" + std::to_string(line.round));
      tally.edits += line.kind == MergeKind::edited;
    }
    for (const MergedRow& row : merged.rows) {
      const auto round = row.row.cells.find("round");
      CHECK(row.reason.empty() != in_conflict.contains(row.row.cells.at("id") + "/" + (round == row.row.cells.end() ? "1" : round->second)));
    }
    for (const RowVerdict& verdict : read.verdicts) tally.refused += !verdict.accepted;
    for (const Fact& fact : read.facts) {
      stating.insert(fact.subject);
      const std::string& field = fact.fields.text("field");
      if (fact.kind != FactKind::fact_corrected || field == "on") continue;
      const std::set<std::string> edited = edits_of(merged, fact.subject);
      INFO(fact.subject << " " << field << ": " << fact.fields.text("value"));
      CHECK((edited.contains(cell_of_field(field)) || (field == "document" && edited.contains("listed_document"))));
      ++corrections;
    }
    tally.conflicts += in_conflict.size();
    tally.facts += read.facts.size();
    for (Fact fact : read.facts) desk.player.w.write(std::move(fact));
    const Prefilled after = prefill_now(desk.ground(), issued, returned);
    for (const PrefilledRow& was : before.hazards) {
      const std::string& id = was.cells.at("id");
      if (stating.contains(id) && rounds_of(before, id) != rounds_of(after, id)) {
        ++regrouped;  // a day corrected past a review or a regrading: the same facts make other rounds
        continue;
      }
      const auto is = std::find_if(after.hazards.begin(), after.hazards.end(), [&](const PrefilledRow& row) { return row.cells.at("id") == id && row.round == was.round; });
      REQUIRE(is != after.hazards.end());
      if (!stating.contains(id)) {
        CHECK(is->cells == was.cells);
        continue;
      }
      const std::set<std::string> edited = edits_of(merged, id);
      for (const auto& [key, value] : was.cells) {
        if (edited.contains(key) || key == "on_site" || (key == "rectified_on" && edited.contains("found_on"))) continue;
        INFO(id << " round " << was.round << " " << key << ": " << value);
        const auto cell = is->cells.find(key);
        CHECK((cell != is->cells.end() && cell->second == value));
        ++kept;
      }
    }
  }
  std::cout << "merge: edited: " << tally.edits << " edits gave " << tally.facts << " facts (" << corrections << " corrections of what was edited), " << tally.conflicts << " rows in conflict, " << tally.refused
            << " rows refused in all; " << kept << " cells beside them stayed as the ledger had them (" << regrouped << " rows in other rounds)\n";
  CHECK(tally.facts > 50);
  CHECK(regrouped * 50 < kept);
  CHECK(tally.conflicts > 0);
}
