#include <boost/process.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "history/accounts.hpp"
#include "history/mail.hpp"
#include "history/verify.hpp"
#include "mail_fixtures.hpp"
#include "places.hpp"
#include "platform/child_process.hpp"
#include "platform/error.hpp"
#include "platform/files.hpp"
#include "platform/secrets.hpp"
#include "reader_support.hpp"
#include "support.hpp"
#include "text/encoding.hpp"

namespace bp = boost::process;
using namespace demur;
using nlohmann::json;
using test::answer_of;
using test::confirmation;
using Texts = std::vector<std::string>;

namespace {

/// The real host, spoken to as a browser does.
class Host {
 public:
  explicit Host(const std::filesystem::path& data)
      : child_(bp::exe = test::host_program(), bp::args = {"serve"}, bp::env["DEMUR_DATA_DIR"] = data.string(),
               bp::std_in<in_, bp::std_out> out_, bp::std_err > (data / "stderr.txt").string()) {}

  /// The answer, with the notifications that came before it under "before".
  json call(const std::string& method, const json& params) {
    const auto text = json{{"jsonrpc", "2.0"}, {"id", 1}, {"method", method}, {"params", params}}.dump();
    const auto length = static_cast<std::uint32_t>(text.size());
    in_.write(reinterpret_cast<const char*>(&length), sizeof(length));
    in_ << text << std::flush;
    auto before = json::array();
    for (;;) {
      auto answer = receive();
      if (!answer.contains("id") && answer.contains("method")) {
        before.push_back(std::move(answer));
        continue;
      }
      answer["before"] = std::move(before);
      return answer;
    }
  }

  int end() {
    in_.pipe().close();
    child_.wait();
    return child_.exit_code();
  }

 private:
  json receive() {
    std::uint32_t length = 0;
    out_.read(reinterpret_cast<char*>(&length), sizeof(length));
    std::string text(length, '\0');
    out_.read(text.data(), length);
    return json::parse(text);
  }

  bp::opstream in_;
  bp::ipstream out_;
  bp::child child_;
};

struct Fixture {
  test::TemporaryFolder folder;
  Host host{folder.path()};

  std::string file(const std::string& name, const std::string& content) const {
    const auto path = folder.path() / name;
    std::ofstream(path, std::ios::binary) << content;
    return path.string();
  }
  json result(const json& params) { return host.call("mail.read", params).at("result"); }
  json refusal(const json& params) { return host.call("mail.read", params).at("error").at("data"); }
  void record(const std::string& id, const std::string& email, const std::string& platform, const std::string& at) {
    const json objection{{"id", id},
                         {"formId", "1"},
                         {"platform", platform},
                         {"email", email},
                         {"pageUrl", "https://www.facebook.com/"},
                         {"submittedAt", at}};
    REQUIRE(host.call("objections.record", {{"objection", objection}}).contains("result"));
  }
};

}  // namespace

TEST_CASE("demur-reader reads a mail from a pipe and from an opened file") {
  test::TemporaryFolder folder;
  const auto mail = confirmation();
  const auto path = folder.path() / "mail.eml";
  std::ofstream(path, std::ios::binary) << mail;
  const auto from_pipe = answer_of(test::reader_program(), std::string_view{mail});
  const auto from_file = answer_of(test::reader_program(), open_file(path));
  CHECK(from_pipe.end == ChildEnd::finished);
  CHECK(from_file.end == ChildEnd::finished);
  CHECK(from_pipe.lines == from_file.lines);
  REQUIRE(from_pipe.lines.size() == 2);
  CHECK(json::parse(from_pipe.lines[0]).at("mail").at("kind") == "confirmation");
}

TEST_CASE("mail.read tells what a mail is and which objection it answers") {
  Fixture fixture;
  fixture.record(test::first_id, "anna@example.org", "facebook", "2026-11-20T10:00:00Z");
  fixture.record(test::second_id, "Anna@Example.org", "facebook", "2026-11-22T14:30:00Z");
  fixture.record("0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7a03", "anna@example.org", "instagram", "2026-11-22T14:31:00Z");
  fixture.record("0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7a04", "bob@example.org", "facebook", "2026-11-22T14:32:00Z");
  fixture.record("0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7a05", "anna@example.org", "facebook", "2026-11-23T14:32:00Z");
  auto result = fixture.result({{"text", confirmation()}});
  const auto words = result.at("messages").at(0).at("words").get<std::string>();
  CHECK(words.starts_with("Hi Anna,\nWe will honour your objection"));
  result.at("messages").at(0).erase("words");
  const auto event_id = result.at("messages").at(0).at("eventId").get<std::string>();
  result.at("messages").at(0).erase("eventId");
  CHECK(result == json{{"messages",
                        {{{"kind", "confirmation"},
                          {"platform", "facebook"},
                          {"from", "case++aazq4xkq7vj2@support.facebook.com"},
                          {"to", "anna@example.org"},
                          {"date", "2026-11-22T14:33:10.000Z"},
                          {"authentication", "provider"},
                          {"isService", true},
                          {"answersForm", true},
                          {"suspicious", json::array()},
                          {"formUrl", "https://www.facebook.com/help/contact/712876720715583"},
                          {"isCertain", true},
                          {"sentence",
                           "Hi Anna,\nWe will honour your objection for your public information, such as public posts "
                           "and comments."},
                          {"start", 0},
                          {"bytes", confirmation().size()},
                          {"objectionId", test::second_id}}}},
                       {"total", 1}});
  fixture.host.call("objections.addEvent",
                    {{"objectionId", test::second_id},
                     {"event", {{"id", event_id}, {"kind", "confirmed"}, {"at", "2026-11-22T14:33:10Z"}}}});
  CHECK(fixture.result({{"text", confirmation()}}).at("messages").at(0).at("isRecorded") == true);
  const auto announcement = test::make_plain_mail(test::mail_text("de", "announcement"));
  CHECK_FALSE(fixture.result({{"text", announcement}}).at("messages").at(0).contains("objectionId"));
  test::Envelope stranger;
  stranger.to = "carol@example.org";
  const auto other = test::make_plain_mail(test::mail_text("de", "declined"), stranger);
  CHECK_FALSE(fixture.result({{"text", other}}).at("messages").at(0).contains("objectionId"));
}

TEST_CASE("pasted words without an address are matched to the one objection that waits, never guessed") {
  Fixture fixture;
  const auto words = test::mail_text("fr", "confirmation").body;
  const auto recent = to_rfc3339(system_now() - std::chrono::hours{3});
  CHECK_FALSE(fixture.result({{"text", words}}).at("messages").at(0).contains("objectionId"));
  fixture.record(test::first_id, "anna@example.org", "facebook", recent);
  CHECK(fixture.result({{"text", words}}).at("messages").at(0).at("objectionId") == test::first_id);
  fixture.record(test::second_id, "bob@example.org", "instagram", recent);
  CHECK_FALSE(fixture.result({{"text", words}}).at("messages").at(0).contains("objectionId"));
}

TEST_CASE("a file is read with progress, and of many mails only Meta's come back, newest first") {
  Fixture fixture;
  test::Envelope stranger;
  stranger.from = "bob@example.net";
  stranger.more = "X-Padding: " + std::string(60000, 'x') + "\n";
  Texts mails(200, test::make_plain_mail(test::mail_text("en", "confirmation"), stranger));
  mails[50] = test::make_html_mail(test::mail_text("pl", "announcement"));
  mails[150] = confirmation();
  const auto path = fixture.file("Inbox", test::make_mbox(mails));
  const auto answer = fixture.host.call("mail.read", {{"path", path}, {"progressToken", "t1"}});
  CHECK(answer.at("result").at("total") == 200);
  CHECK(answer.at("result").at("messages").size() == 2);
  const auto& before = answer.at("before");
  REQUIRE(before.size() > 2);
  const auto size = static_cast<std::int64_t>(std::filesystem::file_size(path));
  std::int64_t done = 0;
  for (const auto& one : before) {
    CHECK(one.at("method") == "progress");
    CHECK(one.at("params").at("token") == "t1");
    CHECK(one.at("params").at("stage") == "mail");
    CHECK(one.at("params").at("total") == size);
    CHECK(one.at("params").at("done") >= done);
    done = one.at("params").at("done");
  }
  CHECK(done == size);
  CHECK(fixture.host.call("mail.read", {{"path", path}}).at("before").empty());
}

TEST_CASE("what can't be read is refused with its reason") {
  Fixture fixture;
  const auto folder = fixture.folder.path().string();
  CHECK(fixture.refusal({{"path", folder + "/none"}}) == json{{"kind", "file-unreadable"}, {"reason", "missing"}});
  CHECK(fixture.refusal({{"path", folder}}) == json{{"kind", "file-unreadable"}, {"reason", "no-file"}});
  CHECK(fixture.refusal({{"path", "mail.eml"}}).at("reason") == "malformed");
  CHECK(fixture.refusal(json::object()).at("reason") == "missing");
  CHECK(fixture.refusal({{"path", folder}, {"text", "x"}}).at("reason") == "not-allowed");
  CHECK(fixture.host.end() == 0);
}

TEST_CASE("a mail leaves no trace in log or database") {
  Fixture fixture;
  test::Envelope envelope;
  envelope.link += "?token=s3cret";
  envelope.to = "carol@example.org";
  CHECK(fixture.result({{"text", test::make_html_mail(test::mail_text("en", "confirmation"), envelope)}}).at("total") ==
        1);
  CHECK(fixture.host.end() == 0);
  for (const auto& file : std::filesystem::directory_iterator(fixture.folder.path())) {
    const auto content = read_file(file.path());
    CHECK(content.find("s3cret") == std::string::npos);
    CHECK(content.find("carol") == std::string::npos);
  }
}

TEST_CASE("a file that answers an objection is recorded once, and only where the provider vouches for Meta") {
  test::TemporaryFolder folder;
  store::Database database{folder.path()};
  history::Objections objections{database, system_now};
  objections.record(test::annas_objection(test::first_id, "2026-11-22T14:32:05.000Z"));
  const auto path = folder.path() / "mails.mbox";
  const auto import = [&](const Texts& mails) {
    std::ofstream(path, std::ios::binary) << test::make_mbox(mails);
    return history::import_mail(database, system_now, path, [](auto, auto) {}).recorded;
  };
  test::Envelope forged;
  forged.provider = "Authentication-Results: gmx.net; dkim=fail header.d=facebookmail.com\n";
  CHECK(import({test::make_plain_mail(test::mail_text("en", "declined"), forged)}) == 0);
  CHECK(objections.find(test::first_id).status.name != "declined");
  CHECK(import({confirmation(), confirmation()}) == 1);
  CHECK(import({confirmation()}) == 0);
  CHECK(objections.find(test::first_id).status.name == "confirmed");
}

TEST_CASE("the bytes of a piece of an mbox are read as they are, and each mail is found again by its place") {
  Fixture fixture;
  Texts mails{test::make_plain_mail(test::mail_text("en", "announcement")), confirmation(),
              test::make_html_mail(test::mail_text("pl", "declined"))};
  const auto mbox = test::make_mbox(mails);
  const auto result = fixture.result({{"bytes", to_base64(mbox)}});
  REQUIRE(result.at("messages").size() == 3);
  for (const auto& mail : result.at("messages")) {
    const auto piece = mbox.substr(mail.at("start"), mail.at("bytes"));
    const auto alone = fixture.result({{"bytes", to_base64(piece)}}).at("messages").at(0);
    CHECK(alone.at("kind") == mail.at("kind"));
    CHECK(alone.at("words") == mail.at("words"));
    CHECK(piece.find("\nFrom ") == std::string::npos);
  }
  CHECK(fixture.refusal({{"bytes", "not base64"}}) ==
        json{{"kind", "invalid-params"}, {"path", "bytes"}, {"reason", "malformed"}});
  CHECK(fixture.refusal({{"bytes", "AAAA"}, {"text", "x"}}).at("reason") == "not-allowed");
}

TEST_CASE("the words of a mail are its beginning, without what points at the person") {
  Fixture fixture;
  test::Envelope envelope;
  envelope.link += "?token=s3cret#of-anna";
  const auto plain = fixture.result({{"text", test::make_plain_mail(test::mail_text("en", "announcement"), envelope)}});
  CHECK(plain.at("messages").at(0).at("words").get<std::string>().find("s3cret") == std::string::npos);
  auto text = test::mail_text("en", "confirmation");
  for (int i = 0; i < 2000; ++i) text.body += "\n\n\n\n\u017elu\u0165ou\u010dk\u00fd";
  const auto words = fixture.result({{"text", test::make_plain_mail(text)}}).at("messages").at(0).at("words");
  CHECK(words.get<std::string>().size() <= 4000);
  CHECK(words.get<std::string>().size() > 3990);
  CHECK(words.get<std::string>().find("\n\n\n") == std::string::npos);
}

TEST_CASE("the raw mail that confirmed an objection is kept with it, byte for byte, from an mbox too") {
  test::TemporaryFolder folder;
  const auto mail = confirmation();
  {
    store::Database database{folder.path()};
    history::Objections{database, system_now}.record(test::annas_objection(test::first_id, "2026-11-22T14:32:05.000Z"));
  }
  const auto path = folder.path() / "Inbox";
  SECTION("alone in its file") {
    std::ofstream(path, std::ios::binary) << mail;
  }
  SECTION("among others") {
    std::ofstream(path, std::ios::binary)
        << test::make_mbox({test::make_plain_mail(test::mail_text("en", "announcement")), mail}, "\r\n");
  }
  REQUIRE(bp::system(bp::exe = test::host_program(), bp::args = {"import", path.string()},
                     bp::env["DEMUR_DATA_DIR"] = folder.path().string(), bp::std_out > bp::null) == 0);
  store::Database database{folder.path()};
  history::Objections objections{database, system_now};
  const auto events = objections.get(test::first_id, std::nullopt, 10).events;
  REQUIRE(events.size() == 2);
  CHECK(events[1].kind == "confirmed");
  CHECK(events[1].evidence_size == static_cast<std::int64_t>(objections.evidence(events[1].id).size()));
  CHECK(objections.evidence(events[1].id).starts_with(mail));
  CHECK(events[1].detail.value().starts_with(test::mail_text("en", "confirmation").body.substr(0, 20)));
  CHECK_FALSE(history::verify(database).first_broken);
}

namespace {

/// The same mail, sent at another time.
std::string dated(std::string mail, const std::string& date) {
  const auto begin = mail.find("Date: ") + 6;
  return mail.replace(begin, mail.find_first_of("\r\n", begin) - begin, date);
}

struct MailHistory : test::History {
  MailHistory() { now = test::at("2026-11-24T12:00:00Z"); }

  history::MailImport import(const Texts& mails) {
    const auto path = folder.path() / "mails.mbox";
    std::ofstream(path, std::ios::binary) << test::make_mbox(mails);
    return history::import_mail(
        database, [this] { return now; }, path, [](auto, auto) {});
  }
  std::string status(const std::string& id) { return objections.find(id).status.name; }
};

/// How an objection stands after such an answer was imported.
std::string status_after(const std::string& mail) {
  MailHistory fixture;
  fixture.objections.record(test::annas_objection(test::first_id, "2026-11-22T14:32:05.000Z"));
  CHECK(fixture.import({mail}).recorded == 1);
  return fixture.status(test::first_id);
}

}  // namespace

TEST_CASE("that others can write into a mail stands with each event that it is kept with") {
  test::Envelope notification;
  notification.from = "Facebook <notification@facebookmail.com>";
  const auto words = test::mail_text("en", "confirmation");
  const auto theirs = test::make_plain_mail(words, notification), metas = test::make_plain_mail(words);
  const auto says_so = [](const Texts& sources) {
    return std::all_of(sources.begin(), sources.end(),
                       [](const auto& source) { return json::parse(source).value("hasOthersWords", false); });
  };
  const auto sources_of = [](const std::string& mail) {
    Fixture fixture;
    fixture.record(test::first_id, "anna@example.org", "facebook", "2026-11-22T14:32:05.000Z");
    const json event{{"id", random_uuid()},
                     {"kind", "answered"},
                     {"at", "2026-11-22T14:41:00.000Z"},
                     {"source", {{"by", "mail"}, {"authentication", "provider"}}},
                     {"evidence", to_base64(mail)}};
    const auto answer = fixture.host.call("objections.addEvent", {{"objectionId", test::first_id}, {"event", event}});
    REQUIRE(answer.contains("result"));
    MailHistory other;
    other.objections.record(test::annas_objection(test::first_id, "2026-11-22T14:32:05.000Z"));
    other.import({mail});
    store::Database database{fixture.folder.path()};
    history::Objections objections{database, system_now};
    Texts sources;
    for (auto* const one : {&objections, &other.objections})
      sources.push_back(*one->get(test::first_id, {}, 10).events.back().provenance.source);
    return sources;
  };
  CHECK(says_so(sources_of(theirs)));
  for (const auto& source : sources_of(metas)) CHECK_FALSE(json::parse(source).contains("hasOthersWords"));
}

TEST_CASE("a mail of the day, or of the moment before, answers an objection of which only the day is known") {
  struct Day {
    const char* date;
    bool fits;
  };
  for (const auto& [date, fits] :
       {Day{"Sun, 22 Nov 2026 00:03:00 +0000", true}, Day{"Sun, 22 Nov 2026 08:03:00 +0000", true},
        Day{"Sun, 22 Nov 2026 23:59:00 +0000", true}, Day{"Mon, 23 Nov 2026 09:00:00 +0000", true},
        Day{"Fri, 20 Nov 2026 09:00:00 +0000", false}}) {
    INFO(date);
    MailHistory fixture;
    auto objection = test::annas_objection(test::first_id, "2026-11-22T00:00:00.000Z");
    objection.precision = history::Precision::day;
    fixture.objections.record(objection);
    CHECK(fixture.import({dated(confirmation(), date)}).recorded == (fits ? 1 : 0));
    CHECK(fixture.status(test::first_id) == (fits ? "confirmed" : "submitted"));
  }
}

TEST_CASE("two objections with one address and two mails: both are answered, in the order in which it happened") {
  for (const bool is_newest_first : {true, false}) {
    MailHistory fixture;
    fixture.objections.record(test::annas_objection(test::first_id, "2026-11-22T12:00:00.000Z"));
    fixture.objections.record(test::annas_objection(test::second_id, "2026-11-22T12:05:00.000Z"));
    const auto mail = confirmation();
    Texts mails{dated(mail, "Sun, 22 Nov 2026 12:30:00 +0000"), dated(mail, "Sun, 22 Nov 2026 12:40:00 +0000")};
    if (is_newest_first) std::swap(mails[0], mails[1]);
    const auto imported = fixture.import(mails);
    CHECK(imported.recorded == 2);
    CHECK(imported.reading.mails.at(0).record.date > imported.reading.mails.at(1).record.date);
    CHECK(fixture.status(test::first_id) == "confirmed");
    CHECK(fixture.status(test::second_id) == "confirmed");
    CHECK(fixture.import(mails).recorded == 0);
    // The chain tells the mails in their order: each was recorded after the one before it.
    store::Statement rows{fixture.database, "SELECT at FROM events WHERE kind = 'confirmed' ORDER BY position"};
    REQUIRE(rows.step());
    CHECK(rows.text(0) == "2026-11-22T12:30:00.000Z");
  }
}

TEST_CASE("two objections with one address and copies of one mail: only one of them is confirmed") {
  MailHistory fixture;
  fixture.objections.record(test::annas_objection(test::first_id, "2026-11-01T12:00:00.000Z"));
  fixture.objections.record(test::annas_objection(test::second_id, "2026-11-20T12:00:00.000Z"));
  SECTION("in one mbox") {
    CHECK(fixture.import({confirmation(), confirmation()}).recorded == 1);
  }
  SECTION("one after the other") {
    CHECK(fixture.import({confirmation()}).recorded == 1);
    CHECK(fixture.import({confirmation(), confirmation()}).recorded == 0);
  }
  SECTION("with another mail among them") {
    const auto later = dated(confirmation(), "Mon, 23 Nov 2026 12:40:00 +0000");
    CHECK(fixture.import({later, confirmation(), later, confirmation()}).recorded == 2);
    CHECK(fixture.status(test::first_id) == "confirmed");
    CHECK(fixture.status(test::second_id) == "confirmed");
    return;
  }
  CHECK(fixture.status(test::first_id) != "confirmed");
  CHECK(fixture.status(test::second_id) == "confirmed");
}

TEST_CASE("what anybody can send doesn't decide which objection Meta's mail confirms") {
  test::Envelope forged, unknown;
  forged.provider = "Authentication-Results: gmx.net; dkim=fail header.d=facebookmail.com\n";
  unknown.provider = "";
  for (const auto& envelope : {forged, unknown}) {
    for (const bool is_first : {true, false}) {
      MailHistory fixture;
      fixture.objections.record(test::annas_objection(test::first_id, "2026-11-21T12:00:00.000Z"));
      fixture.objections.record(test::annas_objection(test::second_id, "2026-11-22T12:00:00.000Z"));
      const auto other = dated(test::make_plain_mail(test::mail_text("en", "confirmation"), envelope),
                               is_first ? "Sun, 22 Nov 2026 12:30:00 +0000" : "Mon, 23 Nov 2026 12:30:00 +0000");
      CHECK(fixture.import({other, confirmation()}).recorded == 1);
      CHECK(fixture.status(test::first_id) != "confirmed");
      CHECK(fixture.status(test::second_id) == "confirmed");
    }
  }
}

TEST_CASE("two mails of which nothing is known are offered for the two objections that wait") {
  MailHistory fixture;
  fixture.objections.record(test::annas_objection(test::first_id, "2026-11-22T12:00:00.000Z"));
  fixture.objections.record(test::annas_objection(test::second_id, "2026-11-22T12:05:00.000Z"));
  test::Envelope unknown;
  unknown.provider = "";
  const auto mail = test::make_plain_mail(test::mail_text("en", "confirmation"), unknown);
  const auto mails =
      fixture.import({dated(mail, "Sun, 22 Nov 2026 12:30:00 +0000"), dated(mail, "Sun, 22 Nov 2026 12:40:00 +0000")})
          .reading.mails;
  REQUIRE(mails.size() == 2);
  CHECK(mails[1].objection_id == test::second_id);
  CHECK(mails[0].objection_id == test::first_id);
}

TEST_CASE("one address on Facebook and on Instagram: a mail answers the objection on its own platform") {
  const auto mail_from = [](const std::string& from, const char* date) {
    test::Envelope envelope;
    envelope.from = from;
    return dated(test::make_plain_mail(test::mail_text("en", "confirmation"), envelope), date);
  };
  const std::string facebook = "Facebook <case++aazq4xkq7vj2@support.facebook.com>",
                    instagram = "Instagram <no-reply@mail.instagram.com>";
  MailHistory fixture;
  fixture.objections.record(test::annas_objection(test::first_id, "2026-11-22T12:00:00.000Z"));
  auto second = test::annas_objection(test::second_id, "2026-11-22T12:05:00.000Z");
  second.platform = "instagram";
  fixture.objections.record(second);
  CHECK(fixture.import({mail_from(facebook, "Sun, 22 Nov 2026 12:30:00 +0000")}).recorded == 1);
  CHECK(fixture.status(test::first_id) == "confirmed");
  CHECK(fixture.status(test::second_id) == "submitted");
  fixture.import({mail_from(instagram, "Sun, 22 Nov 2026 12:40:00 +0000")});
  CHECK(fixture.status(test::second_id) != "submitted");
}

TEST_CASE("a confirmation that other people may have written waits for the person") {
  struct Example {
    std::string from, more, status;
  };
  const std::string service = "Facebook <case++aazq4xkq7vj2@support.facebook.com>";
  for (const auto& [from, more, status] :
       {Example{service, "", "confirmed"},
        Example{"Facebook <no-reply@support.facebook.com>", "", "confirmed"},
        Example{"Facebook <no-reply@mail.instagram.com>", "", "confirmed"},
        Example{"Facebook <notification@facebookmail.com>", "", "answered"},
        Example{"Facebook <noreply@facebookmail.com>", "", "answered"},
        Example{"Facebook <privacy@facebookmail.com>", "", "answered"},
        Example{"Bob Example <no-reply@support.facebook.com>", "", "answered"},
        Example{"Facebook <noreply@business.facebook.com>", "", "answered"},
        Example{"Facebook <noreply@marketplace.facebook.com>", "", "answered"},
        Example{"Facebook <advertise-noreply@support.facebook.com>", "", "answered"},
        Example{service, "X-Facebook-Notify: account_reactivation; mailid=1\n", "confirmed"},
        Example{service, "X-Facebook-Notify: feed_comment; mailid=1\n", "answered"},
        Example{service, "X-Facebook-Notify: anything_else; mailid=1\n", "answered"},
        Example{service, "X-FB-Internal-Notiftype: anything_else\n", "answered"},
        Example{service, "Feedback-ID: 9999:account_reactivation:Facebook\n", "confirmed"},
        Example{service, "Feedback-ID: 9999:page_invite:Facebook\n", "answered"},
        Example{service, "Feedback-ID: anything_else:Facebook\n", "answered"},
        Example{service, "Reply-To: <reply+1@reply.facebook.com>\n", "answered"},
        Example{service, "Auto-Submitted: auto-generated\n", "confirmed"},
        Example{service, "Auto-Submitted: auto-notified; owner-email=x\n", "answered"},
        Example{service, "List-Id: <1.groups.facebook.com>\n", "answered"}}) {
    test::Envelope envelope;
    envelope.from = from;
    envelope.more = more;
    INFO(from + more);
    CHECK(status_after(test::make_plain_mail(test::mail_text("en", "confirmation"), envelope)) == status);
  }
}

TEST_CASE("a confirmation with a link to elsewhere or to others' pages, or against which something speaks, waits") {
  struct Example {
    std::string link, more, status;
  };
  const std::string form = "https://www.facebook.com/help/contact/712876720715583";
  for (const auto& [link, more, status] :
       {Example{form, "", "confirmed"},
        Example{"https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.meta.com%2Fhelp", "", "confirmed"},
        Example{"https://l.facebook.com/l.php?u=https%3A%2F%2Fnews.example", "", "answered"},
        Example{"https://help.instagram.com/linkshim?u=https%3A%2F%2Fevil.example", "", "answered"},
        Example{"https://www.facebook.com/login/?next=https%3A%2F%2Fevil.example", "", "answered"},
        Example{"https://news.example/", "", "answered"}, Example{"https://m.me/bob", "", "answered"},
        Example{"https://www.facebook.com/share/p/1a", "", "answered"},
        Example{"https://www.facebook.com/events/1", "", "answered"},
        Example{"https://m.facebook.com/Groups/1", "", "answered"},
        Example{form, "Reply-To: Facebook <help@news.example>\n", "answered"}}) {
    test::Envelope envelope;
    envelope.link = link;
    envelope.more = more;
    INFO(link + more);
    const auto text = test::mail_text("en", "confirmation");
    CHECK(status_after(test::make_plain_mail(text, envelope)) == status);
    CHECK(status_after(test::make_html_mail(text, envelope)) == status);
  }
}

TEST_CASE("what a mail says is recorded without asking only where it confirms, and only by an address that is known") {
  MailHistory fixture;
  fixture.objections.record(test::annas_objection(test::first_id, "2026-11-22T14:32:05.000Z"));
  CHECK(fixture.import({test::make_plain_mail(test::mail_text("en", "declined"))}).recorded == 1);
  CHECK(fixture.status(test::first_id) == "answered");
  const auto event = fixture.objections.get(test::first_id, {}, 10).events.back();
  CHECK(event.kind == "answered");
  const auto source = json::parse(event.provenance.source.value_or(""));
  CHECK(source.at("by") == "mail");
  CHECK(source.at("authentication") == "provider");
  CHECK(source.at("sentence") == "We’ve reviewed what you told us, and we can’t honour your objection.");
  test::Envelope elsewhere;
  elsewhere.to = "anna.second@example.net";
  const auto to_second = test::make_plain_mail(test::mail_text("en", "confirmation"), elsewhere);
  CHECK(fixture.import({to_second}).recorded == 0);
  // The account of the objection has that address, too.
  history::save_account(fixture.database, {test::second_id, "facebook", "Anna", {"Anna.Second@example.net"}, {}});
  auto objection = test::annas_objection(random_uuid(), "2026-11-22T14:32:06.000Z");
  objection.account_id = test::second_id;
  fixture.objections.record(objection);
  CHECK(fixture.import({to_second}).recorded == 1);
  CHECK(fixture.status(objection.id) == "confirmed");
}

TEST_CASE("a mail that says that it was written in the year 9999 spoils no other") {
  MailHistory fixture;
  fixture.objections.record(test::annas_objection(test::first_id, "2026-11-22T14:32:05.000Z"));
  const auto imported = fixture.import({dated(confirmation(), "Fri, 31 Dec 9999 23:59:59 -1200"),
                                        dated(confirmation(), "Fri, 31 Dec 2088 23:59:59 +0000"), confirmation()});
  CHECK(imported.reading.messages == 3);
  CHECK(imported.recorded == 1);
  CHECK(fixture.status(test::first_id) == "confirmed");
}

TEST_CASE("what a mail of tomorrow says is not recorded: it has not happened") {
  MailHistory fixture;
  fixture.objections.record(test::annas_objection(test::first_id, "2026-11-22T14:32:05.000Z"));
  CHECK(fixture.import({dated(confirmation(), "Wed, 25 Nov 2026 12:00:00 +0000")}).recorded == 0);
  fixture.now = test::at("2026-11-25T11:55:00Z");
  CHECK(fixture.import({dated(confirmation(), "Wed, 25 Nov 2026 12:00:00 +0000")}).recorded == 1);
}

TEST_CASE("newer mails that are not known to be Meta's push none out that is") {
  MailHistory fixture;
  fixture.objections.record(test::annas_objection(test::first_id, "2026-11-22T14:32:05.000Z"));
  test::Envelope unsigned_one;
  unsigned_one.provider = "";
  const auto spoofed = test::make_plain_mail(test::mail_text("en", "confirmation"), unsigned_one);
  Texts mails(450, dated(spoofed, "Mon, 23 Nov 2026 12:00:00 +0000"));
  mails.insert(mails.begin() + 100, confirmation());
  CHECK(fixture.import(mails).recorded == 1);
}

TEST_CASE("what is the surest stays where there are too many mails, whatever their dates") {
  std::vector<reading::MailRecord> best_first;
  for (const auto& row : nlohmann::json::parse(read_file(test::fixture("mail-order.json")))) {
    reading::MailRecord record;
    record.kind = row.at("kind");
    record.authentication = row.at("authentication");
    record.is_service = row.value("isService", false);
    record.suspicious = row.value("suspicious", Texts{});
    record.date = row.at("date");
    best_first.push_back(std::move(record));
  }
  for (std::size_t i = 0; i < best_first.size(); ++i)
    for (std::size_t j = 0; j < best_first.size(); ++j) {
      INFO(i << " " << j);
      CHECK(history::comes_before(best_first[i], best_first[j]) == (i < j));
    }
}

TEST_CASE("however long other mails are, Meta's comes back with those that fit into one answer beside it") {
  Fixture fixture;
  auto text = test::mail_text("en", "confirmation");
  // In JSON each of them takes two bytes.
  text.body += std::string(4000, '"');
  test::Envelope stranger;
  stranger.from = "Facebook <x@evil.example>";
  stranger.provider = "";
  Texts mails(200, dated(test::make_plain_mail(text, stranger), "Mon, 23 Nov 2026 12:30:00 +0000"));
  mails[77] = confirmation();
  const auto result = fixture.result({{"path", fixture.file("Inbox", test::make_mbox(mails))}});
  const auto& messages = result.at("messages");
  CHECK(result.at("total") == 200);
  CHECK(messages.size() > 100);
  CHECK(messages.size() < 200);
  // The newest first, and it is the oldest.
  CHECK(messages.back().at("authentication") == "provider");
  CHECK(messages.front().at("authentication") == "none");
}
