// Loads a plan and says what is odd in it. Start here.
//   check_plan examples/putuo-2020/plan.toml
#include <bihuan/campaign.hpp>

#include <iostream>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: check_plan PLAN\n";
    return 2;
  }
  try {
    const auto plan = bihuan::Plan::load(argv[1]);
    std::cout << plan.notice.title << " " << plan.notice.number << "\n";
    bool blocked = false;
    for (const auto& problem : plan.problems()) {
      std::cout << chinese(problem.severity) << " " << problem.code << " " << problem.place << "：" << problem.sentence << "\n";
      blocked = blocked || problem.severity == bihuan::Severity::error;
    }
    for (const auto& due : plan.filings())
      if (!due.deadline.on_working_day) std::cout << due.period.text() << "：" << due.deadline.explanation() << "\n";
    return blocked ? 1 : 0;
  } catch (const bihuan::Error& error) {
    std::cerr << error.what() << "\n" << error.chinese() << "\n";
    return 1;
  }
}
