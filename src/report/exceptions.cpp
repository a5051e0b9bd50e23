// report/exceptions.cpp: what was decided outside the ordinary course: overrides, lowered grades, extensions.
#include "report/parts.hpp"

namespace bihuan::parts {

namespace {

struct Exception {
  std::string kind, who, reason;
};

std::string seat(const Desk& desk, const PostId& post, const UnitId& unit) {
  return desk.unit(unit) + desk.plan.organisation.post_title(post);
}

/// Why the extension was asked for that a fact grants.
std::string reason_asked(const Desk& desk, const Known& granted) {
  std::string reason;
  for (const std::size_t place : desk.history.of_subject(granted.fact.subject)) {
    const Fact& asked = desk.history.facts()[place].fact;
    if (asked.kind == FactKind::extension_asked && asked.on <= granted.fact.on) reason = asked.fields.text("reason");
  }
  return reason;
}

std::vector<Exception> exceptions_of(const Desk& desk, const Known& known) {
  std::vector<Exception> out;
  const Fact& fact = known.fact;
  const Fields& f = fact.fields;
  const Actor by = fact.by.empty() ? Actor{} : fact.by.front();
  if (f.has("override_post"))
    out.push_back({"越权办理（" + chinese(fact.kind) + "）", seat(desk, PostId{f.text("override_post")}, by.unit), f.text("override_reason")});
  if (fact.kind == FactKind::hazard_regraded && f.text("old_grade") == "major" && f.text("new_grade") == "general") {
    const Actor approver = f.has("approved_by") ? Actor::parse(f.text("approved_by")) : by;
    out.push_back({"降级", seat(desk, approver.post, approver.unit), f.text("reason")});
  }
  if (const auto last = fact.kind == FactKind::extension_asked ? f.day("ask_by_on") : std::nullopt; last && fact.on > *last)
    out.push_back({"逾期申请延期", seat(desk, by.post, by.unit), "最迟应于" + last->iso() + "申请：" + f.text("reason")});
  if (fact.kind == FactKind::extension_granted) {
    const std::string reason = reason_asked(desk, known);  // a return has no column for it
    out.push_back({"延期", seat(desk, by.post, by.unit), "延至" + f.text("extended_to_on") + (reason.empty() ? "" : "：" + reason)});
  }
  return out;
}

}  // namespace

Table exceptions(const Desk& desk) {
  Table table{"exceptions", {"kind", "hazard", "on", "number", "who", "reason"}, {}};
  const Issued* previous = issued_before(desk);
  const std::size_t end = desk.history.place_after(desk.last);
  for (std::size_t place = 0; place < end; ++place) {
    const Glance& glance = desk.history.glances()[place];
    if (!is_hazard_fact(glance.kind)) continue;
    const bool late = previous != nullptr && glance.on <= previous->cutoff_on && glance.number > previous->pinned;
    if (!desk.span.contains(glance.on) && !late) continue;
    const Known& known = desk.history.facts()[place];
    for (const Exception& one : exceptions_of(desk, known))
      table.rows.push_back({one.kind, known.fact.subject, known.fact.on, known.number, cell(one.who), cell(one.reason)});
  }
  return table;
}

}  // namespace bihuan::parts
