// Mailboxes in Linux's folders, and links, pipes and locked files in their place.
#include <sys/stat.h>
#include <unistd.h>

#include "catch.hpp"
#include "history/mail_search.hpp"
#include "history/mailboxes.hpp"
#include "mailboxes_support.hpp"

using namespace demur;
using namespace demur::test;
using namespace demur::test::mailboxes;
using nlohmann::json;

TEST_CASE("the mailboxes of mail programs are found where each keeps them") {
  Person person;
  const auto elsewhere = person.path_of("elsewhere/profile");
  person.write(".thunderbird/profiles.ini",
               "[Install1]\nDefault=abc.default\n\n[Profile1]\nName=old\nIsRelative=0\nPath=" + elsewhere +
                   "\n[Profile0]\nName=default\nIsRelative=1\nPath=abc.default\n");
  person.write(".thunderbird/abc.default/ImapMail/imap.example.org/INBOX", dinner);
  person.write(".thunderbird/abc.default/ImapMail/imap.example.org/INBOX.msf", "index");
  person.write(".thunderbird/abc.default/ImapMail/imap.example.org/INBOX.sbd/2026.Taxes", dinner);
  person.write(".thunderbird/abc.default/ImapMail/imap.example.org/INBOX.sbd/2026.Taxes.msf", "index");
  person.write(".thunderbird/abc.default/ImapMail/imap.example.org/msgFilterRules.dat", "rules");
  person.write(".thunderbird/abc.default/ImapMail/imap.example.org/Empty", "");
  person.write(".thunderbird/abc.default/Mail/pop.example.org/Inbox/cur/1.eml", dinner);
  person.write(".thunderbird/abc.default/prefs.js", R"(user_pref("mail.server.server1.type", "imap");)"
                                                    "\n"
                                                    R"(user_pref("mail.server.server1.directory", ")" +
                                                        person.path_of("moved") + "\");\n");
  person.write("moved/Inbox", dinner);
  person.write("elsewhere/profile/Mail/Local Folders/Sent", dinner);
  person.write("snap/thunderbird/common/.thunderbird/profiles.ini", "[Profile0]\nIsRelative=1\nPath=s\n");
  person.write("snap/thunderbird/common/.thunderbird/s/Mail/Local Folders/Snapped", dinner);
  person.write(".var/app/eu.betterbird.Betterbird/.thunderbird/profiles.ini", "[Profile0]\nIsRelative=1\nPath=b\n");
  person.write(".var/app/eu.betterbird.Betterbird/.thunderbird/b/Mail/Local Folders/Inbox", dinner);
  person.write(".local/share/evolution/mail/local/.Sent/cur/1", dinner);
  person.write(".cache/evolution/mail/account/folders/INBOX/cur/3f/12", dinner);
  person.write(".local/share/local-mail/inbox/new/1", dinner);
  person.write(".claws-mail/imapcache/imap.example.org/anna/INBOX/17", dinner);
  person.write("Maildir/cur/1:2,S", dinner);
  person.write("Maildir/new/2", dinner);
  person.write("Maildir/tmp/3", dinner);
  CHECK(person.titles() ==
        std::set<std::string>{
            "Thunderbird: imap.example.org / INBOX", "Thunderbird: imap.example.org / INBOX / 2026.Taxes",
            "Thunderbird: pop.example.org / Inbox", "Thunderbird: Inbox", "Thunderbird: Local Folders / Sent",
            "Thunderbird: Local Folders / Snapped", "Betterbird: Local Folders / Inbox", "Evolution: Sent",
            "Evolution: account / folders / INBOX", "KMail: inbox", "Claws Mail: imap.example.org / anna / INBOX",
            "Maildir: Maildir"});
  const auto sources = person.find();
  CHECK(sources.front().at("path") == person.path_of("elsewhere/profile/Mail/Local Folders/Sent"));
  for (const auto& source : sources) {
    const std::string path = source.at("path");
    const bool is_copy = path.find("ImapMail") != std::string::npos || path.find("cache") != std::string::npos ||
                         path.find("/moved") != std::string::npos;
    CHECK(source.value("isCopy", false) == is_copy);
    const auto mails = path.ends_with("/Maildir") ? 2U : 1U;
    CHECK(source.at("bytes") == mails * dinner.size());
  }
  CHECK(person.search(person.all_paths()).at("total") == 13);
}

TEST_CASE("a mailbox that links lead to, or that is no file, is neither found nor read") {
  Person person;
  person.write("outside/secret", thunderbird_mbox({confirmation()}));
  person.write("outside/cur/1", confirmation());
  person.write_profile({{"Mail/Local Folders/Inbox", dinner}});
  const fs::path folder{person.path_of(".thunderbird/abc.default/Mail/Local Folders")};
  fs::create_symlink(person.path_of("outside/secret"), folder / "Linked");
  fs::create_directory_symlink(person.path_of("outside"), folder / "Linked.sbd");
  REQUIRE(::mkfifo((folder / "Pipe").c_str(), S_IRUSR | S_IWUSR) == 0);
  REQUIRE(::mkfifo(person.path_of(".thunderbird/abc.default/prefs.js").c_str(), S_IRUSR | S_IWUSR) == 0);
  CHECK(person.titles() == std::set<std::string>{"Thunderbird: Local Folders / Inbox"});
  // Nor if the extension names them, or any other file.
  json paths = json::array({person.path_of("outside/secret"), (folder / "Linked").string(), (folder / "Pipe").string(),
                            (folder / "Linked.sbd").string(), "/etc/passwd"});
  CHECK(person.search(paths).at("total") == 0);
}

TEST_CASE("a mailbox that a link or a pipe takes the place of is not read") {
  History history;
  TemporaryFolder home;
  const auto file = home.path() / "Inbox";
  const history::MailPlace place{"Thunderbird", history::MailLayout::mozilla, false, home.path(), false};
  std::ofstream{file} << dinner;
  const auto found = history::find_mailboxes({place});
  REQUIRE(found.size() == 1);
  const auto read = [&] {
    return history::search_mailboxes(history.database, system_now, found, [](auto, auto) {}, {}).messages;
  };
  CHECK(read() == 1);
  fs::remove(file);
  fs::create_directory_symlink("/", file);
  CHECK(read() == 0);
  fs::remove(file);
  REQUIRE(::mkfifo(file.c_str(), S_IRUSR | S_IWUSR) == 0);
  CHECK(read() == 0);
  fs::remove(file);
  CHECK(read() == 0);
}

TEST_CASE("a mailbox that can't be read is said to be so, and the others are read") {
  Person person;
  person.write_profile({{"Mail/Local Folders/Inbox", dinner}, {"Mail/Local Folders/Locked", dinner}});
  fs::permissions(person.path_of(".thunderbird/abc.default/Mail/Local Folders/Locked"), fs::perms::none);
  auto words = without_override();
  words.insert(words.begin(), "HOME=" + person.home.path().string());
  const TemporaryFolder data;
  HostProcess host{Command{std::move(words)}, data.path(), data.path()};
  const auto found = host.call("mail.search", {{"paths", person.all_paths()}}).at("result");
  CHECK(found.at("total") == 1);
  CHECK(found.at("unsure").at(0).at("fault") == "unreadable");
}
