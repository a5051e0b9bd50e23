#include "../catch.hpp"
#include "sample.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

using bihuan::Amount;
using bihuan::Day;
using bihuan::FormError;
using bihuan::Report;
using bihuan::Table;
using bihuan::Template;
using Catch::Matchers::ContainsSubstring;

namespace {

const Template& form() {
  static const Template standard = Template::standard();
  return standard;
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

/// A place for one file, removed at the end.
struct Scratch {
  std::filesystem::path file;
  explicit Scratch(const std::string& name) : file(std::filesystem::temp_directory_path() / name) {}
  ~Scratch() { std::filesystem::remove(file); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
};

std::string workbook(const Report& report) {
  const Scratch scratch("bihuan-form-test.xlsx");
  bihuan::write_xlsx(report, form(), scratch.file);
  return bytes_of(scratch.file);
}

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++found;
  return found;
}

}  // namespace

TEST_CASE("An amount is printed without a float", "[form]") {
  CHECK(Amount{125, 1}.text() == "12.5");
  CHECK(Amount{12500000, 6}.text() == "12.500000");
  CHECK(Amount{5, 2}.text() == "0.05");
  CHECK(Amount{-5, 2}.text() == "-0.05");
  CHECK(Amount{0, 2}.text() == "0.00");
  CHECK(Amount{7, 0}.text() == "7");
  CHECK(Amount{INT64_MIN, 2}.text() == "-92233720368547758.08");
}

TEST_CASE("A table finds its columns and says which there are", "[form]") {
  const Table table = sample::list_one();
  CHECK(bihuan::cell_text(table.at(0, "id")) == "TS-2021-0007");
  CHECK(bihuan::cell_text(table.at(0, "limit_on")) == "2021-04-30");
  CHECK(bihuan::cell_text(table.at(0, "closed_on")).empty());
  CHECK(bihuan::cell_text(table.at(0, "serial")) == "1");
  CHECK_THROWS_WITH(table.column("colour"), ContainsSubstring("no column \"colour\"; there are serial, id"));
  CHECK_THROWS_AS(table.column(""), FormError);
}

TEST_CASE("The same report gives the same workbook, byte for byte, and another one another", "[form]") {
  const std::string first = workbook(sample::report());
  CHECK(first.substr(0, 2) == "PK");
  CHECK(first == workbook(sample::report()));
  CHECK(first != workbook(sample::report(true)));
  Report other = sample::report();
  other.tables[0].rows[0][12] = std::string("另一处");
  CHECK(first != workbook(other));
}

TEST_CASE("A workbook takes long texts, empty tables, strange signs and unknown keys", "[form]") {
  Report report = sample::report();
  Table& list = report.tables[0];
  std::string longest;
  for (int i = 0; i < 40000; ++i) longest += "长";
  list.rows[0][12] = longest;
  list.rows[0][34] = std::string("\x01\x1f\u202e\ufeff&<>\"'");
  list.keys.push_back("unheard_of");
  for (auto& row : list.rows) row.emplace_back(std::int64_t{7});
  report.tables[1].rows.clear();
  report.tables.push_back({"of_the_future", {"a"}, {{std::string("x")}}});
  CHECK(workbook(report).size() > 10000);
  for (Table& table : report.tables) table.rows.clear();
  CHECK(workbook(report).size() > 5000);
  report.tables.clear();
  CHECK(workbook(report).size() > 1000);
}

TEST_CASE("A workbook that can't be written is a FormError with the file's name", "[form]") {
  CHECK_THROWS_WITH(bihuan::write_xlsx(sample::report(), form(), "/no/such/place/a.xlsx"), ContainsSubstring("/no/such/place/a.xlsx"));
  Template clash = form();
  clash.report[1].name = clash.report[0].name;
  const Scratch scratch("bihuan-form-clash.xlsx");
  CHECK_THROWS_AS(bihuan::write_xlsx(sample::report(), clash, scratch.file), FormError);
}

TEST_CASE("CSV has the template's headings, printed terms and guarded cells", "[form]") {
  const std::string csv = bihuan::report_csv(sample::report(), form(), "list_one");
  const auto rows = bihuan::read_csv(csv, "list_one.csv").rows;
  REQUIRE(rows.size() == 3);
  const auto column = [&](const std::string& heading) {
    return static_cast<std::size_t>(std::find(rows[0].begin(), rows[0].end(), heading) - rows[0].begin());
  };
  CHECK(rows[0].size() == sample::list_one().keys.size());
  CHECK(rows[1].at(column("等级")) == "重大");
  CHECK(rows[1].at(column("问题来源")) == "监督检查");
  CHECK(rows[1].at(column("整改资金（万元）")) == "12.50");
  CHECK(rows[1].at(column("整改时限")) == "2021-04-30");
  CHECK(rows[1].at(column("设备代码")) == "31101234562018001200");
  CHECK(rows[2].at(column("编号")) == "=HYPERLINK(\"x\")");
  CHECK_THAT(csv, ContainsSubstring("\"'=HYPERLINK(\"\"x\"\")\""));
  CHECK_THROWS_AS(bihuan::report_csv(sample::report(), form(), "nothing"), FormError);
  Report more = sample::report();
  more.tables[0].keys.push_back("unheard_of");
  for (auto& row : more.tables[0].rows) row.emplace_back(std::int64_t{7});
  CHECK(bihuan::read_csv(bihuan::report_csv(more, form(), "list_one"), "x").rows[0].back() == "unheard_of");
}

TEST_CASE("JSON has integers as integers, amounts as text, days ISO and no blanks", "[form]") {
  const Table table{"t", {"a", "b", "c", "d", "e"}, {{std::int64_t{-3}, Amount{125, 1}, Day::of(2021, 3, 1), {}, std::string("\"<\n\u202e")}, {{}, {}, {}, {}, {}}}};
  CHECK(bihuan::table_json(table) == "[{\"a\":-3,\"b\":\"12.5\",\"c\":\"2021-03-01\",\"e\":\"\\\"<\\n\u202e\"},{}]");
  const std::string whole = bihuan::report_json(sample::report());
  CHECK_THAT(whole, ContainsSubstring("{\"campaign\":\"演示市场监督管理局安全生产专项整治三年行动\",\"notice_number\":"));
  CHECK_THAT(whole, ContainsSubstring("\"rate\":\"100.84\""));
  CHECK_THAT(whole, ContainsSubstring("\"issued\":false"));
  CHECK_THAT(whole, ContainsSubstring("\"tables\":{\"list_one\":[{\"serial\":1,\"id\":\"TS-2021-0007\""));
  Report nothing = sample::report();
  nothing.headline.found = 0;
  CHECK(bihuan::report_json(nothing).find("\"rate\":") == std::string::npos);
}

TEST_CASE("The page is one file without script, and says what it is", "[form]") {
  const std::string draft = bihuan::report_html(sample::report(), form());
  CHECK_THAT(draft, ContainsSubstring("<html lang=\"zh-CN\">"));
  CHECK_THAT(draft, ContainsSubstring("content=\"default-src 'none'; style-src 'unsafe-inline'\""));
  CHECK_THAT(draft, ContainsSubstring("草稿（未签发）"));
  CHECK_THAT(draft, ContainsSubstring(sample::report().checkpoint.text()));
  CHECK(count(draft, sample::report().checkpoint.short_code()) == 2);  // at the end, and on every sheet of paper
  CHECK_THAT(draft, ContainsSubstring("2021年3月"));
  CHECK(count(draft, "<svg") == 3);
  for (const char* active : {"<script", "http://", "https://", "url(", "@import", " on", "javascript:"}) {
    INFO(active);
    if (std::string(active) == " on") CHECK(count(draft, " onload") + count(draft, " onclick") + count(draft, " onerror") == 0);
    else CHECK(draft.find(active) == std::string::npos);
  }
  const std::string issued = bihuan::report_html(sample::report(true), form());
  CHECK(issued.find("草稿（未签发）") == std::string::npos);
  CHECK_THAT(issued, ContainsSubstring(">正式<"));
  CHECK(draft == bihuan::report_html(sample::report(), form()));
}

TEST_CASE("Every value of a page is escaped, and what hides text is shown", "[form]") {
  const std::string evil = "\"><img src=x onerror=alert(1)>'&\u202e\u200b\x01";
  Report report = sample::report();
  report.campaign = report.issuer = report.filing_title = report.notice_number = report.checkpoint.ledger = evil;
  for (Table& table : report.tables) {
    for (auto& row : table.rows) {
      for (auto& cell : row) cell = evil;
    }
  }
  Template hostile = form();
  hostile.id = evil;
  for (auto& sheet : hostile.report) {
    sheet.title = sheet.key == "list_one" ? evil : sheet.title;
    for (auto& column : sheet.columns) column.heading = evil;
  }
  for (const std::string& page : {bihuan::report_html(report, hostile), bihuan::table_html(report.tables[0], hostile, 5)}) {
    CHECK(page.find("<img") == std::string::npos);
    CHECK(page.find("\u202e") == std::string::npos);
    CHECK(page.find("\u200b") == std::string::npos);
    CHECK(page.find('\x01') == std::string::npos);
    CHECK_THAT(page, ContainsSubstring("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&#39;&amp;⟦U+202E⟧⟦U+200B⟧⟦U+0001⟧"));
  }
}

TEST_CASE("A page shows an unbalanced account, empty tables and long ones", "[form]") {
  Report report = sample::report();
  report.balanced = false;
  report.tables[1].rows.clear();
  auto& rows = report.tables[0].rows;
  const auto row = rows.front();
  rows.assign(250, row);
  const std::string page = bihuan::report_html(report, form());
  CHECK_THAT(page, ContainsSubstring("隐患收支不平衡"));
  CHECK_THAT(page, ContainsSubstring("（本期无）"));
  CHECK_THAT(page, ContainsSubstring("此处列出前 200 项，全部 250 项见工作簿"));
  CHECK(count(page, "TS-2021-0007") == 201);  // and once in the open work
  report.tables.clear();
  CHECK_THAT(bihuan::report_html(report, form()), ContainsSubstring("</html>"));
}

TEST_CASE("A table in a notebook tells how many rows there are", "[form]") {
  const std::string two = bihuan::table_html(sample::report().table("board"), form(), 2);
  CHECK_THAT(two, ContainsSubstring("共 4 行，显示前 2 行"));
  CHECK_THAT(two, ContainsSubstring("<th>报送期限</th>"));
  CHECK(count(two, "<tr") == 3);
  const Table unknown{"x", {"a", "b"}, {{std::int64_t{1}, std::string("<b>")}}};
  CHECK_THAT(bihuan::table_html(unknown, form(), 10), ContainsSubstring("<th>a</th><th>b</th>"));
  CHECK_THAT(bihuan::table_html(unknown, form(), 10), ContainsSubstring("&lt;b&gt;"));
}
