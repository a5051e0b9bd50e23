// ledger/archive.hpp: files kept by their digest beside a ledger: reports as issued, returns as handed in.
#pragma once

#include "bihuan/ledger/merkle.hpp"

#include <filesystem>
#include <optional>

namespace bihuan {

/// A folder of files named by the SHA-256 of their bytes. The ledger's facts name digests; here stand the bytes. A file
/// may be taken out of it (a return holds names of persons, which must be erasable): the digest in the ledger stays.
class Archive {
 public:
  /// Of a ledger file: the folder `<ledger>.kept` beside it, made when something is kept first.
  static Archive beside(const std::filesystem::path& ledger);
  explicit Archive(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Keeps the bytes, durably and once. Throws LedgerError (storage_full, ledger_read_only, ledger_unreadable).
  Digest keep(std::string_view bytes) const;
  bool has(const Digest& digest) const noexcept;
  /// The bytes, or nothing when they are not kept here. Throws LedgerError (ledger_altered) when what stands under the
  /// digest's name has another digest.
  std::optional<std::string> find(const Digest& digest) const;
  /// Takes a file out; false when it is not there.
  bool erase(const Digest& digest) const;
  std::filesystem::path path_of(const Digest& digest) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace bihuan
