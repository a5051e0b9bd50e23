// Looks at a ledger file that nobody vouches for: verifies it, and saves what is sound of a damaged one.
#include "ledger/sqlite/file.hpp"

#include "ledger/head.hpp"
#include "ledger/place.hpp"

namespace bihuan {

namespace ledger {

namespace {

using std::filesystem::path;
using ledger::about_file;

Verification unreadable(const Verifier& so_far, const std::string& english, const std::string& chinese) {
  Verification found = so_far.result();
  if (found.verdict == Verification::Verdict::forked) return found;  // what was read is not what was seen: no fault of the disk
  found.verdict = Verification::Verdict::unreadable;
  found.bad_item = found.bad_item_last = 0;
  found.sentence = english;
  found.chinese = chinese;
  return found;
}

/// What stopped the reading: a file that was cut is called so, anything else is unreadable.
Verification broken_off(const Verifier& so_far, const LedgerError& wrong) {
  Verification found = unreadable(so_far, wrong.what(), wrong.chinese());
  if (found.verdict != Verification::Verdict::unreadable) return found;
  if (wrong.context().state == "cut") {
    found.verdict = Verification::Verdict::truncated;
    return found;
  }
  found.bad_commit = so_far.next_commit();
  found.bad_item = found.bad_item_last = so_far.next_item();
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

/// The rows in order, each shown to `visit` once it was checked. False when one is not what it was.
template <class Visit>
bool check_commits(SQLite::Database& database, Verifier& verifier, Visit visit) {
  SQLite::Statement rows(database, commits_after);
  rows.bind(1, std::int64_t{INT64_MIN});
  Commit commit;
  while (rows.executeStep()) {
    read_commit(rows, commit);
    if (!verifier.check(commit)) return false;
    visit(commit);
  }
  return true;
}

template <class Visit>
bool check_log(SQLite::Database& database, Verifier& verifier, Visit visit) {
  SQLite::Statement rows(database, "SELECT number, line, chain FROM refusals ORDER BY number");
  while (rows.executeStep()) {
    const std::string line = rows.getColumn(1).getString();
    if (!verifier.check_refusal(rows.getColumn(0).getInt64(), line, bytes_of(rows.getColumn(2)))) return false;
    visit(line);
  }
  return true;
}

/// Names stand in no proof, so this tells of damage, not of tampering: whoever knows the rule can write another name by it.
std::string damage_of_people(SQLite::Database& database, const LedgerBirth& birth) {
  SQLite::Statement rows(database, "SELECT id, name, salt FROM people ORDER BY rowid");
  while (rows.executeStep())
    if (const std::string id = rows.getColumn(0).getString(); !is_as_written(birth, id, rows.getColumn(1).getString(), rows.getColumn(2).getString()))
      return "the row of person " + id;
  return "";
}

Verification read_all(SQLite::Database& database, const std::string& file, Verifier& verifier, const std::vector<Anchor>& anchors) {
  const std::int64_t version = FileHead(database).version();
  const std::string changed_table = changed_definition(database, version, true);
  if (!changed_table.empty()) return altered(verifier, changed_table);
  verifier = Verifier(read_birth(database, file).id, anchors);
  if (!check_commits(database, verifier, [](const Commit&) {})) return verifier.result();
  if (version >= 2 && !check_log(database, verifier, [](const std::string&) {})) return verifier.result();
  if (!verifier.check_log_end()) return verifier.result();
  const Verification found = verifier.result();
  if (!found.is_sound()) return found;
  const std::string changed = changed_definition(database, version, false);
  if (!changed.empty()) return altered(verifier, changed);
  SQLite::Statement check(database, "PRAGMA quick_check(1)");
  std::string said = check.executeStep() ? check.getColumn(0).getString() : "nothing";
  if (said == "ok") said = damage_of_people(database, read_birth(database, file));
  if (said.empty()) return found;
  return unreadable(verifier, file + " is damaged around its items, which are what was written: " + said,
                    "记录完好，但台账文件有损坏：" + file);
}

/// One look at the whole file; writers wait for it.
Verification verify_once(const path& file, const std::vector<Anchor>& anchors) {
  Verifier verifier("");
  try {
    const auto database = connect(file);
    try {
      check_kind(*database, file.string());
      database->exec("PRAGMA query_only = ON");
      const Reading reading(*database);
      const Verification found = read_all(*database, file.string(), verifier, anchors);
      if (found.is_sound() && FileHead(*database).is_cut()) throw cut(file.string());
      return found;
    } catch (const SQLite::Exception& wrong) {
      // A file that somebody writes or that may not be read says nothing about its length.
      const bool damaged = wrong.getErrorCode() == SQLITE_CORRUPT || wrong.getErrorCode() == SQLITE_NOTADB;
      throw damaged && FileHead(*database).is_cut() ? cut(file.string()) : refusal_of(wrong, file.string());
    }
  } catch (const SQLite::Exception& wrong) {
    return broken_off(verifier, refusal_of(wrong, file.string()));
  } catch (const LedgerError& wrong) {
    if (wrong.code() == ErrorCode::bad_fact) throw;  // an anchor of another ledger: about the question, not the file
    if (wrong.code() == ErrorCode::ledger_altered) return altered(verifier, wrong.what());
    return broken_off(verifier, wrong);
  }
}

/// What is sound of a file: commits up to the first that is not, names, lines of the log. Damage ends each of them where it
/// lies and does not reach back.
struct Sound {
  LedgerBirth birth;
  std::vector<Commit> commits;
  std::vector<std::array<std::string, 3>> people;  // id, name, salt
  std::vector<std::pair<std::string, std::string>> log;  // line, chain; as they stand, or those after a damaged one would be lost
};

template <class Read>
void until_damage(Read reads) {
  try {
    reads();
  } catch (const SQLite::Exception&) {
    // What was read before the damage is what is kept.
  }
}

Sound read_sound(const path& file) try {
  const auto database = connect(file);
  check_kind(*database, file.string());
  Sound sound;
  sound.birth = read_birth(*database, file.string());
  const std::int64_t version = FileHead(*database).version();
  Verifier verifier(sound.birth.id);
  until_damage([&] { check_commits(*database, verifier, [&](const Commit& commit) { sound.commits.push_back(commit); }); });
  until_damage([&] {
    SQLite::Statement rows(*database, "SELECT id, name, salt FROM people ORDER BY rowid");
    while (rows.executeStep()) sound.people.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getString(), rows.getColumn(2).getString()});
  });
  if (version >= 2)
    until_damage([&] {
      SQLite::Statement rows(*database, "SELECT line, chain FROM refusals ORDER BY number");
      while (rows.executeStep()) sound.log.emplace_back(rows.getColumn(0).getString(), rows.getColumn(1).getString());
    });
  return sound;
} catch (const SQLite::Exception& wrong) {
  raise(refusal_of(wrong, file.string()));
}

void write_sound(const path& file, const Sound& sound) {
  lay_out(file, sound.birth);
  const auto database = connect(file);
  apply_settings(*database, file.string());
  SQLite::Transaction transaction(*database, SQLite::TransactionBehavior::IMMEDIATE);
  for (const Commit& commit : sound.commits) {
    SQLite::Statement row(*database, insert_commit);
    bind(row, commit);
    row.exec();
  }
  for (const auto& [id, name, salt] : sound.people) {
    SQLite::Statement row(*database, "INSERT INTO people (id, name, salt) VALUES (?, ?, ?)");
    row.bind(1, id);
    row.bind(2, name);
    row.bind(3, salt.data(), static_cast<int>(salt.size()));
    row.exec();
  }
  std::int64_t number = 0;
  for (const auto& [line, chain] : sound.log) {
    AccessLogHead log{++number, {}};
    std::copy_n(chain.begin(), std::min(chain.size(), log.chain.size()), log.chain.begin());
    insert_refusal(*database, log, line);
  }
  transaction.commit();
}

}  // namespace
}  // namespace ledger

Verification verify_sqlite_store(const std::filesystem::path& file, const std::vector<Anchor>& anchors) {
  Verification found = ledger::verify_once(file, anchors);
  // A fault on the way is not a fault of the file: look a second time before saying so.
  if (found.verdict == Verification::Verdict::unreadable) found = ledger::verify_once(file, anchors);
  return found;
}

Verification salvage_sqlite_store(const std::filesystem::path& damaged, const std::filesystem::path& file) {
  const ledger::Sound sound = ledger::read_sound(damaged);
  if (sound.commits.empty())
    throw LedgerError(ErrorCode::ledger_unreadable, damaged.string() + ": not even the first commit is sound, so there is nothing to save",
                      "台账首次提交即已损坏，无可抢救：" + damaged.string(), ledger::about_file(damaged.string(), "no sound commit"));
  const ledger::NewFile made(file);
  try {
    ledger::write_sound(made.part(), sound);
  } catch (const SQLite::Exception& wrong) {
    ledger::raise(ledger::refusal_of(wrong, file.string()));
  }
  made.finish();
  return verify_sqlite_store(file);
}

std::vector<Anchor> anchors_of_copy(const std::filesystem::path& copy) {
  const Verification found = verify_sqlite_store(copy);
  if (!found.is_sound())
    throw LedgerError(found.verdict == Verification::Verdict::unreadable ? ErrorCode::ledger_unreadable : ErrorCode::ledger_altered,
                      copy.string() + " vouches for nothing: " + found.sentence, "副本本身未通过核验：" + found.chinese,
                      ledger::about_file(copy.string(), std::string(verdict_name(found.verdict))));
  std::vector<Anchor> anchors;
  const auto store = open_sqlite_store(copy);
  store->read_after(0, [&](const Commit& commit) {
    Anchor anchor{"the copy " + copy.filename().string(), {store->birth().id, commit.first_item + commit.item_count - 1, commit.root}};
    for (std::int64_t i = 0; i < commit.item_count; ++i) {
      Digest leaf;
      std::copy_n(commit.leaves.begin() + i * static_cast<std::int64_t>(leaf.size()), leaf.size(), leaf.begin());
      anchor.leaf = {commit.first_item + i, leaf};
      anchors.push_back(anchor);
    }
  });
  return anchors;
}

}  // namespace bihuan
