#pragma once
#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

/// What demur-reader prints of a history, and the host reads: one JSON object on each line. Whether an entry is what
/// was recorded only the host can tell; here it is an object of no more than a history's depth.
namespace demur::reading {

/// An element of `entries`.
struct HistoryEntry {
  nlohmann::json object;
};

/// An element of `seals`.
struct HistorySealMail {
  nlohmann::json object;
};

/// The last line: the file was read to its end, and this is what else is in it.
struct HistoryFrame {
  nlohmann::json accounts, ends;    ///< Arrays.
  std::optional<std::string> seal;  ///< A text.
};

/// The last line where a file can't be read as a history.
struct HistoryRefusal {
  std::string reason;   ///< not-a-history, newer-version, damaged or malformed.
  bool is_after_entry;  ///< It was found behind an entry, the last one before this line.
};

using HistoryLine = std::variant<HistoryEntry, HistorySealMail, HistoryFrame, HistoryRefusal>;

/// Of an entry with what is around it, in bytes. One with the longest evidence in base64 takes a third of it. There are
/// few accounts and ends.
inline constexpr std::size_t max_held = std::size_t{2} * 1024 * 1024;
/// The longest line, in bytes: accounts and ends may take as much as an entry, each.
inline constexpr std::size_t max_history_line = 2 * max_held + 1024;
/// An account's address is within four brackets, and no part of a source within more.
inline constexpr int max_history_nesting = 4;

std::string to_line(const HistoryLine& line);

/// Trusts nothing: returns nothing for a line that isn't what `to_line` can make.
std::optional<HistoryLine> read_history_line(std::string_view text);

}  // namespace demur::reading
