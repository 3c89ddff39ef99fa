#pragma once
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include "export_support.hpp"
#include "history/export_entries.hpp"
#include "history/seal.hpp"
#include "host_process.hpp"
#include "store/database.hpp"
#include "text/encoding.hpp"

namespace demur::test {

/// Something that a browser asks to be kept, and how to see that it was.
struct Write {
  std::string method;
  json params;
  std::string kept_if =
      {};  ///< SQL with one parameter that returns a row if it is kept; empty where a later write undoes it.
  std::string key = {};
  bool may_be_undone = false;  ///< Sent again after it was undone, it is refused.

  [[nodiscard]] bool is_kept(store::Database& database) const {
    return kept_if.empty() || store::Statement{database, kept_if}.bind(key).step();
  }
};

/// How much endurance is tested: a little by default, as much as these variables say in a long check.
inline int wished(const char* variable, int every_day) {
  const char* wish = std::getenv(variable);
  return wish == nullptr ? every_day : std::stoi(wish);
}

/// All kinds of writes by one browser, again and again, each time of something new.
class EveryWrite {
 public:
  /// One of each kind, in an order in which none needs a later one.
  std::vector<Write> next() {
    ++round_;
    std::vector<Write> writes;
    add_objections(writes);
    add_lists(writes);
    add_tagged(writes);
    writes.push_back(import_history());
    if (!contact_.empty()) writes.push_back(note_contact());
    if (!seal_.empty()) writes.push_back(keep_seal());
    return writes;
  }

  /// Reads from what was kept so far what further writes need. Without it there are none of contacts and seals.
  void learn(store::Database& database) {
    store::Statement contact{database, "SELECT id FROM contacts WHERE name = ?"};
    if (contact.bind("Bea " + own_).step()) contact_ = contact.text(0);
    if (const auto seal = history::seal_of(database, history::last_sequence(database))) seal_ = to_text(*seal);
  }

 private:
  void add_objections(std::vector<Write>& writes) const {
    const auto kept = random_uuid(), erased = random_uuid(), event = random_uuid();
    const std::string is_recorded = "SELECT 1 FROM events WHERE objection_id = ?";
    writes.push_back({"objections.record", objection(kept), "SELECT 1 FROM objections WHERE id = ?", kept});
    writes.push_back({"objections.record", objection(erased), is_recorded, erased, true});
    writes.push_back(
        {"objections.addEvent",
         {{"objectionId", kept},
          {"event",
           {{"id", event}, {"kind", "received"}, {"at", "2026-11-22T14:33:00Z"}, {"detail", std::string(6000, 'x')}}}},
         "SELECT 1 FROM events WHERE id = ? AND detail IS NOT NULL",
         event});
    writes.push_back({"objections.remove",
                      {{"id", erased}},
                      "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM objections WHERE id = ?)",
                      erased});
  }

  void add_lists(std::vector<Write>& writes) const {
    const auto account = random_uuid(), closed = random_uuid(), dropped = random_uuid();
    const auto saved = [](const std::string& id) -> json {
      return {{"account", {{"id", id}, {"platform", "facebook"}, {"label", "Anna"}, {"emails", {"anna@example.org"}}}}};
    };
    writes.push_back({"accounts.save", saved(account), "SELECT 1 FROM accounts WHERE id = ?", account});
    writes.push_back({"accounts.save", saved(closed)});
    writes.push_back({"accounts.remove",
                      {{"id", closed}},
                      "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM accounts WHERE id = ?)",
                      closed});
    const auto draft = [this](const std::string& id) -> json {
      return {{"draft", {{"id", id}, {"title", std::to_string(round_)}, {"language", "en"}, {"text", "I object."}}}};
    };
    writes.push_back({"drafts.save", draft(own_),
                      "SELECT 1 FROM drafts WHERE id = ? AND CAST(title AS INTEGER) >= " + std::to_string(round_),
                      own_});
    writes.push_back({"drafts.save", draft(dropped)});
    writes.push_back(
        {"drafts.remove", {{"id", dropped}}, "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM drafts WHERE id = ?)", dropped});
    const auto key = [](const std::string& name) -> json { return {{"name", name}, {"record", key_record}}; };
    const std::string domain = "._domainkey.facebookmail.com", kept = own_ + domain, other = random_uuid() + domain;
    writes.push_back({"keys.add", key(kept), "SELECT 1 FROM signing_keys WHERE name = ?", kept});
    writes.push_back({"keys.add", key(other)});
    writes.push_back({"keys.remove",
                      {{"name", other}},
                      "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM signing_keys WHERE name = ?)",
                      other});
  }

  void add_tagged(std::vector<Write>& writes) const {
    json items;
    std::string url;
    for (int i = 0; i < 20; ++i) {
      url = "https://www.facebook.com/photo.php?fbid=" + std::to_string(next_photo());
      items.push_back({{"platform", "facebook"},
                       {"url", url},
                       {"contact", {{"name", "Bea " + own_}}},
                       {"kind", "photo"},
                       {"seenOn", "page"}});
    }
    writes.push_back({"tagged.record", {{"items", items}}, "SELECT 1 FROM items WHERE url = ?", url});
  }

  /// Another computer's, which has gone on since the last time.
  Write import_history() {
    const auto newest = random_uuid();
    other_.objections.record(annas_objection(random_uuid()));
    other_.objections.record(annas_objection(newest));
    return {
        "history.import",
        {{"importId", random_uuid()}, {"number", 0}, {"isLast", true}, {"bytes", to_base64(exported(other_.database))}},
        "SELECT 1 FROM objections WHERE id = ?",
        newest};
  }

  Write note_contact() const {
    const auto at = to_rfc3339(demur::test::at("2026-11-23T12:00:00Z") + std::chrono::minutes{round_});
    return {"contacts.update",
            {{"id", contact_}, {"state", round_ % 2 == 0 ? "asked" : "declined"}, {"at", at}},
            "SELECT 1 FROM contacts WHERE id = ? AND state_at >= '" + at + "'",
            contact_};
  }

  /// The person has sent the line of the seal to themselves.
  Write keep_seal() const {
    const auto mail = "From: Anna <anna@example.org>\r\nSubject: Demur seal\r\n\r\n" + seal_ + "\r\n";
    return {"seals.keep", {{"mail", to_base64(mail)}}, "SELECT 1 FROM seal_mails WHERE mail = CAST(? AS BLOB)", mail};
  }

  static std::int64_t next_photo() {
    static std::atomic<std::int64_t> last = 1'015'000'000'000;
    return ++last;
  }

  static constexpr const char* key_record =
      "k=rsa; t=s; h=sha256; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDLWnmo7aFBKfL4+mogTe/cXx6D4MUF7VUM9O+nmXAcUP6j"
      "Jh1RDgZuSJ/KKxo+KMpDiF5xnawr4p3N4eFruSZWFB1vtHgDiy3iPke/u0lmXB2PDQphFRJU4Raghm9e2duPfuSExbvSu9COWIoaz1vH/"
      "T+8zc0vuonClGuPfxoqhQIDAQAB";

  int round_ = 0;
  std::string own_ = random_uuid();
  std::string contact_, seal_;
  Computer other_;
};

}  // namespace demur::test
