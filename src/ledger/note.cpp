#include "bihuan/ledger/note.hpp"

#include "ledger/crypto.hpp"
#include "ledger/place.hpp"
#include "ledger/refusal.hpp"
#include "ledger/utf8.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>

namespace bihuan {

namespace {

constexpr std::string_view private_prefix = "PRIVATE+KEY+";
constexpr std::string_view signature_prefix = "\u2014 ";  // an em dash
constexpr std::string_view origin_prefix = "bihuan/";
constexpr std::size_t longest_note = 1 << 20;
constexpr std::size_t most_signatures = 100;
constexpr std::size_t id_size = 4;
constexpr std::size_t time_size = 8;

[[noreturn]] void refuse_note(const std::string& english, const std::string& chinese) {
  throw LedgerError(ErrorCode::bad_proof, "no valid note: " + english, "签名校验点无效：" + chinese, ledger::about("note"));
}

[[noreturn]] void refuse_key(const std::string& english, const std::string& chinese) {
  throw LedgerError(ErrorCode::bad_proof, "no valid key: " + english, "密钥无效：" + chinese, ledger::about("key"));
}

bool is_key_name(std::string_view name) {
  // Beyond ASCII, what Unicode calls a space.
  constexpr std::string_view wide_blanks[] = {"\u0085", "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003",
                                              "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200a",
                                              "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"};
  const auto is_blank = [](char sign) { return (sign >= 0 && sign <= ' ') || sign == '+' || sign == '\x7f'; };
  return !name.empty() && ledger::is_utf8(name) && std::none_of(name.begin(), name.end(), is_blank) &&
         std::none_of(std::begin(wide_blanks), std::end(wide_blanks),
                      [&](std::string_view blank) { return name.find(blank) != name.npos; });
}

std::string big_endian(std::uint64_t value, std::size_t width) {
  std::string bytes;
  for (std::size_t left = width; left > 0; --left) bytes += static_cast<char>(value >> (8 * (left - 1)) & 0xff);
  return bytes;
}

std::uint64_t from_big_endian(ledger::Bytes bytes) {
  std::uint64_t value = 0;
  for (const std::uint8_t byte : bytes) value = value << 8 | byte;
  return value;
}

std::string id_text(std::uint32_t id) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (int shift = 28; shift >= 0; shift -= 4) text += digits[id >> shift & 0xf];
  return text;
}

/// `name+id+base64(kind ‖ 32 bytes)`, the parts of both kinds of key.
struct KeyText {
  std::string name;
  std::string id;
  KeyKind kind = KeyKind::ledger;
  std::array<std::uint8_t, 32> bytes{};
};

KeyText parse_key(std::string_view text) {
  const auto first = text.find('+');
  const auto last = text.find('+', first == text.npos ? first : first + 1);
  if (last == text.npos) refuse_key("it is written name+id+key", "应写作 名称+编号+密钥");
  KeyText parts{std::string(text.substr(0, first)), std::string(text.substr(first + 1, last - first - 1))};
  if (!is_key_name(parts.name)) refuse_key("its name is empty or has blanks", "名称为空或含空格");
  auto bytes = ledger::from_base64(text.substr(last + 1));
  if (!bytes || bytes->size() != parts.bytes.size() + 1) refuse_key("its last part is not base64 of 33 bytes", "密钥部分不是33字节的base64");
  const std::uint8_t kind = bytes->front();
  if (kind != static_cast<std::uint8_t>(KeyKind::ledger) && kind != static_cast<std::uint8_t>(KeyKind::witness))
    refuse_key("its kind is " + std::to_string(kind) + "; 1 (a ledger's) and 4 (a witness's) are known", "类型" + std::to_string(kind) + "未知");
  parts.kind = static_cast<KeyKind>(kind);
  std::copy(bytes->begin() + 1, bytes->end(), parts.bytes.begin());
  std::fill(bytes->begin(), bytes->end(), std::uint8_t{0});
  return parts;
}

std::string key_text(const std::string& name, std::uint32_t id, KeyKind kind, ledger::Bytes bytes) {
  std::string all(1, static_cast<char>(kind));
  all += ledger::text_of(bytes);
  return name + "+" + id_text(id) + "+" + ledger::to_base64(ledger::bytes_of(all));
}

struct SignatureLine {
  std::string name;
  std::uint32_t id = 0;
  std::vector<std::uint8_t> signature;
};

/// A note taken apart; nothing is believed yet.
struct RawNote {
  std::string_view text;  ///< what is signed, with its last line end
  std::vector<SignatureLine> signatures;
};

SignatureLine parse_signature(std::string_view line) {
  const auto blank = line.starts_with(signature_prefix) ? line.find(' ', signature_prefix.size()) : line.npos;
  if (blank == line.npos) refuse_note("a signature line is an em dash, a name and base64", "签名行格式不符");
  const std::string_view name = line.substr(signature_prefix.size(), blank - signature_prefix.size());
  const auto bytes = ledger::from_base64(line.substr(blank + 1));
  if (!is_key_name(name) || !bytes || bytes->size() <= id_size) refuse_note("a signature line is an em dash, a name and base64", "签名行格式不符");
  const auto id = from_big_endian(ledger::Bytes(*bytes).first(id_size));
  return {std::string(name), static_cast<std::uint32_t>(id), {bytes->begin() + id_size, bytes->end()}};
}

RawNote parse_note(std::string_view note) {
  if (note.size() > longest_note || !ledger::is_utf8(note)) refuse_note("it is longer than 1 MiB or not UTF-8", "过长或不是UTF-8文字");
  const auto is_control = [](char sign) { return sign >= 0 && sign < ' ' && sign != '\n'; };
  if (std::any_of(note.begin(), note.end(), is_control)) refuse_note("it has control characters", "含控制字符");
  if (!note.ends_with('\n')) refuse_note("its last line has no end", "末行没有换行");
  const auto gap = note.rfind("\n\n");
  RawNote raw{note.substr(0, gap == note.npos ? gap : gap + 1), {}};
  if (gap == note.npos) return raw;
  std::string_view rest = note.substr(gap + 2);
  if (rest.empty()) refuse_note("nothing stands behind its empty line", "空行之后没有签名");
  while (!rest.empty()) {
    if (raw.signatures.size() == most_signatures) refuse_note("it has more than 100 signatures", "签名超过100个");
    const auto end = rest.find('\n');
    raw.signatures.push_back(parse_signature(rest.substr(0, end)));
    rest.remove_prefix(end + 1);
  }
  return raw;
}

std::string cosigned_text(std::int64_t seconds, std::string_view text) {
  return "cosignature/v1\ntime " + std::to_string(seconds) + "\n" + std::string(text);
}

/// Nothing when the signature is not this key's over this text.
std::optional<Signed> checked(const VerifierKey& key, const SignatureLine& line, std::string_view text) {
  ledger::Bytes signature = line.signature;
  if (key.kind == KeyKind::ledger) {
    if (!ledger::verify_ed25519(key.key, text, signature)) return std::nullopt;
    return Signed{key, std::nullopt};
  }
  if (signature.size() <= time_size) return std::nullopt;
  const std::uint64_t seconds = from_big_endian(signature.first(time_size));
  if (seconds > static_cast<std::uint64_t>(INT64_MAX / 1'000'000)) return std::nullopt;
  const auto whole = static_cast<std::int64_t>(seconds);
  if (!ledger::verify_ed25519(key.key, cosigned_text(whole, text), signature.subspan(time_size))) return std::nullopt;
  return Signed{key, Instant{whole * 1'000'000}};
}

std::string signature_line(const VerifierKey& key, const std::string& signature) {
  const std::string bytes = big_endian(key.id(), id_size) + signature;
  return std::string(signature_prefix) + key.name + " " + ledger::to_base64(ledger::bytes_of(bytes)) + "\n";
}

}  // namespace

std::uint32_t VerifierKey::id() const {
  const std::string kind_byte(1, static_cast<char>(kind));
  const Digest digest = ledger::sha256_of({name, "\n", kind_byte, ledger::text_of(key)});
  return static_cast<std::uint32_t>(from_big_endian(ledger::Bytes(digest).first(id_size)));
}

std::string VerifierKey::text() const { return key_text(name, id(), kind, key); }

VerifierKey VerifierKey::parse(std::string_view text) {
  const KeyText parts = parse_key(text);
  VerifierKey key{parts.name, parts.kind, parts.bytes};
  if (id_text(key.id()) != parts.id) refuse_key("its id is not that of its name and bytes", "编号与名称、密钥不符");
  return key;
}

SigningKey::SigningKey(std::string name, KeyKind kind, const std::array<std::uint8_t, 32>& seed)
    : verifier_{std::move(name), kind, ledger::public_key_of(seed)}, seed_(seed) {}

SigningKey::~SigningKey() { ledger::wipe(seed_); }

SigningKey SigningKey::generate(const std::string& name, KeyKind kind) {
  if (!is_key_name(name)) refuse_key("\"" + name + "\" is no name: neither blanks nor '+' may stand in it", "名称“" + name + "”为空或含空格、加号");
  ledger::Seed seed = ledger::random_seed();
  const SigningKey key(name, kind, seed);
  ledger::wipe(seed);
  return key;
}

SigningKey SigningKey::parse(std::string_view text) {
  if (!text.starts_with(private_prefix)) refuse_key("a secret key begins with PRIVATE+KEY+", "私钥应以PRIVATE+KEY+开头");
  KeyText parts = parse_key(text.substr(private_prefix.size()));
  const SigningKey key(parts.name, parts.kind, parts.bytes);
  ledger::wipe(parts.bytes);
  if (id_text(key.verifier_.id()) != parts.id) refuse_key("its id is not that of its name and bytes", "编号与名称、密钥不符");
  return key;
}

SigningKey SigningKey::load(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string line;
  if (!std::getline(in, line))
    throw LedgerError(ErrorCode::bad_file, "cannot read " + file.string(), "无法读取文件 " + file.string(), ledger::about(file.string()));
  return parse(line);
}

void SigningKey::save(const std::filesystem::path& file) const { ledger::write_new_secret(file, text() + "\n"); }

std::string SigningKey::text() const {
  return std::string(private_prefix) + key_text(verifier_.name, verifier_.id(), verifier_.kind, seed_);
}

std::array<std::uint8_t, 64> SigningKey::sign_text(std::string_view text) const { return ledger::sign_ed25519(seed_, text); }

std::string origin_of(const std::string& ledger) { return std::string(origin_prefix) + ledger; }

std::string checkpoint_text(const Checkpoint& checkpoint) {
  return origin_of(checkpoint.ledger) + "\n" + std::to_string(checkpoint.size) + "\n" + ledger::to_base64(checkpoint.root) + "\n";
}

Checkpoint parse_checkpoint_text(std::string_view text) {
  const auto origin_end = text.find('\n');
  const auto size_end = text.find('\n', origin_end == text.npos ? origin_end : origin_end + 1);
  if (size_end == text.npos || !text.ends_with('\n') || !text.starts_with(origin_prefix))
    refuse_note("it has not the lines bihuan/LEDGER, size and root", "应有台账、项数、根摘要值三行");
  Checkpoint point;
  point.ledger = text.substr(origin_prefix.size(), origin_end - origin_prefix.size());
  const std::string_view digits = text.substr(origin_end + 1, size_end - origin_end - 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), point.size);
  const std::string_view root_line = text.substr(size_end + 1);
  const auto root = ledger::from_base64(root_line.substr(0, root_line.empty() ? 0 : root_line.size() - 1));
  if (error != std::errc{} || end != digits.data() + digits.size() || point.size < 0) refuse_note("its size is no number", "项数不是数字");
  if (!root || root->size() != point.root.size()) refuse_note("its root is not base64 of 32 bytes, or more lines follow", "根摘要值不是32字节的base64，或其后另有内容");
  std::copy(root->begin(), root->end(), point.root.begin());
  // One spelling only: what was signed is what is read.
  if (point.ledger.empty() || checkpoint_text(point) != text) refuse_note("its lines are not written as checkpoints are", "各行写法不符");
  return point;
}

std::string sign(const Checkpoint& checkpoint, const SigningKey& key) {
  if (key.verifier().kind != KeyKind::ledger) refuse_key("a witness's key signs no checkpoint of its own", "见证密钥不能签发校验点");
  const std::string text = checkpoint_text(checkpoint);
  const auto signature = key.sign_text(text);
  return text + "\n" + signature_line(key.verifier(), std::string(ledger::text_of(signature)));
}

std::string cosign(std::string_view note, const SigningKey& witness, Instant at) {
  if (witness.verifier().kind != KeyKind::witness) refuse_key("a ledger's key gives no cosignature", "台账密钥不能会签");
  const RawNote raw = parse_note(note);
  parse_checkpoint_text(raw.text);
  const std::int64_t seconds = std::max<std::int64_t>(at.micros / 1'000'000, 0);
  const auto signature = witness.sign_text(cosigned_text(seconds, raw.text));
  const std::string line =
      signature_line(witness.verifier(), big_endian(static_cast<std::uint64_t>(seconds), time_size) + std::string(ledger::text_of(signature)));
  return std::string(note) + (raw.signatures.empty() ? "\n" : "") + line;
}

Checkpoint read_unverified(std::string_view note) { return parse_checkpoint_text(parse_note(note).text); }

OpenedNote open_note(std::string_view note, std::span<const VerifierKey> trusted) {
  const RawNote raw = parse_note(note);
  OpenedNote opened{parse_checkpoint_text(raw.text), {}};
  for (const SignatureLine& line : raw.signatures) {
    const auto key = std::find_if(trusted.begin(), trusted.end(), [&](const VerifierKey& known) { return known.name == line.name && known.id() == line.id; });
    if (key == trusted.end()) {
      ++opened.unknown_count;
      continue;
    }
    const auto by = checked(*key, line, raw.text);
    if (!by) refuse_note("the signature of " + key->name + " is not over this text", key->name + " 的签名与内容不符");
    if (std::find(opened.by.begin(), opened.by.end(), *by) == opened.by.end()) opened.by.push_back(*by);
  }
  if (opened.by.empty()) refuse_note("no key that is trusted has signed it", "没有受信任密钥的签名");
  return opened;
}

}  // namespace bihuan
