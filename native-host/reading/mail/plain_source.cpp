#include "reading/mail/plain_source.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <new>

#include "reading/charsets.hpp"

namespace demur::reading {
namespace {

constexpr std::size_t head_length = 4096;
constexpr std::size_t packed_at_once = 64UL * 1024UL;

/// zlib takes writable bytes, but only reads them.
Bytef* as_bytes(char* bytes) {
  return reinterpret_cast<Bytef*>(bytes);  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
}

}  // namespace

PeekedSource::PeekedSource(ByteSource& source) : source_(source), head_(head_length, '\0') {
  head_.resize(source_.read(head_));
}

std::size_t PeekedSource::read(std::span<char> buffer) {
  const auto first = std::min(buffer.size(), head_.size() - at_);
  std::memcpy(buffer.data(), head_.data() + at_, first);
  at_ += first;
  const auto count = first + source_.read(buffer.subspan(first));
  taken_ += static_cast<std::int64_t>(count);
  return count;
}

UnpackedSource::UnpackedSource(PeekedSource& source)
    : source_(source), is_packed_(source.head().starts_with("\x1F\x8B\x08")) {
  if (!is_packed_) return;
  packed_.resize(packed_at_once);
  // 16 more: with a gzip header.
  if (::inflateInit2(&stream_, 16 + MAX_WBITS) != Z_OK) throw std::bad_alloc{};
}

UnpackedSource::~UnpackedSource() {
  if (is_packed_) ::inflateEnd(&stream_);
}

bool UnpackedSource::refill() {
  const auto count = source_.read(packed_);
  stream_.next_in = as_bytes(packed_.data());
  stream_.avail_in = static_cast<uInt>(count);
  return count > 0;
}

std::size_t UnpackedSource::read(std::span<char> buffer) {
  if (!is_packed_) return source_.read(buffer);
  stream_.next_out = as_bytes(buffer.data());
  stream_.avail_out = static_cast<uInt>(buffer.size());
  while (!is_over_ && stream_.avail_out > 0) {
    if (stream_.avail_in == 0 && !refill()) break;
    const auto result = ::inflate(&stream_, Z_NO_FLUSH);
    // Packed files may be joined: another may follow.
    if (result == Z_STREAM_END)
      is_over_ = (stream_.avail_in == 0 && !refill()) || ::inflateReset(&stream_) != Z_OK;
    else
      is_over_ = result != Z_OK;
  }
  return buffer.size() - stream_.avail_out;
}

Utf8Source::Utf8Source(PeekedSource& source) : source_(source), form_(form_of(source.head())) {
  std::array<char, 2> mark{};
  if (is_converted()) source_.read(mark);
}

Utf8Source::Form Utf8Source::form_of(std::string_view head) {
  if (head.starts_with("\xFF\xFE")) return Form::little;
  if (head.starts_with("\xFE\xFF")) return Form::big;
  const bool has_returns = head.find('\r') != std::string_view::npos && head.find('\n') == std::string_view::npos;
  return has_returns ? Form::returns : Form::plain;
}

std::size_t Utf8Source::read(std::span<char> buffer) {
  if (!is_converted()) {
    const auto count = source_.read(buffer);
    if (form_ == Form::returns)
      std::replace(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(count), '\r', '\n');
    return count;
  }
  std::size_t done = 0;
  while (done < buffer.size()) {
    if (at_ == converted_.size()) {
      if (is_over_) break;
      convert_more();
      continue;
    }
    const auto count = std::min(buffer.size() - done, converted_.size() - at_);
    std::memcpy(buffer.data() + done, converted_.data() + at_, count);
    at_ += count;
    done += count;
  }
  return done;
}

void Utf8Source::convert_more() {
  std::string bytes(packed_at_once, '\0');
  bytes.resize(source_.read(bytes));
  is_over_ = bytes.size() < packed_at_once;
  bytes.insert(0, unit_);
  const auto whole = bytes.size() - bytes.size() % 2;
  unit_ = bytes.substr(whole);
  converted_.clear();
  at_ = 0;
  append_utf16(converted_, std::string_view(bytes).substr(0, whole), form_ == Form::big, half_);
}

}  // namespace demur::reading
