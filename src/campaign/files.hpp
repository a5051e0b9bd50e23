// campaign/files.hpp: the files of a report, and bytes in and out of them.
#pragma once

#include "bihuan/form/write.hpp"

namespace bihuan {

/// Throws FormError (bad_file).
void write_bytes(const std::filesystem::path& file, std::string_view bytes);
std::string bytes_of_file(const std::filesystem::path& file);
/// Throws FormError (bad_file).
void make_folder(const std::filesystem::path& folder);
/// Workbook, list one as CSV, JSON, page: in this order, each under its name and `.part` where wanted. Returns the names
/// without it.
std::vector<std::filesystem::path> write_report_files(const Report& report, const Template& form, const std::filesystem::path& folder, bool as_part);

}  // namespace bihuan
