#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace demur {

/// A line that lets whoever has it tell later whether a history is still as it was. It names all ends of the chains,
/// and so covers every entry. docs/history-format.md says what it proves.
struct SealLine {
  std::int64_t entries = 0;
  std::string day;                ///< When the newest of them was recorded: "2026-05-03", in UTC.
  std::vector<std::string> ends;  ///< The hashes of the entries that no other follows, 32 bytes each, sorted.
  std::string waiting = {};       ///< A digest of those that the person has not agreed to; empty where there are none.
  bool operator==(const SealLine&) const = default;
};

/// A history with more ends is not sealed: nobody would copy such a line.
inline constexpr std::size_t max_seal_ends = 16;

/// What every such line begins with.
inline constexpr std::string_view seal_mark = "Demur seal 1:";

/// "Demur seal 1: 12 entries, 2026-05-03, 90ab…", with a space between several ends, and ", without cd12…" for what
/// waits. ASCII only, so that no mail program changes it.
std::string to_text(const SealLine& seal);

/// The first such line in a text. It may be wrapped over several lines, and these may be quoted with ">", as mail
/// programs do.
std::optional<SealLine> find_seal(std::string_view text);

}  // namespace demur
