#pragma once
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "history/accounts.hpp"
#include "history/chain.hpp"
#include "history/objections.hpp"

/// What is in a file from outside is accepted only in the form that Demur writes, and no longer than the protocol
/// allows: a merged entry must be one that this computer could have recorded.
namespace demur::history {

/// Tells a person which entry is meant.
struct EntryName {
  std::string chain_id;
  std::int64_t position;
  std::optional<std::string> event_id;
};

EntryName name_of(const ChainEntry& link);

/// An entry of an exported file.
struct FileEntry {
  ChainEntry link;
  std::string hash;
  std::optional<EntryContent> content;  ///< Absent where it was erased.
  std::optional<std::string> salt;      ///< Absent where it was erased.
  /// False where the other computer's person had not agreed to what it says about an objection of theirs.
  bool is_agreed = true;
};

/// As much of its name as can be read. Nothing where it is not an entry at all.
std::optional<EntryName> name_of_entry(const nlohmann::json& object);

/// Nothing where a member is missing, unknown, or not in the form that Demur writes.
std::optional<FileEntry> read_entry(const nlohmann::json& object);

/// An end of a chain.
std::optional<Head> read_end(const nlohmann::json& object);

/// The e-mail in an element of `seals`.
std::optional<std::string> read_seal_evidence(const nlohmann::json& object);

std::optional<Account> read_account(const nlohmann::json& object);

/// The objection that the content of a `submitted` entry stands for.
std::optional<Objection> read_content(const FileEntry& entry);

/// Whether an event other than `submitted` may have this content: no more than the protocol allows.
bool is_event_content(const ChainEntry& link, const EntryContent& content);

}  // namespace demur::history
