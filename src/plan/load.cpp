#include "bihuan/error.hpp"
#include "bihuan/plan/plan.hpp"
#include "plan/read_rule.hpp"

#include <algorithm>

namespace bihuan {
namespace {

using ground::NodeType;
using plan::Source;
using plan::Table;
using plan::Words;

/// Remembers where a thing stands; the same thing twice is refused.
void remember(Plan& plan, Table& table, const std::string& thing) {
  const auto [found, is_new] = plan.lines.try_emplace(thing, table.line());
  if (is_new) return;
  const std::string line = std::to_string(found->second);
  table.refuse_here({thing + " stands here a second time; the first is on line " + line,
                     thing + " 重复，第一次出现在第" + line + "行"});
}

/// "+08:00" in minutes.
int zone_minutes(Table& notice) {
  const std::string text = notice.marked_text("zone").first;
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 100; };
  if (text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':') {
    const int hours = digit(1) * 10 + digit(2);
    const int minutes = digit(4) * 10 + digit(5);
    if (hours <= 14 && minutes < 60) return (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
  }
  notice.refuse_here({"'zone' must be an offset such as \"+08:00\", not \"" + text + "\"",
                      "zone 应为时差，例如 \"+08:00\"，而不是“" + text + "”"});
}

Notice read_notice(Table& table) {
  const std::string id = table.id("id");
  const std::string campaign = table.text("campaign");
  const std::string title = table.text("title");
  const std::string number = table.text("number");
  const std::string issuer = table.text("issuer");
  const Day issued_on = table.day("issued_on");
  Notice notice{id, campaign, title, number, issuer, issued_on, table.names("addressees"), zone_minutes(table),
                table.span("span")};
  constexpr int longest_years = 30;
  if (notice.span.last.year() - notice.span.first.year() > longest_years) {
    table.refuse_here({"a campaign may last 30 years at most; look at 'span'", "行动最长不超过30年，请检查 span"});
  }
  return notice;
}

std::vector<Variant> read_variants(Table& of) {
  std::vector<Variant> out;
  of.each("variant", [&](Table& table) {
    table.rename(of.what() + ": variant");
    out.push_back({table.text("what"), table.text("text"), table.text("annex")});
  });
  return out;
}

// ---- who ----

void read_units(Plan& plan, Table& root) {
  root.each_member("units", {}, [&](const std::string& id, Table& table) {
    remember(plan, table, "unit " + id);
    table.rename("unit " + id);
    const std::string name = table.text("name");
    const Validity valid = table.validity();
    const Named belongs_to = table.find("belongs_to") != nullptr ? table.name("belongs_to") : Named{};
    plan.organisation.units.push_back({UnitId(id), name, valid, table.origin(), belongs_to});
  });
  root.each_member("bodies", {}, [&](const std::string& id, Table& table) {
    table.rename("body " + id);
    if (plan.lines.count("unit " + id) != 0) {
      table.refuse_here({"a unit has the id " + id + " already; units and bodies share their ids",
                         "代号 " + id + " 已用于单位；单位与外部门的代号不得重复"});
    }
    remember(plan, table, "body " + id);
    const std::string name = table.text("name");
    plan.organisation.bodies.push_back({id, name, table.origin()});
  });
}

/// A unit named by id or by its full name; an unknown one is kept as written, and `problems` names it.
UnitId unit_called(const Organisation& organisation, const std::string& text) {
  if (organisation.find_unit(UnitId(text)) != nullptr) return UnitId(text);
  for (const Unit& unit : organisation.units) {
    if (unit.name == text) return unit.id;
  }
  const Body* body = organisation.find_body(text);
  return UnitId(body != nullptr ? body->id : text);
}

void read_aliases(Plan& plan, Table& root) {
  root.each("alias", [&](Table& table) {
    const std::string name = table.text("name");
    const UnitId unit = unit_called(plan.organisation, table.text("unit"));
    table.rename("alias " + name);
    const Validity valid = table.validity();
    // The same name may mean another unit from another day on.
    remember(plan, table, "alias " + name + " of " + unit.text() + (valid.first ? " from " + valid.first->iso() : ""));
    plan.lines.try_emplace("alias " + name, table.line());
    plan.organisation.aliases.push_back({name, unit, valid, table.origin()});
  });
}

std::vector<Membership> read_members(const Organisation& organisation, Table& term) {
  std::vector<Membership> out;
  const ground::Node* members = term.find("members");
  if (members == nullptr) return out;
  if (members->type == NodeType::array && !members->items.empty() && members->items.front().type == NodeType::table) {
    term.each("members", [&](Table& table) {
      table.rename(term.what() + ": member");
      const UnitId unit = unit_called(organisation, table.text("unit"));
      out.push_back({unit, table.validity()});
    });
    return out;
  }
  for (const std::string& name : term.texts("members")) out.push_back({unit_called(organisation, name), {}});
  return out;
}

void read_terms(Plan& plan, Table& root) {
  root.each("term", [&](Table& table) {
    CollectiveTerm term;
    term.name = table.text("name");
    table.rename("term " + term.name);
    remember(plan, table, "term " + term.name);
    term.open = table.truth_or("open", false);
    term.members = read_members(plan.organisation, table);
    if (term.open == !term.members.empty()) {
      table.refuse_here({"a term has either 'members' or 'open = true'", "统称须写 members，或写 open = true，二者取一"});
    }
    term.place = table.text_or("place", "");
    // The members of an open term are unknown, not assumed.
    term.origin = term.open ? table.origin() : table.origin(Origin::assumed);
    plan.organisation.terms.push_back(std::move(term));
  });
}

void read_posts(Plan& plan, Table& root) {
  root.each_member("posts", {}, [&](const std::string& id, Table& table) {
    table.rename("post " + id);
    remember(plan, table, "post " + id);
    const std::string name = table.text("name");
    if (table.truth_or("answers_for_unit", false)) {
      if (!plan.head_post.empty()) {
        table.refuse_here({"post " + plan.head_post.text() + " answers for a unit already; one post does",
                           "已由 " + plan.head_post.text() + " 对单位负责；只能有一个职务 answers_for_unit"});
      }
      plan.head_post = PostId(id);
    }
    plan.organisation.posts.push_back({PostId(id), name, table.origin()});
  });
}

void read_group(Plan& plan, Table& root) {
  if (root.find("group") == nullptr) return;
  Table table = root.table("group");
  LeadingGroup& group = plan.organisation.leading_group;
  plan.lines["group"] = table.line();
  group.name = table.text("name");
  group.office = table.text_or("office", "");
  if (table.find("reports_to") != nullptr) std::tie(group.reports_to, group.reports_to_origin) = table.marked_text("reports_to");
  group.substitution = table.text_or("substitution", "");
  group.place = table.text_or("place", "");
  table.each("rank", [&](Table& rank) {
    const std::string name = rank.text("rank");
    rank.rename("group: rank " + name);
    const PostId post(rank.text("post"));
    const std::vector<std::string> of = rank.texts("of");
    if (of.empty()) rank.refuse_here({"'of' names no unit", "of 未写单位"});
    const int count = rank.count_or("count", 1, 1, 99);
    const Origin origin = rank.origin();
    for (const std::string& unit : of) group.ranks.push_back({name, post, unit, count, origin});
  });
  table.done();
}

void read_roles(Plan& plan, Table& root) {
  const Words words(role_names.begin(), role_names.end());
  root.each_member("roles", words, [&](const std::string& id, Table& table) {
    const auto found = std::find(words.begin(), words.end(), id);
    table.rename("role " + id);
    remember(plan, table, "role " + id);
    RoleHolders holders{static_cast<Role>(found - words.begin()), {}, Origin::printed};
    for (const std::string& post : table.texts("posts")) holders.posts.emplace_back(post);
    holders.origin = table.origin();
    plan.roles.push_back(std::move(holders));
  });
}

// ---- what ----

/// "3.2.1" stands below "3.2".
std::optional<TaskId> parent_of(const std::string& id) {
  const std::size_t dot = id.rfind('.');
  return dot == std::string::npos ? std::nullopt : std::optional(TaskId(id.substr(0, dot)));
}

void read_tasks(Plan& plan, Table& root) {
  root.each("task", [&](Table& table) {
    Task task;
    const std::string id = table.id("id");
    table.rename("task " + id);
    remember(plan, table, "task " + id);
    task.id = TaskId(id);
    task.parent = parent_of(id);
    task.number = table.text_or("number", "");
    task.title = table.text("title");
    task.substance = table.text_or("substance", "");
    task.place = table.text_or("place", "");
    task.leading = table.names("leading");
    task.responsible = table.names("responsible");
    task.cooperating = table.names("cooperating");
    task.variants = read_variants(table);
    task.origin = table.origin();
    task.note = table.text_or("note", "");
    plan.tasks.push_back(std::move(task));
  });
  for (Task& task : plan.tasks) {
    const auto below = [&](const Task& other) { return other.parent == task.id; };
    task.is_leaf = std::none_of(plan.tasks.begin(), plan.tasks.end(), below);
  }
}

/// Whom the tasks are done for: the territories and the kinds of devices there are.
void read_coverage(Plan& plan, Table& root) {
  root.each("territory", [&](Table& table) {
    Territory territory;
    territory.id = table.id("id");
    table.rename("territory " + territory.id);
    remember(plan, table, "territory " + territory.id);
    territory.name = table.text("name");
    territory.supervised_by = table.names("supervised_by");
    territory.valid = table.validity();
    territory.origin = table.origin();
    territory.place = table.text_or("place", "");
    plan.territories.push_back(std::move(territory));
  });
  root.each("device_kind", [&](Table& table) {
    DeviceKind kind;
    kind.name = table.text("name");
    table.rename("device_kind " + kind.name);
    remember(plan, table, "device_kind " + kind.name);
    for (const std::string& task : table.texts("tasks")) kind.tasks.emplace_back(task);
    kind.origin = table.origin();
    kind.place = table.text_or("place", "");
    plan.device_kinds.push_back(std::move(kind));
  });
}

void read_phases(Plan& plan, Table& root) {
  static const Words kinds(demand_kind_names.begin(), demand_kind_names.end());
  root.each("phase", [&](Table& table) {
    const std::string id = table.id("id");
    table.rename("phase " + id);
    remember(plan, table, "phase " + id);
    const std::string title = table.text("title");
    Phase phase{PhaseId(id), title, table.span("span"), table.names("demanded_of"), {}, table.text_or("place", ""),
                table.text_or("note", "")};
    table.each_entry("demands", "text", [&](Table& entry) {
      Demand demand;
      demand.id = id + "." + std::to_string(phase.demands.size() + 1);
      entry.rename("demand " + demand.id);
      demand.text = entry.text("text");
      demand.place = entry.text_or("place", phase.place);
      if (entry.find("kind") != nullptr) {
        demand.kind = static_cast<DemandKind>(entry.word("kind", kinds));
        demand.kind_origin = entry.origin();
      }
      phase.demands.push_back(std::move(demand));
    });
    plan.phases.push_back(std::move(phase));
  });
}

/// A day relative to a period: `{ months_after = 1, day = 1 }`, `{ months_after = 0, day = "last" }`; for weeks
/// `{ days_after = 2 }`.
std::pair<PeriodDay, Origin> read_period_day(Table& filing, const std::string& key, PeriodKind every) {
  Table table = filing.table(key);
  table.rename(filing.what() + ": " + key);
  PeriodDay out;
  if (every == PeriodKind::week) {
    out.day = table.count_or("days_after", 0, 0, 31);
  } else {
    out.months_after = table.count_or("months_after", 0, -11, 24);
    const ground::Node& day = table.need("day");
    out.day = day.type == NodeType::text ? (table.word("day", {"last"}), 0) : table.count_or("day", 0, 1, 31);
  }
  const Origin origin = table.origin();
  table.done();
  return {out, origin};
}

/// A day that some month does not have (31 June) is refused where it stands.
void check_days(const Plan& plan, const Filing& filing, const Table& table) {
  try {
    for (const Period& period : periods_in(filing.span.value_or(plan.notice.span), filing.every)) {
      filing.due.of(period);
      filing.cutoff.of(period);
    }
  } catch (const TimeError& error) {
    table.refuse_here({std::string(error.what()), error.chinese()});
  }
}

void read_filings(Plan& plan, Table& root) {
  static const Words kinds = {"week", "month", "quarter", "half_year", "year"};
  static const Words rolls = {"none", "backward", "forward"};
  static const Words forms = {"hazards", "measures", "progress", "summary"};
  root.each("filing", [&](Table& table) {
    Filing filing;
    const std::string id = table.id("id");
    table.rename("filing " + id);
    remember(plan, table, "filing " + id);
    filing.id = FilingId(id);
    filing.title = table.text("title");
    filing.filers = table.names("filers");
    filing.recipient = table.name("recipient");
    filing.every = static_cast<PeriodKind>(table.word("every", kinds));
    filing.due = read_period_day(table, "due", filing.every).first;
    std::tie(filing.cutoff, filing.cutoff_origin) = read_period_day(table, "cutoff", filing.every);
    const auto [roll, roll_origin] = table.marked_word("roll", rolls);
    filing.roll = static_cast<Roll>(roll);
    filing.roll_origin = roll_origin;
    if (table.find("span") != nullptr) filing.span = table.span("span");
    filing.forms = table.texts("forms");
    for (const std::string& form : filing.forms) {
      if (std::find(forms.begin(), forms.end(), form) == forms.end()) {
        table.refuse_here({"'forms' may name " + plan::joined(forms, ", ") + "; not \"" + form + "\"",
                           "forms 可为 " + plan::joined(forms, "、") + "，而不是“" + form + "”"});
      }
    }
    filing.variants = read_variants(table);
    filing.place = table.text_or("place", "");
    filing.note = table.text_or("note", "");
    check_days(plan, filing, table);
    plan.duties.push_back(std::move(filing));
  });
}

void read_limits(Plan& plan, Table& root) {
  root.each("rule", [&](Table& table) {
    const Rule rule = plan::read_rule(table, false);
    remember(plan, table, "rule " + rule.term.id);
    plan.rules.push_back(rule);
  });
  root.each("ladder", [&](Table& table) {
    const std::string rung = "ladder " + std::to_string(plan.ladder.size() + 1);
    table.rename(rung);
    remember(plan, table, rung);
    plan.ladder.push_back(plan::read_rung(table));
  });
  root.each("problem_class", [&](Table& table) {
    const std::string id = table.id("id");
    table.rename("problem_class " + id);
    remember(plan, table, "problem_class " + id);
    const std::string title = table.text("title");
    const std::vector<std::string> tasks = table.texts("tasks");
    // A notice sets tasks; the classes of what is found in them are most often the typist's.
    plan.problem_classes.push_back({id, title, tasks, table.origin(Origin::assumed), table.text_or("place", "")});
  });
}

void read_provisions(Plan& plan, Table& root) {
  root.each("basis", [&](Table& table) {
    const std::string title = table.text("title");
    plan.bases.push_back({title, table.text_or("number", ""), table.text_or("place", "")});
  });
  root.each("provision", [&](Table& table) {
    const std::string id = table.id("id");
    table.rename("provision " + id);
    remember(plan, table, "provision " + id);
    const std::string text = table.text("text");
    const std::string place = table.text_or("place", "");
    const Validity valid = table.validity();
    plan.provisions.push_back({id, text, place, valid, table.origin()});
  });
}

}  // namespace

Plan Plan::load(const std::filesystem::path& file) {
  return parse(plan::file_text(file, {"plan file", "方案文件"}), file.filename().string());
}

Plan Plan::parse(std::string_view text, const std::string& file_name) {
  const ground::Node tree = plan::parse_tree(text, file_name);
  Source source{file_name, {}};
  Table root(source, tree, "the plan");
  Table notice = root.table("notice");
  Plan plan(read_notice(notice));
  plan.lines["notice"] = notice.line();
  notice.done();
  plan.text = std::string(text);
  plan.file = file_name;
  read_units(plan, root);
  read_aliases(plan, root);
  read_terms(plan, root);
  read_posts(plan, root);
  read_group(plan, root);
  read_roles(plan, root);
  read_tasks(plan, root);
  read_coverage(plan, root);
  read_phases(plan, root);
  read_filings(plan, root);
  read_limits(plan, root);
  read_provisions(plan, root);
  root.done();
  plan.unprinted = std::move(source.unprinted);
  std::stable_sort(plan.unprinted.begin(), plan.unprinted.end(),
                   [](const Unprinted& left, const Unprinted& right) { return left.line < right.line; });
  return plan;
}

}  // namespace bihuan
