// campaign/prefill.cpp: a unit's register made out for it, and the returned workbook held against the ledger.
#include "campaign/inside.hpp"

#include <algorithm>
#include <charconv>

namespace bihuan {

namespace {

ReturnError bad_checkpoint(const std::string& text, const std::string& english, const std::string& chinese) {
  ErrorContext context;
  context.subject = "return";
  context.asked = text;
  return ReturnError(ErrorCode::bad_return, "the workbook's checkpoint " + english + ": " + text, "报表的台账检查点" + chinese + "：" + text, context);
}

/// `ledger size root`, as `Checkpoint::text` writes it.
Checkpoint checkpoint_from(const std::string& text) {
  const std::size_t first = text.find(' '), second = text.find(' ', first == std::string::npos ? first : first + 1);
  Checkpoint out;
  try {
    if (second == std::string::npos) throw LedgerError(ErrorCode::bad_fact, "no checkpoint");
    out.ledger = text.substr(0, first);
    out.root = parse_hex(std::string_view(text).substr(second + 1));
    const auto [end, error] = std::from_chars(text.data() + first + 1, text.data() + second, out.size);
    if (error != std::errc{} || end != text.data() + second) throw LedgerError(ErrorCode::bad_fact, "no size");
  } catch (const LedgerError&) {
    throw bad_checkpoint(text, "can't be read; it is written as \"ledger size root\"", "无法识别，请勿改动该格，或用新底稿填报");
  }
  return out;
}

/// A checkpoint that a workbook names, which must be one of the ledger's own.
Checkpoint own_checkpoint(const std::string& text, const History& history) {
  const Checkpoint named = checkpoint_from(text);
  const Checkpoint& now = history.checkpoint();
  if (named.ledger != now.ledger)
    throw bad_checkpoint(text, "is of another ledger; this one is " + now.ledger, "属于另一本台账（本台账为" + now.ledger + "），请交到该台账");
  if (named.size > now.size)
    throw bad_checkpoint(text, "is ahead of this ledger, which has " + std::to_string(now.size) + " items: this copy is older or was cut",
                         "比本台账新（本台账有" + std::to_string(now.size) + "项）：本台账是旧副本或已被截短");
  if (named.size < 1 || history.checkpoint_at(named.size) != named)
    throw bad_checkpoint(text, "is not one of this ledger: the ledger it was made from went another way",
                         "不是本台账的检查点：底稿出自分叉或被改动的台账");
  return named;
}

}  // namespace

Merge Campaign::Inside::merged(const Return& returned, const ReturnKey& key) const {
  const Checkpoint checkpoint = own_checkpoint(returned.header.known_at, history);
  const Plan then = plan_at(checkpoint.size);
  const Prefilled issued = bihuan::prefill({history, then, form, names}, key.unit, key.filing, key.period, checkpoint);
  const Prefilled now = prefill_now({history, plan, form, names}, issued, returned);
  return bihuan::merge(issued, returned, now, plan, form);
}

Prefilled Campaign::prefill(const UnitId& unit, const Period& period, std::optional<FilingId> filing, const KnownAt& known_at) const {
  const std::optional<ItemNumber> item = inside_->point(known_at);
  const Checkpoint checkpoint = item ? inside_->history.checkpoint_at(*item) : inside_->history.checkpoint();
  const Plan plan = inside_->plan_at(checkpoint.size);
  if (plan.organisation.find_unit(unit) == nullptr) {
    std::string known;
    for (const Unit& one : plan.organisation.units) known += (known.empty() ? "" : ", ") + one.id.text();
    throw PlanError(ErrorCode::unknown_name, "the plan has no unit " + unit.text() + "; it has: " + known, "方案中没有单位" + unit.text() + "，有：" + known);
  }
  return bihuan::prefill({inside_->history, plan, inside_->form, inside_->names}, unit, inside_->filing_for(period, filing), period, checkpoint);
}

MergeReport Campaign::merge(const Return& returned) const {
  const Day last = inside_->history.last_recorded_at().day_in_zone(inside_->plan.notice.zone_minutes);
  const ReturnKey key = address_of(returned, inside_->plan, last);
  if (returned.header.known_at.empty())
    throw ReturnError(ErrorCode::bad_return, "the workbook names no checkpoint: it was not made out by `prefill`, so there is nothing to hold it against; hand it in as it is",
                      "报表没有“台账检查点”，不是由底稿填成，无从比对；可直接报送（hand-in）");
  return inside_->merged(returned, key).report;
}

}  // namespace bihuan
