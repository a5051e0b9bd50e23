// report/what_if.hpp: two loads side by side: as it is, and as it would be.
#pragma once

#include "bihuan/report/load.hpp"

namespace bihuan {

/// A unit in both; one that ends has no load after, one that begins none before.
struct UnitCompared {
  UnitId unit;
  std::string name;
  std::optional<UnitLoad> before;
  std::optional<UnitLoad> after;
  bool ends() const noexcept { return before && !after; }
  bool begins() const noexcept { return !before && after; }
  bool changed() const noexcept;
};

/// What suppositions change.
struct WhatIf {
  Load reality;
  Load supposed;
  std::vector<UnitCompared> units;  ///< those of the reality in their order, then new ones
  std::vector<LoadGap> opened;      ///< gaps that there would be and are not
  std::vector<LoadGap> closed;      ///< gaps that there are and would not be
  std::vector<std::string> suppositions = {};  ///< what was supposed, in Chinese, in order; `compare` of two campaigns fills it

  /// Of a figure over all units: what it would be less what it is. Throws FormError (nothing_to_report) for an unknown key.
  std::int64_t change(std::string_view figure) const;
  std::int64_t count(Gap gap, bool is_opened) const noexcept;
  /// A row for each unit and one for all. Columns: unit, name, standing (续存, 终止, 新设), head, head_supposed, and for each
  /// figure and week `open`, `open_supposed`, `open_change`; blank where there is no such unit.
  Table table() const;
  /// The gaps that open and close. Columns: change (新增, 消除), gap, node, name, reason.
  Table gaps() const;
  /// In Chinese, a sentence or two for whoever decides.
  std::string summary() const;
};

/// Holds a load against another one of the same day, weeks and weights. Throws TimeError (bad_span) where they differ.
WhatIf compare(Load reality, Load supposed);

}  // namespace bihuan
