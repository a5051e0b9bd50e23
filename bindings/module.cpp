#include "rooms.hpp"

#ifndef BIHUAN_VERSION
#define BIHUAN_VERSION "0"
#endif

PYBIND11_MODULE(_core, module) {
  using namespace bihuan::python;
  module.doc() = "The C++ library as it is. Programs import bihuan.";
  module.attr("__version__") = BIHUAN_VERSION;
  bind_errors(module);
  bind_time(module);
  bind_heirs(module);
  bind_org(module);
  bind_chart(module);
  bind_reorganisation(module);
  bind_plan(module);
  bind_ledger(module);
  bind_proofs(module);
  bind_bodies(module);
  bind_state(module);
  bind_owed(module);
  bind_handed(module);
  bind_columns(module);
  bind_tally(module);
  bind_report(module);
  bind_load(module);
  bind_form(module);
  bind_pictures(module);
  bind_campaign(module);
  bind_figures(module);
}
