#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>

#include "catch.hpp"
#include "embedded/protocol.hpp"
#include "history/accounts.hpp"
#include "history/drafts.hpp"
#include "history/objections.hpp"
#include "history/verify.hpp"
#include "platform/files.hpp"
#include "support.hpp"

using namespace demur;
using test::annas_objection;

namespace {

struct Fixture : test::History {
  std::string add(const std::string& email, const std::optional<std::string>& message = {},
                  const std::optional<std::string>& account = {}) {
    auto objection = annas_objection(random_uuid());
    objection.email = email;
    objection.message = message;
    objection.account_id = account;
    objections.record(objection);
    return objection.id;
  }
  std::int64_t found(const std::string& query, const std::optional<std::string>& status = {},
                     const std::optional<std::string>& platform = {}) {
    const history::Filter filter{platform, {}, {}, query, status};
    const auto listed = static_cast<std::int64_t>(objections.list(filter, {}, 1000).size());
    CHECK(objections.count(filter) == listed);
    return listed;
  }
};

/// Whether the bytes are anywhere in the database's files.
bool stands_in_files(const std::filesystem::path& folder, const std::string& bytes) {
  const auto entries = std::filesystem::directory_iterator{folder};
  return std::any_of(begin(entries), end(entries),
                     [&](const auto& file) { return read_file(file.path()).find(bytes) != std::string::npos; });
}

}  // namespace

TEST_CASE("a search finds where all its words begin words of address, message or label") {
  Fixture fixture;
  history::save_account(fixture.database, {"a", "facebook", "@Ilse_Jansen", {}, {}});
  fixture.add("anna.kowalska+meta@example.org", "I don't want \"my photos\" in Meta-AI, nor illustrations.");
  fixture.add("bea@example.net", {}, "a");
  for (const char* query : {"a",
                            "an",
                            "anna",
                            "ANNA",
                            "kow",
                            "kowalska",
                            "anna.kow",
                            "anna.kowalska+meta@example.org",
                            "example.org",
                            "\"my photos\"",
                            "photos my",
                            "don't",
                            "don",
                            "meta-ai",
                            "ai",
                            "in ai",
                            "illustrat",
                            "illustrations",
                            "kowalska illustr",
                            "anna.",
                            "anna.kowalska+meta@",
                            "@example.org",
                            "nor illustrations."})
    CHECK(fixture.found(query) == 1);
  for (const char* query : {"i j", "Jansen", "jansen ilse", "@ilse_jan", "ilse_jansen", "ilse bea"})
    CHECK(fixture.found(query) == 1);
  for (const char* query : {"e", "example"}) CHECK(fixture.found(query) == 2);
  for (const char* query :
       {"nn", "owalska", "lska@exam", "anna.kowalska@example.org", "qxq", "anna bea", "photoss", "illustrationsa"})
    CHECK(fixture.found(query) == 0);
}

TEST_CASE("a search knows no capital letters, and no accents on Latin ones") {
  Fixture fixture;
  fixture.add("anna@example.org", "Ungarn: TŰZOLTÓ, ελληνικά Ένσταση, Mój sprzeciw — Große Müdigkeit");
  for (const char* query :
       {"tűz", "tuz", "tuzolto", "Ελλην", "ένσταση", "ΈΝΣΤ", "moj", "MÓJ", "mud", "müdigkeit", "große"})
    CHECK(fixture.found(query) == 1);
  for (const char* query : {"grosse", "—", "z"}) CHECK(fixture.found(query) == 0);
}

TEST_CASE("signs that mean something to SQL or to the index are looked for as they are") {
  Fixture fixture;
  fixture.add("anna@example.org", "100% mine_ AND \"yours\" * OR NOT (now) \\ NEAR words:");
  for (const char* query : {"100%", "mine_", "AND \"", "* OR", "NOT (now)", "\"yours\"", "NEAR(anna)", "words : mine",
                            "^anna", "an*", "{words}:mine", "AND OR", "yours - mine"})
    CHECK(fixture.found(query) == 1);
  for (const char* query : {"\"", "*", "'", "''", "\\\\\\", ".", "@", "OR else", "\x01", "\xEE\x80\x81op",
                            "\xEE\x80\x82"
                            "fa",
                            "\xFF\xFE"})
    CHECK(fixture.found(query) == 0);
  CHECK(fixture.found(std::string("an\0mi", 5)) == 1);
}

TEST_CASE("an account's new name is found, and the old one is not") {
  Fixture fixture;
  fixture.add("bea@example.net", {}, "a");
  history::save_account(fixture.database, {"a", "facebook", "Ilse", {}, {}});
  CHECK(fixture.found("ilse") == 1);
  history::save_account(fixture.database, {"a", "facebook", "Johanna", {}, {}});
  CHECK(fixture.found("ilse") == 0);
  CHECK(fixture.found("johanna") == 1);
  history::remove_account(fixture.database, "a");
  CHECK(fixture.found("johanna") == 0);
  CHECK(fixture.found("bea") == 1);
}

TEST_CASE("a search within a status or a platform finds what both leave") {
  Fixture fixture;
  const auto id = fixture.add("anna@example.org");
  fixture.add("anna@example.net");
  CHECK(fixture.found("anna", "submitted") == 2);
  fixture.objections.add_event(id, {random_uuid(), "declined", "2026-11-22T15:00:00.000Z", {}, {}});
  CHECK(fixture.found("anna", "declined") == 1);
  CHECK(fixture.found("anna", "submitted") == 1);
  CHECK(fixture.found("anna", "submitted", "facebook") == 1);
  CHECK(fixture.found("anna", "submitted", "instagram") == 0);
  fixture.now = test::at("2026-11-25T12:00:00Z");
  CHECK(fixture.found("anna", "confirmation-late") == 1);
  fixture.now = test::at("2027-01-25T12:00:00Z");
  CHECK(fixture.found("anna", "overdue") == 1);
}

TEST_CASE("what was erased stands nowhere in the files any more, neither in the index") {
  Fixture fixture;
  // Two bytes that no other text has: the index contains pieces of a text, and leaves out what two of them share.
  // A lower-case letter: the index has no others.
  const std::string sign = "\xD0\xB6";
  fixture.add("anna@example.org", "I object.");
  const auto id = fixture.add("bea@example.net", sign + sign + sign + sign);
  CHECK(fixture.found(sign + sign + sign) == 1);
  CHECK(stands_in_files(fixture.folder.path(), sign));
  fixture.objections.remove(id);
  CHECK(fixture.found(sign + sign + sign) == 0);
  CHECK_FALSE(stands_in_files(fixture.folder.path(), sign));
  CHECK(fixture.found("anna") == 1);
}

TEST_CASE("what was erased of accounts and drafts stands nowhere in the files any more") {
  Fixture fixture;
  const std::string sign = "\xD0\xB6\xD0\xB6\xD0\xB6";
  const history::Account account{"a", "facebook", sign, {sign + "@example.org"}, {}};
  const history::Account renamed{"a", "facebook", "Anna", {"anna@example.org"}, {}};
  const history::Draft draft{"d", "Short", "en", sign}, rewritten{"d", "Short", "en", "I object."};
  const auto is_kept = [&] { return stands_in_files(fixture.folder.path(), sign); };
  SECTION("an account that is removed") {
    history::save_account(fixture.database, account);
    CHECK(is_kept());
    CHECK(history::remove_account(fixture.database, "a"));
  }
  SECTION("an account that is renamed and has another address") {
    history::save_account(fixture.database, account);
    CHECK(is_kept());
    history::save_account(fixture.database, renamed);
  }
  SECTION("a draft that is removed") {
    CHECK(history::save_draft(fixture.database, draft));
    CHECK(is_kept());
    CHECK(history::remove_draft(fixture.database, "d"));
  }
  SECTION("a draft that is rewritten") {
    CHECK(history::save_draft(fixture.database, draft));
    CHECK(is_kept());
    CHECK(history::save_draft(fixture.database, rewritten));
  }
  CHECK_FALSE(is_kept());
}

TEST_CASE("a list is counted as far as is said, and its pages hold all of it once") {
  Fixture fixture;
  constexpr int many = 120;
  for (int i = 0; i < many; ++i) fixture.add("anna@example.org");
  CHECK(fixture.objections.count({}) == many);
  const history::Filter search{{}, {}, {}, "anna", {}};
  CHECK(fixture.objections.count(search) == many);
  CHECK(fixture.objections.count(search, 50) == 51);
  std::set<std::string> seen;
  std::optional<history::ObjectionCursor> cursor;
  for (;;) {
    const auto page = fixture.objections.list(search, cursor, 50);
    for (const auto& one : page) REQUIRE(seen.insert(one.objection.id).second);
    if (page.empty()) break;
    // What a page ended with may be removed before the next page is asked for.
    cursor = history::ObjectionCursor{page.back().objection.submitted_at, page.back().objection.id};
  }
  CHECK(seen.size() == many);
}

TEST_CASE("what is about to be removed is left out of lists, searches and their counts") {
  Fixture fixture;
  const auto removed = fixture.add("anna@example.org");
  const auto kept = fixture.add("anna@example.net");
  for (const auto& query : {std::optional<std::string>{}, std::optional<std::string>{"anna"}}) {
    const history::Filter filter{{}, {}, {}, query, {}, {removed}};
    CHECK(fixture.objections.count(filter) == 1);
    const auto found = fixture.objections.list(filter, {}, 50);
    REQUIRE(found.size() == 1);
    CHECK(found.front().objection.id == kept);
  }
}

TEST_CASE("at any time the status by which SQL finds an objection is the one that it has") {
  Fixture fixture;
  std::mt19937 chance{7};
  const auto first = test::at("2026-01-01T00:00:00Z");
  const auto some_time = [&](int days) {
    return first + std::chrono::milliseconds{chance() % 86'400'000U} + std::chrono::days{chance() % days};
  };
  const std::array<const char*, 10> kinds{"received",  "code-requested", "page-error",     "unsure",    "answered",
                                          "confirmed", "declined",       "asked-for-more", "withdrawn", "note"};
  for (int i = 0; i < 60; ++i) {
    auto objection = annas_objection(random_uuid());
    if (i % 4 == 0) objection.precision = history::Precision::day;
    const auto sent = some_time(90);
    objection.submitted_at = to_rfc3339(i % 4 == 0 ? std::chrono::floor<std::chrono::days>(sent) : sent);
    fixture.objections.record(objection);
    if (i % 3 != 0)
      fixture.objections.add_event(objection.id,
                                   {random_uuid(), kinds.at(chance() % kinds.size()), objection.submitted_at, {}, {}});
  }
  for (int i = 0; i < 60; ++i) {
    fixture.now = some_time(150);
    std::map<std::string, std::int64_t> counted;
    for (const auto& one : fixture.objections.list({}, {}, 1000)) ++counted[one.status.name];
    for (const auto name : protocol::statuses) {
      const std::string status{name};
      CHECK(fixture.objections.count({{}, {}, {}, {}, status}) == counted[status]);
      CHECK(fixture.found("anna", status) == counted[status]);
    }
  }
}

TEST_CASE(
    "where the clock was set back the story keeps the order of the chain, and the status is that of the last answer") {
  Fixture fixture;
  fixture.now = test::at("2026-11-22T14:33:00Z");
  fixture.objections.record(annas_objection());
  const auto add = [&](const char* kind, const char* at, const char* now) {
    fixture.now = test::at(now);
    fixture.objections.add_event(test::first_id, {random_uuid(), kind, at, {}, {}});
  };
  add("confirmed", "2026-11-22T15:00:00.000Z", "2026-11-22T15:00:00Z");
  add("withdrawn", "2025-05-03T09:00:00.000Z", "2025-05-03T09:00:00Z");
  add("note", "2025-05-03T09:01:00.000Z", "2025-05-03T09:01:00Z");
  const auto entry = fixture.objections.get(test::first_id, {}, 10);
  std::vector<std::string> kinds;
  for (const auto& event : entry.events) kinds.push_back(event.kind);
  CHECK(kinds == std::vector<std::string>{"submitted", "confirmed", "withdrawn", "note"});
  CHECK(entry.events.back().recorded_at == "2025-05-03T09:01:00.000Z");
  CHECK(entry.objection.status.name == "withdrawn");
  CHECK(to_rfc3339(entry.deadlines.confirmation_expected_by) == "2026-11-24T14:32:05.000Z");
  const auto rest = fixture.objections.get(test::first_id, entry.events.at(1).id, 10).events;
  CHECK(rest.size() == 2);
  CHECK(rest.front().kind == "withdrawn");
  CHECK_FALSE(history::verify(fixture.database).first_broken);
  // A mail that came earlier but is read later still decides nothing.
  add("declined", "2026-11-22T14:50:00.000Z", "2026-11-26T12:00:00Z");
  CHECK(fixture.objections.find(test::first_id).status.name == "withdrawn");
}

TEST_CASE("nothing is late by a clock that says that it was not sent yet") {
  Fixture fixture;
  fixture.objections.record(annas_objection());
  fixture.now = test::at("2025-05-03T09:00:00Z");
  CHECK(fixture.objections.find(test::first_id).status.name == "submitted");
  CHECK(fixture.objections.count({{}, {}, {}, {}, "submitted"}) == 1);
  CHECK(fixture.objections.count({{}, {}, {}, {}, "overdue"}) == 0);
}
