// campaign/hand_in.cpp: a return at the door: read, decided, committed, receipted.
#include "campaign/inside.hpp"
#include "ground/writing.hpp"

#include <algorithm>
#include <array>
#include <fstream>

namespace bihuan {

std::int64_t Receipt::refused_count() const {
  return std::count_if(rows.begin(), rows.end(), [](const RowVerdict& verdict) { return !verdict.accepted; });
}

namespace {

constexpr std::size_t most_bytes = 20 * 1024 * 1024;  // a return of one unit has some hundred kilobytes

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in || !std::filesystem::is_regular_file(file)) throw FormError(ErrorCode::bad_file, "can't read " + file.string(), "无法读取文件" + file.string(), {"", "", "", {}, file.string(), 0, 0});
  std::string bytes;
  std::array<char, 65536> part{};
  while (bytes.size() <= most_bytes && (in.read(part.data(), part.size()) || in.gcount() > 0))
    bytes.append(part.data(), static_cast<std::size_t>(in.gcount()));
  if (bytes.size() > most_bytes)
    throw FormError(ErrorCode::bad_file, file.string() + " has more than " + std::to_string(most_bytes) + " bytes", "文件过大，请删去无关内容：" + file.string(),
                    {"", "", "", {}, file.string(), 0, 0});
  return bytes;
}

const Received* last_received(const std::vector<Received>& all, const ReturnKey& key) {
  for (const Received& received : all)
    if (received.unit == key.unit && received.filing == key.filing && received.period == key.period.text()) return &received;
  return nullptr;
}

Receipt blank_receipt(const ReturnKey& key, Day received_on, const Campaign::Inside& inside) {
  Receipt receipt{key.unit, key.filing, key.period, received_on, std::nullopt, "complete"};
  receipt.contribution = key.contribution;
  if (!key.contribution) {
    receipt.due_on = inside.plan.due(key.filing, key.period, inside.calendar).due_on();
    receipt.late = received_on > *receipt.due_on;
  }
  return receipt;
}

Fact refused_row(const RowVerdict& verdict, const ReturnKey& key, Day on) {
  Fact fact{FactKind::row_refused, on, key.unit.text() + "/" + key.filing.text() + "/" + key.period.text(), 0, {key.headed_by}, {}};
  fact.fields.set("unit", Value{key.unit.text()}).set("filing", Value{key.filing.text()}).set("period", Value{key.period.text()});
  fact.fields.set("sheet", Value{verdict.sheet}).set("row", Value{std::int64_t{verdict.row}}).set("column", Value{verdict.column});
  fact.fields.set("reason", Value{verdict.reason}).set("id", Value{verdict.subject});
  return fact;
}

Fact received_fact(const Return& returned, const ReturnKey& key, const Receipt& receipt, const std::string& content,
                   const std::string& reason, const Received* before) {
  Fact fact{FactKind::return_received, receipt.received_on, key.unit.text() + "/" + key.filing.text() + "/" + key.period.text(), 0, {key.headed_by}, {}};
  Fields& f = fact.fields;
  f.set("unit", Value{key.unit.text()}).set("filing", Value{key.filing.text()}).set("period", Value{key.period.text()});
  f.set("received_on", receipt.received_on).set("content", Value{content}).set("standing", Value{receipt.standing});
  f.set("rows", Value{static_cast<std::int64_t>(returned.hazards.size() + returned.measures.size() + returned.progress.size())});
  f.set("refused", Value{receipt.refused_count()});
  if (returned.header.zero) f.set("zero", Value{std::int64_t{1}});
  if (key.contribution) f.set("contribution", Value{std::int64_t{1}});
  for (const auto& [name, actor] : {std::pair{"prepared_by", &key.prepared_by}, {"checked_by", &key.checked_by}, {"headed_by", &key.headed_by}})
    if (!actor->person.empty()) f.set(name, Value{actor->text()});
  if (const auto day = Day::try_parse(returned.header.filled_on)) f.set("filled_on", *day);
  f.set("source", Value{returned.source}).set("missing_rows", Value{receipt.missing}).set("lower_figures", Value{receipt.lower_figures});
  if (before != nullptr) f.set("reason", Value{reason}).set("corrects_item", Value{before->number});
  f.set("known_at", Value{returned.header.known_at});
  return fact;
}

Receipt old_receipt(Receipt receipt, const Received& before, const History& history) {
  receipt.repeated = true;
  receipt.received_on = before.received_on;
  receipt.late = receipt.due_on && before.received_on > *receipt.due_on;
  receipt.standing = before.standing;
  receipt.item = before.number;
  receipt.leaf = leaf_hash(encode(history.find(before.number)->fact));
  receipt.checkpoint = before.checkpoint;
  return receipt;
}

void check_reason(const std::string& reason) {
  if (const auto fault = ground::fault_of(reason, false)) throw ReturnError(ErrorCode::field_bad, "the reason " + fault->english, "更正理由" + fault->chinese);
}

void refuse_if_all_or_nothing(const Receipt& receipt, const HandInOptions& options) {
  if (!options.all_or_nothing || receipt.refused_count() == 0) return;
  std::string reasons;
  for (const RowVerdict& verdict : receipt.rows)
    if (!verdict.accepted) reasons += "\n  " + verdict.sheet + " row " + std::to_string(verdict.row) + ": " + verdict.english;
  throw ReturnError(ErrorCode::bad_return, "all or nothing: " + std::to_string(receipt.refused_count()) + " row(s) refused:" + reasons,
                    "有" + std::to_string(receipt.refused_count()) + "行被拒，整份退回");
}

/// A credit code whose check character is off: kept as written, for real codes break the rule too.
void warn_of_codes(const Return& returned, Receipt& receipt) {
  for (const ReturnRow& row : returned.hazards) {
    const auto code = row.cells.find("credit_code");
    const auto expected = code == row.cells.end() ? std::nullopt : credit_code_check(code->second);
    if (expected && code->second.size() == 18 && code->second.back() != *expected)
      receipt.warnings.push_back("“隐患台账”第" + std::to_string(row.row) + "行统一社会信用代码" + code->second + "的校验位应为" + *expected + "，已照录，请核对");
  }
}

}  // namespace

Receipt Campaign::hand_in(const Return& returned, const HandInOptions& options, std::vector<Actor> by) {
  return hand_in_bytes(returned, {}, options, std::move(by));
}

Receipt Campaign::hand_in_bytes(const Return& returned, std::string_view bytes, const HandInOptions& options, std::vector<Actor> by) {
  if (options.dry_run) {  // a question: nothing is recorded of it, refused or not
    catch_up();
    return take_in(returned, bytes, options, std::move(by), nullptr);
  }
  const std::string subject = returned.header.unit + "/" + returned.header.filing + "/" + returned.header.period;
  return inside_->attempt({"hand_in", subject, options.received_on, by}, [&](Turn& turn) { return take_in(returned, bytes, options, std::move(by), &turn); });
}

Receipt Campaign::take_in(const Return& returned, std::string_view bytes, const HandInOptions& options, std::vector<Actor> by, Turn* turn) {
  const Day today = inside_->today();
  const Day received_on = options.received_on.value_or(today);
  if (received_on > today)
    throw ReturnError(ErrorCode::day_in_future, "received on " + received_on.iso() + " is after the day of recording, " + today.iso(),
                      "收到日" + received_on.chinese() + "晚于记录日" + today.chinese());
  check_reason(options.reason);
  NewPeople people(*inside_);
  const PersonOf person_of = [&](const UnitId& unit, const std::string& name) { return people.id_of(unit, name); };
  const ReturnKey key = key_of(returned, inside_->plan, received_on, person_of);
  std::optional<Merge> merged;
  if (!returned.header.known_at.empty()) merged = inside_->merged(returned, key);
  const Merge* merge = merged ? &*merged : nullptr;
  const std::string content = hex(sha256(content_lines(returned, key, person_of, merge)));
  Receipt receipt = blank_receipt(key, received_on, *inside_);
  receipt.warnings = returned.warnings;
  warn_of_codes(returned, receipt);
  const auto all = received_returns(inside_->history, Day::of(9999, 12, 31), inside_->history.checkpoint().size);
  const Received* before = last_received(all, key);
  if (before != nullptr && before->content == content) return old_receipt(std::move(receipt), *before, inside_->history);
  if (before != nullptr && options.reason.empty())
    throw ReturnError(ErrorCode::reason_missing,
                      "a return of " + key.unit.text() + " for " + key.period.text() + " was received on " + before->received_on.iso() +
                          " (item " + std::to_string(before->number) + ") with other content; a corrected return needs a reason",
                      inside_->plan.organisation.unit_name(key.unit) + key.period.chinese() + "的报表已于" + before->received_on.chinese() + "收到，内容不同；更正须写明理由");
  receipt.corrected = before != nullptr;
  Ground ground = inside_->ground();
  ground.recorded_on = std::min(received_on, today);
  RowsRead rows = read_rows(returned, key, ground, options.reason, person_of, merge);
  std::stable_partition(rows.verdicts.begin(), rows.verdicts.end(), [](const RowVerdict& verdict) { return !verdict.accepted; });
  receipt.rows = std::move(rows.verdicts);
  receipt.missing = std::move(rows.missing);
  receipt.lower_figures = std::move(rows.lower_figures);
  receipt.warnings.insert(receipt.warnings.end(), rows.idle.begin(), rows.idle.end());
  if (merged) receipt.merged = std::move(merged->report);
  receipt.fact_count = static_cast<std::int64_t>(rows.facts.size());
  receipt.standing = receipt.refused_count() > 0 ? "partial" : "complete";
  receipt.dry_run = options.dry_run;
  refuse_if_all_or_nothing(receipt, options);
  if (turn == nullptr) return receipt;
  std::vector<Fact> facts{received_fact(returned, key, receipt, content, options.reason, before)};
  facts.front().fields.set("met", Value{people.units()});
  std::move(rows.facts.begin(), rows.facts.end(), std::back_inserter(facts));
  for (const RowVerdict& verdict : receipt.rows)
    if (!verdict.accepted) facts.push_back(refused_row(verdict, key, received_on));
  CommitHeader header;
  header.source = returned.source;
  header.content = content;
  // Before the fact names its digest, and under the turn: what a fact names is never taken away again.
  if (const auto archive = inside_->archive(); archive && !bytes.empty()) archive->keep(bytes);
  const Known known = inside_->commit(*turn, std::move(facts), by.empty() ? key.headed_by : by.front(), header, people.take());
  receipt.item = known.number;
  receipt.leaf = leaf_hash(encode(known.fact));
  receipt.checkpoint = inside_->history.checkpoint();
  return receipt;
}

Receipt Campaign::hand_in_csv(const std::vector<std::filesystem::path>& files, const HandInOptions& options, std::vector<Actor> by) {
  std::vector<std::pair<std::string, std::string>> contents;
  std::string all;
  for (const auto& file : files) {
    contents.emplace_back(file.filename().string(), bytes_of(file));
    all += contents.back().second;
  }
  Return returned = read_return_csv(contents, inside_->form);
  returned.source = hex(sha256(all));
  return hand_in_bytes(returned, all, options, std::move(by));
}

Receipt Campaign::hand_in_sheets(const std::vector<Sheet>& sheets, std::string_view bytes, const HandInOptions& options, std::vector<Actor> by) {
  Return returned = read_return(sheets, inside_->form);
  returned.source = hex(sha256(bytes));
  return hand_in_bytes(returned, bytes, options, std::move(by));
}

}  // namespace bihuan
