// Proofs, receipts, signed notes and the witness of the ledger's room.
#include "rooms.hpp"

#include "bihuan/ledger/codec.hpp"
#include "bihuan/ledger/receipt.hpp"
#include "bihuan/ledger/witness.hpp"

namespace bihuan::python {

namespace {

using released = py::call_guard<py::gil_scoped_release>;

void bind_tree_proofs(py::module_& module) {
  py::class_<InclusionProof> inclusion(module, "InclusionProof", "That a leaf is that item's among the first `size` items (RFC 6962, 2.1.1).");
  inclusion
      .def(py::init([](ItemNumber item, std::int64_t size, const Digest& leaf, std::vector<Digest> path) {
             return InclusionProof{item, size, leaf, std::move(path)};
           }),
           py::arg("item"), py::arg("size"), py::arg("leaf"), py::arg("path"))
      .def(py::self == py::self)
      .def_property_readonly("root", [](const InclusionProof& self) { return root_of(self); },
                             "None when the path has not the length that item and size call for")
      .def("holds", [](const InclusionProof& self, const Checkpoint& checkpoint) { return holds(self, checkpoint); }, py::arg("checkpoint"))
      .def("__repr__", [](const InclusionProof& self) {
        return "<InclusionProof of item " + std::to_string(self.item) + " among " + std::to_string(self.size) + ">";
      });
  field(inclusion, "item", &InclusionProof::item, "from 1");
  field(inclusion, "size", &InclusionProof::size);
  field(inclusion, "leaf", &InclusionProof::leaf);
  field(inclusion, "path", &InclusionProof::path, "from the leaf upward");

  py::class_<ConsistencyProof> growth(module, "ConsistencyProof", "That a ledger has everything of an earlier point of it, in its place (RFC 6962, 2.1.2).");
  growth
      .def(py::init([](std::int64_t first_size, std::int64_t second_size, std::vector<Digest> path) {
             return ConsistencyProof{first_size, second_size, std::move(path)};
           }),
           py::arg("first_size"), py::arg("second_size"), py::arg("path"))
      .def(py::self == py::self)
      .def("holds", [](const ConsistencyProof& self, const Checkpoint& first, const Checkpoint& second) { return holds(self, first, second); },
           py::arg("first"), py::arg("second"))
      .def("__repr__", [](const ConsistencyProof& self) {
        return "<ConsistencyProof from " + std::to_string(self.first_size) + " to " + std::to_string(self.second_size) + " items>";
      });
  field(growth, "first_size", &ConsistencyProof::first_size);
  field(growth, "second_size", &ConsistencyProof::second_size);
  field(growth, "path", &ConsistencyProof::path);

  py::class_<ProofTree>(module, "ProofTree", "The tree with all its full subtrees, for making proofs at any size.")
      .def(py::init<>())
      .def("append", &ProofTree::append, py::arg("leaf"))
      .def_property_readonly("size", &ProofTree::size)
      .def("root", &ProofTree::root, py::arg("size"))
      .def("prove_inclusion", &ProofTree::prove_inclusion, py::arg("item"), py::arg("size"))
      .def("prove_consistency", &ProofTree::prove_consistency, py::arg("first_size"), py::arg("second_size"))
      .def("__repr__", [](const ProofTree& self) { return "<ProofTree, " + std::to_string(self.size()) + " leaves>"; });
}

void bind_item_receipts(py::module_& module) {
  py::class_<ItemReceipt> receipt(module, "ItemReceipt", "What someone who handed something in takes home: proof that it stands in the ledger.");
  receipt.def(py::self == py::self)
      .def("__str__", &ItemReceipt::text)
      .def_static("parse", &ItemReceipt::parse, py::arg("text"), "Reads the one line that `str` gives; refuses one whose path does not lead to its root.")
      .def_property_readonly("item", &ItemReceipt::item)
      .def_property_readonly("leaf", [](const ItemReceipt& self) { return self.leaf(); })
      .def_property_readonly("short_code", &ItemReceipt::short_code)
      .def_property_readonly("anchor", &ItemReceipt::anchor, "what `verify` holds the ledger against")
      .def("__repr__", [](const ItemReceipt& self) {
        return "<ItemReceipt of item " + std::to_string(self.item()) + ", " + self.short_code() + ">";
      });
  field(receipt, "checkpoint", &ItemReceipt::checkpoint);
  field(receipt, "proof", &ItemReceipt::proof);
}

void bind_keys(py::module_& module) {
  py::native_enum<KeyKind>(module, "KeyKind", word, "What a key may sign, by its byte in C2SP signed notes.")
      .value("ledger", KeyKind::ledger)
      .value("witness", KeyKind::witness)
      .finalize();

  py::class_<VerifierKey> verifier(module, "VerifierKey", "A public key that is trusted under a name; `str` gives `name+id+key`.");
  verifier.def(py::self == py::self)
      .def("__hash__", [](const VerifierKey& self) { return py::hash(py::str(self.text())); })
      .def("__str__", &VerifierKey::text)
      .def_static("parse", &VerifierKey::parse, py::arg("text"))
      .def_property_readonly("id", &VerifierKey::id)
      .def("__repr__", [](const VerifierKey& self) { return "<VerifierKey " + self.text() + ">"; });
  field(verifier, "name", &VerifierKey::name);
  field(verifier, "kind", &VerifierKey::kind);
  field(verifier, "key", &VerifierKey::key);

  py::class_<SigningKey>(module, "SigningKey", "A secret Ed25519 key. Neither `str` nor `repr` tells the secret; `save` writes it.")
      .def_static("generate", &SigningKey::generate, py::arg("name"), py::arg_v("kind", KeyKind::ledger, "KeyKind.ledger"))
      .def_static("parse", &SigningKey::parse, py::arg("text"))
      .def_static("load", &SigningKey::load, py::arg("path"))
      .def("save", &SigningKey::save, py::arg("path"), "Into a new file that only its owner may read.")
      .def_property_readonly("verifier", [](const SigningKey& self) { return self.verifier(); })
      .def("__repr__", [](const SigningKey& self) { return "<SigningKey of " + self.verifier().text() + ">"; });
}

void bind_notes(py::module_& module) {
  py::class_<Signed> by(module, "Signed", "A trusted signature that was checked.");
  field(by, "key", &Signed::key);
  field(by, "at", &Signed::at, "of a cosignature");
  by.def("__repr__", [](const Signed& self) { return "<Signed by " + self.key.name + ">"; });

  py::class_<OpenedNote> opened(module, "OpenedNote", "What a signed checkpoint says and who vouches for it.");
  field(opened, "checkpoint", &OpenedNote::checkpoint);
  field(opened, "by", &OpenedNote::by);
  field(opened, "unknown_count", &OpenedNote::unknown_count, "signatures of keys that nobody told us to trust");
  opened.def("__repr__", [](const OpenedNote& self) {
    return "<OpenedNote of " + std::to_string(self.checkpoint.size) + " items, " + std::to_string(self.by.size()) + " signatures>";
  });

  module.def("sign", &sign, py::arg("checkpoint"), py::arg("key"), "A checkpoint as a signed note.");
  module.def("cosign", &cosign, py::arg("note"), py::arg("witness"), py::arg("at"));
  module.def("open_note", [](const std::string& note, const std::vector<VerifierKey>& trusted) { return open_note(note, trusted); },
             py::arg("note"), py::arg("trusted"), "Refuses what no trusted key has signed; signatures of other keys are passed over.");
  module.def("read_unverified", &read_unverified, py::arg("note"), "What a note says; nobody has vouched for it.");
}

void bind_witness(py::module_& module) {
  py::class_<Growth> growth(module, "Growth", "What an office sends its witness: proof of growth and the new signed checkpoint.");
  growth.def(py::init([](const ConsistencyProof& proof, std::string note) { return Growth{proof, std::move(note)}; }), py::arg("proof"), py::arg("note"))
      .def(py::self == py::self)
      .def("__str__", &Growth::text)
      .def_static("parse", &Growth::parse, py::arg("text"))
      .def("__repr__", [](const Growth& self) {
        return "<Growth from " + std::to_string(self.proof.first_size) + " to " + std::to_string(self.proof.second_size) + " items>";
      });
  field(growth, "proof", &Growth::proof);
  field(growth, "note", &Growth::note);

  bind_words<WitnessVerdict>(module, "WitnessVerdict", "What a witness answers.", static_cast<int>(WitnessVerdict::unsigned_) + 1,
                             [](WitnessVerdict verdict) { return verdict_name(verdict); });
  bind_chinese<WitnessVerdict>(module);

  py::class_<WitnessAnswer> answer(module, "WitnessAnswer", "A witness's answer; true when it took the checkpoint.");
  field(answer, "verdict", &WitnessAnswer::verdict);
  field(answer, "kept", &WitnessAnswer::kept);
  field(answer, "note", &WitnessAnswer::note);
  field(answer, "sentence", &WitnessAnswer::sentence);
  field(answer, "chinese", &WitnessAnswer::chinese);
  answer.def("__bool__", &WitnessAnswer::ok).def("__repr__", [](const WitnessAnswer& self) {
    return "<WitnessAnswer " + std::string(verdict_name(self.verdict)) + ">";
  });

  py::class_<Witness>(module, "Witness", "The superior unit's memory: the last checkpoint of each ledger, in a folder.")
      .def(py::init<std::filesystem::path, std::optional<SigningKey>>(), py::arg("folder"), py::arg("key") = py::none())
      .def("trust", &Witness::trust, py::arg("ledger"), py::arg("keys"), "From now on only these keys speak for a ledger.")
      .def("consider", &Witness::consider, py::arg("growth"), py::arg("now"), released(), "Answers once what it takes is on the disk.")
      .def("last", &Witness::last, py::arg("ledger"))
      .def("last_note", &Witness::last_note, py::arg("ledger"))
      .def("__repr__", [](const Witness&) { return std::string("<Witness>"); });
}

}  // namespace

void bind_proofs(py::module_& module) {
  bind_tree_proofs(module);
  bind_item_receipts(module);
  bind_keys(module);
  bind_notes(module);
  bind_witness(module);
  module.def("is_short_code", &is_short_code, py::arg("text"), "Whether a short code is written as one and its check digit is right.");
  module.def("leaf_hash", &leaf_hash, py::arg("line"), "SHA-256(0x00 ‖ line).");
  module.def("leaf_of", [](const Fact& fact) { return leaf_hash(encode(fact)); }, py::arg("fact"), "The leaf of a fact's line.");
}

}  // namespace bihuan::python
