// Columns as Python's programs of analysis take them: the Arrow C interface in capsules, and views for numpy. Nothing is copied but flags.
#include "rooms.hpp"

#include "bihuan/state/columns.hpp"

#include <pybind11/numpy.h>

#include <cerrno>
#include <cmath>

// The two structures of the Arrow C data interface and the one of its stream interface, as their specification lays them out.
struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  std::int64_t flags;
  std::int64_t n_children;
  ArrowSchema** children;
  ArrowSchema* dictionary;
  void (*release)(ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  std::int64_t length;
  std::int64_t null_count;
  std::int64_t offset;
  std::int64_t n_buffers;
  std::int64_t n_children;
  const void** buffers;
  ArrowArray** children;
  ArrowArray* dictionary;
  void (*release)(ArrowArray*);
  void* private_data;
};

struct ArrowArrayStream {
  int (*get_schema)(ArrowArrayStream*, ArrowSchema* out);
  int (*get_next)(ArrowArrayStream*, ArrowArray* out);
  const char* (*get_last_error)(ArrowArrayStream*);
  void (*release)(ArrowArrayStream*);
  void* private_data;
};

namespace bihuan::python {

namespace {

constexpr std::int64_t may_be_null = 2;  // a flag of a schema

/// What a schema or an array points to besides columns; each struct handed out owns one, so that children may be taken out.
template <class Arrow>
struct Parts {
  std::string format, name;
  std::shared_ptr<const Columns> columns;  ///< keeps the cells alive
  std::vector<std::uint8_t> packed;        ///< flags, a bit each
  std::vector<const void*> buffers;
  std::vector<std::unique_ptr<Arrow>> children;
  std::vector<Arrow*> seen_children;
  std::unique_ptr<Arrow> dictionary;

  Arrow* new_child() {
    children.push_back(std::make_unique<Arrow>());
    seen_children.push_back(children.back().get());
    return seen_children.back();
  }
};

/// Lets go of what was not taken out before; the last act in the life of a schema or an array.
template <class Arrow>
void release(Arrow* one) {
  const std::unique_ptr<Parts<Arrow>> parts(static_cast<Parts<Arrow>*>(one->private_data));
  for (const auto& child : parts->children) {
    if (child->release != nullptr) child->release(child.get());
  }
  if (parts->dictionary != nullptr && parts->dictionary->release != nullptr) parts->dictionary->release(parts->dictionary.get());
  one->release = nullptr;
}

/// Fills a struct from its parts, which it owns from here on.
template <class Arrow>
void own(Arrow& one, std::unique_ptr<Parts<Arrow>> parts) {
  one.n_children = static_cast<std::int64_t>(parts->children.size());
  one.children = parts->seen_children.empty() ? nullptr : parts->seen_children.data();
  one.dictionary = parts->dictionary.get();
  one.release = &release<Arrow>;
  one.private_data = parts.release();
}

std::string format_of(const NamedColumn& column) {
  switch (column.kind()) {
    case ColumnKind::blank: return "n";
    case ColumnKind::integer: return column.cell_bytes() == 8 ? "l" : "i";
    case ColumnKind::day: return "tdD";
    case ColumnKind::flag: return "b";
    case ColumnKind::amount: return "d:38," + std::to_string(column.scale());
    case ColumnKind::text: return column.cell_bytes() == 4 ? "i" : "C";  // of the codes
  }
  return {};
}

void give_schema(ArrowSchema& out, std::string format, std::string name, std::int64_t flags, std::unique_ptr<Parts<ArrowSchema>> parts) {
  parts->format = std::move(format);
  parts->name = std::move(name);
  out = ArrowSchema{};
  out.format = parts->format.c_str();
  out.name = parts->name.c_str();
  out.flags = flags;
  own(out, std::move(parts));
}

void give_schema(ArrowSchema& out, const NamedColumn& column) {
  auto parts = std::make_unique<Parts<ArrowSchema>>();
  if (column.kind() == ColumnKind::text) {
    parts->dictionary = std::make_unique<ArrowSchema>();
    give_schema(*parts->dictionary, "U", "", 0, std::make_unique<Parts<ArrowSchema>>());
  }
  give_schema(out, format_of(column), column.name(), may_be_null, std::move(parts));
}

void give_schema(ArrowSchema& out, const Columns& columns) {
  auto parts = std::make_unique<Parts<ArrowSchema>>();
  for (const NamedColumn& column : columns.all()) give_schema(*parts->new_child(), column);
  give_schema(out, "+s", "", 0, std::move(parts));
}

void give_array(ArrowArray& out, std::size_t length, std::size_t null_count, std::unique_ptr<Parts<ArrowArray>> parts) {
  out = ArrowArray{};
  out.length = static_cast<std::int64_t>(length);
  out.null_count = static_cast<std::int64_t>(null_count);
  out.n_buffers = static_cast<std::int64_t>(parts->buffers.size());
  out.buffers = parts->buffers.empty() ? nullptr : parts->buffers.data();
  own(out, std::move(parts));
}

std::unique_ptr<Parts<ArrowArray>> parts_of(const std::shared_ptr<const Columns>& columns) {
  auto parts = std::make_unique<Parts<ArrowArray>>();
  parts->columns = columns;
  return parts;
}

/// An Arrow buffer is never null where it has cells; one without cells points anywhere.
const void* buffer(const void* cells) {
  static const std::int64_t none[2] = {};
  return cells == nullptr ? none : cells;
}

std::vector<std::uint8_t> packed(std::span<const std::uint8_t> flags) {
  std::vector<std::uint8_t> bits((flags.size() + 7) / 8);
  for (std::size_t row = 0; row < flags.size(); ++row) {
    bits[row / 8] = static_cast<std::uint8_t>(bits[row / 8] | (flags[row] != 0 ? 1U : 0U) << row % 8);
  }
  return bits;
}

void give_array(ArrowArray& out, const std::shared_ptr<const Columns>& columns, const NamedColumn& column) {
  auto parts = parts_of(columns);
  if (column.kind() == ColumnKind::blank) {
    give_array(out, column.row_count(), column.row_count(), std::move(parts));
    return;
  }
  const std::span<const std::uint8_t> bits = column.presence().bits();
  parts->buffers = {bits.empty() ? nullptr : bits.data(), buffer(column.first_cell())};
  if (column.kind() == ColumnKind::flag) {
    parts->packed = packed(column.cells<std::uint8_t>());
    parts->buffers[1] = buffer(parts->packed.data());
  }
  if (column.kind() == ColumnKind::text) {
    const Dictionary& words = *column.dictionary();
    auto texts = parts_of(columns);
    texts->buffers = {nullptr, words.ends().data(), buffer(words.bytes().data())};
    parts->dictionary = std::make_unique<ArrowArray>();
    give_array(*parts->dictionary, words.size(), 0, std::move(texts));
  }
  give_array(out, column.row_count(), column.presence().blank_count(), std::move(parts));
}

void give_array(ArrowArray& out, const std::shared_ptr<const Columns>& columns) {
  auto parts = parts_of(columns);
  parts->buffers = {nullptr};
  for (const NamedColumn& column : columns->all()) give_array(*parts->new_child(), columns, column);
  give_array(out, columns->row_count(), 0, std::move(parts));
}

/// A stream of one batch.
struct Batch {
  std::shared_ptr<const Columns> columns;
  bool given = false;
  std::string error;
};

template <class Give>
int told(ArrowArrayStream* stream, Give give) {
  auto& batch = *static_cast<Batch*>(stream->private_data);
  try {
    give(batch);
    return 0;
  } catch (const std::exception& error) {
    batch.error = error.what();
    return ENOMEM;
  }
}

void give_stream(ArrowArrayStream& out, const std::shared_ptr<const Columns>& columns) {
  out.private_data = new Batch{columns, false, {}};
  out.get_schema = [](ArrowArrayStream* stream, ArrowSchema* schema) {
    return told(stream, [schema](const Batch& batch) { give_schema(*schema, *batch.columns); });
  };
  out.get_next = [](ArrowArrayStream* stream, ArrowArray* array) {
    return told(stream, [array](Batch& batch) {
      *array = ArrowArray{};  // released: the end of the stream
      if (!batch.given) give_array(*array, batch.columns);
      batch.given = true;
    });
  };
  out.get_last_error = [](ArrowArrayStream* stream) -> const char* {
    const std::string& error = static_cast<Batch*>(stream->private_data)->error;
    return error.empty() ? nullptr : error.c_str();
  };
  out.release = [](ArrowArrayStream* stream) {
    delete static_cast<Batch*>(stream->private_data);
    stream->release = nullptr;
  };
}

/// A capsule that lets go of what nobody has taken out of it.
template <class Arrow, class Give>
py::capsule capsule(const char* name, Give give) {
  auto made = std::make_unique<Arrow>();
  give(*made);
  PyObject* one = PyCapsule_New(made.get(), name, [](PyObject* self) {
    const std::unique_ptr<Arrow> held(static_cast<Arrow*>(PyCapsule_GetPointer(self, PyCapsule_GetName(self))));
    if (held->release != nullptr) held->release(held.get());
  });
  if (one == nullptr) {
    made->release(made.get());
    throw py::error_already_set();
  }
  made.release();
  return py::reinterpret_steal<py::capsule>(one);
}

py::capsule schema_capsule(const Columns& columns) {
  return capsule<ArrowSchema>("arrow_schema", [&](ArrowSchema& out) { give_schema(out, columns); });
}
py::tuple array_capsules(const std::shared_ptr<const Columns>& columns) {
  return py::make_tuple(schema_capsule(*columns), capsule<ArrowArray>("arrow_array", [&](ArrowArray& out) { give_array(out, columns); }));
}
py::capsule stream_capsule(const std::shared_ptr<const Columns>& columns) {
  return capsule<ArrowArrayStream>("arrow_array_stream", [&](ArrowArrayStream& out) { give_stream(out, columns); });
}

template <class Whole>
std::shared_ptr<const Columns> columns_of(const Whole& whole) { return std::make_shared<const Columns>(whole.columns()); }

/// numpy's word for the cells of a column; nothing for cells that it has no numbers for.
const char* numpy_type(const NamedColumn& column) {
  switch (column.kind()) {
    case ColumnKind::integer: return column.cell_bytes() == 8 ? "int64" : "int32";
    case ColumnKind::day: return "int32";
    case ColumnKind::flag: return "bool";
    case ColumnKind::text: return column.cell_bytes() == 4 ? "int32" : "uint8";
    case ColumnKind::amount: return "float64";
    case ColumnKind::blank: break;
  }
  throw py::type_error("column " + column.name() + " is blank: numpy has no number for that");
}

/// The nearest floats. (Exact amounts go out by Arrow.)
py::array floats(const NamedColumn& column) {
  py::array_t<double> made(static_cast<py::ssize_t>(column.row_count()));
  double* out = made.mutable_data();
  const long double unit = std::pow(10.0L, column.scale());
  for (const WideInteger& digits : column.cells<WideInteger>()) {
    *out++ = static_cast<double>((std::ldexp(static_cast<long double>(digits.high), 64) + static_cast<long double>(digits.low)) / unit);
  }
  return made;
}

/// A read-only view of a column's cells that keeps the columns alive; where some are blank a masked array around the view.
py::object view(const py::object& self, const std::string& name) {
  const auto& column = self.cast<const Columns&>().column(name);
  const auto rows = static_cast<py::ssize_t>(column.row_count());
  const py::dtype type{std::string(numpy_type(column))};
  const py::array cells = column.kind() == ColumnKind::amount
                              ? floats(column)
                              : py::array(type, {rows}, {static_cast<py::ssize_t>(column.cell_bytes())}, buffer(column.first_cell()), self);
  cells.attr("setflags")(py::arg("write") = false);
  if (column.presence().blank_count() == 0) return cells;
  py::array_t<bool> blank(rows);
  auto mask = blank.mutable_unchecked<1>();
  for (py::ssize_t row = 0; row < rows; ++row) mask(row) = !column.presence().at(static_cast<std::size_t>(row));
  return py::module_::import("numpy").attr("ma").attr("MaskedArray")(cells, blank, py::arg("copy") = false);
}

py::list words_of(const NamedColumn& column) {
  if (column.kind() != ColumnKind::text) throw py::type_error("column " + column.name() + " holds no texts");
  py::list words;
  for (std::size_t code = 0; code < column.dictionary()->size(); ++code) words.append(py::str(std::string(column.dictionary()->text(code))));
  return words;
}

}  // namespace

void bind_columns(py::module_& module) {
  py::class_<Columns, std::shared_ptr<Columns>> columns(module, "Columns", "Named columns of one length, for pandas, polars, DuckDB, pyarrow and numpy.");
  columns
      .def_property_readonly("names",
                             [](const Columns& self) {
                               std::vector<std::string> names;
                               for (const NamedColumn& column : self.all()) names.push_back(column.name());
                               return names;
                             })
      .def("kind", [](const Columns& self, std::string_view name) { return std::string(column_kind_name(self.column(name).kind())); },
           py::arg("name"), "blank, integer, day, flag, amount or text.")
      .def("array", &view, py::arg("name"),
           "The cells as a read-only numpy array: integers, days counted from 1970-01-01, flags and codes of texts as they lie in memory; "
           "amounts as the nearest floats. Masked where blank.")
      .def("texts", [](const Columns& self, std::string_view name) { return words_of(self.column(name)); }, py::arg("name"),
           "What the codes of a column of texts stand for.")
      .def("__len__", &Columns::row_count)
      .def("__arrow_c_schema__", [](const Columns& self) { return schema_capsule(self); })
      .def("__arrow_c_array__", [](const std::shared_ptr<Columns>& self, const py::object&) { return array_capsules(self); },
           py::arg("requested_schema") = py::none())
      .def("__arrow_c_stream__", [](const std::shared_ptr<Columns>& self, const py::object&) { return stream_capsule(self); },
           py::arg("requested_schema") = py::none())
      .def("__repr__", [](const Columns& self) {
        return "<Columns, " + std::to_string(self.row_count()) + " rows of " + std::to_string(self.all().size()) + ">";
      });
  lend(columns, "to_pandas", "bihuan.views", "columns_frame", "A pandas.DataFrame with these columns.");
}

namespace {

/// What has columns hands them out itself too.
template <class Whole>
void bind_columns_for(py::class_<Whole>& whole, const char* doc) {
  whole.def("columns", [](const Whole& self) { return std::make_shared<Columns>(self.columns()); }, doc)
      .def("__arrow_c_schema__", [](const Whole& self) { return schema_capsule(self.columns()); })
      .def("__arrow_c_array__", [](const Whole& self, const py::object&) { return array_capsules(columns_of(self)); },
           py::arg("requested_schema") = py::none())
      .def("__arrow_c_stream__", [](const Whole& self, const py::object&) { return stream_capsule(columns_of(self)); },
           py::arg("requested_schema") = py::none());
}

}  // namespace

void bind_columns_of(py::class_<Table>& table) { bind_columns_for(table, "The table by columns."); }
void bind_columns_of(py::class_<Snapshot>& snapshot) { bind_columns_for(snapshot, "The hazards by columns, a row each."); }

}  // namespace bihuan::python
