// form/what_if_page.hpp: what-if side by side for people: one page that stands alone, and its tables for a notebook.
#pragma once

#include "bihuan/report/what_if.hpp"

namespace bihuan {

/// The tables as markup without a style: units whose load changes, each cell that differs marked (`12 → 23`), dues by week, gaps that open
/// and close. Every value escaped.
std::string what_if_tables(const WhatIf& what_if);

/// One self-contained page with every unit; it says on top that it is a supposition. No script; prints on A4 landscape.
std::string what_if_html(const WhatIf& what_if);

}  // namespace bihuan
