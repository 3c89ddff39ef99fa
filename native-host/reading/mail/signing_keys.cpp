#include "reading/mail/signing_keys.hpp"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "embedded/dkim_keys_json.hpp"
#include "reading/mail/tag_list.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

constexpr std::string_view name_mark = "._domainkey.";
/// The least that RFC 8301 lets a verifier accept, and the most that the library takes.
constexpr std::size_t min_key_bytes = 128, max_key_bytes = 512;
constexpr std::size_t max_exponent_bytes = 4;

// The tags of the few ASN.1 types in a public key (X.690, section 8).
constexpr unsigned char type_integer = 0x02, type_bits = 0x03, type_sequence = 0x30;
/// The object identifier of RSA with no parameters: RFC 8017, appendix C.
constexpr std::string_view rsa_algorithm{"\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01\x05\x00", 13};

unsigned char byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

/// Takes an element of this type off the beginning and returns its content. Nothing for another type, or a cut one.
std::optional<std::string_view> take(std::string_view& der, unsigned char type) {
  constexpr std::size_t long_form = 0x80, max_length_bytes = 2;
  if (der.size() < 2 || byte_at(der, 0) != type) return std::nullopt;
  std::size_t length = byte_at(der, 1), start = 2;
  if (length >= long_form) {
    const auto count = length - long_form;
    if (count == 0 || count > max_length_bytes || der.size() < start + count) return std::nullopt;
    length = 0;
    for (std::size_t i = 0; i < count; ++i) length = length * 256 + byte_at(der, start + i);
    start += count;
  }
  if (der.size() - start < length) return std::nullopt;
  const auto content = der.substr(start, length);
  der.remove_prefix(start + length);
  return content;
}

/// A positive number in big-endian order, without leading zeros; empty where there is none.
std::string take_number(std::string_view& der) {
  const auto content = take(der, type_integer);
  if (!content || content->empty() || byte_at(*content, 0) >= 0x80) return {};
  return std::string(content->substr(std::min(content->find_first_not_of('\0'), content->size())));
}

/// SubjectPublicKeyInfo (RFC 5280, section 4.1) around RSAPublicKey (RFC 8017, appendix A.1.1). Some write only the
/// inner one, as RFC 6376 once said.
std::optional<PublicKey> read_der(std::string_view der) {
  auto outer = take(der, type_sequence);
  if (!outer || !der.empty()) return std::nullopt;
  auto numbers = *outer;
  auto rest = *outer;
  if (const auto algorithm = take(rest, type_sequence)) {
    auto bits = take(rest, type_bits);
    if (*algorithm != rsa_algorithm || !bits || !rest.empty() || bits->empty() || byte_at(*bits, 0) != 0)
      return std::nullopt;
    bits->remove_prefix(1);
    const auto inner = take(*bits, type_sequence);
    if (!inner || !bits->empty()) return std::nullopt;
    numbers = *inner;
  }
  PublicKey key{take_number(numbers), take_number(numbers)};
  if (!numbers.empty() || key.modulus.size() < min_key_bytes || key.modulus.size() > max_key_bytes ||
      byte_at(key.modulus, 0) < 0x80 || key.exponent.empty() || key.exponent.size() > max_exponent_bytes)
    return std::nullopt;
  return key;
}

/// Whether a list of words separated by colons, such as "s:y", has this word.
bool lists(std::string_view list, std::string_view word) {
  while (true) {
    const auto end = std::min(list.find(':'), list.size());
    if (trimmed(list.substr(0, end)) == word) return true;
    if (end == list.size()) return false;
    list.remove_prefix(end + 1);
  }
}

bool is_name(std::string_view text) {
  constexpr std::size_t max_name_length = 253;
  return !text.empty() && text.size() <= max_name_length && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-' || c == '.' || c == '_';
  });
}

std::vector<SigningKey> manifest_keys() {
  const auto manifest = nlohmann::json::parse(dkim_keys_json);
  std::vector<SigningKey> keys;
  for (const auto& key : manifest.at("keys"))
    keys.push_back({key.at("domain"), key.at("selector"), key.at("record"), false, key.at("source"), key.at("day")});
  return keys;
}

std::vector<SigningKey>& all_keys() {
  static auto keys = manifest_keys();
  return keys;
}

}  // namespace

std::optional<PublicKey> read_key_record(std::string_view record) {
  const auto tags = read_tag_list(record);
  if (!tags) return std::nullopt;
  const auto allows = [&](const char* tag, std::string_view word) {
    return !tags->contains(tag) || lists(tag_of(*tags, tag), word);
  };
  if (!allows("v", "DKIM1") || !allows("k", "rsa") || !allows("h", "sha256")) return std::nullopt;
  if (!allows("s", "email") && !allows("s", "*")) return std::nullopt;
  const auto flags = tag_of(*tags, "t");
  if (lists(flags, "y")) return std::nullopt;
  auto key = read_der(bytes_of(*tags, "p"));
  if (key) key->is_strict = lists(flags, "s");
  return key;
}

std::string key_name(std::string_view selector, std::string_view domain) {
  return std::string(selector) + std::string(name_mark) + std::string(domain);
}

std::optional<SigningKey> read_added_key(std::string_view text) {
  const auto name = text.substr(0, text.find(' '));
  const auto mark = name.find(name_mark);
  if (mark == std::string_view::npos || name.size() == text.size()) return std::nullopt;
  const auto selector = name.substr(0, mark), domain = name.substr(mark + name_mark.size());
  if (!is_name(selector) || !is_name(domain)) return std::nullopt;
  return SigningKey{std::string(domain), std::string(selector), std::string(text.substr(name.size() + 1)), true};
}

const std::vector<SigningKey>& signing_keys() {
  return all_keys();
}

void add_signing_keys(std::vector<SigningKey> added) {
  std::move(added.begin(), added.end(), std::back_inserter(all_keys()));
}

}  // namespace demur::reading
