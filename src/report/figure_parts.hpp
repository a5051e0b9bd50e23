// report/figure_parts.hpp: figures of a history as values by name, and the history of one subject alone.
#pragma once

#include "bihuan/report/figure.hpp"
#include "report/parts.hpp"

#include <set>

namespace bihuan::figures {

using Values = std::map<std::string, Cell>;

/// headline, accounts and the names of tables with rows that can be told apart.
const std::set<std::string>& all_groups();
/// The group that a figure's name belongs to.
std::string group_of(std::string_view figure);
/// The figures of some groups, folded from `history` on a footing.
Values values_of(const Footing& footing, const History& history, const std::set<std::string>& groups);
/// 0 where there is none; nothing where it is no number.
std::optional<Amount> number_in(const Values& values, const std::string& name);

/// Facts up to an item by their subject; those of the plan and of issued reports belong to nobody.
std::map<std::string, std::vector<const Known*>> facts_by_subject(const History& history, ItemNumber last);
/// A history of the first `count` facts of one subject and the reports issued, under their own numbers, known up to the
/// footing's item.
History alone(const Footing& footing, const std::vector<const Known*>& facts, std::size_t count);

/// The figures that a share (part / whole) is made of; empty for anything else.
std::vector<std::string> parts_of_share(const IndicatorBook& book, std::string_view figure);

FactBehind behind(const Known& known, const Amount& change);

}  // namespace bihuan::figures
