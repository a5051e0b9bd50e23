// workbook.cpp: a report's register of many rows as a formatted workbook, through write_xlsx.
#include "made_campaign.hpp"
#include "serve.hpp"

#include <bihuan/form/write.hpp>
#include <bihuan/ledger/store.hpp>

namespace bench {

namespace {

/// List one of a month of the made-up campaign, with its head sheet; `rows` times over where there are more rows wanted.
bihuan::Report register_report(const std::filesystem::path& folder, std::size_t rows) {
  const MadeCampaign made(10'000);
  const auto file = folder / "register.ledger";
  for (const char* beside : {"", "-journal", ".lock"}) std::filesystem::remove(file.string() + beside);
  { const auto adopted = bihuan::Campaign::create(file, made.plan(), [] { return bihuan::Instant{1'598'918'400'000'000}; }); }
  const auto store = bihuan::open_sqlite_store(file);
  for (std::int64_t number = 0; number < made.commit_count(); ++number) store->take_turn()->append(made.header(number), made.commit(number), {});
  bihuan::Report report = bihuan::Campaign::open(file).report(bihuan::Period::parse("2021-06"));
  bihuan::Table table = report.table("list_one");
  const auto once = table.rows;
  while (table.rows.size() < rows) table.rows.push_back(once[table.rows.size() % once.size()]);
  report.tables = {std::move(table)};
  return report;
}

class Workbook : public Contender {
 public:
  explicit Workbook(const Setting& setting)
      : report_(register_report(setting.folder, static_cast<std::size_t>(setting.size))), form_(bihuan::Template::standard()), file_(setting.folder / "ours.xlsx") {}
  void run() override { bihuan::write_xlsx(report_, form_, file_); }
  std::string answer() override { return "file=" + file_.string(); }

 private:
  bihuan::Report report_;
  bihuan::Template form_;
  std::filesystem::path file_;
};

/// The rows once, for the peers to take the cells and looks from.
struct Sample : Contender {
  explicit Sample(const Setting& setting) : folder(setting.folder) {}
  void run() override { bihuan::write_xlsx(register_report(folder, 0), bihuan::Template::standard(), folder / "sample.xlsx"); }
  std::string answer() override { return "sample=1"; }
  std::filesystem::path folder;
};

const Entry entries[] = {{"workbook/ours", make<Workbook>}, {"seeded/register", make<Sample>}};

}  // namespace

}  // namespace bench
