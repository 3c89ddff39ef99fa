#pragma once
#include <cstdint>
#include <optional>
#include <span>

namespace demur {

/// Bytes that can be read from any place.
class RandomAccess {
 public:
  RandomAccess() = default;
  RandomAccess(const RandomAccess&) = delete;
  RandomAccess& operator=(const RandomAccess&) = delete;
  virtual ~RandomAccess() = default;
  /// In bytes.
  [[nodiscard]] virtual std::uint64_t size() const = 0;
  /// Fills `buffer` with what begins at `offset`. False where there isn't as much.
  virtual bool read_at(std::uint64_t offset, std::span<char> buffer) = 0;
};

/// The size of the regular file behind a descriptor; nothing for a device, a pipe or a folder.
std::optional<std::uint64_t> regular_file_size(int number);

/// A regular file that is open and does not change its size.
class FileAccess final : public RandomAccess {
 public:
  FileAccess(int number, std::uint64_t size) : number_(number), size_(size) {}
  [[nodiscard]] std::uint64_t size() const override { return size_; }
  bool read_at(std::uint64_t offset, std::span<char> buffer) override;

 private:
  int number_;
  std::uint64_t size_;
};

}  // namespace demur
