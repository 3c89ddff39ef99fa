#include "history/standing.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "history/accounts.hpp"
#include "history/verify.hpp"
#include "places.hpp"
#include "platform/error.hpp"
#include "platform/files.hpp"
#include "support.hpp"

using namespace demur;
using history::Precision;
using history::Standing;
using test::annas_objection;

namespace {

constexpr const char* account = "7f8c0000-0000-4000-8000-00000000000a";
constexpr const char* other_account = "7f8c0000-0000-4000-8000-00000000000b";

struct Fixture : test::History {
  /// An objection of the account at a time in 2026, with what became of it.
  std::string objection(const std::string& sent, const std::vector<const char*>& kinds = {},
                        const std::optional<std::string>& account_id = account,
                        const std::string& email = "a@example.org", const std::string& platform = "facebook") {
    auto one = annas_objection(random_uuid());
    one.account_id = account_id;
    one.email = email;
    one.platform = platform;
    const bool is_day = sent.size() == 5;
    one.precision = is_day ? Precision::day : Precision::instant;
    one.submitted_at = "2026-" + sent + (is_day ? "T00:00:00.000Z" : ":00.000Z");
    objections.record(one);
    for (const char* kind : kinds) objections.add_event(one.id, {random_uuid(), kind, one.submitted_at, {}, {}});
    return one.id;
  }
  /// Objections with these statuses, sent at these times; their ids.
  std::vector<std::string> objections_of(const nlohmann::json& sent) {
    static const std::map<std::string, const char*> kinds{
        {"received", "received"},           {"confirmed", "confirmed"}, {"needs-answer", "asked-for-more"},
        {"answered", "answered"},           {"declined", "declined"},   {"unsure", "unsure"},
        {"not-finished", "code-requested"}, {"not-sent", "page-error"}, {"withdrawn", "withdrawn"}};
    std::vector<std::string> ids;
    for (const auto& one : sent) {
      const auto kind = kinds.find(one.at(0));
      // Without the year and the seconds.
      const auto time = one.at(1).get<std::string>().substr(5, 11);
      ids.push_back(objection(time, kind == kinds.end() ? std::vector<const char*>{} : std::vector{kind->second}));
    }
    return ids;
  }
  void save(const std::string& id, const std::vector<std::string>& emails, const std::string& platform = "facebook") {
    history::save_account(database, {id, platform, "Anna", emails, {}});
  }
  std::vector<Standing> standings(const history::StandingFilter& filter = {}) {
    return history::Standings{database, now}.list(filter, std::nullopt, 1000)->standings;
  }
  Standing of_account() { return standings({{}, account, {}}).at(0); }
};

/// The standing and the next step as one text: "confirmed, overdue".
std::string told(const Standing& standing) {
  return standing.status + (standing.next ? ", " + standing.next->status : "");
}

/// The same with the places of its objections, as tests/fixtures/standings.json writes it.
nlohmann::json told(const Standing& standing, const std::vector<std::string>& ids) {
  const auto place = [&](const std::string& id) { return std::find(ids.begin(), ids.end(), id) - ids.begin(); };
  nlohmann::json result{{"standing", {standing.status}}};
  if (standing.objection_id) result["standing"].push_back(place(*standing.objection_id));
  if (standing.next) result["next"] = {standing.next->status, place(standing.next->objection_id)};
  return result;
}

nlohmann::json expected(const nlohmann::json& rule) {
  nlohmann::json result{{"standing", rule.at("standing")}};
  if (rule.contains("next")) result["next"] = rule.at("next");
  return result;
}

}  // namespace

// tests/extension/standings.test.ts holds the extension to the same file.
TEST_CASE("an account's standing is that of its best objection, and the next step comes from all open ones") {
  const auto rules = nlohmann::json::parse(read_file(test::fixture("standings.json")));
  for (const auto& rule : rules.at("cases")) {
    INFO(rule.dump());
    Fixture fixture;
    REQUIRE(to_rfc3339(fixture.now) == rules.at("now"));
    fixture.save(account, {"a@example.org"});
    const auto ids = fixture.objections_of(rule.at("sent"));
    CHECK(told(fixture.of_account(), ids) == expected(rule));
    // The same for an address without an account.
    history::remove_account(fixture.database, account);
    const auto of_address = fixture.standings({"facebook", {}, "A@example.org"});
    REQUIRE(of_address.size() == 1);
    CHECK_FALSE(of_address.front().account_id);
    CHECK(told(of_address.front(), ids) == expected(rule));
  }
}

TEST_CASE("an objection counts for the account that it names, else for the one that has its address") {
  Fixture fixture;
  fixture.save(account, {"a@example.org", "shared@example.org"});
  fixture.save(other_account, {"shared@example.org", "b@example.org"});
  fixture.objection("11-23T11:00", {"confirmed"}, {}, "A@Example.org");
  fixture.objection("11-23T11:00", {"received"}, other_account, "elsewhere@example.org");
  fixture.objection("11-23T11:00", {}, {}, "shared@example.org");
  fixture.objection("11-23T11:00", {"declined"}, {}, "b@example.org", "instagram");
  const auto all = fixture.standings();
  REQUIRE(all.size() == 4);
  CHECK(all[0].account_id == account);
  CHECK(told(all[0]) == "confirmed");
  CHECK(all[0].email == "A@Example.org");
  CHECK(all[1].account_id == other_account);
  CHECK(told(all[1]) == "received");
  CHECK(all[1].email == "elsewhere@example.org");
  // Two accounts have it, so it belongs to neither.
  CHECK_FALSE(all[2].account_id);
  CHECK(all[2].email == "shared@example.org");
  CHECK(told(all[2]) == "submitted");
  // Another platform is a separate matter.
  CHECK(all[3].platform == "instagram");
  CHECK(told(all[3]) == "declined, declined");
  CHECK(fixture.standings({"facebook", {}, "shared@example.org"}).size() == 3);
  CHECK(fixture.standings({"instagram", {}, {}}).size() == 1);
  CHECK(told(fixture.standings({"facebook", {}, "nobody@example.org"}).at(0)) == "none");
  SECTION("an address that only one account has from now on") {
    fixture.save(other_account, {"b@example.org"});
    CHECK(fixture.standings().size() == 3);
    CHECK(fixture.of_account().status == "confirmed");
  }
  SECTION("an account that is not there any more") {
    history::remove_account(fixture.database, other_account);
    CHECK(fixture.standings().size() == 3);
    CHECK(told(fixture.standings({{}, {}, "elsewhere@example.org"}).at(0)) == "received");
  }
  CHECK_FALSE(history::verify(fixture.database).first_broken);
}

TEST_CASE("all standings come once, in pages of any length") {
  Fixture fixture;
  for (int i = 0; i < 7; ++i) fixture.save(random_uuid(), {"x" + std::to_string(i) + "@example.org"});
  for (int i = 0; i < 9; ++i)
    for (int j = 0; j < 3; ++j)
      fixture.objection("11-23T11:00", {}, {}, "y" + std::to_string(i) + "@example.org",
                        i % 2 == 0 ? "facebook" : "meta");
  const auto all = fixture.standings();
  CHECK(all.size() == 16);
  for (const std::size_t limit : {1U, 3U, 7U, 16U}) {
    std::vector<std::string> seen;
    std::optional<std::string> cursor;
    do {
      const auto page = history::Standings{fixture.database, fixture.now}.list({}, cursor, limit).value();
      CHECK(page.standings.size() <= limit);
      for (const auto& one : page.standings) seen.push_back(one.account_id.value_or(one.email));
      cursor = page.next;
    } while (cursor);
    REQUIRE(seen.size() == all.size());
    for (std::size_t i = 0; i < all.size(); ++i) CHECK(seen[i] == all[i].account_id.value_or(all[i].email));
  }
  CHECK_FALSE(history::Standings{fixture.database, fixture.now}.list({}, "x1", 5));
  CHECK_FALSE(history::Standings{fixture.database, fixture.now}.list({}, "o1", 5));
}
