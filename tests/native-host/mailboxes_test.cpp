// Mail programs' mailboxes on this computer: found, read as they are, stopped, and fetched from.
#include "history/mailboxes.hpp"

#include <boost/process.hpp>
#include <fstream>

#include "catch.hpp"
#include "command_line/commands.hpp"
#include "history/mail_search.hpp"
#include "mailboxes_support.hpp"
#include "places.hpp"
#include "platform/error.hpp"
#include "text/encoding.hpp"

using namespace demur;
using namespace demur::test;
using namespace demur::test::mailboxes;
using nlohmann::json;

namespace {

/// The profile of somebody who keeps everything, with Meta's answer near its end.
void write_long_profile(const Person& person, int count) {
  person.write_profile({{"Mail/Local Folders/Inbox", ""}});
  std::ofstream inbox{person.path_of(in_profile("Mail/Local Folders/Inbox")), std::ios::binary};
  std::string letters;
  for (int i = 0; i < count; ++i) {
    letters +=
        "From \r\nX-Mozilla-Status: 0001\r\nFrom: Bea <bea@example.net>\r\nTo: Anna <anna@example.org>\r\nSubject: " +
        std::to_string(i) + "\r\nDate: Mon, 23 Nov 2026 10:00:00 +0000\r\n\r\n";
    for (int line = 0; line < 8; ++line)
      letters += "It is a long letter about nothing that anybody would object to.\r\n";
    letters += "\r\n";
    if (i == count - 10) letters += thunderbird_mbox({confirmation()});
  }
  inbox << letters;
}

}  // namespace

TEST_CASE("nothing is found where there is no mail program") {
  Person person;
  CHECK(person.find().empty());
}

TEST_CASE("Meta's answer in a mailbox is found once, with where it is, and nothing is recorded") {
  Person person;
  auto objection = test::objection(first_id);
  objection["objection"]["submittedAt"] = "2026-11-22T14:00:00Z";
  REQUIRE(person.host.call("objections.record", objection).contains("result"));
  person.write_profile({{"Mail/Local Folders/Inbox", thunderbird_mbox({dinner, confirmation(), dinner})},
                        {"Mail/Local Folders/Archive", thunderbird_mbox({confirmation()})}});
  person.write(in_profile("Mail/Local Folders/Kept/cur/1"), confirmation());
  person.write(in_profile("Mail/Local Folders/Kept/cur/2"), dinner);
  const auto found = person.search(person.all_paths());
  CHECK(found.at("total") == 6);
  CHECK(found.at("unsure").empty());
  REQUIRE(found.at("messages").size() == 1);
  const auto mail = found.at("messages").at(0);
  CHECK(mail.at("kind") == "confirmation");
  CHECK(mail.at("authentication") == "provider");
  CHECK(mail.at("objectionId") == first_id);
  const json where{{"path", mail.at("path")},
                   {"start", mail.at("start")},
                   {"bytes", mail.at("bytes")},
                   {"digest", mail.at("digest")}};
  const auto bytes = from_base64(person.host.call("mail.fetch", where).at("result").at("bytes").get<std::string>());
  REQUIRE(bytes);
  CHECK(bytes->find(confirmation()) != std::string::npos);
  CHECK(person.host.call("objections.get", {{"id", first_id}}).at("result").at("objection").at("status") !=
        "confirmed");
  // If something else is there by now, nothing is fetched.
  auto other = where;
  other["digest"] = std::string(64, '0');
  CHECK(person.host.call("mail.fetch", other).at("error").at("data").at("kind") == "file-unreadable");
  person.write(in_profile("Mail/Local Folders/Inbox"), "compacted");
  person.write(in_profile("Mail/Local Folders/Archive"), "compacted");
  person.write(in_profile("Mail/Local Folders/Kept/cur/1"), "gone");
  CHECK(person.host.call("mail.fetch", where).at("error").at("data").at("kind") == "file-unreadable");
}

TEST_CASE("what looks the same but isn't known to be Meta's hides no answer that is") {
  Person person;
  Envelope unchecked;
  unchecked.provider = "";
  person.write_profile(
      {{"Mail/Local Folders/A", thunderbird_mbox({make_plain_mail(mail_text("en", "confirmation"), unchecked)})},
       {"Mail/Local Folders/B", thunderbird_mbox({confirmation()})}});
  const auto found = person.search(person.all_paths());
  CHECK(std::any_of(found.at("messages").begin(), found.at("messages").end(),
                    [](const auto& mail) { return mail.at("authentication") == "provider"; }));
}

TEST_CASE("a mail of Apple Mail's is read and fetched without what stands around it") {
  History history;
  TemporaryFolder home;
  const auto messages = home.path() / "V10/ABC/INBOX.mbox/DEF/Data/Messages";
  fs::create_directories(messages);
  const auto mail = confirmation();
  std::ofstream{messages / "12.emlx", std::ios::binary} << mail.size() << "\n"
                                                        << mail << "<?xml version=\"1.0\"?><plist></plist>\n";
  std::ofstream{messages / "13.partial.emlx", std::ios::binary} << dinner.size() << "\n" << dinner;
  const auto found = history::find_mailboxes({{"Apple Mail", history::MailLayout::emlx, true, home.path(), false}});
  REQUIRE(found.size() == 1);
  CHECK(found.front().title == "V10 / ABC / INBOX");
  const auto result = history::search_mailboxes(history.database, system_now, found, [](auto, auto) {}, {});
  CHECK(result.messages == 2);
  REQUIRE(result.mails.size() == 1);
  CHECK(result.mails.front().mail.record.authentication == "provider");
  CHECK(history::fetch_mail(result.mails.front().position, result.mails.front().digest) == mail);
}

TEST_CASE("a mailbox that changes while it is read is read as it stands, and said to be so") {
  History history;
  TemporaryFolder home;
  const auto file = home.path() / "Inbox";
  std::ofstream{file, std::ios::binary} << thunderbird_mbox({confirmation()}) << "From \r\nFrom: Bea";
  std::ofstream{home.path() / "Inbox.lock"} << "";
  std::ofstream{home.path() / "Quiet"} << dinner;
  const auto found =
      history::find_mailboxes({{"Thunderbird", history::MailLayout::mozilla, false, home.path(), false}});
  REQUIRE(found.size() == 2);
  CHECK(found.front().is_open);
  CHECK(!found.back().is_open);
  bool is_first = true;
  const auto grow = [&](auto, auto) {
    if (is_first) std::ofstream{file, std::ios::app} << "\r\n\r\nMore";
    is_first = false;
  };
  const auto result = history::search_mailboxes(history.database, system_now, found, grow, {});
  CHECK(result.messages == 3);
  CHECK(result.mails.size() == 1);
  REQUIRE(result.unsure.size() == 1);
  CHECK(result.unsure.front().path == file.string());
  CHECK(result.unsure.front().fault == history::MailboxFault::changed);
}

TEST_CASE("a folder of mails that changes while it is read, or has only part of a mail, is said to be so") {
  History history;
  TemporaryFolder home;
  const auto read = [&](history::MailLayout layout, const std::function<void()>& meanwhile) {
    const auto found = history::find_mailboxes({{"Mail", layout, false, home.path(), false}});
    REQUIRE(found.size() == 1);
    bool is_first = true;
    const auto change = [&](auto, auto) {
      if (std::exchange(is_first, false)) meanwhile();
    };
    return history::search_mailboxes(history.database, system_now, found, change, {});
  };
  const auto nothing = [] {};
  const auto put = [&](const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary} << text;
  };
  SECTION("Maildir") {
    const auto cur = home.path() / "cur";
    put(cur / "1", confirmation());
    put(cur / "2", dinner);
    fs::create_directory(home.path() / "new");
    CHECK(read(history::MailLayout::maildir, nothing).unsure.empty());
    for (const auto& meanwhile :
         std::vector<std::function<void()>>{[&] { put(cur / "3", dinner); }, [&] { fs::remove(cur / "2"); }}) {
      const auto result = read(history::MailLayout::maildir, meanwhile);
      CHECK(result.mails.size() == 1);
      REQUIRE(result.unsure.size() == 1);
      CHECK(result.unsure.front().fault == history::MailboxFault::changed);
    }
  }
  SECTION("Apple Mail") {
    const auto messages = home.path() / "INBOX.mbox" / "Messages";
    const auto emlx = [](const std::string& mail) { return std::to_string(mail.size()) + "\n" + mail; };
    put(messages / "1.emlx", emlx(confirmation()));
    CHECK(read(history::MailLayout::emlx, nothing).unsure.empty());
    put(messages / "2.partial.emlx", emlx(dinner));
    const auto result = read(history::MailLayout::emlx, nothing);
    CHECK(result.messages == 2);
    REQUIRE(result.unsure.size() == 1);
    CHECK(result.unsure.front().fault == history::MailboxFault::unreadable);
  }
}

TEST_CASE("a hundred thousand mails are found, read with progress, stopped, and read again") {
  constexpr int count = 100'000;
  Person person;
  write_long_profile(person, count);
  const auto sources = person.find();
  REQUIRE(sources.size() == 1);
  const json call{{"paths", {sources.at(0).at("path")}}, {"progressToken", "search-1"}};
  auto& host = person.host;
  host.send(request("mail.search", call, 1));
  const auto told = host.receive();
  CHECK(told.at("method") == "progress");
  CHECK(told.at("params").at("stage") == "mail");
  CHECK(told.at("params").at("total") == sources.at(0).at("bytes"));
  CHECK(host.call("mail.cancel", {{"token", "another"}}).contains("method") == false);
  host.send(request("mail.cancel", {{"token", "search-1"}}, 2));
  std::optional<json> outcome;
  while (!outcome)
    if (const auto heard = host.receive(); heard.value("id", 0) == 1 && heard.contains("error")) outcome = heard;
  CHECK(outcome->at("error").at("data").at("kind") == "cancelled");
  const auto found = person.search(call.at("paths"));
  CHECK(found.at("total") == count + 1);
  CHECK(found.at("messages").size() == 1);
  constexpr std::size_t most = 64UL * 1024 * 1024;
  CHECK(host.peak_memory() < most);
}

TEST_CASE("the command lists mailboxes, and reads them only when asked") {
  Person person;
  const auto run = [&person](const std::vector<std::string>& arguments) {
    const auto out = person.path_of("out.txt");
    CHECK(bp::system(bp::exe = test::host_program(), bp::args = arguments,
                     bp::env["DEMUR_DATA_DIR"] = person.data.path().string(),
                     bp::env[home_variable] = person.home.path().string(),
                     bp::env["APPDATA"] = person.path_of("AppData/Roaming"),
                     bp::std_in<bp::null, bp::std_out> out) == command_line::ExitCode::success);
    return read_file(out);
  };
  CHECK(run({"mailboxes"}).starts_with("No mail program on this computer keeps e-mails"));
  person.write_profile({{"ImapMail/imap.example.org/INBOX", thunderbird_mbox({dinner, confirmation()})}});
  const auto listed = run({"mailboxes"});
  CHECK(listed.starts_with("Thunderbird: imap.example.org / INBOX, 0.0 MB, copies from the mail provider\n"));
  CHECK(listed.find("confirms") == std::string::npos);
  const auto read = run({"mailboxes", "--read"});
  CHECK(read.starts_with("E-mails read: 2. About an objection: 1.\n"));
  CHECK(read.find("Meta confirms an objection; the mail provider says that it is Meta's.") != std::string::npos);
  CHECK(read.find("Nothing was recorded.") != std::string::npos);
  Envelope comment;
  comment.from = "Facebook <notification@facebookmail.com>";
  const auto said_by_others = make_plain_mail(mail_text("en", "confirmation"), comment);
  const auto unclear = make_plain_mail({"en", "", "Your request", "All is well now."});
  const auto signed_one = read_file(test::fixture("mail/signed.eml"));
  const auto key = read_file(test::fixture("mail/signed-key.txt"));
  static_cast<void>(run({"keys", "add", key.substr(0, key.find(' ')), key.substr(key.find(' ') + 1)}));
  person.write_profile(
      {{"ImapMail/imap.example.org/INBOX", thunderbird_mbox({dinner, said_by_others, unclear, signed_one})}});
  const auto others = run({"mailboxes", "--read"});
  CHECK(others.starts_with("E-mails read: 4. About an objection: 2.\n"));
  CHECK(others.find("About an objection; from Meta's servers, but others can write into such e-mails.") !=
        std::string::npos);
  CHECK(others.find("the signature was checked with a key that you added.") != std::string::npos);
  CHECK(others.find("Meta's signature was checked here") == std::string::npos);
  CHECK(others.find("An answer to a form, which Demur doesn't understand; the mail provider says that it is Meta's.") !=
        std::string::npos);
}
