// ground/kept_texts.hpp: texts that are kept for long, in large pieces.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace bihuan::ground {

/// Texts that stay where they were put as long as anybody has them: a copy shares what there is, and puts its own elsewhere.
class KeptTexts {
 public:
  KeptTexts() = default;
  KeptTexts(KeptTexts&& other) noexcept : pieces_(std::move(other.pieces_)), room_(std::exchange(other.room_, {})) {}
  KeptTexts(const KeptTexts& other) : pieces_(other.pieces_) {}
  KeptTexts& operator=(KeptTexts other) noexcept {
    pieces_.swap(other.pieces_);
    room_ = other.room_;
    return *this;
  }
  std::string_view keep(std::string_view text);

 private:
  std::vector<std::shared_ptr<char[]>> pieces_;
  std::span<char> room_;  // behind what is used of the last one, if that is ours alone
};

}  // namespace bihuan::ground
