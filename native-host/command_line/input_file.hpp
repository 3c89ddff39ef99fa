#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command_line/explain.hpp"
#include "history/added_keys.hpp"
#include "history/merge_entry.hpp"
#include "platform/streams.hpp"

namespace demur::command_line {

/// Opens a file that the person has named. Nothing where it can't be read, or is not a regular file: opening a named
/// pipe would wait for somebody to write.
std::optional<Descriptor> open_input(const std::filesystem::path& path);

inline constexpr const char* unreadable_input = "This file can't be read.";

/// The keys that the person has added. Checking leaves nothing behind: where there is no history, none is created.
/// Throws demur::Error for the store's faults.
std::vector<history::AddedKey> keys_to_check_with();

/// What is wrong with a history in a file: a reason of `history::Refusal` or `history::FileCheck`.
std::string_view explain_refusal(std::string_view reason);

/// Precedes names that say nothing to the person.
inline constexpr std::string_view for_helper = "For someone who helps you: ";

/// "entry 3 of chain …, id …".
std::string shown_name(const history::EntryName& entry);

}  // namespace demur::command_line
