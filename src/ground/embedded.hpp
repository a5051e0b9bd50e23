// ground/embedded.hpp: the files that are part of the library: calendar editions, law and templates.
#pragma once

#include <string_view>

namespace bihuan::embedded {

extern const std::string_view china_toml;      ///< src/time/china.toml
extern const std::string_view indicators_toml; ///< src/report/indicators.toml
extern const std::string_view law_toml;        ///< src/plan/law.toml
extern const std::string_view templates_toml;  ///< src/form/templates.toml

}  // namespace bihuan::embedded
