#pragma once
#include <cstdint>
#include <istream>
#include <string>
#include <string_view>

#include "platform/files.hpp"
#include "store/database.hpp"

namespace demur::history {

/// The history of another computer that comes in pieces. Until it is whole it lies in a file without a name beside the
/// database, so that nobody waits for a lock.
class ArrivingFile {
 public:
  /// Throws demur::Error for the store's faults, as all members do.
  ArrivingFile(const store::Database& database, std::string id);

  /// False where the file or the piece is not the one that comes next. Pieces are counted from 0.
  [[nodiscard]] bool add(const std::string& id, std::int64_t number, std::string_view bytes);

  /// What has arrived.
  [[nodiscard]] std::istream& read() { return file_.read(); }

 private:
  std::string id_;
  std::int64_t next_ = 0;
  ScratchFile file_;
};

}  // namespace demur::history
