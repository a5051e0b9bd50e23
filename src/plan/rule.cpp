// plan/rule.cpp: reads rules, and chooses among them by the day of the event.
#include "bihuan/plan/rule.hpp"

#include "bihuan/error.hpp"
#include "ground/embedded.hpp"
#include "org/near.hpp"
#include "plan/read_rule.hpp"

#include <algorithm>

namespace bihuan {

namespace {

constexpr std::string_view limit_words[] = {"无", "分级", "责令", "定治理方案", "开工", "整改", "复查", "重新责令", "销号",
                                            "移送答复", "审批延期", "查封扣押", "中止复核", "立案决定", "提请关闭",
                                            "申请延期"};
static_assert(std::size(limit_words) == limit_names.size());

constexpr std::string_view demand_words[] = {"安排部署", "专题学习", "宣传", "排查", "建立清单", "现场推进会", "专题研讨会",
                                             "约谈", "检查评估", "总结", "分析研判", "制度机制", "跟踪整改"};
static_assert(std::size(demand_words) == demand_kind_names.size());

const plan::Words counting_words = {"calendar_days", "working_days"};
const plan::Words roll_words = {"none", "backward", "forward"};
const plan::Words grade_words = {"general", "major"};
const plan::Words when_words(rung_when_names.begin(), rung_when_names.end());
const plan::Words act_words = {"remind", "interview", "report_up"};
constexpr int longest_days = 3660;

bool fits(const Rule& rule, Limit limit, Day on, Grade grade) noexcept {
  return rule.limit == limit && rule.term.valid.on(on) && (!rule.grade || *rule.grade == grade);
}

std::optional<Grade> grade_or_none(plan::Table& table) {
  if (table.find("grade") == nullptr) return std::nullopt;
  return table.word("grade", grade_words) == 0 ? Grade::general : Grade::major;
}

}  // namespace

std::string chinese(Limit limit) { return std::string(limit_words[static_cast<std::size_t>(limit)]); }
std::string chinese(DemandKind kind) { return std::string(demand_words[static_cast<std::size_t>(kind)]); }

Rule plan::read_rule(Table& table, bool is_law) {
  Rule rule;
  rule.term.id = table.id("id");
  table.rename("rule " + rule.term.id);
  rule.is_law = is_law;
  rule.term.title = table.text("title");
  const Words limits(limit_names.begin() + 1, limit_names.end());
  if (!is_law || table.find("limit") != nullptr) rule.limit = static_cast<Limit>(table.word("limit", limits) + 1);
  rule.grade = grade_or_none(table);
  table.need("days");
  rule.term.days = table.count_or("days", 0, 1, longest_days);
  rule.term.counting = table.word("counting", counting_words) == 0 ? Counting::calendar_days : Counting::working_days;
  const bool counts_events = rule.limit == Limit::propose_closure;
  if (counts_events) table.need("count");
  rule.count = table.count_or("count", 0, counts_events ? 1 : 0, counts_events ? 100 : 0);
  rule.term.counts_start_day = table.truth_or("counts_start_day", false);
  if (table.find("roll") != nullptr) rule.term.roll = static_cast<Roll>(table.word("roll", roll_words));
  rule.term.valid = table.validity();
  rule.term.source = table.text("source");
  rule.origin = table.origin();
  return rule;
}

Rung plan::read_rung(Table& table) {
  Rung rung;
  table.need("step");
  rung.step = table.count_or("step", 1, 1, 99);
  rung.when = static_cast<Rung::When>(table.word("when", when_words));
  table.need("days");
  rung.days = table.count_or("days", 0, 0, longest_days);
  rung.counting = table.word("counting", counting_words) == 0 ? Counting::calendar_days : Counting::working_days;
  rung.grade = grade_or_none(table);
  rung.act = act_words[table.word("act", act_words)];
  rung.to = table.text("to");
  rung.title = table.text("title");
  rung.place = table.text_or("place", "");
  rung.origin = table.origin();
  return rung;
}

Rulebook Rulebook::parse(std::string_view text, const std::string& file_name) {
  plan::Source source{file_name, {}};
  const ground::Node root = plan::parse_tree(text, file_name);
  plan::Table table(source, root, "the rule file");
  Rulebook book;
  std::map<std::string, int> lines;
  table.each("rule", [&](plan::Table& entry) {
    Rule rule = plan::read_rule(entry, true);
    if (const auto [found, fresh] = lines.try_emplace(rule.term.id, entry.line()); !fresh)
      entry.refuse_here({"it stands here a second time; the first is on line " + std::to_string(found->second),
                         "重复，第一次出现在第" + std::to_string(found->second) + "行"});
    book.rules_.push_back(std::move(rule));
  });
  table.done();
  return book;
}

Rulebook Rulebook::load(const std::filesystem::path& file) {
  return parse(plan::file_text(file, {"rule file", "期限规定文件"}), file.filename().string());
}

Rulebook Rulebook::law() {
  static const Rulebook shipped = parse(embedded::law_toml, "law.toml");
  return shipped;
}

Rulebook Rulebook::with(const std::vector<Rule>& more) const {
  Rulebook both = *this;
  both.rules_.insert(both.rules_.end(), more.begin(), more.end());
  std::stable_partition(both.rules_.begin(), both.rules_.end(), [](const Rule& rule) { return rule.is_law; });
  return both;
}

const Rule* Rulebook::find(Limit limit, Day on, Grade grade) const noexcept {
  const Rule* best = nullptr;
  const auto goes_before = [](const Rule& a, const Rule& b) {
    if (a.is_law != b.is_law) return a.is_law;
    if (a.grade.has_value() != b.grade.has_value()) return a.grade.has_value();
    return a.term.valid.first > b.term.valid.first;  // no first day is before every day
  };
  for (const Rule& rule : rules_)
    if (fits(rule, limit, on, grade) && (best == nullptr || goes_before(rule, *best))) best = &rule;
  return best;
}

const Rule* Rulebook::find_id(std::string_view id) const noexcept {
  const auto found = std::find_if(rules_.begin(), rules_.end(), [&](const Rule& rule) { return rule.term.id == id; });
  return found == rules_.end() ? nullptr : &*found;
}

const Rule& Rulebook::rule(std::string_view id) const {
  if (const Rule* found = find_id(id)) return *found;
  std::vector<std::string> ids;
  for (const Rule& rule : rules_) ids.push_back(rule.term.id);
  ErrorContext context;
  context.subject = "rule " + std::string(id);
  context.allowed = org::near_words(id, ids);
  const bool near = !context.allowed.empty();
  throw PlanError(ErrorCode::unknown_name,
                  "there is no rule \"" + std::string(id) + "\"" + (near ? "; near it: " + plan::joined(context.allowed, ", ") : ""),
                  "没有期限规定“" + std::string(id) + "”" + (near ? "；相近的有：" + plan::joined(context.allowed, "、") : ""), context);
}

std::string Rulebook::text() const {
  std::string out;
  for (const Rule& rule : rules_) {
    const Validity& valid = rule.term.valid;
    out += rule.term.id + "|" + std::string(limit_name(rule.limit)) + "|" + (rule.grade ? grade_words[*rule.grade == Grade::major ? 1 : 0] : "") + "|" +
           std::to_string(rule.count) + "|" + std::to_string(rule.term.days) + "|" + counting_words[static_cast<std::size_t>(rule.term.counting)] + "|" +
           (rule.term.counts_start_day ? "start day counts" : "") + "|" + roll_words[static_cast<std::size_t>(rule.term.roll)] + "|" +
           (valid.first ? valid.first->iso() : "") + "|" + (valid.last ? valid.last->iso() : "") + "|" + rule.term.title + "|" + rule.term.source + "\n";
  }
  return out;
}

}  // namespace bihuan
