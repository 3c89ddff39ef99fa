#pragma once
#include <cstddef>
#include <cstdint>

/// How much of a download is read, and what is thrown where there is more or something is wrong. Real downloads stay
/// far below the limits: the largest described has some hundred thousand files and hundreds of tagged items. The reader
/// has 64 MiB of memory in all.
namespace demur::reading {

/// Thrown where an archive can't be read. The reason is not-a-download, encrypted, incomplete, damaged or too-large.
struct ArchiveFault {
  const char* reason;
};

/// Thrown where a file within a download can't be read to its end. The reason is one of SkippedFile in
/// manifests/protocol.json.
struct FileFault {
  const char* reason;
};

/// The directory of an archive, in bytes and in entries. An entry takes about 100 bytes.
inline constexpr std::uint64_t max_directory = 256ULL * 1024 * 1024;
inline constexpr std::uint64_t max_archive_entries = 1'000'000;
/// How many of the entries may be needed files.
inline constexpr std::size_t max_needed_files = 1000;
/// A needed file, inflated; and all of them together.
inline constexpr std::uint64_t max_file = 256ULL * 1024 * 1024;
inline constexpr std::uint64_t max_total = 1024ULL * 1024 * 1024;
/// How many bytes one byte may inflate to on average, once this many have come. Meta's lists shrink to a thirtieth; a
/// file made to be large, to a thousandth.
inline constexpr std::uint64_t max_ratio = 200;
inline constexpr std::uint64_t ratio_counts_from = 1024ULL * 1024;
/// How deep lists and objects may be nested in JSON, and elements in HTML. Meta's go about ten and twenty deep.
inline constexpr std::size_t max_json_nesting = 64;
inline constexpr std::size_t max_elements = 400;
/// One text, number or name in JSON, in bytes.
inline constexpr std::size_t max_token = 1024UL * 1024UL;
/// The text of a field, in bytes. Longer texts are neither names nor URLs.
inline constexpr std::size_t max_field = 2048;
/// What is kept of a record until it is complete: further fields are dropped.
inline constexpr std::size_t max_record_fields = 200;
inline constexpr std::size_t max_record_bytes = 1024UL * 1024UL;
/// Items in one download.
inline constexpr std::int64_t max_items = 100'000;
/// E-mail addresses of an account.
inline constexpr std::size_t max_emails = 20;

}  // namespace demur::reading
