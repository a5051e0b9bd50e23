#include "ledger/place.hpp"

#include "ledger/refusal.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iterator>

namespace bihuan::ledger {

namespace {

// Numbers of linux/magic.h and statfs(2); a header does not have them all.
constexpr std::int64_t network_magics[] = {
    0x6969,      // NFS
    0x517b,      // SMB
    0xff534d42,  // CIFS
    0xfe534d42,  // SMB 2
    0x65735546,  // FUSE (sshfs and others: locks are whatever the program behind it does)
    0x01021997,  // 9P
    0x00c36400,  // Ceph
    0x5346414f,  // AFS
    0x73757245,  // Coda
    0x0bd00bd0,  // Lustre
    0x7461636f,  // OCFS2
    0x01161970,  // GFS2
};

std::filesystem::path directory_of(const std::filesystem::path& file) {
  return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

[[noreturn]] void refuse(int error, const std::string& file, const std::string& act) {
  const std::string reason = std::strerror(error);
  const auto context = about_file(file, reason);
  switch (error) {
    case EEXIST:
      throw LedgerError(ErrorCode::ledger_exists, file + " exists already; open it, or choose another name",
                        "文件已存在：" + file, context);
    case ENOENT:
    case ENOTDIR:
      throw LedgerError(ErrorCode::no_ledger, "cannot " + act + " " + file + ": its directory does not exist",
                        "目录不存在：" + file, context);
    case EACCES:
    case EPERM:
    case EROFS:
      throw LedgerError(ErrorCode::ledger_read_only,
                        "cannot " + act + " " + file + " (" + reason + "): the ledger can only be read here",
                        "此处只能读取台账，不能写入：" + file, context);
    case ENOSPC:
    case EDQUOT:
      throw LedgerError(ErrorCode::storage_full, "cannot " + act + " " + file + ": no space is left",
                        "存储空间已满：" + file, context);
    default:
      throw LedgerError(ErrorCode::ledger_unreadable, "cannot " + act + " " + file + ": " + reason,
                        "无法使用文件 " + file, context);
  }
}

/// A descriptor that is closed again.
class Opened {
 public:
  Opened(const std::filesystem::path& file, int flags, mode_t mode = 0666)
      : descriptor_(::open(file.c_str(), flags | O_CLOEXEC, mode)) {}
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  ~Opened() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

}  // namespace

bool is_network_file_system(std::int64_t magic) noexcept {
  return std::find(std::begin(network_magics), std::end(network_magics), magic & 0xffffffff) !=
         std::end(network_magics);
}

void refuse_network_place(const std::filesystem::path& file) {
  struct statfs place = {};
  const auto directory = directory_of(file);
  if (::statfs(directory.c_str(), &place) != 0) refuse(errno, file.string(), "look at");
  if (!is_network_file_system(static_cast<std::int64_t>(place.f_type))) return;
  throw LedgerError(ErrorCode::ledger_unreadable,
                    file.string() + " lies on a network file system, where locks do not hold and two offices could write " +
                        "over each other; keep the ledger on a local disk",
                    "台账不能放在网络共享目录中，请放在本机磁盘：" + file.string(), about_file(file.string()));
}

void make_new_file(const std::filesystem::path& file) {
  const Opened made(file, O_RDWR | O_CREAT | O_EXCL);
  if (made.get() < 0) refuse(errno, file.string(), "make");
}

void give_name(const std::filesystem::path& part, const std::filesystem::path& file) {
  int failed = ::renameat2(AT_FDCWD, part.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE);
  // Some file systems know no such flag: a look and a rename are the next best.
  if (failed != 0 && errno == EINVAL && !std::filesystem::exists(file)) failed = ::rename(part.c_str(), file.c_str());
  if (failed != 0) refuse(errno, file.string(), "make");
  make_name_durable(file);
}

void make_name_durable(const std::filesystem::path& file) {
  const auto directory = directory_of(file);
  const Opened opened(directory, O_RDONLY | O_DIRECTORY);
  if (opened.get() < 0 || ::fsync(opened.get()) != 0) refuse(errno, file.string(), "secure");
}

NewFile::NewFile(const std::filesystem::path& file) : file_(file), part_(file.string() + ".part") {
  refuse_network_place(file);
  if (std::filesystem::exists(file)) refuse(EEXIST, file.string(), "make");
  descriptor_ = ::open(part_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0) refuse(errno, part_.string(), "make");
  try {
    take_part();
  } catch (...) {
    ::close(descriptor_);
    throw;
  }
}

/// What a crash left nobody holds; what another is writing he does, until it has its own name.
void NewFile::take_part() {
  struct stat held = {}, named = {};
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) refuse(errno == EWOULDBLOCK ? EEXIST : errno, part_.string(), "make");
  if (::fstat(descriptor_, &held) != 0 || ::stat(part_.c_str(), &named) != 0 || held.st_ino != named.st_ino)
    refuse(EEXIST, part_.string(), "make");
  // (Beside an empty file SQLite takes no journal for its own.)
  if (::ftruncate(descriptor_, 0) != 0) refuse(errno, part_.string(), "make");
}

NewFile::~NewFile() {
  std::error_code ignored;
  for (const char* end : {"", "-journal", ".lock"}) std::filesystem::remove(part_.string() + end, ignored);
  ::close(descriptor_);
}

void NewFile::finish() const { give_name(part_, file_); }

namespace {

/// Writes all of it and forces it onto the disk; false with errno set.
bool write_whole(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto count = ::write(descriptor, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return ::fsync(descriptor) == 0;
}

}  // namespace

void write_new_secret(const std::filesystem::path& file, std::string_view text) {
  const Opened made(file, O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (made.get() < 0) refuse(errno, file.string(), "make");
  if (!write_whole(made.get(), text)) {
    const int error = errno;
    ::unlink(file.c_str());
    refuse(error, file.string(), "write");
  }
  make_name_durable(file);
}

void replace_durably(const std::filesystem::path& file, std::string_view text) {
  // A name of its own: two processes may write the same file at once.
  const std::filesystem::path part = file.string() + "." + std::to_string(::getpid()) + "-" + std::to_string(::gettid()) + ".part";
  const Opened made(part, O_WRONLY | O_CREAT | O_TRUNC);
  if (made.get() < 0) refuse(errno, file.string(), "write");
  if (!write_whole(made.get(), text) || ::rename(part.c_str(), file.c_str()) != 0) {
    const int error = errno;
    ::unlink(part.c_str());
    refuse(error, file.string(), "write");
  }
  make_name_durable(file);
}

void keep_file(const std::filesystem::path& file, std::string_view bytes) {
  std::error_code failed;
  std::filesystem::create_directories(file.parent_path(), failed);
  if (failed) refuse(failed.value(), file.string(), "make");
  replace_durably(file, bytes);
  make_name_durable(file.parent_path());
}

WaitingLine::~WaitingLine() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void WaitingLine::enter() {
  if (descriptor_ < 0) descriptor_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0) refuse(errno, file_, "open");
  while (::flock(descriptor_, LOCK_EX) != 0) {
    if (errno != EINTR) refuse(errno, file_, "lock");
  }
}

void WaitingLine::leave() noexcept {
  if (descriptor_ >= 0) ::flock(descriptor_, LOCK_UN);
}

}  // namespace bihuan::ledger
