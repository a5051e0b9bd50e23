#include "bihuan/form/write.hpp"
#include "ground/json.hpp"

namespace bihuan {
namespace {

using ground::JsonWriter;

void write_table(JsonWriter& out, const Table& table) {
  out.begin_array();
  for (const std::vector<Cell>& row : table.rows) {
    out.begin_object();
    for (std::size_t i = 0; i < table.keys.size(); ++i) {
      const Cell& cell = row.at(i);
      if (std::holds_alternative<std::monostate>(cell)) continue;
      out.key(table.keys[i]);
      if (const auto* integer = std::get_if<std::int64_t>(&cell)) out.integer(*integer);
      else out.text(cell_text(cell));
    }
    out.end_object();
  }
  out.end_array();
}

void write_rate(JsonWriter& out, std::string_view key, std::int64_t rectified, std::int64_t found) {
  if (const std::optional<Amount> rate = rectification_rate(rectified, found)) out.key(key).text(rate->text());
}

void write_headline(JsonWriter& out, const Headline& h) {
  out.begin_object();
  out.key("found").integer(h.found).key("rectified").integer(h.rectified).key("struck_off").integer(h.struck_off);
  write_rate(out, "rate", h.rectified, h.found);
  out.key("found_cumulative").integer(h.found_cumulative);
  out.key("rectified_cumulative").integer(h.rectified_cumulative);
  out.key("struck_off_cumulative").integer(h.struck_off_cumulative);
  write_rate(out, "rate_cumulative", h.rectified_cumulative, h.found_cumulative);
  out.key("found_total").integer(h.found_total).key("rectified_total").integer(h.rectified_total);
  out.key("found_late").integer(h.found_late).key("rectified_late").integer(h.rectified_late);
  out.key("struck_off_late").integer(h.struck_off_late);
  out.key("open").integer(h.open).key("open_major").integer(h.open_major).key("overdue").integer(h.overdue);
  out.key("override_count").integer(h.override_count).key("unstated_count").integer(h.unstated_count);
  out.key("lowered_count").integer(h.lowered_count).key("extension_count").integer(h.extension_count);
  out.end_object();
}

}  // namespace

std::string report_json(const Report& report) {
  JsonWriter out;
  out.begin_object();
  out.key("campaign").text(report.campaign);
  if (!report.notice_number.empty()) out.key("notice_number").text(report.notice_number);
  out.key("issuer").text(report.issuer);
  out.key("filing").text(report.filing.text()).key("filing_title").text(report.filing_title);
  out.key("period").text(report.period.text());
  out.key("cutoff_on").text(report.cutoff_on.iso()).key("due_on").text(report.due_on.iso());
  out.key("issued").boolean(report.issued).key("balanced").boolean(report.balanced);
  out.key("known_at").text(report.known_at.text());
  out.key("checkpoint").begin_object();
  out.key("ledger").text(report.checkpoint.ledger).key("size").integer(report.checkpoint.size);
  out.key("root").text(hex(report.checkpoint.root)).key("short_code").text(report.checkpoint.short_code());
  out.end_object();
  out.key("headline");
  write_headline(out, report.headline);
  out.key("tables").begin_object();
  for (const Table& table : report.tables) {
    out.key(table.name);
    write_table(out, table);
  }
  out.end_object().end_object();
  return out.take();
}

std::string table_json(const Table& table) {
  JsonWriter out;
  write_table(out, table);
  return out.take();
}

}  // namespace bihuan
