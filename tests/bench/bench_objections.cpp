// Measures queries on a history with many objections against one with few.
#include <array>
#include <cstdio>
#include <random>

#include "compare.hpp"
#include "history/accounts.hpp"
#include "history/objections.hpp"

namespace {

using nlohmann::json;
using namespace demur;

constexpr std::size_t accounts = 20;
constexpr double most_ratio = 2;
/// All objections are spread over two years, half of them with the first account.
constexpr std::chrono::days span{730};

struct Store : bench::Store {
  std::string newest_email;
  std::string newest_id;
  std::string deep_cursor;
};

/// A plausible name, made of syllables; nearly every number gives another one.
std::string name(std::size_t number) {
  constexpr std::array<const char*, 24> first{"anna", "bea",  "carl",  "dirk",   "eva",  "femke", "gert", "hanna",
                                              "ilse", "jan",  "karin", "lotte",  "mia",  "noor",  "olga", "piet",
                                              "rosa", "sven", "tom",   "ursula", "vera", "wim",   "yara", "zoe"};
  constexpr std::array<const char*, 20> syllables{"ka",  "lo",  "mi",  "ne",  "ru",  "sa",  "to",  "ve",  "wi",  "zu",
                                                  "ber", "dam", "gor", "hal", "kin", "lan", "mar", "nov", "pol", "ste"};
  std::mt19937 chance{static_cast<std::uint32_t>(number)};
  std::string text = std::string(first.at(chance() % first.size())) + ".";
  for (int i = 0; i < 4; ++i) text += syllables.at(chance() % syllables.size());
  return text;
}

std::optional<std::string> message(std::size_t number) {
  constexpr std::array<const char*, 3> messages{
      "I object to the use of my personal data to train and improve generative AI.",
      "My photos show my children and my home, and I never agreed to this.",
      "As an illustrator I live from my drawings, and they are what such models copy."};
  if (number % 4 == 3) return std::nullopt;
  return std::string(messages.at(number % messages.size())) + " " + name(number * 7 + 1);
}

/// What became of it: of a hundred, 60 are confirmed, 3 declined, 1 has a question to answer, 1 is withdrawn, and 4 are
/// unclear in some way.
const char* outcome(std::size_t number) {
  const auto share = (number * 37 + 10) % 100;
  if (share < 60) return "confirmed";
  if (share < 63) return "declined";
  if (share == 63) return "asked-for-more";
  constexpr std::array<const char*, 4> unclear{"answered", "unsure", "code-requested", "page-error"};
  if (share >= 65 && share < 69) return unclear.at(share - 65);
  return share == 64 ? "withdrawn" : nullptr;
}

void fill(Store& store, std::size_t count) {
  auto& database = store.session.database();
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < accounts; ++i) {
    ids.push_back(random_uuid());
    history::save_account(database, {ids.back(), "facebook", "Person " + std::to_string(i), {}, {}});
  }
  // The disk's speed is not what is measured.
  database.execute("PRAGMA synchronous = OFF");
  history::Objections objections{database, system_now};
  const auto first = system_now() - span;
  for (std::size_t i = 0; i < count; ++i) {
    const auto sent = first + span * static_cast<std::int64_t>(i + 1) / static_cast<std::int64_t>(count);
    const auto id = random_uuid();
    store.newest_id = id;
    store.newest_email = name(i) + "@example.org";
    objections.record({id,
                       "712876720715583",
                       i % 3 == 2 ? "instagram" : "facebook",
                       ids.at(i % 2 == 0 ? 0 : i % accounts),
                       store.newest_email,
                       message(i),
                       "en",
                       "https://www.facebook.com/help/contact/712876720715583",
                       to_rfc3339(std::chrono::floor<std::chrono::milliseconds>(sent)),
                       {}});
    objections.add_event(id, {random_uuid(), "received", to_rfc3339(system_now()), {}, "We received it."});
    if (const auto* kind = outcome(i))
      objections.add_event(id, {random_uuid(), kind, to_rfc3339(system_now()), {}, {}});
    if (i == count / 2) store.deep_cursor = to_rfc3339(std::chrono::floor<std::chrono::milliseconds>(sent)) + " " + id;
  }
  database.execute("PRAGMA synchronous = FULL");
}

/// How many a question finds.
std::string found(Store& store, const std::string& method, const json& params) {
  const auto answer = store.session.answer(method, params);
  for (const char* list : {"objections", "standings", "events"})
    if (!answer.contains("total") && answer.contains(list)) return std::to_string(answer.at(list).size());
  if (!answer.contains("total")) return answer.at("events").dump();
  return answer.at("total").dump() + (answer.contains("isMoreThanTotal") ? "+" : "");
}

class Comparison {
 public:
  Comparison(Store& many, Store& few) : many_(many), few_(few) {}

  /// With few objections a page may be short: that of many is made just as short.
  double operator()(const char* what, const std::string& method, json of_many, const json& of_few) {
    if (of_many.contains("limit"))
      of_many["limit"] = std::max<std::size_t>(1, few_.session.answer(method, of_few).at("objections").size());
    const auto median = bench::compare(many_, of_many, few_, of_few, method, 100);
    std::printf("| %-42s | %8.3f | %8.3f | %5.2f | %5s | %4s |\n", what, median.many, median.few,
                median.many / median.few, found(many_, method, of_many).c_str(), found(few_, method, of_few).c_str());
    return median.many / median.few;
  }
  double operator()(const char* what, const std::string& method, const json& params) {
    return (*this)(what, method, params, params);
  }
  /// What every page asks for must not take longer with a long history.
  void bounded(const char* what, const std::string& method, const json& of_many, const json& of_few) {
    if ((*this)(what, method, of_many, of_few) > most_ratio) are_within_ = false;
  }
  void bounded(const char* what, const std::string& method, const json& params) {
    bounded(what, method, params, params);
  }
  [[nodiscard]] bool are_within() const { return are_within_; }

 private:
  bool are_within_ = true;
  Store& many_;
  Store& few_;
};

}  // namespace

int main() {
  Store many, few;
  fill(many, 100000);
  fill(few, 100);
  std::printf(
      "| median of 100, in ms                       |  100 000 |      100 | ratio | found |      |\n"
      "|---|---:|---:|---:|---:|---:|\n");
  Comparison compare{many, few};
  const auto page = [](json more) {
    more["limit"] = 50;
    return more;
  };
  compare.bounded("the first page", "objections.list", page(json::object()));
  compare.bounded("a page from the middle", "objections.list", page({{"cursor", many.deep_cursor}}),
                  page({{"cursor", few.deep_cursor}}));
  compare.bounded("a page of one platform", "objections.list", page({{"platform", "instagram"}}));
  for (const char* status : {"submitted", "received", "confirmation-late", "confirmed", "declined", "needs-answer",
                             "answered", "overdue", "unsure", "not-finished", "not-sent", "withdrawn"})
    compare((std::string("status ") + status).c_str(), "objections.list", page({{"status", status}}));
  compare("status declined, of one platform", "objections.list",
          page({{"status", "declined"}, {"platform", "instagram"}}));
  compare.bounded("match: all of a platform", "objections.match", {{"platform", "facebook"}});
  compare.bounded("match: an address", "objections.match", {{"email", many.newest_email}},
                  {{"email", few.newest_email}});
  const auto account = [](Store& store) {
    return json{{"accountId", history::list_accounts(store.session.database()).front().id}};
  };
  compare.bounded("match: an account", "objections.match", account(many), account(few));
  compare.bounded("standing: an account", "accounts.standing", account(many), account(few));
  compare.bounded("standing: an address of many accounts", "accounts.standing",
                  {{"platform", "facebook"}, {"email", many.newest_email}},
                  {{"platform", "facebook"}, {"email", few.newest_email}});
  compare.bounded("standing: all accounts", "accounts.standing", json::object());
  compare.bounded("one entry", "objections.get", {{"id", many.newest_id}}, {{"id", few.newest_id}});
  compare.bounded("one entry, verified", "history.verify", {{"objectionId", many.newest_id}},
                  {{"objectionId", few.newest_id}});
  const auto search = [&](const char* what, const std::string& query) {
    compare(what, "objections.list", page({{"query", query}}));
  };
  search("search: what stands in every address", "example.org");
  search("search: a word of every third message", "illustrator");
  search("search: words of every third message", "my children and my home");
  search("search: a first name", "hanna");
  search("search: an account's label", "Person 7");
  search("search: one letter", "h");
  search("search: two letters", "ha");
  search("search: three letters", "dam");
  search("search: what stands nowhere", "qxqxq");
  compare("search: a whole name", "objections.list", page({{"query", name(99)}}));
  compare("search: a whole address", "objections.list", page({{"query", name(99) + "@example.org"}}));
  compare("search and status: declined, in every address", "objections.list",
          page({{"query", "example"}, {"status", "declined"}}));
  compare("search and status: a question, a first name", "objections.list",
          page({{"query", "hanna"}, {"status", "needs-answer"}}));
  std::printf("Pages, matches, standings and entries: at most %.1f times as long.\n", most_ratio);
  return compare.are_within() ? 0 : 1;
}
