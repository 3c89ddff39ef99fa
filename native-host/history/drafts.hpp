#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "store/database.hpp"

namespace demur::history {

/// A message that the person saved for the next form.
struct Draft {
  std::string id;
  std::string title;
  std::string language;  ///< BCP 47
  std::string text;
};

/// All drafts in the order in which they were added.
std::vector<Draft> list_drafts(store::Database& database);

/// Adds the draft, or replaces the one with its id, which keeps its place. False if it would be one more than
/// `protocol::max_drafts`: then nothing changes. That many, however escaped, fit in one answer.
[[nodiscard]] bool save_draft(store::Database& database, const Draft& draft);

/// False when there is none with this id.
bool remove_draft(store::Database& database, const std::string& id);

}  // namespace demur::history
