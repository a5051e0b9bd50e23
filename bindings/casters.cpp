#include "casters.hpp"

#include <datetime.h>

#include <array>
#include <utility>

namespace bihuan::python {

namespace {

void need_datetime() {
  if (PyDateTimeAPI == nullptr) PyDateTime_IMPORT;
  if (PyDateTimeAPI == nullptr) throw py::error_already_set();
}

std::string described(py::handle source) {
  return std::string(py::str(py::type::of(source).attr("__name__"))) + " " + std::string(py::repr(source));
}

Amount amount_from(py::handle decimal) {
  const py::tuple parts = decimal.attr("as_tuple")();
  if (!py::isinstance<py::int_>(parts[2])) throw py::type_error("a cell can't hold " + described(decimal));
  const auto exponent = parts[2].cast<int>();
  const py::int_ digits(decimal.attr("scaleb")(py::int_(exponent < 0 ? -exponent : 0)));
  return {digits.cast<std::int64_t>(), exponent < 0 ? -exponent : 0};
}

Value value_from(const std::string& key, py::handle source) {
  if (py::isinstance<py::int_>(source)) return source.cast<std::int64_t>();  // a bool is an int, 0 or 1
  if (py::isinstance<py::str>(source)) return source.cast<std::string>();
  if (is_date(source) && !is_datetime(source)) return day_from(source).iso();
  if (py::isinstance<py::list>(source) || py::isinstance<py::tuple>(source)) {
    return source.cast<std::vector<std::string>>();
  }
  throw py::type_error("field " + key + " holds an int, a str, a datetime.date or a list of str, not " +
                       described(source));
}

}  // namespace

bool is_date(py::handle source) {
  need_datetime();
  return PyDate_Check(source.ptr());
}

bool is_datetime(py::handle source) {
  need_datetime();
  return PyDateTime_Check(source.ptr());
}

Day day_from(py::handle source) {
  if (is_datetime(source)) {
    throw py::type_error("a day is a datetime.date, and " + described(source) +
                         " has a time of day that would be lost; its .date() is a day");
  }
  if (!is_date(source)) {
    throw py::type_error("a day is a datetime.date, not " + described(source) +
                         "; bihuan.parse_day reads what people write");
  }
  return Day::of(PyDateTime_GET_YEAR(source.ptr()), PyDateTime_GET_MONTH(source.ptr()),
                 PyDateTime_GET_DAY(source.ptr()));
}

py::object date_from(Day day) {
  need_datetime();
  // Dates are immutable, and the days of a campaign are few: those seen last are given out again.
  struct Seen {
    std::int32_t serial;
    PyObject* date;
  };
  static std::array<Seen, 4096> seen{};
  Seen& one = seen[static_cast<std::uint32_t>(day.serial()) % seen.size()];
  if (one.date == nullptr || one.serial != day.serial()) {
    PyObject* made = PyDate_FromDate(day.year(), day.month(), day.day_of_month());
    if (made == nullptr) throw py::error_already_set();
    Py_XDECREF(std::exchange(one.date, made));
    one.serial = day.serial();
  }
  return py::reinterpret_borrow<py::object>(one.date);
}

Instant instant_from(py::handle source) {
  if (py::isinstance<py::str>(source)) return Instant::parse(source.cast<std::string>());
  if (!is_datetime(source)) {
    throw py::type_error("an instant is a datetime.datetime with a time zone, or ISO text, not " + described(source));
  }
  if (source.attr("utcoffset")().is_none()) {
    throw py::type_error(described(source) + " has no time zone; .replace(tzinfo=...) says which clock showed it");
  }
  const py::module_ datetime = py::module_::import("datetime");
  const py::object epoch = datetime_from(Instant{});
  const py::object micro = datetime.attr("timedelta")(py::arg("microseconds") = 1);
  return {((py::reinterpret_borrow<py::object>(source) - epoch).attr("__floordiv__")(micro)).cast<std::int64_t>()};
}

py::object datetime_from(Instant instant) {
  const py::module_ datetime = py::module_::import("datetime");
  const py::object epoch =
      datetime.attr("datetime")(1970, 1, 1, py::arg("tzinfo") = datetime.attr("timezone").attr("utc"));
  return epoch + datetime.attr("timedelta")(py::arg("microseconds") = instant.micros);
}

Cell cell_from(py::handle source) {
  if (source.is_none()) return std::monostate{};
  if (py::isinstance<py::int_>(source)) return source.cast<std::int64_t>();
  if (py::isinstance<py::str>(source)) return source.cast<std::string>();
  if (is_date(source)) return day_from(source);
  if (py::isinstance(source, py::module_::import("decimal").attr("Decimal"))) return amount_from(source);
  throw py::type_error("a cell holds None, an int, a Decimal, a str or a datetime.date, not " + described(source));
}

py::object object_from(const Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return py::int_(*number);
  if (const auto* text = std::get_if<std::string>(&cell)) return py::str(*text);
  if (const auto* day = std::get_if<Day>(&cell)) return date_from(*day);
  if (const auto* amount = std::get_if<Amount>(&cell)) {
    return py::module_::import("decimal").attr("Decimal")(amount->text());
  }
  return py::none();
}

Fields fields_from(const py::dict& source) {
  Fields fields;
  for (const auto& [key, value] : source) {
    const auto name = key.cast<std::string>();
    if (!value.is_none()) fields.set(name, value_from(name, value));
  }
  return fields;
}

py::dict dict_from(const Fields& fields) {
  py::dict made;
  for (const auto& [key, value] : fields.entries()) made[py::str(key)] = py::cast(value);
  return made;
}

}  // namespace bihuan::python
