// ledger/codec.hpp: facts as canonical JSON lines and back (file-format.md, form 1).
#pragma once

#include "bihuan/ledger/item.hpp"

namespace bihuan {

/// The line of a commit header. Throws LedgerError (bad_fact) when it names no recorder.
std::string encode_header(const CommitHeader& header, const std::string& ledger, const Digest& prev);
/// The line of a fact. Throws LedgerError (bad_fact) for a field that the form does not know or of another type.
std::string encode(const Fact& fact);
/// The text of a commit: header line, then the facts.
std::string encode_commit(const CommitHeader& header, const std::string& ledger, const Digest& prev,
                          const std::vector<Fact>& facts);

/// A header's line as read.
struct HeaderLine {
  CommitHeader header;
  std::string ledger;
  std::string prev;  ///< hex root before
};

/// Reads a header's line, as strictly as a fact's.
HeaderLine decode_header(std::string_view line, ItemNumber number);
/// Reads a fact's line. Unknown kinds and fields, wrong types and non-canonical spelling are refused: LedgerError
/// (bad_fact) naming item and field; a later form than ours: LedgerError (ledger_newer). `number` is only for the
/// message.
Fact decode_fact(std::string_view line, ItemNumber number);
/// Reads a commit's lines. Throws LedgerError (bad_fact) naming the item.
DecodedCommit decode(const Commit& commit);

/// A flat canonical object from key and value, as used for the content digest of a return. Throws LedgerError
/// (bad_fact) for text that is not UTF-8.
std::string canonical_object(const Fields& fields);
/// Reads what `canonical_object` writes, and nothing else; `what` is for the message. Throws LedgerError (bad_fact).
Fields read_canonical_object(std::string_view line, const std::string& what);

}  // namespace bihuan
