// The ledger file. Settings, order of settings and limits follow what was measured: synchronous before journal_mode,
// a rollback journal that is truncated, and a line to wait in before SQLite's own lock.
#include "ledger/head.hpp"
#include "ledger/place.hpp"
#include "ledger/refusal.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <map>
#include <optional>

namespace bihuan {

namespace {

using ledger::about_file;
using std::filesystem::path;

constexpr std::int64_t our_application = 0x42484E31;  // "BHN1"
constexpr std::int64_t our_version = 1;
constexpr int busy_milliseconds = 30'000;
constexpr int longest_value = 64 << 20;  // bytes; a commit of 300 000 facts of 200 bytes

/// What stands in the file, word for word: whoever changes it changes the file format.
struct Definition {
  const char* type;
  const char* name;
  const char* table;
  const char* sql;
};

constexpr Definition definitions[] = {
    {"table", "ledger", "ledger", "CREATE TABLE ledger (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT"},
    {"table", "commits", "commits",
     "CREATE TABLE commits (seq INTEGER PRIMARY KEY, first_item INTEGER NOT NULL, item_count INTEGER NOT NULL, "
     "text TEXT NOT NULL, leaves BLOB NOT NULL, root BLOB NOT NULL) STRICT"},
    {"table", "people", "people",
     "CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT NOT NULL, salt BLOB NOT NULL) STRICT"},
    {"trigger", "commits_keep", "commits",
     "CREATE TRIGGER commits_keep BEFORE UPDATE ON commits BEGIN "
     "SELECT RAISE(ABORT, 'a commit is never changed'); END"},
    {"trigger", "commits_stay", "commits",
     "CREATE TRIGGER commits_stay BEFORE DELETE ON commits BEGIN "
     "SELECT RAISE(ABORT, 'a commit is never deleted'); END"},
    {"trigger", "commits_continue", "commits",
     "CREATE TRIGGER commits_continue BEFORE INSERT ON commits "
     "WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM commits) OR NEW.first_item IS NOT "
     "coalesce((SELECT first_item + item_count FROM commits ORDER BY seq DESC LIMIT 1), 1) BEGIN "
     "SELECT RAISE(ABORT, 'a commit continues the last one'); END"},
    {"trigger", "ledger_keep", "ledger",
     "CREATE TRIGGER ledger_keep BEFORE UPDATE ON ledger BEGIN "
     "SELECT RAISE(ABORT, 'what a ledger is does not change'); END"},
    {"trigger", "ledger_stay", "ledger",
     "CREATE TRIGGER ledger_stay BEFORE DELETE ON ledger BEGIN "
     "SELECT RAISE(ABORT, 'what a ledger is does not go away'); END"},
    {"trigger", "ledger_once", "ledger",
     "CREATE TRIGGER ledger_once BEFORE INSERT ON ledger WHEN EXISTS (SELECT 1 FROM commits) OR "
     "EXISTS (SELECT 1 FROM ledger WHERE key = NEW.key) BEGIN "
     "SELECT RAISE(ABORT, 'what a ledger is was written once'); END"},
};

/// A refusal for what SQLite reports.
LedgerError refusal(const SQLite::Exception& wrong, const std::string& file) {
  const std::string said = wrong.getErrorStr();
  const auto context = about_file(file, said);
  switch (wrong.getErrorCode()) {
    case SQLITE_FULL:
      return {ErrorCode::storage_full, file + ": no space is left for the commit; free some and write again",
              "存储空间已满，本次未写入：" + file, context};
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return {ErrorCode::ledger_read_only, file + " can only be read here (" + said + ")", "台账只能读取：" + file,
              context};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::conflict, file + ": another program held the ledger for more than 30 s; try again",
              "台账被其他程序占用，请稍后再试：" + file, context};
    case SQLITE_NOTADB:
      return {ErrorCode::ledger_foreign, file + " is no ledger of bihuan", "不是台账文件：" + file, context};
    default:
      return {ErrorCode::ledger_unreadable, file + " cannot be read or written: " + said, "台账无法读写：" + file,
              context};
  }
}

/// Throws the refusal; a busy ledger as what it is, a conflict.
[[noreturn]] void raise(const LedgerError& told) {
  if (told.code() == ErrorCode::conflict) throw Conflict(told.code(), told.what(), told.chinese(), told.context());
  throw told;
}

/// The first hundred bytes of the file, read through SQLite's own descriptor: opening the file a second time and
/// closing it would drop this process's locks on it.
struct FileHead {
  std::int64_t size = 0;
  std::array<std::uint8_t, 100> bytes{};

  explicit FileHead(SQLite::Database& database) {
    sqlite3_file* file = nullptr;
    sqlite3_file_control(database.getHandle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (!file || !file->pMethods) return;
    sqlite3_int64 length = 0;
    if (file->pMethods->xFileSize(file, &length) != SQLITE_OK || length < 100) return;
    if (file->pMethods->xRead(file, bytes.data(), static_cast<int>(bytes.size()), 0) == SQLITE_OK) size = length;
  }

  std::int64_t number(std::size_t at, std::size_t width) const {
    std::int64_t value = 0;
    for (std::size_t i = 0; i < width; ++i) value = value << 8 | bytes[at + i];
    return value;
  }

  // Offsets: "The Database Header" of SQLite's file format.
  bool is_sqlite() const { return size > 0 && std::memcmp(bytes.data(), "SQLite format 3", 16) == 0; }
  std::int64_t application() const { return number(68, 4); }
  std::int64_t version() const { return number(60, 4); }
  bool is_cut() const {
    const std::int64_t page = number(16, 2) == 1 ? 65536 : number(16, 2);
    return is_sqlite() && number(28, 4) * page > size;
  }
};

/// To be asked while reading, when no writer is half way. SQLite itself fills a short last page with zeros.
LedgerError cut(const std::string& file) {
  return {ErrorCode::ledger_unreadable, file + " was cut: it is shorter than it says of itself",
          "台账文件不完整，尾部缺失：" + file, about_file(file, "cut")};
}

/// Before SQLite parses a byte of it: is it ours, and of a version we read?
void check_kind(SQLite::Database& database, const std::string& file) {
  const FileHead head(database);
  if (!head.is_sqlite() || head.application() != our_application || head.version() < 1) {
    throw LedgerError(ErrorCode::ledger_foreign,
                      file + " is no ledger of bihuan" + (head.size == 0 ? ": it is empty or nearly so" : ""),
                      "不是台账文件：" + file, about_file(file));
  }
  if (head.version() > our_version) {
    throw LedgerError(ErrorCode::ledger_newer,
                      file + " is a ledger of version " + std::to_string(head.version()) + "; this library reads " +
                          std::to_string(our_version) + ". Use a newer version of bihuan",
                      "台账由较新版本的程序建立，请升级：" + file,
                      about_file(file, "version " + std::to_string(head.version())));
  }
}

[[noreturn]] void refuse_setting(const std::string& file, const std::string& setting, const std::string& got) {
  throw LedgerError(ErrorCode::ledger_unreadable,
                    file + ": SQLite did not take the setting " + setting + " (it says \"" + got +
                        "\"); without it the ledger is not safe to use",
                    "SQLite 设置未生效，不能安全使用：" + setting, about_file(file, setting));
}

/// Settings against hostile files.
void harden(SQLite::Database& database, const std::string& file) {
  constexpr std::pair<int, int> switches[] = {
      {SQLITE_DBCONFIG_DEFENSIVE, 1},          {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0}, {SQLITE_DBCONFIG_DQS_DML, 0},
      {SQLITE_DBCONFIG_DQS_DDL, 0},            {SQLITE_DBCONFIG_ENABLE_TRIGGER, 1}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
      {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0}};
  for (const auto& [name, wanted] : switches) {
    int got = -1;
    sqlite3_db_config(database.getHandle(), name, wanted, &got);
    if (got != wanted) refuse_setting(file, "db_config " + std::to_string(name), std::to_string(got));
  }
  constexpr std::pair<int, int> limits[] = {
      {SQLITE_LIMIT_LENGTH, longest_value},  {SQLITE_LIMIT_SQL_LENGTH, 100'000}, {SQLITE_LIMIT_COLUMN, 100},
      {SQLITE_LIMIT_EXPR_DEPTH, 50},         {SQLITE_LIMIT_COMPOUND_SELECT, 10}, {SQLITE_LIMIT_VDBE_OP, 250'000},
      {SQLITE_LIMIT_ATTACHED, 0},            {SQLITE_LIMIT_VARIABLE_NUMBER, 1000},
      {SQLITE_LIMIT_TRIGGER_DEPTH, 10}};
  for (const auto& [name, limit] : limits) sqlite3_limit(database.getHandle(), name, limit);
}

struct Setting {
  const char* set;  // nullptr: only checked
  const char* ask;
  const char* expected;
};

// The order matters: synchronous first, or the unlinking of the first journal is not durable.
constexpr Setting settings[] = {
    {"PRAGMA synchronous = EXTRA", "PRAGMA synchronous", "3"},
    {"PRAGMA journal_mode = TRUNCATE", "PRAGMA journal_mode", "truncate"},
    {"PRAGMA locking_mode = NORMAL", "PRAGMA locking_mode", "normal"},
    {"PRAGMA recursive_triggers = ON", "PRAGMA recursive_triggers", "1"},
    {"PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", "1"},
    {"PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", "0"},
    {"PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", "1"},
    {"PRAGMA mmap_size = 0", "PRAGMA mmap_size", "0"},
    {"PRAGMA secure_delete = ON", "PRAGMA secure_delete", "1"},
    {"PRAGMA temp_store = MEMORY", "PRAGMA temp_store", "2"},
    {nullptr, "PRAGMA busy_timeout", "30000"},
    {nullptr, "PRAGMA auto_vacuum", "0"},
    {nullptr, "PRAGMA encoding", "UTF-8"},
};

void apply_settings(SQLite::Database& database, const std::string& file) {
  for (const Setting& setting : settings) {
    if (setting.set) database.exec(setting.set);
    SQLite::Statement question(database, setting.ask);
    const std::string got = question.executeStep() ? question.getColumn(0).getString() : "nothing";
    if (got != setting.expected) refuse_setting(file, setting.set ? setting.set : setting.ask, got);
  }
}

/// After opening, only this may be done to the file, whatever text of SQL might ever get in.
int allow(void*, int action, const char* first, const char* second, const char*, const char*) {
  const std::string_view subject = first ? first : "";
  const bool ours = subject == "commits" || subject == "people" || subject == "ledger";
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_TRANSACTION: return SQLITE_OK;
    case SQLITE_READ: return ours ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_INSERT: return subject == "commits" || subject == "people" ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_UPDATE: return subject == "people" ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_FUNCTION: {
      const std::string_view function = second ? second : "";
      return function == "max" || function == "coalesce" ? SQLITE_OK : SQLITE_DENY;
    }
    default: return SQLITE_DENY;
  }
}

/// What differs between the tables and guards in the file and ours; empty when nothing does.
std::string changed_definition(SQLite::Database& database, bool tables_only) {
  std::map<std::string, std::array<std::string, 3>> found;
  SQLite::Statement rows(database, "SELECT type, name, tbl_name, sql FROM sqlite_schema");
  while (rows.executeStep()) {
    const std::string name = rows.getColumn(1).getString();
    if (name.starts_with("sqlite_autoindex_") && rows.getColumn(3).isNull()) continue;
    found[name] = {rows.getColumn(0).getString(), rows.getColumn(2).getString(), rows.getColumn(3).getString()};
  }
  for (const Definition& ours : definitions) {
    const std::string thing = std::string(ours.type) + " " + ours.name;
    const auto theirs = found.find(ours.name);
    if (tables_only && std::string_view(ours.type) != "table") continue;
    if (theirs == found.end()) return thing + " is missing";
    if (theirs->second != std::array<std::string, 3>{ours.type, ours.table, ours.sql}) return thing + " was changed";
    found.erase(theirs);
  }
  if (tables_only || found.empty()) return {};
  return found.begin()->second[0] + " " + found.begin()->first + " was added";
}

std::string zone_text(int minutes) {
  const int size = minutes < 0 ? -minutes : minutes;
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return (minutes < 0 ? "-" : "+") + two(size / 60) + ":" + two(size % 60);
}

/// Reads what `zone_text` writes, and nothing else.
std::optional<int> zone_minutes(const std::string& text) {
  const auto digits = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  if (text.size() != 6) return std::nullopt;
  const int minutes = (text[0] == '-' ? -1 : 1) * (digits(1) * 60 + digits(4));
  return zone_text(minutes) == text ? std::optional(minutes) : std::nullopt;
}

LedgerBirth read_birth(SQLite::Database& database, const std::string& file) {
  std::map<std::string, std::string> values;
  SQLite::Statement rows(database, "SELECT key, value FROM ledger");
  while (rows.executeStep()) values[rows.getColumn(0).getString()] = rows.getColumn(1).getString();
  try {
    const auto zone = zone_minutes(values["zone"]);
    const LedgerBirth birth{values["id"], zone.value_or(0), Instant::parse(values["created_at"])};
    ledger::check_birth(birth);
    if (zone && values["hash"] == "sha256" && birth.created_at.text() == values["created_at"]) return birth;
  } catch (const Error&) {  // told below
  }
  throw LedgerError(ErrorCode::ledger_altered, file + ": the table ledger does not say what every ledger says of itself "
                    "(id, hash sha256, zone, created_at)", "台账自述信息已被改动：" + file, about_file(file));
}

std::vector<std::uint8_t> bytes_of(const SQLite::Column& column) {
  const auto* first = static_cast<const std::uint8_t*>(column.getBlob());
  return first ? std::vector<std::uint8_t>(first, first + column.getBytes()) : std::vector<std::uint8_t>{};
}

Commit read_commit(SQLite::Statement& row) {
  Commit commit;
  commit.seq = row.getColumn(0).getInt64();
  commit.first_item = row.getColumn(1).getInt64();
  commit.item_count = row.getColumn(2).getInt64();
  commit.text = row.getColumn(3).getString();
  commit.leaves = bytes_of(row.getColumn(4));
  const auto root = bytes_of(row.getColumn(5));
  // A root of another length can equal none; neither does one of zeros.
  if (root.size() == commit.root.size()) std::copy(root.begin(), root.end(), commit.root.begin());
  return commit;
}

constexpr const char* commits_after =
    "SELECT seq, first_item, item_count, text, leaves, root FROM commits WHERE seq > ? ORDER BY seq";

/// A connection with the gate passed and the file hardened; no setting is made that writes.
std::unique_ptr<SQLite::Database> connect(const path& file) {
  std::error_code unknown;
  if (!std::filesystem::exists(file, unknown)) {
    throw LedgerError(ErrorCode::no_ledger, "there is no ledger " + file.string(), "台账不存在：" + file.string(),
                      about_file(file.string()));
  }
  if (!std::filesystem::is_regular_file(file, unknown)) {
    throw LedgerError(ErrorCode::ledger_foreign, file.string() + " is no file, so it is no ledger",
                      "不是台账文件：" + file.string(), about_file(file.string()));
  }
  ledger::refuse_network_place(file);
  auto database = std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READWRITE, busy_milliseconds);
  harden(*database, file.string());
  return database;
}

class SqliteStore final : public Store {
 public:
  explicit SqliteStore(const path& file)
      : file_(std::filesystem::absolute(file)), process_(::getpid()), line_(std::filesystem::weakly_canonical(file_)), head_({}) {
    try {
      database_ = connect(file_);
      check_kind(*database_, name());
      apply_settings(*database_, name());
      const SQLite::Transaction reading(*database_);
      const std::string changed = changed_definition(*database_, false);
      if (!changed.empty()) refuse_definition(changed);
      if (FileHead(*database_).is_cut()) raise(cut(name()));
      birth_ = read_birth(*database_, name());
    } catch (const SQLite::Exception& wrong) {
      raise(refusal(wrong, name()));
    }
    head_ = ledger::Head(birth_.id);
    sqlite3_set_authorizer(database_->getHandle(), &allow, nullptr);
  }

  SqliteStore(const SqliteStore&) = delete;
  SqliteStore& operator=(const SqliteStore&) = delete;

  ~SqliteStore() override {
    if (!is_forked()) return;
    // The parent's connection: closing it here could take back what the parent is writing.
    static_cast<void>(database_.release());
    line_.abandon();
  }

  const LedgerBirth& birth() const noexcept override { return birth_; }
  void read_after(std::int64_t seq, const std::function<void(const Commit&)>& visit) override;
  std::int64_t commit_count() override;
  std::unique_ptr<Turn> take_turn() override;
  std::vector<PersonName> people() override;
  void erase_person(const PersonId& id) override;

  Verification verify() override {
    check_usable();
    return verify_sqlite_store(file_);
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
      raise(refusal(wrong, name()));
    }
  }

  /// Brings the head to the last commit. Throws LedgerError (ledger_altered).
  void catch_up();

  path file_;
  ::pid_t process_;
  ledger::WaitingLine line_;
  std::unique_ptr<SQLite::Database> database_;
  LedgerBirth birth_;
  ledger::Head head_;
  bool turn_taken_ = false;
};

void SqliteStore::read_after(std::int64_t seq, const std::function<void(const Commit&)>& visit) {
  guarded([&](SQLite::Database& database) {
    SQLite::Statement rows(database, commits_after);
    rows.bind(1, seq);
    while (rows.executeStep()) {
      const Commit commit = read_commit(rows);
      // Reading is not judging: what does not follow is left to `verify` and to the next turn.
      if (commit.seq == head_.seq() + 1) head_.follow(commit);
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

void SqliteStore::catch_up() {
  read_after(head_.seq(), [](const Commit&) {});
  SQLite::Statement last(*database_, "SELECT seq, root FROM commits ORDER BY seq DESC LIMIT 1");
  const bool any = last.executeStep();
  const Digest root = head_.root();
  const bool agrees = any ? last.getColumn(0).getInt64() == head_.seq() &&
                                bytes_of(last.getColumn(1)) == std::vector<std::uint8_t>(root.begin(), root.end())
                          : head_.seq() == 0;
  if (agrees) return;
  throw LedgerError(ErrorCode::ledger_altered,
                    name() + ": what stands after commit " + std::to_string(head_.seq()) +
                        " does not follow from what was read before; nothing is written to it. Run verify",
                    "台账内容前后不衔接，已停止写入，请先核验", about_file(name(), "altered"));
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
    if (!transaction_) ledger::refuse_second_turn();
    ledger::check_people(new_people);
    const Commit commit = store_.head_.next(header, facts);
    check_size(commit);
    try {
      for (const PersonName& person : new_people) write(person);
      write(commit);
      read_back(commit);
    } catch (const SQLite::Exception& wrong) {
      const auto told = refusal(wrong, store_.name());
      transaction_.reset();
      raise(told);
    } catch (...) {
      transaction_.reset();
      throw;
    }
    finish();
    store_.head_.follow(commit);
    return store_.head_.checkpoint();
  }

  void erase(const PersonId& id) {
    store_.guarded([&](SQLite::Database& database) {
      SQLite::Statement row(database, "UPDATE people SET name = '', salt = ? WHERE id = ?");
      const Digest nothing{};
      row.bind(1, nothing.data(), static_cast<int>(nothing.size()));
      row.bind(2, id.text());
      if (row.exec() == 0) ledger::refuse_unknown_person(id);
    });
    finish();
  }

 private:
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
    if (known.executeStep()) ledger::refuse_known_person(person.id);
    // Nothing of form 1 is keyed by the salt, so it is derived, and equal input gives an equal file. A form that hides
    // an attribute behind it has to draw it at random.
    const Digest salt = sha256(store_.birth_.id + '\n' + person.id.text() + '\n' + store_.birth_.created_at.text());
    SQLite::Statement row(*store_.database_, "INSERT INTO people (id, name, salt) VALUES (?, ?, ?)");
    row.bind(1, person.id.text());
    row.bind(2, person.name);
    row.bind(3, salt.data(), static_cast<int>(salt.size()));
    row.exec();
  }

  void write(const Commit& commit) {
    SQLite::Statement row(*store_.database_,
                          "INSERT INTO commits (seq, first_item, item_count, text, leaves, root) VALUES (?, ?, ?, ?, ?, ?)");
    row.bind(1, commit.seq);
    row.bind(2, commit.first_item);
    row.bind(3, commit.item_count);
    row.bind(4, commit.text);
    row.bind(5, commit.leaves.data(), static_cast<int>(commit.leaves.size()));
    row.bind(6, commit.root.data(), static_cast<int>(commit.root.size()));
    row.exec();
  }

  void read_back(const Commit& commit) {
    SQLite::Statement rows(*store_.database_, commits_after);
    rows.bind(1, commit.seq - 1);
    bool same = rows.executeStep();
    if (same) {
      const Commit stored = read_commit(rows);
      same = stored.seq == commit.seq && stored.first_item == commit.first_item &&
             stored.item_count == commit.item_count && stored.text == commit.text && stored.leaves == commit.leaves &&
             stored.root == commit.root && leaves_of(stored.text).size() == static_cast<std::size_t>(commit.item_count);
    }
    if (same) return;
    throw LedgerError(ErrorCode::ledger_unreadable, store_.name() + ": what was written does not read back the same; "
                      "nothing was committed", "写入后读回不一致，本次未提交", about_file(store_.name()));
  }

  /// Commits. A reader in the way leaves the transaction whole, so it can be taken back; after any other failure
  /// nobody knows what the disk holds until it is opened again.
  void finish() {
    try {
      transaction_->commit();
    } catch (const SQLite::Exception& wrong) {
      const auto told = refusal(wrong, store_.name());
      const bool taken_back = wrong.getErrorCode() == SQLITE_BUSY;
      transaction_.reset();
      if (taken_back) raise(told);
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
  if (turn_taken_) ledger::refuse_second_turn();
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

void write_birth(SQLite::Database& database, const LedgerBirth& birth) {
  const std::pair<const char*, std::string> values[] = {{"id", birth.id}, {"hash", "sha256"},
      {"zone", zone_text(birth.zone_minutes)}, {"created_at", birth.created_at.text()}};
  for (const auto& [key, value] : values) {
    SQLite::Statement row(database, "INSERT INTO ledger (key, value) VALUES (?, ?)");
    row.bind(1, key);
    row.bind(2, value);
    row.exec();
  }
}

/// The tables, the guards and the marks by which `file` and we know a ledger, all or none.
void lay_out(const path& file, const LedgerBirth& birth) {
  const auto database = connect(file);
  apply_settings(*database, file.string());
  SQLite::Transaction transaction(*database, SQLite::TransactionBehavior::IMMEDIATE);
  for (const Definition& definition : definitions) database->exec(definition.sql);
  write_birth(*database, birth);
  database->exec("PRAGMA application_id = 0x42484E31");
  database->exec("PRAGMA user_version = 1");
  transaction.commit();
}

Verification unreadable(const Verifier& so_far, const std::string& english, const std::string& chinese) {
  Verification found = so_far.result();
  found.verdict = Verification::Verdict::unreadable;
  found.sentence = english;
  found.chinese = chinese;
  return found;
}

/// What stopped the reading: a file that was cut is called so, anything else is unreadable.
Verification broken_off(const Verifier& so_far, const LedgerError& wrong) {
  Verification found = unreadable(so_far, wrong.what(), wrong.chinese());
  if (wrong.context().state == "cut") {
    found.verdict = Verification::Verdict::truncated;
    return found;
  }
  found.bad_commit = so_far.next_commit();
  found.bad_item = so_far.next_item();
  found.sentence += "; reading broke off before item " + std::to_string(found.bad_item);
  found.chinese += "；读到第" + std::to_string(found.bad_item) + "条记录之前中断";
  return found;
}

Verification altered(const Verifier& so_far, const std::string& changed) {
  Verification found = so_far.result();
  found.verdict = Verification::Verdict::altered;
  found.sentence = "the " + std::to_string(found.checkpoint.size) + " items read are what was written, but " + changed;
  found.chinese = "已读的" + std::to_string(found.checkpoint.size) + "条记录完好，但台账结构已被改动：" + changed;
  return found;
}

Verification read_all(SQLite::Database& database, const std::string& file, Verifier& verifier) {
  const std::string changed_table = changed_definition(database, true);
  if (!changed_table.empty()) return altered(verifier, changed_table);
  verifier = Verifier(read_birth(database, file).id);
  SQLite::Statement rows(database, commits_after);
  rows.bind(1, std::int64_t{INT64_MIN});
  while (rows.executeStep()) {
    if (!verifier.check(read_commit(rows))) return verifier.result();
  }
  const std::string changed = changed_definition(database, false);
  if (!changed.empty()) return altered(verifier, changed);
  SQLite::Statement check(database, "PRAGMA quick_check(1)");
  const std::string said = check.executeStep() ? check.getColumn(0).getString() : "nothing";
  if (said == "ok") return verifier.result();
  return unreadable(verifier, file + " is damaged around its items, which are what was written: " + said,
                    "记录完好，但台账文件有损坏：" + file);
}

/// One look at the whole file; writers wait for it.
Verification verify_once(const path& file) {
  Verifier verifier("");
  try {
    const auto database = connect(file);
    check_kind(*database, file.string());
    try {
      database->exec("PRAGMA query_only = ON");
      const SQLite::Transaction reading(*database);
      const Verification found = read_all(*database, file.string(), verifier);
      const bool intact = found.verdict == Verification::Verdict::intact;
      if (intact && FileHead(*database).is_cut()) throw cut(file.string());
      return found;
    } catch (const SQLite::Exception& wrong) {
      throw FileHead(*database).is_cut() ? cut(file.string()) : refusal(wrong, file.string());
    }
  } catch (const SQLite::Exception& wrong) {
    return broken_off(verifier, refusal(wrong, file.string()));
  } catch (const LedgerError& wrong) {
    if (wrong.code() == ErrorCode::ledger_altered) return altered(verifier, wrong.what());
    return broken_off(verifier, wrong);
  }
}

}  // namespace

std::unique_ptr<Store> create_sqlite_store(const path& file, const LedgerBirth& birth) {
  ledger::check_birth(birth);
  ledger::refuse_network_place(file);
  ledger::make_new_file(file);
  try {
    lay_out(file, birth);
    ledger::make_name_durable(file);
    return std::make_unique<SqliteStore>(file);
  } catch (const SQLite::Exception& wrong) {
    std::filesystem::remove(file);
    raise(refusal(wrong, file.string()));
  } catch (...) {
    std::filesystem::remove(file);
    throw;
  }
}

std::unique_ptr<Store> open_sqlite_store(const path& file) { return std::make_unique<SqliteStore>(file); }

Verification verify_sqlite_store(const path& file) {
  Verification found = verify_once(file);
  // A fault on the way is not a fault of the file: look a second time before saying so.
  if (found.verdict == Verification::Verdict::unreadable) found = verify_once(file);
  return found;
}

}  // namespace bihuan
