// form/claims.cpp: cells to requests (returns.md, sheet 隐患台账).
#include "form/claims.hpp"

#include "bihuan/state/problem_class.hpp"

#include <algorithm>

namespace bihuan::claims {

namespace {

/// One row's cells with the words for what is missing.
class Cells {
 public:
  explicit Cells(const ReturnRow& row) : row_(row) {}
  const std::string& text(const std::string& key) const {
    static const std::string none;
    const auto found = row_.cells.find(key);
    return found == row_.cells.end() ? none : found->second;
  }
  bool has(const std::string& key) const { return !text(key).empty(); }
  bool any(std::initializer_list<const char*> keys) const {
    return std::any_of(keys.begin(), keys.end(), [&](const char* key) { return has(key); });
  }
  std::optional<Day> day(const std::string& key) const { return has(key) ? Day::try_parse(text(key)) : std::nullopt; }
  Day need_day(const std::string& key, const std::string& heading) const {
    const auto day = this->day(key);
    if (!day) throw RowRefused{heading, "缺少" + heading, heading + " (" + key + ") is missing"};
    return *day;
  }
  const std::string& need(const std::string& key, const std::string& heading) const {
    if (!has(key)) throw RowRefused{heading, "缺少" + heading, heading + " (" + key + ") is missing"};
    return text(key);
  }
  bool on_site(std::string_view word) const { return text("on_site").find(word) != std::string::npos; }

 private:
  const ReturnRow& row_;
};

/// Collects the claims of one row.
class Reader {
 public:
  Reader(const ReturnRow& row, const Hazard& known, const Desk& desk)
      : cells_(row), id_(row.cells.at("id")), known_(known), desk_(desk) {
    if (cells_.has("round")) round_ = static_cast<int>(amount_of(cells_.text("round"), "轮次").value);
  }

  std::vector<Claim> read() {
    registration();
    grade();
    on_the_spot();
    order();
    work();
    extension();
    review();
    ends();
    std::stable_sort(out_.begin(), out_.end(), [](const Claim& a, const Claim& b) {
      return a.asked.on != b.asked.on ? a.asked.on < b.asked.on : a.rank < b.rank;
    });
    return std::move(out_);
  }

 private:
  // Places in the order of one day (returns.md, rule 1).
  enum Rank { r_register, r_grade, r_stop, r_seal, r_fix, r_order, r_plan, r_list, r_begin, r_ask, r_decide, r_report,
              r_review, r_allow, r_unseal, r_delist, r_close };

  Claim& add(Request request, Day on, std::vector<Actor> by, int rank, std::string column) {
    out_.push_back({{request, id_, on, std::move(by), {}, true}, rank, round_, std::move(column)});
    return out_.back();
  }
  Claim& assumed(Claim& claim, const char* what) {
    claim.day_assumed = true;
    claim.asked.fields.set("assumed", Value{std::vector<std::string>{what}});
    return claim;
  }
  void copy(Claim& claim, const char* key, const char* field) const { claim.asked.fields.set(field, Value{cells_.text(key)}); }

  std::vector<Actor> two(const std::string& key, Role role, const std::string& heading) const {
    const auto names = names_in(cells_.need(key, heading));
    if (names.size() < 2)
      throw RowRefused{heading, heading + "须有2人，现为" + std::to_string(names.size()) + "人",
                       heading + " needs two names, got " + std::to_string(names.size())};
    std::vector<Actor> out;
    for (const std::string& name : names) out.push_back(desk_.named_in(role, desk_.key.unit, name));
    return out;
  }

  UnitId enterprise() const {
    return UnitId{cells_.has("enterprise") ? cells_.text("enterprise") : known_.details.text("enterprise")};
  }
  /// The rectifier as this row or an earlier one names him; without one the head of the unit reports for him.
  Actor rectifier(Role role) const {
    if (cells_.has("rectifier")) return desk_.named_in(role, enterprise(), cells_.text("rectifier"));
    if (const std::string& before = known_.details.text("rectifier"); !before.empty()) {
      Actor actor = Actor::parse(before);
      const RoleHolders* holders = desk_.plan.find_role(role);
      if (holders != nullptr && !holders->posts.empty()) actor.post = holders->posts.front();
      return actor;
    }
    return desk_.head_in(role);
  }

  void registration() {
    if (known_.state != State::none && known_.state != State::tip && !cells_.has("found_on")) return;
    if (known_.state != State::none && known_.round < round_ && !cells_.has("found_on")) return;
    if (was_reassigned()) return;  // the registering unit's statement stands; it is not this unit's to correct
    found_on_ = cells_.need_day("found_on", "发现日期");
    Claim& claim = add(Request::register_, *found_on_, two("inspectors", Role::inspector, "检查人员"), r_register, "发现日期");
    Fields& f = claim.asked.fields;
    cells_.need("enterprise", "单位名称");
    cells_.need("place", "部位");
    cells_.need("text", "问题隐患");
    cells_.need("source", "问题来源");
    for (const char* key : {"source", "enterprise", "credit_code", "address", "place", "device_kind", "device_code", "text", "note"})
      copy(claim, key, key);
    f.set("task", Value{cells_.need("task", "任务编号")});
    f.set("supervising_unit", Value{desk_.key.unit.text()});
    const std::string& territory = cells_.need("territory", "属地");
    const auto unit = desk_.plan.organisation.try_resolve(territory, *found_on_);
    f.set("territorial_unit", Value{unit ? unit->unit.text() : territory});
    if (cells_.has("cause")) f.set("cause", Value{cells_.text("cause")});
    if (cells_.has("problem_class")) f.set("problem_class", Value{problem_class()});
    if (cells_.has("prominent")) f.set("prominent", Value{std::int64_t{cells_.text("prominent") == "1"}});
  }

  /// As the plan's id, so that the same title next month is no correction.
  std::string problem_class() const {
    Fields stated{{"problem_class", Value{cells_.text("problem_class")}}};
    try {
      settle_class_and_cause(desk_.plan, id_, stated);
    } catch (const Refused& why) {
      throw RowRefused{"问题类别", why.chinese(), why.what()};
    }
    return stated.text("problem_class");
  }

  bool has_step(FactKind kind) const {
    return std::any_of(known_.steps.begin(), known_.steps.end(), [&](const Step& step) { return step.kind == kind; });
  }
  bool was_reassigned() const { return has_step(FactKind::hazard_reassigned); }

  Day found_on() const {
    if (found_on_) return *found_on_;
    if (known_.found_on) return *known_.found_on;
    return cells_.need_day("found_on", "发现日期");
  }

  void grade() {
    std::string grade = cells_.text("grade");
    if (cells_.on_site("fixed")) {
      if (grade == "major") throw RowRefused{"现场处置", "当场改正的等级须为一般", "fixed on the spot must be general, the row says major"};
      grade = "general";
    }
    if (grade.empty()) return;
    if (known_.grade != Grade::ungraded && grade != grade_name(known_.grade))
      throw RowRefused{"等级", "等级与台账不符，现为" + chinese(known_.grade) + "；请用“重新定级”（record regrade）办理",
                       "the grade differs from the ledger's " + std::string(grade_name(known_.grade)) + ": record regrade"};
    const bool other_basis = cells_.has("basis") && cells_.text("basis") != known_.details.text("clause");
    if (known_.grade != Grade::ungraded && (!other_basis || has_step(FactKind::hazard_regraded))) return;
    // Taken back after a transfer it is graded anew, not on the day it was once found.
    const Day on = known_.round > 1 && cells_.has("ordered_on") ? cells_.need_day("ordered_on", "文书日期") : found_on();
    Claim& claim = assumed(add(Request::grade, on, {desk_.head_in(Role::grader)}, r_grade, "等级"), "on");
    claim.asked.fields.set("grade", Value{grade});
    copy(claim, "basis", "clause");
    if (grade == "major" && !cells_.has("basis")) cells_.need("basis", "判定依据");
  }

  void on_the_spot() {
    if (cells_.on_site("stopped"))
      assumed(add(Request::stop_use, found_on(), {desk_.head_in(Role::supervising_unit)}, r_stop, "现场处置"), "on");
    if (cells_.on_site("sealed"))
      assumed(add(Request::seal, found_on(), {desk_.head_in(Role::supervising_unit)}, r_seal, "现场处置"), "on");
    if (!cells_.on_site("fixed")) return;
    if (const auto done = cells_.day("rectified_on"); done && *done != found_on())
      throw RowRefused{"整改完成日期", "当场改正的整改完成日期须为发现日期或空白", "fixed on the spot: the day of rectification must be the day found, or blank"};
    const char* witnesses = cells_.has("reviewers") ? "reviewers" : "inspectors";
    Claim& claim = add(Request::fix_on_spot, found_on(), two(witnesses, Role::inspector, "复查人"), r_fix, "现场处置");
    copy(claim, "measures", "after");
    if (cells_.has("rectifier"))
      claim.asked.fields.set("rectified_by", Value{desk_.named_in(Role::rectifier, enterprise(), cells_.text("rectifier")).text()});
  }

  void order() {
    if (cells_.on_site("fixed") || !cells_.any({"document", "ordered_on", "due_on"})) return;
    ordered_on_ = cells_.need_day("ordered_on", "文书日期");
    Claim& claim = add(Request::order, *ordered_on_, {desk_.head_in(Role::orderer)}, r_order, "文书日期");
    claim.asked.fields.set("limit_on", cells_.need_day("due_on", "整改时限"));
    copy(claim, "document", "number");
    copy(claim, "measures", "measures");
    if (cells_.has("rectifier"))
      claim.asked.fields.set("rectifier", Value{desk_.named_in(Role::rectifier, enterprise(), cells_.text("rectifier")).text()});
    if (cells_.has("money")) claim.asked.fields.set("money_fen", Value{fen_of(cells_.text("money"), "整改资金(万元)")});
  }

  bool is_major() const { return known_.grade == Grade::major || cells_.text("grade") == "major"; }

  /// Planning and beginning: stated, or implied by a later step of the same row (then on the day of the order).
  void work() {
    if (cells_.on_site("fixed")) return;
    const bool implied = ordered_on_ && cells_.any({"rectified_on", "asked_on", "extended_on", "extended_to"});
    if (is_major() && (implied || cells_.any({"planned_on", "contingency", "begun_on"}))) {
      const auto planned = cells_.day("planned_on");
      if (planned || ordered_on_) {
        Claim& claim = add(Request::plan_treatment, planned ? *planned : *ordered_on_, {rectifier(Role::rectifier_head)}, r_plan, "方案日期");
        copy(claim, "contingency", "safety");
        if (!planned) assumed(claim, "on");
      }
    }
    const auto begun = cells_.day("begun_on");
    if (begun || (implied && ordered_on_)) {
      Claim& claim = add(Request::begin, begun ? *begun : *ordered_on_, {rectifier(Role::rectifier)}, r_begin, "开工日期");
      if (!begun) assumed(claim, "on");
    }
  }

  void extension() {
    if (!cells_.any({"asked_on", "extended_to", "extended_on"})) return;
    const auto decided = cells_.day("extended_on");
    const Day to = cells_.need_day("extended_to", "延期至");
    const auto asked = cells_.day("asked_on");
    if (!asked && !decided) cells_.need_day("asked_on", "申请日期");
    Claim& ask = add(Request::ask_extension, asked ? *asked : *decided, {rectifier(Role::rectifier)}, r_ask, "申请日期");
    ask.asked.fields.set("extended_to_on", to);
    if (!asked) assumed(ask, "on");
    if (!decided) return;
    const auto listed = cells_.day("listed_on"), delisted = cells_.day("delisted_on");
    const bool is_listed = known_.has(Hold::listed) || (listed && *listed <= *decided && (!delisted || *delisted > *decided));
    const Role role = is_listed ? Role::lister : Role::approver;
    const Actor by = cells_.has("extended_by") ? desk_.named_in(role, desk_.key.unit, cells_.text("extended_by")) : desk_.head_in(role);
    Claim& claim = add(Request::decide_extension, *decided, {by}, r_decide, "批准日期");
    claim.asked.fields.set("decision", Value{std::string("granted")}).set("extended_to_on", to);
  }

  void review() {
    if (cells_.on_site("fixed")) return;
    if (cells_.has("rectified_on"))
      add(Request::report_rectified, cells_.need_day("rectified_on", "整改完成日期"), {rectifier(Role::rectifier)}, r_report, "整改完成日期");
    if (!cells_.any({"reviewed_on", "reviewers", "conclusion"})) return;
    const Day on = cells_.need_day("reviewed_on", "复查日期");
    const std::string& conclusion = cells_.need("conclusion", "复查结论");
    const bool passed = conclusion == "passed";
    Claim& claim = add(passed ? Request::pass_review : Request::fail_review, on, two("reviewers", Role::reviewer, "复查人"), r_review, "复查日期");
    if (passed) claim.asked.fields.set("conclusion", Value{std::string("合格")});
  }

  void ends() {
    if (const auto on = cells_.day("use_allowed_on")) add(Request::allow_use, *on, {desk_.head_in(Role::supervising_unit)}, r_allow, "恢复使用日期");
    if (const auto on = cells_.day("unsealed_on")) add(Request::unseal, *on, {desk_.head_in(Role::supervising_unit)}, r_unseal, "解封日期");
    if (cells_.any({"listed_on", "listed_level", "listed_document"})) {
      Claim& claim = add(Request::list, cells_.need_day("listed_on", "挂牌日期"), {desk_.head_in(Role::lister)}, r_list, "挂牌日期");
      claim.asked.fields.set("document", Value{cells_.need("listed_document", "挂牌文号")});
      if (cells_.has("listed_level")) claim.asked.fields.set("level", Value{amount_of(cells_.text("listed_level"), "挂牌级别").value});
    }
    if (const auto on = cells_.day("delisted_on")) add(Request::delist, *on, {desk_.head_in(Role::delister)}, r_delist, "摘牌日期");
    if (!cells_.any({"closed_on", "closed_by"})) return;
    const Role role = known_.once_listed || cells_.has("listed_on") ? Role::lister : Role::approver;
    const Day on = cells_.need_day("closed_on", "销号日期");
    add(Request::close, on, {desk_.named_in(role, desk_.key.unit, cells_.need("closed_by", "批准人"))}, r_close, "销号日期");
  }

  Cells cells_;
  std::string id_;
  const Hazard& known_;
  const Desk& desk_;
  int round_ = 1;
  std::optional<Day> found_on_, ordered_on_;
  std::vector<Claim> out_;
};

}  // namespace

Actor Desk::head_in(Role role) const {
  const RoleHolders* holders = plan.find_role(role);
  Actor actor = key.headed_by;
  if (holders != nullptr && !holders->posts.empty() &&
      std::find(holders->posts.begin(), holders->posts.end(), plan.head_post) == holders->posts.end())
    actor.post = holders->posts.front();
  return actor;
}

Actor Desk::named_in(Role role, const UnitId& unit, const std::string& name) const {
  const RoleHolders* holders = plan.find_role(role);
  const PostId post = holders != nullptr && !holders->posts.empty() ? holders->posts.front() : plan.head_post;
  return {person_of(unit, name), post, unit};
}

std::vector<std::string> names_in(const std::string& cell) {
  std::vector<std::string> out;
  std::string name;
  const auto push = [&] {
    const auto first = name.find_first_not_of(" \t");
    if (first != std::string::npos) out.push_back(name.substr(first, name.find_last_not_of(" \t") - first + 1));
    name.clear();
  };
  for (std::size_t i = 0; i < cell.size();) {
    std::size_t width = 0;
    for (const std::string_view mark : {"、", "，", ",", "；", ";"})
      if (cell.compare(i, mark.size(), mark) == 0) width = mark.size();
    if (width > 0) {
      push();
      i += width;
    } else {
      name += cell[i++];
    }
  }
  push();
  return out;
}

Amount amount_of(const std::string& text, const std::string& column) {
  Amount out;
  bool digits = false, point = false, negative = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (i == 0 && c == '-') negative = true;
    else if (c == '.' && !point) point = true;
    else if (c >= '0' && c <= '9' && out.value < 100'000'000'000'000'000) {
      digits = true;
      out.value = out.value * 10 + (c - '0');
      out.scale += point ? 1 : 0;
    } else if (c != ',') {
      digits = false;
      break;
    }
  }
  if (!digits || out.scale > 6 || out.value > 10'000'000'000'000)
    throw RowRefused{column, column + "不是数或超出范围：“" + text + "”", column + " is no number, or out of range: \"" + text + "\""};
  while (out.scale > 0 && out.value % 10 == 0) {
    out.value /= 10;
    --out.scale;
  }
  if (negative) out.value = -out.value;
  return out;
}

std::int64_t fen_of(const std::string& wan_yuan, const std::string& column) {
  Amount amount = amount_of(wan_yuan, column);
  if (amount.value < 0 || amount.value > 1'000'000'000'000)
    throw RowRefused{column, column + "精确到分：“" + wan_yuan + "”", column + " is finer than a fen: \"" + wan_yuan + "\""};
  for (; amount.scale < 6; ++amount.scale) amount.value *= 10;
  return amount.value;
}

std::vector<Claim> of_row(const ReturnRow& row, const Hazard& known, const Desk& desk) { return Reader(row, known, desk).read(); }

}  // namespace bihuan::claims
