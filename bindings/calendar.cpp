#include "rooms.hpp"

#include "bihuan/time/calendar.hpp"

#include <pybind11/numpy.h>

#include <algorithm>
#include <limits>

namespace bihuan::python {

namespace {

constexpr py::ssize_t rows_without_gil = 4096;  // below that giving up the lock costs more than the work

bool is_array(py::handle source) {
  return !py::isinstance<py::type>(source) && (py::hasattr(source, "__array_interface__") || py::hasattr(source, "__array__"));
}

bool is_of(const py::array& array, const char* type) { return array.dtype().equal(py::dtype(std::string(type))); }

py::module_ numpy() { return py::module_::import("numpy"); }

/// One column of a question, in one piece.
py::array in_one_piece(py::handle source) {
  if (py::hasattr(source, "mask") && numpy().attr("ma").attr("is_masked")(source).cast<bool>()) {
    throw py::type_error("a masked column has blank rows, which no calendar answers; .compressed() leaves them out");
  }
  return numpy().attr("asarray")(source, py::arg("order") = "C");
}

/// The days of a question: datetime64[D], or int32 counted from 1970-01-01. Imports numpy only for what is an array.
py::array days_from(py::handle source) {
  if (!is_array(source)) day_from(source);  // says what a day is
  py::array days = in_one_piece(source);
  if (is_of(days, "datetime64[D]") || is_of(days, "int32")) return days;
  throw py::type_error("a column of days is a numpy array of datetime64[D], or of int32 counted from 1970-01-01, not of " +
                       std::string(py::str(days.dtype())) +
                       (days.dtype().kind() == 'M' ? "; .astype('datetime64[D]') says that the time of day may go" : ""));
}

/// Rows for as many rows as the days have: a column of the same shape, or one that numpy repeats to it.
py::array beside(const py::array& days, const py::array& column) { return in_one_piece(numpy().attr("broadcast_to")(column, days.attr("shape"))); }

/// The other end of spans: a date stands for all rows, a column holds days of the same type.
py::array ends_beside(const py::array& days, const py::object& source) {
  if (!is_array(source)) return numpy().attr("full")(days.attr("shape"), day_from(source).serial(), days.dtype());
  const py::array ends = days_from(source);
  if (ends.dtype().equal(days.dtype())) return beside(days, ends);
  throw py::type_error("both ends of spans are columns of one type, not of " + std::string(py::str(days.dtype())) + " and " +
                       std::string(py::str(ends.dtype())));
}

/// Where the answers go: `out`, or a new array like the question.
py::array place_for(const py::array& days, const py::object& out, const py::dtype& type) {
  if (out.is_none()) return numpy().attr("empty")(days.attr("shape"), type);
  if (!py::isinstance<py::array>(out)) throw py::type_error("out is a numpy array");
  py::array given = py::reinterpret_borrow<py::array>(out);
  if (!given.dtype().equal(type) || !given.attr("shape").equal(days.attr("shape"))) {
    throw py::value_error("out takes " + std::string(py::str(type)) + " of shape " + std::string(py::str(days.attr("shape"))) +
                          " here, and is " + std::string(py::str(given.dtype())) + " of shape " +
                          std::string(py::str(given.attr("shape"))));
  }
  if (!given.writeable() || (given.flags() & py::array::c_style) == 0) {
    throw py::value_error("out must be writeable and in one piece");
  }
  return given;
}

/// Columns may be the same memory row for row; one that lies across the answers is copied first.
py::array clear_of(const py::array& column, const py::array& out) {
  const auto* from = static_cast<const char*>(column.data());
  const auto* to = static_cast<const char*>(out.data());
  const bool apart = from + column.nbytes() <= to || to + out.nbytes() <= from;
  if (apart || (from == to && column.itemsize() == out.itemsize())) return column;
  return column.attr("copy")();
}

template <class T>
std::span<const T> cells(const py::array& array) {
  return {static_cast<const T*>(array.data()), static_cast<std::size_t>(array.size())};
}
template <class T>
std::span<T> places(py::array& array) {
  return {static_cast<T*>(array.mutable_data()), static_cast<std::size_t>(array.size())};
}

/// Asks for the type of number that the column holds, without the lock where that pays.
template <class Ask>
void ask_columns(const py::array& days, Ask ask) {
  std::optional<py::gil_scoped_release> released;
  const bool wide = days.itemsize() == 8;
  if (days.size() > rows_without_gil) released.emplace();
  if (wide) {
    ask(std::int64_t{});
  } else {
    ask(std::int32_t{});
  }
}

/// An array of no dimension is a number of numpy's own.
py::object given_back(const py::array& out) { return out.ndim() == 0 ? py::object(out[py::tuple()]) : py::object(out); }

/// A number of days; one that no int holds leads out of every calendar as the farthest int does.
int one_number(const py::object& n) {
  const Py_ssize_t number = PyNumber_AsSsize_t(n.ptr(), nullptr);
  if (number == -1 && PyErr_Occurred() != nullptr) throw py::error_already_set();
  return static_cast<int>(std::clamp<Py_ssize_t>(number, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
}

py::object add_to_column(const Calendar& self, const py::object& source, const py::object& n, const py::object& given) {
  py::array days = days_from(source);
  py::array out = place_for(days, given, days.dtype());
  days = clear_of(days, out);
  if (py::isinstance<py::int_>(n)) {
    const int count = one_number(n);
    ask_columns(days, [&]<class T>(T) { self.add_working_days(cells<T>(days), count, places<T>(out)); });
    return given_back(out);
  }
  const py::dtype number(std::string(days.itemsize() == 8 ? "int64" : "int32"));
  const py::array given_counts = in_one_piece(n).attr("astype")(number, py::arg("casting") = "same_kind", py::arg("copy") = false);
  const py::array counts = clear_of(beside(days, given_counts), out);
  ask_columns(days, [&]<class T>(T) { self.add_working_days(cells<T>(days), cells<T>(counts), places<T>(out)); });
  return given_back(out);
}

py::object count_in_columns(const Calendar& self, const py::object& first, const py::object& last, const py::object& given) {
  // either end may be one date for all rows
  const bool first_is_column = is_array(first);
  py::array leading = days_from(first_is_column ? first : last);
  const py::array other = ends_beside(leading, first_is_column ? last : first);
  const py::dtype number(std::string(leading.itemsize() == 8 ? "int64" : "int32"));
  py::array out = place_for(leading, given, number);
  const py::array from = clear_of(first_is_column ? leading : other, out);
  const py::array to = clear_of(first_is_column ? other : leading, out);
  ask_columns(leading, [&]<class T>(T) { self.count_working_days(cells<T>(from), cells<T>(to), places<T>(out)); });
  return given_back(out);
}

py::object worked_in_column(const Calendar& self, const py::object& source, const py::object& given) {
  const py::array days = days_from(source);
  py::array out = place_for(days, given, py::dtype::of<bool>());
  const py::array asked = clear_of(days, out);
  ask_columns(days, [&]<class T>(T) { self.is_working_day(cells<T>(asked), places<bool>(out)); });
  return given_back(out);
}

// Single days are asked in loops, where most of a call's time went to finding out how it is to be taken. So the usual call, positional
// and about a date, is answered at once; every other one, refusals included, is left to the method proper, which is kept below.

using Fast = PyObject* (*)(const Calendar& self, PyObject* const* arguments);

const Calendar* calendar_in(PyObject* self) {
  return reinterpret_cast<py::detail::instance*>(self)->get_value_and_holder().value_ptr<Calendar>();
}

bool is_day(PyObject* source) { return is_date(source) && !is_datetime(source); }

PyObject* add_quickly(const Calendar& self, PyObject* const* arguments) {
  if (!is_day(arguments[0]) || !PyLong_CheckExact(arguments[1])) return nullptr;
  int overflow = 0;
  const long n = PyLong_AsLongAndOverflow(arguments[1], &overflow);
  if (overflow != 0 || n != static_cast<int>(n)) return nullptr;
  return date_from(self.add_working_days(day_from(arguments[0]), static_cast<int>(n))).release().ptr();
}

PyObject* count_quickly(const Calendar& self, PyObject* const* arguments) {
  if (!is_day(arguments[0]) || !is_day(arguments[1])) return nullptr;
  return PyLong_FromLong(self.count_working_days(day_from(arguments[0]), day_from(arguments[1])));
}

template <int n>
PyObject* step_quickly(const Calendar& self, PyObject* const* arguments) {
  if (!is_day(arguments[0])) return nullptr;
  return date_from(self.add_working_days(day_from(arguments[0]), n)).release().ptr();
}

PyObject* worked_quickly(const Calendar& self, PyObject* const* arguments) {
  if (!is_day(arguments[0])) return nullptr;
  return py::bool_(self.is_working_day(day_from(arguments[0]))).release().ptr();
}

/// A method of Calendar that tries the quick form first. One of each exists, as long as the module does.
template <Fast fast, Py_ssize_t arity>
struct QuickMethod {
  static inline PyObject* proper = nullptr;

  static PyObject* call(PyObject* self, PyObject* const* arguments, Py_ssize_t count, PyObject* keywords) noexcept {
    if (count == arity && keywords == nullptr) {
      try {
        const Calendar* calendar = calendar_in(self);
        if (PyObject* answer = calendar == nullptr ? nullptr : fast(*calendar, arguments)) return answer;
      } catch (...) {
        PyErr_Clear();  // the method proper will say it
      }
    }
    constexpr Py_ssize_t most = 8;
    PyObject* all[most + 1] = {self};
    const Py_ssize_t given = count + (keywords == nullptr ? 0 : PyTuple_GET_SIZE(keywords));
    if (given > most) return PyErr_Format(PyExc_TypeError, "%zd arguments are too many", given);
    std::copy_n(arguments, given, all + 1);
    return PyObject_Vectorcall(proper, all, static_cast<std::size_t>(count + 1), keywords);
  }

  /// Puts itself before the method of that name, which takes over its documentation.
  static void before(const py::class_<Calendar>& calendar, const char* name, const char* doc) {
    proper = py::object(calendar.attr(name)).release().ptr();
    static PyMethodDef definition{name, reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(&call)), METH_FASTCALL | METH_KEYWORDS, doc};
    calendar.attr(name) = py::reinterpret_steal<py::object>(PyDescr_NewMethod(reinterpret_cast<PyTypeObject*>(calendar.ptr()), &definition));
  }
};

template <int n>
py::object step_column(const Calendar& self, const py::object& day, const py::object& out) {
  if (is_array(day)) return add_to_column(self, day, py::int_(n), out);
  return date_from(self.add_working_days(day_from(day), n));
}

py::object add_any(const Calendar& self, const py::object& day, const py::object& n, const py::object& out) {
  if (is_array(day)) return add_to_column(self, day, n, out);
  return date_from(self.add_working_days(day_from(day), one_number(n)));
}

py::object count_any(const Calendar& self, const py::object& first, const py::object& last, const py::object& out) {
  if (is_array(first) || is_array(last)) return count_in_columns(self, first, last, out);
  return py::int_(self.count_working_days(day_from(first), day_from(last)));
}

py::object worked_any(const Calendar& self, const py::object& day, const py::object& out) {
  if (is_array(day)) return worked_in_column(self, day, out);
  return py::bool_(self.is_working_day(day_from(day)));
}

void bind_questions(py::class_<Calendar>& calendar) {
  const auto out = py::arg("out") = py::none();
  calendar.def("is_working_day", &worked_any, py::arg("day"), py::kw_only(), out)
      .def("next_working_day", &step_column<1>, py::arg("day"), py::kw_only(), out)
      .def("previous_working_day", &step_column<-1>, py::arg("day"), py::kw_only(), out)
      .def("add_working_days", &add_any, py::arg("day"), py::arg("n"), py::kw_only(), out)
      .def("count_working_days", &count_any, py::arg("first"), py::arg("last"), py::kw_only(), out);
  QuickMethod<&worked_quickly, 1>::before(calendar, "is_working_day", "is_working_day($self, day, *, out=None)\n--\n\nOf a day or a column of days.");
  QuickMethod<&step_quickly<1>, 1>::before(calendar, "next_working_day", "next_working_day($self, day, *, out=None)\n--\n\nStrictly after the day.");
  QuickMethod<&step_quickly<-1>, 1>::before(calendar, "previous_working_day",
                                            "previous_working_day($self, day, *, out=None)\n--\n\nStrictly before the day.");
  QuickMethod<&add_quickly, 2>::before(
      calendar, "add_working_days",
      "add_working_days($self, day, n, *, out=None)\n--\n\n"
      "The n-th working day after the day, which is not counted; n < 0 goes back, 0 gives the day itself. Takes columns too.");
  QuickMethod<&count_quickly, 2>::before(calendar, "count_working_days",
                                         "count_working_days($self, first, last, *, out=None)\n--\n\n"
                                         "Working days from `first` to `last`, both included. Takes columns too.");
}

}  // namespace

void bind_calendar(py::module_& module) {
  py::class_<Calendar> calendar(module, "Calendar", "Which days are worked, from dated editions of the yearly notices.");
  calendar.def_static("china", &Calendar::china, "The shipped editions, 2019 to 2026.")
      .def_static("load", &Calendar::load, py::arg("path"), "A calendar file alone.")
      .def_static("parse", &Calendar::parse, py::arg("text"), py::arg("file_name") = "<text>")
      .def("with_editions", &Calendar::with, py::arg("more"), "This calendar with the editions of another added.")
      .def("as_published_on", &Calendar::as_published_on, py::arg("day"), "Only editions published by a day.")
      .def_property_readonly("editions", [](const Calendar& self) { return std::vector<Edition>(self.editions()); })
      .def("edition_of", [](const Calendar& self, int year) { return Edition(self.edition_of(year)); }, py::arg("year"))
      .def("status", &Calendar::status, py::arg("day"))
      .def("__repr__", [](const Calendar& self) {
        return "<Calendar of " + std::to_string(self.editions().size()) + " editions>";
      });
  bind_questions(calendar);
}

}  // namespace bihuan::python
