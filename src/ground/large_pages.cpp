#include "ground/large_pages.hpp"

#include <cstdint>
#include <limits>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace bihuan::ground {

#if defined(__linux__)

namespace {
std::size_t whole_pages(std::size_t bytes) { return (bytes + large_page - 1) / large_page * large_page; }
}  // namespace

// Not from the heap: what begins on a large page leaves holes there.
void* allocate_large(std::size_t bytes) {
  if (bytes > std::numeric_limits<std::size_t>::max() / 2) throw std::bad_alloc();
  const std::size_t size = whole_pages(bytes);
  void* const found = ::mmap(nullptr, size + large_page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (found == MAP_FAILED) throw std::bad_alloc();
  char* const before = static_cast<char*>(found);
  const std::size_t ahead = (large_page - reinterpret_cast<std::uintptr_t>(before) % large_page) % large_page;
  char* const begin = before + ahead;
  if (ahead > 0) ::munmap(before, ahead);
  if (ahead < large_page) ::munmap(begin + size, large_page - ahead);
  static_cast<void>(::madvise(begin, size, MADV_HUGEPAGE));  // advice: where it is not taken, pages are small
  return begin;
}

void free_large(void* begin, std::size_t bytes) noexcept { ::munmap(begin, whole_pages(bytes)); }

#else

void* allocate_large(std::size_t bytes) { return ::operator new(bytes, std::align_val_t{large_page}); }
void free_large(void* begin, std::size_t) noexcept { ::operator delete(begin, std::align_val_t{large_page}); }

#endif

}  // namespace bihuan::ground
