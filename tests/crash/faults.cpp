// Every open, read, write, sync, truncation and removal that the ledger does, made to fail one after the other; then the disk
// is well again, or the power goes as well.
#include "../catch.hpp"
#include "acts.hpp"

#include <algorithm>
#include <atomic>
#include <iostream>
#include <thread>

using namespace crash;
using Outcome = Judgement::Outcome;
using Verdict = Verification::Verdict;

namespace {

struct Kind {
  const char* name;
  std::optional<Operation> at;
  bool full = false;
  bool is_short = false;
};

constexpr Kind kinds[] = {
    {"open", Operation::open}, {"read", Operation::read}, {"write", Operation::write}, {"short write", Operation::write, false, true},
    {"full", Operation::write, true}, {"full after half", Operation::write, true, true}, {"sync", Operation::sync},
    {"truncate", Operation::truncate}, {"remove", Operation::remove}, {"anything", std::nullopt},
};

enum class Doing { create, small, sheet, large, spilling, erase, refuse, migrate, back_up, open, read, verify };
constexpr Doing all_doings[] = {Doing::create, Doing::small, Doing::sheet, Doing::large, Doing::spilling, Doing::erase,
                                Doing::refuse, Doing::migrate, Doing::back_up, Doing::open, Doing::read, Doing::verify};
constexpr const char* doing_names[] = {"create", "small append", "sheet", "large append", "spilling append", "erase",
                                       "refuse", "migrate", "backup", "open", "read", "verify"};

struct Tally {
  std::int64_t injections = 0;
  std::int64_t refused = 0;      // told the caller
  std::int64_t absorbed = 0;     // and went through all the same
  std::int64_t unknown = 0;      // of the refused: the commit itself failed, and the store stays closed
  std::int64_t judged = 0;
  std::int64_t lost = 0, half = 0, unopenable = 0, false_verdicts = 0;
  std::string first_wrong;
  void add(const Tally& more) {
    injections += more.injections, refused += more.refused, absorbed += more.absorbed, unknown += more.unknown, judged += more.judged;
    lost += more.lost, half += more.half, unopenable += more.unopenable, false_verdicts += more.false_verdicts;
    if (first_wrong.empty()) first_wrong = more.first_wrong;
  }
  std::int64_t wrong() const { return lost + half + unopenable + false_verdicts; }
};

/// One thing done to one ledger, with one kind of fault at every place.
class Loop {
 public:
  Loop(Doing doing, const Kind& kind, bool lasting) : doing_(doing), kind_(kind), lasting_(lasting), random_(7) {
    std::vector<Act> acts(1);
    acts[0].kind = Act::Kind::create;
    if (doing == Doing::migrate) acts.clear();
    if (doing == Doing::migrate) begun_with_ = ledger_of_version_1();
    if (doing != Doing::migrate && doing != Doing::create)
      for (int number = 1; number <= 3; ++number) acts.push_back(append_of(number == 2 ? Size::sheet : Size::fact, number, random_));
    before_ = acts.size() - (doing == Doing::create ? 1 : 0);
    if (doing != Doing::create && changes()) acts.push_back(act());
    rehearsal_ = rehearse(acts, begun_with_, stage_);
    planned_ = rehearsal_.contents.size();
    if (changes()) act_ = acts.back();
  }

  Tally go() {
    // A commit of thousands of writes is tried at every thirteenth of them.
    const int step = doing_ == Doing::spilling && !kind_.at.has_value() ? 97 : doing_ == Doing::spilling ? 13 : 1;
    for (int k = 0; k < 20'000; k += step)
      if (!try_at(k)) return tally_;
    tell(tally_.unopenable, "never went through");
    return tally_;
  }

 private:
  bool changes() const { return doing_ != Doing::open && doing_ != Doing::read && doing_ != Doing::verify; }

  std::size_t most() const { return before_ + (changes() ? 1 : 0); }

  Act act() {
    Act act;
    switch (doing_) {
      case Doing::sheet: return append_of(Size::sheet, 9, random_);
      case Doing::large: return append_of(Size::plan, 9, random_);
      case Doing::spilling: return append_of(Size::spilling, 9, random_);
      case Doing::erase:
        act.kind = Act::Kind::erase;
        act.erased = PersonId("q2-0");
        return act;
      case Doing::refuse:
        act.kind = Act::Kind::refuse;
        act.refused = {0, samples::birthday, 0, "close", "H-1", "rectifying", Day::of(2020, 9, 9), {samples::inspector(4)}, "wrong_state"};
        return act;
      case Doing::back_up: act.kind = Act::Kind::back_up; return act;
      default: return append_of(Size::fact, 9, random_);
    }
  }

  /// False once the fault did not come up any more.
  bool try_at(int k) {
    k_ = k;
    rehearsal_.contents.resize(planned_);
    Disk disk;
    if (doing_ != Doing::create) disk.put(ledger_name, rehearsal_.images[before_]);
    stage_.set(disk);
    const Inserted here(disk);
    std::unique_ptr<Store> store;
    if (doing_ != Doing::create && doing_ != Doing::open && doing_ != Doing::verify) store = open_sqlite_store(stage_.ledger());
    disk.fault = {kind_.at, k, lasting_, kind_.full, kind_.is_short};
    const bool told = attempt(store, disk);
    const bool struck = disk.fault.struck > 0;
    if (lasting_) store.reset();  // closed while nothing works
    disk.fault = {};
    if (struck) ++tally_.injections;
    if (struck) ++(told ? tally_.absorbed : tally_.refused);
    if (!told && !struck) tell(tally_.false_verdicts, "refused without a fault");
    if (store && struck) check_in_use(*store);
    store.reset();
    if (doing_ == Doing::create && !told) return check_no_creation(disk);
    judge_one(disk.seen(), told);
    if (struck) judge_one(disk.cut(random_, Tearing::whole), told);
    return struck;
  }

  /// Whether the caller was told that it was done.
  bool attempt(std::unique_ptr<Store>& store, Disk& disk) {
    try {
      switch (doing_) {
        case Doing::open: store = open_sqlite_store(stage_.ledger()); break;
        case Doing::read:
          if (!(content_of(*store) == rehearsal_.contents[before_])) tell(tally_.half, "read something else");
          break;
        case Doing::verify: return verify();
        default: perform(act_, store, disk, stage_);
      }
      return true;
    } catch (const LedgerError& error) {
      const bool true_word = error.code() == ErrorCode::storage_full || error.code() == ErrorCode::ledger_unreadable;
      if (!true_word) tell(tally_.false_verdicts, std::string(code_name(error.code())) + ": " + error.what());
    } catch (const std::exception& error) {
      tell(tally_.false_verdicts, std::string("no error of ours: ") + error.what());
    }
    return false;
  }

  /// A store that goes on after the fault has the content from before or the one from after, and takes another commit; or it
  /// says that it is closed.
  void check_in_use(Store& store) {
    try {
      const Content content = content_of(store);
      if (!(content == rehearsal_.contents[before_]) && !(content == rehearsal_.contents[most()])) tell(tally_.half, "the store goes on with something else");
      samples::append_hazard(store, "goes-on", 900'000);
      rehearsal_.contents.push_back(content_of(store));
    } catch (const LedgerError& error) {
      ++tally_.unknown;
      if (error.context().state != "closed") tell(tally_.false_verdicts, std::string("the store does not go on: ") + error.what());
    }
  }

  bool verify() {
    const Verification found = verify_sqlite_store(stage_.ledger());
    if (found.verdict == Verdict::intact) return true;
    if (found.verdict != Verdict::unreadable) tell(tally_.false_verdicts, found.sentence);
    return false;
  }

  /// A ledger that could not be made left no file, and can be made after all.
  bool check_no_creation(Disk& disk) {
    if (std::filesystem::exists(stage_.ledger())) tell(tally_.half, "a file was left behind");
    disk.remove(ledger_name, true);
    stage_.set(disk);
    try {
      std::unique_ptr<Store> store;
      perform(act_, store, disk, stage_);
      store.reset();
      judge_one(disk.seen(), true);
    } catch (const LedgerError& error) {
      tell(tally_.unopenable, std::string("it cannot be made any more: ") + error.what());
    }
    return true;
  }

  void judge_one(Disk disk, bool told) {
    ++tally_.judged;
    const Judgement found = judge(disk, rehearsal_, bench_);
    const bool went_on = rehearsal_.contents.size() > planned_;
    const std::size_t least = went_on ? planned_ : told ? most() : before_, last = went_on ? planned_ : most();
    const auto is = [&](std::size_t number) { return rehearsal_.contents[found.number] == rehearsal_.contents[number]; };
    if (found.outcome == Outcome::half) return tell(tally_.half, found.said);
    if (found.outcome == Outcome::unopenable) return tell(tally_.unopenable, found.said);
    if (found.outcome == Outcome::nothing) return tell(tally_.lost, found.said);
    if (!is(least) && !is(last)) tell(found.number < least ? tally_.lost : tally_.half, "content " + std::to_string(found.number));
  }

  void tell(std::int64_t& count, const std::string& said) {
    ++count;
    if (!tally_.first_wrong.empty()) return;
    tally_.first_wrong = std::string(doing_names[static_cast<int>(doing_)]) + ", " + kind_.name + (lasting_ ? " lasting" : " once") + ", operation " + std::to_string(k_) + ": " + said;
  }

  Doing doing_;
  const Kind& kind_;
  bool lasting_;
  int k_ = 0;
  Random random_;
  Stage stage_, bench_;
  Bytes begun_with_;
  std::size_t before_ = 0;  // the content that the ledger has when the fault comes
  std::size_t planned_ = 0;  // contents of the rehearsal; after them comes what a store that went on wrote
  Rehearsal rehearsal_;
  Act act_;
  Tally tally_;
};

}  // namespace

TEST_CASE("whatever fails, once or from then on, what was acknowledged stands, the rest is whole or absent, and nobody is accused", "[crash][fault]") {
  const Drive drive;
  struct Job {
    Doing doing;
    const Kind* kind;
    bool lasting;
  };
  std::vector<Job> jobs;
  for (const Doing doing : all_doings)
    for (const Kind& kind : kinds)
      for (const bool lasting : {false, true}) jobs.push_back({doing, &kind, lasting});
  std::vector<Tally> tallies(jobs.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < jobs.size(); i = next++) {
      try {
        tallies[i] = Loop(jobs[i].doing, *jobs[i].kind, jobs[i].lasting).go();
      } catch (const std::exception& error) {
        ++tallies[i].unopenable;
        tallies[i].first_wrong = error.what();
      }
    }
  };
  std::vector<std::thread> workers;
  for (unsigned i = 1; i < std::max(1U, std::thread::hardware_concurrency()); ++i) workers.emplace_back(work);
  work();
  for (std::thread& worker : workers) worker.join();
  Tally sum;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    INFO(tallies[i].first_wrong);
    CHECK(tallies[i].wrong() == 0);
    sum.add(tallies[i]);
  }
  std::cout << "faults: " << sum.injections << " injections (12 operations, 10 kinds, once and lasting), " << sum.refused << " refused, "
            << sum.absorbed << " absorbed, " << sum.unknown << " of unknown outcome, " << sum.judged << " disks judged, " << sum.lost << " lost, " << sum.half << " half, "
            << sum.unopenable << " unopenable, " << sum.false_verdicts << " false verdicts\n";
  CHECK(sum.refused > 0);
  CHECK(sum.absorbed > 0);
  CHECK(sum.unknown > 0);
}
