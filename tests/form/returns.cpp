#include "bihuan/form/returns.hpp"

#include "../catch.hpp"

using bihuan::read_return;
using bihuan::read_return_csv;
using bihuan::Return;
using bihuan::ReturnError;
using bihuan::ReturnRow;
using bihuan::Sheet;
using bihuan::Template;
using Catch::Matchers::ContainsSubstring;
using Rows = std::vector<std::vector<std::string>>;

namespace {

const Template& form() {
  static const Template standard = Template::standard();
  return standard;
}

const Rows header{{"单位", "甲所", "报送任务", "monthly", "报告期", "2020-10"},
                  {"填表人", "赵一", "审核人", "钱二", "单位负责人", "孙三"},
                  {"填报日期", "2020-10-30", "版本", "1.0", "零报告", "否"},
                  {}};
const std::vector<std::string> headings{"编号", "发现日期", "问题来源", "检查人员", "单位名称", "属地", "任务编号", "问题隐患"};
const std::vector<std::string> sound{"J-1", "2020-10-08", "监督检查", "赵一、李四", "乙公司", "甲所", "1.1", "电梯未检验"};

Rows with(Rows rows, const Rows& more) {
  rows.insert(rows.end(), more.begin(), more.end());
  return rows;
}

Return read(const Rows& rows) { return read_return({Sheet{"隐患台账", rows, 1}}, form()); }

/// One hazard row with one cell more under `heading`.
ReturnRow row_with(const std::string& heading, const std::string& cell) {
  Rows rows = with(header, {headings, sound});
  rows[4].push_back(heading);
  rows[5].push_back(cell);
  const Return out = read(rows);
  REQUIRE(out.hazards.size() == 1);
  return out.hazards.front();
}

}  // namespace

TEST_CASE("A return's header, rows and row numbers are read", "[form]") {
  const Return out = read(with(header, {headings, sound, {}, {" ", "\u3000"}, sound}));
  CHECK(out.header.unit == "甲所");
  CHECK(out.header.filing == "monthly");
  CHECK(out.header.period == "2020-10");
  CHECK(out.header.prepared_by == "赵一");
  CHECK(out.header.checked_by == "钱二");
  CHECK(out.header.headed_by == "孙三");
  CHECK(out.header.filled_on == "2020-10-30");
  CHECK(out.header.version == "1");
  CHECK_FALSE(out.header.zero);
  REQUIRE(out.hazards.size() == 2);
  CHECK(out.hazards[0].row == 6);
  CHECK(out.hazards[1].row == 9);
  CHECK(out.hazards[0].sheet == "隐患台账");
  CHECK(out.hazards[0].cells == std::map<std::string, std::string>{
                                    {"id", "J-1"}, {"found_on", "2020-10-08"}, {"source", "inspection"}, {"inspectors", "赵一、李四"},
                                    {"enterprise", "乙公司"}, {"territory", "甲所"}, {"task", "1.1"}, {"text", "电梯未检验"}});
  CHECK(out.warnings.empty());
}

TEST_CASE("Labels are found wherever they stand: merged cells, colons, one cell for two, below the table", "[form]") {
  const Rows other{{"某某三年行动隐患台账", "", ""},
                   {},
                   {"填报单位（章）：", "", "", "甲所", "", "", "报告期", "", "2020年10月"},
                   {"报送任务：monthly　零报告：否"},
                   headings,
                   sound,
                   {"填 表 人：赵一　　审核人：钱二", "", "", "", "单位负责人：", "孙三"}};
  const Return out = read(other);
  CHECK(out.header.unit == "甲所");
  CHECK(out.header.period == "2020年10月");
  CHECK(out.header.filing == "monthly");
  CHECK(out.header.prepared_by == "赵一");
  CHECK(out.header.checked_by == "钱二");
  CHECK(out.header.headed_by == "孙三");
  CHECK(out.hazards.size() == 1);
}

TEST_CASE("Headings may stand in two rows with merged groups, and again on the next page", "[form]") {
  const Rows rows = with(header, {{"序号", "编号", "问题来源", "发现日期", "检查人员", "单位名称", "属地", "任务编号", "问题隐患", "复查", "", ""},
                                  {"", "", "", "", "", "", "", "", "", "日期", "人", "结论"},
                                  {"1", "J-1", "监督检查", "2020-10-08", "赵一、李四", "乙公司", "甲所", "1.1", "x", "2020-10-20", "周五、吴六", "合格"},
                                  {"序号", "编号", "问题来源", "发现日期", "检查人员", "单位名称", "属地", "任务编号", "问题隐患", "复查", "", ""},
                                  {"", "", "", "", "", "", "", "", "", "日期", "人", "结论"},
                                  {"2", "J-2", "监督检查", "2020-10-09", "赵一、李四", "乙公司", "甲所", "1.1", "y", "", "", ""},
                                  {"合计", "2"},
                                  {"注：本表一式两份"}});
  const Return out = read(rows);
  REQUIRE(out.hazards.size() == 2);
  CHECK(out.hazards[0].cells.at("reviewed_on") == "2020-10-20");
  CHECK(out.hazards[0].cells.at("reviewers") == "周五、吴六");
  CHECK(out.hazards[0].cells.at("conclusion") == "passed");
  CHECK(out.hazards[1].cells.at("id") == "J-2");
  CHECK(out.hazards[1].row == 10);
  CHECK(out.warnings.size() == 2);
}

TEST_CASE("The heading 批准人 means what the column before it says", "[form]") {
  Rows rows = with(header, {headings, sound});
  for (const char* heading : {"批准日期", "批准人", "销号日期", "批准人"}) rows[4].emplace_back(heading);
  for (const char* cell : {"2020-10-9", "郑七", "2020-10-20", "王八"}) rows[5].emplace_back(cell);
  const Return out = read(rows);
  CHECK(out.hazards[0].cells.at("extended_by") == "郑七");
  CHECK(out.hazards[0].cells.at("closed_by") == "王八");
  Rows last = with(header, {headings, sound});
  for (const char* heading : {"销号日期", "批准人"}) last[4].emplace_back(heading);
  for (const char* cell : {"2020-10-20", "王八"}) last[5].emplace_back(cell);
  CHECK(read(last).hazards[0].cells.at("closed_by") == "王八");
  CHECK_THROWS_WITH(read(with(header, {[&] { auto h = headings; h.emplace_back("备注"); h.emplace_back("批准人"); return h; }(), sound})),
                    ContainsSubstring("several meanings"));
}

TEST_CASE("Cells are read by the type of their column", "[form]") {
  struct Case {
    const char* heading;
    const char* cell;
    const char* key;
    const char* becomes;
  };
  const std::vector<Case> cases{
      {"整改时限", "2020/11/3", "due_on", "2020-11-03"},
      {"整改时限", "2020年11月3日", "due_on", "2020-11-03"},
      {"整改时限", "２０２０．１１．３", "due_on", "2020-11-03"},
      {"整改时限", "2020-11-03 00:00:00", "due_on", "2020-11-03"},
      {"轮次", "2.0", "round", "2"},
      {"轮次", "２", "round", "2"},
      {"整改资金（万元）", "012.50", "money", "12.5"},
      {"整改资金", "3.0", "money", "3"},
      {"整改资金", "0.00", "money", "0"},
      {"突出问题", "是", "prominent", "1"},
      {"等级", "重大（严重）", "grade", "major"},
      {"现场处置", "限期整改、停用", "on_site", "ordered、stopped"},
      {"现场处置", "限期整改；查封扣押", "on_site", "ordered、sealed"},
      {"复查人", "周五，吴六", "reviewers", "周五、吴六"},
      {"复查人", "周五, 吴六 、", "reviewers", "周五、吴六"},
      {"复查结论", "不合格", "conclusion", "failed"},
      {"挂牌级别", "区级", "listed_level", "4"},
      {"设备代码", "31101234562018001", "device_code", "31101234562018001"},
      {"备注", "  第一行\r\n第二行 ㎡① ", "note", "第一行\n第二行 ㎡①"},
      {"备注", "=1+1", "note", "=1+1"},
  };
  for (const Case& c : cases) {
    INFO(c.heading << ": " << c.cell);
    const ReturnRow row = row_with(c.heading, c.cell);
    CHECK(row.problem.empty());
    CHECK(row.cells.at(c.key) == c.becomes);
  }
}

TEST_CASE("A cell that can't be read makes its row a problem and no other", "[form]") {
  struct Case {
    const char* heading;
    std::string cell;
    const char* says;
  };
  const std::vector<Case> cases{
      {"整改时限", "11/3/2020", "年份在前"},
      {"整改时限", "20201103", "年份在前"},
      {"整改时限", "2020-02-30", "无法识别日期"},
      {"整改时限", "44138", "2020-11-03"},
      {"整改时限", "下周", "无法识别日期"},
      {"轮次", "1.5", "不是整数"},
      {"轮次", "第二轮", "不是整数"},
      {"整改资金(万元)", "约12万", "不是数"},
      {"整改资金(万元)", "-3", "负数"},
      {"整改资金(万元)", "1,200", "不是数"},
      {"等级", "较大", "一般、重大"},
      {"突出问题", "大概", "是、否"},
      {"现场处置", "限期整改、拘留", "当场改正、限期整改、停用、查封"},
      {"设备代码", "1.23457E+17", "科学计数"},
      {"设备代码", "31101234562018000", "末三位为000"},
      {"设备代码", "31101234562018001000", "末三位为000"},
      {"统一社会信用代码", "9131000063\u202e159284", "控制字符"},
      {"复查人", "、、", "没有内容"},
      {"备注", std::string(4001, 'x'), "共4001字，超过4000字"},
      {"文书文号", std::string(201, '1'), "超过200字"},
      {"地址", std::string(40000, 'x'), "超过4000字"},
      {"复查人", "赵\u200b一、李四", "U+200B"},
      {"备注", std::string("a\0b", 3), "空字节"},
  };
  for (const Case& c : cases) {
    INFO(c.heading << ": " << c.cell.substr(0, 40));
    const ReturnRow row = row_with(c.heading, c.cell);
    CHECK_THAT(row.problem, ContainsSubstring(c.says));
    CHECK(row.problem_column == (std::string(c.heading) == "整改资金" ? "整改资金(万元)" : c.heading));
    CHECK(row.cells.at("id") == "J-1");
  }
  Rows rows = with(header, {headings, sound, sound});
  rows[4].emplace_back("等级");
  rows[5][1] = "9/7/2020";
  rows[5].emplace_back("甲等");
  const Return out = read(rows);
  CHECK(out.hazards[0].problem_column == "发现日期");
  CHECK_THAT(out.hazards[0].problem, ContainsSubstring("另，等级"));
  CHECK(out.hazards[1].problem.empty());
}

TEST_CASE("A cell is read up to the last character that it may have, and never cut", "[form]") {
  for (const std::size_t count : {3999U, 4000U}) {
    const ReturnRow row = row_with("备注", std::string(count, 'x'));
    CHECK(row.problem.empty());
    CHECK(row.cells.at("note").size() == count);
  }
  CHECK(row_with("文书文号", std::string(200, 'x')).problem.empty());
  CHECK(row_with("备注", "看\u202e见").problem.empty());
  CHECK(row_with("备注", "看\u202e见").cells.at("note") == "看\u202e见");
}

TEST_CASE("Names of units and ids that hide something are refused with their row and column", "[form]") {
  for (const auto& [place, heading] : {std::pair{0, "编号"}, {4, "单位名称"}, {5, "属地"}, {6, "任务编号"}}) {
    for (const char* mark : {"\u202e", "\u2066", "\u200b", "\ufeff", "\x1b", "\u0085"}) {
      Rows rows = with(header, {headings, sound});
      rows[5][static_cast<std::size_t>(place)] = std::string("甲") + mark + "乙";
      const Return out = read(rows);
      REQUIRE(out.hazards.size() == 1);
      CHECK(out.hazards[0].row == 6);
      CHECK(out.hazards[0].problem_column == heading);
      CHECK_THAT(out.hazards[0].problem, ContainsSubstring("控制字符（U+"));
    }
  }
  Rows hidden = with(header, {headings, sound});
  hidden[0][1] = "甲\u202e所";
  CHECK_THROWS_WITH(read(hidden), ContainsSubstring("row 1") && ContainsSubstring("U+202E"));
  hidden[0][1] = std::string(201, 'x');
  CHECK_THROWS_AS(read(hidden), ReturnError);
}

TEST_CASE("A number whose end office programs may have rounded is pointed at", "[form]") {
  Rows rows = with(header, {headings, sound});
  rows[4].emplace_back("设备代码");
  rows[5].emplace_back("31101234562018100");
  const Return out = read(rows);
  CHECK(out.hazards[0].problem.empty());
  REQUIRE(out.warnings.size() == 1);
  CHECK_THAT(out.warnings[0], ContainsSubstring("第16位起全为0"));
}

TEST_CASE("Unknown columns and sheets warn and are not read", "[form]") {
  Rows rows = with(header, {headings, sound});
  rows[4].emplace_back("心情");
  rows[5].emplace_back("好");
  rows[5].emplace_back("没有表头的字");
  const Return out = read_return({Sheet{"隐患台账", rows, 1}, Sheet{"草稿", {{"随便", "写写"}}, 1}}, form());
  REQUIRE(out.warnings.size() == 3);
  CHECK_THAT(out.warnings[0], ContainsSubstring("心情"));
  CHECK_THAT(out.warnings[1], ContainsSubstring("没有表头"));
  CHECK_THAT(out.warnings[2], ContainsSubstring("草稿"));
}

TEST_CASE("Indicators and text blocks share a sheet; measures have their own", "[form]") {
  const Rows progress{{"合成数据"},
                      {},
                      {"指标代码", "指标名称", "计量单位", "本月数"},
                      {"I22", "罚款", "万元", "3.50"},
                      {},
                      {"项目", "内容"},
                      {"主要做法", "边查边改。"}};
  const Rows measures{{"编号", "名称", "类型", "状态", "责任部门"}, {"ZD-1", "约谈制度", "制度", "征求意见", "甲所，乙所"}};
  const Return out = read_return({Sheet{"进展情况", progress, 1}, Sheet{"隐患台账", with(header, {headings}), 1},
                                  Sheet{"制度措施清单", measures, 1}}, form());
  REQUIRE(out.progress.size() == 2);
  CHECK(out.progress[0].cells.at("value") == "3.5");
  CHECK(out.progress[1].cells == std::map<std::string, std::string>{{"block", "主要做法"}, {"text", "边查边改。"}});
  CHECK(out.progress[1].row == 7);
  REQUIRE(out.measures.size() == 1);
  CHECK(out.measures[0].cells.at("status") == "consulted");
  CHECK(out.measures[0].cells.at("responsible_units") == "甲所、乙所");
  CHECK(out.hazards.empty());
}

TEST_CASE("Each malformed return has its own clear error", "[form]") {
  struct Case {
    const char* name;
    std::vector<Sheet> sheets;
    const char* says;
  };
  const auto one = [](const Rows& rows) { return std::vector<Sheet>{Sheet{"隐患台账", rows, 1}}; };
  const auto headed = [&](const Rows& top) { return one(with(top, {headings, sound})); };
  auto twice = headings;
  twice.emplace_back("发现日期");
  const std::vector<Case> cases{
      {"nothing", {}, "no sheet of a return"},
      {"blank", one({{""}, {" "}}), "no sheet of a return"},
      {"another workbook", {Sheet{"Sheet1", {{"a", "b"}}, 1}}, "found: Sheet1"},
      {"no headings", one(with(header, {{"随便", "写写"}})), "no row of headings"},
      {"no header", headed({}), "lacks 单位、报送任务、报告期"},
      {"no period", headed({{"单位", "甲所", "报送任务", "monthly", "报告期", ""}}), "lacks 报告期; found: 报送任务=monthly、单位=甲所"},
      {"two units", headed({{"单位", "甲所", "报送任务", "monthly", "报告期", "2020-10"}, {"填报单位", "乙所"}}), "\"甲所\" and \"乙所\""},
      {"zero maybe", headed({{"单位", "甲所", "报送任务", "monthly", "报告期", "2020-10"}, {"零报告", "可能"}}), "must be 是 or 否"},
      {"required columns missing", one(with(header, {{"编号", "发现日期", "问题来源", "检查人员"}, {"J-1"}})), "lacks the columns 单位名称、属地、任务编号、问题隐患"},
      {"heading twice", one(with(header, {twice, sound})), "发现日期 stands twice, in columns 2 and 9"},
      {"sheet twice", {Sheet{"隐患台账", with(header, {headings}), 1}, Sheet{"隐患台账(2)", {headings}, 1}}, "two sheets are 隐患台账"},
  };
  for (const Case& c : cases) {
    INFO(c.name);
    try {
      read_return(c.sheets, form());
      FAIL_CHECK("taken");
    } catch (const ReturnError& error) {
      CHECK(error.code() == bihuan::ErrorCode::bad_return);
      CHECK_THAT(error.what(), ContainsSubstring(c.says));
      CHECK(error.chinese() != error.what());
    }
  }
}

TEST_CASE("A period that a spreadsheet made into a day is taken for its month, and said", "[form]") {
  const Return out = read(with({{"单位", "甲所", "报送任务", "monthly", "报告期", "2020-10-01"}}, {headings, sound}));
  CHECK(out.header.period == "2020-10");
  REQUIRE(out.warnings.size() == 1);
  CHECK_THAT(out.warnings[0], ContainsSubstring("报告期"));
}

TEST_CASE("CSV files of one return: UTF-8, GB18030, or the office's tabbed UTF-16", "[form]") {
  const std::string text =
      "说明,合成数据\n单位,甲所\n报送任务,monthly\n报告期,2020-10\n零报告,否\n\n"
      "编号,发现日期,问题来源,检查人员,单位名称,属地,任务编号,问题隐患\n"
      "J-1,2020-10-08,监督检查,祁䶮、李四,乙公司,甲所,1.1,\"两行\n文字\"\nJ-2,2020-10-09,监督检查,祁䶮、李四,乙公司,甲所,1.1,字\n";
  const std::string gb = bihuan::encode_gb18030(text).bytes;
  const std::string progress = "指标代码,指标名称,计量单位,本月数\nI01,检查组,个,3\n";
  for (const std::string& bytes : {text, gb}) {
    const Return out = read_return_csv({{"a.隐患台账.csv", bytes}, {"a.进展情况.csv", progress}}, form());
    REQUIRE(out.hazards.size() == 2);
    CHECK(out.hazards[0].cells.at("inspectors") == "祁䶮、李四");
    CHECK(out.hazards[0].cells.at("text") == "两行\n文字");
    CHECK(out.hazards[1].row == 9);
    CHECK(out.hazards[0].sheet == "a.隐患台账.csv");
    CHECK(out.progress.size() == 1);
  }
  CHECK_THROWS_AS(read_return_csv({{"a.csv", "单位,\"甲所"}}, form()), bihuan::FormError);
  CHECK_THROWS_AS(read_return_csv({{"a.csv", "\xff\xff"}}, form()), bihuan::FormError);
}
