#include "state/writing.hpp"

#include "bihuan/error.hpp"
#include "ground/writing.hpp"

#include <algorithm>

namespace bihuan {
namespace {

void check_text(const Fact& fact, std::string_view field, std::string_view original, std::string_view text, bool identifier) {
  const auto fault = ground::fault_of(text, identifier);
  if (!fault) return;
  const std::string subject = field == "subject" ? std::string() : " of " + fact.subject;
  ErrorContext context;
  context.subject = field == "subject" ? std::string() : fact.subject;
  context.asked = std::string(fact_name(fact.kind)) + "." + std::string(field);
  throw Refused(ErrorCode::field_bad, std::string(fact_name(fact.kind)) + subject + ": " + std::string(field) + " " + fault->english,
                "“" + chinese(fact.kind) + "”的" + std::string(original) + "（" + std::string(field) + "）" + fault->chinese, context);
}

void check_value(const Fact& fact, std::string_view field, std::string_view original, const Value& value, bool identifier) {
  if (const auto* text = std::get_if<std::string>(&value)) check_text(fact, field, original, *text, identifier);
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value))
    for (const std::string& text : *texts) check_text(fact, field, original, text, identifier);
}

}  // namespace

bool fits_type(FieldType type, const Value& value) {
  switch (type) {
    case FieldType::integer:
    case FieldType::money_fen: return std::holds_alternative<std::int64_t>(value);
    case FieldType::truth: {
      const auto* number = std::get_if<std::int64_t>(&value);
      return number != nullptr && (*number == 0 || *number == 1);
    }
    case FieldType::texts: return std::holds_alternative<std::vector<std::string>>(value);
    case FieldType::day: {
      const auto* text = std::get_if<std::string>(&value);
      const auto day = text != nullptr ? Day::try_parse(*text) : std::nullopt;
      return day && day->iso() == *text;
    }
    case FieldType::text: return std::holds_alternative<std::string>(value);
    case FieldType::actor: {
      const auto* text = std::get_if<std::string>(&value);
      return text != nullptr && std::count(text->begin(), text->end(), '@') >= 2 && text->front() != '@';
    }
    case FieldType::any: return true;
  }
  return false;
}

void check_writing(const Fact& fact) {
  check_text(fact, "subject", "编号", fact.subject, true);
  for (const Actor& actor : fact.by)
    for (const auto* part : {&actor.person.text(), &actor.post.text(), &actor.unit.text()}) check_text(fact, "by", "行为人", *part, true);
  const bool is_plan = fact.kind == FactKind::plan_adopted || fact.kind == FactKind::plan_amended;
  for (const auto& [name, value] : fact.fields.entries()) {
    if (is_plan && name == "text") continue;
    const FieldForm* form = find_field(fact.kind, name);
    const bool identifier = ground::is_identifier(name) || (form != nullptr && form->type == FieldType::actor);
    check_value(fact, name, form == nullptr ? std::string_view(name) : form->original, value, identifier);
  }
}

void check_corrected_writing(const Fact& correction) {
  const std::string& field = correction.fields.text("field");
  if (const Value* value = correction.fields.find("value")) check_value(correction, "value", field, *value, ground::is_identifier(field));
}

}  // namespace bihuan
