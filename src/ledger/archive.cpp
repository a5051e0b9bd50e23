#include "bihuan/ledger/archive.hpp"

#include "ledger/place.hpp"
#include "ledger/refusal.hpp"

#include <fstream>

namespace bihuan {

Archive Archive::beside(const std::filesystem::path& ledger) { return Archive(ledger.string() + ".kept"); }

std::filesystem::path Archive::path_of(const Digest& digest) const {
  const std::string name = hex(digest);
  return folder_ / name.substr(0, 2) / name.substr(2);
}

Digest Archive::keep(std::string_view bytes) const {
  const Digest digest = sha256(bytes);
  const auto file = path_of(digest);
  // What stands there may be a torn file of another hand: only what reads back is kept.
  if (std::filesystem::exists(file) && sha256_of_file(file.string()) == digest) return digest;
  ledger::keep_file(file, bytes);
  return digest;
}

bool Archive::has(const Digest& digest) const noexcept {
  std::error_code unknown;
  return std::filesystem::is_regular_file(path_of(digest), unknown);
}

std::optional<std::string> Archive::find(const Digest& digest) const {
  if (!has(digest)) return std::nullopt;
  const auto file = path_of(digest);
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in)
    throw LedgerError(ErrorCode::ledger_unreadable, "cannot read the kept file " + file.string(), "无法读取存档文件：" + file.string(),
                      ledger::about_file(file.string(), "unreadable"));
  if (sha256(bytes) == digest) return bytes;
  throw LedgerError(ErrorCode::ledger_altered, file.string() + " is not the file that was kept: its digest is " + hex(sha256(bytes)),
                    "存档文件已被改动：" + file.string(), ledger::about_file(file.string(), "altered"));
}

bool Archive::erase(const Digest& digest) const {
  std::error_code unknown;
  return std::filesystem::remove(path_of(digest), unknown);
}

}  // namespace bihuan
