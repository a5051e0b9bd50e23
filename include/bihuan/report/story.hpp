// report/story.hpp: how a hazard came to stand where it stands, a sentence a step.
#pragma once

#include "bihuan/state/snapshot.hpp"

namespace bihuan {

/// The hazard with the text of every step written: who acted in which post, and what the fact says, by the field's
/// Chinese term; assumed and unstated fields are named as such. `names` gives persons' names; an erased one shows its id.
Hazard with_story(Hazard hazard, const History& history, const Organisation& organisation,
                  const std::map<PersonId, std::string>& names);

}  // namespace bihuan
