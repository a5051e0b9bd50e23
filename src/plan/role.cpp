#include "bihuan/plan/role.hpp"

namespace bihuan {

std::string chinese(Role role) {
  switch (role) {
    case Role::anyone: return "任何人";
    case Role::inspector: return "检查人员";
    case Role::grader: return "定级人员";
    case Role::approver: return "批准人";
    case Role::orderer: return "责令人";
    case Role::rectifier: return "整改责任人";
    case Role::rectifier_head: return "整改单位主要负责人";
    case Role::reviewer: return "复查人员";
    case Role::supervising_unit: return "监管部门";
    case Role::lister: return "挂牌单位";
    case Role::delister: return "摘牌单位";
    case Role::registrar: return "登记人";
    case Role::ladder: return "督办人";
    case Role::enforcement: return "执法人员";
    case Role::checker: return "审核人";
    case Role::office: return "领导小组办公室";
  }
  return {};
}

}  // namespace bihuan
