#include "service/session.hpp"

#include <nlohmann/json.hpp>
#include <set>

#include "catch.hpp"
#include "embedded/protocol.hpp"
#include "export_support.hpp"
#include "history/accounts.hpp"
#include "history/drafts.hpp"
#include "history/verify.hpp"
#include "mail_fixtures.hpp"
#include "platform/error.hpp"
#include "platform/secrets.hpp"
#include "support.hpp"
#include "text/encoding.hpp"
#include "wire/frames.hpp"
#include "wire/json_rpc.hpp"

using namespace demur;
using nlohmann::json;

namespace {

/// A session that is used as by a browser, over bounded frames.
struct Fixture {
  test::TemporaryFolder folder;
  service::Session session{folder.path(), [] { return test::at("2026-11-23T12:00:00Z"); }};

  json call(const std::string& method, const json& params) {
    const json request{{"jsonrpc", "2.0"}, {"id", 1}, {"method", method}, {"params", params}};
    const auto answer = wire::respond(
        request.dump(), [this](const std::string& name, const json& given) { return session.answer(name, given); });
    REQUIRE(answer);
    CHECK(answer->size() <= wire::max_frame);
    return json::parse(*answer);
  }

  json refusal(const std::string& method, const json& params) {
    return call(method, params).value("error", json::object()).value("data", json::object());
  }
};

/// The text that takes the most room in JSON: each character becomes six.
std::string widest(std::size_t characters) {
  // NOLINTNEXTLINE(modernize-return-braced-init-list): braces would list two characters
  return std::string(characters, '\x01');
}

json draft(const std::string& language) {
  return {{"draft", {{"title", ""}, {"language", language}, {"text", ""}}}};
}

/// Sends a history in pieces of so many bytes, as a page does. Returns the last answer.
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
    auto merged = send_history(fresh, file, length)["merged"];
    CHECK(merged.at("head").at("count") == 0);
    merged.erase("head");
    CHECK(merged == json{{"entries", 2}, {"objections", 1}, {"removed", 0}, {"setAside", 0}, {"agreed", 0}});
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
  // Another file begins: nothing is left of the first.
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
  for (int i = 0; i < protocol::max_drafts; ++i) {
    const json full{{"title", widest(100)}, {"language", "en"}, {"text", widest(5000)}};
    REQUIRE(fixture.call("drafts.save", {{"draft", full}}).contains("result"));
  }
  CHECK(fixture.call("drafts.list", json::object()).at("result").at("drafts").size() == protocol::max_drafts);
  CHECK(fixture.refusal("drafts.save", draft("en")) ==
        json{{"kind", "invalid-params"}, {"path", "draft"}, {"reason", "too-many"}});
}

TEST_CASE("a history whose statuses can't be determined is not read, however often it is asked for") {
  Fixture fixture;
  store::Database{fixture.folder.path()}.execute("DROP TABLE unsettled");
  for (int i = 0; i < 2; ++i) CHECK(fixture.refusal("objections.list", json::object()).at("kind") == "internal-error");
}

TEST_CASE("as many accounts as may be added fit into one answer, and the first of more are listed") {
  Fixture fixture;
  const auto account = [](const std::string& label) {
    return json{{"account", {{"platform", "facebook"}, {"label", label}, {"emails", json(20, widest(320))}}}};
  };
  const json too_many{{"kind", "invalid-params"}, {"path", "account"}, {"reason", "too-many"}};
  std::size_t added = 0;
  while (fixture.call("accounts.save", account("Anna")).contains("result")) ++added;
  const auto listed = [&] { return fixture.call("accounts.list", json::object()).at("result").at("accounts"); };
  CHECK(added > 20);
  CHECK(listed().size() == added);
  CHECK(fixture.refusal("accounts.save", account("Bea")) == too_many);
  const auto first = listed().at(0);
  // A merged history may bring any number.
  const std::vector<std::string> emails(20, widest(320));
  for (int i = 0; i < 20; ++i)
    history::save_account(fixture.session.database(), {random_uuid(), "facebook", "Carol", emails, {}});
  CHECK(listed().size() == added);
  CHECK(listed().at(0) == first);
  auto shorter = first;
  shorter["emails"] = json::array();
  CHECK(fixture.call("accounts.save", {{"account", shorter}}).contains("result"));
  CHECK(fixture.refusal("accounts.save", {{"account", first}}) == too_many);
  CHECK(fixture.call("accounts.remove", {{"id", first.at("id")}}).at("result").at("removed") == true);
  CHECK(listed().back().at("label") == "Carol");
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

namespace {

json objection_at(const std::string& submitted_at, const json& more = json::object()) {
  json draft{{"id", random_uuid()},
             {"formId", "712876720715583"},
             {"platform", "facebook"},
             {"email", "anna@example.org"},
             {"pageUrl", "https://www.facebook.com/help/contact/712876720715583"},
             {"submittedAt", submitted_at}};
  draft.update(more);
  return {{"objection", draft}};
}

json event_at(const std::string& id, const std::string& kind, const std::string& at,
              const json& more = json::object()) {
  json draft{{"id", random_uuid()}, {"kind", kind}, {"at", at}};
  draft.update(more);
  return {{"objectionId", id}, {"event", draft}};
}

}  // namespace

TEST_CASE("an answer of Meta's may be known without its day, a submission and what a page showed may not") {
  Fixture fixture;
  const json unknown{{"precision", "unknown"}};
  const auto sent = objection_at("2026-11-20T12:00:00Z");
  fixture.call("objections.record", sent);
  const std::string id = sent.at("objection").at("id");
  CHECK(fixture.refusal("objections.record", objection_at("2026-11-22T12:00:00Z", unknown)).at("path") ==
        "objection.precision");
  CHECK(fixture
            .refusal("objections.addEvent", event_at(id, "received", "2026-11-22T12:00:00Z",
                                                     {{"precision", "unknown"}, {"source", {{"by", "page"}}}}))
            .at("path") == "event.precision");
  const auto told =
      fixture.call("objections.addEvent", event_at(id, "confirmed", "2026-11-23T11:59:00Z", unknown)).at("result");
  CHECK(told.at("objection").at("status") == "confirmed");
  CHECK(told.at("objection").at("statusPrecision") == "unknown");
  CHECK(fixture.call("history.verify", json::object()).at("result").at("intact") == true);
}

TEST_CASE("the words that were sent are kept whole, up to a hundred thousand characters") {
  Fixture fixture;
  std::string message;
  for (int i = 0; i < 50000; ++i) message += "x\U0001F33B";
  const auto sent = objection_at("2026-11-22T12:00:00Z", {{"message", message}});
  REQUIRE(fixture.call("objections.record", sent).contains("result"));
  const std::string id = sent.at("objection").at("id");
  const auto kept = fixture.call("objections.get", {{"id", id}}).at("result").at("objection");
  CHECK(kept.at("message") == message);
  CHECK(fixture.call("history.verify", {{"objectionId", id}}).at("result").at("intact") == true);
  const auto longer = objection_at("2026-11-22T12:00:00Z", {{"message", message + "x"}});
  CHECK(fixture.refusal("objections.record", longer).at("path") == "objection.message");
}

TEST_CASE("what has not happened yet, and what lies outside of what can be meant, is refused") {
  // By the clock of this session it is noon in UTC on 23 November 2026.
  Fixture fixture;
  struct Door {
    const char *at, *precision, *reason;
  };
  constexpr std::array<Door, 13> doors{{{"2026-11-23T12:10:00Z", "instant", "none"},
                                        {"2026-11-23T12:10:00.001Z", "instant", "not-allowed"},
                                        {"2099-01-01T00:00:00Z", "instant", "not-allowed"},
                                        {"9999-12-31T00:00:00Z", "instant", "not-allowed"},
                                        {"1969-12-31T23:59:59Z", "instant", "not-allowed"},
                                        {"1970-01-01T00:00:00Z", "instant", "none"},
                                        {"2026-11-23T00:00:00Z", "day", "none"},
                                        {"2026-11-24T00:00:00.000Z", "day", "none"},  // where it is tomorrow already
                                        {"2026-11-25T00:00:00Z", "day", "not-allowed"},
                                        {"2026-11-23T12:00:00Z", "day", "malformed"},
                                        {"2026-11-23T00:00:00.001Z", "day", "malformed"},
                                        {"1969-12-31T00:00:00Z", "day", "not-allowed"},
                                        {"2026-11-23", "day", "malformed"}}};
  const auto sent = objection_at("2026-11-22T12:00:00Z");
  fixture.call("objections.record", sent);
  const std::string id = sent.at("objection").at("id");
  for (const auto& door : doors) {
    INFO(door.at << " " << door.precision);
    const json precision{{"precision", door.precision}};
    CHECK(fixture.refusal("objections.record", objection_at(door.at, precision)).value("reason", "none") ==
          door.reason);
    CHECK(fixture.refusal("objections.addEvent", event_at(id, "note", door.at, precision)).value("reason", "none") ==
          door.reason);
  }
  CHECK(fixture
            .refusal("objections.addEvent",
                     event_at(id, "note", "2026-11-22T12:00:00Z",
                              {{"source", {{"by", "person"}, {"enteredAt", "2150-01-01T00:00:00Z"}}}}))
            .at("path") == "event.source.enteredAt");
}

TEST_CASE("an event says how it is known, and a page can't say what Meta answered") {
  Fixture fixture;
  const auto sent = objection_at("2026-11-22T00:00:00Z", {{"precision", "day"}, {"source", {{"by", "page"}}}});
  const std::string id = sent.at("objection").at("id");
  const auto recorded = fixture.call("objections.record", sent).at("result");
  CHECK(recorded.at("objection").at("submittedAt") == "2026-11-22T00:00:00.000Z");
  CHECK(recorded.at("objection").at("precision") == "day");
  CHECK(recorded.at("objection").at("source") == json{{"by", "page"}});
  CHECK(recorded.at("objection").at("statusPrecision") == "day");
  CHECK(recorded.at("head").at("count") == 1);
  const json mail{{"by", "mail"}, {"authentication", "provider"}, {"sentence", "We will honour it."}};
  const auto at = "2026-11-22T15:00:00Z";
  for (const char* kind : {"confirmed", "declined"}) {
    const auto refusal = fixture.refusal("objections.addEvent", event_at(id, kind, at, {{"source", {{"by", "page"}}}}));
    CHECK(refusal == json{{"kind", "invalid-params"}, {"path", "event.source"}, {"reason", "not-allowed"}});
  }
  for (const json& source : {json{{"by", "file"}}, json{{"by", "unrecorded"}}})
    CHECK(fixture.refusal("objections.addEvent", event_at(id, "note", at, {{"source", source}})).at("path") ==
          "event.source.by");
  CHECK(fixture.call("objections.addEvent", event_at(id, "page-error", at, {{"source", {{"by", "page"}}}}))
            .at("result")
            .at("objection")
            .at("status") == "not-sent");
  const auto confirmation = test::make_plain_mail(test::mail_text("en", "confirmation"));
  const auto answer = event_at(id, "confirmed", at, {{"source", mail}, {"evidence", to_base64(confirmation)}});
  CHECK(fixture.call("objections.addEvent", answer).at("result").at("objection").at("status") == "confirmed");
  fixture.call("objections.addEvent", event_at(id, "corrected", at, {{"detail", answer.at("event").at("id")}}));
  const auto entry = fixture.call("objections.get", {{"id", id}}).at("result");
  CHECK(entry.at("deadlines") == json{{"precision", "day"},
                                      {"confirmationExpectedBy", "2026-11-24T00:00:00.000Z"},
                                      {"answerDueBy", "2026-12-22T00:00:00.000Z"}});
  const auto& events = entry.at("events");
  REQUIRE(events.size() == 4);
  CHECK(events[2].at("source") == mail);
  CHECK(events[2].at("counts") == "corrected");
  CHECK(events[3].at("source") == json{{"by", "person"}, {"enteredAt", "2026-11-23T12:00:00.000Z"}});
  CHECK(events[3].at("counts") == "yes");
  CHECK(entry.at("objection").at("status") == "not-sent");
  const auto standings = fixture.call("accounts.standing", {{"platform", "facebook"}, {"email", "Anna@example.org"}});
  CHECK(standings.at("result").at("standings").at(0).at("status") == "not-sent");
}

TEST_CASE("what a mail is said to prove is looked at in the mail itself") {
  struct Claim {
    const char* what;
    std::string kind, becomes, authentication, known;
    std::optional<std::string> evidence;
  };
  const auto mail = [](const std::string& kind, const std::string& from = {}, const std::string& to = {}) {
    test::Envelope envelope;
    if (!from.empty()) envelope.from = from;
    if (!to.empty()) envelope.to = to;
    return test::make_plain_mail(test::mail_text("de", kind), envelope);
  };
  test::Envelope forged;
  forged.provider = "Authentication-Results: gmx.net; dkim=fail header.i=@facebookmail.com\n";
  const std::vector<Claim> claims{
      {"all four conditions", "confirmed", "confirmed", "provider", "provider", mail("confirmation")},
      {"no mail", "confirmed", "answered", "signed", "none", {}},
      {"a refusal", "confirmed", "answered", "provider", "provider", mail("declined")},
      {"a refusal as such", "declined", "answered", "provider", "provider", mail("declined")},
      {"a question", "asked-for-more", "answered", "provider", "provider", mail("asked-for-more")},
      {"a notification", "confirmed", "answered", "provider", "provider",
       mail("confirmation", "Facebook <notification@facebookmail.com>")},
      {"sent to another", "confirmed", "answered", "provider", "provider", mail("confirmation", {}, "bob@example.net")},
      {"a forgery", "confirmed", "answered", "provider", "fail",
       test::make_plain_mail(test::mail_text("de", "confirmation"), forged)},
      {"a note", "note", "note", "provider", "provider", mail("announcement")},
      {"no better than it was read", "note", "note", "none", "none", mail("confirmation")}};
  for (const auto& claim : claims) {
    INFO(claim.what);
    Fixture fixture;
    const auto sent = objection_at("2026-11-22T00:00:00Z", {{"precision", "day"}});
    const std::string id = sent.at("objection").at("id");
    fixture.call("objections.record", sent);
    json more{{"source", {{"by", "mail"}, {"authentication", claim.authentication}}}};
    if (claim.evidence) more["evidence"] = to_base64(*claim.evidence);
    fixture.call("objections.addEvent", event_at(id, claim.kind, "2026-11-22T15:00:00Z", more));
    const auto event = fixture.call("objections.get", {{"id", id}}).at("result").at("events").back();
    CHECK(event.at("kind") == claim.becomes);
    CHECK(event.at("source").at("authentication") == claim.known);
    // What the person said about the same mail is kept with how it was judged: no better than it was read, or is.
    more["source"]["by"] = "person";
    const auto own = event_at(id, claim.kind, "2026-11-22T14:00:00Z", more);
    fixture.call("objections.addEvent", own);
    const auto entered = fixture.call("objections.get", {{"id", id}}).at("result").at("events").back();
    CHECK(entered.at("kind") == claim.kind);
    CHECK(entered.at("source").at("by") == "person");
    CHECK(entered.at("source").contains("authentication") == claim.evidence.has_value());
    CHECK(entered.at("source").value("authentication", claim.known) == claim.known);
    // The person may say what the mail doesn't prove.
    const auto said = event_at(id, "declined", "2026-11-22T15:00:00Z", {{"source", {{"by", "person"}}}});
    CHECK(fixture.call("objections.addEvent", said).at("result").at("objection").at("status") == "declined");
  }
}

TEST_CASE("the end of the chain is answered with each write, and looked for when it is remembered") {
  Fixture fixture;
  const json client{{"name", "test"}, {"version", "1"}, {"browser", "chromium"}};
  const auto hello = [&](const json& remembered) {
    json params{{"protocolVersion", 1}, {"client", client}};
    if (!remembered.is_null()) params["remembered"] = remembered;
    return fixture.call("initialize", params);
  };
  const auto empty = hello(nullptr).at("result").at("head");
  CHECK(empty.at("count") == 0);
  const auto sent = objection_at("2026-11-22T12:00:00Z");
  const auto first = fixture.call("objections.record", sent).at("result").at("head");
  const auto second =
      fixture.call("objections.remove", {{"id", sent.at("objection").at("id")}}).at("result").at("head");
  CHECK(second.at("count") == 2);
  for (const auto& one : {empty, first, second}) CHECK(hello(one).at("result").at("remembered") == "held");
  auto later = second;
  later["count"] = 3;
  CHECK(hello(later).at("result").at("remembered") == "gone");
  auto other = second;
  other["chain"] = random_uuid();
  CHECK(hello(other).at("result").at("remembered") == "other-history");
  other["hash"] = "00";
  CHECK(hello(other).at("error").at("data").at("path") == "remembered.hash");
  CHECK_FALSE(hello(second).at("result").at("head").empty());
}

TEST_CASE("a byte that is no UTF-8 spoils one entry, which is named, and the rest is listed and exported") {
  Fixture fixture;
  const auto damaged = objection_at("2026-11-22T12:00:00Z", {{"message", "Please stop."}});
  const auto whole = objection_at("2026-11-22T13:00:00Z", {{"message", "All of it."}});
  for (const auto& one : {damaged, whole}) fixture.call("objections.record", one);
  const std::string id = damaged.at("objection").at("id");
  auto& database = fixture.session.database();
  store::Statement{database, "UPDATE objections SET message = CAST(x'50FF' AS TEXT) WHERE id = ?"}.bind(id).run();
  const auto listed = fixture.call("objections.list", json::object()).at("result").at("objections");
  REQUIRE(listed.size() == 2);
  CHECK_FALSE(listed[0].contains("isUnreadable"));
  CHECK(listed[1].at("isUnreadable") == true);
  for (const json& params : {json::object(), json{{"objectionId", id}}}) {
    const auto verdict = fixture.call("history.verify", params).at("result");
    CHECK(verdict.at("intact") == false);
    CHECK(verdict.at("firstBroken").at("objectionId") == id);
    CHECK(verdict.at("firstBroken").at("reason") == "content-changed");
  }
  CHECK(fixture.call("history.verify", {{"objectionId", whole.at("objection").at("id")}}).at("result").at("intact") ==
        true);
  for (const char* format : {"json", "csv", "html"}) {
    const std::string file = fixture.call("history.export", {{"format", format}}).at("result").at("chunk");
    CHECK(file.find("All of it.") != std::string::npos);
    CHECK(file.find("P\xEF\xBF\xBD") != std::string::npos);
  }
}

TEST_CASE("words or a source of an event that are no UTF-8 spoil its objection alone") {
  for (const char* column : {"detail", "source"}) {
    INFO(column);
    Fixture fixture;
    const auto damaged = objection_at("2026-11-22T12:00:00Z");
    const auto whole = objection_at("2026-11-22T13:00:00Z", {{"message", "All of it."}});
    for (const auto& one : {damaged, whole}) fixture.call("objections.record", one);
    const std::string id = damaged.at("objection").at("id");
    const json event{{"id", random_uuid()}, {"kind", "note"}, {"at", "2026-11-22T12:30:00Z"}, {"detail", "Words."}};
    REQUIRE(fixture.call("objections.addEvent", {{"objectionId", id}, {"event", event}}).contains("result"));
    const auto edit = "UPDATE events SET " + std::string(column) +
                      " = CAST(x'50FF' AS TEXT) WHERE kind = 'note' AND objection_id = ?";
    store::Statement{fixture.session.database(), edit.c_str()}.bind(id).run();
    CHECK(fixture.call("objections.get", {{"id", id}}).contains("result"));
    CHECK(fixture.call("objections.list", json::object()).at("result").at("objections").size() == 2);
    const auto verdict = fixture.call("history.verify", json::object()).at("result");
    CHECK(verdict.at("intact") == false);
    CHECK(verdict.at("firstBroken").at("objectionId") == id);
    for (const char* format : {"json", "csv", "html"}) {
      INFO(format);
      const auto exported = fixture.call("history.export", {{"format", format}});
      INFO(exported.dump());
      CHECK(exported.at("result").at("chunk").get<std::string>().find("All of it.") != std::string::npos);
    }
  }
}

TEST_CASE("what is shown is what is verified") {
  Fixture fixture;
  const auto sent = objection_at("2026-11-22T12:00:00Z");
  const auto other = objection_at("2026-11-22T12:00:00Z");
  for (const auto& one : {sent, other}) fixture.call("objections.record", one);
  const std::string id = sent.at("objection").at("id");
  auto& database = fixture.session.database();
  const auto reason = [&](const json& params) {
    const auto verdict = fixture.call("history.verify", params).at("result");
    return verdict.at("intact") == true ? "intact" : verdict.at("firstBroken").at("reason").get<std::string>();
  };
  for (const char* edit :
       {"outcome_kind = 'confirmed', outcome_at = '2026-11-22T12:00:00.000Z', outcome_precision = 'instant'",
        "email_folded = 'b@example.org'", "position = position + 32768 * 86400000", "owner = 'x'",
        "precision = 'day'"}) {
    INFO(edit);
    const store::Transaction undone{database};
    store::Statement{database, std::string("UPDATE objections SET ") + edit + " WHERE id = ?"}.bind(id).run();
    CHECK_FALSE(history::is_shown_right(database, id));
  }
  CHECK(reason(json::object()) == "intact");
  database.execute("UPDATE objection_words SET words = 'bea@example.org'");
  CHECK(reason(json::object()) == "shown-differs");
  CHECK(reason({{"objectionId", id}}) == "shown-differs");
}
