#include "reading/mail/signature.hpp"
#include "places.hpp"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "catch.hpp"
#include "platform/files.hpp"
#include "reading/mail/authentication.hpp"
#include "reading/mail/canonical.hpp"

using namespace demur;
using namespace demur::reading;

// What a signature must be is tested in tests/protocol/signature.test.ts, against a second implementation. The fixture
// is a mail that tests/fixtures/sign-mail.ts signed, and its key.

namespace {

CountsFor counts_for(const std::string& sender) {
  return [sender](std::string_view signer) { return may_sign(signer, sender); };
}
const auto counts = counts_for("support.facebook.com");

std::string signed_mail() {
  return read_file(test::fixture("mail/signed.eml"));
}

SigningKey its_key() {
  return read_added_key(read_file(test::fixture("mail/signed-key.txt"))).value();
}

SignatureState state_of(const std::string& mail) {
  return check_signature(mail, counts, {its_key()}).state;
}

std::string in_body(std::string_view body, Canonical form) {
  std::string text;
  const auto length = canonical_body(body, form, [&](std::string_view piece) { text += piece; });
  CHECK(length == text.size());
  return text;
}

}  // namespace

TEST_CASE("a mail with Meta's signature is Meta's, with one changed byte it is not") {
  const auto mail = signed_mail();
  REQUIRE(state_of(mail) == SignatureState::valid);
  // From the first signed header to the end of the last line.
  for (auto at = mail.find("\nFrom: ") + 1; at < mail.size(); ++at) {
    auto changed = mail;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    INFO(at);
    CHECK(state_of(changed) != SignatureState::valid);
  }
}

TEST_CASE("nobody can have a signed body decoded otherwise") {
  const auto with = [](const std::string& headers) {
    auto mail = signed_mail();
    return state_of(mail.insert(mail.find("From: "), headers));
  };
  for (const char* encoding : {"base64", "Quoted-Printable", "\n base64", "base64 (x)", "x"}) {
    const auto header = "Content-Transfer-Encoding: " + std::string{encoding} + "\n";
    INFO(header);
    CHECK(with(header) == SignatureState::partial);
    CHECK(with("Content-Transfer-Encoding: 8bit\n" + header) == SignatureState::partial);
  }
  CHECK(with("Content-Transfer-Encoding: 8bit\n") == SignatureState::valid);
}

TEST_CASE("a signature says whose key it needs, and counts for its own sender alone") {
  const auto found = check_signature(signed_mail(), counts, {its_key()});
  CHECK(found.key_name == "test._domainkey.support.facebook.com");
  CHECK(found.is_key_added);
  CHECK(check_signature(signed_mail(), counts, {}).state == SignatureState::key_unknown);
  CHECK(check_signature(signed_mail(), counts_for("facebookmail.com"), {its_key()}).state == SignatureState::none);
  CHECK(check_signature(signed_mail(), counts_for("example.org"), {its_key()}).state == SignatureState::none);
}

TEST_CASE("a signature that somebody else made fits: the example of RFC 8463, appendix A") {
  const auto mail = read_file(test::fixture("mail/rfc-8463.eml"));
  const auto key = read_added_key(read_file(test::fixture("mail/rfc-8463-key.txt"))).value();
  const auto state_of_example = [&](const std::string& text) {
    return check_signature(text, [](auto signer) { return signer == "football.example.com"; }, {key}).state;
  };
  // It matches, but lacks the headers that Meta's mails have.
  REQUIRE(state_of_example(mail) == SignatureState::partial);
  for (auto at = mail.find("\nFrom: ") + 1; at < mail.size(); ++at) {
    auto changed = mail;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    INFO(at);
    CHECK(state_of_example(changed) != SignatureState::partial);
  }
  // It lists each header twice, so that none can be added.
  auto added = mail;
  added.insert(added.find("From: "), "From: Eve <eve@example.net>\n");
  CHECK(state_of_example(added) == SignatureState::differs);
}

TEST_CASE("a key in the manifest comes before one of the same name that was added") {
  auto known = its_key();
  known.is_added = false;
  CHECK_FALSE(check_signature(signed_mail(), counts, {known, its_key()}).is_key_added);
  auto other = known;
  other.record = signing_keys().front().record;
  CHECK(check_signature(signed_mail(), counts, {other, its_key()}).is_key_added);
}

TEST_CASE("the keys of the manifest can be read") {
  const auto& keys = signing_keys();
  CHECK(keys.size() >= 2);
  for (const auto& key : keys) {
    INFO(key_name(key.selector, key.domain));
    const auto record = read_key_record(key.record);
    REQUIRE(record);
    CHECK(record->modulus.size() == 128);
    CHECK(record->exponent == std::string("\x01\x00\x01", 3));
    CHECK(record->is_strict);
    CHECK_FALSE(key.is_added);
  }
}

TEST_CASE("a cut or changed key is none, or another one") {
  const auto record = its_key().record;
  for (std::size_t length = 0; length < record.size(); ++length) {
    INFO(length);
    CHECK_FALSE(read_key_record(record.substr(0, length)));
  }
  CHECK_FALSE(read_key_record(record + "AAAA"));
  CHECK_FALSE(read_key_record("k=rsa; k=rsa; " + record.substr(record.find("p="))));
}

TEST_CASE("a key is handed over by its name and its record") {
  const auto key = read_added_key("a.b._domainkey.example.org v=DKIM1; p=x");
  REQUIRE(key);
  CHECK(key->selector == "a.b");
  CHECK(key->domain == "example.org");
  CHECK(key->record == "v=DKIM1; p=x");
  for (const char* text : {"", "example.org p=x", "a._domainkey.example.org", "._domainkey.example.org p=x",
                           "a._domainkey. p=x", "A._domainkey.example.org p=x", "a\"._domainkey.example.org p=x"})
    CHECK_FALSE(read_added_key(text));
}

TEST_CASE("the examples of RFC 6376, section 3.4.5, have the form that it gives them") {
  const auto raw = read_raw("A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n");
  REQUIRE(raw);
  REQUIRE(raw->headers.size() == 2);
  CHECK(canonical_header(raw->headers[0].text, Canonical::relaxed) == "a:X");
  CHECK(canonical_header(raw->headers[1].text, Canonical::relaxed) == "b:Y Z");
  CHECK(canonical_header(raw->headers[1].text, Canonical::simple) == "B : Y\t\r\n\tZ  ");
  CHECK(in_body(raw->body, Canonical::relaxed) == " C\r\nD E\r\n");
  CHECK(in_body(raw->body, Canonical::simple) == " C \r\nD \t E\r\n");
  CHECK(in_body("", Canonical::simple) == "\r\n");
  CHECK(in_body("\r\n \r\n", Canonical::relaxed).empty());
}

TEST_CASE("headers that can't be told from the body are not judged by their signature") {
  CHECK_FALSE(read_raw("From: x\nHello!\nTo: y\n\n"));
  CHECK_FALSE(read_raw(" folded: x\n\n"));
  std::string many;
  for (int i = 0; i < 501; ++i) many += "X: y\n";
  CHECK_FALSE(read_raw(many));
}
