#include "history/arriving_file.hpp"

#include <streambuf>
#include <utility>

namespace demur::history {
namespace {

/// Reads the pieces one after the other.
class Pieces : public std::streambuf {
 public:
  explicit Pieces(store::Database& database) : database_(database) {}

 protected:
  int_type underflow() override {
    do {
      store::Statement row{database_, "SELECT bytes FROM temp.arriving WHERE number = ?"};
      if (!row.bind(next_).step()) return traits_type::eof();
      ++next_;
      piece_ = row.bytes(0);
    } while (piece_.empty());
    setg(piece_.data(), piece_.data(), piece_.data() + piece_.size());
    return traits_type::to_int_type(piece_.front());
  }

 private:
  store::Database& database_;
  std::int64_t next_ = 0;
  std::string piece_;
};

void forget(store::Database& database) {
  database.execute("DROP TABLE IF EXISTS temp.arriving");
}

}  // namespace

ArrivingFile::ArrivingFile(store::Database& database, std::string id) : database_(database), id_(std::move(id)) {
  forget(database_);
  database_.execute("CREATE TEMP TABLE arriving (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT");
}

bool ArrivingFile::add(const std::string& id, std::int64_t number, std::string_view bytes) {
  if (id != id_ || number != next_) return false;
  store::Statement{database_, "INSERT INTO temp.arriving (number, bytes) VALUES (?, ?)"}
      .bind(number)
      .bind_bytes(bytes)
      .run();
  ++next_;
  return true;
}

std::variant<Merged, Refusal> ArrivingFile::merge() {
  Pieces pieces{database_};
  std::istream file{&pieces};
  auto outcome = history::merge(database_, file);
  forget(database_);
  return outcome;
}

}  // namespace demur::history
