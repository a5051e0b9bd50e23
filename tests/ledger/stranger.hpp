// tests/ledger/stranger.hpp: somebody else's connection to a ledger file, with SQLite's default settings.
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <stdexcept>
#include <string>

class Stranger {
 public:
  explicit Stranger(const std::filesystem::path& file) {
    if (sqlite3_open(file.c_str(), &database_) != SQLITE_OK) throw std::runtime_error("cannot open");
  }
  Stranger(const Stranger&) = delete;
  Stranger& operator=(const Stranger&) = delete;
  ~Stranger() { sqlite3_close(database_); }

  /// Whether it was let through.
  bool tries(const std::string& sql) {
    char* said = nullptr;
    const int code = sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, &said);
    said_ = said ? said : "";
    sqlite3_free(said);
    if (sqlite3_get_autocommit(database_) == 0) sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
    return code == SQLITE_OK;
  }

  void does(const std::string& sql) {
    if (!tries(sql)) throw std::runtime_error(sql + ": " + said_);
  }

  std::string asks(const std::string& sql) {
    sqlite3_stmt* row = nullptr;
    sqlite3_prepare_v2(database_, sql.c_str(), -1, &row, nullptr);
    std::string answer;
    if (row && sqlite3_step(row) == SQLITE_ROW && sqlite3_column_text(row, 0)) {
      answer = reinterpret_cast<const char*>(sqlite3_column_text(row, 0));
    }
    sqlite3_finalize(row);
    return answer;
  }

  const std::string& said() const { return said_; }

 private:
  sqlite3* database_ = nullptr;
  std::string said_;
};
