// report/indicator.cpp: reads the catalogue of indicators; arithmetic of figures.
#include "bihuan/report/indicator.hpp"

#include "bihuan/error.hpp"
#include "ground/embedded.hpp"
#include "plan/reader.hpp"
#include "report/derive.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace bihuan {

namespace {

template <std::size_t N>
plan::Words words_from(const std::array<std::string_view, N>& names) { return {names.begin(), names.end()}; }

Indicator read_indicator(plan::Table& table) {
  Indicator out;
  out.code = table.id("code");
  table.rename("indicator " + out.code);
  out.title = table.text("title");
  out.measure = table.text("measure");
  out.counts = static_cast<CountOf>(table.word("counts", words_from(count_of_names)));
  if (table.find("knowledge") != nullptr) out.knowledge = static_cast<Knowledge>(table.word("knowledge", words_from(knowledge_names)));
  if (out.knowledge != Knowledge::typed) out.from = ledger_measures()[table.word("from", ledger_measures())];
  if (table.find("grade") != nullptr) out.grade = static_cast<Grade>(table.word("grade", {"ungraded", "general", "major"}));
  if (table.find("words") != nullptr) out.words = table.texts("words");
  if (out.from == "rate" || out.from == "difference") {
    out.part = table.id("part");
    out.whole = table.id("whole");
  }
  out.always = table.truth_or("always", false);
  if (table.find("also") != nullptr) out.also = table.texts("also");
  out.source = table.text("source");
  out.rule = table.text_or("rule", "");
  table.done();
  return out;
}

Identity read_identity(plan::Table& table, Identity::Kind kind) {
  Identity out{kind, table.id("whole"), table.texts("parts"), {}, table.text("source")};
  if (kind == Identity::Kind::sum && table.find("less") != nullptr) out.less = table.texts("less");
  table.done();
  return out;
}

ground::Node tree_of(std::string_view text, const std::string& file) {
  try {
    return ground::parse_toml(text);
  } catch (const ground::SyntaxError& error) {
    const std::string place = ":" + std::to_string(error.line) + ":" + std::to_string(error.column);
    throw PlanError(ErrorCode::plan_syntax, file + place + ": not TOML: " + error.message,
                    file + "第" + std::to_string(error.line) + "行：不是正确的 TOML：" + error.message,
                    {"indicators", "", "", {}, file, error.line, error.column});
  }
}

}  // namespace

IndicatorBook IndicatorBook::parse(std::string_view text, const std::string& file_name) {
  const ground::Node root = tree_of(text, file_name);
  plan::Source source{file_name, {}};
  plan::Table table(source, root, "the catalogue of indicators");
  IndicatorBook book;
  const auto known = [&](plan::Table& at, const std::string& code) {
    const bool exact = std::any_of(book.rows_.begin(), book.rows_.end(), [&](const Indicator& row) { return row.code == code; });
    if (!exact) at.refuse_here({"the catalogue has no indicator " + code + " before this line", "此前没有指标" + code});
  };
  table.each("indicator", [&](plan::Table& at) {
    Indicator row = read_indicator(at);
    if (book.find(row.code) != nullptr && book.find(row.code)->code == row.code)
      at.refuse_here({"indicator " + row.code + " stands twice", "指标" + row.code + "重复"});
    for (const std::string& of : {row.part, row.whole})
      if (!of.empty()) known(at, of);
    book.rows_.push_back(std::move(row));
  });
  for (const auto& [key, kind] : {std::pair{"sum", Identity::Kind::sum}, std::pair{"at_most", Identity::Kind::at_most}})
    table.each(key, [&, of = kind](plan::Table& at) {
      Identity identity = read_identity(at, of);
      known(at, identity.whole);
      for (const auto* parts : {&identity.parts, &identity.less})
        for (const std::string& part : *parts) known(at, part);
      book.identities_.push_back(std::move(identity));
    });
  table.done();
  book.text_ = text;
  return book;
}

IndicatorBook IndicatorBook::load(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in.good() && text.empty())
    throw PlanError(ErrorCode::plan_syntax, "can't read " + file.string(), "无法读取文件" + file.string(), {"indicators", "", "", {}, file.string(), 0, 0});
  return parse(text, file.string());
}

const IndicatorBook& IndicatorBook::standard() {
  static const IndicatorBook shipped = parse(embedded::indicators_toml, "indicators.toml");
  return shipped;
}

const Indicator* IndicatorBook::find(std::string_view code, std::string_view measure) const noexcept {
  const Indicator* first = nullptr;
  for (const Indicator& row : rows_) {
    if (row.code == code) return &row;
    if (std::find(row.also.begin(), row.also.end(), code) == row.also.end()) continue;
    if (row.measure == measure) first = &row;
    else if (first == nullptr) first = &row;
  }
  return first;
}

std::optional<Amount> rectification_rate(std::int64_t rectified, std::int64_t found) {
  if (found <= 0) return std::nullopt;
  return Amount{(rectified * 20000 + found) / (2 * found), 2};
}

PublishedRate check_published(std::int64_t rectified, std::int64_t found, const Amount& published) {
  PublishedRate out{published, rectification_rate(rectified, found), false};
  if (!out.recomputed) return out;
  std::int64_t scale = 1;
  for (int i = 0; i < published.scale; ++i) scale *= 10;
  // published / scale against 100 · rectified / found: less than one step of the last place apart.
  const std::int64_t apart = published.value * found - rectified * 100 * scale;
  out.agrees = (apart < 0 ? -apart : apart) < found;
  return out;
}

Amount sum_of(Amount a, Amount b) {
  for (; a.scale < b.scale; ++a.scale) a.value *= 10;
  for (; b.scale < a.scale; ++b.scale) b.value *= 10;
  return {a.value + b.value, a.scale};
}

Amount difference_of(const Amount& a, const Amount& b) { return sum_of(a, {-b.value, b.scale}); }
bool is_less(const Amount& a, const Amount& b) { return difference_of(a, b).value < 0; }
bool is_same(const Amount& a, const Amount& b) { return difference_of(a, b).value == 0; }

}  // namespace bihuan
