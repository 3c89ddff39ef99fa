#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "export_support.hpp"
#include "history/added_keys.hpp"
#include "history/mail.hpp"
#include "history/source.hpp"
#include "places.hpp"
#include "platform/files.hpp"
#include "support.hpp"

using namespace demur;
using history::KeyRefusal;

namespace {

const std::string facebook = "s1._domainkey.facebookmail.com";

/// The name and the record of the key that signed tests/fixtures/mail/signed.eml.
std::pair<std::string, std::string> fixture_key() {
  const auto text = read_file(test::fixture("mail/signed-key.txt"));
  const auto space = text.find(' ');
  return {text.substr(0, space), text.substr(space + 1)};
}

}  // namespace

TEST_CASE("a key is kept by its name, as programs print it") {
  test::Computer computer;
  const auto [name, record] = fixture_key();
  auto printed = record;
  printed.insert(printed.size() / 2, "\" \"");
  CHECK_FALSE(history::add_key(computer.database, " S1._domainkey.Facebookmail.com. ", "\"" + printed + "\"\n",
                               test::at(test::made_at)));
  CHECK_FALSE(history::add_key(computer.database, facebook, record, test::at(test::made_at)));
  CHECK_FALSE(history::add_key(computer.database, name, record, test::at(test::made_at)));
  const auto keys = history::list_keys(computer.database);
  REQUIRE(keys.size() == 2);
  CHECK(keys[0].name == facebook);
  CHECK(keys[0].record == record);
  CHECK(history::reader_arguments("proof", history::list_keys(computer.database)) ==
        std::vector<std::string>{"proof", facebook + " " + record, name + " " + record});
  CHECK(history::remove_key(computer.database, facebook));
  CHECK_FALSE(history::remove_key(computer.database, facebook));
  CHECK(history::list_keys(computer.database).size() == 1);
}

TEST_CASE("only whole keys with the name of one are kept, and not too many") {
  test::Computer computer;
  const auto [name, record] = fixture_key();
  for (const char* other : {"facebookmail.com", "", "._domainkey.example.org", "s1._domainkey."})
    CHECK(history::add_key(computer.database, other, record, test::at(test::made_at)) == KeyRefusal::name);
  for (const auto& broken : {std::string{}, std::string{"p="}, record.substr(0, record.size() - 9)})
    CHECK(history::add_key(computer.database, facebook, broken, test::at(test::made_at)) == KeyRefusal::record);
  for (int i = 0; i < 50; ++i)
    CHECK_FALSE(history::add_key(computer.database, "s" + std::to_string(i) + "._domainkey.meta.com", record,
                                 test::at(test::made_at)));
  CHECK(history::add_key(computer.database, facebook, record, test::at(test::made_at)) == KeyRefusal::too_many);
  CHECK(history::list_keys(computer.database).size() == 50);
}

TEST_CASE("what rests on a key that was added says so where it is kept and where it is exported") {
  test::Computer computer;
  const auto [name, record] = fixture_key();
  const std::filesystem::path mail = test::fixture("mail/signed.eml");
  const auto nothing = [](std::int64_t, std::int64_t) {};
  computer.objections.record(test::annas_objection());
  const auto clock = [] { return test::at(test::made_at); };
  CHECK(history::import_mail(computer.database, clock, mail, nothing).recorded == 0);
  REQUIRE_FALSE(history::add_key(computer.database, name, record, test::at(test::made_at)));
  CHECK(history::import_mail(computer.database, clock, mail, nothing).recorded == 1);
  const auto entry = computer.objections.get(test::first_id, {}, 10);
  CHECK(entry.objection.status.name == "confirmed");
  const auto source = nlohmann::json::parse(entry.events.back().provenance.source.value());
  CHECK(source.at("authentication") == "signed");
  CHECK(source.at("isKeyAdded") == true);
  for (const auto format : {history::ExportFormat::html, history::ExportFormat::csv})
    CHECK(test::exported(computer.database, format).find("with a key that was added by hand") != std::string::npos);
}

TEST_CASE("a source may say that a key was added only of what is signed") {
  CHECK(history::is_source(history::mail_source({"signed", true})));
  CHECK(history::is_source(history::mail_source({"signed"})));
  CHECK_FALSE(history::is_source(history::mail_source({"provider", true})));
  CHECK_FALSE(history::is_source(R"({"authentication":"signed","by":"mail","isKeyAdded":false})"));
  const auto now = test::at(test::made_at);
  CHECK(history::is_source(history::person_source(now, history::MailOrigin{"signed", true})));
  CHECK_FALSE(history::is_source(history::person_source(now, history::MailOrigin{"fail", true})));
  CHECK_FALSE(history::is_source(history::person_source(now, history::MailOrigin{"unheard-of"})));
}

TEST_CASE("a source that is no longer believed to be signed says neither by which key nor whose words") {
  const auto source = history::with_proof(history::mail_source({"signed", true, true}), {"none"});
  CHECK(source == history::mail_source({"none"}));
  CHECK(history::is_source(source));
}

TEST_CASE("a source says that others can write into a mail where the mail does, and only of one that is Meta's") {
  CHECK(history::is_source(history::mail_source({"provider", false, true})));
  CHECK_FALSE(history::is_source(history::mail_source({"none", false, true})));
  CHECK_FALSE(history::is_source(R"({"authentication":"provider","by":"mail","hasOthersWords":false})"));
  const auto proven = history::with_proof(history::mail_source({"provider"}), {"provider", false, true});
  CHECK(proven == history::mail_source({"provider", false, true}));
}

TEST_CASE("a signature confirms only where the whole mail is kept, from a file as from a page") {
  test::Computer computer;
  const auto [name, record] = fixture_key();
  REQUIRE_FALSE(history::add_key(computer.database, name, record, test::at(test::made_at)));
  computer.objections.record(test::annas_objection());
  const auto clock = [] { return test::at(test::made_at); };
  const auto mail = read_file(test::fixture("mail/signed.eml"));
  auto read = history::read_mail(computer.database, clock, mail, [](std::int64_t, std::int64_t) {}).mails.at(0).record;
  const auto confirms = [&] { return history::match_mails(computer.database, clock, {read}).at(0).is_certain; };
  CHECK(confirms());
  read.bytes = 480001;
  CHECK_FALSE(confirms());
  // What the provider says is at the beginning, which is kept.
  read.authentication = "provider";
  CHECK(confirms());
}
