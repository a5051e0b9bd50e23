#include "ledger/head.hpp"
#include "ledger/refusal.hpp"

#include <algorithm>

namespace bihuan {

namespace {

class MemoryStore final : public Store {
 public:
  explicit MemoryStore(const LedgerBirth& birth) : birth_(birth), head_(birth.id) {}

  void copy(Store& from, std::int64_t last_seq) {
    from.read_after(0, [&](const Commit& commit) {
      if (commit.seq > last_seq) return;
      if (!head_.follow(commit))
        throw LedgerError(ErrorCode::ledger_altered, "commit " + std::to_string(commit.seq) + " of ledger " + birth_.id + " does not follow from those before; verify it",
                          "台账第" + std::to_string(commit.seq) + "次提交与之前不符，请先核验", ledger::about("ledger " + birth_.id));
      commits_.push_back(commit);
    });
    people_ = from.people();
    refused_ = from.refused_acts();
    for (const RefusedAct& act : refused_) head_.follow_refusal(encode(act));
  }

  const LedgerBirth& birth() const noexcept override { return birth_; }

  void read_after(std::int64_t seq, const std::function<void(const Commit&)>& visit) override {
    for (auto at = static_cast<std::size_t>(std::max<std::int64_t>(seq, 0)); at < commits_.size(); ++at) visit(commits_[at]);
  }

  std::int64_t commit_count() override { return head_.seq(); }
  std::int64_t item_count() override { return commits_.empty() ? 0 : commits_.back().first_item + commits_.back().item_count - 1; }
  std::unique_ptr<Turn> take_turn() override;
  std::vector<PersonName> people() override { return people_; }

  void erase_person(const PersonId& id) override {
    const auto person = find(id);
    if (person == people_.end()) ledger::refuse_unknown_person(id);
    person->name.clear();
    person->erased = true;
  }

  std::vector<RefusedAct> refused_acts() override { return refused_; }

  Verification verify(const std::vector<Anchor>& anchors) override {
    Verifier verifier(birth_.id, anchors);
    for (const Commit& commit : commits_) {
      if (!verifier.check(commit)) break;
    }
    AccessLogHead log{0, access_log_start(birth_.id)};
    for (const RefusedAct& act : refused_) {
      const std::string line = encode(act);
      log = {act.number, access_log_next(log.chain, line)};
      verifier.check_refusal(act.number, line, log.chain);
    }
    verifier.check_log_end();
    return verifier.result();
  }

  Verification backup(const std::filesystem::path& file) override {
    throw LedgerError(ErrorCode::no_ledger, "a ledger in memory has no file to copy to " + file.string(), "内存中的台账没有文件可备份",
                      ledger::about("ledger " + birth_.id));
  }

 private:
  class MemoryTurn;

  std::vector<PersonName>::iterator find(const PersonId& id) {
    return std::find_if(people_.begin(), people_.end(), [&](const PersonName& person) { return person.id == id; });
  }

  LedgerBirth birth_;
  ledger::Head head_;
  std::vector<Commit> commits_;
  std::vector<PersonName> people_;
  std::vector<RefusedAct> refused_;
  bool turn_taken_ = false;
};

class MemoryStore::MemoryTurn final : public Turn {
 public:
  explicit MemoryTurn(MemoryStore& store) : store_(store) { store_.turn_taken_ = true; }
  MemoryTurn(const MemoryTurn&) = delete;
  MemoryTurn& operator=(const MemoryTurn&) = delete;
  ~MemoryTurn() override { store_.turn_taken_ = false; }

  Checkpoint append(const CommitHeader& header, const std::vector<Fact>& facts,
                    const std::vector<PersonName>& new_people) override {
    if (appended_) ledger::refuse_second_turn();
    ledger::check_people(new_people);
    std::vector<PersonName> people = store_.people_;
    for (const PersonName& person : new_people) {
      const bool known = std::any_of(people.begin(), people.end(), [&](const auto& old) { return old.id == person.id; });
      if (known) ledger::refuse_known_person(person.id);
      people.push_back({person.id, person.name, false});
    }
    ledger::Head::Next next = store_.head_.next(header, facts);
    store_.commits_.push_back(next.commit);
    store_.head_.follow(std::move(next));
    store_.people_ = std::move(people);
    appended_ = true;
    return store_.head_.checkpoint();
  }

  void refuse(const RefusedAct& act) override {
    if (appended_) ledger::refuse_second_turn();
    RefusedAct numbered = act;
    numbered.number = store_.head_.log().count + 1;
    store_.head_.follow_refusal(encode(numbered));
    store_.refused_.push_back(std::move(numbered));
    appended_ = true;
  }

 private:
  MemoryStore& store_;
  bool appended_ = false;
};

std::unique_ptr<Turn> MemoryStore::take_turn() {
  if (turn_taken_) ledger::refuse_second_turn();
  return std::make_unique<MemoryTurn>(*this);
}

}  // namespace

std::unique_ptr<Store> create_memory_store(const LedgerBirth& birth) {
  ledger::check_birth(birth);
  return std::make_unique<MemoryStore>(birth);
}

std::unique_ptr<Store> copy_into_memory(Store& store, std::int64_t last_seq) {
  auto copy = std::make_unique<MemoryStore>(store.birth());
  copy->copy(store, last_seq);
  return copy;
}

}  // namespace bihuan
