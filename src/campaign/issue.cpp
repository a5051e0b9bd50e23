// campaign/issue.cpp: files under temporary names, the fact with their digests, then the renames.
#include "campaign/files.hpp"
#include "campaign/inside.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>

namespace bihuan {

namespace {

namespace fs = std::filesystem;

fs::path part_of(const fs::path& file) { return fs::path(file.string() + ".part"); }

constexpr const char* library_version = BIHUAN_VERSION;

/// What is not on the disk may be lost after the fact says that it was issued.
void make_durable(const fs::path& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return;
  ::fsync(fd);
  ::close(fd);
}

Fact issued_fact(const Report& report, const Campaign::Inside& inside, const std::vector<std::string>& files, const fs::path& folder,
                 std::vector<Actor> by) {
  Fact fact{FactKind::report_issued, inside.today(), "report/" + report.filing.text() + "/" + report.period.text(), 0,
            by.empty() ? std::vector<Actor>{inside.office()} : std::move(by), {}};
  Fields& f = fact.fields;
  f.set("filing", Value{report.filing.text()}).set("period", Value{report.period.text()}).set("cutoff_on", report.cutoff_on);
  f.set("pinned", Value{report.checkpoint.size}).set("root", Value{hex(report.checkpoint.root)});
  f.set("rules", Value{hex(sha256(inside.rules.text()))});
  f.set("plan", Value{hex(sha256(inside.plan.text))}).set("edition", Value{inside.calendar.edition_of(report.due_on.year()).id});
  f.set("template", Value{inside.form.id}).set("library", Value{std::string("bihuan ") + library_version});
  f.set("files", Value{files}).set("folder", Value{folder.generic_string()});
  f.set("indicators", Value{hex(sha256(inside.indicators.text()))}).set("form_text", Value{hex(sha256(inside.form.text))});
  f.set("figures", Value{figure_lines(report.headline, report.accounts)});
  return fact;
}

constexpr std::array<std::string_view, 4> endings{".xlsx", ".csv", ".json", ".html"};

/// A name that `write_files` gives: nothing that leads elsewhere, and no file of another kind.
bool is_report_name(const fs::path& name) {
  const std::string ending = name.extension().string();
  return name.filename() == name && !name.stem().empty() && std::find(endings.begin(), endings.end(), ending) != endings.end();
}

/// Symbolic links are followed first: what counts is where a file would really lie.
bool lies_beneath(const fs::path& folder, const fs::path& home) {
  std::error_code unknown;
  const fs::path inner = fs::weakly_canonical(folder, unknown);
  if (unknown) return false;
  const fs::path outer = fs::weakly_canonical(home, unknown);
  return !unknown && std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

/// Gives the parts of an issued report that lie in the folder their names. The ledger is believed in nothing but digests.
void finish_in(const fs::path& folder, const Fields& issued) {
  for (const std::string& entry : issued.texts("files")) {
    const auto space = entry.rfind(' ');
    const fs::path name = entry.substr(0, space);
    if (space == std::string::npos || !is_report_name(name)) continue;
    const fs::path target = folder / name;
    std::error_code unfinished;  // a folder that is gone, not ours or read-only must not keep the ledger shut
    if (fs::symlink_status(part_of(target), unfinished).type() != fs::file_type::regular) continue;
    try {
      if (hex(sha256_of_file(part_of(target).string())) == entry.substr(space + 1)) fs::rename(part_of(target), target, unfinished);
    } catch (const Error&) {
      continue;  // the part can't be read here; it stays for whoever can
    }
  }
}

/// Another process that opened the ledger meanwhile may have finished a rename: the file with its digest is what counts.
void rename_parts(const std::vector<fs::path>& files, const std::vector<std::string>& digests) {
  for (std::size_t i = 0; i < files.size(); ++i) {
    std::error_code error;
    fs::rename(part_of(files[i]), files[i], error);
    if (error && !(fs::exists(files[i]) && hex(sha256_of_file(files[i].string())) == digests[i]))
      throw FormError(ErrorCode::bad_file,
                      "the report is issued, but " + files[i].string() + " could not be given its name (" + error.message() +
                          "); issuing it again into the same folder finishes it",
                      "报告已正式印发，但文件" + files[i].string() + "未能更名；再次向同一目录印发即可完成");
  }
  if (!files.empty()) make_durable(files.front().parent_path());
}

}  // namespace

std::vector<fs::path> Campaign::write_draft(const Report& report, const fs::path& folder) const {
  return write_report_files(report, inside_->form, folder, false);
}

IssuedReport Campaign::issue(const Period& period, const fs::path& folder, std::optional<FilingId> filing, std::vector<Actor> by) {
  inside_->refuse_in_fork("issue");
  const std::string subject = "report/" + (filing ? filing->text() : "") + "/" + period.text();
  IssuedReport out = inside_->attempt({"issue", subject, {}, by}, [&](Turn& turn) { return issue_in(turn, period, folder, filing, by); });
  rename_parts(out.files, out.digests);
  return out;
}

IssuedReport Campaign::issue_in(Turn& turn, const Period& period, const fs::path& folder, const std::optional<FilingId>& filing, std::vector<Actor> by) {
  const FilingId id = inside_->filing_for(period, filing);
  for (const Issued& issued : inside_->history.issued())
    if (issued.filing == id && issued.period == period.text()) {
      if (const Known* known = inside_->history.find(issued.number)) finish_in(folder, known->fact.fields);
      throw FormError(ErrorCode::already_issued,
                      "report " + id.text() + " " + period.text() + " was issued as item " + std::to_string(issued.number) +
                          "; what came later is in the next report as a late entry",
                      period.chinese() + "的报告已正式印发（第" + std::to_string(issued.number) + "项），其后的记录列入下期补报");
    }
  // By the calendar editions published by today, which a rebuild years later names again.
  Report report = make_report(inside_->history, inside_->plan, inside_->ground().calendar, id, period, {}, names(), inside_->indicators);
  if (report.cutoff_on >= inside_->today())
    throw FormError(ErrorCode::nothing_to_report, "the period " + period.text() + " ends on " + report.cutoff_on.iso() + "; today is " + inside_->today().iso(),
                    period.chinese() + "统计截止日为" + report.cutoff_on.chinese() + "，尚未结束");
  if (!report.balanced)
    throw FormError(ErrorCode::bad_file, "the accounts of " + period.text() + " don't balance; nothing is issued", "收支不平衡，不予印发");
  report.issued = true;
  IssuedReport out{report, 0, write_report_files(report, inside_->form, folder, true), {}};
  std::vector<std::string> entries;
  for (const fs::path& file : out.files) {
    make_durable(part_of(file));
    out.digests.push_back(hex(sha256_of_file(part_of(file).string())));
    entries.push_back(file.filename().string() + " " + out.digests.back());
  }
  if (const auto archive = inside_->archive()) {
    // Before the fact names them: a fact never names what is not kept.
    for (const fs::path& file : out.files) archive->keep(bytes_of_file(part_of(file)));
    for (const std::string& text : {inside_->indicators.text(), inside_->form.text, inside_->rules.text()}) archive->keep(text);
  }
  // Relative to the ledger, so that the ledger's bytes do not depend on where it lies.
  const fs::path home = inside_->file.empty() ? fs::current_path() : fs::absolute(inside_->file).parent_path();
  const Fact fact = issued_fact(report, *inside_, entries, fs::proximate(fs::absolute(folder), home), std::move(by));
  out.item = inside_->commit(turn, {fact}, fact.by.front(), {}, {}).number;
  return out;
}

void Campaign::Inside::finish_renames() {
  if (file.empty()) return;
  const fs::path home = fs::absolute(file).parent_path();
  for (const std::size_t place : history.of_kind(FactKind::report_issued)) {
    const Fields& issued = history.facts()[place].fact.fields;
    const fs::path folder = home / issued.text("folder");
    // Opening a ledger touches no file outside its own folder, whatever it says; a folder elsewhere is asked for by name.
    if (lies_beneath(folder, home)) finish_in(folder, issued);
  }
}

}  // namespace bihuan
