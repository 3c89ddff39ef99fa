#pragma once
#include <memory>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace demur::store {

struct Finalize {
  void operator()(sqlite3_stmt* statement) const;
};
using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;

/// The last few statements of a connection that were used. Preparing one takes longer than running it once: what is
/// done for each of many items would take several times as long.
class PreparedStatements {
 public:
  /// A statement with this text; null where none is kept.
  Prepared take(std::string_view sql);
  /// Keeps it for next time, without what was bound to it.
  void give_back(Prepared statement);

 private:
  std::vector<Prepared> kept_;  ///< The most recently used is last.
};

}  // namespace demur::store
