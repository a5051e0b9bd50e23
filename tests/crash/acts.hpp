// tests/crash/acts.hpp: what is done to a ledger while things go wrong, and how what stands in it afterwards is judged.
#pragma once

#include "../ledger/samples.hpp"
#include "disk.hpp"

#include "bihuan/error.hpp"

namespace crash {

using namespace bihuan;

/// What a ledger holds; of a commit everything that is stored.
struct Content {
  std::vector<Commit> commits;
  std::vector<PersonName> people;
  std::vector<RefusedAct> refused;
};
bool operator==(const Content& a, const Content& b);
Content content_of(Store& store);

struct Act {
  enum class Kind { create, append, erase, refuse, back_up };
  Kind kind = Kind::append;
  CommitHeader header;
  std::vector<Fact> facts;
  std::vector<PersonName> people;
  PersonId erased;
  RefusedAct refused;
};

/// A single fact, a return of many with people, a text as long as a plan, a commit that outgrows SQLite's page cache.
enum class Size { fact, sheet, plan, spilling };
Act append_of(Size size, int number, Random& random);
/// The acts of a seed, from the creation on. Only some seeds have a commit that outgrows the page cache: it alone is
/// thousands of points.
std::vector<Act> acts_of(Random& random, bool spilling);

constexpr const char* ledger_name = "a.ledger";
constexpr const char* copy_name = "b.ledger";

/// A directory with empty stand-ins for the names on a disk: the library looks whether a file is there, and locks beside it.
class Stage {
 public:
  std::filesystem::path ledger() const { return directory_ / ledger_name; }
  std::filesystem::path copy() const { return directory_ / copy_name; }
  /// Names that `disk` has stand there, others do not.
  void set(const Disk& disk) const;

 private:
  samples::Directory directory_;
};

/// Does the act with a store that may be none yet (`create` makes it). Throws what the library throws.
void perform(const Act& act, std::unique_ptr<Store>& store, Disk& disk, const Stage& stage);

/// Every content that a ledger passes through, and the file with it, as the acts leave them on a disk that nothing
/// happens to. The first is before the first act; it is empty where that is `create`.
struct Rehearsal {
  std::vector<Content> contents;
  std::vector<Bytes> images;
};
Rehearsal rehearse(const std::vector<Act>& acts, const Bytes& begun_with, const Stage& stage);

/// What recovery made of a disk: the content of the rehearsal that now stands there.
struct Judgement {
  enum class Outcome {
    whole,       ///< opens, verifies, holds content `number`, and takes another commit
    nothing,     ///< no ledger there, and it says so
    half,        ///< opens and verifies, and holds nothing that the ledger ever was
    unopenable,  ///< anything else
  };
  Outcome outcome = Outcome::unopenable;
  std::size_t number = 0;
  std::string said;
};

/// Opens the ledger of the disk through the store, verifies it, compares every byte of every commit, every name and every
/// refusal, appends a commit and verifies again.
Judgement judge(Disk& disk, const Rehearsal& rehearsal, const Stage& stage);

/// The golden ledger of version 1: what a migration begins with.
const Bytes& ledger_of_version_1();

}  // namespace crash
