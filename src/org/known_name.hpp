// org/known_name.hpp: a name of the organisation whose readings were looked up once, to be asked what it means on any day.
#pragma once

#include "bihuan/org/organisation.hpp"

namespace bihuan::org {

class KnownName {
 public:
  KnownName() = default;  ///< means nothing
  KnownName(const Organisation& organisation, std::string_view name);
  /// The unit or body; nothing when the name means none or several.
  std::optional<Resolution> on(Day on) const;

 private:
  std::vector<Reading> readings_;
  bool is_term_ = false;
};

}  // namespace bihuan::org
