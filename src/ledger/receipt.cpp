#include "bihuan/ledger/receipt.hpp"

#include "ledger/refusal.hpp"

#include <charconv>

namespace bihuan {

namespace {

constexpr std::string_view receipt_word = "bihuan-receipt/1";

[[noreturn]] void refuse_receipt(const std::string& english, const std::string& chinese) {
  throw LedgerError(ErrorCode::bad_proof, "no valid receipt: " + english, "回执无效：" + chinese, ledger::about("receipt"));
}

std::vector<std::string_view> parts_of(std::string_view text, char between) {
  std::vector<std::string_view> parts;
  for (std::size_t end = 0; (end = text.find(between)) != text.npos; text.remove_prefix(end + 1)) parts.push_back(text.substr(0, end));
  parts.push_back(text);
  return parts;
}

std::int64_t count_of(std::string_view digits) {
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  if (error != std::errc{} || end != digits.data() + digits.size()) refuse_receipt("\"" + std::string(digits) + "\" is no number", "“" + std::string(digits) + "”不是数字");
  return count;
}

}  // namespace

std::string ItemReceipt::text() const {
  std::string path;
  for (const Digest& digest : proof.path) path += (path.empty() ? "" : ",") + hex(digest);
  return std::string(receipt_word) + " " + checkpoint.ledger + " " + std::to_string(proof.item) + " " + std::to_string(checkpoint.size) + " " +
         hex(checkpoint.root) + " " + hex(proof.leaf) + " " + short_code() + " " + (path.empty() ? "-" : path);
}

ItemReceipt ItemReceipt::parse(std::string_view text) {
  const auto parts = parts_of(text, ' ');
  if (parts.size() != 8 || parts[0] != receipt_word) refuse_receipt("it is not a line of " + std::string(receipt_word) + " with eight parts", "格式不符");
  ItemReceipt receipt;
  try {
    receipt.checkpoint = {std::string(parts[1]), count_of(parts[3]), parse_hex(parts[4])};
    receipt.proof = {count_of(parts[2]), receipt.checkpoint.size, parse_hex(parts[5])};
    if (parts[7] != "-")
      for (const std::string_view digest : parts_of(parts[7], ',')) receipt.proof.path.push_back(parse_hex(digest));
  } catch (const LedgerError& wrong) {
    refuse_receipt(wrong.what(), wrong.chinese());
  }
  if (!is_short_code(parts[6])) refuse_receipt("its short code " + std::string(parts[6]) + " is mistyped", "短码" + std::string(parts[6]) + "有误");
  if (receipt.text() != text) refuse_receipt("its short code is not that of its checkpoint", "短码与校验点不符");
  if (!receipt.holds()) refuse_receipt("its path does not lead from its leaf to its root", "证明路径不能由该项得到根摘要值");
  return receipt;
}

}  // namespace bihuan
