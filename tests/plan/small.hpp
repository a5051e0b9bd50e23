// tests/plan/small.hpp: a small invented plan without a single problem; each test breaks one thing of it.
#pragma once

#include "bihuan/plan/plan.hpp"

#include <stdexcept>
#include <string>

namespace small {

inline const std::string& plan_text() {
  static const std::string text = R"([notice]
id = "small"
campaign = "小行动"
title = "小方案"
number = "甲〔2021〕1号"
issuer = "甲局"
issued_on = 2021-03-01
addressees = ["甲科", "乙科"]
zone = "+08:00"
span = { first = 2021-03-01, last = 2021-06-30 }

[units]
bureau = { name = "甲局" }
a = { name = "甲科" }
b = { name = "乙科" }

[bodies]
fire = { name = "丙队" }

[[term]]
name = "各科"
members = ["a", "b"]
origin = "printed"

[posts]
director = { name = "局长" }
head = { name = "科长", answers_for_unit = true }
staff = { name = "科员" }

[group]
name = "领导小组"
office = "甲科"

[[group.rank]]
rank = "组长"
post = "director"
of = ["甲局"]

[[task]]
id = "1"
title = "大题"

[[task]]
id = "1.1"
title = "小题一"
leading = ["甲科"]
responsible = ["乙科"]

[[task]]
id = "1.2"
title = "小题二"
leading = ["乙科"]
responsible = ["各科"]
cooperating = ["丙队"]

[[phase]]
id = "one"
title = "起"
span = { first = 2021-03-01, last = 2021-03-31 }
demanded_of = ["各科"]
demands = ["动手"]

[[phase]]
id = "two"
title = "承"
span = { first = 2021-04-01, last = 2021-06-30 }

[[filing]]
id = "monthly"
title = "月报"
filers = ["各科"]
recipient = "甲科"
every = "month"
due = { months_after = 1, day = 8 }
cutoff = { months_after = 0, day = "last" }
roll = "none"
forms = ["hazards"]

[roles]
inspector = { posts = ["staff"] }
grader = { posts = ["staff"] }
approver = { posts = ["head"] }
orderer = { posts = ["staff"] }
rectifier = { posts = ["staff"] }
rectifier_head = { posts = ["staff"] }
reviewer = { posts = ["staff"] }
supervising_unit = { posts = ["head"] }
lister = { posts = ["head"] }
delister = { posts = ["head"] }
registrar = { posts = ["staff"] }
ladder = { posts = ["head"] }
enforcement = { posts = ["staff"] }
checker = { posts = ["head"] }
office = { posts = ["head"] }

[[rule]]
id = "grade"
title = "grade"
limit = "grade"
days = 3
counting = "working_days"
source = "五"

[[rule]]
id = "order"
title = "order"
limit = "order"
days = 3
counting = "working_days"
source = "五"

[[rule]]
id = "treatment"
title = "treatment"
limit = "treatment"
days = 10
counting = "working_days"
source = "五"

[[rule]]
id = "begin"
title = "begin"
limit = "begin"
days = 5
counting = "working_days"
source = "五"

[[rule]]
id = "review"
title = "review"
limit = "review"
days = 10
counting = "working_days"
source = "五"

[[rule]]
id = "order_again"
title = "order_again"
limit = "order_again"
days = 3
counting = "working_days"
source = "五"

[[rule]]
id = "close"
title = "close"
limit = "close"
days = 5
counting = "working_days"
source = "五"

[[rule]]
id = "decide_extension"
title = "decide_extension"
limit = "decide_extension"
days = 10
counting = "working_days"
source = "五"

[[ladder]]
step = 1
when = "overdue"
days = 1
counting = "working_days"
act = "remind"
to = "supervising_unit"
title = "第1级"

[[ladder]]
step = 2
when = "overdue"
days = 6
counting = "working_days"
act = "interview"
to = "leading_group"
title = "第2级"

[[ladder]]
step = 3
when = "overdue"
days = 12
counting = "working_days"
act = "report_up"
to = "丙队"
title = "第3级"

[[problem_class]]
id = "both"
title = "大类"
tasks = ["1.1", "1.2"]
origin = 'printed'
)";
  return text;
}

/// The small plan with one passage replaced; the passage must stand there once.
inline std::string with(const std::string& passage, const std::string& by) {
  std::string text = plan_text();
  const std::size_t at = text.find(passage);
  if (at == std::string::npos || text.find(passage, at + 1) != std::string::npos) {
    throw std::logic_error("the passage must stand once in the small plan: " + passage);
  }
  return text.replace(at, passage.size(), by);
}

inline bihuan::Plan parse(const std::string& text) { return bihuan::Plan::parse(text, "small.toml"); }

}  // namespace small
