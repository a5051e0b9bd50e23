// The store of a ledger file: reading, and one writer after the other in a line of their own before SQLite's lock.
#include "ledger/sqlite/file.hpp"

#include "ledger/head.hpp"
#include "ledger/place.hpp"

#include <unistd.h>

#include <algorithm>
#include <map>
#include <string_view>

namespace bihuan {

namespace ledger {

namespace {

using std::filesystem::path;

constexpr const char* log_after = "SELECT number, line, chain FROM refusals WHERE number > ? ORDER BY number";

/// A place in the line for as long as it lives.
class TakenPlace {
 public:
  explicit TakenPlace(WaitingLine& line) : line_(line) { line_.enter(); }
  TakenPlace(const TakenPlace&) = delete;
  TakenPlace& operator=(const TakenPlace&) = delete;
  ~TakenPlace() { line_.leave(); }

 private:
  WaitingLine& line_;
};

/// The statements of a connection that every turn needs, each prepared when it is first used.
class Statements {
 public:
  explicit Statements(SQLite::Database& database) : database_(database) {}
  struct LetGo {
    void operator()(SQLite::Statement* statement) const noexcept {
      statement->tryReset();
      statement->clearBindings();
    }
  };
  using Used = std::unique_ptr<SQLite::Statement, LetGo>;
  /// At its beginning. To be let go before its transaction ends.
  Used use(const char* sql) { return Used(&prepared_.try_emplace(sql, database_, sql).first->second); }

 private:
  SQLite::Database& database_;
  std::map<std::string_view, SQLite::Statement> prepared_;
};

class SqliteStore final : public Store {
 public:
  explicit SqliteStore(const path& file)
      : file_(std::filesystem::absolute(file)), process_(::getpid()), line_(std::filesystem::weakly_canonical(file_)), head_({}) {
    try {
      database_ = connect(file_);
      check_kind(*database_, name());
      apply_settings(*database_, name());
      const Reading reading(*database_);
      const std::string changed = changed_definition(*database_, FileHead(*database_).version(), false);
      if (!changed.empty()) refuse_definition(changed);
      if (FileHead(*database_).is_cut()) raise(cut(name()));
      birth_ = read_birth(*database_, name());
    } catch (const SQLite::Exception& wrong) {
      raise(refusal_of(wrong, name()));
    }
    head_ = Head(birth_.id);
    fence(*database_);
    statements_ = std::make_unique<Statements>(*database_);
  }

  SqliteStore(const SqliteStore&) = delete;
  SqliteStore& operator=(const SqliteStore&) = delete;

  ~SqliteStore() override {
    if (!is_forked()) return;
    // The parent's connection: closing it here could take back what the parent is writing.
    static_cast<void>(statements_.release());
    static_cast<void>(database_.release());
    line_.abandon();
  }

  const LedgerBirth& birth() const noexcept override { return birth_; }
  void read_after(std::int64_t seq, const std::function<void(const Commit&)>& visit) override;
  std::int64_t commit_count() override;
  std::int64_t item_count() override;
  std::unique_ptr<Turn> take_turn() override;
  std::vector<PersonName> people() override;
  void erase_person(const PersonId& id) override;
  std::vector<RefusedAct> refused_acts() override;
  Verification backup(const path& file) override;

  Verification verify(const std::vector<Anchor>& anchors) override {
    check_usable();
    return verify_sqlite_store(file_, anchors);
  }

 private:
  class SqliteTurn;

  std::string name() const { return file_.string(); }
  bool is_forked() const { return ::getpid() != process_; }

  [[noreturn]] void refuse_definition(const std::string& changed) const {
    throw LedgerError(ErrorCode::ledger_altered,
                      name() + " was altered: " + changed + ". `verify` tells which items still stand",
                      "台账结构已被改动：" + changed, about_file(name(), changed));
  }

  void check_usable() const {
    if (is_forked()) {
      throw LedgerError(ErrorCode::ledger_unreadable,
                        name() + " was opened before this process was forked; open it again in each process",
                        "台账须在各进程中重新打开", about_file(name(), "forked"));
    }
    if (database_) return;
    throw LedgerError(ErrorCode::ledger_unreadable,
                      name() + " was closed after a commit whose outcome is unknown; open it again and look",
                      "上次写入结果不明，请重新打开台账核对", about_file(name(), "closed"));
  }

  template <class Act>
  auto guarded(Act act) {
    check_usable();
    try {
      return act(*database_);
    } catch (const SQLite::Exception& wrong) {
      raise(refusal_of(wrong, name()));
    }
  }

  /// Brings the head to the last commit and the last refusal. Throws LedgerError (ledger_altered).
  void catch_up();
  void catch_up_log();

  path file_;
  ::pid_t process_;
  WaitingLine line_;
  std::unique_ptr<SQLite::Database> database_;
  std::unique_ptr<Statements> statements_;
  LedgerBirth birth_;
  Head head_;
  bool turn_taken_ = false;
};

void SqliteStore::read_after(std::int64_t seq, const std::function<void(const Commit&)>& visit) {
  guarded([&](SQLite::Database& database) {
    SQLite::Statement rows(database, commits_after);  // of its own: who visits may read as well
    rows.bind(1, seq);
    Commit commit;
    while (rows.executeStep()) {
      read_commit(rows, commit);
      // Reading is not judging: whether it follows is for `verify` to say, and for the next turn.
      head_.hear(commit);
      visit(commit);
    }
  });
}

std::int64_t SqliteStore::commit_count() {
  return guarded([](SQLite::Database& database) {
    SQLite::Statement last(database, "SELECT coalesce(max(seq), 0) FROM commits");
    return last.executeStep() ? last.getColumn(0).getInt64() : 0;
  });
}

std::int64_t SqliteStore::item_count() {
  return guarded([&](SQLite::Database& database) -> std::int64_t {
    SQLite::Statement last(database, "SELECT first_item + item_count - 1 FROM commits ORDER BY seq DESC LIMIT 1");
    if (!last.executeStep()) return 0;
    // No leaf is smaller than a digest.
    std::error_code unknown;
    const auto room = static_cast<std::int64_t>(std::filesystem::file_size(file_, unknown) / sizeof(Digest));
    return unknown ? 0 : std::clamp<std::int64_t>(last.getColumn(0).getInt64(), 0, room);
  });
}

std::vector<PersonName> SqliteStore::people() {
  return guarded([](SQLite::Database& database) {
    std::vector<PersonName> people;
    SQLite::Statement rows(database, "SELECT id, name FROM people ORDER BY rowid");
    while (rows.executeStep()) {
      const std::string name = rows.getColumn(1).getString();
      people.push_back({PersonId(rows.getColumn(0).getString()), name, name.empty()});
    }
    return people;
  });
}

/// Lines of the access log after a number.
template <class Visit>
void read_log_after(Statements& statements, std::int64_t number, Visit visit) {
  const auto rows = statements.use(log_after);
  rows->bind(1, number);
  while (rows->executeStep()) visit(rows->getColumn(0).getInt64(), rows->getColumn(1).getString(), bytes_of(rows->getColumn(2)));
}

bool has_log(SQLite::Database& database) { return FileHead(database).version() >= 2; }

std::vector<RefusedAct> SqliteStore::refused_acts() {
  return guarded([&](SQLite::Database& database) {
    std::vector<RefusedAct> acts;
    const SQLite::Transaction reading(database);
    if (has_log(database)) read_log_after(*statements_, 0, [&](std::int64_t number, const std::string& line, const auto&) { acts.push_back(decode_refused_act(line, number)); });
    return acts;
  });
}

void SqliteStore::catch_up_log() {
  if (!has_log(*database_)) return;
  read_log_after(*statements_, head_.log().count, [&](std::int64_t number, const std::string& line, const std::vector<std::uint8_t>& chain) {
    if (number != head_.log().count + 1) return;
    Digest stored;
    if (chain.size() != stored.size()) return head_.follow_refusal(line);
    std::copy(chain.begin(), chain.end(), stored.begin());
    head_.follow_refusal(stored);
  });
}

void SqliteStore::catch_up() {
  {
    const auto rows = statements_->use(commits_after);
    rows->bind(1, head_.heard_seq());
    Commit commit;
    while (rows->executeStep()) {
      read_commit(*rows, commit);
      head_.hear(commit);
    }
  }
  head_.follow_heard();
  catch_up_log();
  const auto last = statements_->use("SELECT seq, root FROM commits ORDER BY seq DESC LIMIT 1");
  const bool any = last->executeStep();
  const Digest root = head_.root();
  const bool agrees = any ? last->getColumn(0).getInt64() == head_.seq() &&
                                bytes_of(last->getColumn(1)) == std::vector<std::uint8_t>(root.begin(), root.end())
                          : head_.seq() == 0;
  if (agrees) return;
  throw LedgerError(ErrorCode::ledger_altered,
                    name() + ": what stands after commit " + std::to_string(head_.seq()) +
                        " does not follow from what was read before; nothing is written to it. Run verify",
                    "台账内容前后不衔接，已停止写入，请先核验", about_file(name(), "altered"));
}

/// Page by page into a file of another name, all pages in one step: nobody writes meanwhile, we stand in line.
Verification SqliteStore::backup(const path& file) {
  check_usable();
  if (turn_taken_) refuse_second_turn();
  const NewFile made(file);
  const TakenPlace taken(line_);
  return guarded([&](SQLite::Database& database) {
    {
      SQLite::Database copy(made.part().string(), SQLite::OPEN_READWRITE);
      copy.exec("PRAGMA synchronous = EXTRA");
      SQLite::Backup(copy, database).executeStep(-1);
    }
    Verification found = verify_sqlite_store(made.part());
    const bool readable = found.verdict != Verification::Verdict::unreadable;
    if (!found.is_sound() || found.commit_count != commit_count())
      throw LedgerError(readable ? ErrorCode::ledger_altered : ErrorCode::ledger_unreadable, name() + ": the copy does not verify, so there is none: " + found.sentence,
                        "备份核验未通过，未生成备份：" + found.chinese, about_file(name(), std::string(verdict_name(found.verdict))));
    made.finish();
    return found;
  });
}

/// In line, then in the transaction; leaves both when it goes.
class SqliteStore::SqliteTurn final : public Turn {
 public:
  explicit SqliteTurn(SqliteStore& store) : store_(store) {
    store_.line_.enter();
    try {
      store_.guarded([&](SQLite::Database& database) {
        transaction_ = std::make_unique<SQLite::Transaction>(database, SQLite::TransactionBehavior::IMMEDIATE);
        store_.catch_up();
      });
    } catch (...) {
      transaction_.reset();
      store_.line_.leave();
      throw;
    }
    store_.turn_taken_ = true;
  }

  SqliteTurn(const SqliteTurn&) = delete;
  SqliteTurn& operator=(const SqliteTurn&) = delete;

  ~SqliteTurn() override {
    if (store_.is_forked()) {
      static_cast<void>(transaction_.release());
      return;
    }
    transaction_.reset();
    store_.line_.leave();
    store_.turn_taken_ = false;
  }

  Checkpoint append(const CommitHeader& header, const std::vector<Fact>& facts,
                    const std::vector<PersonName>& new_people) override {
    store_.check_usable();
    if (!transaction_) refuse_second_turn();
    check_people(new_people);
    Head::Next next = store_.head_.next(header, facts);
    const Commit& commit = next.commit;
    check_size(commit);
    attempt([&] {
      bring_up_to_date(*store_.database_);
      for (const PersonName& person : new_people) write(person);
      insert(commit);
      read_back(commit);
    });
    finish();
    store_.head_.follow(std::move(next));
    return store_.head_.checkpoint();
  }

  void refuse(const RefusedAct& act) override {
    store_.check_usable();
    if (!transaction_) refuse_second_turn();
    const std::string line = encode(act);
    attempt([&] { write_refusal(line); });
    finish();
    store_.head_.follow_refusal(line);
  }

  void erase(const PersonId& id) {
    store_.guarded([&](SQLite::Database& database) {
      SQLite::Statement row(database, "UPDATE people SET name = '', salt = ? WHERE id = ?");
      const Digest salt = salt_of(store_.birth_, id.text(), "");
      row.bind(1, salt.data(), static_cast<int>(salt.size()));
      row.bind(2, id.text());
      if (row.exec() == 0) refuse_unknown_person(id);
    });
    finish();
  }

 private:
  /// Writes within the transaction, or takes it back whole.
  template <class Write>
  void attempt(Write writes) {
    try {
      writes();
    } catch (const SQLite::Exception& wrong) {
      const auto told = refusal_of(wrong, store_.name());
      transaction_.reset();
      raise(told);
    } catch (...) {
      transaction_.reset();
      throw;
    }
  }

  void write_refusal(const std::string& line) {
    SQLite::Database& database = *store_.database_;
    bring_up_to_date(database);
    const AccessLogHead& log = store_.head_.log();
    insert_refusal(database, {log.count + 1, access_log_next(log.chain, line)}, line);
    bool same = false;
    read_log_after(*store_.statements_, log.count, [&](std::int64_t number, const std::string& stored, const auto&) { same = number == log.count + 1 && stored == line; });
    if (!same) refuse_read_back();
  }

  void check_size(const Commit& commit) const {
    if (commit.text.size() + commit.leaves.size() < longest_value) return;
    throw LedgerError(ErrorCode::bad_fact,
                      "a commit of " + std::to_string(commit.item_count) + " items and " +
                          std::to_string(commit.text.size()) + " bytes is too long; the longest has " +
                          std::to_string(longest_value) + " bytes. Split it",
                      "一次提交的内容过多，请分次提交", about_file(store_.name()));
  }

  void write(const PersonName& person) {
    SQLite::Statement known(*store_.database_, "SELECT 1 FROM people WHERE id = ?");
    known.bind(1, person.id.text());
    if (known.executeStep()) refuse_known_person(person.id);
    const Digest salt = salt_of(store_.birth_, person.id.text(), person.name);
    SQLite::Statement row(*store_.database_, "INSERT INTO people (id, name, salt) VALUES (?, ?, ?)");
    row.bind(1, person.id.text());
    row.bind(2, person.name);
    row.bind(3, salt.data(), static_cast<int>(salt.size()));
    row.exec();
  }

  void insert(const Commit& commit) {
    const auto row = store_.statements_->use(insert_commit);
    bind(*row, commit);
    row->exec();
  }

  void read_back(const Commit& commit) {
    const auto rows = store_.statements_->use(commits_after);
    rows->bind(1, commit.seq - 1);
    if (!rows->executeStep() || !holds(*rows, commit)) refuse_read_back();
  }

  [[noreturn]] void refuse_read_back() const {
    throw LedgerError(ErrorCode::ledger_unreadable, store_.name() + ": what was written does not read back the same; "
                      "nothing was committed", "写入后读回不一致，本次未提交", about_file(store_.name()));
  }

  /// Commits. A reader in the way leaves the transaction whole, so it can be taken back; after any other failure
  /// nobody knows what the disk holds until it is opened again.
  void finish() {
    try {
      transaction_->commit();
    } catch (const SQLite::Exception& wrong) {
      const auto told = refusal_of(wrong, store_.name());
      const bool taken_back = wrong.getErrorCode() == SQLITE_BUSY;
      transaction_.reset();
      if (taken_back) raise(told);
      store_.statements_.reset();
      store_.database_.reset();
      throw LedgerError(told.code(), std::string(told.what()) +
                        ". Whether the commit stands is unknown: open the ledger again and look",
                        told.chinese() + "。写入结果不明，请重新打开台账核对", told.context());
    }
    transaction_.reset();
  }

  SqliteStore& store_;
  std::unique_ptr<SQLite::Transaction> transaction_;
};

std::unique_ptr<Turn> SqliteStore::take_turn() {
  check_usable();
  if (turn_taken_) refuse_second_turn();
  if (sqlite3_db_readonly(database_->getHandle(), "main") != 0) {
    throw LedgerError(ErrorCode::ledger_read_only, name() + " can only be read: the file or its file system forbids "
                      "writing", "台账只能读取，不能写入：" + name(), about_file(name(), "read only"));
  }
  return std::make_unique<SqliteTurn>(*this);
}

void SqliteStore::erase_person(const PersonId& id) {
  const auto turn = take_turn();
  static_cast<SqliteTurn&>(*turn).erase(id);
}

}  // namespace
}  // namespace ledger

std::unique_ptr<Store> create_sqlite_store(const std::filesystem::path& file, const LedgerBirth& birth) {
  ledger::check_birth(birth);
  ledger::refuse_network_place(file);
  ledger::make_new_file(file);
  try {
    ledger::lay_out(file, birth);
    ledger::make_name_durable(file);
    return std::make_unique<ledger::SqliteStore>(file);
  } catch (const SQLite::Exception& wrong) {
    std::filesystem::remove(file);
    ledger::raise(ledger::refusal_of(wrong, file.string()));
  } catch (...) {
    std::filesystem::remove(file);
    throw;
  }
}

std::unique_ptr<Store> open_sqlite_store(const std::filesystem::path& file) {
  return std::make_unique<ledger::SqliteStore>(file);
}

}  // namespace bihuan
