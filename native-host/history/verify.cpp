#include "history/verify.hpp"

#include "history/chain.hpp"
#include "history/objections.hpp"
#include "platform/error.hpp"

namespace demur::history {
namespace {

using store::Database;
using store::Statement;

struct Chain {
  std::string id;
  std::int64_t length;
  std::string head;
};

/// The content that an event's digest was made of, as it stands now. Nothing where the objection's row is gone.
std::optional<std::string> content_now(Database& database, const std::string& kind, const std::string& objection_id,
                                       const std::optional<std::string>& detail) {
  if (kind != "submitted") return detail.value_or("");
  Statement row{database,
                "SELECT id, form_id, platform, account_id, email, message, language, page_url, submitted_at, "
                "recorded_at FROM objections "
                "WHERE id = ?"};
  if (!row.bind(objection_id).step()) return std::nullopt;
  return content_of({row.text(0), row.text(1), row.text(2), row.optional_text(3), row.text(4), row.optional_text(5),
                     row.optional_text(6), row.text(7), row.text(8), row.text(9)});
}

/// Whether the content was erased on the person's wish: then the chain itself says so.
bool was_removed(Database& database, const std::string& objection_id) {
  Statement row{database, "SELECT 1 FROM events WHERE objection_id = ? AND kind = 'removed'"};
  return row.bind(objection_id).step();
}

bool content_is_intact(Database& database, const Statement& row, const ChainEntry& entry) {
  const auto salt = row.bytes(7);
  if (salt.empty()) return was_removed(database, entry.objection_id);
  const auto content = content_now(database, entry.kind, entry.objection_id, row.optional_text(6));
  return content && bytes_of(content_digest(salt, *content)) == entry.content_digest;
}

std::optional<Break> first_break(Database& database, const Chain& chain, std::int64_t& count) {
  Statement row{database,
                "SELECT position, id, objection_id, kind, at, recorded_at, detail, salt, content_digest, "
                "previous_hash, hash FROM events "
                "WHERE chain_id = ? ORDER BY position"};
  row.bind(chain.id);
  std::string previous{bytes_of(sha256(chain.id))};
  std::int64_t expected = 1;
  for (; row.step(); ++expected, ++count) {
    const ChainEntry entry{chain.id,    row.number(0), row.text(1),  row.text(2), row.text(3),
                           row.text(4), row.text(5),   row.bytes(8), row.bytes(9)};
    const auto broken = [&](const char* reason) { return Break{expected, entry.event_id, entry.objection_id, reason}; };
    if (entry.position != expected) return Break{expected, std::nullopt, std::nullopt, "entry-missing"};
    if (entry.previous_hash != previous || bytes_of(entry_hash(entry)) != row.bytes(10)) return broken("link-broken");
    if (!content_is_intact(database, row, entry)) return broken("content-changed");
    previous = row.bytes(10);
  }
  if (expected != chain.length + 1 || previous != chain.head)
    return Break{expected, std::nullopt, std::nullopt, "entry-missing"};
  return std::nullopt;
}

}  // namespace

Verdict verify(Database& database) {
  Verdict verdict{0, std::nullopt};
  Statement rows{database, "SELECT id, length, head FROM chains ORDER BY is_own DESC, id"};
  while (rows.step()) {
    auto broken = first_break(database, {rows.text(0), rows.number(1), rows.bytes(2)}, verdict.events);
    if (!verdict.first_broken) verdict.first_broken = std::move(broken);
  }
  return verdict;
}

}  // namespace demur::history
