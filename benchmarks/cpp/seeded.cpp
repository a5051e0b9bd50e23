// seeded.cpp: writes the seeded campaign of a size once: the ledger through the library, and the same facts as a row each for the peers.
#include "made_campaign.hpp"
#include "serve.hpp"

#include <bihuan/ledger/codec.hpp>
#include <bihuan/ledger/store.hpp>

#include <sqlite3.h>

#include <stdexcept>

namespace bench {

namespace {

void write_ledger(const MadeCampaign& made, const std::filesystem::path& file) {
  for (const char* beside : {"", "-journal", ".lock"}) std::filesystem::remove(file.string() + beside);
  const auto clock = [] { return bihuan::Instant{(static_cast<std::int64_t>(first_day.serial()) * 24 + 1) * 3600 * 1'000'000}; };
  { const auto adopted = bihuan::Campaign::create(file, made.plan(), clock); }
  const auto store = bihuan::open_sqlite_store(file);
  for (std::int64_t number = 0; number < made.commit_count(); ++number)
    store->take_turn()->append(made.header(number), made.commit(number), {});
}

/// What a clerk's database would hold: a row a fact, everything denormalised that the questions ask for.
void write_rows(const MadeCampaign& made, const std::filesystem::path& file) {
  std::filesystem::remove(file);
  std::filesystem::remove(file.parent_path() / "rows.parquet");  // what was made from the old ones
  sqlite3* database = nullptr;
  sqlite3_stmt* insert = nullptr;
  const char* setup =
      "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; CREATE TABLE facts (number INTEGER PRIMARY KEY, hazard TEXT, kind TEXT, on_day TEXT, "
      "recorded_day TEXT, unit TEXT, task TEXT, grade TEXT, state TEXT, person TEXT, note TEXT); CREATE TABLE lines (number INTEGER PRIMARY KEY, line TEXT); BEGIN";
  if (sqlite3_open(file.c_str(), &database) != SQLITE_OK || sqlite3_exec(database, setup, nullptr, nullptr, nullptr) != SQLITE_OK ||
      sqlite3_prepare_v2(database, "INSERT INTO facts VALUES (?,?,?,?,?,?,?,?,?,?,?)", -1, &insert, nullptr) != SQLITE_OK)
    throw std::runtime_error("the rows can't be written");
  sqlite3_stmt* line = nullptr;
  sqlite3_prepare_v2(database, "INSERT INTO lines VALUES (?,?)", -1, &line, nullptr);
  const auto bind = [](sqlite3_stmt* statement, int place, std::string_view text) {
    sqlite3_bind_text(statement, place, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
  };
  std::int64_t number = 0;
  for (const Event& event : made.events()) {
    sqlite3_bind_int64(insert, 1, ++number);
    const std::string hazard = made.hazard(event), on = (first_day + event.on).iso(), recorded = (first_day + event.recorded).iso();
    const std::string person = made.person(event), note = made.note(event);
    const std::string_view texts[] = {hazard, bihuan::fact_name(event.kind), on, recorded, made.unit(event), made.task(event),
                                      made.grade(event), bihuan::state_name(event.state), person, note};
    for (int place = 0; place < 10; ++place) bind(insert, place + 2, texts[place]);
    sqlite3_bind_int64(line, 1, number);
    bind(line, 2, bihuan::encode(made.fact(event)));
    for (sqlite3_stmt* statement : {insert, line}) {
      if (sqlite3_step(statement) != SQLITE_DONE) throw std::runtime_error("a row can't be written");
      sqlite3_reset(statement);
    }
  }
  sqlite3_exec(database, "COMMIT", nullptr, nullptr, nullptr);
  sqlite3_finalize(insert);
  sqlite3_finalize(line);
  sqlite3_close(database);
}

/// Not a contender in any table: one round makes the files.
struct SeededFiles : Contender {
  explicit SeededFiles(const Setting& setting) : made(setting.size), folder(setting.folder) {}
  void run() override {
    std::filesystem::create_directories(folder);
    write_ledger(made, folder / "campaign.ledger");
    if (made.events().size() <= 1'000'000) write_rows(made, folder / "rows.db");
  }
  std::string answer() override { return "facts=" + std::to_string(made.events().size()); }
  MadeCampaign made;
  std::filesystem::path folder;
};

const Entry entry{"seeded/made", make<SeededFiles>};

}  // namespace

}  // namespace bench
