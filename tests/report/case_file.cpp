// The case file of a whole case, word for word.
#include "../catch.hpp"
#include "../state/office.hpp"

#include "bihuan/report/case_file.hpp"

using namespace world;

namespace {

using T = std::string;

CaseFile file_of(const Office& office, const char* id, const char* as_of) {
  return make_case_file(HazardId{id}, office.snapshot(as_of), office.w.history, office.p, office.book, office.calendar, {{PersonId{"p5"}, "甲"}});
}

}  // namespace

TEST_CASE("a case file tells a whole case", "[report]") {
  Office office;
  office.p.ladder = {rung(1, Rung::When::overdue, 1, "remind", "supervising_unit")};
  office.act(Request::register_, "H-1", "2021-03-01");
  office.act(Request::grade, "H-1", "2021-03-02", {{"grade", T("general")}});
  office.act(Request::order, "H-1", "2021-03-03", {{"limit_on", T("2021-03-31")}});
  const ItemNumber order = office.w.history.checkpoint().size;
  office.act(Request::begin, "H-1", "2021-03-04");
  office.act(Request::ask_extension, "H-1", "2021-03-08", {{"extended_to_on", T("2021-04-09")}});
  office.act(Request::decide_extension, "H-1", "2021-03-09", {{"extended_to_on", T("2021-04-09")}});
  office.entered_after_days = 2;
  office.act(Request::report_rectified, "H-1", "2021-03-30");
  office.entered_after_days = 0;
  office.act(Request::fail_review, "H-1", "2021-04-01");
  office.act(Request::correct, "H-1", "2021-04-02", {{"corrects", order}, {"field", T("measures")}, {"value", T("更换门锁")}, {"reason", T("笔误")}});
  const std::string text = file_of(office, "H-1", "2021-04-12").text();
  for (const char* said : {"隐患H-1案卷（截至2021年4月12日，依据台账前18项）\n阳光物业　2号楼　层门门锁失效\n",
                           "现状：复查不合格，一般；整改时限2021年4月9日，已超期3日，延期1次共9日；监管部门电梯科，属地街道所\n",
                           "1. 2021年3月1日　登记隐患（第2项，当日录入）\n   办理：电梯科检查人员p1、电梯科检查人员p2\n",
                           "文书形式：监察指令书；文书文号：监特令〔2021〕1号", "已更正，见第18项\n",
                           "期限：整改，至2021年4月9日。批准延期，整改时限改为2021年4月9日\n",
                           "7. 2021年3月30日　报告整改完成（第14项，2021年4月1日录入，晚2日）\n", "期限：复查，至2021年4月14日。规则review（虚构方案第一条）",
                           "日历版本：2021-1。", "办理：电梯科复查人员甲、电梯科复查人员p6\n",
                           "更正第6项的整改措施：由“更换”改为“更换门锁”；理由：笔误\n", "督办：第1级“第1级督办”，应向电梯科催办（五（二））\n",
                           "应办：责令整改；由责令人办理\n", "由谁负责：电梯科负责人", "目前可以："}) {
    INFO(said);
    CHECK(text.find(said) != std::string::npos);
  }
}
