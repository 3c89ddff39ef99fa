#pragma once
#include <chrono>
#include <cstddef>
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
  /// Writes everything. False when nobody reads any more.
  virtual bool write(std::string_view bytes) = 0;
};

/// A file descriptor of one's own, closed at the end.
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

/// Takes standard output for frames alone: the real one is returned under a private number, and standard error is put
/// in its place, so that no library can spoil the frames by printing.
Descriptor take_standard_output();

/// From now on, ends the process when standard input has been closed for `grace`, whatever the process is doing then:
/// what was answered is durable, and nobody is left to hear the rest.
void end_with_standard_input(std::chrono::milliseconds grace);

/// Whether a person sits before standard input.
bool standard_input_is_terminal();

/// Whether a person reads standard error.
bool standard_error_is_terminal();

}  // namespace demur
