// campaign.hpp: the front door: adopt a plan, write down what happens, ask what is true, report it.
#pragma once

#include "bihuan/campaign/values.hpp"

namespace bihuan {

/// The one clock. Asked only when something is recorded.
using Clock = std::function<Instant()>;
/// The machine's clock, for programs that have no other.
Clock system_clock();

/// Verifies a ledger file, also one that can't be opened any more, against what is known of it outside; writes nothing.
/// Throws LedgerError where an intact ledger can't be read as a campaign, and (bad_fact) for an anchor of another ledger.
Verified verify_campaign(const std::filesystem::path& ledger, const std::vector<Anchor>& anchors = {});

/// One campaign in one ledger. Movable; one thread at a time.
class Campaign {
 public:
  /// Makes a ledger file and adopts the plan into it. Throws PlanError (plan_blocked) when the plan has errors,
  /// LedgerError (ledger_exists).
  static Campaign create(const std::filesystem::path& ledger, const Plan& plan, Clock clock = system_clock(),
                         std::vector<Actor> by = {});
  static Campaign create_in_memory(const Plan& plan, Clock clock, std::vector<Actor> by = {});
  /// Throws LedgerError.
  static Campaign open(const std::filesystem::path& ledger, Clock clock = system_clock());

  /// A campaign in memory that goes on from where this one stands, for trying things out: every verb works on it, and nothing of it reaches the
  /// ledger, its access log or a folder beside it. The clock may show a later day; without one it is this campaign's. Nothing official
  /// comes out of a fork: it throws Refused (wrong_state) when asked to issue, sign or bundle.
  Campaign fork(Clock clock = {}) const;
  bool is_fork() const noexcept;

  const Plan& plan() const noexcept;
  /// The plan, rules and calendar editions as they were known at a point; questions with `known_at` rest on them.
  Plan plan_at(const KnownAt& known_at) const;
  Rulebook rules_at(const KnownAt& known_at) const;
  Calendar calendar_at(const KnownAt& known_at) const;
  const Calendar& calendar() const noexcept;
  void use_calendar(Calendar calendar);  ///< more years by file
  const Rulebook& rules() const noexcept;  ///< the law, and the plan's own rules behind it
  void use_rules(Rulebook law);            ///< another law by file
  const History& history() const noexcept;
  const Checkpoint& checkpoint() const noexcept;
  const Template& form() const noexcept;
  const IndicatorBook& indicators() const noexcept;
  void use_indicators(IndicatorBook book);  ///< another catalogue by file

  /// Any request by its word. Throws Refused; nothing is written then. Returns the fact and its number.
  Known record(Request request, const std::string& hazard, const Act& act);

  Known tip_off(const std::string& id, const Act& act) { return record(Request::tip_off, id, act); }
  Known register_hazard(const std::string& id, const Act& act) { return record(Request::register_, id, act); }
  Known grade(const std::string& id, const Act& act) { return record(Request::grade, id, act); }
  Known regrade(const std::string& id, const Act& act) { return record(Request::regrade, id, act); }
  Known fix_on_spot(const std::string& id, const Act& act) { return record(Request::fix_on_spot, id, act); }
  Known order(const std::string& id, const Act& act) { return record(Request::order, id, act); }
  Known plan_treatment(const std::string& id, const Act& act) { return record(Request::plan_treatment, id, act); }
  Known begin(const std::string& id, const Act& act) { return record(Request::begin, id, act); }
  Known ask_extension(const std::string& id, const Act& act) { return record(Request::ask_extension, id, act); }
  Known decide_extension(const std::string& id, const Act& act) { return record(Request::decide_extension, id, act); }
  Known report_rectified(const std::string& id, const Act& act) { return record(Request::report_rectified, id, act); }
  Known pass_review(const std::string& id, const Act& act) { return record(Request::pass_review, id, act); }
  Known fail_review(const std::string& id, const Act& act) { return record(Request::fail_review, id, act); }
  Known close(const std::string& id, const Act& act) { return record(Request::close, id, act); }
  Known reopen(const std::string& id, const Act& act) { return record(Request::reopen, id, act); }
  Known transfer(const std::string& id, const Act& act) { return record(Request::transfer, id, act); }
  Known acknowledge_transfer(const std::string& id, const Act& act) { return record(Request::acknowledge_transfer, id, act); }
  Known take_back(const std::string& id, const Act& act) { return record(Request::take_back, id, act); }
  Known terminate(const std::string& id, const Act& act) { return record(Request::terminate, id, act); }
  Known void_hazard(const std::string& id, const Act& act) { return record(Request::void_, id, act); }
  Known stop_use(const std::string& id, const Act& act) { return record(Request::stop_use, id, act); }
  Known allow_use(const std::string& id, const Act& act) { return record(Request::allow_use, id, act); }
  Known seal(const std::string& id, const Act& act) { return record(Request::seal, id, act); }
  Known unseal(const std::string& id, const Act& act) { return record(Request::unseal, id, act); }
  Known list_hazard(const std::string& id, const Act& act) { return record(Request::list, id, act); }
  Known delist(const std::string& id, const Act& act) { return record(Request::delist, id, act); }
  Known pause(const std::string& id, const Act& act) { return record(Request::pause, id, act); }
  Known resume(const std::string& id, const Act& act) { return record(Request::resume, id, act); }
  Known remind(const std::string& id, const Act& act) { return record(Request::remind, id, act); }
  Known interview(const std::string& id, const Act& act) { return record(Request::interview, id, act); }
  Known report_up(const std::string& id, const Act& act) { return record(Request::report_up, id, act); }
  Known open_case(const std::string& id, const Act& act) { return record(Request::open_case, id, act); }
  Known penalise(const std::string& id, const Act& act) { return record(Request::penalise, id, act); }
  Known close_case(const std::string& id, const Act& act) { return record(Request::close_case, id, act); }
  Known correct(const std::string& id, const Act& act) { return record(Request::correct, id, act); }
  Known reassign(const std::string& id, const Act& act) { return record(Request::reassign, id, act); }

  /// A unit's register made out for it (底稿), as known at a point. The filing is the plan's only one for such periods
  /// unless named. Throws PlanError (unknown_name).
  Prefilled prefill(const UnitId& unit, const Period& period, std::optional<FilingId> filing = {}, const KnownAt& known_at = {}) const;
  /// A returned workbook held against the one that was made out and the ledger now; writes nothing. Throws ReturnError
  /// (bad_return) when it names no checkpoint, or one that is not of this ledger.
  MergeReport merge(const Return& returned) const;

  /// Takes a unit's return (returns.md): sound rows and refused rows land in one commit. The same content again gives
  /// the old receipt. Of a workbook made out by `prefill` only what was changed counts, and a row that the ledger has
  /// changed differently since is refused. `source` is the hex SHA-256 of the bytes handed in. Throws ReturnError (bad_return,
  /// reason_missing); nothing is written then.
  Receipt hand_in(const Return& returned, const HandInOptions& options = {}, std::vector<Actor> by = {});
  /// Reads and takes the CSV files of one return.
  Receipt hand_in_csv(const std::vector<std::filesystem::path>& files, const HandInOptions& options = {},
                      std::vector<Actor> by = {});
  /// The sheets of a workbook as read elsewhere (Python reads xlsx).
  Receipt hand_in_sheets(const std::vector<Sheet>& sheets, std::string_view bytes, const HandInOptions& options = {},
                         std::vector<Actor> by = {});

  /// Sends a return back (退回) or takes it (接收). Key: unit, filing, period. Throws Refused (unknown_subject).
  Known send_back(const UnitId& unit, const FilingId& filing, const Period& period, const std::string& reason,
                  std::optional<Day> on = {}, std::vector<Actor> by = {});
  Known take(const UnitId& unit, const FilingId& filing, const Period& period, std::optional<Day> on = {},
             std::vector<Actor> by = {});

  /// A person takes a post: a known id (`p7`) or a name, which goes into the erasable table.
  Known appoint(const PostInUnit& seat, const std::string& person_or_name, Day on, bool acting = false,
                std::vector<Actor> by = {});
  Known end_term(const PostInUnit& seat, const PersonId& person, Day on, std::vector<Actor> by = {});
  /// A measure as it stands on a day (list two). Throws Refused as `decide_measure` does.
  Known state_measure(const MeasureId& id, const Act& act);
  /// A unit has met what a phase demands (`search.4`); `withdrawn` takes that back. Throws Refused as `decide_demand` does.
  Known meet_demand(const std::string& demand, const Act& act);
  Known report_task(const TaskId& id, const Act& act);
  /// A request to a body outside, what it answers, that it was urged, and that nothing is asked any more. Throw Refused as
  /// `decide_cooperation` does.
  Known ask_body(const CooperationId& id, const Act& act);
  Known answer_for_body(const CooperationId& id, const Act& act);
  Known chase_body(const CooperationId& id, const Act& act);
  Known withdraw_cooperation(const CooperationId& id, const Act& act);
  /// A later text of the plan. Throws PlanError (plan_blocked).
  Known amend(const Plan& plan, const std::string& reason, Day on, std::vector<Actor> by = {});

  /// Units, names, responsibilities and terms from a day on (org/reorganisation.hpp). Fields of the act: document, reason. Throws Refused
  /// as `decide_reorganisation` does; of what would be left without an heir all is listed.
  Known reorganise(const Change& change, const Act& act);

  /// How many hazards stood where at the end of each of the days (state/tally.hpp).
  Tally tally(std::span<const Day> as_of, const KnownAt& known_at = {}) const;
  Snapshot snapshot(Day as_of, const KnownAt& known_at = {}, std::optional<Day> house_on = {}) const;
  /// What goes over with a post (state/handover.hpp). Throws PlanError (unknown_name).
  Handover handover(const PostInUnit& seat, Day as_of, const KnownAt& known_at = {}) const;
  /// Whose the days of hazards were (state/accountability.hpp): of one, or of all that were open at some time. Throws Refused (unknown_subject).
  Accountability accountability(const HazardId& hazard, Day as_of, const KnownAt& known_at = {}) const;
  std::vector<Accountability> accountability(Day as_of, const KnownAt& known_at = {}) const;
  /// Who answers for a hazard, from the head of its unit upward, each with the reason. Throws Refused (unknown_subject).
  std::vector<Answerer> who_answers(const HazardId& hazard, Day as_of, const KnownAt& known_at = {}) const;
  /// What a phase demands, held against what units say and what the ledger shows. Throws PlanError (unknown_name).
  PhaseCheck phase_check(const PhaseId& phase, Day as_of, const KnownAt& known_at = {}) const;
  /// Load per unit (report/load.hpp). Throws TimeError (bad_span).
  Load load(Day as_of, const LoadOptions& options = {}, const KnownAt& known_at = {}) const;
  /// What needs doing (state/agenda.hpp).
  std::vector<Due> agenda(Day as_of, const KnownAt& known_at = {}) const;
  /// What is awaited from bodies outside (state/outside.hpp).
  std::vector<Outstanding> outside(Day as_of, const KnownAt& known_at = {}) const;
  /// One hazard's case file. Throws Refused (unknown_subject).
  CaseFile explain(const HazardId& hazard, Day as_of, const KnownAt& known_at = {}) const;
  /// The filing is the plan's only one for such periods unless named. Throws PlanError (unknown_name).
  /// With `house_on` as now: under the units and names of that day (report/report.hpp); such a one is never issued.
  Report report(const Period& period, const KnownAt& known_at = {}, std::optional<FilingId> filing = {}, std::optional<Day> house_on = {}) const;
  /// Writes workbook, CSV, JSON and page under temporary names, commits ReportIssued with their digests, then renames.
  /// Throws FormError (already_issued), LedgerError.
  IssuedReport issue(const Period& period, const std::filesystem::path& folder, std::optional<FilingId> filing = {},
                     std::vector<Actor> by = {});
  /// A report that was issued, made again from the ledger whatever came later. Throws FormError (nothing_to_report) when no
  /// such report was issued, LedgerError (ledger_unreadable) when a catalogue or template that it was made with is not kept.
  Rebuilt rebuild(const Period& period, std::optional<FilingId> filing = {}) const;
  /// Writes the files as they were issued, each checked against its digest. Throws LedgerError (ledger_unreadable) naming
  /// what can't be had again; nothing is written then.
  std::vector<std::filesystem::path> write_rebuilt(const Rebuilt& rebuilt, const std::filesystem::path& folder) const;
  /// Why two reports of this ledger differ (report/figure.hpp), the one known earlier first.
  ReportDiff diff(const Report& before, const Report& after) const;
  /// The hazards and facts behind a figure of a report. Throws FormError (nothing_to_report).
  Trace trace(const Report& report, std::string_view figure) const;
  /// Files kept by digest beside the ledger: issued reports, returns as handed in. Nothing for a ledger in memory.
  std::optional<Archive> archive() const;
  /// The same files of a draft; nothing is recorded.
  std::vector<std::filesystem::path> write_draft(const Report& report, const std::filesystem::path& folder) const;
  /// Recomputes the ledger from its bytes and every issued report from the ledger.
  Verified verify(const std::vector<Anchor>& anchors = {}) const;
  /// The access log: acts that were asked for and refused, in order.
  std::vector<RefusedAct> refused_acts() const;
  /// A verified copy of the ledger file while others go on using it (ledger/store.hpp). Throws LedgerError.
  Verification backup(const std::filesystem::path& file) const;

  /// Proof that an item stands in the ledger as known at a point. Throws LedgerError (bad_proof) outside it.
  InclusionProof prove(ItemNumber item, const KnownAt& known_at = {}) const;
  /// Proof that the ledger only grew between two of its points; item 0 is the empty ledger. Throws LedgerError
  /// (ledger_altered) for a checkpoint that is not one of this ledger's.
  ConsistencyProof prove_growth(const KnownAt& from, const KnownAt& to = {}) const;
  /// The receipt of any item: its proof at the checkpoint after its commit.
  ItemReceipt receipt_of(ItemNumber item) const;
  /// The checkpoint as a signed note; with the proof of growth since a point, what a witness is sent.
  std::string checkpoint_note(const SigningKey& key) const;
  Growth growth_since(const KnownAt& from, const SigningKey& key) const;
  /// An issued report for an outsider, its checkpoint signed where there is a key; `examples/verify_bundle.py` checks it.
  /// Throws FormError (nothing_to_report) for one that was not issued, (bad_file) where an issued file is gone or changed.
  Bundle bundle(const Period& period, std::optional<FilingId> filing = {}, const std::optional<SigningKey>& key = {}) const;

  /// Names of persons, for print; erased ones are absent.
  std::map<PersonId, std::string> names() const;
  void erase_person(const PersonId& id);
  /// Reads what other writers have added; every verb that writes does so first.
  void catch_up();

  Campaign(Campaign&&) noexcept;
  Campaign& operator=(Campaign&&) noexcept;
  ~Campaign();

  struct Inside;  ///< opaque

 private:
  explicit Campaign(std::unique_ptr<Inside> inside);
  IssuedReport issue_in(Turn& turn, const Period& period, const std::filesystem::path& folder, const std::optional<FilingId>& filing, std::vector<Actor> by);
  Receipt hand_in_bytes(const Return& returned, std::string_view bytes, const HandInOptions& options, std::vector<Actor> by);
  Receipt take_in(const Return& returned, std::string_view bytes, const HandInOptions& options, std::vector<Actor> by, Turn* turn);
  std::unique_ptr<Inside> inside_;
};

/// What a fork supposes, against the campaign that it was made from: their loads on a day side by side, with everything that was recorded in
/// the fork alone. Throws LedgerError (ledger_foreign) for campaigns of two ledgers.
WhatIf compare(const Campaign& reality, const Campaign& supposed, Day as_of, const LoadOptions& options = {});

}  // namespace bihuan
