#include "bihuan/ledger/witness.hpp"

#include "ledger/crypto.hpp"
#include "ledger/place.hpp"
#include "ledger/refusal.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>

namespace bihuan {

namespace {

constexpr std::string_view old_word = "old ";
constexpr std::size_t longest_path = 63;  // as tlog-witness has it: no ledger needs more

[[noreturn]] void refuse_growth(const std::string& english, const std::string& chinese) {
  throw LedgerError(ErrorCode::bad_proof, "no valid proof of growth: " + english, "增长证明无效：" + chinese, ledger::about("proof of growth"));
}

WitnessAnswer answer(WitnessVerdict verdict, std::optional<Checkpoint> kept, const std::string& english, const std::string& chinese_text) {
  return {verdict, std::move(kept), {}, english, chinese_text};
}

std::string named(const Checkpoint& point) { return point.text() + " (" + point.short_code() + ")"; }

/// Nothing when the offered checkpoint may take the place of the kept one.
std::optional<WitnessAnswer> objection(const std::optional<Checkpoint>& kept, const Checkpoint& offered, const ConsistencyProof& proof) {
  if (!kept) return std::nullopt;
  if (offered.size < kept->size)
    return answer(WitnessVerdict::behind, kept,
                  "ledger " + offered.ledger + " was witnessed with " + std::to_string(kept->size) + " items; this checkpoint has " + std::to_string(offered.size),
                  "台账" + offered.ledger + "已见证至第" + std::to_string(kept->size) + "项，所报校验点只有" + std::to_string(offered.size) + "项");
  if (offered.size == kept->size && offered.root != kept->root)
    return answer(WitnessVerdict::forked, kept, "two histories of one size: kept " + named(*kept) + ", offered " + named(offered),
                  "同为" + std::to_string(kept->size) + "项而内容不同：已见证" + kept->short_code() + "，所报" + offered.short_code());
  if (offered.size > kept->size && !holds(proof, *kept, offered))
    return answer(WitnessVerdict::unproved, kept, "no proof that " + named(offered) + " grows from " + named(*kept) + "; send one from size " + std::to_string(kept->size),
                  "未能证明所报校验点由已见证的第" + std::to_string(kept->size) + "项增长而来，请附自该项起的增长证明");
  return std::nullopt;
}

}  // namespace

std::string Growth::text() const {
  std::string out = std::string(old_word) + std::to_string(proof.first_size) + "\n";
  for (const Digest& digest : proof.path) out += ledger::to_base64(digest) + "\n";
  return out + "\n" + note;
}

Growth Growth::parse(std::string_view text) {
  const auto gap = text.find("\n\n");
  if (gap == text.npos || !text.starts_with(old_word)) refuse_growth("it begins with `old SIZE` and has an empty line before the note", "应以“old 项数”开头，空行之后为签名校验点");
  Growth growth;
  growth.note = text.substr(gap + 2);
  growth.proof.second_size = read_unverified(growth.note).size;
  std::string_view head = text.substr(0, gap + 1);
  const auto next_line = [&head] {
    const std::string_view line = head.substr(0, head.find('\n'));
    head.remove_prefix(line.size() + 1);
    return line;
  };
  const std::string_view digits = next_line().substr(old_word.size());
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), growth.proof.first_size);
  if (error != std::errc{} || end != digits.data() + digits.size() || growth.proof.first_size < 0) refuse_growth("its old size is no number", "项数不是数字");
  while (!head.empty()) {
    const auto bytes = ledger::from_base64(next_line());
    if (!bytes || bytes->size() != sizeof(Digest)) refuse_growth("a line of the proof is not base64 of 32 bytes", "证明行不是32字节的base64");
    if (growth.proof.path.size() == longest_path) refuse_growth("it has more than 63 digests", "证明超过63行");
    std::copy(bytes->begin(), bytes->end(), growth.proof.path.emplace_back().begin());
  }
  if (growth.text() != text) refuse_growth("it is not written as proofs of growth are", "写法不符");
  return growth;
}

std::string_view verdict_name(WitnessVerdict verdict) noexcept {
  switch (verdict) {
    case WitnessVerdict::accepted: return "accepted";
    case WitnessVerdict::behind: return "behind";
    case WitnessVerdict::forked: return "forked";
    case WitnessVerdict::unproved: return "unproved";
    case WitnessVerdict::unsigned_: return "unsigned";
  }
  return {};
}

std::string chinese(WitnessVerdict verdict) {
  switch (verdict) {
    case WitnessVerdict::accepted: return "已见证";
    case WitnessVerdict::behind: return "落后";
    case WitnessVerdict::forked: return "分叉";
    case WitnessVerdict::unproved: return "缺增长证明";
    case WitnessVerdict::unsigned_: return "签名不符";
  }
  return {};
}

Witness::Witness(std::filesystem::path folder, std::optional<SigningKey> key) : folder_(std::move(folder)), key_(std::move(key)) {
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (error) throw LedgerError(ErrorCode::ledger_read_only, "cannot make the folder " + folder_.string() + ": " + error.message(), "无法建立目录 " + folder_.string(), ledger::about(folder_.string()));
}

void Witness::trust(const std::string& ledger, std::vector<VerifierKey> keys) { trusted_.emplace_back(ledger, std::move(keys)); }

std::filesystem::path Witness::file_of(const std::string& ledger) const {
  // The name comes from outside: what can't be a ledger's id must not become a path.
  constexpr std::string_view allowed = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.";
  if (ledger.empty() || ledger.size() > 64 || ledger.front() == '.' || ledger.find_first_not_of(allowed) != ledger.npos)
    refuse_growth("\"" + ledger + "\" cannot be the id of a ledger", "“" + ledger + "”不是台账编号");
  return folder_ / (ledger + ".checkpoint");
}

std::string Witness::last_note(const std::string& ledger) const {
  const auto file = file_of(ledger);
  std::ifstream in(file, std::ios::binary);
  if (!in && !std::filesystem::exists(file)) return {};
  std::string note{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in || note.empty())
    throw LedgerError(ErrorCode::bad_file, "cannot read " + file.string() + "; the witness answers nothing about this ledger until it is restored",
                      "无法读取 " + file.string() + "，恢复之前不作见证", ledger::about(file.string()));
  return note;
}

std::optional<Checkpoint> Witness::last(const std::string& ledger) const {
  const std::string note = last_note(ledger);
  if (note.empty()) return std::nullopt;
  return read_unverified(note);
}

WitnessAnswer Witness::consider(const Growth& growth, Instant now) {
  const Checkpoint offered = read_unverified(growth.note);
  const auto file = file_of(offered.ledger);
  // Looking at what is kept and keeping the new one are one step, or two offers at once could go backwards.
  ledger::WaitingLine line(file);
  line.enter();
  const std::optional<Checkpoint> kept = last(offered.ledger);
  std::vector<VerifierKey> keys;
  for (const auto& [ledger, of_ledger] : trusted_)
    if (ledger == offered.ledger) keys.insert(keys.end(), of_ledger.begin(), of_ledger.end());
  if (!keys.empty()) {
    try {
      open_note(growth.note, keys);
    } catch (const LedgerError& wrong) {
      return answer(WitnessVerdict::unsigned_, kept, wrong.what(), wrong.chinese());
    }
  }
  if (auto refused = objection(kept, offered, growth.proof)) return *refused;
  if (kept != offered) ledger::keep_file(file, growth.note);
  WitnessAnswer taken = answer(WitnessVerdict::accepted, offered, "witnessed: " + named(offered), "已见证至第" + std::to_string(offered.size) + "项，短码" + offered.short_code());
  taken.note = key_ ? cosign(growth.note, *key_, now) : growth.note;
  return taken;
}

}  // namespace bihuan
