// A district system that records a hazard and asks what is due. The ledger is in memory and the clock is given.
//   record_hazard examples/putuo-2020/plan.toml
#include <bihuan/campaign.hpp>

#include <iostream>

using bihuan::Actor;
using bihuan::Day;

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: record_hazard PLAN\n";
    return 2;
  }
  try {
    const auto clock = [] { return bihuan::Instant::parse("2020-10-20T09:00:00+08:00"); };
    auto campaign = bihuan::Campaign::create_in_memory(bihuan::Plan::load(argv[1]), clock);
    const auto& plan = campaign.plan();
    // The plan says which posts may act in a role; the persons are this system's own.
    const auto by = [&](bihuan::Role role, const char* person) {
      return Actor{bihuan::PersonId{person}, plan.find_role(role)->posts.front(), plan.organisation.units.front().id};
    };
    const std::string unit = plan.organisation.units.front().id.text();
    std::string leaf;
    for (const auto& task : plan.tasks)
      if (task.is_leaf) leaf = task.id.text();
    const std::vector<Actor> inspectors{by(bihuan::Role::inspector, "p1"), by(bihuan::Role::inspector, "p2")};
    campaign.register_hazard("H-0001", {Day::parse("2020-10-12"), inspectors,
        {{"task", leaf}, {"enterprise", std::string("示例物业公司（虚构）")}, {"supervising_unit", unit}, {"territorial_unit", unit},
         {"source", std::string("监督检查")}, {"place", std::string("2号楼")}, {"text", std::string("电梯层门门锁失效")},
         {"signatures", std::string("双方签字")}}});
    campaign.grade("H-0001", {Day::parse("2020-10-12"), {by(bihuan::Role::grader, "p3")}, {{"grade", std::string("general")}}});
    campaign.order("H-0001", {Day::parse("2020-10-13"), {by(bihuan::Role::orderer, "p3")},
        {{"paper", std::string("directive")}, {"number", std::string("示例〔2020〕1号")}, {"clauses", std::vector<std::string>{"特种设备安全法第四十条"}},
         {"measures", std::string("更换门锁")}, {"limit_on", std::string("2020-10-16")}}});
    const Day today = Day::parse("2020-10-20");
    for (const auto& hazard : campaign.snapshot(today).hazards())
      std::cout << hazard.id.text() << " " << chinese(hazard.state) << "，期限" << hazard.limit_on->chinese() << "，已超期"
                << hazard.overdue_days(today) << "日\n";
    campaign.close("H-0001", {today, {by(bihuan::Role::approver, "p4")}, {{"outcome", std::string("done")}}});  // refused
    return 1;
  } catch (const bihuan::Refused& refused) {
    std::cout << refused.chinese() << "\n";
    return 0;
  } catch (const bihuan::Error& error) {
    std::cerr << error.what() << "\n" << error.chinese() << "\n";
    return 1;
  }
}
