// bare_append.cpp: the ledger's rows and hashes with nothing around them: no checks, no encoding, lines given; and the limits.
#include "made_campaign.hpp"
#include "serve.hpp"

#include <bihuan/ledger/codec.hpp>

#include <openssl/evp.h>
#include <sqlite3.h>

#include <fcntl.h>
#include <unistd.h>

#include <cstring>
#include <stdexcept>

namespace bench {

namespace {

using Hash = std::array<unsigned char, 32>;

/// SHA-256 by EVP, the digest fetched once and the context used again.
class Hasher {
 public:
  Hash operator()(char prefix, const void* bytes, std::size_t size) {
    Hash out;
    EVP_DigestInit_ex2(context_, digest_, nullptr);
    EVP_DigestUpdate(context_, &prefix, 1);
    EVP_DigestUpdate(context_, bytes, size);
    EVP_DigestFinal_ex(context_, out.data(), nullptr);
    return out;
  }
  ~Hasher() {
    EVP_MD_CTX_free(context_);
    EVP_MD_free(digest_);
  }

 private:
  EVP_MD* digest_ = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  EVP_MD_CTX* context_ = EVP_MD_CTX_new();
};

/// An RFC 6962 tree as the stack of its full subtrees.
class Tree {
 public:
  explicit Tree(Hasher& hash) : hash_(hash) {}
  void add(Hash node) {
    for (std::int64_t size = ++size_; size % 2 == 0; size /= 2) {
      node = pair(edge_.back(), node);
      edge_.pop_back();
    }
    edge_.push_back(node);
  }
  Hash root() {
    Hash top = edge_.back();
    for (std::size_t i = edge_.size() - 1; i-- > 0;) top = pair(edge_[i], top);
    return top;
  }
  std::int64_t size() const { return size_; }

 private:
  Hash pair(const Hash& left, const Hash& right) {
    unsigned char both[64];
    std::memcpy(both, left.data(), 32);
    std::memcpy(both + 32, right.data(), 32);
    return hash_(1, both, 64);
  }
  Hasher& hash_;
  std::vector<Hash> edge_;
  std::int64_t size_ = 0;
};

std::string hex_of(const Hash& hash) {
  std::string out;
  char two[3];
  for (const unsigned char byte : hash) out += (std::snprintf(two, sizeof two, "%02x", byte), two);
  return out;
}

/// A commit as given: the header around its `prev`, then the fact lines.
struct Given {
  std::string before_prev, after_prev, lines;
};

std::vector<Given> given(std::int64_t size, std::int64_t facts_a_commit) {
  const MadeCampaign made(size);
  const std::string zeros(64, '0');
  std::vector<Given> out;
  for (std::int64_t number = 0; number < made.commit_count(); ++number) {
    const std::string head = bihuan::encode_header(made.header(number), "0123456789abcdef0123456789abcdef", bihuan::Digest{});
    const auto prev = head.find(zeros);
    std::int64_t in_commit = 0;
    for (const bihuan::Fact& fact : made.commit(number)) {
      if (in_commit++ % facts_a_commit == 0) out.push_back({head.substr(0, prev), head.substr(prev + 64), ""});
      out.back().lines.append(1, '\n').append(bihuan::encode(fact));
    }
  }
  return out;
}

void must(bool good, const char* what) {
  if (!good) throw std::runtime_error(what);
}

/// What both bare contenders do with a commit before it is stored.
class Bare : public Contender {
 public:
  Bare(const Setting& setting, std::int64_t facts_a_commit) : commits_(given(setting.size, facts_a_commit)) {}
  void prepare() override { tree_ = std::make_unique<Tree>(hash_); }
  void run() override {
    std::string prev = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";  // SHA-256 of nothing
    for (const Given& commit : commits_) {
      text_.assign(commit.before_prev).append(prev).append(commit.after_prev).append(commit.lines);
      leaves_.clear();
      const std::int64_t first = tree_->size() + 1;
      for (std::size_t at = 0; at <= text_.size();) {
        const std::size_t end = std::min(text_.find('\n', at), text_.size());
        leaves_.push_back(hash_(0, text_.data() + at, end - at));
        tree_->add(leaves_.back());
        at = end + 1;
      }
      root_ = tree_->root();
      prev = hex_of(root_);
      store(first);
    }
  }
  std::string answer() override { return "items=" + std::to_string(tree_->size()) + " root=" + hex_of(root_); }

 protected:
  virtual void store(std::int64_t first_item) = 0;
  std::string text_;
  std::vector<Hash> leaves_;
  Hash root_{};

 private:
  Hasher hash_;
  std::vector<Given> commits_;
  std::unique_ptr<Tree> tree_;
};

class BareSqlite : public Bare {
 public:
  BareSqlite(const Setting& setting, std::int64_t facts_a_commit) : Bare(setting, facts_a_commit), file_(setting.out / "append-bare.db") {}
  ~BareSqlite() override { close(); }
  void prepare() override {
    close();
    std::filesystem::remove(file_);
    must(sqlite3_open(file_.c_str(), &database_) == SQLITE_OK, "the file can't be opened");
    const char* setup = "PRAGMA page_size = 16384; PRAGMA synchronous = EXTRA; PRAGMA journal_mode = TRUNCATE;"
                        "CREATE TABLE commits (seq INTEGER PRIMARY KEY, first_item INTEGER NOT NULL, item_count INTEGER NOT NULL, "
                        "text TEXT NOT NULL, leaves BLOB NOT NULL, root BLOB NOT NULL) STRICT";
    must(sqlite3_exec(database_, setup, nullptr, nullptr, nullptr) == SQLITE_OK, "the table can't be made");
    must(sqlite3_prepare_v2(database_, "INSERT INTO commits VALUES (NULL, ?, ?, ?, ?, ?)", -1, &insert_, nullptr) == SQLITE_OK, "no statement");
    Bare::prepare();
  }

 protected:
  void store(std::int64_t first_item) override {
    sqlite3_exec(database_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
    sqlite3_bind_int64(insert_, 1, first_item);
    sqlite3_bind_int64(insert_, 2, static_cast<std::int64_t>(leaves_.size()));
    sqlite3_bind_text(insert_, 3, text_.data(), static_cast<int>(text_.size()), SQLITE_STATIC);
    sqlite3_bind_blob(insert_, 4, leaves_.data(), static_cast<int>(leaves_.size() * 32), SQLITE_STATIC);
    sqlite3_bind_blob(insert_, 5, root_.data(), 32, SQLITE_STATIC);
    must(sqlite3_step(insert_) == SQLITE_DONE, "not stored");
    sqlite3_reset(insert_);
    must(sqlite3_exec(database_, "COMMIT", nullptr, nullptr, nullptr) == SQLITE_OK, "not committed");
  }

 private:
  void close() {
    sqlite3_finalize(insert_);
    sqlite3_close(database_);
    insert_ = nullptr;
    database_ = nullptr;
  }
  std::filesystem::path file_;
  sqlite3* database_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
};

/// The limit: the same bytes and hashes into a plain file, one fdatasync a commit.
class PlainFile : public Bare {
 public:
  PlainFile(const Setting& setting, std::int64_t facts_a_commit) : Bare(setting, facts_a_commit), file_(setting.out / "append-limit.bin") {}
  ~PlainFile() override {
    if (out_ >= 0) ::close(out_);
  }
  void prepare() override {
    if (out_ >= 0) ::close(out_);
    std::filesystem::remove(file_);
    out_ = ::open(file_.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
    Bare::prepare();
  }

 protected:
  void store(std::int64_t) override {
    must(::write(out_, text_.data(), text_.size()) == static_cast<ssize_t>(text_.size()), "not written");
    must(::write(out_, leaves_.data(), leaves_.size() * 32) == static_cast<ssize_t>(leaves_.size() * 32), "not written");
    must(::fdatasync(out_) == 0, "not synchronised");
  }

 private:
  std::filesystem::path file_;
  int out_ = -1;
};

template <class One, std::int64_t facts_a_commit>
std::unique_ptr<Contender> with(const Setting& setting) { return std::make_unique<One>(setting, facts_a_commit); }

const Entry entries[] = {{"append/bare", with<BareSqlite, facts_per_commit>},
                         {"append/limit", with<PlainFile, facts_per_commit>},
                         {"act/bare", with<BareSqlite, 1>},
                         {"act/limit", with<PlainFile, 1>}};

}  // namespace

}  // namespace bench
