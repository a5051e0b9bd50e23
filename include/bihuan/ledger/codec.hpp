// ledger/codec.hpp: facts as canonical JSON lines and back (file-format.md, form 1).
#pragma once

#include "bihuan/ledger/item.hpp"

#include <functional>
#include <memory>

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

/// What can be said of a fact without making it; views that end with the visit.
struct FactLine {
  std::string_view text;
  ItemNumber number = 0;
  FactKind kind{};
  Day on;
  std::string_view subject;
  bool unstated = false;                      ///< has fields that a return left out
  std::span<const std::string_view> actors;   ///< whoever is named as `person@post@unit`, those of `by` first
  using Text = std::pair<std::string_view, std::string_view>;
  std::span<const Text> texts;                ///< the fields that hold a text, by key
  /// Empty when absent or not a text.
  std::string_view field(std::string_view key) const noexcept {
    for (const auto& [name, value] : texts)
      if (name == key) return value;
    return {};
  }
};

/// Reads commits' lines as strictly as `decode`, with the same errors, and makes no facts: for who keeps the text and will
/// need few of them. It remembers the shapes of the lines it has read.
class LineScanner {
 public:
  LineScanner();
  ~LineScanner();
  LineScanner(const LineScanner&) = delete;
  LineScanner& operator=(const LineScanner&) = delete;
  CommitHeader scan(const Commit& commit, const std::function<void(const FactLine&)>& visit);

 private:
  struct Readers;
  std::unique_ptr<Readers> readers_;
};

/// A flat canonical object from key and value, as used for the content digest of a return. Throws LedgerError
/// (bad_fact) for text that is not UTF-8.
std::string canonical_object(const Fields& fields);
/// Reads what `canonical_object` writes, and nothing else; `what` is for the message. Throws LedgerError (bad_fact).
Fields read_canonical_object(std::string_view line, const std::string& what);

}  // namespace bihuan
