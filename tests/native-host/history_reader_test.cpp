// What demur-reader makes of a history, and what the host believes of it.
#include "reading/histories/history_reader.hpp"

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "endless.hpp"
#include "export_support.hpp"
#include "history/accounts.hpp"
#include "history/history_file.hpp"
#include "places.hpp"
#include "platform/child_process.hpp"
#include "reading/histories/history_record.hpp"

using namespace demur;
using namespace demur::reading;
using nlohmann::json;
using test::annas_objection;
using test::exported;

namespace {

using Lines = std::vector<std::string>;

Lines lines_of(ByteSource& file) {
  Lines lines;
  read_history(file, [&lines](std::string_view line) {
    CHECK(line.ends_with('\n'));
    lines.emplace_back(line.substr(0, line.size() - 1));
    return true;
  });
  return lines;
}

Lines lines_of(std::string_view file) {
  MemorySource source{file};
  return lines_of(source);
}

std::string refusal_in(const Lines& lines) {
  REQUIRE_FALSE(lines.empty());
  const auto line = read_history_line(lines.back());
  const auto* refusal = line ? std::get_if<HistoryRefusal>(&*line) : nullptr;
  return refusal == nullptr ? "read" : refusal->reason;
}

std::string brackets_around(const std::string& text, int levels) {
  return std::string(static_cast<std::size_t>(levels), '[') + text + std::string(static_cast<std::size_t>(levels), ']');
}

/// A history with an objection, an e-mail that was kept, and an account.
std::string annas_history() {
  test::Computer computer;
  history::save_account(computer.database, {test::second_id, "facebook", "Anna", {"anna@example.org"}, {}});
  auto objection = annas_objection();
  objection.account_id = test::second_id;
  computer.objections.record(objection);
  computer.confirm(test::first_id, std::string("Raw \0 \xFF mail", 12));
  return exported(computer.database);
}

const std::string beginning = R"({"format":"demur-history","version":3,"accounts":[],"entries":[)";

/// The end of the real program, and the last line of it.
std::string answer_to(const std::string& file) {
  std::string last;
  const auto take = [&last](std::string_view line) {
    last = line;
    return true;
  };
  const auto end = run_child({test::reader_program(), {"history"}}, std::string_view{file},
                             {std::chrono::seconds{20}, max_history_line}, take);
  return end == ChildEnd::finished ? last : "no good end";
}

}  // namespace

TEST_CASE("the reader passes on each entry of a history as it is, and what is around them at the end") {
  const auto file = annas_history();
  const auto content = json::parse(file);
  const auto lines = lines_of(file);
  REQUIRE(lines.size() == 3);
  CHECK(json::parse(lines[0]).at("entry") == content.at("entries")[0]);
  CHECK(json::parse(lines[1]).at("entry") == content.at("entries")[1]);
  const auto frame = json::parse(lines[2]).at("frame");
  CHECK(frame.at("accounts") == content.at("accounts"));
  CHECK(frame.at("ends") == content.at("ends"));
  CHECK(frame.at("seal") == content.at("seal"));
  for (const auto& line : lines) {
    const auto back = read_history_line(line);
    REQUIRE(back);
    CHECK(to_line(*back) == line + "\n");
  }
}

TEST_CASE("a line of the reader about a history is believed only in its own shape") {
  const auto lines = lines_of(annas_history());
  const auto changed = [](const std::string& line, const char* name, auto change) {
    auto object = json::parse(line);
    change(object.at(name));
    return read_history_line(object.dump());
  };
  const auto deep = json::parse(brackets_around("", max_history_nesting + 1));
  const auto entry = [&](auto change) { return changed(lines.front(), "entry", change); };
  CHECK(entry([](auto& e) { e["position"] = "none"; }));
  CHECK_FALSE(entry([](auto& e) { e = json::array(); }));
  CHECK_FALSE(entry([](auto& e) { e = "entry"; }));
  CHECK_FALSE(entry([&](auto& e) { e["source"] = deep; }));
  const auto frame = [&](auto change) { return changed(lines.back(), "frame", change); };
  CHECK(frame([](auto& f) { f.erase("seal"); }));
  CHECK_FALSE(frame([](auto& f) { f["seal"] = 1; }));
  CHECK_FALSE(frame([](auto& f) { f.erase("ends"); }));
  CHECK_FALSE(frame([](auto& f) { f["more"] = 1; }));
  CHECK_FALSE(frame([](auto& f) { f["accounts"] = json::object(); }));
  CHECK_FALSE(frame([&](auto& f) { f["accounts"] = deep; }));
  const std::string refused = R"({"refused":{"reason":"damaged","isAfterEntry":true}})";
  CHECK(read_history_line(refused));
  const auto refusal = [&](auto change) { return changed(refused, "refused", change); };
  CHECK_FALSE(refusal([](auto& r) { r["reason"] = "ugly"; }));
  CHECK_FALSE(refusal([](auto& r) { r["reason"] = 1; }));
  CHECK_FALSE(refusal([](auto& r) { r["isAfterEntry"] = 1; }));
  CHECK_FALSE(refusal([](auto& r) { r.erase("isAfterEntry"); }));
  CHECK_FALSE(refusal([](auto& r) { r["more"] = 1; }));
  for (const char* text : {"", "{", "[]", "1", "{}", R"({"end":1})", R"({"entry":{},"frame":{}})",
                           R"({"sealMail":"x"})", R"({"frame":[]})", R"({"refused":"damaged"})"}) {
    INFO(text);
    CHECK_FALSE(read_history_line(text));
  }
  // Were they believed, whoever writes them out again would run out of stack.
  CHECK_FALSE(read_history_line(R"({"entry":{"source":)" + brackets_around("", 100'000) + "}}"));
}

TEST_CASE("brackets without end and a text without end are refused before they cost anything") {
  const std::string begin = beginning + R"({"chain":)";
  for (const auto& [text, reason] : {std::pair{begin, "malformed"}, std::pair{std::string{}, "not-a-history"}}) {
    test::Endless brackets{text, '['};
    CHECK(refusal_in(lines_of(brackets)) == reason);
    // Each bracket costs a hundred times its size.
    CHECK(brackets.handed_out() < 100'000);
  }
  for (const auto& [text, reason] :
       {std::pair{begin + "\"", "malformed"}, std::pair{std::string{"{\"a\":\""}, "not-a-history"}}) {
    test::Endless letters{text, 'a'};
    CHECK(refusal_in(lines_of(letters)) == reason);
    CHECK(letters.handed_out() < 3'000'000);
  }
}

TEST_CASE("the longest entry that there can be fits into a line, and one that would not is refused") {
  const std::string longest(std::size_t{1'000'000}, 'a');
  CHECK(refusal_in(lines_of(beginning + R"({"evidence":")" + longest + R"("}],"ends":[]})")) == "read");
  // Each number is several times as long when it is written out.
  std::string numbers = "1e14";
  while (numbers.size() < max_held - 50'000) numbers += ",1e14";
  const auto lines = lines_of(beginning + "{},{\"source\":[" + numbers + R"(]}],"ends":[]})");
  REQUIRE(lines.size() == 2);
  CHECK(refusal_in(lines) == "malformed");
}

TEST_CASE("what is short in a file but large in memory is refused before demur-reader runs out of it") {
  const auto filled = [](const std::string& one) {
    std::string many = one;
    while (many.size() < max_held - 50'000) many.append(",").append(one);
    return many;
  };
  for (const char* one : {"1", "[]", "{}", "\"\"", "{\"a\":1}"}) {
    INFO(one);
    const auto many = filled(one);
    CHECK(refusal_in({answer_to(R"({"format":"demur-history","version":3,"accounts":[)" + many + "]}")}) ==
          "malformed");
    CHECK(refusal_in({answer_to(beginning + "{\"source\":[" + many + "]}]}")}) == "malformed");
  }
  std::string names = "\"0\":1";
  for (int i = 1; names.size() < max_held - 50'000; ++i) names += ",\"" + std::to_string(i) + "\":1";
  CHECK(refusal_in({answer_to(beginning + "{" + names + "}]}")}) == "malformed");
  // As many as there can be, each in an object of its own.
  const std::string end =
      R"({"chain":"d085ba44-8d0e-4b6f-8b0a-6f4f5e1f7a03","position":1,"hash":")" + std::string(64, '0') + "\"}";
  const auto ends = filled(end);
  CHECK(refusal_in({answer_to(beginning + R"(],"ends":[)" + ends + "]}")}) == "read");
}

TEST_CASE("what the host does not accept ends the reading, however much is still to come") {
  test::Endless rest{beginning + R"({"chain":"none"},)", ' '};
  std::int64_t entries = 0;
  const auto refuse = [&entries](const json&) {
    ++entries;
    history::refuse("malformed");
  };
  CHECK_THROWS_AS(history::read_history(rest, {refuse, {}}), history::Refused);
  CHECK(entries == 1);
  CHECK(rest.handed_out() < 3'000'000);
}
