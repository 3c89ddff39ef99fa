#pragma once
#include <zlib.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/streams.hpp"

/// As much of the zip format as data downloads need (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT),
/// including archives and entries over 4 GiB. What the directory says is checked before it is used.
namespace demur::reading {

/// A file in an archive, as the directory describes it.
struct ZipEntry {
  std::string path;  ///< As stored: any bytes.
  std::uint64_t offset = 0;
  std::uint64_t packed = 0;  ///< Bytes in the archive.
  std::uint64_t size = 0;    ///< Bytes of the file.
  std::uint32_t checksum = 0;
  std::uint16_t method = 0;
  bool is_encrypted = false;
  bool is_consistent = true;  ///< False where something that the directory promises is missing.
};

class ZipArchive {
 public:
  /// Finds the directory. Throws ArchiveFault.
  explicit ZipArchive(RandomAccess& file);

  /// Calls `take` for every entry, in the directory's order. Memory does not grow with the archive. Throws
  /// ArchiveFault.
  void list(const std::function<void(ZipEntry)>& take);

  /// Where an entry's bytes begin. Throws FileFault where the local header and the directory disagree.
  [[nodiscard]] std::uint64_t data_offset(const ZipEntry& entry) const;

  [[nodiscard]] RandomAccess& file() const { return file_; }

 private:
  struct Directory {
    std::uint64_t offset = 0, size = 0, entries = 0;
    bool is_large = false;  ///< Its counts have 64 bits.
  };
  void find_directory();
  void read_large_end(std::uint64_t end);

  RandomAccess& file_;
  Directory directory_;
};

/// The bytes of a file in an archive. Each read may throw FileFault; the last one does where the size or checksum is
/// not what the directory says.
class ZipEntrySource final : public ByteSource {
 public:
  ZipEntrySource(ZipArchive& archive, const ZipEntry& entry);
  ZipEntrySource(ZipEntrySource&&) = delete;
  ZipEntrySource& operator=(ZipEntrySource&&) = delete;
  ~ZipEntrySource() override;
  std::size_t read(std::span<char> buffer) override;

 private:
  std::size_t read_stored(std::span<char> buffer);
  std::size_t read_deflated(std::span<char> buffer);
  void refill();
  void account_for(std::span<const char> bytes);
  void check_end() const;

  RandomAccess& file_;
  ZipEntry entry_;
  std::uint64_t at_, packed_left_;
  std::uint64_t done_ = 0;
  std::uint32_t checksum_ = 0;
  bool is_over_ = false;
  std::vector<char> input_;
  z_stream stream_{};
};

}  // namespace demur::reading
