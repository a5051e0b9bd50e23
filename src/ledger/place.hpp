// ledger/place.hpp: where a ledger file may lie, and the side file at which writers wait in line.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace bihuan::ledger {

/// Whether a file system (the magic number of statfs) is one whose locks do not hold between machines.
bool is_network_file_system(std::int64_t magic) noexcept;
/// Throws LedgerError (ledger_unreadable) when the directory lies on a network file system.
void refuse_network_place(const std::filesystem::path& file);

/// Makes an empty file that was not there. Throws LedgerError (ledger_exists, no_ledger, ledger_read_only,
/// storage_full).
void make_new_file(const std::filesystem::path& file);
/// Gives a finished file its name, which must be free, and makes that durable. Throws LedgerError (ledger_exists …).
void give_name(const std::filesystem::path& part, const std::filesystem::path& file);
/// Makes a new name in the file's directory survive a power cut.
void make_name_durable(const std::filesystem::path& file);
/// Makes a new file that only its owner may read, with that text, on the disk when this returns. Throws as `make_new_file`.
void write_new_secret(const std::filesystem::path& file, std::string_view text);

/// Writes a file whole and durably, its folder too, over what may stand there. Throws LedgerError.
void keep_file(const std::filesystem::path& file, std::string_view bytes);

/// A file that is written under another name and gets its own when it is whole; left unfinished it goes away, and what a
/// crash left of one is written over. It is locked meanwhile, so two never write the same.
class NewFile {
 public:
  /// Throws LedgerError (ledger_exists, no_ledger, ledger_unreadable on a network file system …).
  explicit NewFile(const std::filesystem::path& file);
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile();
  const std::filesystem::path& part() const noexcept { return part_; }
  void finish() const;

 private:
  void take_part();

  std::filesystem::path file_, part_;
  int descriptor_ = -1;
};

/// `<ledger>.lock`: SQLite's own waiting starves writers (measured: one commit in 12 s among 16), the kernel's line at
/// a lock does not. It stays beside the ledger; its content is nothing.
class WaitingLine {
 public:
  explicit WaitingLine(const std::filesystem::path& ledger) : file_(ledger.string() + ".lock") {}
  WaitingLine(const WaitingLine&) = delete;
  WaitingLine& operator=(const WaitingLine&) = delete;
  ~WaitingLine();

  /// Waits in line. Throws LedgerError (ledger_read_only, ledger_unreadable).
  void enter();
  void leave() noexcept;
  /// Forgets the file without closing it: it belongs to the parent of this process.
  void abandon() noexcept { descriptor_ = -1; }

 private:
  std::string file_;
  int descriptor_ = -1;
};

}  // namespace bihuan::ledger
