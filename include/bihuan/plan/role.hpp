// plan/role.hpp: what someone does in the life of a hazard, and which posts may do it.
#pragma once

#include "bihuan/org/post.hpp"

#include <array>
#include <string_view>

namespace bihuan {

/// A role in the lifecycle (lifecycle.md, column "who"). Which post holds which role is plan data.
enum class Role {
  anyone, inspector, grader, approver, orderer, rectifier, rectifier_head, reviewer, supervising_unit,
  lister, delister, registrar, ladder, enforcement, checker, office,
};

inline constexpr std::array<std::string_view, 16> role_names = {
    "anyone", "inspector", "grader", "approver", "orderer", "rectifier", "rectifier_head", "reviewer",
    "supervising_unit", "lister", "delister", "registrar", "ladder", "enforcement", "checker", "office"};

constexpr std::string_view role_name(Role role) noexcept { return role_names[static_cast<std::size_t>(role)]; }
/// 检查人员, 复查人员 …
std::string chinese(Role role);

/// The posts that may act in a role.
struct RoleHolders {
  Role role;
  std::vector<PostId> posts;
  Origin origin = Origin::assumed;
};

}  // namespace bihuan
