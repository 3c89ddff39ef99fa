#pragma once
#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/streams.hpp"

/// Files of mails, in whatever form people have them, as a stream of plain bytes.
namespace demur::reading {

/// A stream whose beginning can be looked at before it is read.
class PeekedSource final : public ByteSource {
 public:
  explicit PeekedSource(ByteSource& source);
  std::size_t read(std::span<char> buffer) override;
  /// The first 4096 bytes; fewer where there are fewer.
  [[nodiscard]] std::string_view head() const { return head_; }
  /// How many bytes have been read from it.
  [[nodiscard]] std::int64_t taken() const { return taken_; }

 private:
  ByteSource& source_;
  std::string head_;
  std::size_t at_ = 0;
  std::int64_t taken_ = 0;
};

/// Gzipped input, unpacked; anything else as it is. What comes after damage is left out.
/// https://www.rfc-editor.org/rfc/rfc1952
class UnpackedSource final : public ByteSource {
 public:
  explicit UnpackedSource(PeekedSource& source);
  UnpackedSource(const UnpackedSource&) = delete;
  UnpackedSource& operator=(const UnpackedSource&) = delete;
  ~UnpackedSource() override;
  std::size_t read(std::span<char> buffer) override;

 private:
  bool refill();

  PeekedSource& source_;
  std::vector<char> packed_;
  z_stream stream_{};
  bool is_packed_;
  bool is_over_ = false;
};

/// UTF-16 with a byte order mark as UTF-8, and old Macintosh line ends as today's; anything else as it is.
class Utf8Source final : public ByteSource {
 public:
  explicit Utf8Source(PeekedSource& source);
  std::size_t read(std::span<char> buffer) override;
  /// Whether places in it differ from those in what it was made from.
  [[nodiscard]] bool is_converted() const { return form_ == Form::little || form_ == Form::big; }

 private:
  enum class Form { plain, returns, little, big };
  static Form form_of(std::string_view head);
  void convert_more();

  PeekedSource& source_;
  Form form_;
  std::string converted_;  ///< Not yet read.
  std::size_t at_ = 0;     ///< How much of it has been read.
  std::string unit_;       ///< A byte whose pair has not come yet.
  char32_t half_ = 0;      ///< Half of a character that is not yet complete.
  bool is_over_ = false;
};

/// All of these, one after the other.
class PlainSource final : public ByteSource {
 public:
  explicit PlainSource(ByteSource& source) : raw_(source), unpacked_(raw_), peeked_(unpacked_), plain_(peeked_) {}
  std::size_t read(std::span<char> buffer) override { return plain_.read(buffer); }
  /// The first bytes, unpacked.
  [[nodiscard]] std::string_view head() const { return peeked_.head(); }
  /// How many bytes have been read of what it was made from.
  [[nodiscard]] std::int64_t taken() const { return raw_.taken(); }
  [[nodiscard]] bool is_converted() const { return plain_.is_converted(); }

 private:
  PeekedSource raw_;
  UnpackedSource unpacked_;
  PeekedSource peeked_;
  Utf8Source plain_;
};

}  // namespace demur::reading
