// Mails from the command line: mailboxes of many files, packed ones, and what is no mail.
#include <zlib.h>

#include <boost/process.hpp>
#include <chrono>
#include <fstream>

#include "catch.hpp"
#include "command_line/commands.hpp"
#include "export_support.hpp"
#include "history/mail.hpp"
#include "mail_fixtures.hpp"
#include "places.hpp"
#include "platform/files.hpp"
#include "support.hpp"

using namespace demur;
using command_line::ExitCode;

namespace {

namespace bp = boost::process;
namespace fs = std::filesystem;

std::string confirmation() {
  return test::make_plain_mail(test::mail_text("en", "confirmation"));
}

const std::string dinner = "From: Bea <bea@example.net>\nSubject: Dinner\n\nFrom eight on.\n";

/// A person's computer with Anna's objection on it.
struct Person {
  test::TemporaryFolder folder;
  Person() {
    history::Objections{database, system_now}.record(test::annas_objection(test::first_id, "2026-11-22T14:32:05.000Z"));
  }
  store::Database database{folder.path()};

  [[nodiscard]] fs::path write(const std::string& name, const std::string& content) const {
    const auto path = folder.path() / "files" / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }
  struct Outcome {
    int exit_code;
    std::string out, err;
  };
  [[nodiscard]] Outcome run(const fs::path& file) const {
    const auto out = folder.path() / "out.txt", err = folder.path() / "err.txt";
    fs::remove(out);
    fs::remove(err);
    const int code = bp::system(bp::exe = test::host_program(), bp::args = {"import", file.string()},
                                bp::env["DEMUR_DATA_DIR"] = folder.path().string(),
                                bp::std_in<bp::null, bp::std_out> out.string(), bp::std_err > err.string());
    return {code, read_file(out), read_file(err)};
  }
  history::MailImport import(const fs::path& path) {
    return history::import_mail(database, system_now, path, [](auto, auto) {});
  }
  std::string exported() { return test::exported(database, history::ExportFormat::html); }
  std::string status() { return history::Objections{database, system_now}.find(test::first_id).status.name; }
  std::string evidence() {
    history::Objections objections{database, system_now};
    return objections.evidence(objections.get(test::first_id, {}, 10).events.back().id);
  }
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void pack(const fs::path& path, const std::string& content) {
  auto* const file = ::gzopen(path.string().c_str(), "wb");
  REQUIRE(file != nullptr);
  REQUIRE(::gzwrite(file, content.data(), static_cast<unsigned>(content.size())) > 0);
  ::gzclose(file);
}

}  // namespace

TEST_CASE("a Maildir is imported, and each answer keeps its mail as it came") {
  Person person;
  for (int i = 0; i < 30; ++i)
    static_cast<void>(person.write("Maildir/cur/1." + std::to_string(i) + ".host:2,S", dinner));
  const auto mail = person.write("Maildir/.Meta/new/2.1.host", confirmation());
  static_cast<void>(person.write("Maildir/.Meta/cur/2.2.host:2,S", "From here on it is no mail"));
  fs::create_directories(person.folder.path() / "files/Maildir/new");
  static_cast<void>(person.write("Maildir/tmp/3.1.host", confirmation()));
  const auto outcome = person.run(person.folder.path() / "files/Maildir");
  CHECK(outcome.exit_code == ExitCode::success);
  CHECK(contains(outcome.out, "E-mails read: 32. About an objection: 1."));
  CHECK(contains(outcome.out, "Answers added to your history, each with its e-mail: 1."));
  CHECK(person.status() == "confirmed");
  CHECK(person.evidence() == confirmation());
  fs::remove(mail);
  CHECK(person.import(person.folder.path() / "files/Maildir").reading.messages == 31);
}

TEST_CASE("a mail that is moved while its Maildir is imported is left out, and those after it are not") {
  Person person;
  history::Objections objections{person.database, system_now};
  objections.record(test::annas_objection(test::second_id, "2026-11-22T14:32:06.000Z"));
  auto later = confirmation();
  later.replace(later.find("Date: Sun, 22"), 13, "Date: Mon, 23");
  const auto mail = person.write("Maildir/new/1.1.host", confirmation());
  static_cast<void>(person.write("Maildir/new/1.2.host", later));
  const auto moved = person.write("Maildir/cur/1.0.host:2,S", dinner);
  const auto maildir = person.folder.path() / "files/Maildir";
  const auto move = [&](auto, auto) {
    if (fs::exists(mail)) fs::rename(mail, moved.parent_path() / "1.1.host:2,S");
  };
  const auto imported = history::import_mail(person.database, system_now, maildir, move);
  CHECK(imported.about == 2);
  CHECK(imported.recorded == 1);
  CHECK(imported.left_out == 1);
  CHECK(person.status() == "confirmed");
  CHECK(objections.find(test::second_id).status.name != "confirmed");
  CHECK(person.import(maildir).recorded == 1);
  CHECK(objections.find(test::second_id).status.name == "confirmed");
}

TEST_CASE("a packed mailbox is imported, and the answer keeps its mail unpacked") {
  Person person;
  const auto path = person.write("all.mbox.gz", "");
  auto mail = confirmation();
  std::erase(mail, '\r');
  const auto mailbox = test::make_mbox({dinner, mail, dinner});
  pack(path, mailbox);
  CHECK(person.import(path).recorded == 1);
  CHECK(person.status() == "confirmed");
  // A mailbox has the line ends of its system, and an empty line behind each mail.
  auto kept = mail + "\n";
  std::erase(kept, '\r');
  CHECK(person.evidence() == kept);
}

TEST_CASE("of mails read only those are counted that are about an objection") {
  const Person person;
  CHECK(contains(person.run(person.write("dinner.eml", dinner)).out, "E-mails read: 1. About an objection: 0."));
  test::Envelope stranger;
  stranger.provider = "";
  const auto unknown = test::make_plain_mail(test::mail_text("en", "confirmation"), stranger);
  const auto out = person.run(person.write("unknown.eml", unknown)).out;
  CHECK(contains(out, "E-mails read: 1. About an objection: 1."));
  CHECK(contains(out, "Not added: 1."));
  const auto announced = test::make_plain_mail(test::mail_text("en", "announcement"));
  CHECK_FALSE(contains(person.run(person.write("announced.eml", announced)).out, "Not added"));
}

TEST_CASE(
    "an answer to a form that isn't understood is told of, alone and in a mailbox, and other mails of Meta's aren't") {
  const Person person;
  test::MailText text{"en", "", "Your request", "All is well now."};
  const auto unclear = test::make_plain_mail(text);
  test::Envelope code;
  code.from = "Facebook <no-reply@support.facebook.com>";
  const auto not_asked = test::make_plain_mail(text, code);
  code = {};
  code.provider = "";
  const auto unknown = test::make_plain_mail(text, code);
  for (const auto& file : {person.write("unclear.eml", unclear),
                           person.write("Inbox", test::make_mbox({dinner, not_asked, unclear, unknown}))}) {
    const auto out = person.run(file).out;
    CHECK(contains(out, "About an objection: 0."));
    CHECK(contains(out, "Not understood: 1. Meta sent them as answers to a form."));
  }
  CHECK_FALSE(contains(person.run(person.write("code.eml", not_asked)).out, "Not understood"));
  CHECK_FALSE(contains(person.run(person.write("unknown.eml", unknown)).out, "Not understood"));
}

TEST_CASE("what others can write into is not said to be Meta's word") {
  const Person person;
  test::Envelope comment;
  comment.from = "Facebook <notification@facebookmail.com>";
  const auto out =
      person.run(person.write("comment.eml", test::make_plain_mail(test::mail_text("en", "confirmation"), comment)))
          .out;
  CHECK(contains(out, "- 1: they came from Meta's servers, but others can write into such e-mails."));
  CHECK_FALSE(contains(out, "says that they are Meta's"));
}

TEST_CASE("an answer in a mailbox keeps its mail without the quotes of the mailbox, packed or not") {
  Person person;
  auto text = test::mail_text("en", "confirmation");
  text.body += "\n\nFrom here on\n>From there on\n";
  const auto mail = test::make_plain_mail(text);
  const auto mbox = test::make_mbox({dinner, mail});
  CHECK(contains(mbox, "\n>From here on"));
  SECTION("as it is") {
    CHECK(person.import(person.write("Inbox", mbox)).recorded == 1);
  }
  SECTION("packed") {
    const auto path = person.write("Inbox.gz", "");
    pack(path, mbox);
    CHECK(person.import(path).recorded == 1);
  }
  // A mailbox has the line ends of its system, and an empty line behind each mail.
  auto kept = mail + "\n";
  std::erase(kept, '\r');
  CHECK(person.evidence() == kept);
}

TEST_CASE("a mail that is too long to be kept whole says so, when it is read and when it is exported") {
  const auto import = [](Person& person, std::size_t padding) {
    auto mail = confirmation() + std::string(padding, '\n');
    return person.run(person.write("long.eml", mail)).out;
  };
  Person whole, cut;
  CHECK_FALSE(contains(import(whole, 1000), "too long to be kept whole"));
  CHECK(contains(import(cut, 480000), "- 1: the e-mail is too long to be kept whole."));
  CHECK(cut.status() == "confirmed");
  CHECK(cut.evidence().size() == 480000);
  CHECK_FALSE(contains(whole.exported(), "too long to be kept whole"));
  CHECK(contains(cut.exported(), "too long to be kept whole"));
}

TEST_CASE("a file that is no mail is refused with what to do instead") {
  const Person person;
  const auto refusal = [&](const std::string& name, const std::string& content) {
    const auto outcome = person.run(person.write(name, content));
    CHECK(outcome.exit_code == ExitCode::failure);
    CHECK(outcome.out.empty());
    return outcome.err;
  };
  CHECK(contains(refusal("a.msg", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "choose Download or Save as, then EML"));
  CHECK(contains(refusal("a.pst", "!BDN"), "Outlook"));
  CHECK(contains(refusal("a.pdf", "%PDF-1.7"), "A PDF shows an e-mail"));
  CHECK(contains(refusal("a.png", std::string("\x89PNG\r\n\x1A\n\0\0", 10)), "This is not an e-mail."));
}

TEST_CASE("a mail for another person's objection is offered to nobody") {
  Person person;
  test::Envelope passed_on;
  passed_on.to = "mallory@example.net";
  passed_on.more = "Delivered-To: anna@example.org\nCc: anna@example.org\n";
  const auto mail = test::make_plain_mail(test::mail_text("en", "confirmation"), passed_on);
  const auto imported = person.import(person.write("mail.eml", mail));
  CHECK(imported.recorded == 0);
  CHECK_FALSE(imported.reading.mails.at(0).objection_id);
  // What Anna forwarded is hers.
  const auto forwarded =
      "From: Anna <anna@example.org>\nTo: helper@example.net\nSubject: Fwd: see\n\nFrom: Facebook "
      "<case++1@support.facebook.com>\n\n" +
      test::mail_text("en", "confirmation").body;
  CHECK(person.import(person.write("forwarded.eml", forwarded)).reading.mails.at(0).objection_id == test::first_id);
}

TEST_CASE("a mail to so many that Anna isn't among those told is not said to be somebody else's") {
  Person person;
  const auto read_with = [&](int others) {
    test::Envelope envelope;
    envelope.to.clear();
    for (int i = 0; i < others; ++i) envelope.to += "other" + std::to_string(i) + "@example.net, ";
    envelope.to += "anna@example.org";
    const auto mail = test::make_plain_mail(test::mail_text("en", "confirmation"), envelope);
    return person.import(person.write("mail.eml", mail)).reading.mails.at(0);
  };
  const auto is_said = [](const history::Mail& mail) {
    const auto& codes = mail.record.suspicious;
    return std::find(codes.begin(), codes.end(), "many-recipients") != codes.end();
  };
  const auto all = read_with(19), cut = read_with(20);
  CHECK(all.objection_id == test::first_id);
  CHECK_FALSE(is_said(all));
  CHECK_FALSE(cut.objection_id);
  CHECK(is_said(cut));
  CHECK_FALSE(cut.addressed_to);
  // Of few it can be told.
  test::Envelope passed_on;
  passed_on.to = "mallory@example.net";
  const auto mail = test::make_plain_mail(test::mail_text("en", "confirmation"), passed_on);
  CHECK(person.import(person.write("mail.eml", mail)).reading.mails.at(0).addressed_to == "mallory@example.net");
}

TEST_CASE("of 100 000 mails in a mailbox of today's Thunderbird the one that counts is found and recorded") {
  Person person;
  const auto path = person.write("Inbox", "");
  const std::string begin = "From \r\nX-Mozilla-Status: 0001\r\nX-Mozilla-Status2: 00000000\r\n";
  std::string stranger = begin +
                         "Return-Path: <bea@example.net>\r\nFrom: Bea <bea@example.net>\r\nTo: anna@example.org\r\n" +
                         "Subject: Dinner\r\nDate: Sun, 22 Nov 2026 20:00:00 +0000\r\n\r\n";
  for (int i = 0; i < 8; ++i) stranger += "A long letter about the objection of a neighbour.\r\n>From now on.\r\n";
  test::Envelope spoofed;
  spoofed.provider = "";
  auto newer = begin + test::make_plain_mail(test::mail_text("en", "confirmation"), spoofed);
  newer.replace(newer.find("Date: Sun, 22 Nov"), 17, "Date: Mon, 23 Nov");
  {
    std::ofstream mailbox{path, std::ios::binary};
    for (int i = 0; i < 99'000; ++i) mailbox << stranger << "\r\n";
    mailbox << begin << confirmation() << "\r\n";
    for (int i = 0; i < 999; ++i) mailbox << newer << "\r\n";
  }
  // The reader has 64 MiB and no more.
  const auto imported = person.import(path);
  CHECK(imported.reading.messages == 100'000);
  CHECK(imported.recorded == 1);
  CHECK(person.status() == "confirmed");
  CHECK(person.evidence() == begin.substr(begin.find("X-")) + confirmation() + "\r\n");
}
