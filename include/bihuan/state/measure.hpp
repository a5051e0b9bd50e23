// state/measure.hpp: the small life of a measure of list two, from the draft to its repeal, and what it is aimed at.
#pragma once

#include "bihuan/plan/plan.hpp"
#include "bihuan/state/history.hpp"

namespace bihuan {

/// Where a measure (制度措施) stands, in the order of its life.
enum class MeasureState : std::uint8_t {
  drafted,    ///< 拟制
  consulted,  ///< 征求意见
  adopted,    ///< 审议
  issued,     ///< 印发
  in_force,   ///< 实施
  revised,    ///< 评估修订: the text issued before stays in force meanwhile
  repealed,   ///< 废止
};
inline constexpr int measure_state_count = 7;

/// After `from`, any of `to` may be stated; stating the same again keeps the state.
struct MeasureArrow {
  MeasureState from;
  Set to;
};

/// The table of measure_table.hpp, which checks it while it compiles. A first statement may name any state.
std::span<const MeasureArrow> measure_life() noexcept;
/// The states that may be stated after one, itself left out.
std::vector<MeasureState> allowed_after(MeasureState state);

std::string_view measure_state_name(MeasureState state) noexcept;  ///< in_force
std::string chinese(MeasureState state);                           ///< 实施
/// Our word or the Chinese one; nothing for any other.
std::optional<MeasureState> try_parse_measure_state(std::string_view word) noexcept;

/// One statement of a measure.
struct MeasureStep {
  ItemNumber number = 0;
  Day on;
  MeasureState state;  ///< after it
};

/// A measure as last stated. What is blank in a later statement stays as it was.
struct Measure {
  MeasureId id;
  ItemNumber number = 0;  ///< of the last statement
  Day on;
  MeasureState state = MeasureState::drafted;
  std::vector<std::string> targets;  ///< as stated; `targets_of` says what they name
  std::vector<MeasureStep> steps;
  Fields details;                    ///< `status` is the word of `state`
  /// Issued, in force, or under revision: it answers something.
  bool is_valid() const noexcept { return state >= MeasureState::issued && state <= MeasureState::revised; }
};

/// A measure folded from its statements (in any order), as of a day; never refuses. A statement of a corrected return
/// takes the place of the same period's earlier one. Nothing when nobody has stated it by then.
std::optional<Measure> fold_measure(const MeasureId& id, const std::vector<const Known*>& facts,
                                    std::optional<Day> as_of = std::nullopt);

/// The MeasureStated that a statement becomes: state in our word (the first is `drafted`, assumed, when it names none),
/// unit as the plan's id, title and unit of the earlier statement when left out. From issued on, document and issued_on
/// are required; once stated they stay. `also` are statements of the same commit. Throws Refused: field_missing,
/// field_bad, wrong_state, day_in_future, day_out_of_order (a later statement would no longer be legal); the context's
/// `asked` is `measure_stated.FIELD`.
Fact decide_measure(const History& history, const Plan& plan, Day recorded_on, Fact stated, const std::vector<Fact>& also = {});

}  // namespace bihuan
