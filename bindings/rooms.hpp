// bindings/rooms.hpp: one function for each room, called in floor order, and the shapes that every room uses.
#pragma once

#include "casters.hpp"

#include "bihuan/state/snapshot.hpp"

namespace bihuan::python {

void bind_errors(py::module_& module);
void bind_time(py::module_& module);
void bind_calendar(py::module_& module);
void bind_heirs(py::module_& module);
void bind_org(py::module_& module);
void bind_chart(py::module_& module);
void bind_reorganisation(py::module_& module);
void bind_plan(py::module_& module);
void bind_ledger(py::module_& module);
void bind_proofs(py::module_& module);
void bind_bodies(py::module_& module);
void bind_state(py::module_& module);
void bind_owed(py::module_& module);
void bind_handed(py::module_& module);
void bind_columns(py::module_& module);
void bind_tally(py::module_& module);
void bind_columns_of(py::class_<Table>& table);
void bind_columns_of(py::class_<Snapshot>& snapshot);
void bind_report(py::module_& module);
void bind_load(py::module_& module);
void bind_form(py::module_& module);
void bind_pictures(py::module_& module);
void bind_campaign(py::module_& module);
void bind_figures(py::module_& module);

/// A member as a read-only attribute. Python gets a copy: nothing refers into a container of ours.
template <class Class, class Member>
void field(py::class_<Class>& type, const char* name, Member Class::*member, const char* doc = "") {
  type.def_property_readonly(name, [member](const Class& self) { return self.*member; }, doc);
}

/// A method that stands in Python (`module` is imported when it is first called).
template <class Class, class... Holder>
void lend(py::class_<Class, Holder...>& type, const char* name, const char* module, const char* function, const char* doc) {
  type.def(
      name,
      [module, function](const py::object& self) { return py::module_::import(module).attr(function)(self); },
      doc);
}

/// The Chinese word of an enumeration's members, as `chinese(member)`.
template <class Enum>
void bind_chinese(py::module_& module) {
  module.def("chinese", [](Enum member) { return chinese(member); }, py::arg("member"));
}

/// The base of our enumerations: an enum.Enum that prints as our word and is found by it.
inline constexpr const char* word = "bihuan.words.Word";

template <class Enum, class Name>
void bind_words(py::module_& module, const char* type, const char* doc, int count, Name name) {
  py::native_enum<Enum> words(module, type, word, doc);
  for (int i = 0; i < count; ++i) words.value(std::string(name(static_cast<Enum>(i))).c_str(), static_cast<Enum>(i));
  words.finalize();
}

/// `<Name text>` for things, `Name('text')` for what can be typed again.
inline std::string quoted(const std::string& text) { return py::repr(py::str(text)); }

}  // namespace bihuan::python
