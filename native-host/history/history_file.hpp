#pragma once
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "history/merge_entry.hpp"
#include "platform/streams.hpp"
#include "reading/histories/history_record.hpp"

/// The files that docs/history-format.md describes, which may come from anybody: demur-reader reads them.
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

/// Carries a refusal out of the reading.
struct Refused {
  Refusal refusal;
};

/// Throws Refused.
[[noreturn]] void refuse(std::string reason, std::optional<EntryName> entry = std::nullopt);

/// Takes what there may be a lot of, one after the other, as it comes. May throw Refused.
struct FileTaker {
  std::function<void(const nlohmann::json& entry)> entry;
  std::function<void(const std::string& mail)> seal_mail;
};

/// Has demur-reader read a file, and passes its content to the taker. Returns what else is in it. Throws Refused, and
/// demur::Error: reader-failed.
reading::HistoryFrame read_history(ByteSource& file, const FileTaker& taker);

}  // namespace demur::history
