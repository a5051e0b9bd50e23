// tests/form/sample.hpp: a report made by hand, with everything that can stand in one; all of it invented.
#pragma once

#include "bihuan/form/write.hpp"

#include <array>

namespace sample {

using bihuan::Amount;
using bihuan::Cell;
using bihuan::Day;

inline Cell text(const char* words) { return std::string(words); }
inline Cell number(std::int64_t value) { return value; }

inline bihuan::Table list_one() {
  bihuan::Table table{"list_one",
                      {"serial", "id", "category", "source", "found_on", "enterprise", "credit_code", "address", "territory",
                       "task", "device_kind", "device_code", "text", "grade", "clause", "measures", "rectifier", "money",
                       "limit_on", "contingency", "supervising_unit", "document", "on_site", "listing", "state", "extensions",
                       "rectified_on", "reviewed_on", "reviewers", "conclusion", "closed_on", "closed_by", "late",
                       "overdue_days", "note"},
                      {}};
  table.rows.push_back(
      {number(1), text("TS-2021-0007"), text("重大隐患"), text("inspection"), Day::of(2021, 3, 4), text("演示气体有限公司"),
       text("913100000000000000"), text("演示路1号"), text("东所"), text("3.1.1"), text("压力容器"), text("31101234562018001200"),
       text("储罐安全阀超期未校验，现场未停用；安全管理人员无证上岗。"), text("major"), text("《重大事故隐患判定准则》第4.1条"),
       text("立即停用，送检校验，人员持证后恢复；整改期间停止充装作业。"), text("甲某"), Amount{12500000, 6}, Day::of(2021, 4, 30),
       text("应急预案2021-1"), text("特种设备科"), text("（演）监令〔2021〕第0007号"), text("限期整改、停用"), text("4级 演挂〔2021〕1号"),
       text("整改中、挂牌督办"), text("1次共20日"), {}, {}, {}, {}, {}, {}, {}, number(12), {}});
  table.rows.push_back(
      {number(2), text("=HYPERLINK(\"x\")"), text("突出问题"), text("self_check"), Day::of(2021, 3, 9), text("<script>alert(1)</script>"),
       {}, {}, text("西所"), text("1.1"), {}, {}, text("电梯\u202e无检验合格标志 & \"引号\""), text("general"), {}, text("补办"), text("乙某"), {},
       Day::of(2021, 3, 30), {}, text("西所"), {}, text("当场改正"), {}, text("已销号"), {}, Day::of(2021, 3, 9), Day::of(2021, 3, 9),
       text("丙某、丁某"), text("合格"), Day::of(2021, 3, 12), text("戊某"), text("补报"), {}, text("第一行\n第二行")});
  return table;
}

inline bihuan::Table balance() {
  bihuan::Table table{"balance",
                      {"unit", "grade", "opening", "late", "registered", "reopened", "taken_back", "regraded_in", "reassigned_in",
                       "closed", "voided", "transferred", "terminated", "regraded_out", "reassigned_out", "open", "check",
                       "awaiting_receipt"},
                      {}};
  struct Line {
    const char* unit;
    const char* grade;
    std::int64_t opening, registered, reopened, closed, voided, transferred, regraded_out, regraded_in;
  };
  constexpr std::array<Line, 9> lines{{{"特种设备科", "一般", 12, 31, 1, 28, 0, 1, 1, 0},
                                       {"特种设备科", "重大", 3, 1, 0, 2, 0, 0, 0, 1},
                                       {"质量监管科", "一般", 7, 12, 0, 15, 1, 0, 0, 0},
                                       {"网络监管所", "一般", 2, 6, 0, 6, 0, 0, 0, 0},
                                       {"东所", "一般", 18, 64, 0, 70, 0, 0, 0, 0},
                                       {"西所", "一般", 9, 41, 0, 39, 0, 0, 0, 0},
                                       {"南所", "一般", 22, 55, 1, 60, 0, 0, 0, 0},
                                       {"北所", "一般", 5, 19, 0, 17, 0, 0, 0, 0},
                                       {"执法大队", "一般", 0, 8, 0, 5, 0, 0, 0, 0}}};
  std::vector<std::int64_t> sums(16, 0);
  for (const Line& l : lines) {
    const std::int64_t open = l.opening + l.registered + l.reopened + l.regraded_in - l.closed - l.voided - l.transferred - l.regraded_out;
    const std::vector<std::int64_t> numbers{l.opening, 0, l.registered, l.reopened, 0, l.regraded_in, 0, l.closed, l.voided,
                                            l.transferred, 0, l.regraded_out, 0, open, 0, l.transferred};
    std::vector<Cell> row{text(l.unit), text(l.grade)};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      row.emplace_back(numbers[i]);
      sums[i] += numbers[i];
    }
    table.rows.push_back(row);
  }
  std::vector<Cell> row{text("合计"), {}};
  for (const std::int64_t sum : sums) row.emplace_back(sum);
  table.rows.push_back(row);
  return table;
}

inline std::vector<bihuan::Table> other_tables() {
  const std::string effect = "每季约谈平台，骑手培训覆盖率达到95%以上；建立平台、站点、骑手三级责任清单。";
  return {
      {"list_two",
       {"serial", "id", "title", "category", "targets", "text", "leading_unit", "responsible_units", "due_on", "status", "issued_on", "document", "effect", "note"},
       {{number(1), text("ZD-07"), text("平台骑手安全约谈制度"), text("制度"), text("骑手培训不足"), effect, text("网络监管所"), text("各所、执法大队"),
         Day::of(2021, 1, 31), text("in_force"), Day::of(2020, 12, 31), text("演监〔2020〕27号"), text("已在日常检查中执行"), {}}}},
      {"progress",
       {"code", "title", "measure", "month", "cumulative", "late", "origin", "stated", "difference"},
       {{text("I01"), text("检查组"), text("个"), number(31), number(93), number(0), text("填报"), {}, {}},
        {text("I08"), text("排查隐患总数"), text("项"), number(237), number(702), number(6), text("台账"), number(235), number(-2)},
        {text("I11"), text("整改率"), text("%"), Amount{10084, 2}, Amount{9730, 2}, {}, text("台账"), {}, {}},
        {text("I22"), text("罚款"), text("万元"), Amount{2938400, 5}, Amount{6120, 2}, number(0), text("填报"), {}, {}}}},
      {"texts",
       {"unit", "block", "text"},
       {{text("网络监管所"), text("主要做法"), text("3月排查隐患6项，完成整改6项，边查边改。\n会同街镇开展联合检查。")},
        {text("东所"), text("存在问题"), text("部分单位安全管理人员变动频繁。")}}},
      {"board",
       {"unit", "period", "due_on", "received_on", "standing", "rows", "refused", "unstated", "note"},
       {{text("特种设备科"), text("2021-03"), Day::of(2021, 4, 1), Day::of(2021, 3, 31), text("按时（部分）"), number(33), number(1), number(2), {}},
        {text("网络监管所"), text("2021-03"), Day::of(2021, 4, 1), Day::of(2021, 3, 30), text("按时"), number(8), number(0), number(0), text("已接收")},
        {text("质量监管科"), text("2021-03"), Day::of(2021, 4, 1), Day::of(2021, 4, 6), text("迟报"), number(14), number(0), number(0), {}},
        {text("信用科"), text("2021-03"), Day::of(2021, 4, 1), {}, text("缺报"), {}, {}, {}, {}}}},
      {"open_work",
       {"serial", "id", "enterprise", "text", "grade", "state", "supervising_unit", "limit_on", "overdue_days", "answers", "next_step"},
       {{number(1), text("TS-2021-0007"), text("演示气体有限公司"), text("储罐安全阀超期未校验"), text("重大"), text("整改中、挂牌督办"),
         text("特种设备科"), Day::of(2021, 4, 30), number(12), text("特种设备科负责人己某"), text("报告整改完成")},
        {number(2), text("DS-2021-0031"), text("演示物业有限公司"), text("电梯维保记录缺失"), text("一般"), text("待复查"), text("东所"),
         Day::of(2021, 4, 10), {}, text("东所负责人庚某"), text("复查")}}},
      {"late_entries",
       {"number", "hazard", "kind", "on", "recorded_on", "unit"},
       {{number(1204), text("DS-2021-0009"), text("登记"), Day::of(2021, 2, 24), Day::of(2021, 3, 8), text("东所")}}},
      {"warnings", {"code", "sentence"}, {{text("stated_differs"), text("排查隐患总数：单位填报235，台账237，相差2。")}}},
  };
}

/// The report of March 2021 of an invented bureau.
inline bihuan::Report report(bool issued = false) {
  bihuan::Checkpoint checkpoint;
  checkpoint.ledger = "0123456789abcdef0123456789abcdef";
  checkpoint.size = 1311;
  for (std::size_t i = 0; i < checkpoint.root.size(); ++i) checkpoint.root[i] = static_cast<std::uint8_t>(i * 7);
  bihuan::Headline head;
  head.found = 237, head.rectified = 239, head.struck_off = 242;
  head.found_cumulative = 702, head.rectified_cumulative = 683, head.struck_off_cumulative = 660;
  head.found_total = 1530, head.rectified_total = 1490;
  head.found_late = 6, head.rectified_late = 4;
  head.open = 72, head.open_major = 3, head.overdue = 1, head.override_count = 0, head.unstated_count = 2;
  bihuan::Report out{"演示市场监督管理局安全生产专项整治三年行动",
                     "演监〔2020〕1号",
                     "演示市场监督管理局特种设备科",
                     bihuan::FilingId{"monthly"},
                     "两清单一进展",
                     bihuan::Period::parse("2021-03"),
                     Day::of(2021, 3, 31),
                     Day::of(2021, 4, 1),
                     bihuan::Instant{1617184800000000},
                     480,
                     checkpoint,
                     issued,
                     true,
                     head,
                     {}};
  out.tables = {list_one(), balance()};
  for (bihuan::Table& table : other_tables()) out.tables.push_back(std::move(table));
  return out;
}

}  // namespace sample
