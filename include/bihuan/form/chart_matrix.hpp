// form/chart_matrix.hpp: tasks against units on a day, what the chart finds amiss, and both with the picture on one page.
#pragma once

#include "bihuan/form/template.hpp"
#include "bihuan/form/timeline.hpp"
#include "bihuan/plan/plan.hpp"

namespace bihuan {

/// Who leads (牵头), carries (责任) and helps with (配合) which task: a row for each task in the order of the plan, headings
/// too; a column for each unit and body that is tied to any task on the day, and for each collective term that is open.
struct Matrix {
  std::string campaign;
  std::string issuer;
  Day on;
  Table table;          ///< task, number, title, leaf (1 or 0), then the columns, whose keys are the nodes' (`unit fire`)
  SheetTemplate sheet;  ///< the headings: names as of the day
};

/// Cells are 牵头、责任 …; what does not stand in the notice is marked （推定） or （假定） behind its word.
Matrix matrix_of(const Plan& plan, const Chart& chart, Day on);

/// What the chart finds amiss on a day, a row each: kind (uncovered, single_point, filing_cycle, carries_without_filing,
/// files_without_carrying), node, name, reason.
Table chart_findings(const Chart& chart, Day on);
/// 责任缺口, 单点, 报送成环, 承担而不报送, 报送而不承担; another word as it is.
std::string finding_title(std::string_view kind);

/// One self-contained page: the picture, the matrix, what is amiss, territories and kinds of device, and, where anybody was
/// appointed, who held what over the days of the campaign. No script; every value escaped; prints on A4 landscape.
std::string chart_html(const Plan& plan, const Chart& chart, Day on, const PersonNames& names = {});

/// The matrix as a workbook: headings upright, panes frozen, A4 landscape on one page's width. Throws FormError (bad_file).
void write_xlsx(const Matrix& matrix, const std::filesystem::path& file);

}  // namespace bihuan
