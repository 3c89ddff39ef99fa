#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "platform/files.hpp"
#include "platform/stream_source.hpp"
#include "store/database.hpp"

namespace demur::history {

/// The history of another computer, arriving in pieces. Until it is complete it is in a file without a name beside the
/// database, so that nobody waits for a lock.
class ArrivingFile {
 public:
  /// Throws demur::Error for the store's faults, as all members do.
  ArrivingFile(const store::Database& database, std::string id);

  /// False if this is not the expected file or the next piece. Pieces are counted from 0.
  [[nodiscard]] bool add(const std::string& id, std::int64_t number, std::string_view bytes);

  /// What has arrived.
  [[nodiscard]] StreamSource read() { return StreamSource{file_.read()}; }

 private:
  std::string id_;
  std::int64_t next_ = 0;
  ScratchFile file_;
};

}  // namespace demur::history
