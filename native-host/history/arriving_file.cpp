#include "history/arriving_file.hpp"

#include <utility>

namespace demur::history {

ArrivingFile::ArrivingFile(const store::Database& database, std::string id)
    : id_(std::move(id)), file_(database.file().parent_path()) {}

bool ArrivingFile::add(const std::string& id, std::int64_t number, std::string_view bytes) {
  if (id != id_ || number != next_) return false;
  file_.append(bytes);
  ++next_;
  return true;
}

}  // namespace demur::history
