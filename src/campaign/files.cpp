#include "campaign/files.hpp"

#include <fstream>

namespace bihuan {

namespace fs = std::filesystem;

void write_bytes(const fs::path& file, std::string_view bytes) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out)
    throw FormError(ErrorCode::bad_file, "can't write " + file.string(), "无法写入文件" + file.string(), {"", "", "", {}, file.string(), 0, 0});
}

std::string bytes_of_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void make_folder(const fs::path& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed)
    throw FormError(ErrorCode::bad_file, "can't make the folder " + folder.string() + ": " + failed.message(), "无法建立目录" + folder.string(),
                    {"", "", "", {}, folder.string(), 0, 0});
}

std::vector<fs::path> write_report_files(const Report& report, const Template& form, const fs::path& folder, bool as_part) {
  make_folder(folder);
  const std::string house = report.house_on ? ".house-" + report.house_on->iso() : "";  // as now stands beside as then
  const std::string stem = report.filing.text() + "-" + report.period.text() + house + (report.issued ? "" : ".draft");
  const std::vector<fs::path> files{folder / (stem + ".xlsx"), folder / (stem + ".csv"), folder / (stem + ".json"), folder / (stem + ".html")};
  const auto target = [&](const fs::path& file) { return as_part ? fs::path(file.string() + ".part") : file; };
  write_xlsx(report, form, target(files[0]));
  write_bytes(target(files[1]), "\xEF\xBB\xBF" + report_csv(report, form, "list_one"));
  write_bytes(target(files[2]), report_json(report) + "\n");
  write_bytes(target(files[3]), report_html(report, form));
  return files;
}

}  // namespace bihuan
