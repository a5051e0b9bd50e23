// The case file of a whole case, word for word.
#include "../catch.hpp"
#include "../state/office.hpp"

#include "bihuan/report/case_file.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace world;

namespace {

using T = std::string;

CaseFile file_of(const Office& office, const char* id, const char* as_of) {
  return make_case_file(HazardId{id}, office.snapshot(as_of), office.w.history, office.p, office.book, office.calendar, {{PersonId{"p5"}, "甲"}});
}

}  // namespace

TEST_CASE("a case file tells a whole case", "[report][docs]") {
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
  const std::string golden = BIHUAN_SOURCE_DIR "/tests/golden/case-file.txt";
  if (std::getenv("BIHUAN_WRITE_PAGES") != nullptr) std::ofstream(golden, std::ios::binary) << text;
  std::ostringstream kept;
  kept << std::ifstream(golden, std::ios::binary).rdbuf();
  CHECK(text == kept.str());
}
