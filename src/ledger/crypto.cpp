#include "ledger/crypto.hpp"

#include "ledger/refusal.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <istream>
#include <memory>

namespace bihuan::ledger {

namespace {

[[noreturn]] void refuse_machine(const std::string& lack) {
  throw LedgerError(ErrorCode::ledger_unreadable, "OpenSSL offers no " + lack + " on this machine",
                    "本机 OpenSSL 不提供 " + lack);
}

struct FreeCrypto {
  void operator()(EVP_MD* algorithm) const { EVP_MD_free(algorithm); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
template <class Thing>
using Owned = std::unique_ptr<Thing, FreeCrypto>;

/// SHA-256 piece by piece. Looking the algorithm up costs more than hashing a line, so a thread keeps one and reuses it.
class Sha256 {
 public:
  Sha256() : algorithm_(EVP_MD_fetch(nullptr, "SHA256", nullptr)), context_(EVP_MD_CTX_new()) {
    if (!algorithm_ || !context_) refuse_machine("SHA-256");
  }

  Sha256& begin() {
    if (EVP_DigestInit_ex(context_.get(), algorithm_.get(), nullptr) != 1) refuse_machine("SHA-256");
    return *this;
  }

  Sha256& add(const void* bytes, std::size_t size) {
    if (EVP_DigestUpdate(context_.get(), bytes, size) != 1) refuse_machine("SHA-256");
    return *this;
  }

  Digest end() {
    Digest digest;
    if (EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr) != 1) refuse_machine("SHA-256");
    return digest;
  }

 private:
  Owned<EVP_MD> algorithm_;
  Owned<EVP_MD_CTX> context_;
};

Sha256& hasher() {
  thread_local Sha256 one;
  return one;
}

Owned<EVP_PKEY> private_key(const Seed& seed) {
  Owned<EVP_PKEY> key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()));
  if (!key) refuse_machine("Ed25519");
  return key;
}

}  // namespace

Digest sha256_of(std::initializer_list<std::string_view> pieces) {
  Sha256& hash = hasher().begin();
  for (const std::string_view piece : pieces) hash.add(piece.data(), piece.size());
  return hash.end();
}

Digest sha256_of(std::istream& stream) {
  Sha256 hash;
  hash.begin();
  std::array<char, 65536> piece;
  while (stream.read(piece.data(), piece.size()) || stream.gcount() > 0) {
    hash.add(piece.data(), static_cast<std::size_t>(stream.gcount()));
  }
  return hash.end();
}

Seed random_seed() {
  Seed seed;
  if (RAND_priv_bytes(seed.data(), static_cast<int>(seed.size())) != 1) refuse_machine("random bytes");
  return seed;
}

void wipe(Seed& seed) noexcept { OPENSSL_cleanse(seed.data(), seed.size()); }

Digest public_key_of(const Seed& seed) {
  Digest key;
  std::size_t size = key.size();
  if (EVP_PKEY_get_raw_public_key(private_key(seed).get(), key.data(), &size) != 1) refuse_machine("Ed25519");
  return key;
}

Signature sign_ed25519(const Seed& seed, std::string_view message) {
  const Owned<EVP_PKEY> key = private_key(seed);
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  const Bytes text = bytes_of(message);
  Signature signature;
  std::size_t size = signature.size();
  if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), signature.data(), &size, text.data(), text.size()) != 1) {
    refuse_machine("Ed25519");
  }
  return signature;
}

bool verify_ed25519(const Digest& public_key, std::string_view message, Bytes signature) {
  const Owned<EVP_PKEY> key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, public_key.data(), public_key.size()));
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  const Bytes text = bytes_of(message);
  if (!key || !context) refuse_machine("Ed25519");
  return EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), signature.data(), signature.size(), text.data(), text.size()) == 1;
}

std::string to_base64(Bytes bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // OpenSSL ends it with a zero byte
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

std::optional<std::vector<std::uint8_t>> from_base64(std::string_view text) {
  if (text.size() % 4 != 0 || text.size() > 65536) return std::nullopt;
  std::vector<std::uint8_t> bytes(text.size() / 4 * 3);
  const Bytes given = bytes_of(text);
  if (EVP_DecodeBlock(bytes.data(), given.data(), static_cast<int>(given.size())) < 0) return std::nullopt;
  // The padding comes back as zero bytes.
  for (std::size_t end = text.size(); end > 0 && text[end - 1] == '=' && !bytes.empty(); --end) bytes.pop_back();
  if (to_base64(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace bihuan::ledger
