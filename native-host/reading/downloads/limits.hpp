#pragma once
#include <cstddef>
#include <cstdint>

/// What is read of a download at the most. Real downloads stay far below: the largest described has some hundred
/// thousand files and hundreds of tagged items; the reader has 64 MiB of memory in all.
namespace demur::reading {

/// Of an archive's directory, in bytes, and how many entries it may have. About 100 bytes are an entry.
inline constexpr std::uint64_t largest_directory = 256ULL * 1024 * 1024;
inline constexpr std::uint64_t most_entries = 1'000'000;
/// How many of the entries may be ones that are needed.
inline constexpr std::size_t most_needed_entries = 1000;
/// A needed file, inflated; and all of them together.
inline constexpr std::uint64_t largest_file = 256ULL * 1024 * 1024;
inline constexpr std::uint64_t largest_sum = 1024ULL * 1024 * 1024;
/// How many bytes may come of one, on average from the first so many bytes on. Lists of Meta's shrink to a thirtieth; a
/// file that only wants to be large shrinks to a thousandth.
inline constexpr std::uint64_t highest_ratio = 200;
inline constexpr std::uint64_t ratio_counts_from = 1024ULL * 1024;
/// How deep lists and objects may be nested. Meta's are by about ten.
inline constexpr std::size_t deepest_nesting = 64;
/// One text, number or name in JSON, or one tag or text in HTML, in bytes.
inline constexpr std::size_t longest_token = 1024UL * 1024UL;
/// Longer texts are no names and no addresses.
inline constexpr std::size_t longest_statement = 2048;
/// What is kept of one record until it is over: further statements are let go.
inline constexpr std::size_t most_statements = 200;
inline constexpr std::size_t most_kept_bytes = 1024UL * 1024UL;
/// Items in one download.
inline constexpr std::int64_t most_items = 100'000;
/// Addresses of an account.
inline constexpr std::size_t most_emails = 20;

}  // namespace demur::reading
