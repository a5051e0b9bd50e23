// report/story.cpp: a fact told in Chinese.
#include "bihuan/report/story.hpp"

#include "bihuan/report/table.hpp"

namespace bihuan {

namespace {

using Names = std::map<PersonId, std::string>;

std::string name_of(const PersonId& person, const Names& names) {
  const auto found = names.find(person);
  return found == names.end() || found->second.empty() ? person.text() : found->second;
}

std::string actor_text(const Actor& actor, const Organisation& organisation, const Names& names) {
  return organisation.unit_name(actor.unit) + organisation.post_title(actor.post) + name_of(actor.person, names);
}

/// 万元 without the zeros at the end: 0.8.
std::string wan_yuan(std::int64_t fen) {
  Amount amount{fen, 6};
  for (; amount.scale > 0 && amount.value % 10 == 0; --amount.scale) amount.value /= 10;
  return amount.text();
}

std::string value_text(const FieldForm& form, const Value& value, const Organisation& organisation, const Names& names) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    if (form.type == FieldType::money_fen) return wan_yuan(*number) + "万元";
    if (form.type == FieldType::truth) return *number != 0 ? "是" : "否";
    return std::to_string(*number);
  }
  if (const auto* text = std::get_if<std::string>(&value)) {
    if (form.type == FieldType::actor) return actor_text(Actor::parse(*text), organisation, names);
    if (form.name == "grade" || form.name == "old_grade" || form.name == "new_grade") return chinese(parse_grade(*text));
    if (form.name == "supervising_unit" || form.name == "territorial_unit") return organisation.unit_name(UnitId{*text});
    return *text;
  }
  std::string out;
  for (const std::string& one : std::get<std::vector<std::string>>(value)) out += (out.empty() ? "" : "、") + one;
  return out;
}

/// The terms of the fields that a fact names in `assumed` or `unstated`.
std::string terms_of(const Fact& fact, std::string_view list) {
  std::string out;
  for (const std::string& name : fact.fields.texts(list)) {
    const FieldForm* form = find_field(fact.kind, name);
    out += (out.empty() ? "" : "、") + (form != nullptr ? std::string(form->original) : name == "on" ? std::string("日期") : name);
  }
  return out;
}

std::string sentence(const Fact& fact, const Organisation& organisation, const Names& names) {
  std::string out;
  for (const Actor& actor : fact.by) out += (out.empty() ? "" : "、") + actor_text(actor, organisation, names);
  for (const FieldForm& form : fields_of(fact.kind))
    if (const Value* value = fact.fields.find(form.name))
      out += "；" + std::string(form.original) + "：" + value_text(form, *value, organisation, names);
  if (fact.fields.has("override_post")) out += "；越权办理：" + fact.fields.text("override_post") + "，" + fact.fields.text("override_reason");
  if (fact.fields.has("note")) out += "；备注：" + fact.fields.text("note");
  if (const std::string assumed = terms_of(fact, "assumed"); !assumed.empty()) out += "；假定：" + assumed;
  if (const std::string unstated = terms_of(fact, "unstated"); !unstated.empty()) out += "；未填：" + unstated;
  return out;
}

}  // namespace

Hazard with_story(Hazard hazard, const History& history, const Organisation& organisation, const Names& names) {
  for (Step& step : hazard.steps)
    if (const Known* known = history.find(step.number)) step.text = sentence(known->fact, organisation, names);
  return hazard;
}

}  // namespace bihuan
