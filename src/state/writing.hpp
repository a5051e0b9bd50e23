// state/writing.hpp: the fields of an act, held against their types and what a text may be, before it is written down.
#pragma once

#include "bihuan/ledger/fact.hpp"

namespace bihuan {

/// Throws Refused (field_bad) naming the first field, actor or subject whose text is too long or hides something. A
/// plan's own text has no limit. Facts that are in the ledger already are never held against it.
void check_writing(const Fact& fact);
/// The same for the value that a correction gives to another field.
void check_corrected_writing(const Fact& correction);
/// Whether a value is one of its field's type: days as ISO text, truth 0 or 1, actors `person@post@unit`.
bool fits_type(FieldType type, const Value& value);

}  // namespace bihuan
