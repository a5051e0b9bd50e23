// campaign/inside.hpp: what a campaign holds: store, history, plan, clock, people.
#pragma once

#include "bihuan/campaign.hpp"
#include "bihuan/error.hpp"
#include "bihuan/ledger/codec.hpp"
#include "bihuan/ledger/proof.hpp"

namespace bihuan {

/// The only filing of a plan for such periods unless named. Throws PlanError (unknown_name).
FilingId filing_in(const Plan& plan, const Period& period, const std::optional<FilingId>& filing);

/// What somebody is about to do: what the access log keeps of it where it is refused.
struct Attempt {
  std::string asked;            ///< the request's or the verb's word
  std::string subject;
  std::optional<Day> on = {};
  std::vector<Actor> by = {};
};

struct Campaign::Inside {
  Inside(std::unique_ptr<Store> store_, const Plan& plan_, Clock clock_, std::filesystem::path file_);

  std::unique_ptr<Store> store;
  Plan plan;
  Clock clock;
  std::filesystem::path file;      ///< empty for a ledger in memory
  bool is_fork = false;            ///< of another campaign, for trying things out
  Calendar calendar;
  Rulebook law;                    ///< the law; the plan's own rules stand behind it
  Rulebook rules;                  ///< both
  Template form;
  IndicatorBook indicators;
  History history;
  std::map<PersonId, std::string> names;                        ///< known names; erased ones stay with an empty name
  std::map<std::pair<UnitId, std::string>, PersonId> ids;       ///< the person of a unit by name
  std::int64_t last_person = 0;

  /// The office itself: person p0 in the head's post of the unit that hosts it.
  Actor office() const;
  Day today() const { return clock().day_in_zone(plan.notice.zone_minutes); }
  /// What decisions of today rest on. Limits count by the editions published by today.
  Ground ground();
  /// Another law, or another text of the plan.
  void use_law(Rulebook book);
  void use_plan(const Plan& adopted);
  void use_calendar(Calendar with);
  void catch_up();
  void learn_people();
  void learn_mentions();
  /// Another process may have erased a name, which is no commit: its id must not be given to that name again.
  void notice_erasures();
  /// The plan and the calendar as they were known at a point; now, when none is named.
  Plan plan_at(const KnownAt& known_at) const;
  Calendar calendar_at(const KnownAt& known_at) const;
  std::optional<Archive> archive() const;
  ItemNumber known_point(const KnownAt& known_at) const;
  std::optional<ItemNumber> point(const KnownAt& known_at) const;
  /// The plan in force at a point of the ledger.
  /// A workbook that names a checkpoint, held against the ledger now. Throws ReturnError (bad_return) for a checkpoint
  /// that is none of this ledger's.
  Merge merged(const Return& returned, const ReturnKey& key) const;
  /// The filing of a report that was issued, whatever the plan calls its filings now.
  FilingId issued_filing(const Period& period, const std::optional<FilingId>& filing) const;
  FilingId filing_for(const Period& period, const std::optional<FilingId>& filing) const;
  void check_seat(const PostInUnit& seat, Day on) const;
  /// Throws Refused (wrong_state) in a fork.
  void refuse_in_fork(const std::string& asked) const;

  /// One act under the writer's turn, on what others have added meanwhile. A refusal goes into the access log.
  template <class Does>
  auto attempt(const Attempt& what, Does does) {
    auto turn = store->take_turn();
    try {
      catch_up();
      notice_erasures();
      return does(*turn);
    } catch (const LedgerError&) {
      throw;  // the ledger failed, or somebody else was first: nobody was refused
    } catch (const Error& refused) {
      note_refused(*turn, what, refused);
      throw;
    }
  }
  void note_refused(Turn& turn, const Attempt& what, const Error& refused);
  /// Whether an act that names the version it has seen of its subject still stands on it. The fact, where it was recorded
  /// already as the very next one (a retry whose answer was lost). Throws Conflict naming who was first.
  const Known* first_after(const std::string& subject, const Act& act, const std::function<bool(const Fact&)>& same) const;
  /// Numbers the versions, writes one commit and takes it into the history. Returns the first fact as known.
  Known commit(Turn& turn, std::vector<Fact> facts, const Actor& by, const CommitHeader& from, const std::vector<PersonName>& people);
  /// One fact that no table guards: the office's own, checked against its form.
  Known record_plain(Fact fact);
  Known record_plain(Turn& turn, Fact fact);
  Known record_on_return(Fact fact);
  /// A statement that has rules of its own: decided under the writer's turn.
  using Rules = std::function<Fact(const History&, const Plan&, Day recorded_on, Fact, const std::vector<Fact>& also)>;
  Known record_decided(const Act& act, Fact fact, const Rules& rules);
  /// The tree over everything the history knows, at least; made when a proof is first asked for.
  const ProofTree& proofs();
  /// Completes the renames of an issue that was interrupted after its commit.
  void finish_renames();

 private:
  ProofTree proofs_;
  std::int64_t proofs_seq_ = 0;
  std::size_t mentions_read_ = 0;  ///< of the history's
  std::optional<Day> published_by_;
  std::optional<Calendar> published_;  ///< the calendar as published by that day
};

/// People met for the first time in an act; their ids are given in order of appearance and land with the commit.
class NewPeople {
 public:
  explicit NewPeople(const Campaign::Inside& inside) : inside_(inside), last_(inside.last_person) {}
  PersonId id_of(const UnitId& unit, const std::string& name);
  const std::vector<PersonName>& take() const noexcept { return fresh_; }
  /// `person@unit` of each: what ties an id to its unit when only a refused row named the person.
  std::vector<std::string> units() const;

 private:
  const Campaign::Inside& inside_;
  std::int64_t last_;
  std::map<std::pair<UnitId, std::string>, PersonId> given_;
  std::vector<PersonName> fresh_;
};

}  // namespace bihuan
