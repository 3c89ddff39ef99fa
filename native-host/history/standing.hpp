#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "history/objections.hpp"

/// Whether an account has objected: the best of its objections in force. A withdrawal ends its own objection and those
/// of the account that were sent before it.
namespace demur::history {

/// An objection that needs the person to do something.
struct NextStep {
  std::string objection_id;
  std::string status;
};

struct Standing {
  std::optional<std::string> account_id;  ///< Nothing for an address without an account.
  std::string platform;
  std::string email;  ///< The objection's; for an account without one its first, which may be empty.
  std::string status = "none";
  std::optional<std::string> objection_id = std::nullopt;
  std::optional<Moment> since = std::nullopt;
  std::optional<NextStep> next = std::nullopt;
};

/// Which ones are wanted; what is absent does not matter.
struct StandingFilter {
  std::optional<std::string> platform;
  std::optional<std::string> account_id;
  std::optional<std::string> email;
};

struct StandingsPage {
  std::vector<Standing> standings;
  /// Where the next page begins; nothing where there is none.
  std::optional<std::string> next;
};

/// The standing of each account in the order of the list, then of each address that has objections but no account. With
/// an account or an address, only of those that it concerns: at the same cost however long the history is.
class Standings {
 public:
  Standings(store::Database& database, Time now) : database_(database), now_(now) {}

  /// At most `limit`, from `cursor` on. Nothing for a cursor that no longer leads anywhere.
  std::optional<StandingsPage> list(const StandingFilter& filter, const std::optional<std::string>& cursor,
                                    std::size_t limit);

 private:
  StandingsPage list_accounts(const StandingFilter& filter, std::int64_t after, std::size_t limit);
  void add_addresses(const StandingFilter& filter, std::string platform, std::string email, std::size_t limit,
                     StandingsPage& page);
  std::vector<Standing> of_address(const StandingFilter& filter);

  store::Database& database_;
  Time now_;
};

}  // namespace demur::history
