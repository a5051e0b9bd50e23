// ledger/crypto.hpp: SHA-256, Ed25519 and base64 as OpenSSL has them; behind this door nobody sees it.
#pragma once

#include "bihuan/ledger/item.hpp"

#include <initializer_list>
#include <iosfwd>
#include <span>

namespace bihuan::ledger {

using Bytes = std::span<const std::uint8_t>;
/// The secret of an Ed25519 key (RFC 8032): 32 random bytes.
using Seed = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

inline std::string_view text_of(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
inline Bytes bytes_of(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

/// SHA-256 of the pieces, one after the other.
Digest sha256_of(std::initializer_list<std::string_view> pieces);
/// SHA-256 of what a stream still holds.
Digest sha256_of(std::istream& stream);

Seed random_seed();
void wipe(Seed& seed) noexcept;
Digest public_key_of(const Seed& seed);
Signature sign_ed25519(const Seed& seed, std::string_view message);
bool verify_ed25519(const Digest& public_key, std::string_view message, Bytes signature);

std::string to_base64(Bytes bytes);
/// Nothing unless the text is the one spelling that `to_base64` gives: padded, no blanks, no stray bits.
std::optional<std::vector<std::uint8_t>> from_base64(std::string_view text);

}  // namespace bihuan::ledger
