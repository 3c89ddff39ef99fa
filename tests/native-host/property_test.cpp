// Random histories against a second, naive model: what is shown claims no confirmation that no standing event tells of,
// and hides none.
#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <tuple>

#include "catch.hpp"
#include "export_support.hpp"
#include "history/accounts.hpp"
#include "history/head.hpp"
#include "history/merge.hpp"
#include "history/standing.hpp"
#include "history/verify.hpp"
#include "support.hpp"

using namespace demur;

namespace {

constexpr const char* account = "7f8c0000-0000-4000-8000-00000000000a";

/// What happened, as a person would tell it: nothing is computed before it is asked for.
struct Told {
  std::string id, kind, corrects;
  std::string at;            ///< As it sorts: a day as its end.
  history::Head entry = {};  ///< Where it stands in its chain: of the same time the later one decides.
};
struct Sent {
  std::string at;
  bool is_day;
  std::vector<Told> events;
};

/// The whole model: the rules of docs/protocol.md, read one by one.
class Model {
 public:
  std::map<std::string, Sent> objections;

  static auto place(const Told& one) { return std::tuple{one.at, one.entry.position, one.entry.hash}; }

  static bool stands(const Sent& sent, const std::string& id, std::set<std::string> seen = {}) {
    if (!seen.insert(id).second) return true;
    return std::none_of(sent.events.begin(), sent.events.end(), [&](const Told& one) {
      return one.kind == "corrected" && one.corrects == id && !is_on_circle(sent, one) && stands(sent, one.id, seen);
    });
  }

  static std::string status(const Sent& sent) {
    const auto last = [&](const std::vector<std::string>& kinds) {
      const Told* found = nullptr;
      for (const auto& one : sent.events)
        if (std::count(kinds.begin(), kinds.end(), one.kind) != 0 && stands(sent, one.id) &&
            (found == nullptr || place(one) > place(*found)))
          found = &one;
      return found == nullptr ? std::string{} : found->kind;
    };
    if (!last({"withdrawn"}).empty()) return "withdrawn";
    const auto answer = last({"confirmed", "declined", "asked-for-more"});
    if (!answer.empty()) return answer == "asked-for-more" ? "needs-answer" : answer;
    if (!last({"answered"}).empty()) return "answered";
    const auto page = last({"received", "code-requested", "page-error", "unsure"});
    if (page == "code-requested") return "not-finished";
    if (page == "page-error") return "not-sent";
    return page.empty() ? "submitted" : page;
  }

  /// One place in the order: of these the newest decides, and those of one day have no order.
  static std::string merged(const std::string& status) { return status == "received" ? "submitted" : status; }

  [[nodiscard]] std::string standing() const {
    constexpr std::array<const char*, 8> order{"confirmed", "needs-answer", "answered",     "submitted",
                                               "declined",  "unsure",       "not-finished", "not-sent"};
    const auto place = [&](const std::string& status) {
      return std::find(order.begin(), order.end(), status) - order.begin();
    };
    const Sent* best = nullptr;
    for (const auto& [id, sent] : objections) {
      if (status(sent) == "withdrawn" || is_ended(sent)) continue;
      if (best == nullptr || place(merged(status(sent))) < place(merged(status(*best)))) best = &sent;
    }
    return best == nullptr ? "none" : merged(status(*best));
  }

 private:
  static bool is_on_circle(const Sent& sent, const Told& correction) {
    auto at = correction.corrects;
    for (std::size_t i = 0; i <= sent.events.size(); ++i) {
      if (at == correction.id) return true;
      const auto next =
          std::find_if(sent.events.begin(), sent.events.end(), [&](const Told& one) { return one.id == at; });
      if (next == sent.events.end() || next->kind != "corrected") return false;
      at = next->corrects;
    }
    return false;
  }
  [[nodiscard]] bool is_ended(const Sent& sent) const {
    return std::any_of(objections.begin(), objections.end(), [&](const auto& one) {
      const auto& other = one.second;
      if (status(other) != "withdrawn") return false;
      const bool by_days = other.is_day || sent.is_day;
      return by_days ? sent.at.substr(0, 10) <= other.at.substr(0, 10) : sent.at < other.at;
    });
  }
};

/// Two computers of one person, each with the model of what it knows.
struct Computer : test::History {
  Model model;
  Computer() {
    now = test::at("2026-11-23T12:00:00Z");
    history::save_account(database, {account, "facebook", "Anna", {"anna@example.org"}, {}});
  }
};

class Walk {
 public:
  explicit Walk(std::uint32_t seed) : chance_(seed) {}

  void run() {
    for (int step = 0; step < 60; ++step) {
      auto& computer = computers_.at(chance_() % computers_.size());
      const auto choice = chance_() % 20;
      if (choice < 4 || computer.model.objections.empty())
        send(computer);
      else if (choice < 17)
        tell(computer);
      else if (choice < 18)
        erase(computer);
      else
        merge();
      for (auto& one : computers_) check(one);
    }
    for (auto& one : computers_) CHECK_FALSE(history::verify(one.database).first_broken);
  }

 private:
  /// Within the two days before now: nothing is late, so that the clock does not matter. No two alike.
  std::string some_time() {
    return to_rfc3339(test::at("2026-11-21T13:00:00Z") + std::chrono::milliseconds{chance_() % 160'000'000U});
  }

  void send(Computer& computer) {
    auto objection = test::annas_objection(random_uuid(), some_time());
    const bool is_day = chance_() % 4 == 0;
    if (is_day) objection.submitted_at = "2026-11-22T00:00:00.000Z";
    objection.precision = is_day ? history::Precision::day : history::Precision::instant;
    if (chance_() % 2 == 0) objection.account_id = account;
    computer.objections.record(objection);
    computer.model.objections[objection.id] = {objection.submitted_at, is_day, {}};
  }

  auto any(Computer& computer) {
    return std::next(computer.model.objections.begin(),
                     static_cast<std::ptrdiff_t>(chance_() % computer.model.objections.size()));
  }

  void tell(Computer& computer) {
    constexpr std::array<const char*, 14> kinds{
        "received",       "code-requested", "page-error", "unsure",    "answered",  "confirmed", "declined",
        "asked-for-more", "withdrawn",      "note",       "corrected", "corrected", "corrected", "corrected"};
    auto& [id, sent] = *any(computer);
    Told told{random_uuid(), kinds.at(chance_() % kinds.size()), {}, some_time()};
    if (told.kind == "withdrawn" && chance_() % 3 != 0) told.kind = "confirmed";
    if (told.kind == "corrected") {
      // An event that is there, the correction itself, or one that will come.
      if (future_.empty() || chance_() % 5 == 0) future_.push_back(random_uuid());
      if (chance_() % 5 == 0) told.id = future_.back(), future_.pop_back();
      const auto which = chance_() % (sent.events.size() + 2);
      told.corrects = which < sent.events.size()                       ? sent.events[which].id
                      : which == sent.events.size() || future_.empty() ? told.id
                                                                       : future_.back();
    }
    const bool is_day = chance_() % 6 == 0;
    const auto at = is_day ? told.at.substr(0, 10) + "T00:00:00.000Z" : told.at;
    if (is_day) told.at = told.at.substr(0, 10) + "T23:59:59.999Z";
    history::Event event{told.id, told.kind, at, {}, {}};
    event.precision = is_day ? history::Precision::day : history::Precision::instant;
    if (told.kind == "corrected") event.detail = told.corrects;
    computer.objections.add_event(id, event);
    told.entry = history::own_head(computer.database);
    sent.events.push_back(told);
  }

  void erase(Computer& computer) {
    const auto one = any(computer);
    computer.objections.remove(one->first);
    erased_.insert(one->first);
    computer.model.objections.erase(one);
  }

  /// Each takes all that the other has; then both know the same.
  void merge() {
    for (const auto& [from, to] : {std::pair{0U, 1U}, {1U, 0U}}) {
      std::istringstream file{test::exported(computers_.at(from).database)};
      const auto merged =
          history::merge(computers_.at(to).database, file, computers_.at(to).now, history::Agreement::changed);
      REQUIRE(std::holds_alternative<history::Merged>(merged));
      auto& known = computers_.at(to).model.objections;
      for (const auto& [id, sent] : computers_.at(from).model.objections) {
        auto& mine = known.emplace(id, Sent{sent.at, sent.is_day, {}}).first->second;
        for (const auto& told : sent.events)
          if (std::none_of(mine.events.begin(), mine.events.end(), [&](const Told& one) { return one.id == told.id; }))
            mine.events.push_back(told);
      }
      for (const auto& id : erased_) known.erase(id);
    }
    CHECK(test::exported(computers_[0].database) == test::exported(computers_[1].database));
  }

  void check(Computer& computer) {
    for (const auto& [id, sent] : computer.model.objections)
      CHECK(computer.objections.find(id).status.name == Model::status(sent));
    const auto standings = history::Standings{computer.database, computer.now}.list({{}, account, {}}, {}, 10);
    CHECK(Model::merged(standings->standings.at(0).status) == computer.model.standing());
    CHECK(computer.objections.count({}) == static_cast<std::int64_t>(computer.model.objections.size()));
  }

  std::mt19937 chance_;
  std::array<Computer, 2> computers_;
  std::vector<std::string> future_;
  std::set<std::string> erased_;
};

}  // namespace

TEST_CASE("whatever happens in whatever order, what is shown is what a naive model says") {
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    INFO("seed " << seed);
    Walk{seed}.run();
  }
}
