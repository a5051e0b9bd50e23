// bindings/casters.hpp: how our small values become Python's own: days, instants, identifiers, cells, fields.
#pragma once

#include "bihuan/ledger/item.hpp"
#include "bihuan/report/table.hpp"

#include <pybind11/functional.h>
#include <pybind11/native_enum.h>
#include <pybind11/operators.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

namespace py = pybind11;

namespace bihuan::python {

/// A datetime.date and nothing else. Throws TypeError with what to write instead.
Day day_from(py::handle source);
py::object date_from(Day day);
/// A datetime.datetime with a zone, or ISO text. Throws TypeError for one without a zone.
Instant instant_from(py::handle source);
py::object datetime_from(Instant instant);
bool is_date(py::handle source);
bool is_datetime(py::handle source);

/// None, int, Decimal, str or date.
Cell cell_from(py::handle source);
py::object object_from(const Cell& cell);
/// int, bool, str, date, or a list of str; None is left out.
Fields fields_from(const py::dict& source);
py::dict dict_from(const Fields& fields);

}  // namespace bihuan::python

namespace pybind11::detail {

/// An identifier is a str.
template <class Kind>
struct type_caster<bihuan::Id<Kind>> {
  PYBIND11_TYPE_CASTER(bihuan::Id<Kind>, const_name("str"));
  bool load(handle source, bool) {
    if (!isinstance<str>(source)) return false;
    value = bihuan::Id<Kind>{source.cast<std::string>()};
    return true;
  }
  static handle cast(const bihuan::Id<Kind>& id, return_value_policy, handle) { return str(id.text()).release(); }
};

/// A day is a datetime.date. (There is no default day, hence by hand.)
template <>
struct type_caster<bihuan::Day> {
  static constexpr auto name = const_name("datetime.date");
  template <class>
  using cast_op_type = bihuan::Day;
  operator bihuan::Day() { return *value; }
  bool load(handle source, bool) {
    value = bihuan::python::day_from(source);
    return true;
  }
  static handle cast(bihuan::Day day, return_value_policy, handle) { return bihuan::python::date_from(day).release(); }
  std::optional<bihuan::Day> value;
};

template <>
struct type_caster<bihuan::Instant> {
  PYBIND11_TYPE_CASTER(bihuan::Instant, const_name("datetime.datetime"));
  bool load(handle source, bool) {
    value = bihuan::python::instant_from(source);
    return true;
  }
  static handle cast(bihuan::Instant instant, return_value_policy, handle) {
    return bihuan::python::datetime_from(instant).release();
  }
};

template <>
struct type_caster<bihuan::Cell> {
  PYBIND11_TYPE_CASTER(bihuan::Cell, const_name("Cell"));
  bool load(handle source, bool) {
    value = bihuan::python::cell_from(source);
    return true;
  }
  static handle cast(const bihuan::Cell& cell, return_value_policy, handle) {
    return bihuan::python::object_from(cell).release();
  }
};

template <>
struct type_caster<bihuan::Fields> {
  PYBIND11_TYPE_CASTER(bihuan::Fields, const_name("dict[str, int | str | list[str]]"));
  bool load(handle source, bool) {
    if (!isinstance<dict>(source)) return false;
    value = bihuan::python::fields_from(reinterpret_borrow<dict>(source));
    return true;
  }
  static handle cast(const bihuan::Fields& fields, return_value_policy, handle) {
    return bihuan::python::dict_from(fields).release();
  }
};

/// 32 bytes as 64 hex digits.
template <>
struct type_caster<bihuan::Digest> {
  PYBIND11_TYPE_CASTER(bihuan::Digest, const_name("str"));
  bool load(handle source, bool) {
    if (!isinstance<str>(source)) return false;
    value = bihuan::parse_hex(source.cast<std::string>());
    return true;
  }
  static handle cast(const bihuan::Digest& digest, return_value_policy, handle) {
    return str(bihuan::hex(digest)).release();
  }
};

}  // namespace pybind11::detail
