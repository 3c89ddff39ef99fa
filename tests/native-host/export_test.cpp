#include "history/export.hpp"

#include <array>
#include <cstdlib>
#include <ctime>
#include <map>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "circumstances.hpp"
#include "export_support.hpp"
#include "history/accounts.hpp"
#include "history/chain.hpp"
#include "history/merge.hpp"
#include "history/source.hpp"
#include "service/session.hpp"
#include "text/encoding.hpp"
#include "wire/frames.hpp"
#include "wire/json_rpc.hpp"

using namespace demur;
using history::ExportFormat;
using nlohmann::json;
using test::annas_objection;
using test::Computer;
using test::exported;

namespace {

constexpr std::array<ExportFormat, 3> formats{ExportFormat::json, ExportFormat::csv, ExportFormat::html};

bool holds(const std::string& text, const std::string& piece) {
  return text.find(piece) != std::string::npos;
}

/// Reads a CSV file by RFC 4180.
std::vector<std::vector<std::string>> rows_of(const std::string& file) {
  std::vector<std::vector<std::string>> rows{{""}};
  bool is_quoted = false;
  for (std::size_t i = 0; i < file.size(); ++i) {
    auto& field = rows.back().back();
    if (is_quoted && file[i] == '"' && i + 1 < file.size() && file[i + 1] == '"')
      field += file[i++];
    else if (file[i] == '"')
      is_quoted = !is_quoted;
    else if (!is_quoted && file[i] == ',')
      rows.back().emplace_back();
    else if (!is_quoted && file[i] == '\r' && i + 1 < file.size() && file[i + 1] == '\n')
      rows.push_back({""}), ++i;
    else
      field += file[i];
  }
  rows.pop_back();
  return rows;
}

std::string unhexed(const json& text) {
  return from_hex(text.get<std::string>()).value();
}

}  // namespace

TEST_CASE("the exported JSON holds what every fingerprint is made of") {
  Computer computer;
  computer.objections.record(annas_objection());
  computer.note(test::first_id, "received", "Thanks.");
  const auto file = json::parse(exported(computer.database));
  CHECK(file.at("format") == "demur-history");
  CHECK(file.at("version") == 3);
  const auto& entries = file.at("entries");
  REQUIRE(entries.size() == 2);
  auto previous = std::string(bytes_of(sha256(entries[0].at("chain").get<std::string>())));
  for (const auto& entry : entries) {
    CHECK(entry.at("fingerprint") == "demur-event-2");
    CHECK(entry.at("source") == json{{"by", "person"}, {"enteredAt", "2026-11-23T12:00:00.000Z"}});
    CHECK(entry.at("precision") == "instant");
    const auto member = [](const std::string& text) { return std::to_string(text.size()) + ":" + text; };
    const auto digest = sha256(unhexed(entry.at("salt")) + "demur-content-2\n" + member(entry.at("source").dump()) +
                               member(entry.at("content")));
    CHECK(to_hex(bytes_of(digest)) == entry.at("contentDigest"));
    CHECK(unhexed(entry.at("previousHash")) == previous);
    std::string bytes =
        "demur-event-2\n" + member(entry.at("chain")) + member(std::to_string(entry.at("position").get<int>()));
    for (const char* name : {"id", "objectionId", "kind", "at", "recordedAt"}) bytes += member(entry.at(name));
    bytes += member(std::string(bytes_of(digest))) + member(previous) + member(entry.at("precision"));
    const auto hash = sha256(bytes);
    CHECK(to_hex(bytes_of(hash)) == entry.at("hash"));
    previous = bytes_of(hash);
  }
  CHECK(json::parse(entries[0].at("content").get<std::string>()).at("email") == "anna@example.org");
  CHECK(entries[1].at("content") == "Thanks.");
  CHECK(file.at("ends") ==
        json::array({{{"chain", entries[1].at("chain")}, {"position", 2}, {"hash", entries[1].at("hash")}}}));
}

TEST_CASE("a removed objection leaves no word in any format") {
  Computer computer;
  computer.objections.record(annas_objection());
  computer.note(test::first_id, "received", "Thanks.");
  computer.objections.remove(test::first_id);
  for (const auto format : formats)
    for (const char* word : {"anna@", "I object.", "Thanks."})
      CHECK_FALSE(holds(exported(computer.database, format), word));
  CHECK(json::parse(exported(computer.database)).at("entries").size() == 3);
}

TEST_CASE("a CSV row is quoted, and no cell is a formula") {
  Computer computer;
  auto objection = annas_objection();
  objection.message = "She said \"no\",\nand =1+1.";
  computer.objections.record(objection);
  for (const char* words :
       {"=HYPERLINK(\"https://example.net\")", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "a\x01-", ""})
    computer.note(test::first_id, "note", words);
  const auto rows = rows_of(exported(computer.database, ExportFormat::csv));
  REQUIRE(rows.size() == 10);
  for (const auto& row : rows) CHECK(row.size() == rows[0].size());
  for (const auto& row : rows)
    for (const auto& cell : row) CHECK((cell.empty() || !holds("=+-@\t\r", cell.substr(0, 1))));
  CHECK(rows[0][16] == "e-mail kept");
  CHECK(rows[1][10] == *objection.message);
  CHECK(rows[2][14] == "'=HYPERLINK(\"https://example.net\")");
  CHECK(rows[8][14] == "a\xEF\xBF\xBD-");
}

TEST_CASE("the page to print runs nothing and asks for nothing, whatever was recorded") {
  Computer computer;
  const std::string hostile = "</td><script>alert(1)</script><img src=https://example.net/x onerror='a()'>\" & \x02";
  auto objection = annas_objection();
  objection.email = hostile;
  objection.message = hostile;
  objection.page_url = "https://www.facebook.com/\"><script>";
  computer.objections.record(objection);
  computer.note(test::first_id, "received", hostile);
  const auto page = exported(computer.database, ExportFormat::html);
  for (const char* live : {"<script", "<img", "<a ", "<link", "<iframe", "<object", "javascript:", "url(", "@import",
                           "onerror='", "src=\"", "\x02"})
    CHECK_FALSE(holds(page, live));
  CHECK(holds(page, "&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;"));
  CHECK(holds(page, "default-src 'none'"));
  const auto begin = page.find("<style>") + 7;
  const auto style = page.substr(begin, page.find("</style>") - begin);
  CHECK(holds(page, "style-src 'sha256-" + to_base64(bytes_of(sha256(style))) + "'"));
  CHECK_FALSE(holds(page, "unsafe-inline"));
  const auto entries = json::parse(exported(computer.database)).at("entries");
  for (const auto& entry : entries) CHECK(holds(page, entry.at("hash")));
}

TEST_CASE("chunks are bounded, end between characters, and fit into frames, whatever they hold") {
  test::TemporaryFolder folder;
  service::Session session{folder.path(), [] { return test::at(test::made_at); }};
  history::Objections objections{session.database(), session.clock()};
  objections.record(annas_objection());
  std::string letters;
  for (int i = 0; i < 20000; ++i) letters += "\xE2\x82\xAC";
  for (const auto& words : {std::string(20000, '"'), std::string(20000, '\\'), std::string(20000, '\x01'), letters})
    for (int i = 0; i < 30; ++i)
      objections.add_event(test::first_id, {random_uuid(), "note", "2026-11-22T15:00:00.000Z", {}, words});
  for (const char* format : {"json", "csv", "html"}) {
    std::string file;
    json params{{"format", format}};
    for (bool is_over = false; !is_over;) {
      const json request{{"jsonrpc", "2.0"}, {"id", 1}, {"method", "history.export"}, {"params", params}};
      const auto answer = wire::respond(request.dump(), [&session](const std::string& name, const json& given) {
        return session.answer(name, given);
      });
      CHECK(answer->size() <= wire::max_frame);
      const auto result = json::parse(*answer).at("result");
      const auto chunk = result.at("chunk").get<std::string>();
      CHECK(chunk.size() <= history::max_chunk);
      file += chunk;
      is_over = !result.contains("nextCursor");
      if (!is_over) params["cursor"] = result.at("nextCursor");
    }
    // A cut character would have become another one.
    CHECK(holds(file, letters));
    const auto whole = std::string{format} == "json"  ? ExportFormat::json
                       : std::string{format} == "csv" ? ExportFormat::csv
                                                      : ExportFormat::html;
    CHECK(file == exported(session.database(), whole));
  }
}

TEST_CASE("an export goes on with the history as it was when it began, or begins anew") {
  Computer computer;
  computer.objections.record(annas_objection());
  for (int i = 0; i < 30; ++i) computer.note(test::first_id, "note", std::string(20000, 'x'));
  const auto whole = exported(computer.database);
  const auto first = history::begin_export(computer.database, {ExportFormat::json}, test::at(test::made_at));
  REQUIRE(first.next);
  const auto rest = [&] {
    return history::continue_export(computer.database, {ExportFormat::json}, *first.next, test::at(test::made_at));
  };
  computer.objections.record(annas_objection(test::second_id));
  CHECK(first.text + rest()->text == whole);
  computer.objections.remove(test::second_id);
  CHECK_FALSE(rest());
}

TEST_CASE("an export begins anew when what waited is agreed to meanwhile") {
  Computer mine, theirs;
  mine.objections.record(annas_objection());
  for (int i = 0; i < 30; ++i) mine.note(test::first_id, "note", std::string(20000, 'x'));
  const auto take = [](Computer& to, const std::string& file, history::Agreement agreement) {
    MemorySource stream{file};
    REQUIRE(std::holds_alternative<history::Merged>(
        history::merge(to.database, stream, test::at(test::made_at), agreement)));
  };
  take(theirs, exported(mine.database), history::Agreement::added);
  theirs.note(test::first_id, "confirmed");
  const auto file = exported(theirs.database);
  take(mine, file, history::Agreement::added);
  const auto first = history::begin_export(mine.database, {ExportFormat::json}, test::at(test::made_at));
  REQUIRE(first.next);
  take(mine, file, history::Agreement::changed);
  CHECK_FALSE(history::continue_export(mine.database, {ExportFormat::json}, *first.next, test::at(test::made_at)));
}

TEST_CASE("a cursor that none was given for is refused") {
  test::TemporaryFolder folder;
  service::Session session{folder.path(), system_now};
  for (const char* cursor :
       {"", "x", "1 2 3", "1 0/0 99 0 ", "1 0/0 3 0 x", "1 0/0 3 0 a/b/c", "-1 0/0 0 0 ", "1 0/0 1 -1 ", "1 1/1 0 0 "})
    for (const char* format : {"json", "csv", "html"})
      CHECK_THROWS_AS(session.answer("history.export", {{"format", format}, {"cursor", cursor}}), Error);
}

namespace {

/// A family of three with four accounts, and an objection whose account nobody has entered.
struct Family {
  Computer computer;

  Family() {
    save("f1", "facebook", "Anna Berg", {"anna@example.org"});
    save("f2", "instagram", "Anna Berg", {"anna@example.net"});
    save("f3", "facebook", "Ben", {"ben@example.org"});
    save("f4", "facebook", "Oma Lies", {"lies@example.org"});
  }

  void save(const std::string& id, const std::string& platform, const std::string& label,
            std::vector<std::string> emails) {
    history::save_account(computer.database, {"00000000-0000-4000-8000-0000000000" + id, platform, label,
                                              std::move(emails), std::nullopt});
  }

  std::string object(const std::string& platform, const std::string& email, const std::string& at) {
    auto objection = annas_objection(random_uuid());
    objection.platform = platform;
    objection.email = email;
    objection.submitted_at = at;
    computer.objections.record(objection);
    return objection.id;
  }

  [[nodiscard]] std::string page(const std::string& language = "en") {
    return exported(computer.database, ExportFormat::html, language);
  }
};

/// What is between two texts.
std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const auto begin = text.find(from);
  REQUIRE(begin != std::string::npos);
  return text.substr(begin, text.find(to, begin) - begin);
}

/// Another time zone for this test: Berlin's as POSIX writes it, so that no file is needed.
class TimeZone {
 public:
  explicit TimeZone(const char* zone) {
    if (const char* before = std::getenv("TZ")) before_ = before;
    test::set_variable("TZ", zone);
  }
  TimeZone(const TimeZone&) = delete;
  TimeZone& operator=(const TimeZone&) = delete;
  ~TimeZone() { test::set_variable("TZ", before_ ? before_->c_str() : nullptr); }

 private:
  std::optional<std::string> before_;
};

std::size_t count(const std::string& text, const std::string& piece) {
  std::size_t found = 0;
  for (auto at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("the first page says for each person what was sent, what came of it, how it is known and what is overdue") {
  Family family;
  family.object("facebook", "ben@example.org", "2026-09-10T14:32:00.000Z");
  const auto confirmed = family.object("facebook", "anna@example.org", "2026-11-20T14:32:00.000Z");
  family.object("instagram", "anna@example.net", "2026-11-21T14:32:00.000Z");
  family.object("facebook", "stranger@example.org", "2026-11-22T00:00:00.000Z");
  family.computer.objections.add_event(confirmed,
                                       {random_uuid(),
                                        "confirmed",
                                        "2026-11-21T09:00:00.000Z",
                                        {},
                                        "Dear Anna, we will honour it. Meta",
                                        "From: Meta",
                                        0,
                                        history::Precision::instant,
                                        {history::mail_source({"provider", false, false, "We will honour it."})}});
  const auto page = family.page();
  const auto first = between(page, "<main>", "<article>");
  // By name, those without one last; each person once, with all their accounts.
  CHECK(count(first, "<h3>") == 3);
  CHECK(first.find("Anna Berg") < first.find("<h3>Ben</h3>"));
  CHECK(first.find("<h3>Ben</h3>") < first.find("No name given"));
  CHECK(count(first, "</table>") == 3);
  const auto anna = between(first, "Anna Berg", "</table>");
  CHECK(holds(anna, "Confirmed by Meta"));
  CHECK(holds(anna, "E-mail that came from Meta, according to the mail provider"));
  CHECK(holds(anna, "<blockquote>We will honour it.</blockquote>"));
  CHECK(holds(anna, "Instagram"));
  CHECK_FALSE(holds(anna, "Overdue"));
  const auto ben = between(first, "<h3>Ben</h3>", "</table>");
  CHECK(holds(ben, "No answer recorded after one month"));
  CHECK(holds(ben, "12 October 2026"));
  CHECK(holds(ben, ">Overdue<"));
  CHECK(holds(first, "Article 12(3) GDPR"));
  CHECK(count(page, "<article>") == 4);
  for (const char* number : {"Objection 1<", "Objection 2<", "Objection 3<", "Objection 4<"})
    CHECK(count(page, number) == 2);
}

TEST_CASE("the document claims no sending where Meta's page ended in a code, an error or in silence") {
  struct Outcome {
    const char* event;
    const char* state;
    const char* happened;
    bool is_due;
  };
  for (const auto& outcome : std::array<Outcome, 4>{{
           {"code-requested", "Not finished: Meta asked for a code", "Meta e-mailed a code and asked for it", false},
           {"page-error", "Not sent", "Meta\xE2\x80\x99s page showed an error", false},
           {"unsure", "Not known whether Meta received it", "did not say whether the objection was received", true},
           {"received", "No answer recorded after one month", "said that the objection was received", true},
       }}) {
    Family family;
    const auto id = family.object("facebook", "ben@example.org", "2026-09-10T14:32:00.000Z");
    history::Event event{random_uuid(), outcome.event, "2026-09-10T14:32:05.000Z", {}, {}};
    event.provenance.source = history::page_source();
    family.computer.objections.add_event(id, event);
    const auto page = family.page();
    const auto first = between(page, "<main>", "<article>");
    INFO(outcome.event);
    CHECK(holds(first, std::string{"<strong>"} + outcome.state + "</strong>"));
    CHECK(holds(first, "12 October 2026") == outcome.is_due);
    CHECK(holds(first, ">Overdue<") == outcome.is_due);
    CHECK(holds(between(page, "<article>", "</article>"), outcome.happened));
  }
}

TEST_CASE("the document is in the language that is asked for, and its times are local with their zone") {
  Family family;
  family.object("facebook", "ben@example.org", "2026-10-10T14:32:00.000Z");
  const TimeZone zone{"CET-1CEST,M3.5.0,M10.5.0/3"};
  const auto german = family.page("de-AT");
  CHECK(holds(german, "<html lang=\"de\">"));
  CHECK(holds(german,
              "10.\xC2\xA0Oktober\xC2\xA0"
              "2026, 16:32\xC2\xA0(UTC+2)"));
  CHECK(holds(german,
              "23.\xC2\xA0November\xC2\xA0"
              "2026, 13:00\xC2\xA0(UTC+1)"));
  CHECK(holds(german,
              "\xC3\x9C"
              "berf\xC3\xA4llig"));
  CHECK_FALSE(holds(between(german, "<main>", "<div lang=\"en\">"), " the "));
  CHECK(holds(family.page("xx"), "<html lang=\"en\">"));
  const auto cursor =
      history::begin_export(family.computer.database, {ExportFormat::html, "de"}, test::at(test::made_at));
  CHECK_FALSE(cursor.next);
}

TEST_CASE("a kept e-mail is in the document as a file that no browser opens, and its own words are nowhere") {
  Family family;
  const auto id = family.object("facebook", "anna@example.org", "2026-11-20T14:32:00.000Z");
  const std::string hostile = "From: Meta\n\n<script>alert('in the mail')</script>";
  family.computer.confirm(id, hostile);
  const auto page = family.page();
  CHECK(count(page, "<a ") == 1);
  CHECK(holds(page, "href=\"data:application/octet-stream;base64," + to_base64(hostile) + "\""));
  CHECK(holds(page, "download=\"e-mail-"));
  CHECK_FALSE(holds(page, "in the mail"));
  CHECK(holds(page, "SHA-256 " + to_hex(bytes_of(sha256(hostile)))));
  // The person said what it means; it was not judged when added.
  CHECK(holds(page, "E-mail that was not checked when it was added"));
  CHECK_FALSE(holds(page, "too long to be kept whole"));
  CHECK(rows_of(exported(family.computer.database, ExportFormat::csv))[2][16] == "whole");
}

TEST_CASE("an e-mail that was too long to be kept whole is said to be one, and so are words that were shortened") {
  Family family;
  const auto id = family.object("facebook", "anna@example.org", "2026-11-20T14:32:00.000Z");
  family.computer.confirm(id, std::string(480'000, 'x'));
  family.computer.note(id, "note", "A long note\xC2\xA0[\xE2\x80\xA6]");
  const auto page = family.page();
  CHECK(count(page, "too long to be kept whole") == 1);
  CHECK(count(page, "Too long to be kept in full") == 1);
  CHECK(rows_of(exported(family.computer.database, ExportFormat::csv))[2][16] == "its beginning");
}

TEST_CASE("how an e-mail was judged is told, also where the person said what it means") {
  const std::map<std::string, const char*> words{{"signed", "signature, checked by Demur"},
                                                 {"provider", "came from Meta, according to the mail provider"},
                                                 {"none", "told whether Meta sent it"},
                                                 {"fail", "failed the check of its sender"}};
  for (const auto& judgement : words) {
    const history::MailOrigin origin{judgement.first};
    for (const auto& source : {history::mail_source(origin), history::person_source(test::at(test::made_at), origin)}) {
      Family family;
      const auto id = family.object("facebook", "anna@example.org", "2026-11-20T14:32:00.000Z");
      family.computer.objections.add_event(id, {random_uuid(),
                                                "confirmed",
                                                "2026-11-21T09:00:00.000Z",
                                                {},
                                                "We will.",
                                                "From: Meta",
                                                0,
                                                history::Precision::instant,
                                                {source}});
      for (const auto& file : {family.page(), exported(family.computer.database, ExportFormat::csv)})
        for (const auto& [name, said] : words) {
          INFO(source << " " << name);
          CHECK(holds(file, said) == (name == judgement.first));
        }
    }
  }
}

TEST_CASE("what does not count is told as what it is, and no event is an id") {
  Family family;
  const auto id = family.object("facebook", "anna@example.org", "2026-11-20T14:32:00.000Z");
  const auto mistaken = family.computer.confirm(id, "From: Meta");
  family.computer.correct(id, mistaken);
  const auto page = between(family.page(), "<main>", "class=\"appendix\"");
  CHECK(holds(page, "<s>Meta confirmed the objection</s>"));
  CHECK(holds(page, "Taken back as a mistake"));
  CHECK_FALSE(holds(page, "Confirmed by Meta"));
  CHECK_FALSE(holds(page, mistaken));
}

TEST_CASE("the document of a long history goes on in the same table and with the same numbers") {
  Family family;
  for (int i = 0; i < 40; ++i) {
    const auto id = family.object("facebook", i % 2 == 0 ? "anna@example.org" : "ben@example.org",
                                  "2026-10-" + std::to_string(10 + i / 4) + "T14:32:00.000Z");
    family.computer.note(id, "received", std::string(19'000, 'x'));
  }
  const auto page = family.page("fr");
  CHECK(count(page, "<table") == 2);
  CHECK(count(page, "</table>") == 2);
  CHECK(count(page, "<article>") == 40);
  CHECK(count(page, "Opposition 40<") == 2);
}
