// report/derive.hpp: what the ledger itself says for an indicator.
#pragma once

#include "bihuan/report/indicator.hpp"
#include "report/parts.hpp"

namespace bihuan::parts {

/// The ledger's own count: in the period, in the year so far, and how much of that came late. A stock has no period.
struct Derived {
  Amount month, cumulative, late;
  bool is_stock = false;
};

/// The ledger's figures for every indicator of a book that has a measure of its own (not rates and differences), by code.
std::map<std::string, Derived> derive(const Desk& desk);

/// Whether months of that measure add up to the year, late entries aside.
bool is_additive(std::string_view from) noexcept;

}  // namespace bihuan::parts
