// report/indicator.hpp: the catalogue of indicators as data: what each counts, who knows it, and what must agree.
#pragma once

#include "bihuan/plan/rule.hpp"
#include "bihuan/report/table.hpp"

#include <filesystem>
#include <optional>

namespace bihuan {

/// Published figures mix enterprises (家) with visits to them (家次); an indicator says which it is.
enum class CountOf : std::uint8_t { entities, visits, items, money, share };
constexpr std::array<std::string_view, 5> count_of_names = {"entities", "visits", "items", "money", "share"};

/// Who knows a figure. The ledger derives it whole: what units type is compared, never believed. It knows a part: what
/// units type stands, and the ledger's own count stands beside it as a lower bound; where nobody typed, the ledger's
/// count stands. It knows nothing: what units type stands.
enum class Knowledge : std::uint8_t { derived, partial, typed };
constexpr std::array<std::string_view, 3> knowledge_names = {"derived", "partial", "typed"};

/// One indicator (指标).
struct Indicator {
  std::string code;                    ///< I09a: the number in the catalogue, and a letter for a part of it
  std::string title;
  std::string measure;                 ///< unit of measure (计量单位): 项, 家, 家次, 万元, %
  CountOf counts = CountOf::items;
  Knowledge knowledge = Knowledge::typed;
  std::string from;                    ///< what the ledger counts for it (`ledger_measures`); empty when typed
  std::optional<Grade> grade;          ///< only hazards of this grade
  std::vector<std::string> words;      ///< only facts that say one of these (a source, a paper, an element, a level)
  std::string part, whole;             ///< of a rate (part / whole) or a difference (whole − part): codes
  bool always = false;                 ///< stands in the table also when it is 0
  std::vector<std::string> also;       ///< codes that were typed for it before it was split; the measure decides
  std::string source;                  ///< the form or publication it was taken from
  std::string rule;                    ///< how it is counted, in Chinese
  friend bool operator==(const Indicator&, const Indicator&) = default;
};

/// What must agree between figures. A violation is a warning of the report, with both numbers.
struct Identity {
  enum class Kind : std::uint8_t { sum, at_most };
  Kind kind = Kind::sum;               ///< whole = sum of parts − sum of less; each part ≤ whole
  std::string whole;
  std::vector<std::string> parts;
  std::vector<std::string> less = {};
  std::string source = {};             ///< where it comes from, or what may lie behind a difference
  friend bool operator==(const Identity&, const Identity&) = default;
};

/// A catalogue, as a value; another campaign brings its own by file.
class IndicatorBook {
 public:
  /// The shipped one (src/report/indicators.toml): the 36 of the monthly form, split into single numbers.
  static const IndicatorBook& standard();
  /// Throws PlanError (plan_syntax, plan_value) with file, line, column.
  static IndicatorBook load(const std::filesystem::path& file);
  static IndicatorBook parse(std::string_view text, const std::string& file_name);

  const std::vector<Indicator>& rows() const noexcept { return rows_; }
  const std::vector<Identity>& identities() const noexcept { return identities_; }
  /// The text it was read from: what an issued report pins by digest.
  const std::string& text() const noexcept { return text_; }
  /// The indicator of a code, or nullptr. A code of `also` finds the one with that measure, else the first.
  const Indicator* find(std::string_view code, std::string_view measure = {}) const noexcept;
  friend bool operator==(const IndicatorBook&, const IndicatorBook&) = default;

 private:
  std::vector<Indicator> rows_;
  std::vector<Identity> identities_;
  std::string text_;
};

/// The words that `from` may say: what the ledger can count.
std::vector<std::string> ledger_measures();

/// rectified / found in hundredths of a percent, rounded half up; nothing when nothing was found.
std::optional<Amount> rectification_rate(std::int64_t rectified, std::int64_t found);

/// A rate as somebody published it, against its own counts.
struct PublishedRate {
  Amount published;                  ///< in percent
  std::optional<Amount> recomputed;  ///< blank when nothing was found
  bool agrees = false;               ///< but for rounding in the last published place
};
PublishedRate check_published(std::int64_t rectified, std::int64_t found, const Amount& published);

/// a + b, on the finer scale.
Amount sum_of(Amount a, Amount b);
/// a − b.
Amount difference_of(const Amount& a, const Amount& b);
bool is_less(const Amount& a, const Amount& b);
/// The same number, whatever the scale.
bool is_same(const Amount& a, const Amount& b);

}  // namespace bihuan
