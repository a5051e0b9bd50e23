// form/write.hpp: a report on paper: workbook, CSV, JSON and one page, the same bytes for the same report.
#pragma once

#include "bihuan/form/template.hpp"
#include "bihuan/report/report.hpp"

#include <filesystem>

namespace bihuan {

/// Writes the workbook: a sheet per table, identifiers as text, A4 landscape, print titles, page footers with the
/// checkpoint, a sign-off block, 草稿 on a draft. Throws FormError (bad_file).
void write_xlsx(const Report& report, const Template& form, const std::filesystem::path& file);
/// One table as CSV text (UTF-8 without BOM; the front door adds BOM or encodes).
std::string report_csv(const Report& report, const Template& form, std::string_view table);
/// The whole report as canonical JSON (keys in the documented order, docs/cli.md).
std::string report_json(const Report& report);
/// A table as a JSON array of objects; days ISO, amounts as text, blanks absent.
std::string table_json(const Table& table);
/// One self-contained page: inline SVG charts, no script, prints well, every value escaped.
std::string report_html(const Report& report, const Template& form);
/// A table as HTML, at most `rows` rows and how many there are; for notebooks.
std::string table_html(const Table& table, const Template& form, std::size_t rows);

/// Characters that hide what a text says (controls but line feed and tab, direction marks, zero width) as ⟦U+202E⟧. Every
/// page, sheet and screen shows texts so; CSV and JSON keep them.
std::string visible(std::string_view text);

}  // namespace bihuan
