#include "service/session.hpp"

#include <nlohmann/json.hpp>
#include <set>

#include "catch.hpp"
#include "export_support.hpp"
#include "history/drafts.hpp"
#include "platform/error.hpp"
#include "platform/secrets.hpp"
#include "support.hpp"
#include "text/encoding.hpp"
#include "wire/frames.hpp"
#include "wire/json_rpc.hpp"

using namespace demur;
using nlohmann::json;

namespace {

/// A session that is asked as a browser asks it, over frames that are bounded.
struct Fixture {
  test::TemporaryFolder folder;
  service::Session session{folder.path(), [] { return test::at("2026-11-23T12:00:00Z"); }};

  json call(const std::string& method, const json& params) {
    const json request{{"jsonrpc", "2.0"}, {"id", 1}, {"method", method}, {"params", params}};
    const auto answer = wire::respond(
        request.dump(), [this](const std::string& name, const json& given) { return session.answer(name, given); });
    REQUIRE(answer);
    CHECK(answer->size() <= wire::longest_frame);
    return json::parse(*answer);
  }

  json refusal(const std::string& method, const json& params) {
    return call(method, params).value("error", json::object()).value("data", json::object());
  }
};

/// The text that takes the most room in JSON: every character becomes six.
std::string widest(std::size_t characters) {
  // NOLINTNEXTLINE(modernize-return-braced-init-list): braces would list two characters
  return std::string(characters, '\x01');
}

json draft(const std::string& language) {
  return {{"draft", {{"title", ""}, {"language", language}, {"text", ""}}}};
}

/// A history in pieces of so many bytes, as a page sends it. Gives the last answer.
json send_history(Fixture& fixture, const std::string& file, std::size_t length) {
  const auto import_id = random_uuid();
  json answer;
  for (std::size_t at = 0, number = 0; at < file.size(); at += length, ++number) {
    const bool is_last = at + length >= file.size();
    const json params{{"importId", import_id},
                      {"number", number},
                      {"bytes", to_base64(file.substr(at, length))},
                      {"isLast", is_last}};
    answer = fixture.call("history.import", params)["result"];
    if (!is_last) CHECK(answer == json::object());
  }
  return answer;
}

}  // namespace

TEST_CASE("the history of another computer comes in pieces, whole or not at all") {
  test::Computer other;
  other.objections.record(test::annas_objection());
  // A character of several bytes may be cut in two.
  other.note(test::first_id, "note", "Größe");
  const auto file = test::exported(other.database);
  Fixture fixture;
  auto changed = file;
  changed.replace(changed.find("Größe"), 1, "g");
  CHECK(send_history(fixture, changed, 100)["refused"] ==
        json{{"reason", "content-changed"}, {"position", 2}, {"eventId", json::parse(file)["entries"][1]["id"]}});
  CHECK(fixture.call("history.verify", json::object())["result"]["events"] == 0);
  for (const std::size_t length : {1U, 100U, 600'000U}) {
    Fixture fresh;
    CHECK(send_history(fresh, file, length)["merged"] == json{{"entries", 2}, {"objections", 1}, {"removed", 0}});
    CHECK(test::exported(fresh.session.database()) == file);
    CHECK(send_history(fresh, file, length)["merged"]["entries"] == 0);
  }
}

TEST_CASE("a piece of a history that is not the next one is refused") {
  Fixture fixture;
  const auto piece = [&](const std::string& id, int number) {
    return fixture.refusal("history.import",
                           {{"importId", id}, {"number", number}, {"bytes", "W10="}, {"isLast", false}});
  };
  const json refused{{"kind", "invalid-params"}, {"path", "number"}, {"reason", "not-allowed"}};
  CHECK(piece(test::first_id, 1) == refused);
  CHECK(piece(test::first_id, 0).empty());
  CHECK(piece(test::first_id, 2) == refused);
  CHECK(piece(test::second_id, 1) == refused);
  CHECK(piece(test::first_id, 1).empty());
  // Another file begins: of the first one nothing is left.
  CHECK(piece(test::second_id, 0).empty());
  CHECK(piece(test::first_id, 2) == refused);
}

TEST_CASE("an entry with more notes than a frame can hold is read in pages, none lost and none twice") {
  Fixture fixture;
  history::Objections objections{fixture.session.database(), fixture.session.clock()};
  auto objection = test::annas_objection();
  objection.message = widest(20000);
  objections.record(objection);
  constexpr std::size_t notes = 25;
  for (std::size_t i = 0; i < notes; ++i)
    objections.add_event(test::first_id, {random_uuid(), "note", "2026-11-22T15:00:00.000Z", {}, widest(20000)});
  std::set<std::string> seen;
  json params{{"id", test::first_id}};
  for (std::size_t page = 0; page <= notes; ++page) {
    const auto result = fixture.call("objections.get", params).at("result");
    for (const auto& event : result.at("events")) CHECK(seen.insert(event.at("id")).second);
    if (!result.contains("nextCursor")) break;
    params["cursor"] = result.at("nextCursor");
  }
  CHECK(seen.size() == notes + 1);
}

TEST_CASE("as many drafts as may be kept fit into one answer") {
  Fixture fixture;
  for (int i = 0; i < history::most_drafts; ++i) {
    const json full{{"title", widest(100)}, {"language", "en"}, {"text", widest(5000)}};
    REQUIRE(fixture.call("drafts.save", {{"draft", full}}).contains("result"));
  }
  CHECK(fixture.call("drafts.list", json::object()).at("result").at("drafts").size() == history::most_drafts);
  CHECK(fixture.refusal("drafts.save", draft("en")) ==
        json{{"kind", "invalid-params"}, {"path", "draft"}, {"reason", "too-many"}});
}

TEST_CASE("a draft is bounded, and its language is a tag") {
  Fixture fixture;
  const auto reason = [&fixture](const std::string& member, const std::string& value) {
    auto params = draft("en");
    params["draft"][member] = value;
    return fixture.refusal("drafts.save", params).value("reason", "none");
  };
  CHECK(reason("title", std::string(100, 'x')) == "none");
  CHECK(reason("title", std::string(101, 'x')) == "too-long");
  CHECK(reason("text", std::string(5001, 'x')) == "too-long");
  for (const char* tag : {"en", "pt-BR", "zh-Hant-TW", "de-1996"}) CHECK(reason("language", tag) == "none");
  for (const char* tag : {"", "e", "en_US", "en-", "-en", "en--US", "1996", "englishes", "en-US!", "en-muchtoolong"})
    CHECK(reason("language", tag) == "malformed");
}

TEST_CASE("tagged items are bounded, and one that is refused keeps all from being recorded") {
  Fixture fixture;
  const json good{{"platform", "facebook"},
                  {"url", "https://www.facebook.com/photo?fbid=1"},
                  {"contact", {{"name", " Bea "}}},
                  {"kind", "photo"},
                  {"seenOn", "download"}};
  const auto refusal = [&](const char* member, const json& value) {
    auto bad = good;
    bad[json::json_pointer{member}] = value;
    return fixture.refusal("tagged.record", {{"items", {good, bad}}});
  };
  const auto expected = [](const char* path, const char* reason) {
    return json{{"kind", "invalid-params"}, {"path", path}, {"reason", reason}};
  };
  CHECK(refusal("/platform", "whatsapp") == expected("items.1.platform", "not-allowed"));
  CHECK(refusal("/url", "https://example.org/photo?fbid=1") == expected("items.1.url", "malformed"));
  CHECK(refusal("/url", std::string(2049, 'x')) == expected("items.1.url", "too-long"));
  CHECK(refusal("/contact/name", std::string(201, 'x')) == expected("items.1.contact.name", "too-long"));
  CHECK(refusal("/contact/url", "https://example.org/bea") == expected("items.1.contact.url", "malformed"));
  CHECK(refusal("/kind", "other") == expected("items.1.kind", "not-allowed"));
  CHECK(refusal("/at", "yesterday") == expected("items.1.at", "malformed"));
  CHECK(refusal("/seenOn", 1) == expected("items.1.seenOn", "wrong-type"));
  CHECK(fixture.refusal("tagged.record", {{"items", {good, 1}}}) == expected("items.1", "wrong-type"));
  CHECK(fixture.refusal("tagged.record", {{"items", json(501, good)}}) == expected("items", "too-many"));
  CHECK(fixture.call("tagged.list", json::object()).at("result") == json{{"items", json::array()}, {"total", 0}});
  const auto result = fixture.call("tagged.record", {{"items", {good, good}}}).at("result");
  CHECK(result == json{{"recorded", 2}, {"new", 1}});
  const auto contact = fixture.call("contacts.list", json::object()).at("result").at("contacts").at(0);
  CHECK(contact.at("name") == "Bea");
  CHECK(fixture.refusal("contacts.update", {{"id", contact.at("id")}}) == expected("state", "missing"));
  CHECK(fixture.refusal("contacts.update", {{"id", contact.at("id")}, {"mergeInto", contact.at("id")}}) ==
        expected("mergeInto", "not-allowed"));
  CHECK(fixture.refusal("contacts.update", {{"id", test::first_id}, {"state", "asked"}}) ==
        json{{"kind", "not-found"}, {"id", test::first_id}});
  for (const char* method : {"tagged.list", "contacts.list"}) {
    CHECK(fixture.refusal(method, {{"cursor", "x"}}) == expected("cursor", "malformed"));
    CHECK(fixture.refusal(method, {{"cursor", "1 2x"}}) == expected("cursor", "malformed"));
    CHECK(fixture.refusal(method, {{"limit", 101}}) == expected("limit", "not-allowed"));
  }
}

TEST_CASE("the largest pages of items and contacts fit into one answer") {
  Fixture fixture;
  const auto long_url = [](int i) {
    return "https://www.facebook.com/" + std::string(2000, 'x') + "/" + std::to_string(i);
  };
  for (int i = 0; i < 101; ++i) {
    const json item{{"platform", "facebook"},
                    {"url", long_url(i)},
                    {"contact", {{"name", std::to_string(i) + widest(197)}, {"url", long_url(i)}}},
                    {"kind", "mention"},
                    {"seenOn", "page"}};
    REQUIRE(fixture.call("tagged.record", {{"items", {item}}}).at("result").at("new") == 1);
  }
  for (const char* method : {"tagged.list", "contacts.list"}) {
    const auto first = fixture.call(method, {{"limit", 100}}).at("result");
    const auto rest = fixture.call(method, {{"limit", 100}, {"cursor", first.at("nextCursor")}}).at("result");
    CHECK_FALSE(rest.contains("nextCursor"));
  }
}
