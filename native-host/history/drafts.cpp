#include "history/drafts.hpp"

#include "embedded/protocol.hpp"

namespace demur::history {

std::vector<Draft> list_drafts(store::Database& database) {
  store::Statement rows{database, "SELECT id, title, language, text FROM drafts ORDER BY position"};
  std::vector<Draft> drafts;
  while (rows.step()) drafts.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3)});
  return drafts;
}

bool save_draft(store::Database& database, const Draft& draft) {
  store::Transaction transaction{database};
  const bool was_there = store::Statement{database, "SELECT 1 FROM drafts WHERE id = ?"}.bind(draft.id).step();
  store::Statement{database,
                   "INSERT INTO drafts (id, title, language, text) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE "
                   "SET title = excluded.title, language = excluded.language, text = excluded.text"}
      .bind(draft.id)
      .bind(draft.title)
      .bind(draft.language)
      .bind(draft.text)
      .run();
  {
    store::Statement count{database, "SELECT count(*) FROM drafts"};
    count.step();
    if (count.number(0) > protocol::max_drafts) return false;
  }
  transaction.commit();
  if (was_there) database.forget_erased();
  return true;
}

bool remove_draft(store::Database& database, const std::string& id) {
  store::Transaction transaction{database};
  store::Statement deleted{database, "DELETE FROM drafts WHERE id = ? RETURNING id"};
  const bool removed = deleted.bind(id).step();
  deleted.run();
  transaction.commit();
  if (removed) database.forget_erased();
  return removed;
}

}  // namespace demur::history
