// ledger/utf8.hpp: whether bytes are UTF-8.
#pragma once

#include <string_view>

namespace bihuan::ledger {

bool is_utf8(std::string_view bytes) noexcept;

}  // namespace bihuan::ledger
