// plan/plan.hpp: the adopted notice as one value, read from a TOML file that a person can check against the paper.
#pragma once

#include "bihuan/org/reorganisation.hpp"
#include "bihuan/plan/filing.hpp"
#include "bihuan/plan/problem.hpp"
#include "bihuan/plan/role.hpp"

#include <filesystem>
#include <map>

namespace bihuan {

/// A document that the notice rests on.
struct Basis {
  std::string title;
  std::string number;
  std::string place;
};

/// A rule that the notice itself sets (part five of the seed).
struct Provision {
  std::string id;
  std::string text;  ///< one sentence of our own
  std::string place;
  Validity valid;
  Origin origin = Origin::printed;
};

/// The notice: who issued it, when, under which number, for which campaign.
struct Notice {
  std::string id;         ///< short id of the campaign, ASCII
  std::string campaign;   ///< name of the campaign (专项整治行动)
  std::string title;
  std::string number;     ///< 发文字号
  std::string issuer;
  Day issued_on;
  std::vector<Named> addressees;  ///< 主送
  int zone_minutes = 480; ///< offset of the office's clock from UTC, in minutes
  Span span;              ///< the campaign's days
};
/// A value of the plan file that does not stand in the notice.
struct Unprinted {
  std::string what;  ///< for example "filing monthly: roll"
  Origin origin;
  int line = 0;
};

/// How the due days of a plan may be asked for differently.
struct FilingOptions {
  std::optional<Roll> roll;     ///< instead of each filing's own
  bool announced_only = false;  ///< leave out due days in years that no calendar covers, instead of a throw
};

/// A plan. A value: reading it is the only way to make one.
class Plan {
 public:
  /// Reads a plan file. Throws PlanError (plan_syntax, plan_value) with file, line, column and what would be right.
  static Plan load(const std::filesystem::path& file);
  /// `file_name` is only for messages.
  static Plan parse(std::string_view text, const std::string& file_name);

  Notice notice;
  Organisation organisation;
  std::vector<Task> tasks;       ///< headings and leaves, in the order of the file
  std::vector<Phase> phases;
  std::vector<Filing> duties;    ///< the duties; `filings()` gives the due days
  std::vector<RoleHolders> roles;
  std::vector<Basis> bases;
  std::vector<Provision> provisions;
  std::vector<Rule> rules;           ///< the campaign's own limits; the law goes before them
  std::vector<Rung> ladder;          ///< lowest first
  std::vector<ProblemClass> problem_classes;
  std::vector<Territory> territories;
  std::vector<DeviceKind> device_kinds;
  PostId head_post;              ///< the post that answers for a unit
  std::vector<Unprinted> unprinted;  ///< what was inferred or assumed, in the order of the file
  std::string text;              ///< the file's bytes: the plan adopted into a ledger
  std::string file;
  std::map<std::string, int> lines;  ///< line of each named thing ("task 3.2.1" -> 120)

  /// Every problem, in the order of the file (errors and warnings together).
  /// `law` goes before the plan's own rules.
  std::vector<Problem> problems(const Calendar& calendar, const Rulebook& law = Rulebook::law()) const;
  std::vector<Problem> problems() const;

  /// Every due day of every filing, in order of due day. Throws TimeError (no_calendar).
  std::vector<DueFiling> filings(const Calendar& calendar, FilingOptions options = {}) const;
  std::vector<DueFiling> filings(FilingOptions options = {}) const;
  /// The due day of one filing for one period. Throws PlanError (unknown_name) when the filing has no such period.
  DueFiling due(const FilingId& filing, const Period& period, const Calendar& calendar) const;

  const Task* find_task(const TaskId& id) const noexcept;
  const Filing* find_filing(const FilingId& id) const noexcept;
  const RoleHolders* find_role(Role role) const noexcept;
  /// Units that file on a day, terms expanded, each once; names that mean nothing on the day are left out.
  std::vector<UnitId> filers_of(const Filing& filing, Day on) const;
  /// The phases on a day.
  std::vector<const Phase*> phases_on(Day day) const;
  /// Responsibilities over all days, names resolved and terms expanded, in the order of the file. A unit stands once
  /// for a task and bond, with the most direct name.
  std::vector<Responsibility> responsibilities() const;
  /// Those in force on a day.
  std::vector<Responsibility> responsibilities(Day on) const;
  /// The responsibility chart: responsibilities, filings, headings, posts, territories, device kinds. What names nothing
  /// stays out of it; `problems` tells it.
  Chart chart() const;

  /// The seats that answer on a day: the head of every unit, and the leading group's. Each once.
  std::vector<GroupSeat> answering_seats(Day on) const;
  /// Those of them that fewer persons hold than should.
  std::vector<GroupSeat> vacancies(Day on) const;
  /// Changes the organisation and the responsibilities from a day on; what was so before stays so. The text stays as adopted.
  void reorganise(const Reorganisation& change);
  /// Whether it was changed since it was read, so that its text is not all of it.
  bool is_reorganised() const noexcept { return reorganised_.has_value(); }

 private:
  explicit Plan(Notice adopted);
  std::optional<std::vector<Responsibility>> reorganised_;
};

}  // namespace bihuan
