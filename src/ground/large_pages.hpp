// ground/large_pages.hpp: memory for what is large and looked up here and there: on large pages, where the system has them.
#pragma once

#include <cstddef>
#include <limits>
#include <new>

namespace bihuan::ground {

/// What is of this size or larger lies on pages of its own, each of this size.
inline constexpr std::size_t large_page = std::size_t{2} << 20;

/// Throws std::bad_alloc.
void* allocate_large(std::size_t bytes);
void free_large(void* begin, std::size_t bytes) noexcept;

/// For containers: as the standard one does for what is smaller than a large page.
template <class T>
struct LargePages {
  using value_type = T;
  LargePages() = default;
  template <class Other>
  LargePages(const LargePages<Other>&) noexcept {}  // as containers ask for it

  T* allocate(std::size_t count) {
    if (count > std::numeric_limits<std::size_t>::max() / sizeof(T)) throw std::bad_array_new_length();
    return static_cast<T*>(is_large(count) ? allocate_large(count * sizeof(T)) : ::operator new(count * sizeof(T), alignment));
  }
  void deallocate(T* begin, std::size_t count) noexcept {
    if (is_large(count)) free_large(begin, count * sizeof(T));
    else ::operator delete(begin, alignment);
  }
  friend bool operator==(LargePages, LargePages) noexcept { return true; }

 private:
  static bool is_large(std::size_t count) noexcept { return count >= large_page / sizeof(T); }
  static constexpr std::align_val_t alignment{alignof(T)};
};

}  // namespace bihuan::ground
