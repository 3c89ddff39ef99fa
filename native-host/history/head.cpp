#include "history/head.hpp"

#include "platform/error.hpp"

namespace demur::history {

Head own_head(store::Database& database) {
  store::Statement row{database, "SELECT chain_id, position, hash FROM heads WHERE is_own = 1"};
  if (!row.step()) throw Error(ErrorKind::store_corrupt);
  return {row.text(0), row.number(1), row.bytes(2)};
}

Remembered look_for(store::Database& database, const Head& remembered) {
  const auto end = own_head(database);
  if (remembered.chain_id != end.chain_id) return Remembered::other_history;
  if (remembered.position == 0 || remembered == end) return Remembered::held;
  store::Statement row{database, "SELECT 1 FROM events WHERE chain_id = ? AND position = ? AND hash = ?"};
  const bool is_there = row.bind(remembered.chain_id).bind(remembered.position).bind_bytes(remembered.hash).step();
  return is_there ? Remembered::held : Remembered::gone;
}

}  // namespace demur::history
