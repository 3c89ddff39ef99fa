#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "history/merge.hpp"
#include "store/database.hpp"

namespace demur::history {

/// The history of another computer that comes in pieces. Until it is whole it is kept in a temporary table of the
/// connection: SQLite holds that in a file without a name that is gone with the process, and nobody waits for a lock.
class ArrivingFile {
 public:
  /// What had arrived on the connection before is forgotten. Throws demur::Error for the store's faults, as all members
  /// do.
  ArrivingFile(store::Database& database, std::string id);

  /// False where the file or the piece is not the one that comes next. Pieces are counted from 0.
  [[nodiscard]] bool add(const std::string& id, std::int64_t number, std::string_view bytes);

  /// Merges what has arrived, and forgets it.
  std::variant<Merged, Refusal> merge();

 private:
  store::Database& database_;
  std::string id_;
  std::int64_t next_ = 0;
};

}  // namespace demur::history
