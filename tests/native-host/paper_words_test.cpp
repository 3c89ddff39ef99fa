#include "history/paper_words.hpp"

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "places.hpp"
#include "platform/files.hpp"

using namespace demur;
using nlohmann::json;

TEST_CASE("what an event is called, and how it is known, is the same on the paper of both halves") {
  const history::PaperWords words{"en"};
  const auto rows = json::parse(read_file(test::fixture("paper-events.json"))).at("rows");
  REQUIRE(rows.size() > 10);
  for (const auto& row : rows) {
    INFO(row.dump());
    history::Provenance provenance;
    if (!row.at("source").is_null()) provenance.source = row.at("source").dump();
    if (row.contains("cameAt")) provenance.came_at = row.at("cameAt").get<std::string>();
    CHECK(history::event_in_words(words, row.at("kind"), provenance) == words.text(row.at("event")));
    const auto known = history::known_in_words(words, provenance, row.value("hasMail", false));
    const auto& places = row.at("known");
    REQUIRE(known.size() == places.size());
    for (std::size_t i = 0; i < known.size(); ++i) {
      const auto text = words.text(places.at(i).get<std::string>());
      CHECK(known[i].starts_with(text.substr(0, text.find('{'))));
    }
  }
}
