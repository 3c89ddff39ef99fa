#include "history/open_history.hpp"

#include "history/objections.hpp"

namespace demur::history {

std::unique_ptr<store::Database> open_history(const std::filesystem::path& directory) {
  auto database = std::make_unique<store::Database>(directory);
  settle_outcomes(*database);
  return database;
}

}  // namespace demur::history
