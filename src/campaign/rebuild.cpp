// campaign/rebuild.cpp: reports as they were issued, why reports differ, and what is behind a figure.
#include "campaign/files.hpp"
#include "campaign/inside.hpp"

#include "report/plan_then.hpp"

#include <algorithm>

namespace bihuan {

namespace {

namespace fs = std::filesystem;

/// A folder for files that nobody is meant to see.
class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "bihuan-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
      throw FormError(ErrorCode::bad_file, "can't make a temporary folder " + name, "无法建立临时目录" + name);
    path_ = name;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

const Known& issuing_fact(const History& history, const FilingId& filing, const Period& period) {
  std::string known;
  for (const std::size_t place : history.of_kind(FactKind::report_issued)) {
    const Known& fact = history.facts()[place];
    if (fact.fact.fields.text("filing") != filing.text()) continue;
    if (fact.fact.fields.text("period") == period.text()) return fact;
    known += (known.empty() ? "" : ", ") + fact.fact.fields.text("period");
  }
  throw FormError(ErrorCode::nothing_to_report,
                  "no report " + filing.text() + " " + period.text() + " was issued" + (known.empty() ? "" : "; issued were " + known),
                  period.chinese() + "的报告没有印发过" + (known.empty() ? "" : "；已印发：" + known));
}

/// The text that an issued report pinned: the one in use, or the one that is kept.
std::string pinned_text(const Campaign::Inside& inside, const std::string& digest, const std::string& in_use, const std::string& what) {
  if (digest.empty() || digest == hex(sha256(in_use))) return in_use;
  if (const auto archive = inside.archive())
    if (auto text = archive->find(parse_hex(digest))) return *text;
  throw LedgerError(ErrorCode::ledger_unreadable, "the " + what + " with digest " + digest + ", which the report was made with, is neither in use nor kept",
                    "印发时所用的" + what + "（摘要值" + digest + "）既未在用，也未存档");
}

/// The catalogue that a report was made with: the pinned one where it was issued.
IndicatorBook book_of(const Campaign::Inside& inside, const Report& report) {
  if (!report.issued) return inside.indicators;
  const Fields& f = issuing_fact(inside.history, report.filing, report.period).fact.fields;
  return IndicatorBook::parse(pinned_text(inside, f.text("indicators"), inside.indicators.text(), "indicators"), "indicators");
}

/// What is kept of a file; a kept file that was changed is as good as gone: the report may still come out the same.
std::optional<std::string> kept_bytes(const Archive& archive, const std::string& digest) {
  try {
    return archive.find(parse_hex(digest));
  } catch (const LedgerError&) {
    return std::nullopt;
  }
}

bool figures_hold(const Report& report, const Known& fact) {
  const auto now = figure_lines(report.headline, report.accounts);
  const auto issued = fact.fact.fields.texts("figures");
  return std::all_of(issued.begin(), issued.end(), [&](const std::string& line) { return std::find(now.begin(), now.end(), line) != now.end(); });
}

}  // namespace

bool Rebuilt::ok() const noexcept {
  return same_figures && std::all_of(files.begin(), files.end(), [](const RebuiltFile& file) { return file.kept || file.same; });
}

std::optional<Archive> Campaign::archive() const { return inside_->archive(); }

Rebuilt Campaign::rebuild(const Period& period, std::optional<FilingId> filing) const {
  const Known& fact = issuing_fact(inside_->history, inside_->issued_filing(period, filing), period);
  const Fields& f = fact.fact.fields;
  const ItemNumber pinned = f.integer("pinned").value_or(0);
  const IndicatorBook book = IndicatorBook::parse(pinned_text(*inside_, f.text("indicators"), inside_->indicators.text(), "indicators"), "indicators");
  const Template form = Template::parse(pinned_text(*inside_, f.text("form_text"), inside_->form.text, "template"), "template");
  const Plan plan = inside_->plan_at(pinned);
  const Day issued_on = fact.recorded_at.day_in_zone(plan.notice.zone_minutes);
  Rebuilt out{make_report(inside_->history, plan, inside_->calendar.as_published_on(issued_on), FilingId{f.text("filing")}, period, pinned, names(), book),
              fact.number, {}, f.text("library")};
  out.report.issued = true;
  out.same_library = out.library == std::string("bihuan ") + BIHUAN_VERSION;
  out.same_figures = figures_hold(out.report, fact);
  const auto people = inside_->store->people();
  out.names_erased = std::any_of(people.begin(), people.end(), [](const PersonName& person) { return person.erased; });
  const Scratch scratch;
  const std::vector<fs::path> made = write_report_files(out.report, form, scratch.path(), false);
  const auto archive = inside_->archive();
  for (const std::string& entry : f.texts("files")) {
    RebuiltFile file{entry.substr(0, entry.rfind(' ')), entry.substr(entry.rfind(' ') + 1)};
    file.kept = archive && kept_bytes(*archive, file.digest);
    file.same = std::any_of(made.begin(), made.end(), [&](const fs::path& one) { return hex(sha256_of_file(one.string())) == file.digest; });
    out.files.push_back(std::move(file));
  }
  return out;
}

std::vector<fs::path> Campaign::write_rebuilt(const Rebuilt& rebuilt, const fs::path& folder) const {
  const Known& fact = *inside_->history.find(rebuilt.item);
  const Template form = Template::parse(pinned_text(*inside_, fact.fact.fields.text("form_text"), inside_->form.text, "template"), "template");
  const Scratch scratch;
  const std::vector<fs::path> made = write_report_files(rebuilt.report, form, scratch.path(), false);
  std::vector<std::pair<fs::path, std::string>> all;
  for (const RebuiltFile& file : rebuilt.files) {
    const auto archive = inside_->archive();
    auto bytes = archive ? kept_bytes(*archive, file.digest) : std::nullopt;
    for (const fs::path& one : made)
      if (!bytes && hex(sha256_of_file(one.string())) == file.digest) bytes = bytes_of_file(one);
    if (!bytes)
      throw LedgerError(ErrorCode::ledger_unreadable, file.name + " as issued is not kept, and making it again gives other bytes (" +
                        (rebuilt.names_erased ? "names were erased since" : rebuilt.same_library ? "the same library" : "issued by " + rebuilt.library) + ")",
                        file.name + "未存档，重新生成的文件与印发时不同");
    all.emplace_back(folder / fs::path(file.name).filename(), std::move(*bytes));
  }
  std::vector<fs::path> written;
  make_folder(folder);
  for (const auto& [file, bytes] : all) {
    write_bytes(file, bytes);
    written.push_back(file);
  }
  return written;
}

ReportDiff Campaign::diff(const Report& before, const Report& after) const {
  const Plan plan_before = inside_->plan_at(before.checkpoint), plan_after = inside_->plan_at(after.checkpoint);
  const IndicatorBook book_before = book_of(*inside_, before), book_after = book_of(*inside_, after);
  return bihuan::diff({inside_->history, plan_before, book_before, before.filing, before.period, before.checkpoint.size},
                      {inside_->history, plan_after, book_after, after.filing, after.period, after.checkpoint.size});
}

Trace Campaign::trace(const Report& report, std::string_view figure) const {
  const Plan plan = inside_->plan_at(report.checkpoint);
  const IndicatorBook book = book_of(*inside_, report);
  return bihuan::trace({inside_->history, plan, book, report.filing, report.period, report.checkpoint.size}, figure);
}

}  // namespace bihuan
