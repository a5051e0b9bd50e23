// The gate of a ledger file. Settings, order of settings and limits follow what was measured: synchronous before
// journal_mode, a rollback journal that is truncated.
#include "ledger/sqlite/file.hpp"

#include "ledger/head.hpp"
#include "ledger/place.hpp"

#include <cstring>
#include <map>
#include <optional>

namespace bihuan::ledger {

using std::filesystem::path;

namespace {

constexpr std::int64_t our_application = 0x42484E31;  // "BHN1"
constexpr int busy_milliseconds = 30'000;

/// What stands in the file, word for word: whoever changes it changes the file format.
struct Definition {
  std::int64_t since;  // the version that brought it
  const char* type;
  const char* name;
  const char* table;
  const char* sql;
};

constexpr Definition definitions[] = {
    {1, "table", "ledger", "ledger", "CREATE TABLE ledger (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT"},
    {1, "table", "commits", "commits",
     "CREATE TABLE commits (seq INTEGER PRIMARY KEY, first_item INTEGER NOT NULL, item_count INTEGER NOT NULL, "
     "text TEXT NOT NULL, leaves BLOB NOT NULL, root BLOB NOT NULL) STRICT"},
    {1, "table", "people", "people",
     "CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT NOT NULL, salt BLOB NOT NULL) STRICT"},
    {1, "trigger", "commits_keep", "commits",
     "CREATE TRIGGER commits_keep BEFORE UPDATE ON commits BEGIN "
     "SELECT RAISE(ABORT, 'a commit is never changed'); END"},
    {1, "trigger", "commits_stay", "commits",
     "CREATE TRIGGER commits_stay BEFORE DELETE ON commits BEGIN "
     "SELECT RAISE(ABORT, 'a commit is never deleted'); END"},
    {1, "trigger", "commits_continue", "commits",
     "CREATE TRIGGER commits_continue BEFORE INSERT ON commits "
     "WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM commits) OR NEW.first_item IS NOT "
     "coalesce((SELECT first_item + item_count FROM commits ORDER BY seq DESC LIMIT 1), 1) BEGIN "
     "SELECT RAISE(ABORT, 'a commit continues the last one'); END"},
    {1, "trigger", "ledger_keep", "ledger",
     "CREATE TRIGGER ledger_keep BEFORE UPDATE ON ledger BEGIN "
     "SELECT RAISE(ABORT, 'what a ledger is does not change'); END"},
    {1, "trigger", "ledger_stay", "ledger",
     "CREATE TRIGGER ledger_stay BEFORE DELETE ON ledger BEGIN "
     "SELECT RAISE(ABORT, 'what a ledger is does not go away'); END"},
    {1, "trigger", "ledger_once", "ledger",
     "CREATE TRIGGER ledger_once BEFORE INSERT ON ledger WHEN EXISTS (SELECT 1 FROM commits) OR "
     "EXISTS (SELECT 1 FROM ledger WHERE key = NEW.key) BEGIN "
     "SELECT RAISE(ABORT, 'what a ledger is was written once'); END"},
    {2, "table", "refusals", "refusals",
     "CREATE TABLE refusals (number INTEGER PRIMARY KEY, line TEXT NOT NULL, chain BLOB NOT NULL) STRICT"},
    {2, "trigger", "refusals_keep", "refusals",
     "CREATE TRIGGER refusals_keep BEFORE UPDATE ON refusals BEGIN "
     "SELECT RAISE(ABORT, 'what was refused is never changed'); END"},
    {2, "trigger", "refusals_stay", "refusals",
     "CREATE TRIGGER refusals_stay BEFORE DELETE ON refusals BEGIN "
     "SELECT RAISE(ABORT, 'what was refused is never deleted'); END"},
    {2, "trigger", "refusals_continue", "refusals",
     "CREATE TRIGGER refusals_continue BEFORE INSERT ON refusals "
     "WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM refusals) BEGIN "
     "SELECT RAISE(ABORT, 'a refusal continues the last one'); END"},
};

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

/// After opening, only this may be done to the file, whatever text of SQL might ever get in.
int allow(void*, int action, const char* first, const char* second, const char*, const char*) {
  const std::string_view subject = first ? first : "";
  const bool ours = subject == "commits" || subject == "people" || subject == "ledger" || subject == "refusals";
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_TRANSACTION: return SQLITE_OK;
    case SQLITE_READ: return ours ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_INSERT: return ours && subject != "ledger" ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_UPDATE: return subject == "people" ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_FUNCTION: {
      const std::string_view function = second ? second : "";
      return function == "max" || function == "coalesce" ? SQLITE_OK : SQLITE_DENY;
    }
    default: return SQLITE_DENY;
  }
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

/// Over what no commit repeats. (Each header carries the id.) It tells of damage; whoever knows the rule can write by it.
std::string check_of(const LedgerBirth& birth) { return hex(sha256(zone_text(birth.zone_minutes) + '\n' + birth.created_at.text())); }

void write_birth(SQLite::Database& database, const LedgerBirth& birth) {
  const std::pair<const char*, std::string> values[] = {{"id", birth.id}, {"hash", "sha256"},
      {"zone", zone_text(birth.zone_minutes)}, {"created_at", birth.created_at.text()}, {"check", check_of(birth)}};
  for (const auto& [key, value] : values) {
    SQLite::Statement row(database, "INSERT INTO ledger (key, value) VALUES (?, ?)");
    row.bind(1, key);
    row.bind(2, value);
    row.exec();
  }
}

/// Those of one version, or of all after it.
void define(SQLite::Database& database, std::int64_t after) {
  for (const Definition& definition : definitions)
    if (definition.since > after) database.exec(definition.sql);
  database.exec("PRAGMA user_version = " + std::to_string(newest_version));
}

}  // namespace

LedgerError refusal_of(const SQLite::Exception& wrong, const std::string& file) {
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

void raise(const LedgerError& told) {
  if (told.code() == ErrorCode::conflict) throw Conflict(told.code(), told.what(), told.chinese(), told.context());
  throw told;
}

/// To be asked while reading, when no writer is half way. SQLite itself fills a short last page with zeros.
LedgerError cut(const std::string& file) {
  return {ErrorCode::ledger_unreadable, file + " was cut: it is shorter than it says of itself",
          "台账文件不完整，尾部缺失：" + file, about_file(file, "cut")};
}

FileHead::FileHead(SQLite::Database& database) {
  sqlite3_file* file = nullptr;
  sqlite3_file_control(database.getHandle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (!file || !file->pMethods) return;
  sqlite3_int64 length = 0;
  int code = file->pMethods->xFileSize(file, &length);
  if (code == SQLITE_OK && length < 100) return;
  if (code == SQLITE_OK) code = file->pMethods->xRead(file, bytes.data(), static_cast<int>(bytes.size()), 0);
  // A head that cannot be read says nothing of the file: neither that it is foreign nor that it has no tables.
  if (code != SQLITE_OK) throw SQLite::Exception("the head of the file", code);
  size = length;
}

std::int64_t FileHead::number(std::size_t at, std::size_t width) const {
  std::int64_t value = 0;
  for (std::size_t i = 0; i < width; ++i) value = value << 8 | bytes[at + i];
  return value;
}

bool FileHead::is_sqlite() const { return size > 0 && std::memcmp(bytes.data(), "SQLite format 3", 16) == 0; }

bool FileHead::is_cut() const {
  const std::int64_t page = number(16, 2) == 1 ? 65536 : number(16, 2);
  return is_sqlite() && number(28, 4) * page > size;
}

// (A transaction locks with its first read, and this one reads nothing of the tables.)
Reading::Reading(SQLite::Database& database) : transaction_(database) { database.exec("PRAGMA user_version"); }

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
  refuse_network_place(file);
  auto database = std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READWRITE, busy_milliseconds);
  harden(*database, file.string());
  return database;
}

void check_kind(SQLite::Database& database, const std::string& file) {
  const Reading reading(database);
  const FileHead head(database);
  if (!head.is_sqlite() || head.application() != our_application || head.version() < 1) {
    throw LedgerError(ErrorCode::ledger_foreign,
                      file + " is no ledger of bihuan" + (head.size == 0 ? ": it is empty or nearly so" : ""),
                      "不是台账文件：" + file, about_file(file));
  }
  if (head.version() > newest_version) {
    throw LedgerError(ErrorCode::ledger_newer,
                      file + " is a ledger of version " + std::to_string(head.version()) + "; this library reads " +
                          std::to_string(newest_version) + ". Use a newer version of bihuan",
                      "台账由较新版本的程序建立，请升级：" + file,
                      about_file(file, "version " + std::to_string(head.version())));
  }
}

void apply_settings(SQLite::Database& database, const std::string& file) {
  for (const Setting& setting : settings) {
    if (setting.set) database.exec(setting.set);
    SQLite::Statement question(database, setting.ask);
    const std::string got = question.executeStep() ? question.getColumn(0).getString() : "nothing";
    if (got != setting.expected) refuse_setting(file, setting.set ? setting.set : setting.ask, got);
  }
}

void fence(SQLite::Database& database) { sqlite3_set_authorizer(database.getHandle(), &allow, nullptr); }

std::string changed_definition(SQLite::Database& database, std::int64_t version, bool tables_only) {
  std::map<std::string, std::array<std::string, 3>> found;
  SQLite::Statement rows(database, "SELECT type, name, tbl_name, sql FROM sqlite_schema");
  while (rows.executeStep()) {
    const std::string name = rows.getColumn(1).getString();
    if (name.starts_with("sqlite_autoindex_") && rows.getColumn(3).isNull()) continue;
    found[name] = {rows.getColumn(0).getString(), rows.getColumn(2).getString(), rows.getColumn(3).getString()};
  }
  for (const Definition& ours : definitions) {
    if (ours.since > version) continue;
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

void bring_up_to_date(SQLite::Database& database) {
  const std::int64_t version = FileHead(database).version();
  if (version >= newest_version) return;
  sqlite3_set_authorizer(database.getHandle(), nullptr, nullptr);
  try {
    define(database, version);
  } catch (...) {
    fence(database);
    throw;
  }
  fence(database);
}

void lay_out(const path& file, const LedgerBirth& birth) {
  const auto database = connect(file);
  database->exec("PRAGMA page_size = 16384");  // a commit fills many pages; fewer of them cost less
  apply_settings(*database, file.string());
  SQLite::Transaction transaction(*database, SQLite::TransactionBehavior::IMMEDIATE);
  define(*database, 0);
  write_birth(*database, birth);
  database->exec("PRAGMA application_id = 0x42484E31");
  transaction.commit();
}

LedgerBirth read_birth(SQLite::Database& database, const std::string& file) {
  std::map<std::string, std::string> values;
  SQLite::Statement rows(database, "SELECT key, value FROM ledger");
  while (rows.executeStep()) values[rows.getColumn(0).getString()] = rows.getColumn(1).getString();
  try {
    const auto zone = zone_minutes(values["zone"]);
    const LedgerBirth birth{values["id"], zone.value_or(0), Instant::parse(values["created_at"])};
    check_birth(birth);
    const bool checks = values.size() == 4 || (values.size() == 5 && values["check"] == check_of(birth));  // the first version had none
    if (zone && values["hash"] == "sha256" && birth.created_at.text() == values["created_at"] && checks) return birth;
  } catch (const Error&) {  // told below
  }
  throw LedgerError(ErrorCode::ledger_altered, file + ": the table ledger does not say what every ledger says of itself "
                    "(id, hash sha256, zone, created_at)", "台账自述信息已被改动：" + file, about_file(file));
}

Digest salt_of(const LedgerBirth& birth, const std::string& id, const std::string& name) {
  return sha256(birth.id + '\n' + id + '\n' + birth.created_at.text() + '\n' + std::to_string(birth.zone_minutes) + '\n' + name);
}

bool is_as_written(const LedgerBirth& birth, const std::string& id, const std::string& name, std::string_view salt) {
  const auto is = [&](const Digest& digest) { return salt == std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()); };
  // The first version knew nothing of the name, and left nothing where one was erased.
  return is(salt_of(birth, id, name)) || is(name.empty() ? Digest{} : sha256(birth.id + '\n' + id + '\n' + birth.created_at.text()));
}

std::vector<std::uint8_t> bytes_of(const SQLite::Column& column) {
  const auto* first = static_cast<const std::uint8_t*>(column.getBlob());
  return first ? std::vector<std::uint8_t>(first, first + column.getBytes()) : std::vector<std::uint8_t>{};
}

void read_commit(SQLite::Statement& row, Commit& commit) {
  const auto take = [&](int column, auto& bytes) {
    const SQLite::Column stored = row.getColumn(column);
    const auto* first = static_cast<const char*>(stored.getBlob());
    bytes.assign(first, first + (first == nullptr ? 0 : stored.getBytes()));
  };
  commit.seq = row.getColumn(0).getInt64();
  commit.first_item = row.getColumn(1).getInt64();
  commit.item_count = row.getColumn(2).getInt64();
  take(3, commit.text);
  take(4, commit.leaves);
  // A root of another length can equal none; neither does one of zeros.
  commit.root = {};
  const auto root = bytes_of(row.getColumn(5));
  if (root.size() == commit.root.size()) std::copy(root.begin(), root.end(), commit.root.begin());
}

bool holds(SQLite::Statement& row, const Commit& commit) {
  const auto same = [&](int column, const void* bytes, std::size_t size) {
    const SQLite::Column stored = row.getColumn(column);
    return static_cast<std::size_t>(stored.getBytes()) == size && std::memcmp(stored.getBlob(), bytes, size) == 0;
  };
  return row.getColumn(0).getInt64() == commit.seq && row.getColumn(1).getInt64() == commit.first_item &&
         row.getColumn(2).getInt64() == commit.item_count && same(3, commit.text.data(), commit.text.size()) &&
         same(4, commit.leaves.data(), commit.leaves.size()) && same(5, commit.root.data(), commit.root.size());
}

void bind(SQLite::Statement& row, const Commit& commit) {
  row.bind(1, commit.seq);
  row.bind(2, commit.first_item);
  row.bind(3, commit.item_count);
  row.bindNoCopy(4, commit.text);
  row.bindNoCopy(5, commit.leaves.data(), static_cast<int>(commit.leaves.size()));
  row.bind(6, commit.root.data(), static_cast<int>(commit.root.size()));
}

void insert_refusal(SQLite::Database& database, const AccessLogHead& log, const std::string& line) {
  SQLite::Statement row(database, "INSERT INTO refusals (number, line, chain) VALUES (?, ?, ?)");
  row.bind(1, log.count);
  row.bind(2, line);
  row.bind(3, log.chain.data(), static_cast<int>(log.chain.size()));
  row.exec();
}

}  // namespace bihuan::ledger
