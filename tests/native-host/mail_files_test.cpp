// Files of mails as people have them: several programs' mailboxes, packed, converted, and files that are not mail.
#include <zlib.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "mail_fixtures.hpp"
#include "places.hpp"
#include "platform/files.hpp"
#include "read_mails.hpp"
#include "reading/charsets.hpp"
#include "reading/mail/mail_reader.hpp"
#include "reading/mail/plain_source.hpp"
#include "text/encoding.hpp"

using namespace demur;
using namespace demur::reading;
using demur::test::read_all;

namespace {

std::string confirmation(const std::string& line_end = "\n") {
  return test::make_mail(test::mail_text("en", "confirmation"),
                         {"utf-8", test::Transfer::eight_bit, test::Packing::plain, line_end})
      .value();
}

std::string dinner(const std::string& line_end = "\n") {
  return "From: Bea <bea@example.net>" + line_end + "Subject: Dinner" + line_end + line_end + "Come at eight." +
         line_end;
}

std::string packed(const std::string& bytes) {
  z_stream stream{};
  REQUIRE(::deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string result(bytes.size() + 1000, '\0');
  std::string copy = bytes;
  stream.next_in = reinterpret_cast<Bytef*>(copy.data());
  stream.avail_in = static_cast<uInt>(copy.size());
  stream.next_out = reinterpret_cast<Bytef*>(result.data());
  stream.avail_out = static_cast<uInt>(result.size());
  REQUIRE(::deflate(&stream, Z_FINISH) == Z_STREAM_END);
  result.resize(stream.total_out);
  ::deflateEnd(&stream);
  return result;
}

std::string utf16(std::string_view mail, bool is_big) {
  std::string text = is_big ? "\xFE\xFF" : "\xFF\xFE", ascii;
  for (const auto byte : mail) {
    const auto c = static_cast<unsigned char>(byte);
    if (c < 0x80 || c >= 0xC0) ascii += c < 0x80 ? byte : '\'';
  }
  for (const char c : ascii) text += is_big ? std::string{'\0', c} : std::string{c, '\0'};
  return text;
}

}  // namespace

TEST_CASE("what separates the mails of a mailbox is known, whoever wrote it") {
  const auto file = nlohmann::json::parse(read_file(test::fixture("mbox-lines.json")));
  for (const auto& line : file.at("lines")) {
    const auto separator = separator_at(line.at("text").get<std::string>(), line.value("afterBlank", false));
    INFO(line.dump());
    CHECK((separator != Separator::none) == line.at("separates"));
    CHECK((separator == Separator::quoting) == line.value("quotes", false));
  }
}

TEST_CASE("a mailbox of today's Thunderbird is read mail by mail, also behind older mails") {
  for (const std::string end : {"\n", "\r\n"}) {
    const auto now = "From " + end + "X-Mozilla-Status: 0001" + end;
    const auto before = "From - Mon Jul 11 12:08:34 2011" + end + "X-Mozilla-Status: 0001" + end;
    const auto said = end + "From now on we meet at nine." + end + end;
    const auto mailbox = now + dinner(end) + said + now + confirmation(end) + end + now + dinner(end) + end;
    const auto read = read_all(mailbox);
    CHECK(read.total == 3);
    CHECK(read.mailbox == "quoting");
    REQUIRE(read.mails.size() == 1);
    CHECK(read.mails[0].kind == "confirmation");
    CHECK(read.mails[0].authentication == "provider");
    CHECK(mailbox.substr(static_cast<std::size_t>(read.mails[0].start)).starts_with("X-Mozilla-Status"));
    const auto mixed = read_all(before + dinner(end) + end + mailbox);
    CHECK(mixed.total == 4);
    CHECK(mixed.mails.size() == 1);
    CHECK(mixed.mailbox == "other");
  }
}

TEST_CASE("what may stand before a mail or a mailbox costs neither its sender nor its date") {
  const std::string mark = "\xEF\xBB\xBF";
  const auto mail = confirmation();
  const auto mailbox =
      "From bob@example.net 2026-11-28 10:00:00\n" + mail + "\nFrom x Sat, 28 Nov 2026 10:00:00 +0000\n" + dinner();
  for (const auto& before : {std::string{}, mark, std::string{"\n"}, std::string{"\r\n\r\n"}, mark + "\r\n"}) {
    const auto one = read_all(before + mail);
    REQUIRE(one.mails.size() == 1);
    CHECK(one.mails[0].authentication == "provider");
    CHECK(one.mails[0].date == "2026-11-22T14:33:10.000Z");
    CHECK(read_all(before + mailbox).total == 2);
  }
  for (const auto& foreign :
       {"Microsoft Mail Internet Headers Version 2.0\r\n", "This is what I got\n", ">From bob Tue Nov 24 2026\n"}) {
    const auto one = read_all(foreign + mail);
    REQUIRE(one.mails.size() == 1);
    CHECK(one.mails[0].from == "case++aazq4xkq7vj2@support.facebook.com");
    CHECK(one.mails[0].authentication == "provider");
  }
  // Words are not a header.
  CHECK(read_all("Look what I got:\n\nFrom: Bob\nTo: Anna\n").mails.at(0).from.empty());
}

TEST_CASE("a mail that Apple Mail keeps is read without what follows it") {
  const auto mail = confirmation();
  for (const std::string& number : {std::to_string(mail.size()), std::to_string(mail.size()) + "    "}) {
    const auto file = number + "\n" + mail +
                      "<?xml version=\"1.0\"?>\n<plist><string>We cannot honour your objection.</string></plist>\n";
    const auto read = read_all(file);
    REQUIRE(read.mails.size() == 1);
    CHECK(read.mails[0].kind == "confirmation");
    CHECK(read.mails[0].authentication == "provider");
    CHECK(file.substr(static_cast<std::size_t>(read.mails[0].start), static_cast<std::size_t>(read.mails[0].bytes)) ==
          mail);
  }
  // A number among the words is just text.
  CHECK(read_all("2026\nWe will honour your objection to AI at Meta.").mails.at(0).kind == "answered");
}

TEST_CASE("a mail in another form of text is read, and kept as it came") {
  const auto mail = confirmation("\r\n");
  auto returns = confirmation("\n");
  std::replace(returns.begin(), returns.end(), '\n', '\r');
  for (const auto& file : {utf16(mail, false), utf16(mail, true), returns}) {
    const auto read = read_all(file);
    REQUIRE(read.mails.size() == 1);
    CHECK(read.mails[0].kind == "confirmation");
    CHECK(read.mails[0].authentication == "provider");
    CHECK(read.mails[0].start == 0);
    CHECK(read.mails[0].bytes == static_cast<std::int64_t>(file.size()));
  }
}

TEST_CASE("UTF-16 is read in whole characters, wherever it is cut") {
  std::string text;
  char32_t half = 0;
  const std::string emoji{'\x3E', '\xD8', '\x8A', '\xDD', 'x', '\0', '\x3E', '\xD8', 'y', '\0'};
  append_utf16(text, std::string_view(emoji).substr(0, 2), false, half);
  append_utf16(text, std::string_view(emoji).substr(2), false, half);
  CHECK(text == "\U0001F98Ax\uFFFDy");
  for (const std::string charset : {"utf-16", "utf-16le", "UTF-16LE"})
    CHECK(to_utf8(std::string("a\0\xE4\0", 4), charset) == "aä");
  CHECK(to_utf8(std::string("\0a\0\xE4", 4), "utf-16") == "aä");
  CHECK(to_utf8(std::string("\xFE\xFF\0a", 4), "utf-16le") == "a");
}

TEST_CASE("what gzip packed is read as if it weren't, and its bytes are given back") {
  const auto mailbox = "From \n" + dinner() + "\nFrom \n" + confirmation();
  const auto file = packed(mailbox);
  const auto read = read_all(file);
  CHECK(read.total == 2);
  REQUIRE(read.mails.size() == 1);
  CHECK(read.mails[0].authentication == "provider");
  MemorySource source{file};
  std::string bytes;
  read_bytes(source, read.mails[0].start, read.mails[0].bytes, [&](const Line& line) {
    if (const auto* piece = std::get_if<BytesPiece>(&line)) bytes += from_hex(piece->hex).value();
    return true;
  });
  CHECK(bytes == confirmation());
  // Cut off, damaged, and several joined in one.
  CHECK(read_all(file.substr(0, file.size() - 20)).total > 0);
  CHECK(read_all(file.substr(0, 20) + "damaged").total >= 0);
  CHECK(read_all(packed("From \n" + dinner() + "\n") + packed("From \n" + confirmation())).total == 2);
}

TEST_CASE("bytes that go beyond what a number can say are those to the end") {
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  const std::string text = "Dear Anna";
  const auto bytes = [&text](std::int64_t start, std::int64_t count) {
    MemorySource source{text};
    std::string read;
    read_bytes(source, start, count, [&read](const Line& line) {
      if (const auto* piece = std::get_if<BytesPiece>(&line)) read += from_hex(piece->hex).value();
      return true;
    });
    return read;
  };
  CHECK(bytes(0, most) == text);
  CHECK(bytes(5, most) == "Anna");
  CHECK(bytes(most, most).empty());
}

TEST_CASE("of a file that is no mail it is said what it is") {
  CHECK(read_all(std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", 10)).not_mail == "outlook");
  CHECK(read_all("!BDN....").not_mail == "outlook");
  CHECK(read_all("%PDF-1.7\n").not_mail == "pdf");
  CHECK(read_all("PK\x03\x04....").not_mail == "other");
  CHECK(read_all(std::string("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16)).not_mail == "other");
  CHECK(read_all(packed("%PDF-1.7\n")).not_mail == "pdf");
  CHECK(read_all(std::string("Subject: x\n\n\0\0", 14)).not_mail.empty());
  CHECK(read_all("We will honour your objection.").not_mail.empty());
  CHECK(read_all("%PDF-1.7\n").total == 0);
}

TEST_CASE("a mail that another mail may contain is never taken for genuine") {
  const auto evil = "From: Eve <eve@example.net>\nSubject: Hi\n\nHi\n\n";
  const auto old = std::string("From - Mon Nov 23 12:08:34 2026\n"), now = std::string("From \n"),
             takeout = std::string("From 1849@xxx Tue Nov 24 03:34:28 +0000 2026\n");
  const auto verdict = [&](const std::string& text, Before before = Before::nothing) {
    const auto mails = read_all(text, before).mails;
    return mails.size() == 1 ? mails[0].authentication : "none or several";
  };
  // Written by a program that quotes: what isn't quoted is a separate mail.
  CHECK(verdict(now + evil + now + confirmation()) == "provider");
  CHECK(verdict(takeout + evil + takeout + confirmation()) == "provider");
  // The first mail has none before it.
  CHECK(verdict(old + confirmation() + "\n" + old + evil) == "provider");
  // The program that wrote it may not quote, and Eve may have written it all.
  CHECK(verdict(old + evil + old + confirmation()) == "none");
  CHECK(verdict(old + evil + now + confirmation()) == "none");
  CHECK(verdict(now + evil + "From x Sun Nov  1 09:05:01 2026\n" + confirmation()) == "none");
  CHECK(verdict(old + evil + old + evil + takeout + confirmation()) == "none");
  // A piece of a mailbox knows what the pieces before it were.
  CHECK(verdict(now + confirmation(), Before::quoting) == "provider");
  CHECK(verdict(old + confirmation(), Before::quoting) == "none");
  CHECK(verdict(now + confirmation(), Before::other) == "none");
  CHECK(read_all(now + evil, Before::other).mailbox == "other");
  CHECK(read_all(old + evil + old + confirmation()).mails.at(0).suspicious ==
        std::vector<std::string>{"within-mailbox"});
}

TEST_CASE("parts are found however the header names what separates them") {
  const auto mail = [](const std::string& type, const std::string& part) {
    return read_all("From: Meta <x@meta.com>\nContent-Type: " + type + "\n\n" + part).mails.at(0).kind;
  };
  const std::string words = "We will honour your objection to AI at Meta.\n";
  const auto parts = "--abcdef\nContent-Type: text/plain\n\n" + words + "--abcdef--\n";
  CHECK(mail("multipart/alternative; boundary*0=\"abc\"; boundary*1=\"def\"", parts) == "confirmation");
  CHECK(mail("multipart/alternative; boundary*1=def; boundary*0=abc", parts) == "confirmation");
  CHECK(mail("multipart/alternative; boundary*=us-ascii''abc%64ef", parts) == "confirmation");
  CHECK(mail("multipart/alternative", parts) == "confirmation");
  CHECK(mail("multipart/alternative; boundary=other", parts) == "confirmation");
  CHECK(mail("text", words) == "confirmation");
  CHECK(mail("text/plain; charset*=utf-16le''utf-16le", words) == "confirmation");
  for (const auto& encoding : {"BASE64 (x)", "\"base64\"", " Base64 ;"})
    CHECK(mail("text/plain\nContent-Transfer-Encoding: " + std::string(encoding),
               "V2Ugd2lsbCBob25vdXIgeW91ciBvYmplY3Rpb24gdG8gQUkgYXQgTWV0YS4=\n") == "confirmation");
}
