// The one table of errors: which Python class (python/bihuan/errors.py) stands for which of ours.
#include "rooms.hpp"

#include "bihuan/error.hpp"

namespace bihuan::python {

namespace {

void raise(const char* name, const Error& error) {
  const py::object type = py::module_::import("bihuan.errors").attr(name);
  const ErrorContext& context = error.context();
  const py::object made = type(error.what(), py::arg("code") = std::string(code_name(error.code())),
                               py::arg("chinese") = error.chinese(), py::arg("subject") = context.subject,
                               py::arg("state") = context.state, py::arg("asked") = context.asked,
                               py::arg("allowed") = context.allowed, py::arg("file") = context.file,
                               py::arg("line") = context.line, py::arg("column") = context.column,
                               py::arg("orphans") = context.orphans);
  PyErr_SetObject(type.ptr(), made.ptr());
}

/// Most special first: a Conflict is a LedgerError.
void translate(std::exception_ptr thrown) {
  try {
    if (thrown) std::rethrow_exception(thrown);
  } catch (const Conflict& error) {
    raise("Conflict", error);
  } catch (const LedgerError& error) {
    raise("LedgerError", error);
  } catch (const TimeError& error) {
    raise("TimeError", error);
  } catch (const PlanError& error) {
    raise("PlanError", error);
  } catch (const Refused& error) {
    raise("Refused", error);
  } catch (const ReturnError& error) {
    raise("ReturnError", error);
  } catch (const FormError& error) {
    raise("FormError", error);
  } catch (const Error& error) {
    raise("Error", error);
  }
}

}  // namespace

void bind_errors(py::module_&) { py::register_local_exception_translator(&translate); }

}  // namespace bihuan::python
