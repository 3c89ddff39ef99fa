#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace demur {

/// Bytes that come in.
class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;
  /// Reads until `buffer` is full or the stream ends. Returns how many bytes were read.
  virtual std::size_t read(std::span<char> buffer) = 0;
};

/// Bytes that go out.
class ByteSink {
 public:
  ByteSink() = default;
  ByteSink(const ByteSink&) = delete;
  ByteSink& operator=(const ByteSink&) = delete;
  virtual ~ByteSink() = default;
  /// Writes everything. False when there is no reader any more.
  virtual bool write(std::string_view bytes) = 0;
};

/// Bytes that can be read at any offset.
class RandomAccess {
 public:
  RandomAccess() = default;
  RandomAccess(const RandomAccess&) = delete;
  RandomAccess& operator=(const RandomAccess&) = delete;
  virtual ~RandomAccess() = default;
  /// In bytes.
  [[nodiscard]] virtual std::uint64_t size() const = 0;
  /// Fills `buffer` from `offset` on. False where there are too few bytes.
  virtual bool read_at(std::uint64_t offset, std::span<char> buffer) = 0;
};

/// Bytes in memory as a stream.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}
  std::size_t read(std::span<char> buffer) override {
    const auto count = bytes_.copy(buffer.data(), buffer.size());
    bytes_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view bytes_;
};

/// A file descriptor that is closed at the end.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(other.number_) { other.number_ = -1; }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor();
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

class DescriptorSource final : public ByteSource {
 public:
  explicit DescriptorSource(int number) : number_(number) {}
  std::size_t read(std::span<char> buffer) override;

 private:
  int number_;
};

class DescriptorSink final : public ByteSink {
 public:
  explicit DescriptorSink(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}
  bool write(std::string_view bytes) override;
  [[nodiscard]] const Descriptor& descriptor() const { return descriptor_; }

 private:
  Descriptor descriptor_;
};

/// The size of the regular file behind a descriptor; nothing for a device, a pipe or a folder.
std::optional<std::uint64_t> regular_file_size(int number);

/// An open regular file whose size does not change.
class FileAccess final : public RandomAccess {
 public:
  FileAccess(int number, std::uint64_t size) : number_(number), size_(size) {}
  [[nodiscard]] std::uint64_t size() const override { return size_; }
  bool read_at(std::uint64_t offset, std::span<char> buffer) override;

 private:
  int number_;
  std::uint64_t size_;
};

/// Reserves standard output for frames: returns the real one under a private number and replaces it with standard
/// error, so that no library can corrupt the frames by printing.
Descriptor take_standard_output();

/// From now on, ends the process once standard input has been closed for `grace`, whatever the process is doing: what
/// was answered is durable, and nobody is left to read the rest.
void end_with_standard_input(std::chrono::milliseconds grace);

/// Whether standard input is a terminal.
bool standard_input_is_terminal();

/// Whether standard error is a terminal.
bool standard_error_is_terminal();

}  // namespace demur
