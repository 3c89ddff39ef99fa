#include "reading/downloads/zip_archive.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <optional>

#include "reading/downloads/limits.hpp"

namespace demur::reading {
namespace {

constexpr std::uint32_t entry_signature = 0x02014b50, local_signature = 0x04034b50, end_signature = 0x06054b50,
                        large_locator_signature = 0x07064b50, large_end_signature = 0x06064b50;
constexpr std::size_t entry_length = 46, local_length = 30, end_length = 22, large_locator_length = 20,
                      large_end_length = 56;
/// Only a comment may follow the end record.
constexpr std::size_t max_comment = 65535;
constexpr std::uint16_t encrypted_flag = 1, stored = 0, deflated = 8, large_extra = 1;
/// The value of a field whose real value is elsewhere, in 64 bits.
constexpr std::uint32_t elsewhere32 = 0xFFFFFFFF;
constexpr std::uint16_t elsewhere16 = 0xFFFF;
constexpr std::size_t piece = 64UL * 1024UL;

/// A little-endian number. There must be enough bytes.
template <std::unsigned_integral Number>
Number number_at(std::string_view bytes, std::size_t offset) {
  Number number = 0;
  for (std::size_t i = 0; i < sizeof(Number); ++i)
    number = static_cast<Number>(number | (std::uint64_t{static_cast<unsigned char>(bytes.at(offset + i))} << (8 * i)));
  return number;
}

template <std::size_t length>
std::array<char, length> bytes_at(RandomAccess& file, std::uint64_t offset) {
  std::array<char, length> bytes{};
  if (!file.read_at(offset, bytes)) throw ArchiveFault{"damaged"};
  return bytes;
}

/// Reads a piece of the file from its beginning to its end.
class DirectoryReader {
 public:
  DirectoryReader(RandomAccess& file, std::uint64_t begin, std::uint64_t length)
      : file_(file), at_(begin), left_(length), buffer_(4 * piece) {}

  [[nodiscard]] bool is_over() const { return left_ == 0 && rest_.empty(); }
  /// The next bytes; they stay until the next call.
  std::string_view take(std::size_t length) {
    if (rest_.size() < length) fill();
    if (rest_.size() < length) throw ArchiveFault{"damaged"};
    const auto taken = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return taken;
  }

 private:
  void fill() {
    std::copy(rest_.begin(), rest_.end(), buffer_.begin());
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left_, buffer_.size() - rest_.size()));
    if (!file_.read_at(at_, std::span{buffer_}.subspan(rest_.size(), count))) throw ArchiveFault{"damaged"};
    rest_ = {buffer_.data(), rest_.size() + count};
    at_ += count;
    left_ -= count;
  }

  RandomAccess& file_;
  std::uint64_t at_, left_;
  std::vector<char> buffer_;
  std::string_view rest_;
};

/// The 64-bit values that follow an entry's name, in their order.
std::string_view large_values(std::string_view extra) {
  while (extra.size() >= 4) {
    const auto id = number_at<std::uint16_t>(extra, 0), length = number_at<std::uint16_t>(extra, 2);
    extra.remove_prefix(4);
    if (length > extra.size()) break;
    if (id == large_extra) return extra.substr(0, length);
    extra.remove_prefix(length);
  }
  return {};
}

void complete(ZipEntry& entry, std::string_view extra) {
  auto values = large_values(extra);
  for (auto* value : {&entry.size, &entry.packed, &entry.offset}) {
    if (*value != elsewhere32) continue;
    entry.is_consistent = entry.is_consistent && values.size() >= sizeof(std::uint64_t);
    if (!entry.is_consistent) return;
    *value = number_at<std::uint64_t>(values, 0);
    values.remove_prefix(sizeof(std::uint64_t));
  }
}

ZipEntry read_entry(DirectoryReader& cursor) {
  const auto head = cursor.take(entry_length);
  if (number_at<std::uint32_t>(head, 0) != entry_signature) throw ArchiveFault{"damaged"};
  ZipEntry entry;
  entry.is_encrypted = (number_at<std::uint16_t>(head, 8) & encrypted_flag) != 0;
  entry.method = number_at<std::uint16_t>(head, 10);
  entry.checksum = number_at<std::uint32_t>(head, 16);
  entry.packed = number_at<std::uint32_t>(head, 20);
  entry.size = number_at<std::uint32_t>(head, 24);
  entry.offset = number_at<std::uint32_t>(head, 42);
  const auto name = number_at<std::uint16_t>(head, 28), extra = number_at<std::uint16_t>(head, 30),
             comment = number_at<std::uint16_t>(head, 32);
  entry.path = cursor.take(name);
  complete(entry, cursor.take(extra));
  cursor.take(comment);
  return entry;
}

/// Without an end record the file is the beginning of an archive, or something else.
const char* reason_without_end(RandomAccess& file) {
  constexpr std::string_view beginning = "PK\x03\x04";
  if (file.size() == 0) return "incomplete";
  if (file.size() < beginning.size()) return "not-a-download";
  const auto bytes = bytes_at<beginning.size()>(file, 0);
  return std::equal(bytes.begin(), bytes.end(), beginning.begin()) ? "incomplete" : "not-a-download";
}

/// Where the end record is: the last whose comment ends where the file ends.
std::optional<std::size_t> find_end(std::string_view tail) {
  if (tail.size() < end_length) return std::nullopt;
  for (std::size_t at = tail.size() - end_length + 1; at-- > 0;)
    if (number_at<std::uint32_t>(tail, at) == end_signature &&
        at + end_length + number_at<std::uint16_t>(tail, at + 20) == tail.size())
      return at;
  return std::nullopt;
}

}  // namespace

ZipArchive::ZipArchive(RandomAccess& file) : file_(file) {
  find_directory();
  if (directory_.size > max_directory || directory_.entries > max_archive_entries) throw ArchiveFault{"too-large"};
}

void ZipArchive::find_directory() {
  const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(file_.size(), end_length + max_comment));
  std::vector<char> buffer(length);
  if (!file_.read_at(file_.size() - length, buffer)) throw ArchiveFault{"damaged"};
  const std::string_view tail{buffer.data(), buffer.size()};
  const auto at = find_end(tail);
  if (!at) throw ArchiveFault{reason_without_end(file_)};
  const auto end = file_.size() - length + *at;
  const auto record = tail.substr(*at, end_length);
  const auto disk = number_at<std::uint16_t>(record, 4);
  directory_ = {number_at<std::uint32_t>(record, 16), number_at<std::uint32_t>(record, 12),
                number_at<std::uint16_t>(record, 10)};
  auto limit = end;
  if (directory_.offset == elsewhere32 || directory_.size == elsewhere32 || directory_.entries == elsewhere16) {
    if (end < large_locator_length) throw ArchiveFault{"damaged"};
    limit = end - large_locator_length;
    read_large_end(limit);
  } else if (disk != 0) {
    throw ArchiveFault{"incomplete"};
  }
  if (directory_.offset > limit || directory_.size > limit - directory_.offset) throw ArchiveFault{"damaged"};
}

/// Follows the locator at `end`, which only archives with many or large entries have.
void ZipArchive::read_large_end(std::uint64_t end) {
  const auto bytes = bytes_at<large_locator_length>(file_, end);
  const std::string_view locator{bytes.data(), bytes.size()};
  // Exactly 65 535 entries need no larger numbers.
  if (number_at<std::uint32_t>(locator, 0) != large_locator_signature) {
    if (directory_.offset == elsewhere32 || directory_.size == elsewhere32) throw ArchiveFault{"damaged"};
    return;
  }
  const auto at = number_at<std::uint64_t>(locator, 8);
  if (at > end || end - at < large_end_length) throw ArchiveFault{"damaged"};
  const auto record_bytes = bytes_at<large_end_length>(file_, at);
  const std::string_view record{record_bytes.data(), record_bytes.size()};
  if (number_at<std::uint32_t>(record, 0) != large_end_signature) throw ArchiveFault{"damaged"};
  if (number_at<std::uint32_t>(record, 16) != 0) throw ArchiveFault{"incomplete"};
  directory_ = {number_at<std::uint64_t>(record, 48), number_at<std::uint64_t>(record, 40),
                number_at<std::uint64_t>(record, 32), true};
}

void ZipArchive::list(const std::function<void(ZipEntry)>& take) {
  DirectoryReader cursor{file_, directory_.offset, directory_.size};
  std::uint64_t count = 0;
  while (!cursor.is_over()) {
    if (++count > max_archive_entries) throw ArchiveFault{"too-large"};
    take(read_entry(cursor));
  }
  // Some programs let a 16-bit count overflow.
  const auto expected = directory_.is_large ? count : count & elsewhere16;
  if (expected != directory_.entries) throw ArchiveFault{"damaged"};
}

std::uint64_t ZipArchive::data_offset(const ZipEntry& entry) const {
  if (!entry.is_consistent || entry.offset > directory_.offset) throw FileFault{"damaged"};
  const auto before_directory = directory_.offset - entry.offset;
  std::vector<char> buffer(local_length + entry.path.size());
  if (before_directory < buffer.size() || !file_.read_at(entry.offset, buffer)) throw FileFault{"damaged"};
  const std::string_view local{buffer.data(), buffer.size()};
  const auto head =
      local_length + std::uint64_t{number_at<std::uint16_t>(local, 26)} + number_at<std::uint16_t>(local, 28);
  const bool is_same =
      number_at<std::uint32_t>(local, 0) == local_signature && number_at<std::uint16_t>(local, 8) == entry.method &&
      number_at<std::uint16_t>(local, 26) == entry.path.size() && local.substr(local_length) == entry.path;
  if (!is_same || head > before_directory || entry.packed > before_directory - head) throw FileFault{"damaged"};
  return entry.offset + head;
}

ZipEntrySource::ZipEntrySource(ZipArchive& archive, const ZipEntry& entry)
    : file_(archive.file()), entry_(entry), at_(archive.data_offset(entry)), packed_left_(entry.packed), input_(piece) {
  if (entry.is_encrypted) throw FileFault{"encrypted"};
  if (entry.size > max_file) throw FileFault{"too-large"};
  if (entry.method != stored && entry.method != deflated) throw FileFault{"damaged"};
  if (entry.method == stored && entry.packed != entry.size) throw FileFault{"damaged"};
  // For both methods, so that the destructor always has something to release.
  if (::inflateInit2(&stream_, -MAX_WBITS) != Z_OK) throw std::bad_alloc{};
}

ZipEntrySource::~ZipEntrySource() {
  ::inflateEnd(&stream_);
}

std::size_t ZipEntrySource::read(std::span<char> buffer) {
  std::size_t count = 0;
  while (count < buffer.size() && !is_over_) {
    const auto rest = buffer.subspan(count);
    const auto length = entry_.method == stored ? read_stored(rest) : read_deflated(rest);
    account_for(rest.first(length));
    count += length;
  }
  return count;
}

std::size_t ZipEntrySource::read_stored(std::span<char> buffer) {
  const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), packed_left_));
  if (!file_.read_at(at_, buffer.first(length))) throw FileFault{"damaged"};
  at_ += length;
  packed_left_ -= length;
  is_over_ = packed_left_ == 0;
  return length;
}

void ZipEntrySource::refill() {
  const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(input_.size(), packed_left_));
  if (!file_.read_at(at_, std::span{input_}.first(length))) throw FileFault{"damaged"};
  at_ += length;
  packed_left_ -= length;
  // zlib reads and writes unsigned bytes.
  stream_.next_in = reinterpret_cast<Bytef*>(input_.data());  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
  stream_.avail_in = static_cast<uInt>(length);
}

std::size_t ZipEntrySource::read_deflated(std::span<char> buffer) {
  // At the end there may be output left even though all input is consumed.
  if (stream_.avail_in == 0 && packed_left_ > 0) refill();
  const auto room = static_cast<uInt>(std::min(buffer.size(), piece));
  stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
  stream_.avail_out = room;
  const int result = ::inflate(&stream_, Z_NO_FLUSH);
  is_over_ = result == Z_STREAM_END;
  if (result != Z_OK && !is_over_) throw FileFault{"damaged"};
  return room - stream_.avail_out;
}

void ZipEntrySource::account_for(std::span<const char> bytes) {
  done_ += bytes.size();
  checksum_ = static_cast<std::uint32_t>(::crc32(
      checksum_, reinterpret_cast<const Bytef*>(bytes.data()),  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
      static_cast<uInt>(bytes.size())));
  if (done_ > entry_.size) throw FileFault{"damaged"};
  if (done_ > ratio_counts_from && done_ / max_ratio > entry_.packed - packed_left_) throw FileFault{"too-large"};
  if (is_over_) check_end();
}

void ZipEntrySource::check_end() const {
  if (done_ != entry_.size || checksum_ != entry_.checksum || packed_left_ != 0 || stream_.avail_in != 0)
    throw FileFault{"damaged"};
}

}  // namespace demur::reading
