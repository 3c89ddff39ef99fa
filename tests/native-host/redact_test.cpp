// A shareable mail: nothing of the person's is left in it, and its words say the same.
#include "reading/mail/redact.hpp"
#include "places.hpp"

#include <boost/process.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "command_line/commands.hpp"
#include "history/accounts.hpp"
#include "history/mail_copy.hpp"
#include "mail_fixtures.hpp"
#include "platform/files.hpp"
#include "reading/mail/judge.hpp"
#include "support.hpp"
#include "text/characters.hpp"
#include "text/encoding.hpp"
#include "text/folded.hpp"

using namespace demur;
using reading::redact;
using test::History;
using test::TemporaryFolder;

namespace {

namespace bp = boost::process;
namespace fs = std::filesystem;

/// What is personal in the mails below. None of it is one of Meta's words.
constexpr auto personal = std::to_array<std::string_view>(
    {"maxi",      "huber",  "huberin", "84",    "familie", "linden", "4020",    "linz",   "nurse",   "private",
     "664",       "123456", "781234",  "5a1b",  "as1ab2",  "100001", "9988",    "at0xyz", "aazq",    "laptop",
     "p5dc11a2b", "93.193", "1mhqrd",  "q7xyz", "abcdef",  "zm9v",   "1795371", "012345", "account7"});

void check_nothing_left(const std::string& copy) {
  const auto plain = folded(copy);
  for (const auto detail : personal) {
    INFO(detail);
    CHECK(plain.find(detail) == std::string::npos);
  }
}

std::vector<std::string> kinds_of(std::string_view message) {
  std::vector<std::string> kinds;
  for (const auto& mail : reading::judge_message(message)) kinds.push_back(mail.kind);
  return kinds;
}

const std::string html =
    "<html><head><title>Maximiliane</title><style>.x{display:none}</style></head><body><p>Hi Maximiliane,</p>"
    "<p>We will honour your objection for your public information. This means that we won&#39;t use your public "
    "information from Facebook for AI at Meta. H&uuml;ber, case 781234567890.</p>"
    "<span class=\"x\">maximiliane.huber84</span>"
    "<a href=\"https://www.facebook.com/n/?medium=email&amp;mid=5a1bG5b&amp;n_m=maximiliane.huber84@huber-familie.at\">"
    "Privacy Centre</a><img src=\"https://www.facebook.com/pic.php?mid=5a1bG5b\" alt=\"Maximiliane\"></body></html>";

const std::string personal_mail =
    "Return-Path: <case++aazq4xkq7vj2@support.facebook.com>\r\n"
    "Delivered-To: maximiliane.huber84@huber-familie.at\r\n"
    "Authentication-Results: gmx.net; dkim=pass header.i=@facebookmail.com header.s=s1024-2013-q3 header.b=Q7xYz12A\r\n"
    "Received: from mx-out.facebook.com ([66.220.144.151]) by mx-ha.gmx.net (mxgmx116 [212.227.17.5]) with ESMTPS "
    "(Nemesis) id 1MhQrd-1u9cEU2AbC for <maximiliane.huber84@huber-familie.at>; Sun, 22 Nov 2026 15:33:11 +0100\r\n"
    "Received: from maxis-laptop.huber.at (p5dc11a2b.dip0.t-ipconnect.example [93.193.26.43]) by "
    "mx-out.facebook.com\r\n"
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; d=facebookmail.com;\r\n s=s1024-2013-q3; t=1795371191; "
    "bh=abcDEF123456=; h=Date:To:Subject:From; b=Zm9vYmFyMTIz\r\n"
    "Date: Sun, 22 Nov 2026 14:33:10 +0000\r\n"
    "To: =?utf-8?q?Maximiliane_H=C3=BCber?= <maximiliane.huber84@huber-familie.at>\r\n"
    "Subject: =?utf-8?B?TWF4aW1pbGlhbmUsIFlvdXIgb2JqZWN0aW9uIFtDYXNlIDc4MTIzNDU2Nzg5MF0=?=\r\n"
    "From: Facebook <case++aazq4xkq7vj2@support.facebook.com>\r\n"
    "Message-ID: <0123456789abcdef0123456789abcdef@www.facebook.com>\r\n"
    "X-Account-Key: account7\r\n"
    "List-Unsubscribe: <https://www.facebook.com/o.php?k=AS1aB2cD3&u=100001234567890&mid=5a1bG5b>\r\n"
    "MIME-Version: 1.0\r\n"
    "Content-Type: multipart/alternative; boundary=\"b1_4f3c5a1b\"\r\n"
    "\r\n"
    "--b1_4f3c5a1b\r\n"
    "Content-Type: text/plain; charset=\"utf-8\"\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n"
    "\r\n"
    "Hi Maximiliane,\r\n"
    "\r\n"
    "We will honour your objection for your public information, such as public po=\r\n"
    "sts and comments, Maximiliane H=C3=BCber. This means that we won't use your public information from\r\n"
    "Facebook and Instagram for AI at Meta. Your case number is 781234567890. @maxi.huber is Maximilianes Konto.\r\n"
    "You wrote: \"I am a nurse in Linz and my cat is private. Call me at +43 664 1234567 any time.\"\r\n"
    "Questions? "
    "https://www.facebook.com/help/contact/712876720715583?mid=3D5a1bG5b&n_m=3Dmaximiliane.huber84%40x.at\r\n"
    "https://l.facebook.com/l.php?u=3Dhttps%3A%2F%2Fwww.facebook.com%2Fmaximiliane.huber%3Fid%3D99887766&h=3DAT0xyZ\r\n"
    "\r\n"
    "Thanks,\r\n"
    "The Facebook Team\r\n"
    "\r\n"
    "> Dear Meta, I live in Linz, Lindenweg 12. Maxi\r\n"
    "-- \r\n"
    "Maximiliane Huberin, Lindenweg 12, 4020 Linz\r\n"
    "\r\n"
    "--b1_4f3c5a1b\r\n"
    "Content-Type: text/html; charset=\"iso-8859-1\"\r\n"
    "Content-Transfer-Encoding: base64\r\n"
    "\r\n" +
    to_base64(html) +
    "\r\n--b1_4f3c5a1b\r\n"
    "Content-Type: image/png; name=\"maximiliane.png\"\r\n"
    "Content-Disposition: attachment; filename=\"maximiliane.png\"\r\n"
    "Content-Transfer-Encoding: base64\r\n"
    "\r\n"
    "Zm9vYmFyMTIz\r\n"
    "--b1_4f3c5a1b--\r\n";

/// A mail in one of the generator's languages, with the person's name, address and number in its words.
std::optional<std::string> personal_copy_of(const test::MailText& text, const test::Shape& shape) {
  test::Envelope envelope;
  envelope.to = "Maximiliane Huber <maximiliane.huber84@huber-familie.at>";
  envelope.link = "https://www.facebook.com/help/contact/712876720715583?mid=5a1bG5b";
  auto named = text;
  named.subject += " 781234567890";
  named.body =
      "Maximiliane,\n\n" + text.body + "\n\nMaximiliane Huber, maximiliane.huber84@huber-familie.at, 781234567890\n";
  return test::make_mail(named, shape, envelope);
}

}  // namespace

TEST_CASE("a copy of a mail has its shape and Meta's words, and nothing of the person's") {
  const auto copy = redact(personal_mail, {});
  INFO(copy);
  check_nothing_left(copy);
  for (const char* kept :
       {"Return-Path: <case++",
        "Delivered-To: somebody@example.org\n",
        "header.i=@facebookmail.com header.s=s1024-2013-q3",
        "from mx-out.facebook.com ([",
        "by mx-ha.gmx.net (",
        "with ESMTPS (Nemesis)",
        "d=facebookmail.com; s=s1024-2013-q3",
        "h=Date:To:Subject:From",
        "Date: Sun, 01 Nov 2026 00:00:00 +0000\n",
        "To: \"Name Name\" <somebody@example.org>\n",
        "Subject: Name, Your objection [Case 000000000000]\n",
        "From: \"Facebook\" <case++",
        "@www.facebook.com>\nX-Account-Key: ",
        "https://www.facebook.com/o.php?k=",
        "We will honour your objection for your public information, such as public posts and comments, Name Name.",
        "Your case number is 000000000000.",
        "https://www.facebook.com/help/contact/712876720715583?mid=",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.facebook.com%2F",
        "Thanks,\nThe Facebook Team",
        "<p>Hi Name,</p>",
        "won't use your public information from Facebook for AI at Meta. Name, case 000000000000.</p>",
        "Content-Disposition: attachment\n",
        "(left out)"}) {
    INFO(kept);
    CHECK(copy.find(kept) != std::string::npos);
  }
  CHECK(copy.find("Authentication-Results") < copy.find("DKIM-Signature"));
  const auto before = reading::judge_message(personal_mail).front(), after = reading::judge_message(copy).front();
  CHECK(after.kind == before.kind);
  CHECK(after.kind == "confirmation");
  CHECK(after.authentication == before.authentication);
  CHECK(after.sentence.starts_with("We will honour your objection"));
  CHECK(after.form_url == before.form_url);
  CHECK(after.is_service == before.is_service);
}

TEST_CASE("a copy says the same in every language and shape, without the person") {
  int copies = 0;
  for (const auto& text : test::mail_texts())
    for (const auto& shape : test::mail_shapes()) {
      const auto mail = personal_copy_of(text, shape);
      if (!mail) continue;
      const auto copy = redact(*mail, {});
      INFO(text.language << " " << text.kind << " " << shape.charset << "\n" << *mail << "\n=====\n" << copy);
      REQUIRE(kinds_of(copy) == kinds_of(*mail));
      for (const char* detail : {"maximiliane", "huber", "84@", "781234567890", "5a1bG5b"})
        REQUIRE(lower_case(copy).find(lower_case(detail)) == std::string::npos);
      ++copies;
    }
  CHECK(copies > 1000);
}

TEST_CASE("a copy of a collected mail is read as the mail is") {
  for (const auto& file : fs::directory_iterator{test::fixture("mail-cases")}) {
    const auto mail = read_file(file.path());
    // Not a mailbox.
    if (mail.find("From ") == 0 || mail.find("\nFrom ") != std::string::npos) continue;
    INFO(file.path().filename().string());
    const auto copy = redact(mail, {});
    INFO(copy);
    CHECK(kinds_of(copy) == kinds_of(mail));
    CHECK(copy.find("anna@") == std::string::npos);
  }
}

TEST_CASE("a copy is without the names that only Demur knows") {
  History history;
  history::save_account(history.database,
                        {"0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7b01", "facebook", "Zo\u00EB \u0141uka", {}, {}});
  const auto copy = history::redacted(
      history.database, std::string{"From: Facebook <case++a@support.facebook.com>\r\nSubject: Zo\u00EB\r\n\r\n"
                                    "We wrote to Zoe and \u0141uka and anna@example.org about AI.\r\n"});
  CHECK(copy.text.find("Subject: Name\n") != std::string::npos);
  CHECK(copy.text.find("We wrote to Name and Name and somebody@example.org about AI.") != std::string::npos);
}

TEST_CASE("a name that is a word, too, is replaced where it is a name") {
  // "anna" means "give" in Finnish.
  const auto copy = redact(
      "From: Facebook <case++a@support.facebook.com>\r\nTo: Anna Virtanen <av@posti.example>\r\nSubject: x\r\n\r\n"
      "Hei Anna,\n\nKunnioitamme vastustustasi, Anna Virtanen. Emme anna tietojasi kenellekään.\n",
      {});
  CHECK(copy.ends_with("Hei Name,\n\nKunnioitamme vastustustasi, Name Name. Emme anna tietojasi kenellekään.\n"));
}

TEST_CASE("what is no mail is said to be none, and pasted words are copied too") {
  History history;
  CHECK(history::redacted(history.database, std::string{"%PDF-1.7\n"}).not_mail == "pdf");
  const auto words = history::redacted(history.database, std::string{"Hi Anna,\n\nWe honour your objection 1234.\n"});
  CHECK(words.text == "Hi Name,\n\nWe honour your objection 0000.\n");
}

TEST_CASE("the command prints a copy, and changes nothing") {
  TemporaryFolder folder;
  const auto mail = folder.path() / "mail.eml", out = folder.path() / "copy.eml", err = folder.path() / "err.txt";
  std::ofstream{mail, std::ios::binary} << personal_mail;
  const auto run = [&](const std::string& file) {
    return bp::system(bp::exe = test::host_program(), bp::args = {"redact", file},
                      bp::env["DEMUR_DATA_DIR"] = (folder.path() / "data").string(),
                      bp::std_in<bp::null, bp::std_out> out.string(), bp::std_err > err.string());
  };
  CHECK(run(mail.string()) == command_line::ExitCode::success);
  check_nothing_left(read_file(out));
  CHECK(read_file(out).find("We will honour your objection") != std::string::npos);
  // Not in the copy, which may go to a file.
  CHECK(read_file(err).starts_with("Read the copy before you share it"));
  CHECK(read_file(mail) == personal_mail);
  CHECK(run((folder.path() / "none.eml").string()) == command_line::ExitCode::failure);
}
