#include "bihuan/ledger/access_log.hpp"

#include "bihuan/ledger/codec.hpp"
#include "ledger/refusal.hpp"

#include <charconv>

namespace bihuan {

namespace {

[[noreturn]] void refuse_line(std::int64_t number, const std::string& why) {
  const std::string what = "line " + std::to_string(number) + " of the access log";
  throw LedgerError(ErrorCode::bad_fact, what + ": " + why, "受拒记录第" + std::to_string(number) + "条有误", ledger::about(what));
}

}  // namespace

std::string encode(const RefusedAct& act) {
  Fields fields{{"refused_at", act.refused_at.text()}, {"size", act.size}, {"asked", act.asked}, {"code", act.code}};
  fields.set("subject", Value{act.subject}).set("state", Value{act.state});
  if (act.on) fields.set("on", *act.on);
  std::vector<std::string> by;
  for (const Actor& actor : act.by) by.push_back(actor.text());
  fields.set("by", Value{std::move(by)});
  return canonical_object(fields);
}

RefusedAct decode_refused_act(std::string_view line, std::int64_t number) {
  const Fields fields = read_canonical_object(line, "line " + std::to_string(number) + " of the access log");
  RefusedAct act;
  act.number = number;
  try {
    act.refused_at = Instant::parse(fields.text("refused_at"));
    act.on = fields.day("on");
    for (const std::string& text : fields.texts("by")) act.by.push_back(Actor::parse(text));
  } catch (const Error& wrong) {
    refuse_line(number, wrong.what());
  }
  act.size = fields.integer("size").value_or(0);
  act.asked = fields.text("asked");
  act.subject = fields.text("subject");
  act.state = fields.text("state");
  act.code = fields.text("code");
  if (encode(act) != line) refuse_line(number, "it has a field that no refusal has");
  return act;
}

Digest access_log_start(std::string_view ledger) { return sha256(ledger); }

Digest access_log_next(const Digest& chain, std::string_view line) {
  std::string bytes(chain.begin(), chain.end());
  return sha256(bytes.append(line));
}

std::string AccessLogHead::text() const { return count == 0 ? "" : std::to_string(count) + " " + hex(chain); }

AccessLogHead AccessLogHead::parse(std::string_view text) {
  AccessLogHead head;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), head.count);
  const auto used = static_cast<std::size_t>(end - text.data());
  if (error == std::errc{} && head.count > 0 && used < text.size() && text[used] == ' ') {
    head.chain = parse_hex(text.substr(used + 1));
    if (head.text() == text) return head;
  }
  throw LedgerError(ErrorCode::bad_fact, "\"" + std::string(text) + "\" does not say how far an access log reaches", "受拒记录的位置有误",
                    ledger::about("access log"));
}

}  // namespace bihuan
