#include <array>
#include <cstdint>

#include "catch.hpp"
#include "platform/secrets.hpp"
#include "text/characters.hpp"
#include "text/encoding.hpp"
#include "text/ids.hpp"
#include "text/utf8.hpp"

using namespace demur;

TEST_CASE("a UUID is known by its form, in lower case") {
  CHECK(is_uuid(random_uuid()));
  CHECK(is_uuid("0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7a01"));
  for (const auto* text : {"", "0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7a0", "0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7a011",
                           "0B6CF9A2-8F3E-4F0E-9D0A-6F4F5E1F7A01", "0b6cf9a2x8f3e-4f0e-9d0a-6f4f5e1f7a01"})
    CHECK_FALSE(is_uuid(text));
}

TEST_CASE("a UUID tells its version, and one that belongs to a text is always the same") {
  std::array<unsigned char, 16> ones{};
  ones.fill(0xFF);
  CHECK(to_uuid(ones, UuidVersion::random) == "ffffffff-ffff-4fff-bfff-ffffffffffff");
  CHECK(to_uuid({}, UuidVersion::custom) == "00000000-0000-8000-8000-000000000000");
  CHECK(random_uuid() != random_uuid());
  // SHA-256 of "abc" begins with ba7816bf8f01cfea414140de5dae2223 (FIPS 180-4).
  CHECK(derived_uuid("abc") == "ba7816bf-8f01-8fea-8141-40de5dae2223");
}

TEST_CASE("characters are counted and cut whole") {
  const std::string_view text = "a\u00E4\u20AC\U0001F600";
  CHECK(count_characters(text) == 4);
  CHECK(whole_characters(text, text.size()) == text);
  CHECK(whole_characters(text, 9) == "a\u00E4\u20AC");
  CHECK(whole_characters(text, 2) == "a");
  CHECK(whole_characters(text, 0).empty());
}

TEST_CASE("a number is a whole text without a sign") {
  CHECK(read_number<std::int64_t>("042") == 42);
  CHECK(read_number<int>("fF", 16) == 255);
  for (const auto* text : {"", "-1", "+1", " 1", "1 ", "1a", "9223372036854775808"})
    CHECK_FALSE(read_number<std::int64_t>(text));
}

TEST_CASE("characters are classed as ASCII") {
  CHECK(lower_case("\u00C4bC1") == "\u00C4bc1");
  CHECK(trimmed(" \t a b\r\n") == "a b");
  CHECK(is_within("www.facebook.com", "facebook.com"));
  CHECK_FALSE(is_within("notfacebook.com", "facebook.com"));
  CHECK(needs_no_escaping("https://example.org/?a=b&c#d"));
  for (const auto* text : {"a b", "a\"b", "a\\b", "a<b", "a>b", "\u00E4", "a\nb"}) CHECK_FALSE(needs_no_escaping(text));
}
