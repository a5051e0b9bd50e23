#include "acts.hpp"

#include <algorithm>
#include <fstream>

namespace crash {

namespace {

bool same(const Commit& a, const Commit& b) {
  return a.seq == b.seq && a.first_item == b.first_item && a.item_count == b.item_count && a.text == b.text &&
         a.leaves == b.leaves && a.root == b.root;
}

bool same(const PersonName& a, const PersonName& b) { return a.id == b.id && a.name == b.name && a.erased == b.erased; }

std::string id_of(int number, int part) { return "H-" + std::to_string(number) + "-" + std::to_string(part); }

}  // namespace

bool operator==(const Content& a, const Content& b) {
  const auto equal = [](const auto& x, const auto& y) {
    return std::equal(x.begin(), x.end(), y.begin(), y.end(), [](const auto& l, const auto& r) { return same(l, r); });
  };
  return equal(a.commits, b.commits) && equal(a.people, b.people) && a.refused == b.refused;
}

Content content_of(Store& store) { return {samples::commits_of(store), store.people(), store.refused_acts()}; }

Act append_of(Size size, int number, Random& random) {
  Act act;
  act.header = samples::header(number);
  const auto text_of = [&](std::size_t bytes) {
    std::string text;
    while (text.size() < bytes) text += "压力表" + std::to_string(random.below(1000)) + "号未检定；";
    return text;
  };
  const auto add = [&](int part, std::size_t bytes) {
    act.facts.push_back(samples::registered(id_of(number, part)));
    if (bytes > 0) act.facts.back().fields.set("text", Value{text_of(bytes)});
  };
  switch (size) {
    case Size::fact: add(0, random.below(3) * 200); break;
    case Size::plan: add(0, 20'000 + random.below(20'000)); break;
    case Size::spilling: add(0, 2'150'000 + random.below(100'000)); break;
    case Size::sheet:
      for (int part = 0, parts = 10 + static_cast<int>(random.below(30)); part < parts; ++part) add(part, 0);
      for (int part = 0, parts = 1 + static_cast<int>(random.below(3)); part < parts; ++part)
        act.people.push_back({PersonId("q" + std::to_string(number) + "-" + std::to_string(part)), "示例" + std::to_string(part), false});
      break;
  }
  return act;
}

std::vector<Act> acts_of(Random& random, bool spilling) {
  std::vector<Act> acts(1);
  acts[0].kind = Act::Kind::create;
  std::vector<PersonId> known;
  const int count = 4 + static_cast<int>(random.below(5));
  for (int number = 1; number <= count; ++number) {
    const std::uint64_t draw = random.below(16);
    Act act;
    if (draw < 2 && !known.empty()) {
      act.kind = Act::Kind::erase;
      act.erased = known.back();
      known.pop_back();
    } else if (draw < 4) {
      act.kind = Act::Kind::refuse;
      act.refused = {0, samples::birthday, 0, "close", id_of(number, 0), "rectifying", Day::of(2020, 9, 9), {samples::inspector(4)}, "wrong_state"};
    } else if (draw < 5) {
      act.kind = Act::Kind::back_up;
    } else {
      act = append_of(draw < 10 ? Size::fact : draw < 14 ? Size::sheet : Size::plan, number, random);
      for (const PersonName& person : act.people) known.push_back(person.id);
    }
    acts.push_back(std::move(act));
  }
  if (spilling) acts.insert(acts.begin() + 2, append_of(Size::spilling, 99, random));
  return acts;
}

void Stage::set(const Disk& disk) const {
  for (const auto& file : {ledger(), copy(), std::filesystem::path(copy().string() + ".part")}) {
    const bool wanted = disk.find(file.filename().string()) != nullptr;
    if (wanted == std::filesystem::exists(file)) continue;
    if (wanted) std::ofstream stand_in(file);
    if (!wanted) std::filesystem::remove(file);
  }
}

void perform(const Act& act, std::unique_ptr<Store>& store, Disk& disk, const Stage& stage) {
  switch (act.kind) {
    case Act::Kind::create:
      store = create_sqlite_store(stage.ledger(), samples::birth());
      disk.sync_names();  // the library synced the directory
      return;
    case Act::Kind::append: store->take_turn()->append(act.header, act.facts, act.people); return;
    case Act::Kind::erase: store->erase_person(act.erased); return;
    case Act::Kind::refuse: store->take_turn()->refuse(act.refused); return;
    case Act::Kind::back_up:
      // (The library empties what a crash left under that name before SQLite hears of it.)
      if (disk.find(std::string(copy_name) + ".part")) disk.put(std::string(copy_name) + ".part", {});
      store->backup(stage.copy());
      disk.rename(std::string(copy_name) + ".part", copy_name);
      disk.sync_names();
      return;
  }
}

Rehearsal rehearse(const std::vector<Act>& acts, const Bytes& begun_with, const Stage& stage) {
  Rehearsal rehearsal;
  Disk disk;
  const Inserted here(disk);
  std::unique_ptr<Store> store;
  const auto note = [&] {
    rehearsal.contents.push_back(store ? content_of(*store) : Content{});
    const File* file = disk.find(ledger_name);
    rehearsal.images.push_back(file ? file->now : Bytes{});
  };
  if (!begun_with.empty()) disk.put(ledger_name, begun_with);
  stage.set(disk);
  if (!begun_with.empty()) store = open_sqlite_store(stage.ledger());
  note();
  for (const Act& act : acts) {
    perform(act, store, disk, stage);
    if (act.kind == Act::Kind::back_up) {
      disk.remove(copy_name, true);
      stage.set(disk);
    }
    note();
  }
  return rehearsal;
}

namespace {

Judgement judge_open(const Rehearsal& rehearsal, const Stage& stage) {
  Judgement found;
  const auto store = open_sqlite_store(stage.ledger());
  const Verification verdict = store->verify();
  if (verdict.verdict != Verification::Verdict::intact) {
    found.said = verdict.sentence;
    return found;
  }
  const Content content = content_of(*store);
  const auto same = std::find(rehearsal.contents.rbegin(), rehearsal.contents.rend(), content);
  if (same == rehearsal.contents.rend()) {
    found.outcome = Judgement::Outcome::half;
    found.said = std::to_string(content.commits.size()) + " commits, " + std::to_string(content.people.size()) + " people";
    return found;
  }
  found.number = static_cast<std::size_t>(rehearsal.contents.rend() - same) - 1;
  samples::append_hazard(*store, "next", 1'000'000);
  Content next = content_of(*store);
  const bool took = store->verify().verdict == Verification::Verdict::intact && next.commits.size() == content.commits.size() + 1;
  next.commits.resize(content.commits.size());
  if (took && next == content) {
    found.outcome = Judgement::Outcome::whole;
  } else {
    found.said = "it does not take another commit";
  }
  return found;
}

}  // namespace

Judgement judge(Disk& disk, const Rehearsal& rehearsal, const Stage& stage) {
  const Inserted here(disk);
  stage.set(disk);
  try {
    return judge_open(rehearsal, stage);
  } catch (const LedgerError& error) {
    const bool nothing = error.code() == ErrorCode::no_ledger || error.code() == ErrorCode::ledger_foreign;
    return {nothing ? Judgement::Outcome::nothing : Judgement::Outcome::unopenable, 0, error.what()};
  }
}

const Bytes& ledger_of_version_1() {
  static const Bytes bytes = [] {
    std::ifstream in(std::filesystem::path(BIHUAN_SOURCE_DIR) / "tests/golden/ledgers/ledger-1.ledger", std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(in), {});
  }();
  return bytes;
}

}  // namespace crash
