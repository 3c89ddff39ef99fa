// Checking other people's histories without importing them.
#include "history/check_file.hpp"

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "export_support.hpp"
#include "history/merge.hpp"
#include "places.hpp"
#include "platform/files.hpp"

using namespace demur;
using nlohmann::ordered_json;
using test::annas_objection;
using test::Computer;
using test::exported;

namespace {

history::FileCheck check(const std::string& file, const std::vector<history::AddedKey>& added = {}) {
  MemorySource stream{file};
  return history::check_file(stream, added);
}

/// "content-changed at 2", with a comma between several.
std::string faults_of(const std::string& file, const std::vector<history::AddedKey>& added = {}) {
  std::string faults;
  for (const auto& [reason, entry] : check(file, added).faults)
    faults += (faults.empty() ? "" : ", ") + reason + (entry ? " at " + std::to_string(entry->position) : "");
  return faults;
}

template <typename Edit>
std::string edited(const std::string& file, Edit edit) {
  auto content = ordered_json::parse(file);
  edit(content);
  return content.dump();
}

void take(Computer& computer, const std::string& file) {
  MemorySource stream{file};
  REQUIRE(std::holds_alternative<history::Merged>(
      history::merge(computer.database, stream, test::at(test::made_at), history::Agreement::changed)));
}

/// Two objections, and what Meta's page said of the first one.
struct Annas : Computer {
  Annas() {
    objections.record(annas_objection());
    note(test::first_id, "received", "Thanks.");
    objections.record(annas_objection(test::second_id));
  }
};

/// The key of tests/fixtures/mail/signed.eml, as its person would have added it.
history::AddedKey signed_key() {
  const auto text = read_file(test::fixture("mail/signed-key.txt"));
  const auto end_of_name = text.find(' ');
  return {text.substr(0, end_of_name), text.substr(end_of_name + 1, text.find('\n') - end_of_name - 1),
          "2026-11-28T00:00:00.000Z"};
}

/// A history with an entry that says this about the e-mail.
std::string with_mail(const std::string& mail, const char* authentication = "signed") {
  Computer computer;
  computer.objections.record(annas_objection());
  history::Event event{random_uuid(), "confirmed", "2026-11-22T14:41:00.000Z", {}, "We will.", mail};
  event.provenance.source = history::mail_source({authentication});
  computer.objections.add_event(test::first_id, std::move(event));
  return exported(computer.database);
}

}  // namespace

TEST_CASE("a history that was exported is whole, and what is in it is counted") {
  Annas computer;
  const auto found = check(exported(computer.database));
  CHECK(found.is_whole());
  CHECK(found.entries == 3);
  CHECK(found.objections == 2);
  CHECK(found.waiting == 0);
  Computer empty;
  CHECK(check(exported(empty.database)).is_whole());
}

TEST_CASE("a history of several computers, with a fork, something erased and something that waits, is whole") {
  Annas one;
  Computer two;
  take(two, exported(one.database));
  two.objections.record(annas_objection("0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7a03"));
  two.note(test::first_id, "confirmed");
  const auto twos = exported(two.database);
  MemorySource file{twos};
  REQUIRE(std::holds_alternative<history::Merged>(history::merge(one.database, file, test::at(test::made_at))));
  one.objections.remove(test::second_id);
  const auto found = check(exported(one.database));
  CHECK(found.is_whole());
  CHECK(found.waiting == 1);
}

TEST_CASE("each fault of a file is named, with its place") {
  Annas computer;
  const auto file = exported(computer.database);
  const auto found = [&file](auto edit) { return faults_of(edited(file, edit)); };
  CHECK(found([](auto& f) { f["entries"][1]["content"] = "No."; }) == "content-changed at 2");
  CHECK(found([](auto& f) { f["entries"][1]["at"] = "2020-01-01T00:00:00.000Z"; }) == "link-broken at 2");
  CHECK(found([](auto& f) { f["entries"].erase(1); }) == "entry-missing at 2");
  CHECK(found([](auto& f) { f["entries"].erase(2); }) == "entry-missing at 3");
  CHECK(found([](auto& f) { f["entries"][1]["extra"] = 1; }).starts_with("malformed at 2"));
  CHECK(found([](auto& f) { f["entries"][0]["agreed"] = false; }).starts_with("malformed at 1"));
  CHECK(found([](auto& f) { f["version"] = 4; }) == "newer-version");
  CHECK(found([](auto& f) { f["format"] = "x"; }) == "not-a-history");
  CHECK(found([](auto& f) { f["ends"].clear(); }) == "entry-missing at 3");
  CHECK(found([](auto& f) { f["ends"].push_back(f["ends"][0]); }) == "malformed");
  CHECK(found([](auto& f) { f["entries"].push_back(f["entries"][2]); }) == "link-broken at 3, entry-differs at 3");
  CHECK(faults_of(file.substr(0, file.size() / 2)).ends_with("damaged at 1"));
  CHECK(faults_of(R"({"a": "b"})") == "not-a-history");
}

TEST_CASE("several faults are all found, and none is found twice") {
  Annas computer;
  const auto file = edited(exported(computer.database), [](auto& f) {
    f["entries"][0]["salt"] = std::string(32, '0');
    f["entries"][1]["hash"] = std::string(64, '0');
    f["entries"][2]["content"] = "{}";
  });
  // What follows the second entry by its right hash no longer follows it.
  CHECK(faults_of(file) == "content-changed at 1, link-broken at 2, link-broken at 3, content-changed at 3");
}

TEST_CASE("a file of many faults names the first hundred, and counts all") {
  Computer computer;
  for (int i = 0; i < 150; ++i) computer.objections.record(annas_objection(random_uuid()));
  const auto found = check(edited(exported(computer.database), [](auto& f) {
    for (auto& entry : f["entries"]) entry["content"] = "{}";
  }));
  CHECK(found.faults.size() == history::max_faults);
  CHECK(found.fault_count == 150);
}

TEST_CASE("how a file is laid out, and in which order members stand, is all the same") {
  Annas computer;
  const auto file = exported(computer.database);
  CHECK(check(ordered_json::parse(file).dump(2)).is_whole());
  // Sorted by name.
  CHECK(check(nlohmann::json::parse(file).dump()).is_whole());
  Computer other;
  take(other, nlohmann::json::parse(file).dump());
  CHECK(exported(other.database) == file);
}

TEST_CASE("a member that stands in a file twice is refused, since programs differ in which one they believe") {
  Annas computer;
  auto file = exported(computer.database);
  file.insert(file.find("\"content\""), R"("content":"No.",)");
  CHECK(faults_of(file) == "malformed");
}

TEST_CASE("the e-mails in a file are checked by their own signatures, with the key that is known here") {
  const auto mail = read_file(test::fixture("mail/signed.eml"));
  const auto file = with_mail(mail);
  const auto key = signed_key();
  const auto found = check(file, {key});
  CHECK(found.is_whole());
  REQUIRE(found.mails.size() == 1);
  const auto& kept = found.mails.begin()->first;
  CHECK(kept.shown == history::MailCheck::signature);
  CHECK(kept.key_name == key.name);
  CHECK(kept.is_key_added);
  const auto origin = history::origin_of_key(kept, {key});
  REQUIRE(origin);
  CHECK(origin->day == "2026-11-28");
}

TEST_CASE("where the key isn't known here, an e-mail is neither believed nor called a fault") {
  const auto found = check(with_mail(read_file(test::fixture("mail/signed.eml"))));
  CHECK(found.is_whole());
  REQUIRE(found.mails.size() == 1);
  CHECK(found.mails.begin()->first.shown == history::MailCheck::unchecked);
  CHECK(found.mails.begin()->first.key_name == signed_key().name);
}

TEST_CASE("an entry that calls an e-mail signed which isn't is a fault, though its fingerprints are right") {
  auto mail = read_file(test::fixture("mail/signed.eml"));
  mail.insert(mail.find("\n\n") == std::string::npos ? mail.size() : mail.size() - 1, "And more.\n");
  CHECK(faults_of(with_mail(mail), {signed_key()}) == "mail-differs at 2");
  CHECK(faults_of(with_mail("From: Facebook <x@facebookmail.com>\n\nWe will.\n")) == "mail-differs at 2");
  CHECK(faults_of(with_mail("no mail at all")) == "mail-differs at 2");
  CHECK(faults_of(with_mail(mail, "none"), {signed_key()}).empty());
}
