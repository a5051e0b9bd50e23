// state/lifecycle.cpp: the words of the lifecycle, and its page.
#include "bihuan/state/lifecycle.hpp"

#include "bihuan/error.hpp"
#include "bihuan/state/lifecycle_table.hpp"

#include <algorithm>

namespace bihuan {

namespace {

struct Word {
  std::string_view name;
  std::string_view chinese;
};

constexpr std::array<Word, state_count> state_words = {{
    {"none", "无"}, {"tip", "线索"}, {"registered", "已登记"}, {"graded", "已分级"}, {"ordered", "已责令"},
    {"planned", "方案已定"}, {"rectifying", "整改中"}, {"awaiting_review", "待复查"}, {"review_failed", "复查不合格"},
    {"passed", "复查合格"}, {"closed", "已销号"}, {"transferred", "已移送"}, {"terminated", "已终结"}, {"void", "作废"},
}};

constexpr std::array<Word, request_count> request_words = {{
    {"tip_off", "报线索"}, {"register", "登记"}, {"grade", "分级"}, {"regrade", "重新定级"}, {"fix_on_spot", "立查立改"},
    {"order", "责令整改"}, {"plan_treatment", "制定治理方案"}, {"begin", "开工整改"}, {"ask_extension", "申请延期"},
    {"decide_extension", "审批延期"}, {"report_rectified", "报告整改完成"}, {"pass_review", "复查合格"},
    {"fail_review", "复查不合格"}, {"close", "销号"}, {"reopen", "重新打开"}, {"transfer", "移送"},
    {"acknowledge_transfer", "确认接收移送"}, {"take_back", "收回移送"}, {"terminate", "终结"}, {"void", "作废"},
    {"stop_use", "责令停用"}, {"allow_use", "同意恢复使用"}, {"seal", "查封扣押"}, {"unseal", "解除查封扣押"},
    {"list", "挂牌督办"}, {"delist", "摘牌"}, {"pause", "中止计时"}, {"resume", "恢复计时"}, {"remind", "催办"},
    {"interview", "约谈"}, {"report_up", "上报"}, {"open_case", "立案"}, {"penalise", "处罚"}, {"close_case", "结案"},
    {"correct", "更正"}, {"reassign", "调整监管单位"},
}};

constexpr std::array<Word, hold_count> hold_words = {{
    {"out_of_use", "停用停产"}, {"sealed", "查封扣押"}, {"listed", "挂牌督办"}}};
constexpr std::array<Word, 3> grade_words = {{{"ungraded", "未分级"}, {"general", "一般"}, {"major", "重大"}}};
constexpr std::array<Word, when_count> when_words = {{
    {"always", ""}, {"is_general", "一般"}, {"is_major", "重大"}, {"lowering", "降级"},
    {"raising_ordered", "升级，分级后已责令"}, {"raising_unordered", "升级，分级后未责令"}, {"as_duplicate", "与既有隐患重复"},
    {"unacknowledged", "尚未接收"}, {"once_listed", "挂过牌"},
    {"never_listed", "未挂过牌"}}};

constexpr std::array<Word, party_count> party_words = {{
    {"the rectifier", "整改人"}, {"the reviewers", "复查人"}, {"who asked", "申请人"}, {"the author", "原填报人"},
    {"who asks for approval", "申请人"}, {"the overseer", "督办单位"}}};
constexpr std::array<std::string_view, guard_count> guard_words = {
    "on the day found", "within the limit", "nothing pending", "a request pending", "the clock runs", "the clock stands still",
    "one prolongation"};

template <class E, std::size_t N>
constexpr const Word& word(const std::array<Word, N>& words, E value) {
  return words[static_cast<std::size_t>(value)];
}

template <std::size_t N>
std::vector<std::string> names(const std::array<Word, N>& words) {
  std::vector<std::string> out;
  for (const Word& w : words) out.emplace_back(w.name);
  return out;
}

template <class E, std::size_t N>
E parse(const std::array<Word, N>& words, std::string_view name, const char* what, const char* what_chinese) {
  for (std::size_t i = 0; i < N; ++i)
    if (words[i].name == name || words[i].chinese == name) return static_cast<E>(i);
  ErrorContext context;
  context.asked = std::string(name);
  context.allowed = names(words);
  std::string list;
  for (const auto& n : context.allowed) list += (list.empty() ? "" : ", ") + n;
  throw Refused(ErrorCode::field_bad, "there is no " + std::string(what) + " \"" + std::string(name) + "\"; there are: " + list,
                "没有" + std::string(what_chinese) + "“" + std::string(name) + "”", context);
}

/// The members of a set in words.
template <std::size_t N>
std::string join(Set set, const std::array<Word, N>& words, bool in_chinese) {
  std::string out;
  for (std::size_t i = 0; i < N; ++i)
    if ((set.bits >> i) & 1U) {
      if (!out.empty()) out += in_chinese ? "、" : ", ";
      out += in_chinese ? words[i].chinese : words[i].name;
    }
  return out;
}

std::string roles_text(Set roles) {
  std::string out;
  for (std::size_t i = 0; i < role_names.size(); ++i)
    if ((roles.bits >> i) & 1U) out += (out.empty() ? "" : " or ") + std::string(role_names[i]);
  return out;
}

std::string page_row(const Arrow& arrow) {
  std::string who = roles_text(arrow.roles);
  if (arrow.persons > 1) who = std::to_string(arrow.persons) + " × " + who;
  if (!arrow.second.empty()) who += ", and " + roles_text(arrow.second);
  for (int p = 0; p < party_count; ++p)
    if (const auto party = static_cast<Party>(p); arrow.apart.has(party)) who += "; not " + std::string(party_name(party));
  std::string carries;
  for (const FieldForm& form : fields_of(arrow.fact))
    if (form.required) carries += (carries.empty() ? "" : ", ") + std::string(form.name);
  std::string holds;
  if (!arrow.needs.empty()) holds += "needs " + join(arrow.needs, hold_words, false) + "; ";
  if (!arrow.without.empty()) holds += "not while " + join(arrow.without, hold_words, false) + "; ";
  if (!arrow.sets.empty()) holds += "sets " + join(arrow.sets, hold_words, false) + "; ";
  if (!arrow.clears.empty()) holds += "clears " + join(arrow.clears, hold_words, false) + "; ";
  for (int g = 0; g < guard_count; ++g)
    if (const auto guard = static_cast<Guard>(g); arrow.guards.has(guard)) holds += std::string(guard_name(guard)) + "; ";
  if (!holds.empty()) holds.resize(holds.size() - 2);
  const std::string to = arrow.to == State::none ? "kept" : std::string(state_name(arrow.to));
  return "| " + std::string(request_name(arrow.request)) + " " + chinese(arrow.request) + " → `" +
         std::string(fact_name(arrow.fact)) + "` | " + join(arrow.from, state_words, false) + " → " + to + " | " +
         (arrow.when == When::always ? "" : std::string(when_name(arrow.when))) + " | " + who + " | " + carries +
         " | " + holds + " | " + std::string(arrow.source) + " |\n";
}

/// The ids of the rules that give a limit.
std::string rules_of(const Rulebook& book, Limit limit) {
  std::string out;
  for (const Rule& rule : book.rules())
    if (rule.limit == limit) out += (out.empty() ? "" : ", ") + rule.term.id;
  return out;
}

/// What each state waits for, and what the law and a campaign give for it.
std::string limits_page() {
  const Rulebook law = Rulebook::law();
  std::string page = "\n## What is awaited\n\n| state | waits for | limit | law |\n|---|---|---|---|\n";
  for (const Wait& wait : table::waits)
    page += "| " + std::string(state_words[static_cast<std::size_t>(wait.state)].name) + (wait.grade == Grade::ungraded ? "" : ", " + std::string(grade_name(wait.grade))) +
            " | " + std::string(request_words[static_cast<std::size_t>(wait.request)].name) + " | " + std::string(limit_name(wait.limit)) + " " +
            chinese(wait.limit) + " | " + rules_of(law, wait.limit) + " |\n";
  page += "\n## Limits of the law\n\nShipped in `src/plan/law.toml`. Where the law of the day gives none, the campaign's own rule counts (a plan "
          "marks it printed or assumed). `rectify`, `receipt` and `review_pause` run to the day that the order, the transfer or the pause names.\n\n"
          "| rule | for | days | in force | source |\n|---|---|---|---|---|\n";
  for (const Rule& rule : law.rules()) {
    const Validity& valid = rule.term.valid;
    page += "| " + rule.term.id + " " + rule.term.title + " | " + (rule.limit == Limit::none ? "–" : std::string(limit_name(rule.limit))) + " | " +
            (rule.count > 0 ? std::to_string(rule.count) + " in " : "") + std::to_string(rule.term.days) +
            (rule.term.counting == Counting::working_days ? " working days" : " days") + " | " +
            (valid.first ? valid.first->iso() : "") + " – " + (valid.last ? valid.last->iso() : "") + " | " + rule.term.source + " |\n";
  }
  return page;
}

}  // namespace

Lifecycle lifecycle() noexcept { return table::arrows; }

Waits waits() noexcept { return table::waits; }

const Wait* awaited_in(State state, Grade grade, Waits all) noexcept {
  for (const Wait& wait : all)
    if (wait.state == state && (wait.grade == Grade::ungraded || wait.grade == grade)) return &wait;
  return nullptr;
}

std::string_view state_name(State state) noexcept { return word(state_words, state).name; }
std::string_view request_name(Request request) noexcept { return word(request_words, request).name; }
std::string_view hold_name(Hold hold) noexcept { return word(hold_words, hold).name; }
std::string_view grade_name(Grade grade) noexcept { return word(grade_words, grade).name; }
std::string_view when_name(When when) noexcept { return word(when_words, when).name; }
std::string_view party_name(Party party) noexcept { return word(party_words, party).name; }
std::string_view guard_name(Guard guard) noexcept { return guard_words[static_cast<std::size_t>(guard)]; }
std::string chinese(Party party) { return std::string(word(party_words, party).chinese); }
std::string chinese(State state) { return std::string(word(state_words, state).chinese); }
std::string chinese(Request request) { return std::string(word(request_words, request).chinese); }
std::string chinese(Hold hold) { return std::string(word(hold_words, hold).chinese); }
std::string chinese(Grade grade) { return std::string(word(grade_words, grade).chinese); }

Request parse_request(std::string_view name) { return parse<Request>(request_words, name, "request", "请求"); }
Grade parse_grade(std::string_view name) { return parse<Grade>(grade_words, name, "grade", "等级"); }

Request request_of(FactKind kind) noexcept {
  for (const Arrow& arrow : table::arrows)
    if (arrow.fact == kind) return arrow.request;
  return Request::tip_off;  // unreachable for facts of a hazard: the table is complete
}

std::string lifecycle_page() {
  std::string page =
      "# The life of a hazard\n\nGenerated from the table in `include/bihuan/state/lifecycle_table.hpp`; a test keeps it "
      "fresh.\nStates: ";
  for (int s = 1; s < state_count; ++s)
    page += (s == 1 ? "" : " · ") + std::string("`") + std::string(state_words[static_cast<std::size_t>(s)].name) + "` " +
            std::string(state_words[static_cast<std::size_t>(s)].chinese);
  page += ".\nHolds: `out_of_use` 停用停产 · `sealed` 查封扣押 · `listed` 挂牌督办; each blocks close, terminate and void.\n\n"
          "| request → fact | from → to | when | who | must carry | holds and guards | source |\n|---|---|---|---|---|---|---|\n";
  for (const Arrow& arrow : table::arrows) page += page_row(arrow);
  page += limits_page();
  page += "\n## Diagram\n\n```mermaid\nstateDiagram-v2\n  [*] --> tip: tip_off\n  [*] --> registered: register\n";
  for (const Arrow& arrow : table::arrows) {
    if (arrow.to == State::none) continue;
    const bool from_any_open = arrow.from == open_states;
    for (int s = 1; s < state_count; ++s) {
      const auto from = static_cast<State>(s);
      if (!arrow.from.has(from) || (from_any_open && from != State::registered)) continue;
      page += "  " + std::string(from_any_open ? "open" : state_name(from)) + " --> " + std::string(state_name(arrow.to)) +
              ": " + std::string(request_name(arrow.request)) + "\n";
    }
  }
  return page + "  closed --> [*]\n  terminated --> [*]\n  void --> [*]\n  note right of open: any open state, registered to passed\n```\n";
}

}  // namespace bihuan
