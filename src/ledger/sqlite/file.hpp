// ledger/sqlite/file.hpp: a ledger file as SQLite sees it: the gate, the settings, tables and guards, and what a later version adds.
#pragma once

#include "bihuan/error.hpp"
#include "bihuan/ledger/store.hpp"
#include "ledger/refusal.hpp"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <array>
#include <memory>

namespace bihuan::ledger {

/// The version of the tables that this library writes. Version 2 added `refusals`.
constexpr std::int64_t newest_version = 2;
constexpr int longest_value = 64 << 20;  // bytes; a commit of 300 000 facts of 200 bytes

/// A refusal for what SQLite reports.
LedgerError refusal_of(const SQLite::Exception& wrong, const std::string& file);
/// Throws the refusal; a busy ledger as what it is, a conflict.
[[noreturn]] void raise(const LedgerError& told);
/// For a file that is shorter than it says of itself.
LedgerError cut(const std::string& file);

/// The first hundred bytes of the file, read through SQLite's own descriptor: opening the file a second time and
/// closing it would drop this process's locks on it.
struct FileHead {
  std::int64_t size = 0;
  std::array<std::uint8_t, 100> bytes{};

  explicit FileHead(SQLite::Database& database);
  // Offsets: "The Database Header" of SQLite's file format.
  bool is_sqlite() const;
  std::int64_t application() const { return number(68, 4); }
  std::int64_t version() const { return number(60, 4); }
  bool is_cut() const;

 private:
  std::int64_t number(std::size_t at, std::size_t width) const;
};

/// A reading transaction that has its lock from the start. The head of a file may be asked for only under one: before it, a
/// journal that a power cut left is not played back yet, and a writer may be half way.
class Reading {
 public:
  explicit Reading(SQLite::Database& database);

 private:
  SQLite::Transaction transaction_;
};

/// A connection with the file hardened; no setting is made that writes.
std::unique_ptr<SQLite::Database> connect(const std::filesystem::path& file);
/// Before SQLite parses a byte of its tables: is it ours, and of a version we read?
void check_kind(SQLite::Database& database, const std::string& file);
/// Makes the settings and reads each of them back.
void apply_settings(SQLite::Database& database, const std::string& file);
/// From now on only what a store does may be done, whatever text of SQL might ever get in.
void fence(SQLite::Database& database);

/// What differs between the tables and guards in the file and those of its version; empty when nothing does.
std::string changed_definition(SQLite::Database& database, std::int64_t version, bool tables_only);
/// Adds what later versions have, in the caller's transaction. Nothing that is there is touched.
void bring_up_to_date(SQLite::Database& database);
/// The tables, the guards and the marks by which `file` and we know a ledger, all or none.
void lay_out(const std::filesystem::path& file, const LedgerBirth& birth);
/// The salt of a person's row: nothing is keyed by it, so it is derived, and equal input gives an equal file. It tells when a
/// name, an id or what the ledger says of itself was damaged. (A form that hides an attribute behind it has to draw it at random.)
Digest salt_of(const LedgerBirth& birth, const std::string& id, const std::string& name);
/// Whether a row of `people` is as it was written, by this version or an earlier one.
bool is_as_written(const LedgerBirth& birth, const std::string& id, const std::string& name, std::string_view salt);
/// Throws LedgerError (ledger_altered).
LedgerBirth read_birth(SQLite::Database& database, const std::string& file);

constexpr const char* commits_after =
    "SELECT seq, first_item, item_count, text, leaves, root FROM commits WHERE seq > ? ORDER BY seq";
/// Into a commit that was read before, whose room is used again: made anew each time, its texts would leave holes behind.
void read_commit(SQLite::Statement& row, Commit& commit);
/// Whether a row of `commits_after` is the commit, byte for byte.
bool holds(SQLite::Statement& row, const Commit& commit);
constexpr const char* insert_commit = "INSERT INTO commits (seq, first_item, item_count, text, leaves, root) VALUES (?, ?, ?, ?, ?, ?)";
/// Binds a commit to `insert_commit`; its bytes are not copied and must stay until the statement was executed.
void bind(SQLite::Statement& row, const Commit& commit);
void insert_refusal(SQLite::Database& database, const AccessLogHead& log, const std::string& line);
std::vector<std::uint8_t> bytes_of(const SQLite::Column& column);

}  // namespace bihuan::ledger
