// campaign/fork.cpp: a campaign in memory that goes on from where another one stands, and its load.
#include "campaign/inside.hpp"

namespace bihuan {

Campaign Campaign::fork(Clock clock) const {
  const Inside& from = *inside_;
  auto inside = std::make_unique<Inside>(copy_into_memory(*from.store, from.history.last_seq()), from.plan, clock ? std::move(clock) : from.clock,
                                         std::filesystem::path());
  inside->is_fork = true;
  inside->calendar = from.calendar;
  inside->law = from.law;
  inside->rules = from.rules;
  inside->form = from.form;
  inside->indicators = from.indicators;
  inside->history = from.history;
  inside->names = from.names;
  inside->ids = from.ids;
  inside->last_person = from.last_person;
  return Campaign(std::move(inside));
}

bool Campaign::is_fork() const noexcept { return inside_->is_fork; }

void Campaign::Inside::refuse_in_fork(const std::string& asked) const {
  if (!is_fork) return;
  throw Refused(ErrorCode::wrong_state, "this campaign is a fork for trying things out; what comes of it must not look official, so it does not " + asked + "; write_draft does",
                "这是用于推演的副本，不得正式印发、签署或出具核验包；可用草稿", {"campaign", "fork", asked, {"write_draft"}, "", 0, 0});
}

Load Campaign::load(Day as_of, const LoadOptions& options, const KnownAt& known_at) const {
  return load_on(snapshot(as_of, known_at), plan_at(known_at), rules_at(known_at), calendar_at(known_at), options);
}

}  // namespace bihuan
