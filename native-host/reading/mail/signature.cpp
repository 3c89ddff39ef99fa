#include "reading/mail/signature.hpp"

#include <bearssl.h>

#include <algorithm>
#include <array>
#include <optional>

#include "reading/mail/canonical.hpp"
#include "reading/mail/headers.hpp"
#include "reading/mail/tag_list.hpp"
#include "text/characters.hpp"
#include "text/encoding.hpp"

namespace demur::reading {
namespace {

constexpr std::string_view signature_header = "dkim-signature";
/// Headers that a person reads or a program decides by; Meta signs all of them, each once.
constexpr std::array<std::string_view, 6> needed_headers{"from", "to",           "subject",
                                                         "date", "mime-version", "content-type"};
constexpr std::size_t max_signed_headers = 200;
/// Checking more for one sender would only cost time.
constexpr int max_checked = 4;

class Sha256 {
 public:
  using Digest = std::array<unsigned char, br_sha256_SIZE>;

  Sha256() { br_sha256_init(&context_); }
  void add(std::string_view bytes) { br_sha256_update(&context_, bytes.data(), bytes.size()); }
  [[nodiscard]] Digest digest() const {
    Digest digest{};
    br_sha256_out(&context_, digest.data());
    return digest;
  }

 private:
  br_sha256_context context_{};
};

/// A DKIM-Signature, read.
struct Signature {
  std::string domain, selector;
  Canonical header_form = Canonical::simple, body_form = Canonical::simple;
  std::vector<std::string> headers;  ///< h=, in lower case.
  std::string body_hash, value;      ///< Bytes.
  std::string identity_domain;       ///< Of i=; that of d= where it is missing.
  std::optional<std::size_t> length;
  std::optional<Time> made_at;  ///< t=.
  std::string_view text;        ///< The header as it is in the message.
};

std::optional<Canonical> form_named(std::string_view name) {
  if (name == "simple") return Canonical::simple;
  return name == "relaxed" ? std::optional{Canonical::relaxed} : std::nullopt;
}

std::vector<std::string> names_in(std::string_view list) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at <= list.size() && names.size() <= max_signed_headers;) {
    const auto end = std::min(list.find(':', at), list.size());
    names.push_back(lower_case(trimmed(list.substr(at, end - at))));
    at = end + 1;
  }
  return names;
}

/// Reads c=, "relaxed/simple". What is left out is simple.
bool read_forms(std::string_view value, Signature& signature) {
  if (value.empty()) return true;
  const auto slash = std::min(value.find('/'), value.size());
  const auto header = form_named(value.substr(0, slash));
  const auto body = slash == value.size() ? Canonical::simple : form_named(value.substr(slash + 1));
  if (!header || !body) return false;
  signature.header_form = *header;
  signature.body_form = *body;
  return true;
}

/// t= and x=: a signature that ended before it was made is malformed.
bool has_right_times(const TagList& tags) {
  const auto made = tag_of(tags, "t"), ends = tag_of(tags, "x");
  if (ends.empty()) return true;
  const auto last = read_number<std::uint64_t>(ends);
  const auto first = made.empty() ? std::optional<std::uint64_t>{0} : read_number<std::uint64_t>(made);
  return last && first && *first < *last;
}

/// t=, in seconds since 1970.
std::optional<Time> time_made(const TagList& tags) {
  const auto seconds = read_number<std::uint32_t>(tag_of(tags, "t"));
  return seconds ? std::optional{Time{std::chrono::seconds{*seconds}}} : std::nullopt;
}

std::optional<Signature> read_signature(std::string_view text) {
  const auto tags = read_tag_list(text.substr(std::min(text.find(':') + 1, text.size())));
  if (!tags || tag_of(*tags, "v") != "1" || tag_of(*tags, "a") != "rsa-sha256") return std::nullopt;
  if (tags->contains("q") && tag_of(*tags, "q") != "dns/txt") return std::nullopt;
  Signature signature;
  signature.text = text;
  signature.domain = lower_case(tag_of(*tags, "d"));
  signature.selector = lower_case(tag_of(*tags, "s"));
  if (signature.domain.empty() || signature.selector.empty() || !has_right_times(*tags)) return std::nullopt;
  signature.identity_domain = tags->contains("i") ? lower_case(domain_of(tag_of(*tags, "i"))) : signature.domain;
  if (!is_within(signature.identity_domain, signature.domain)) return std::nullopt;
  if (!read_forms(tag_of(*tags, "c"), signature)) return std::nullopt;
  signature.headers = names_in(tag_of(*tags, "h"));
  signature.made_at = time_made(*tags);
  signature.body_hash = bytes_of(*tags, "bh");
  signature.value = bytes_of(*tags, "b");
  if (signature.value.empty() || signature.headers.size() > max_signed_headers) return std::nullopt;
  if (!tags->contains("l")) return signature;
  signature.length = read_number<std::size_t>(tag_of(*tags, "l"));
  return signature.length ? std::optional{std::move(signature)} : std::nullopt;
}

/// The header of the signature with an empty b=, as it was when it was signed.
std::string without_value(std::string_view header) {
  auto start = std::min(header.find(':') + 1, header.size());
  while (start < header.size()) {
    const auto end = std::min(header.find(';', start), header.size());
    const auto equals = std::min(header.find('=', start), end);
    if (trimmed(header.substr(start, equals - start)) == "b")
      return std::string(header.substr(0, std::min(equals + 1, end))) + std::string(header.substr(end));
    start = end + 1;
  }
  return std::string(header);
}

std::size_t count_of(const RawMessage& message, std::string_view name) {
  return static_cast<std::size_t>(std::count_if(message.headers.begin(), message.headers.end(),
                                                [&](const auto& header) { return header.name == name; }));
}

/// A header's value, in lower case.
std::string value_in(const RawHeader& header) {
  return lower_case(trimmed(header.text.substr(std::min(header.text.find(':') + 1, header.text.size()))));
}

/// Whether nobody could have said otherwise how the body has to be decoded. Meta's signatures leave out the header that
/// says so; where a mail has several parts, each has its own.
bool covers_encoding(const Signature& signature, const RawMessage& message) {
  constexpr std::string_view name = "content-transfer-encoding";
  constexpr std::array<std::string_view, 3> as_it_is{"7bit", "8bit", "binary"};
  const auto is_multipart = [](const auto& header) {
    return header.name == "content-type" && value_in(header).starts_with("multipart/");
  };
  const auto is_decoded = [&](const auto& header) {
    return header.name == name && !contains(as_it_is, value_in(header));
  };
  const auto& headers = message.headers;
  return std::any_of(headers.begin(), headers.end(), is_multipart) ||
         std::none_of(headers.begin(), headers.end(), is_decoded) ||
         (count_of(message, name) == 1 && contains(signature.headers, name));
}

/// Whether nobody could have added a header that programs show instead of the signed one.
bool covers_headers(const Signature& signature, const RawMessage& message) {
  const auto is_covered = [&](std::string_view name) {
    return count_of(message, name) == 1 && contains(signature.headers, name);
  };
  const auto is_resent = [](const auto& header) { return header.name.starts_with("resent-"); };
  return std::all_of(needed_headers.begin(), needed_headers.end(), is_covered) &&
         std::none_of(message.headers.begin(), message.headers.end(), is_resent) && covers_encoding(signature, message);
}

/// The digest of the signed headers: from the bottom up where a name is listed more than once (section 5.4.2).
Sha256::Digest header_digest(const Signature& signature, const RawMessage& message) {
  Sha256 hash;
  std::vector<bool> is_used(message.headers.size(), false);
  for (const auto& name : signature.headers) {
    for (auto i = message.headers.size(); i-- > 0;) {
      if (is_used[i] || message.headers[i].name != name) continue;
      is_used[i] = true;
      hash.add(canonical_header(message.headers[i].text, signature.header_form));
      hash.add("\r\n");
      break;
    }
  }
  hash.add(canonical_header(without_value(signature.text), signature.header_form));
  return hash.digest();
}

bool is_equal(const Sha256::Digest& digest, std::string_view bytes) {
  return std::equal(digest.begin(), digest.end(), bytes.begin(), bytes.end(),
                    [](unsigned char a, char b) { return a == static_cast<unsigned char>(b); });
}

struct BodyCheck {
  bool fits, is_whole;
};

BodyCheck check_body(const Signature& signature, const RawMessage& message) {
  Sha256 hash;
  std::size_t left = signature.length.value_or(SIZE_MAX);
  const auto length = canonical_body(message.body, signature.body_form, [&](std::string_view piece) {
    const auto taken = piece.substr(0, left);
    hash.add(taken);
    left -= taken.size();
  });
  const bool is_long_enough = !signature.length || *signature.length <= length;
  return {is_long_enough && is_equal(hash.digest(), signature.body_hash),
          !signature.length || *signature.length == length};
}

bool verifies(const Signature& signature, const RawMessage& message, PublicKey key) {
  const auto bytes = [](std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
  };
  const br_rsa_public_key number{bytes(key.modulus), key.modulus.size(), bytes(key.exponent), key.exponent.size()};
  auto value = signature.value;
  Sha256::Digest found{};
  const auto is_signed = br_rsa_pkcs1_vrfy_get_default()(bytes(value), value.size(), BR_HASH_OID_SHA256, found.size(),
                                                         &number, found.data());
  return is_signed == 1 && found == header_digest(signature, message);
}

/// What, besides the body, a signature must cover.
using IsComplete = bool (*)(const Signature&, const RawMessage&);

bool says_when(const Signature& signature, const RawMessage& /*message*/) {
  return signature.made_at.has_value();
}

SignatureState state_by(const Signature& signature, const RawMessage& message, const SigningKey& key,
                        IsComplete is_complete) {
  const auto record = read_key_record(key.record);
  if (!record) return SignatureState::key_unknown;
  const bool is_identity_right = !record->is_strict || signature.identity_domain == signature.domain;
  const auto body = check_body(signature, message);
  if (!is_identity_right || !body.fits || !verifies(signature, message, *record)) return SignatureState::differs;
  return body.is_whole && is_complete(signature, message) ? SignatureState::valid : SignatureState::partial;
}

/// Checks one signature with all keys of its name: the manifest's, and one that the person has added.
SignatureCheck check(const Signature& signature, const RawMessage& message, const std::vector<SigningKey>& keys,
                     IsComplete is_complete) {
  SignatureCheck best{SignatureState::key_unknown, key_name(signature.selector, signature.domain), false};
  for (const auto& key : keys) {
    if (key.domain != signature.domain || key.selector != signature.selector) continue;
    const auto state = state_by(signature, message, key, is_complete);
    if (state <= best.state) continue;
    best.state = state;
    best.is_key_added = key.is_added;
  }
  return best;
}

/// Calls `take` with the signatures that count, up to `max_checked`.
template <typename Take>
void for_each_signature(std::string_view message, const CountsFor& counts, Take take) {
  const auto raw = read_raw(message);
  if (!raw) return;
  int checked = 0;
  for (const auto& header : raw->headers) {
    if (header.name != signature_header) continue;
    const auto signature = read_signature(header.text);
    if (signature && counts(signature->domain) && checked++ < max_checked) take(*signature, *raw);
  }
}

}  // namespace

const char* code_of(SignatureState state) {
  switch (state) {
    case SignatureState::none:
      return "not-signed";
    case SignatureState::key_unknown:
      return "key-unknown";
    case SignatureState::differs:
      return "signature-differs";
    default:
      return "signature-partial";
  }
}

SignatureCheck check_signature(std::string_view message, const CountsFor& counts, const std::vector<SigningKey>& keys) {
  SignatureCheck best;
  for_each_signature(message, counts, [&](const Signature& signature, const RawMessage& raw) {
    auto found = check(signature, raw, keys, covers_headers);
    if (found.state > best.state) best = std::move(found);
  });
  return best;
}

Witness find_witness(std::string_view message, const std::vector<SigningKey>& keys) {
  const CountsFor anybodys = [](std::string_view) { return true; };
  Witness best;
  for_each_signature(message, anybodys, [&](const Signature& signature, const RawMessage& raw) {
    auto found = check(signature, raw, keys, says_when);
    if (found.state > best.state)
      best = {found.state, signature.domain, std::move(found.key_name), found.is_key_added, signature.made_at};
  });
  return best;
}

}  // namespace demur::reading
