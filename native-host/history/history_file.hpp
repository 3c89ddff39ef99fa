#pragma once
#include <functional>
#include <istream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "history/merge_entry.hpp"

/// Reads the files that docs/history-format.md describes. They may come from anybody: one entry at a time is held, and
/// what no history has, deep nesting, endless texts and duplicate members, is refused before it costs anything.
namespace demur::history {

/// Why a file is not accepted as a history.
struct Refusal {
  /// not-a-history, newer-version, damaged (the file ends early or is not JSON), malformed, link-broken,
  /// content-changed, entry-missing, entry-differs (from another one with its id), objection-missing, seal-differs (a
  /// seal stands for something else)
  std::string reason;
  /// The entry where it was found.
  std::optional<EntryName> entry;
};

/// Carries a refusal out of the parser.
struct Refused {
  Refusal refusal;
};

/// Throws Refused.
[[noreturn]] void refuse(std::string reason, std::optional<EntryName> entry = std::nullopt);

/// What a file contains besides its entries and e-mails with seals.
struct FileFrame {
  nlohmann::json accounts, ends;    ///< Arrays.
  std::optional<std::string> seal;  ///< The line.
};

/// Takes what there may be a lot of, one after the other, as it comes. May throw Refused.
struct FileTaker {
  std::function<void(const nlohmann::json& entry)> entry;
  std::function<void(const std::string& mail)> seal_mail;
};

/// Passes a file's content to the taker. Throws Refused.
FileFrame read_history(std::istream& file, const FileTaker& taker);

}  // namespace demur::history
