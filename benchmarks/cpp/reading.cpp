// reading.cpp: a register in GB18030 read through the form room: bytes to text, text to cells.
#include "made_campaign.hpp"
#include "serve.hpp"

#include <bihuan/form/sheet.hpp>

#include <fstream>

namespace bench {

namespace {

/// A clerk's export: a row a fact, quoted where a cell has a comma or a quote.
struct Export : Contender {
  explicit Export(const Setting& setting) : made(setting.size), file(setting.folder / "register.csv") {}
  void run() override {
    std::vector<std::vector<std::string>> rows{{"编号", "事项", "日期", "监管部门", "任务编号", "等级", "状态", "经办", "备注"}};
    for (const Event& event : made.events())
      rows.push_back({made.hazard(event), bihuan::chinese(event.kind), (bench::first_day + event.on).iso(), made.plan().organisation.unit_name(bihuan::UnitId{made.unit(event)}),
                      made.task(event), std::string(made.grade(event)), bihuan::chinese(event.state), made.person(event),
                      event.version % 5 == 0 ? "“" + made.note(event) + "”，说明\"一\",二" : made.note(event)});
    std::ofstream(file, std::ios::binary) << bihuan::encode_gb18030(bihuan::write_csv(rows)).bytes;
  }
  std::string answer() override { return "rows=" + std::to_string(made.events().size() + 1); }
  MadeCampaign made;
  std::filesystem::path file;
};

class Csv : public Contender {
 public:
  explicit Csv(const Setting& setting) : file_(setting.folder / "register.csv") {}
  void prepare() override { sheet_ = {}; }
  void run() override {
    std::string bytes(std::filesystem::file_size(file_), '\0');
    std::ifstream(file_, std::ios::binary).read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    sheet_ = bihuan::read_csv(bihuan::decode_text(bytes, "register.csv").text, "register");
  }
  /// As the peers tell it: rows, cells, UTF-8 bytes, and the bytes weighted by column.
  std::string answer() override {
    std::size_t cells = 0, bytes = 0, weighted = 0;
    for (const auto& row : sheet_.rows) {
      cells += row.size();
      for (std::size_t column = 0; column < row.size(); ++column) {
        bytes += row[column].size();
        weighted += row[column].size() * (column + 1);
      }
    }
    return "rows=" + std::to_string(sheet_.rows.size()) + " cells=" + std::to_string(cells) + " bytes=" + std::to_string(bytes) + " weighted=" + std::to_string(weighted);
  }

 private:
  std::filesystem::path file_;
  bihuan::Sheet sheet_;
};

const Entry entries[] = {{"csv/ours", make<Csv>}, {"seeded/csv", make<Export>}};

}  // namespace

}  // namespace bench
