#include "history/standing.hpp"

#include <algorithm>
#include <limits>

#include "embedded/protocol.hpp"
#include "text/characters.hpp"
#include "text/encoding.hpp"

namespace demur::history {
namespace {

using store::Database;
using store::Statement;

/// Whose objections: an account's, or those of an address that has no account.
struct Owner {
  std::optional<std::string> account_id;
  std::string platform;
  std::string email_folded;
};

constexpr auto last_position = std::numeric_limits<std::int64_t>::max();

/// A section of the list of objections, by their places.
struct Range {
  std::int64_t first = std::numeric_limits<std::int64_t>::min();
  std::int64_t end = last_position;
};

/// Each question is one look-up in an index, so the number of objections does not matter.
class Objector {
 public:
  Objector(Database& database, const Owner& owner, Time now) : database_(database), owner_(owner), now_(now) {
    begin_behind_withdrawal();
  }

  std::optional<ObjectionNow> best() {
    for (const char* stage :
         {"confirmed", "needs-answer", "answered", "open", "declined", "unsure", "not-finished", "not-sent"})
      if (auto found = newest(stage)) return found;
    return std::nullopt;
  }

  std::optional<ObjectionNow> next(bool is_confirmed) {
    for (const char* stage : {"needs-answer", "answered"})
      if (auto found = newest(stage)) return found;
    if (is_confirmed) return std::nullopt;
    if (auto found = newest("unsure")) return found;
    const auto not_overdue = first_position({first_not_overdue(now_)});
    if (auto found = newest("open", {Range{}.first, not_overdue})) return found;
    if (auto found = newest("open", {not_overdue, first_position({now_ - confirmation_time})})) return found;
    for (const char* stage : {"declined", "not-finished", "not-sent"})
      if (auto found = newest(stage)) return found;
    return std::nullopt;
  }

 private:
  std::optional<ObjectionNow> newest(const std::string& stage, Range range = {}) {
    Statement row{database_,
                  "SELECT " + columns_now() + " FROM objections o" + provenance_of_objection +
                      (owner_.account_id ? " WHERE o.owner = ?"
                                         : " WHERE o.owner IS NULL AND o.platform = ? AND o.email_folded = ?") +
                      " AND o.stage = ? AND o.position >= ? AND o.position < ? AND (o.precision = 'instant' OR "
                      "o.position >= ?) ORDER BY o.position DESC LIMIT 1"};
    if (owner_.account_id)
      row.bind(*owner_.account_id);
    else
      row.bind(owner_.platform).bind(owner_.email_folded);
    row.bind(stage).bind(std::max(first_, range.first)).bind(range.end).bind(first_day_);
    return row.step() ? std::optional{read_now(row, now_)} : std::nullopt;
  }

  /// Where it or the withdrawn one is known only by its day, those of the same day count as sent before.
  void begin_behind_withdrawal() {
    const auto withdrawn = newest("withdrawn");
    if (!withdrawn) return;
    const auto& objection = withdrawn->objection;
    const Moment sent{from_rfc3339(objection.submitted_at).value_or(Time{}), objection.precision};
    const auto next_day = std::chrono::floor<std::chrono::days>(sent.at) + std::chrono::days{1};
    first_day_ = first_position({next_day});
    first_ = sent.precision == Precision::day ? first_day_ : first_position(sent);
  }

  Database& database_;
  const Owner& owner_;
  Time now_;
  std::int64_t first_ = Range{}.first;
  std::int64_t first_day_ = Range{}.first;  ///< For objections known only by their day.
};

Standing standing_of(Database& database, const Owner& owner, std::string first_email, Time now) {
  Standing standing{owner.account_id, owner.platform, std::move(first_email)};
  Objector objector{database, owner, now};
  const auto best = objector.best();
  if (!best) return standing;
  standing.email = best->objection.email;
  standing.status = best->status.name;
  standing.objection_id = best->objection.id;
  standing.since = best->status.since;
  if (const auto next = objector.next(standing.status == "confirmed"))
    standing.next = NextStep{next->objection.id, next->status.name};
  return standing;
}

/// The same for an account's row: id, platform and first address.
Standing standing_of_account(Database& database, const Statement& row, Time now) {
  return standing_of(database, {row.text(0), row.text(1), {}}, row.text(2), now);
}

constexpr const char* account_columns =
    "SELECT a.id, a.platform, (SELECT email FROM account_emails e WHERE e.account_id = a.id ORDER BY e.position LIMIT "
    "1), a.position FROM accounts a WHERE ";

/// A cursor names the account, or an objection with the address, that the previous page ended with.
constexpr char account_sign = 'a', address_sign = 'o';

std::optional<std::int64_t> position_in(const std::string& cursor, char sign) {
  return cursor.starts_with(sign) ? read_number<std::int64_t>(std::string_view{cursor}.substr(1)) : std::nullopt;
}

}  // namespace

StandingsPage Standings::list_accounts(const StandingFilter& filter, std::int64_t after, std::size_t limit) {
  Statement rows{database_,
                 std::string(account_columns) +
                     "a.position > ? AND (?2 IS NULL OR a.platform = ?2) AND (?3 IS NULL OR a.id = ?3) ORDER "
                     "BY a.position LIMIT ?4"};
  rows.bind(after).bind_optional(filter.platform).bind_optional(filter.account_id);
  rows.bind(static_cast<std::int64_t>(limit) + 1);
  StandingsPage page;
  std::int64_t last = after;
  while (rows.step()) {
    if (page.standings.size() == limit) {
      page.next = account_sign + std::to_string(last);
      break;
    }
    page.standings.push_back(standing_of_account(database_, rows, now_));
    last = rows.number(3);
  }
  return page;
}

/// Goes from one address to the next in the index, never through the objections of one.
void Standings::add_addresses(const StandingFilter& filter, std::string platform, std::string email, std::size_t limit,
                              StandingsPage& page) {
  std::int64_t last = 0;
  for (;;) {
    Statement row{database_,
                  "SELECT o.platform, o.email_folded, o.position FROM objections o WHERE o.owner IS NULL AND "
                  "(o.platform, o.email_folded) > (?, ?) ORDER BY o.platform, o.email_folded LIMIT 1"};
    if (!row.bind(platform).bind(email).step()) return;
    platform = row.text(0);
    email = row.text(1);
    if (filter.platform && platform != *filter.platform) {
      // Platforms come one after the other.
      if (platform > *filter.platform) return;
      continue;
    }
    if (page.standings.size() == limit) {
      page.next = address_sign + std::to_string(last);
      return;
    }
    last = row.number(2);
    page.standings.push_back(standing_of(database_, {std::nullopt, platform, email}, email, now_));
  }
}

/// Of the accounts that have the address or have objected with it; then of the address itself, where it has objections
/// without an account, or where nothing at all is known about it.
std::vector<Standing> Standings::of_address(const StandingFilter& filter) {
  const auto email = lower_case(*filter.email);
  std::vector<Standing> standings;
  Statement rows{
      database_,
      std::string(account_columns) +
          "(a.id IN (SELECT account_id FROM account_emails WHERE email_folded = ?1) OR a.id IN "
          "(WITH RECURSIVE owners (owner) AS (SELECT (SELECT min(owner) FROM objections WHERE "
          "email_folded = ?1 AND owner IS NOT NULL) UNION ALL SELECT (SELECT min(o.owner) FROM objections o WHERE "
          "o.email_folded = ?1 AND o.owner > owners.owner) FROM owners WHERE owners.owner IS NOT "
          "NULL) SELECT owner FROM owners WHERE owner IS NOT NULL)) AND (?2 IS NULL OR a.platform "
          "= ?2) AND (?3 IS NULL OR a.id = ?3) ORDER BY a.position"};
  rows.bind(email).bind_optional(filter.platform).bind_optional(filter.account_id);
  while (rows.step()) standings.push_back(standing_of_account(database_, rows, now_));
  if (filter.account_id) return standings;
  for (const auto platform : protocol::platforms) {
    if (filter.platform && *filter.platform != platform) continue;
    Statement has{database_,
                  "SELECT 1 FROM objections WHERE owner IS NULL AND platform = ? AND email_folded = ? LIMIT 1"};
    const bool is_unknown = standings.empty() && filter.platform;
    if (has.bind(platform).bind(email).step() || is_unknown)
      standings.push_back(standing_of(database_, {std::nullopt, std::string(platform), email}, *filter.email, now_));
  }
  return standings;
}

std::optional<StandingsPage> Standings::list(const StandingFilter& filter, const std::optional<std::string>& cursor,
                                             std::size_t limit) {
  if (filter.email) return StandingsPage{of_address(filter), std::nullopt};
  if (cursor) {
    if (const auto position = position_in(*cursor, address_sign)) {
      Statement row{database_, "SELECT platform, email_folded FROM objections WHERE position = ?"};
      if (!row.bind(*position).step()) return std::nullopt;
      StandingsPage page;
      add_addresses(filter, row.text(0), row.text(1), limit, page);
      return page;
    }
    if (!position_in(*cursor, account_sign)) return std::nullopt;
  }
  const auto after = cursor ? *position_in(*cursor, account_sign) : std::numeric_limits<std::int64_t>::min();
  auto page = list_accounts(filter, after, limit);
  if (!page.next && !filter.account_id) {
    if (page.standings.size() < limit)
      add_addresses(filter, "", "", limit, page);
    else
      page.next = account_sign + std::to_string(last_position);  // after all accounts
  }
  return page;
}

}  // namespace demur::history
