#include "history/accounts.hpp"

#include "catch.hpp"
#include "support.hpp"

using namespace demur;

TEST_CASE("accounts keep their order, addresses and places") {
  test::TemporaryFolder folder;
  store::Database database{folder.path()};
  history::save_account(database, {"a", "facebook", "Anna", {"anna@example.org", "a@example.net"}, "anna"});
  history::save_account(database, {"b", "instagram", "Ilse", {}, {}});
  history::save_account(database, {"a", "facebook", "Anna K.", {"anna@example.org"}, {}});
  const auto accounts = history::list_accounts(database);
  REQUIRE(accounts.size() == 2);
  CHECK(accounts[0].label == "Anna K.");
  CHECK(accounts[0].emails == std::vector<std::string>{"anna@example.org"});
  CHECK_FALSE(accounts[0].accounts_center);
  CHECK(accounts[1].label == "Ilse");
  CHECK(history::remove_account(database, "a"));
  CHECK_FALSE(history::remove_account(database, "a"));
  CHECK(history::list_accounts(database).size() == 1);
}
