// state/text_column.hpp: a column of texts in the making: each text once, a code a row; an empty text is a blank.
#pragma once

#include "bihuan/state/columns.hpp"
#include "state/names.hpp"

namespace bihuan::replay {

class TextColumn {
 public:
  void add(std::string_view text) {
    blanks_ += text.empty() ? 1 : 0;
    codes_.push_back(static_cast<std::int32_t>(names_.intern(text)));
  }
  NamedColumn named(std::string name) && {
    std::vector<std::string_view> texts;
    for (std::uint32_t number = 0; number < names_.size(); ++number) texts.push_back(names_[number]);
    Presence presence;
    if (blanks_ > 0) presence = Presence::of(codes_.size(), [&](std::size_t row) { return !texts[static_cast<std::size_t>(codes_[row])].empty(); });
    return NamedColumn::texts(std::move(name), std::move(codes_), Dictionary::of(texts), std::move(presence));
  }

 private:
  Names names_;
  std::vector<std::int32_t> codes_;
  std::size_t blanks_ = 0;
};

}  // namespace bihuan::replay
