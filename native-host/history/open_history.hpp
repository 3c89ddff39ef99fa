#pragma once
#include <filesystem>
#include <memory>

#include "store/database.hpp"

namespace demur::history {

/// Opens the history in a folder, as `store::Database` does, and determines what an upgrade has left undone: the one
/// way to a history that is read. Throws demur::Error: the store's errors.
std::unique_ptr<store::Database> open_history(const std::filesystem::path& directory);

}  // namespace demur::history
