// ledger/fact.hpp: what was said to have happened: one fact, its kind, its day, who said it and its fields.
#pragma once

#include "bihuan/org/post.hpp"

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace bihuan {

/// The kinds of facts (lifecycle.md). The word of a kind in the ledger is its name in snake_case; what each may carry
/// stands in docs/facts.md.
enum class FactKind : std::uint8_t {
  tip_received, hazard_registered, hazard_graded, hazard_regraded, fixed_on_spot, order_issued, treatment_planned,
  rectification_begun, extension_asked, extension_granted, extension_refused, rectification_reported, review_passed,
  review_failed, hazard_closed, hazard_reopened, hazard_transferred, transfer_acknowledged, transfer_returned,
  hazard_terminated, hazard_voided, use_stopped, use_allowed, equipment_sealed, equipment_unsealed, hazard_listed,
  hazard_delisted, clock_paused, clock_resumed, reminded, interviewed, reported_upward, case_opened, penalty_decided,
  case_closed, fact_corrected, hazard_reassigned,  // facts of a hazard
  plan_adopted, plan_amended, person_appointed, term_ended, return_received, row_refused, return_sent_back,
  return_taken, measure_stated, task_reported, indicator_stated, text_stated, report_issued,
  demand_met,
  unit_renamed, units_merged, unit_split, unit_closed, responsibility_moved, membership_changed,  // reorganisations
  cooperation_requested, cooperation_answered, cooperation_chased, cooperation_withdrawn,
};

inline constexpr int fact_kind_count = static_cast<int>(FactKind::cooperation_withdrawn) + 1;
inline constexpr int hazard_fact_kind_count = static_cast<int>(FactKind::hazard_reassigned) + 1;

std::string_view fact_name(FactKind kind) noexcept;  ///< order_issued
std::string chinese(FactKind kind);                  ///< 下达指令 …
/// Throws LedgerError (bad_fact).
FactKind parse_fact_kind(std::string_view name);
std::optional<FactKind> try_parse_fact_kind(std::string_view name) noexcept;
constexpr bool is_reorganisation(FactKind kind) noexcept { return FactKind::unit_renamed <= kind && kind <= FactKind::membership_changed; }
constexpr bool is_hazard_fact(FactKind kind) noexcept { return static_cast<int>(kind) < hazard_fact_kind_count; }

/// What a field can hold: signed 64-bit integers (money in fen, truth as 0 or 1), text, or a list of texts.
using Value = std::variant<std::int64_t, std::string, std::vector<std::string>>;

/// The fields of a fact, flat, sorted by key. Empty texts and lists are never kept: absent is absent. The ledger's own
/// keys (form, kind, on, subject, version, by) are never fields.
class Fields {
 public:
  using Entry = std::pair<std::string, Value>;
  Fields() = default;
  Fields(std::initializer_list<Entry> entries);

  /// Sets or replaces; an empty text or list removes.
  Fields& set(std::string_view key, Value value);
  Fields& set(std::string_view key, Day day) { return set(key, Value{day.iso()}); }
  Fields& erase(std::string_view key);
  const Value* find(std::string_view key) const noexcept;
  bool has(std::string_view key) const noexcept { return find(key) != nullptr; }
  /// The text of a field; empty when absent or not a text.
  const std::string& text(std::string_view key) const noexcept;
  std::optional<std::int64_t> integer(std::string_view key) const noexcept;
  /// Throws LedgerError (bad_fact) when the text is no ISO day.
  std::optional<Day> day(std::string_view key) const;
  std::vector<std::string> texts(std::string_view key) const;
  bool flag(std::string_view key) const noexcept { return integer(key).value_or(0) != 0; }
  const std::vector<Entry>& entries() const noexcept { return entries_; }
  bool empty() const noexcept { return entries_.empty(); }
  friend bool operator==(const Fields&, const Fields&) = default;

 private:
  std::vector<Entry> entries_;
};

/// One fact. `on` is when it was so; when it was entered stands in its commit's header.
struct Fact {
  FactKind kind;
  Day on;
  std::string subject;       ///< hazard id, task id, report key …
  std::int64_t version = 0;  ///< 1, 2 … per subject, in order of numbers
  std::vector<Actor> by;
  Fields fields;
  friend bool operator==(const Fact&, const Fact&) = default;
};

enum class FieldType { text, texts, integer, money_fen, truth, day, actor, any };
std::string_view field_type_name(FieldType type) noexcept;

/// One field that a kind of fact may carry; the norm for codec, requests and docs/facts.md.
struct FieldForm {
  FactKind kind;
  std::string_view name;
  FieldType type;
  bool required;              ///< a request must carry it (a return may leave it `unstated`)
  std::string_view original;  ///< the Chinese term
  std::string_view words = {};  ///< of a closed list, with blanks between; empty: any text
};

/// The fields of a kind, required ones first; every fact may also carry those of `fields_of_every_fact`.
std::span<const FieldForm> fields_of(FactKind kind) noexcept;
/// override_post, override_reason, withdrawn, due_on, due_limit, due_rule, due_edition, assumed, unstated, note, row, filing, period.
std::span<const FieldForm> fields_of_every_fact() noexcept;
/// The form of a field in a kind; a name that the kind itself uses is the kind's. Nothing when it may not stand there.
const FieldForm* find_field(FactKind kind, std::string_view name) noexcept;
/// The page docs/facts.md, made from the same table.
std::string facts_page();

}  // namespace bihuan
