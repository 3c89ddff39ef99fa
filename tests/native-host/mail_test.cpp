#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <sstream>

#include "catch.hpp"
#include "mail_fixtures.hpp"
#include "places.hpp"
#include "platform/files.hpp"
#include "platform/secrets.hpp"
#include "read_mails.hpp"
#include "reading/html.hpp"
#include "reading/mail/authentication.hpp"
#include "reading/mail/judge.hpp"
#include "reading/mail/links.hpp"
#include "reading/mail/mail_facts.hpp"
#include "reading/mail/mail_reader.hpp"
#include "reading/mail/written_phrases.hpp"
#include "reading/sentences.hpp"
#include "support.hpp"
#include "text/encoding.hpp"

using namespace demur;
using namespace demur::reading;
using demur::test::read_all;
using Codes = std::vector<std::string>;

namespace {

MailRecord only(std::string_view text) {
  const auto read = read_all(text);
  REQUIRE(read.mails.size() == 1);
  return read.mails.front();
}

bool holds(const Codes& codes, const std::string& code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

const test::MailText& confirmation() {
  static const auto text = test::mail_text("en", "confirmation");
  return text;
}

}  // namespace

TEST_CASE("what Meta says is told in every language, in every shape of mail") {
  const auto texts = test::mail_texts();
  const auto shapes = test::mail_shapes();
  CHECK(texts.size() == 125);
  Codes wrong;
  int judged = 0;
  for (const auto& text : texts)
    for (const auto& shape : shapes) {
      const auto mail = test::make_mail(text, shape);
      if (!mail) continue;
      ++judged;
      const auto found = only(*mail);
      const bool is_attached = shape.packing == test::Packing::attached;
      const bool is_right = found.kind == text.kind && found.from == "case++aazq4xkq7vj2@support.facebook.com" &&
                            found.recipients == Codes{"anna@example.org"} && found.platform == "facebook" &&
                            found.date == "2026-11-22T14:33:10.000Z" &&
                            found.form_url == "https://www.facebook.com/help/contact/712876720715583" &&
                            found.authentication == (is_attached ? "none" : "provider") &&
                            found.suspicious == (is_attached ? Codes{"forwarded"} : Codes{});
      if (!is_right) wrong.push_back(text.language + " " + text.kind + " " + shape.charset + ": " + to_line(found));
    }
  CHECK(wrong == Codes{});
  // Each language in UTF-8 and in at least one older character set.
  CHECK(judged > 1000);
}

TEST_CASE("every language is written in some character set older than UTF-8") {
  std::map<std::string, int> shapes_of;
  for (const auto& text : test::mail_texts())
    for (const auto& shape : test::mail_shapes())
      if (shape.charset != "utf-8" && shape.charset != "UTF-8" && test::make_mail(text, shape))
        ++shapes_of[text.language];
  CHECK(shapes_of.size() == 25);
}

TEST_CASE("a newsletter that quotes Meta is unrelated, and so is a friend's comment that Facebook sends on") {
  Codes wrong;
  for (const auto& text : test::mail_texts()) {
    test::Envelope newsletter;
    newsletter.from = "Digital news <news@example.net>";
    newsletter.more = "List-Unsubscribe: <https://example.net/off>\n";
    if (only(test::make_html_mail(text, newsletter)).kind != "unrelated")
      wrong.push_back("newsletter " + text.language);
    newsletter.from = "News about Meta and AI <meta@example.net>";
    if (only(test::make_html_mail(text, newsletter)).kind != "unrelated")
      wrong.push_back("news of Meta " + text.language);
  }
  CHECK(wrong == Codes{});
  const test::MailText comment{
      "en", "unrelated", "Bob commented on your post",
      "Bob: Goodbye Meta AI. I do not give Meta permission to use my information, and I object to AI."};
  const auto found = only(test::make_html_mail(comment));
  CHECK(found.kind == "unrelated");
  CHECK(found.authentication == "provider");
}

TEST_CASE("named characters of HTML are read in every alphabet of the EU") {
  struct Example {
    const char *html, *text;
  };
  for (const auto& [html, text] :
       {Example{"n&aacute;mitka v&uring;&ccaron;i &Scaron;&dcaron;", "námitka vůči Šď"},
        Example{"sprzeciw &lstrok; &aogon;&eogon;", "sprzeciw ł ąę"},
        Example{"&alpha;&nu;&tau;&#943;&rho;&rho;&eta;&sigma;&eta;", "αντίρρηση"}, Example{"&vcy;&hardcy;&zcy;", "въз"},
        Example{"&bdquo;&hellip;&rdquo; &euro; &#x10D; &amp;alpha;", "„…” € č &alpha;"},
        Example{"&nosuch; &alpha &; AT&T", "&nosuch; &alpha &; AT&T"}})
    CHECK(decoded_html(html) == text);
}

TEST_CASE("a mail of HTML is read with named characters") {
  test::MailText text = test::mail_text("cs", "confirmation");
  const std::string subject = text.subject;
  for (const auto& [character, name] : std::map<std::string, std::string>{
           {"č", "&ccaron;"}, {"ě", "&ecaron;"}, {"ř", "&rcaron;"}, {"ů", "&uring;"}, {"ž", "&zcaron;"}})
    for (auto at = text.body.find(character); at != std::string::npos; at = text.body.find(character, at + 1))
      text.body.replace(at, character.size(), name);
  CHECK(text.body.find("caron;") != std::string::npos);
  const auto found = only("From: Meta <x@meta.com>\nContent-Type: text/html; charset=us-ascii\n\n<p>" + text.body);
  CHECK(found.kind == "confirmation");
}

TEST_CASE("what Meta would do if one objected is no confirmation") {
  for (const auto& text : test::mail_texts())
    if (text.kind == "announcement") CHECK(judge_words(text.body).kind == "announcement");
}

TEST_CASE("Meta may choose other words, and other people's words are not Meta's answer") {
  const auto file = nlohmann::json::parse(read_file(test::fixture("mail/wordings.json")));
  for (const auto& [kind, wordings] : file.items())
    for (const std::string words : wordings) {
      INFO(words);
      CHECK(judge_words(words).kind == kind);
    }
}

TEST_CASE("pasted words are judged by what they say, with the address that they name") {
  Codes wrong;
  for (const auto& text : test::mail_texts()) {
    const auto found =
        judge_words(text.subject + "\n\n" + text.body + "\n\nMeta, Dublin. This message was sent to Anna@example.org.");
    const bool is_right = found.kind == text.kind && found.authentication == "none" && found.from.empty() &&
                          found.suspicious.empty() && found.recipients == Codes{"anna@example.org"} && !found.date;
    if (!is_right) wrong.push_back(text.language + " " + text.kind + " " + to_line(found));
  }
  CHECK(wrong == Codes{});
  CHECK(judge_words("Hello, how are you?").kind == "unrelated");
  CHECK(judge_words("").kind == "unrelated");
}

TEST_CASE("forgeries are never taken for Meta's") {
  struct Forgery {
    const char* what;
    test::Envelope envelope;
    const char* authentication;
    const char* code;
  };
  const std::string own = "Authentication-Results: gmx.net; ";
  const std::string received = "Received: from x by mx.example.org; Sun, 22 Nov 2026 14:33:11 +0000\n";
  const std::string meta = "Facebook <case++aazq4xkq7vj2@support.facebook.com>";
  std::vector<Forgery> forgeries{
      {"another's signature", {own + "dkim=pass header.d=example.net\n"}, "fail", "signed-by-other"},
      {"a domain that ends alike", {own + "dkim=pass header.d=notfacebookmail.com\n"}, "fail", "signed-by-other"},
      {"a domain that begins alike",
       {own + "dkim=pass header.d=facebookmail.com.example.net\n"},
       "fail",
       "signed-by-other"},
      {"a broken signature",
       {own + "dkim=fail (bad signature) header.d=facebookmail.com\n"},
       "fail",
       "signature-failed"},
      {"no signature", {own + "spf=pass smtp.mailfrom=facebookmail.com; dkim=none\n"}, "none", "not-signed"},
      {"only SPF", {own + "spf=pass smtp.mailfrom=facebookmail.com\n"}, "none", "not-signed"},
      {"no verdict at all", {""}, "none", "no-provider-verdict"},
      {"pass in a comment", {own + "dkim=fail (dkim=pass header.d=facebookmail.com)\n"}, "fail", "signature-failed"},
      {"pass in a quoted reason",
       {own + "dkim=fail reason=\"x; dkim=pass header.d=facebookmail.com\" header.d=facebookmail.com\n"},
       "fail",
       "signature-failed"},
      {"the sender's own verdict below another's transport",
       {received + "Authentication-Results: mx.evil.example.net; dkim=pass header.d=facebookmail.com\n"},
       "none",
       "no-provider-verdict"},
      {"a verdict below the sender's headers",
       {"Subject: x\n" + own + "dkim=pass header.d=facebookmail.com\n"},
       "none",
       "no-provider-verdict"},
      {"a nameless verdict of no known provider",
       {"Authentication-Results: dkim=pass header.d=facebookmail.com\n"},
       "none",
       "no-provider-verdict"}};
  const auto from = [&](const char* what, const std::string& sender, const char* code) {
    forgeries.push_back({what, {own + "dkim=pass header.d=example.net\n", sender}, "fail", code});
  };
  from("Meta's name", "Meta Privacy Team <privacy@example.net>", "sender-not-meta");
  from("Meta's name, encoded", "=?utf-8?B?" + to_base64("Meta Privacy") + "?= <privacy@example.net>",
       "sender-not-meta");
  from("an address as a name", "\"security@facebookmail.com\" <x@example.net>", "sender-not-meta");
  from("an address as an encoded name", "=?utf-8?Q?security=40facebookmail.com?= <x@example.net>", "sender-not-meta");
  from("an encoded bracket", "=?utf-8?Q?Facebook_=3Csecurity=40facebookmail.com=3E?= <x@facebook-mail.example.net>",
       "lookalike-domain");
  from("a look-alike domain", "Support <x@facebookmail-support.example.net>", "lookalike-domain");
  from("Meta's domain as a subdomain", "Meta <x@facebook.com.example.net>", "sender-not-meta");
  from("letters that look alike", "Facebook <x@fаcebookmail.com>", "sender-not-meta");
  forgeries.push_back({"two senders in one header",
                       {own + "dkim=pass header.d=facebookmail.com\n", meta + ", Eve <eve@example.net>"},
                       "fail",
                       "several-senders"});
  forgeries.push_back(
      {"two headers of senders",
       {own + "dkim=pass header.d=facebookmail.com\n", meta, "anna@example.org", "From: eve@example.net\n"},
       "fail",
       "several-senders"});
  for (const auto& forgery : forgeries) {
    INFO(forgery.what);
    const auto found = only(test::make_html_mail(confirmation(), forgery.envelope));
    CHECK(found.kind == "confirmation");
    CHECK(found.authentication == forgery.authentication);
    CHECK(holds(found.suspicious, forgery.code));
  }
}

TEST_CASE("a domain of Meta's may be signed for by the one that it mails from") {
  test::Envelope envelope;
  envelope.from = "Instagram <no-reply@mail.instagram.com>";
  const auto found = only(test::make_plain_mail(confirmation(), envelope));
  CHECK(found.authentication == "provider");
  CHECK(found.platform == "instagram");
  envelope.provider = "Authentication-Results: gmx.net; dkim=pass header.d=instagram.com\n";
  CHECK(only(test::make_plain_mail(confirmation(), envelope)).authentication == "provider");
  envelope.from = "Facebook <case++aazq4xkq7vj2@support.facebook.com>";
  CHECK(only(test::make_plain_mail(confirmation(), envelope)).authentication == "fail");
}

TEST_CASE("a link is judged by where it leads") {
  const auto nested_redirectors = [](int count) {
    std::string link = "https://www.facebook.com/";
    for (int i = 0; i < count; ++i) link = "https://l.facebook.com/l.php?u=" + link;
    return link;
  };
  struct Case {
    std::string link, text;
    bool is_suspicious;
    std::optional<std::string> form;
  };
  const std::string form = "https://www.facebook.com/help/contact/712876720715583";
  const std::string encoded = "https%3A%2F%2Fwww.facebook.com%2Fhelp%2Fcontact%2F712876720715583%3Fref%3Dsecret";
  const std::vector<Case> cases{
      {form + "?ref=mail&token=secret#secret", "Object", false, form},
      {"https://WWW.Facebook.com/HELP/Contact/712876720715583/", "Object", false, form},
      {"https://de-de.facebook.com/help/contact/712876720715583?locale=de_DE", "Facebook", false, form},
      {"https://m.facebook.com/help/contact/?id=712876720715583&x=secret", "Meta", false, form},
      {"https://l.facebook.com/l.php?u=" + encoded + "&h=secret", "www.facebook.com/help", false, form},
      {"https://eur01.safelinks.protection.outlook.com/?url=" + encoded + "&data=secret", "Meta", false, form},
      {"https://www.google.com/url?q=https://l.facebook.com/l.php?u%3D" + encoded, "Meta", false, form},
      {"https://www.facebook.com/login/?next=" + encoded, "Meta", false, form},
      {"https://help.instagram.com/contact/767264225370182?secret", "Instagram", false,
       "https://help.instagram.com/contact/767264225370182"},
      {"https://help.meta.com/requests/123456789012345/?secret=1", "Meta", false,
       "https://help.meta.com/requests/123456789012345"},
      {"https://help.meta.com/requests", "Meta", false, {}},
      {"https://www.facebook.com/help/contact/510058597920541", "Meta", false, {}},
      {"http://www.facebook.com/help/contact/712876720715583", "Meta", false, {}},
      {"https://play.google.com/store/apps/details?id=com.facebook.katana", "Get Facebook", false, {}},
      {"https://example.net/login", "Meta Privacy Centre", true, {}},
      {"https://example.net/login", form, true, {}},
      {"https://www.facebook.com@example.net/help/contact/712876720715583", "Facebook", true, {}},
      {"https://example.net\\@www.facebook.com/help/contact/712876720715583", "Facebook", true, {}},
      {"https://www.facebook.com.example.net/help/contact/712876720715583", "Facebook", true, {}},
      {"https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.net%2F&h=1", "Facebook", true, {}},
      {"https://help.instagram.com/linkshim?u=https%3A%2F%2Fexample.net", "Open Instagram", true, {}},
      {"https://help.instagram.com/LinkShim/?u=https%3A%2F%2Fexample.net", "Open Instagram", true, {}},
      {"https://www.threads.com/linkshim/?u=https%3A%2F%2Fexample.net", "Threads", true, {}},
      {"https://l.threads.com/?u=https%3A%2F%2Fexample.net", "Threads", true, {}},
      {"https://m.facebook.com/login.php?next=https%3A%2F%2Fexample.net", "Facebook", true, {}},
      {"https://www.facebook.com/login/?next=%2Fhelp%2Fcontact", "Facebook", false, {}},
      {"https://www.facebook.com/login/", "Facebook", false, {}},
      {"https://www.facebook.com/login/?next=%2F%2Fexample.net", "Facebook", true, {}},
      {"https://www.facebook.com/login/?next=%5C%2Fexample.net", "Facebook", true, {}},
      {"https://www.facebook.com/login/?next=javascript%3Aalert(1)", "Facebook", true, {}},
      {"https://www.facebook.com/flx/warn/?u=https%3A%2F%2Fexample.net", "Facebook", true, {}},
      {"https://www.facebook.com/dialog/oauth?redirect_uri=https%253A%252F%252Fexample.net", "Facebook", true, {}},
      {"https://www.facebook.com/dialog/oauth?redirect_uri=https%3A%2F%2Fwww.facebook.com%2F", "Facebook", false, {}},
      {"https://www.facebook.com/checkpoint/?next=%2F%2Fexample.net", "Facebook", true, {}},
      {"https://www.instagram.com/accounts/login/?next=https%3A%2F%2Fexample.net", "Instagram", true, {}},
      {form + "?next=https%3A%2F%2Fexample.net", "Object", false, {}},
      {"https://fil-ph.facebook.com/help/contact/712876720715583", "Facebook", false, form},
      {"https://l.facebook.com/l.php?u=" + encoded + "&u=https%3A%2F%2Fexample.net", "Facebook", true, {}},
      {"https://help.instagram.com/"
       "linkshim?u=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252Fexample.net",
       "Instagram",
       true,
       {}},
      {nested_redirectors(5), "Facebook", false, {}},
      {nested_redirectors(8), "Facebook", true, {}},
      {"https://example.net/?u=" + encoded, "Facebook", true, {}},
      {"https://example.net/metal", "Metal prices", false, {}}};
  for (const auto& one : cases) {
    INFO(one.link);
    test::Envelope envelope;
    envelope.link = one.link;
    envelope.link_text = one.text;
    const auto found = only(test::make_html_mail(confirmation(), envelope));
    CHECK(holds(found.suspicious, "link-elsewhere") == one.is_suspicious);
    CHECK(found.form_url == one.form);
    CHECK(to_line(found).find("secret") == std::string::npos);
  }
}

TEST_CASE("a forwarded mail is seen, and no more is believed of it") {
  test::Envelope envelope;
  envelope.from = "Anna <anna@example.org>";
  envelope.to = "helper@example.net";
  auto text = confirmation();
  text.subject = "WG: Dein Widerspruch";
  text.body =
      "Schau mal.\n\n-----Original-----\nVon: Facebook <case++aazq4xkq7vj2@support.facebook.com>\nAn: "
      "anna@example.org\n\n" +
      text.body;
  const auto found = only(test::make_plain_mail(text, envelope));
  CHECK(found.kind == "confirmation");
  CHECK(found.authentication == "none");
  CHECK(holds(found.suspicious, "forwarded"));
  CHECK(found.recipients == Codes{"helper@example.net", "anna@example.org"});
  text.subject = "Hallo";
  CHECK(only(test::make_plain_mail(text, envelope)).kind == "unrelated");
}

TEST_CASE("messages that lack what they must have are read as far as they go") {
  const auto body = "\n" + confirmation().body;
  CHECK(only("From: Meta <x@meta.com>\n" + body).kind == "confirmation");
  CHECK_FALSE(only("From: Meta <x@meta.com>\nDate: yesterday\n" + body).date);
  CHECK(only("Subject: x\n" + body).kind == "unrelated");
  CHECK(only("From: Meta <x@meta.com\n" + body).from == "x@meta.com");
  CHECK(only("From: Meta <x@meta.com>\nContent-Type: multipart/mixed\n" + body).kind == "unrelated");
  CHECK(only("From: Meta <x@meta.com>\nContent-Type: text/plain; charset=\"x-unknown\"\n" + body).kind ==
        "confirmation");
  CHECK(only("From: Meta <x@meta.com>\nContent-Transfer-Encoding: x-unknown\n" + body).kind == "confirmation");
  CHECK(only("From : Meta <x@meta.com>\r\n" + body).kind == "confirmation");
  CHECK(only("From: (Meta) x@meta.com (Facebook)\n" + body).from == "x@meta.com");
}

TEST_CASE("a date is read in its time zone, by number or by a name that mail may have") {
  const auto read = [](const std::string& zone) {
    const auto date = "Date: Sun, 22 Nov 2026 14:33:10 " + zone;
    return only("From: Meta <x@meta.com>\n" + date + "\n\n" + confirmation().body).date.value_or("");
  };
  const std::vector<std::pair<std::string, std::string>> times{
      {"+0100", "13:33"}, {"-0330", "18:03"}, {"EDT", "18:33"}, {"EST", "19:33"}, {"CDT", "19:33"}, {"CST", "20:33"},
      {"MDT", "20:33"},   {"MST", "21:33"},   {"PDT", "21:33"}, {"PST", "22:33"}, {"pst", "22:33"}};
  for (const auto& [zone, time] : times) {
    INFO(zone);
    CHECK(read(zone) == "2026-11-22T" + time + ":10.000Z");
  }
  // All others mean that the zone is unknown.
  for (const char* zone : {"+0000", "-0000", "UT", "GMT", "Z", "A", "CET", ""}) {
    INFO(zone);
    CHECK(read(zone) == "2026-11-22T14:33:10.000Z");
  }
}

TEST_CASE("an address that is no UTF-8 gets no longer than a record may have it") {
  const auto mail_with = [](const std::string& address) {
    return only("From: <" + address + ">\nTo: <" + address + ">, <b@example.org>\nSubject: Fwd: x\n\n" +
                confirmation().body);
  };
  for (const std::size_t length : {20UL, 105UL, 110UL, 300UL, 330UL}) {
    const auto mail = mail_with("anna@" + std::string(length, '\xFF') + ".org");
    CHECK(read_line(to_line(mail)));
    CHECK(mail.recipients.back() == "b@example.org");
  }
  CHECK(mail_with("anna@\xFF.org").from == "anna@\uFFFD.org");
}

TEST_CASE("an mbox is read message by message, whoever wrote it") {
  auto quoting = confirmation();
  quoting.body = "From now on:\nFrom Anna Tue Nov 24 03:34:28 2026\n" + quoting.body;
  test::Envelope stranger;
  stranger.from = "bob@example.net";
  const std::vector<std::string> mails{test::make_plain_mail(quoting), test::make_html_mail(confirmation(), stranger),
                                       test::make_html_mail(test::mail_text("el", "declined"))};
  for (const char* line_end : {"\n", "\r\n"}) {
    const auto read = read_all(test::make_mbox(mails, line_end));
    CHECK(read.total == 3);
    REQUIRE(read.mails.size() == 2);
    CHECK(read.mails[0].kind == "confirmation");
    CHECK(read.mails[1].kind == "declined");
  }
  const auto thunderbird =
      "From - Sun Nov 22 15:34:28 2026\nX-Mozilla-Status: 0001\n" + test::make_plain_mail(confirmation()) + "\n";
  CHECK(read_all(thunderbird + thunderbird).total == 2);
  CHECK(read_all("").total == 0);
}

TEST_CASE("quoting in an mbox is taken back by one step") {
  MemorySource source{"From x Tue Nov 24 03:34:28 2026\n>From a\n>>From b\n> From c\nFrom d\n"};
  MailStream stream{source};
  std::string mail;
  REQUIRE(stream.next(mail));
  CHECK(mail == "From a\n>From b\n> From c\nFrom d\n");
  CHECK_FALSE(stream.next(mail));
}

TEST_CASE("of an endless message only the beginning is kept") {
  const std::string line(1000, 'x');
  std::string mbox = "From x Tue Nov 24 03:34:28 2026\n";
  while (mbox.size() < 3 * max_message) mbox += line;
  mbox += "\nFrom x Tue Nov 24 03:34:28 2026\nSubject: second\n\n";
  MemorySource source{mbox};
  MailStream stream{source};
  std::string mail;
  REQUIRE(stream.next(mail));
  CHECK(mail.size() == max_message);
  REQUIRE(stream.next(mail));
  CHECK(mail == "Subject: second\n\n");
  CHECK(stream.taken() == static_cast<std::int64_t>(mbox.size()));
}

TEST_CASE("phrases are written as words are folded, each once") {
  const auto plain = [](const std::string& text) {
    std::istringstream words{text};
    std::string plain;
    for (std::string word; words >> word;) {
      if (word.ends_with('*')) word.pop_back();
      if (!word.empty() && word != "…") plain += (plain.empty() ? "" : " ") + word;
    }
    return plain;
  };
  const auto as_folded = [](std::string_view text) {
    std::string folded;
    for (const auto& word : folded_words(text)) folded += (folded.empty() ? "" : " ") + word;
    return folded;
  };
  for (const auto& file : std::filesystem::directory_iterator{test::manifest("mail-words")}) {
    auto lists = nlohmann::json::parse(read_file(file.path()));
    lists.erase("$schema");
    for (const auto& [list, lines] : lists.items()) {
      INFO(file.path().filename().string() + " " + list);
      std::set<std::string> all, wrong;
      for (const std::string line : lines)
        reading::each_phrase(line, [&](std::string_view phrase) {
          const std::string text{phrase};
          if (as_folded(text) != plain(text) || !all.insert(text).second) wrong.insert(text);
        });
      CHECK(wrong == std::set<std::string>{});
    }
  }
}

TEST_CASE("a line of the reader is believed only in its own shape") {
  const auto good = to_line(only(test::make_plain_mail(confirmation())));
  const auto back = read_line(good);
  REQUIRE(back);
  CHECK(to_line(*back) == good);
  const auto line = nlohmann::json::parse(good);
  const auto with = [&](const char* member, const nlohmann::json& value) {
    auto changed = line;
    changed["mail"][member] = value;
    return read_line(changed.dump());
  };
  CHECK(with("kind", "announcement"));
  CHECK_FALSE(with("kind", "praise"));
  CHECK_FALSE(with("kind", 1));
  CHECK_FALSE(with("platform", "myspace"));
  CHECK_FALSE(with("authentication", "maybe"));
  CHECK_FALSE(with("suspicious", {"<b>"}));
  CHECK_FALSE(with("suspicious", "link-elsewhere"));
  CHECK_FALSE(with("date", "2026-11-22"));
  CHECK_FALSE(with("date", "2026-02-31T00:00:00.000Z"));
  CHECK_FALSE(with("formUrl", "javascript:alert(1)"));
  CHECK_FALSE(with("formUrl", "https://example.net/help/contact/712876720715583"));
  CHECK_FALSE(with("formUrl", "https://www.facebook.com.example.net/help/contact/712876720715583"));
  CHECK_FALSE(with("formUrl", "https://www.facebook.com/help/contact/1?token=secret"));
  CHECK_FALSE(with("from", std::string(321, 'x')));
  CHECK_FALSE(with("recipients", Codes(21, "x")));
  for (const char* text :
       {"", "{", "[]", "1", "{}", R"({"mail":[]})", R"({"end":-1})", R"({"end":"1"})", R"({"end":1,"x":1})"})
    CHECK_FALSE(read_line(text));
}

TEST_CASE("whatever is done to a mail, reading it ends well and gives lines of the right shape") {
  // Deterministic, so that a fault can be reproduced.
  std::mt19937 random{20261124};  // NOLINT(cert-msc32-c,cert-msc51-cpp)
  std::vector<std::string> seeds;
  for (const auto& shape : test::mail_shapes())
    if (auto mail = test::make_mail(confirmation(), shape)) seeds.push_back(std::move(*mail));
  seeds.push_back(test::make_mbox({seeds[0], seeds[1]}));
  const std::array<std::string, 12> pieces{"\"",  "<",        ">", "=?utf-8?B?", "--=_mixed_b0undary", "\n\n", "\0\xFF",
                                           "&#x", "<a href=", "(", "\r",         "multipart/mixed"};
  const auto number = [&random](std::size_t below) { return random() % below; };
  for (int i = 0; i < 3000; ++i) {
    auto mail = seeds[number(seeds.size())];
    for (std::size_t k = 0; k <= number(8); ++k) {
      const auto at = number(mail.size());
      switch (number(4)) {
        case 0:
          mail[at] = static_cast<char>(number(256));
          break;
        case 1:
          mail.insert(at, pieces.at(number(pieces.size())));
          break;
        case 2:
          mail.erase(at, number(200));
          break;
        default:
          mail.insert(at, mail.substr(number(mail.size()), number(500)));
      }
      if (mail.empty()) mail = "x";
    }
    MemorySource source{mail};
    bool has_ended = false;
    read_mails(source, [&](const Line& line) {
      has_ended = std::holds_alternative<End>(line);
      return read_line(to_line(line)).has_value();
    });
    CHECK(has_ended);
  }
}

TEST_CASE("hostile structure costs little") {
  std::string nested = "From: Meta <x@meta.com>\n";
  for (int i = 0; i < 20000; ++i) nested += "Content-Type: multipart/mixed; boundary=b\n\n--b\n";
  CHECK(only(nested).kind == "unrelated");
  std::string forwards;
  for (int i = 0; i < 5000; ++i) forwards += "From: Meta <x@meta.com>\nContent-Type: message/rfc822\n\n";
  CHECK(only(forwards).kind == "unrelated");
  CHECK(only("From: " + std::string(1000000, '(') + "x@meta.com\n\n").kind == "unrelated");
  CHECK(only("From: Meta <x@meta.com>\nContent-Type: text/html\n\n" + std::string(500000, '<')).kind == "unrelated");
  std::string headers;
  for (int i = 0; i < 100000; ++i) headers += "X-" + std::to_string(i) + ": y\n";
  CHECK(only("From: Meta <x@meta.com>\n" + headers + "\n" + confirmation().body).kind == "confirmation");
}

TEST_CASE("a link is judged as the extension judges it") {
  const auto file = nlohmann::json::parse(read_file(test::fixture("mail-links.json")));
  for (const auto& link : file.at("links")) {
    INFO(link.dump());
    const auto url = link.at("url").get<std::string>();
    const std::vector<Link> links{{"Facebook", url}};
    const auto verdict = link.at("verdict").get<std::string>();
    CHECK(find_form(links).has_value() == (verdict == "form"));
    CHECK(pretends_to_be_metas(links.front()) == (verdict == "elsewhere" || verdict == "unclear"));
  }
}
