// Bump allocation for data that lives and dies together, such as the AST of one file. Objects are never destroyed one by
// one, so only trivially destructible types may be placed in an arena.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace trivium::support {

/// Hands out memory from growing blocks; everything is freed with the arena.
class Arena {
public:
  Arena() = default;
  Arena(const Arena &) = delete;
  Arena &operator=(const Arena &) = delete;
  Arena(Arena &&other) noexcept
      : blocks_(std::move(other.blocks_)), next_(std::exchange(other.next_, nullptr)),
        end_(std::exchange(other.end_, nullptr)), blockBytes_(other.blockBytes_) {
    other.blocks_.clear();
  }
  ~Arena() {
    for (char *block : blocks_)
      std::free(block);
  }

  /// Raw memory, aligned to 8 bytes. Never returns null: running out of memory ends the process.
  void *allocate(size_t bytes) {
    bytes = (bytes + 7) & ~size_t{7};
    if (bytes > static_cast<size_t>(end_ - next_))
      grow(bytes);
    char *result = next_;
    next_ += bytes;
    return result;
  }

  /// A value-initialised object.
  template <typename T, typename... Args> T *make(Args &&...args) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= 8);
    return new (allocate(sizeof(T))) T{std::forward<Args>(args)...};
  }

  /// A copy of the elements of `items` that lives as long as the arena.
  template <typename T> std::span<T> copy(std::span<const T> items) {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 8);
    if (items.empty())
      return {};
    T *data = static_cast<T *>(allocate(items.size_bytes()));
    std::memcpy(static_cast<void *>(data), items.data(), items.size_bytes());
    return {data, items.size()};
  }
  template <typename T> std::span<T> copy(const std::vector<T> &items) { return copy(std::span<const T>(items)); }

  /// A copy of the text that lives as long as the arena.
  std::string_view copy(std::string_view text) {
    if (text.empty())
      return {};
    char *data = static_cast<char *>(allocate(text.size()));
    std::memcpy(data, text.data(), text.size());
    return {data, text.size()};
  }

private:
  void grow(size_t bytes) {
    size_t size = bytes > blockBytes_ ? bytes : blockBytes_;
    char *block = static_cast<char *>(std::malloc(size));
    if (!block)
      std::abort();
    blocks_.push_back(block);
    next_ = block;
    end_ = block + size;
    if (blockBytes_ < kMaxBlockBytes)
      blockBytes_ *= 2;
  }

  static constexpr size_t kMaxBlockBytes = size_t{1} << 20;
  std::vector<char *> blocks_;
  char *next_ = nullptr;
  char *end_ = nullptr;
  size_t blockBytes_ = size_t{16} << 10;
};

} // namespace trivium::support
