#include "history/export.hpp"

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "export_support.hpp"
#include "history/chain.hpp"
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

/// Reads one CSV file as RFC 4180 says.
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
  for (const char* live : {"<script", "<img", "<a ", "<link", "javascript:", "url(", "@import", "onerror='", "\x02"})
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
    // A character that was cut would have become another one.
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
  const auto first = history::begin_export(computer.database, ExportFormat::json, test::at(test::made_at));
  REQUIRE(first.next);
  const auto rest = [&] {
    return history::continue_export(computer.database, ExportFormat::json, *first.next, test::at(test::made_at));
  };
  computer.objections.record(annas_objection(test::second_id));
  CHECK(first.text + rest()->text == whole);
  computer.objections.remove(test::second_id);
  CHECK_FALSE(rest());
}

TEST_CASE("a cursor that none was given for is refused") {
  test::TemporaryFolder folder;
  service::Session session{folder.path(), system_now};
  for (const char* cursor : {"", "x", "1 2 3", "1 99 0 ", "1 3 0 x", "1 3 0 a/b/c", "-1 0 0 ", "1 1 -1 "})
    for (const char* format : {"json", "csv", "html"})
      CHECK_THROWS_AS(session.answer("history.export", {{"format", format}, {"cursor", cursor}}), Error);
}
