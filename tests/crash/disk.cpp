#include "disk.hpp"

#include <algorithm>
#include <cstring>
#include <new>

namespace crash {

namespace {

thread_local Disk* inserted = nullptr;

void bring(Bytes& bytes, const Change& change) {
  if (change.truncates) {
    bytes.resize(change.at);
    return;
  }
  if (bytes.size() < change.at + change.bytes.size()) bytes.resize(change.at + change.bytes.size());
  std::copy(change.bytes.begin(), change.bytes.end(), bytes.begin() + static_cast<std::ptrdiff_t>(change.at));
}

enum class Fate { kept, dropped, garbled };

/// How a cut treats what was not synced; drawn once a file, so that every mixture comes up.
class Temper {
 public:
  Temper(Random& random, std::size_t change_count) : random_(random), style_(random.below(6)), torn_at_(random.below(change_count + 1)) {}

  Fate sector_of(std::size_t change) {
    const std::uint64_t draw = random_.below(16);
    switch (style_) {
      case 0: return Fate::kept;
      case 1: return Fate::dropped;
      case 2: return draw == 0 ? Fate::garbled : draw == 1 ? Fate::dropped : Fate::kept;
      case 3: return draw == 0 ? Fate::garbled : draw == 1 ? Fate::kept : Fate::dropped;
      case 4: return change < torn_at_ ? Fate::kept : change > torn_at_ ? Fate::dropped : static_cast<Fate>(draw % 3);
      default: return draw < 8 ? Fate::kept : draw < 12 ? Fate::dropped : Fate::garbled;
    }
  }

 private:
  Random& random_;
  std::uint64_t style_;
  std::size_t torn_at_;
};

void garble(Bytes& bytes, std::size_t from, std::size_t to, Random& random) {
  for (std::size_t at = from; at < to; at += 8) {
    const std::uint64_t noise = random.next();
    std::memcpy(bytes.data() + at, &noise, std::min<std::size_t>(8, to - at));
  }
}

void apply_torn(Bytes& bytes, const Change& change, std::size_t number, Temper& temper, Random& random, Tearing tearing) {
  if (change.truncates) {
    if (temper.sector_of(number) == Fate::kept) bytes.resize(change.at);
    return;
  }
  const std::size_t end = change.at + change.bytes.size();
  for (std::size_t from = change.at; from < end;) {
    const std::size_t start = from / sector_bytes * sector_bytes;
    const std::size_t to = std::min(end, start + sector_bytes);
    const Fate fate = temper.sector_of(number);
    if (fate != Fate::dropped && bytes.size() < to) bytes.resize(to);
    if (fate == Fate::kept) std::copy_n(change.bytes.begin() + static_cast<std::ptrdiff_t>(from - change.at), to - from, bytes.begin() + static_cast<std::ptrdiff_t>(from));
    if (fate == Fate::garbled && tearing == Tearing::written) garble(bytes, from, to, random);
    if (fate == Fate::garbled && tearing == Tearing::whole) garble(bytes, start, std::min(bytes.size(), start + sector_bytes), random);
    from = to;
  }
}

std::string last_part(const char* path) {
  const std::string_view all(path);
  return std::string(all.substr(all.rfind('/') + 1));
}

}  // namespace

bool Fault::strikes(Operation now) {
  if (at && *at != now) return false;
  if (struck == 0 ? countdown < 0 || countdown-- != 0 : !lasting) return false;
  ++struck;
  return true;
}

const File* Disk::find(std::string_view name) const {
  const auto found = names_.find(name);
  return found == names_.end() ? nullptr : found->second.get();
}

void Disk::put(const std::string& name, Bytes bytes) {
  auto file = std::make_shared<File>();
  file->durable = bytes;
  file->now = std::move(bytes);
  durable_names_[name] = file;
  names_[name] = std::move(file);
}

void Disk::name(const std::string& name, FilePointer file) {
  if (file) {
    names_[name] = file;
  } else {
    names_.erase(name);
  }
  name_changes_.push_back({name, std::move(file)});
}

void Disk::rename(const std::string& from, const std::string& to) {
  const auto file = names_.at(from);
  name(to, file);
  name(from, nullptr);
}

void Disk::remove(const std::string& gone, bool sync_directory) {
  name(gone, nullptr);
  if (sync_directory) sync_names();
}

void Disk::sync_names() {
  durable_names_ = names_;
  name_changes_.clear();
}

std::map<std::string, Disk::FilePointer, std::less<>> Disk::names_after(Random& random) const {
  auto names = durable_names_;
  const auto set = [&](const NameChange& change) {
    if (change.file) names[change.name] = change.file;
    if (!change.file) names.erase(change.name);
  };
  if (naming_ == Naming::ordered) {
    const std::size_t kept = random.below(name_changes_.size() + 1);
    for (std::size_t i = 0; i < kept; ++i) set(name_changes_[i]);
  } else {
    // Each name stops at a point of its own history; dropping a change and keeping a later one of that name is the later one.
    for (const NameChange& change : name_changes_)
      if (random.one_in(2)) set(change);
  }
  return names;
}

Disk Disk::cut(Random& random, Tearing tearing) const {
  Disk left(naming_);
  for (const auto& [name, file] : names_after(random)) {
    Bytes bytes = file->durable;
    Temper temper(random, file->since.size());
    for (std::size_t i = 0; i < file->since.size(); ++i) apply_torn(bytes, file->since[i], i, temper, random, tearing);
    left.put(name, std::move(bytes));
  }
  return left;
}

Disk Disk::seen() const {
  Disk same(naming_);
  for (const auto& [name, file] : names_) same.put(name, file->now);
  return same;
}

/// An open file, in memory that SQLite gave.
struct Opened : sqlite3_file {
  Disk* disk = nullptr;
  std::shared_ptr<File> file;
  bool syncs_directory = false;  // SQLite's own file system syncs the directory with the first sync of a new journal

  void about_to(Operation operation) const {
    ++disk->operations;
    if (disk->before) disk->before(operation);
  }
};

namespace {

Opened& opened(sqlite3_file* file) { return *static_cast<Opened*>(file); }

int close_file(sqlite3_file* f) {
  opened(f).~Opened();
  return SQLITE_OK;
}

int read(sqlite3_file* f, void* to, int wanted, sqlite3_int64 at) {
  Opened& o = opened(f);
  if (o.disk->fault.strikes(Operation::read)) return SQLITE_IOERR_READ;
  const Bytes& bytes = o.file->now;
  const std::size_t from = static_cast<std::size_t>(at), count = static_cast<std::size_t>(wanted);
  const std::size_t there = from < bytes.size() ? std::min(count, bytes.size() - from) : 0;
  if (there > 0) std::memcpy(to, bytes.data() + from, there);
  if (there == count) return SQLITE_OK;
  std::memset(static_cast<std::uint8_t*>(to) + there, 0, count - there);
  return SQLITE_IOERR_SHORT_READ;
}

int write(sqlite3_file* f, const void* from, int size, sqlite3_int64 at) {
  Opened& o = opened(f);
  o.about_to(Operation::write);
  const Fault& fault = o.disk->fault;
  const bool fails = o.disk->fault.strikes(Operation::write);
  const auto* first = static_cast<const std::uint8_t*>(from);
  const std::ptrdiff_t done = !fails ? size : fault.is_short ? size / 2 : 0;
  if (done > 0) {
    o.file->since.push_back({static_cast<std::size_t>(at), Bytes(first, first + done)});
    bring(o.file->now, o.file->since.back());
  }
  return !fails ? SQLITE_OK : fault.full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

int truncate(sqlite3_file* f, sqlite3_int64 size) {
  Opened& o = opened(f);
  o.about_to(Operation::truncate);
  if (o.disk->fault.strikes(Operation::truncate)) return SQLITE_IOERR_TRUNCATE;
  o.file->since.push_back({static_cast<std::size_t>(size), {}, true});
  bring(o.file->now, o.file->since.back());
  return SQLITE_OK;
}

int size_of(sqlite3_file* f, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>(opened(f).file->now.size());
  return SQLITE_OK;
}

int lock(sqlite3_file*, int) { return SQLITE_OK; }

int reserved(sqlite3_file*, int* is) {
  *is = 0;
  return SQLITE_OK;
}

int control(sqlite3_file*, int what, void* with) {
  if (what != SQLITE_FCNTL_MMAP_SIZE) return SQLITE_NOTFOUND;
  *static_cast<sqlite3_int64*>(with) = 0;
  return SQLITE_OK;
}

// What SQLite's own file system says of a disk under Linux.
int sector(sqlite3_file*) { return 4096; }
int traits(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

}  // namespace

struct FileSystem {
  static int sync(sqlite3_file* f, int) {
    Opened& o = opened(f);
    o.about_to(Operation::sync);
    if (o.disk->fault.strikes(Operation::sync)) {
      // As on Linux: readers go on seeing what was written, and no later sync will bring it to the disk.
      o.file->since.clear();
      return SQLITE_IOERR_FSYNC;
    }
    for (const Change& change : o.file->since) bring(o.file->durable, change);
    o.file->since.clear();
    if (o.syncs_directory || o.disk->naming_ == Naming::ordered) o.disk->sync_names();
    o.syncs_directory = false;
    return SQLITE_OK;
  }

  static int open(sqlite3_vfs*, const char* path, sqlite3_file* f, int flags, int* out) {
    f->pMethods = nullptr;
    Disk* disk = inserted;
    if (!disk || !path || disk->fault.strikes(Operation::open)) return SQLITE_CANTOPEN;
    const std::string name = last_part(path);
    auto found = disk->names_.find(name);
    // A ledger's own name was made by the library before SQLite heard of it.
    const bool makes = (flags & (SQLITE_OPEN_CREATE | SQLITE_OPEN_MAIN_DB)) != 0;
    if (found == disk->names_.end() && !makes) return SQLITE_CANTOPEN;
    if (found == disk->names_.end()) {
      disk->name(name, std::make_shared<File>());
      found = disk->names_.find(name);
    }
    static const sqlite3_io_methods methods = {1,        close_file, read,   write,  truncate, sync,    size_of, lock,    lock,
                                               reserved, control,    sector, traits, nullptr,  nullptr, nullptr, nullptr, nullptr, nullptr};
    auto* made = new (f) Opened;
    made->pMethods = &methods;
    made->disk = disk;
    made->file = found->second;
    made->syncs_directory = (flags & SQLITE_OPEN_CREATE) != 0 && (flags & SQLITE_OPEN_MAIN_JOURNAL) != 0;
    if (out) *out = flags;
    return SQLITE_OK;
  }

  static int remove(sqlite3_vfs*, const char* path, int sync_directory) {
    Disk& disk = *inserted;
    const std::string name = last_part(path);
    ++disk.operations;
    if (disk.before) disk.before(Operation::remove);
    if (disk.fault.strikes(Operation::remove)) return SQLITE_IOERR_DELETE;
    if (!disk.find(name)) return SQLITE_IOERR_DELETE_NOENT;
    disk.remove(name, sync_directory != 0);
    return SQLITE_OK;
  }

  static int access(sqlite3_vfs*, const char* path, int what, int* is) {
    const File* file = inserted ? inserted->find(last_part(path)) : nullptr;
    // SQLite's own file system takes an empty file for none.
    *is = file && (what != SQLITE_ACCESS_EXISTS || !file->now.empty());
    return SQLITE_OK;
  }

  static int full_path(sqlite3_vfs*, const char* path, int size, char* out) {
    sqlite3_snprintf(size, out, "%s", path);
    return SQLITE_OK;
  }
};

Drive::Drive() : below_(sqlite3_vfs_find(nullptr)), ours_(*below_) {
  ours_.iVersion = 1;
  ours_.szOsFile = static_cast<int>(sizeof(Opened));
  ours_.mxPathname = 512;
  ours_.pNext = nullptr;
  ours_.zName = "bihuan-crash";
  ours_.xOpen = FileSystem::open;
  ours_.xDelete = FileSystem::remove;
  ours_.xAccess = FileSystem::access;
  ours_.xFullPathname = FileSystem::full_path;
  sqlite3_vfs_register(&ours_, 1);
}

Drive::~Drive() {
  sqlite3_vfs_register(below_, 1);
  sqlite3_vfs_unregister(&ours_);
}

Inserted::Inserted(Disk& disk) : before_(inserted) { inserted = &disk; }
Inserted::~Inserted() { inserted = before_; }

}  // namespace crash
