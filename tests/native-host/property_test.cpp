// Random histories against a second, naive model: what is shown claims no confirmation without an event in force that
// says so, and hides none.
#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <tuple>

#include "catch.hpp"
#include "export_support.hpp"
#include "history/accounts.hpp"
#include "history/head.hpp"
#include "history/mail.hpp"
#include "history/merge.hpp"
#include "history/standing.hpp"
#include "history/verify.hpp"
#include "support.hpp"

using namespace demur;

namespace {

constexpr const char* account = "7f8c0000-0000-4000-8000-00000000000a";

/// What happened, as a person would tell it: nothing is computed until asked for.
struct Told {
  std::string id, kind, corrects;
  std::string at;             ///< In sorting order: a day as its end.
  history::Head entry = {};   ///< Its place in its chain: of those with the same time the later one decides.
  bool is_set_aside = false;  ///< Another computer says so, and the person has not agreed.
};
struct Sent {
  std::string at;
  bool is_day;
  std::vector<Told> events;
  std::size_t sent_on = 0;  ///< The computer that recorded it.
};

/// Sent in one of three stretches of days far from every deadline.
constexpr const char* late_until = "2026-11-15";
constexpr const char* overdue_until = "2026-09-15";

/// The whole model: the rules of docs/protocol.md, read one by one.
class Model {
 public:
  std::map<std::string, Sent> objections;

  static auto place(const Told& one) { return std::tuple{one.at, one.entry.position, one.entry.hash}; }

  static bool stands(const Sent& sent, const std::string& id, std::set<std::string> seen = {}) {
    if (!seen.insert(id).second) return true;
    return std::none_of(sent.events.begin(), sent.events.end(), [&](const Told& one) {
      return one.kind == "corrected" && one.corrects == id && !one.is_set_aside && !is_on_circle(sent, one) &&
             stands(sent, one.id, seen);
    });
  }

  /// What its events say, regardless of the time.
  static std::string told_status(const Sent& sent) {
    const auto last = [&](const std::vector<std::string>& kinds) {
      const Told* found = nullptr;
      for (const auto& one : sent.events)
        if (std::count(kinds.begin(), kinds.end(), one.kind) != 0 && !one.is_set_aside && stands(sent, one.id) &&
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

  static bool is_open(const std::string& status) { return status == "submitted" || status == "received"; }

  static std::string status(const Sent& sent) {
    auto told = told_status(sent);
    if (!is_open(told)) return told;
    return sent.at < overdue_until ? "overdue" : sent.at < late_until ? "confirmation-late" : told;
  }

  /// Those that a mail at this moment may answer: sent in the hundred days before it; of these the ones that wait, and
  /// of those the last. Several where they were sent on the same day.
  [[nodiscard]] std::set<std::string> answered_by(Time at) const {
    std::map<std::pair<bool, std::string>, std::set<std::string>> ranked;
    for (const auto& [id, sent] : objections) {
      const auto begin = test::at(sent.at.c_str()), end = sent.is_day ? begin + std::chrono::hours{24} : begin;
      const auto may_be_ahead = sent.is_day ? std::chrono::minutes{14 * 60} : std::chrono::minutes{10};
      if (begin <= at + may_be_ahead && at < end + std::chrono::days{100})
        ranked[{!is_answered(told_status(sent)), sent.at}].insert(id);
    }
    return ranked.empty() ? std::set<std::string>{} : ranked.rbegin()->second;
  }

  static bool is_answered(const std::string& status) {
    return std::set<std::string>{"confirmed", "declined", "needs-answer", "answered", "withdrawn"}.contains(status);
  }

  /// One place in the order: the newest decides, and those of one day have no order.
  static std::string merged(const std::string& status) { return status == "received" ? "submitted" : status; }

  /// The best objection, and what needs the person first.
  [[nodiscard]] std::pair<std::string, std::string> standing() const {
    std::map<std::string, std::string> open_at;
    std::set<std::string> found;
    for (const auto& [id, sent] : objections) {
      if (is_ended(sent)) continue;
      found.insert(status(sent));
      if (is_open(told_status(sent))) open_at[sent.at] = merged(status(sent));
    }
    return {best_of(found, open_at.empty() ? "none" : open_at.rbegin()->second), next_of(found)};
  }

 private:
  static std::string best_of(const std::set<std::string>& found, const std::string& open) {
    for (const char* one : {"confirmed", "needs-answer", "answered"})
      if (found.contains(one)) return one;
    if (open != "none") return open;
    for (const char* one : {"declined", "unsure", "not-finished", "not-sent"})
      if (found.contains(one)) return one;
    return "none";
  }
  static std::string next_of(const std::set<std::string>& found) {
    for (const char* one : {"needs-answer", "answered"})
      if (found.contains(one)) return one;
    if (found.contains("confirmed")) return "none";
    for (const char* one : {"unsure", "overdue", "confirmation-late", "declined", "not-finished", "not-sent"})
      if (found.contains(one)) return one;
    return "none";
  }
  static bool is_on_circle(const Sent& sent, const Told& correction) {
    auto at = correction.corrects;
    for (std::size_t i = 0; i <= sent.events.size(); ++i) {
      if (at == correction.id) return true;
      const auto next = std::find_if(sent.events.begin(), sent.events.end(),
                                     [&](const Told& one) { return one.id == at && !one.is_set_aside; });
      if (next == sent.events.end() || next->kind != "corrected") return false;
      at = next->corrects;
    }
    return false;
  }
  [[nodiscard]] bool is_ended(const Sent& sent) const {
    return std::any_of(objections.begin(), objections.end(), [&](const auto& one) {
      const auto& other = one.second;
      if (told_status(other) != "withdrawn") return false;
      if (&other == &sent) return true;
      const bool by_days = other.is_day || sent.is_day;
      return by_days ? sent.at.substr(0, 10) <= other.at.substr(0, 10) : sent.at < other.at;
    });
  }
};

/// One person's two computers, each with the model of what it knows.
struct Computer : test::History {
  Model model;
  std::set<std::string> erased;
  Computer() {
    now = test::at("2026-11-23T12:00:00Z");
    history::save_account(database, {account, "facebook", "Anna", {"anna@example.org"}, {}});
  }
};

/// Whether the person agrees at once to what another computer says about this one's objections.
enum class Person : std::uint8_t { agrees, hesitates };

class Walk {
 public:
  Walk(std::uint32_t seed, Person person) : chance_(seed), person_(person) {}

  void run() {
    for (int step = 0; step < 60; ++step) {
      const auto which = chance_() % computers_.size();
      auto& computer = computers_.at(which);
      const auto choice = chance_() % 20;
      if (choice < 4 || computer.model.objections.empty())
        send(computer, which);
      else if (choice < 14)
        tell(computer);
      else if (choice < 17)
        receive(computer);
      else if (choice < 18)
        erase(computer);
      else
        merge();
      for (auto& one : computers_) check(one);
    }
    exchange(history::Agreement::changed);
    for (auto& one : computers_) check(one);
    CHECK(test::exported(computers_[0].database) == test::exported(computers_[1].database));
    for (auto& one : computers_) CHECK_FALSE(history::verify(one.database).first_broken);
  }

 private:
  /// Within the two days before now. No two alike.
  std::string some_time() { return time_since("2026-11-21T13:00:00Z"); }

  std::string time_since(const char* start) {
    return to_rfc3339(test::at(start) + std::chrono::milliseconds{chance_() % 160'000'000U});
  }

  std::string some_time_of_sending() {
    constexpr std::array<const char*, 4> starts{"2026-11-21T13:00:00Z", "2026-11-21T13:00:00Z", "2026-11-05T13:00:00Z",
                                                "2026-08-05T13:00:00Z"};
    return time_since(starts.at(chance_() % starts.size()));
  }

  void send(Computer& computer, std::size_t which) {
    auto objection = test::annas_objection(random_uuid(), some_time_of_sending());
    const bool is_day = chance_() % 4 == 0;
    if (is_day) objection.submitted_at = objection.submitted_at.substr(0, 10) + "T00:00:00.000Z";
    objection.precision = is_day ? history::Precision::day : history::Precision::instant;
    if (chance_() % 2 == 0) objection.account_id = account;
    computer.objections.record(objection);
    computer.model.objections[objection.id] = {objection.submitted_at, is_day, {}, which};
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
    // What a withdrawal ends elsewhere is tested in agreement_test.cpp.
    if (told.kind == "withdrawn" && (person_ == Person::hesitates || chance_() % 3 != 0)) told.kind = "confirmed";
    if (told.kind == "corrected") {
      // An existing event, the correction itself, or a future one.
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

  /// Meta's mail, read and recorded without asking.
  void receive(Computer& computer) {
    constexpr std::array<const char*, 4> kinds{"confirmation", "declined", "asked-for-more", "answered"};
    reading::MailRecord mail;
    mail.kind = kinds.at(chance_() % kinds.size());
    mail.platform = "facebook";
    mail.from = "case++aazq4xkq7vj2@support.facebook.com";
    mail.recipients = {"anna@example.org"};
    mail.addressed = 1;
    mail.date = some_time();
    mail.authentication = chance_() % 3 == 0 ? "none" : "provider";
    mail.is_service = chance_() % 4 != 0;
    const auto clock = [&] { return computer.now; };
    const auto read = history::match_mails(computer.database, clock, {mail}).at(0);
    const auto fitting = computer.model.answered_by(test::at(mail.date->c_str()));
    const bool is_metas = mail.authentication == "provider";
    const bool confirms = mail.kind == "confirmation" && is_metas && mail.is_service;
    REQUIRE(read.objection_id.has_value() == !fitting.empty());
    CHECK(read.is_certain == (read.objection_id && confirms));
    const auto kept = [](const reading::MailRecord&) { return std::optional<std::string>{"From: Meta"}; };
    const auto recorded = history::record_mails(computer.database, clock, {{read}, 1, {}, {}}, kept).recorded;
    CHECK(recorded == (read.objection_id && is_metas ? 1 : 0));
    if (recorded == 0) return;
    CHECK(fitting.contains(*read.objection_id));
    Told told{*read.event_id, confirms ? "confirmed" : "answered", {}, *mail.date};
    told.entry = history::own_head(computer.database);
    computer.model.objections.at(*read.objection_id).events.push_back(told);
  }

  void erase(Computer& computer) {
    const auto one = any(computer);
    computer.objections.remove(one->first);
    computer.erased.insert(one->first);
    computer.model.objections.erase(one);
  }

  void merge() {
    const bool agrees = person_ == Person::agrees || chance_() % 3 == 0;
    exchange(agrees ? history::Agreement::changed : history::Agreement::added);
    if (agrees) CHECK(test::exported(computers_[0].database) == test::exported(computers_[1].database));
  }

  /// Each takes in what the other has. What both agree to, both know.
  void exchange(history::Agreement agreement) {
    for (const auto& [from, to] : {std::pair{0U, 1U}, {1U, 0U}}) {
      const auto exported = test::exported(computers_.at(from).database);
      MemorySource file{exported};
      const auto merged = history::merge(computers_.at(to).database, file, computers_.at(to).now, agreement);
      REQUIRE(std::holds_alternative<history::Merged>(merged));
      take(computers_.at(from), from, computers_.at(to), agreement == history::Agreement::changed);
    }
  }

  static void take(const Computer& from, std::size_t place, Computer& to, bool agrees) {
    for (const auto& [id, sent] : from.model.objections) {
      const bool was_here = to.model.objections.contains(id) || to.erased.contains(id);
      const bool is_set_aside = was_here && sent.sent_on != place && !agrees;
      auto& mine = to.model.objections.emplace(id, Sent{sent.at, sent.is_day, {}, sent.sent_on}).first->second;
      for (auto told : sent.events) {
        const auto known =
            std::find_if(mine.events.begin(), mine.events.end(), [&](const Told& one) { return one.id == told.id; });
        told.is_set_aside = is_set_aside;
        if (known == mine.events.end())
          mine.events.push_back(told);
        else if (agrees)
          known->is_set_aside = false;
      }
    }
    for (const auto& id : from.erased) {
      const auto mine = to.model.objections.find(id);
      if (mine != to.model.objections.end() && (agrees || mine->second.sent_on == place)) to.erased.insert(id);
    }
    for (const auto& id : to.erased) to.model.objections.erase(id);
  }

  static void check(Computer& computer) {
    for (const auto& [id, sent] : computer.model.objections)
      CHECK(computer.objections.find(id).status.name == Model::status(sent));
    const auto standings = history::Standings{computer.database, computer.now}.list({{}, account, {}}, {}, 10);
    const auto& standing = standings->standings.at(0);
    CHECK(Model::merged(standing.status) == computer.model.standing().first);
    CHECK((standing.next ? standing.next->status : "none") == computer.model.standing().second);
    CHECK(computer.objections.count({}) == static_cast<std::int64_t>(computer.model.objections.size()));
  }

  std::mt19937 chance_;
  Person person_;
  std::array<Computer, 2> computers_;
  std::vector<std::string> future_;
};

}  // namespace

TEST_CASE("whatever happens in whatever order, what is shown is what a naive model says") {
  const auto person = GENERATE(Person::agrees, Person::hesitates);
  for (std::uint32_t seed = 1; seed <= 8; ++seed) {
    INFO("seed " << seed << ", person " << static_cast<int>(person));
    Walk{seed, person}.run();
  }
}
