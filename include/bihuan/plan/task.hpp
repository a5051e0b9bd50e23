// plan/task.hpp: what should happen: tasks and phases, as the notice prints them.
#pragma once

#include "bihuan/org/chart.hpp"
#include "bihuan/plan/rule.hpp"

namespace bihuan {

/// A place where text and annex of a notice disagree.
struct Variant {
  std::string what;   ///< 标题, 措辞, 分项顺序
  std::string text;   ///< what the body says (a short phrase)
  std::string annex;  ///< what the annex says
};

/// A task (工作任务): a heading or a leaf.
struct Task {
  TaskId id;                     ///< 3.2.1
  std::optional<TaskId> parent;
  std::string number;            ///< as printed: 三, 2, 2-1
  std::string title;             ///< short title
  std::string substance;         ///< one sentence of our own
  std::string place;             ///< where in the notice
  bool is_leaf = false;           ///< no task stands below it
  std::vector<Named> leading;     ///< 牵头部门
  std::vector<Named> responsible; ///< 责任部门
  std::vector<Named> cooperating; ///< 配合部门 or outside body
  std::vector<Variant> variants;
  Origin origin = Origin::printed; ///< of the row itself: a heading lost with its merged cells is inferred
  std::string note;               ///< what whoever typed it has to say about the paper
};

/// What a phase demands, as an item that can be ticked. A demand for which the plan names no kind is an arrangement,
/// assumed: nothing but a recorded event of its own shows that it was met.
struct Demand {
  std::string id;                  ///< search.4
  std::string text;
  std::string place;
  DemandKind kind = DemandKind::arrangement;
  Origin kind_origin = Origin::assumed;  ///< the notice prints the text; the kind is most often ours
};

/// A phase (阶段). Phases may overlap.
struct Phase {
  PhaseId id;
  std::string title;
  Span span;
  std::vector<Named> demanded_of;  ///< who has to do it
  std::vector<Demand> demands;
  std::string place;
  std::string note;
};

}  // namespace bihuan
