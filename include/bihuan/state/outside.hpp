// state/outside.hpp: what is awaited from bodies outside: receipts of transfers and answers to requests, and who chases them.
#pragma once

#include "bihuan/state/snapshot.hpp"

namespace bihuan {

/// What a body outside owes.
enum class Owed : std::uint8_t {
  receipt,  ///< 移送回执: of a hazard that was transferred to it
  answer,   ///< 协作答复: to a request
};
inline constexpr int owed_count = 2;
std::string_view owed_name(Owed owed) noexcept;
std::string chinese(Owed owed);  ///< 移送回执, 协作答复

/// One thing that is awaited from outside.
struct Outstanding {
  Owed owed;
  std::string subject;         ///< hazard transferred, or request
  UnitId body;                 ///< the plan's id; empty where the paper's name means none of its bodies
  std::string body_name;       ///< as the plan calls it, else as the paper does
  std::string addressee = {};  ///< whom exactly, where the plan's name is a collective one
  TaskId task;
  std::string text;            ///< what was asked; what the hazard is
  std::string document;        ///< of the request; the transfer's record
  std::vector<HazardId> hazards;               ///< that it is about
  UnitId unit;                 ///< who chases: who asked, or its heir; the unit that supervises the hazard
  std::vector<Answerer> answers = {};          ///< who answers for that, upward, with whoever holds the post on the day
  Day since_on;                ///< asked or transferred
  std::optional<Day> due_on;   ///< nothing where the paper names no day
  std::optional<Day> answered_on = {};         ///< the last partial answer
  std::optional<Day> chased_on = {};           ///< the last time that somebody urged
  ItemNumber number = 0;       ///< of the fact that asked or transferred
  int waiting_days = 0;        ///< calendar days since then
  int overdue_days = 0;        ///< calendar days past `due_on`
  std::optional<int> working_days_left = {};   ///< 0 on the day itself, negative: overdue; nothing without a day or a calendar
};

/// What passed between the administration and one body for one task.
struct BodyStanding {
  TaskId task;
  UnitId body;              ///< empty where a transfer's receiver is none of the plan's bodies
  std::string body_name;
  bool is_named = false;    ///< the plan names it as helping with this very task
  int asked_count = 0;      ///< requests
  int open_count = 0;       ///< of these without their last answer
  int done_count = 0, declined_count = 0, withdrawn_count = 0;
  int answer_count = 0;     ///< answers, partial ones too
  int late_count = 0;       ///< of these after their day
  int chased_count = 0;
  int transferred_count = 0;  ///< hazards that are with it
  int receipt_count = 0;    ///< of these without receipt
  int overdue_count = 0;    ///< answers and receipts past their day
  std::optional<Day> last_on;  ///< of the last act either way; nothing: nobody has ever written
};

/// The transfers without receipt as of the snapshot's day, by due day, what has none last.
std::vector<Outstanding> open_receipts(const Snapshot& state, const Plan& plan, const Calendar& calendar);
/// These and the requests without their last answer, by due day.
std::vector<Outstanding> outside(const Snapshot& state, const Plan& plan, const Calendar& calendar);
/// Every body that the plan names for a task, asked or not, and every other that was asked or transferred to, in the order of
/// the plan's tasks.
std::vector<BodyStanding> body_standings(const Snapshot& state, const Plan& plan);

}  // namespace bihuan
