#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Public keys for signatures on mails, as published in DNS: RFC 6376, section 3.6.
namespace demur::reading {

/// What a record says, as far as it matters here.
struct PublicKey {
  std::string modulus, exponent;  ///< Big-endian, without leading zeros.
  bool is_strict = false;         ///< t=s: it signs only for its own domain, not for any below it.
};

/// Nothing for a record that isn't an RSA key of 1024 bits or more for SHA-256 and mail, or that is withdrawn (an empty
/// p=) or only being tried out (t=y).
std::optional<PublicKey> read_key_record(std::string_view record);

/// A key and whose it is.
struct SigningKey {
  std::string domain, selector;  ///< In lower case.
  std::string record;
  bool is_added = false;  ///< The person has added it; otherwise it is in manifests/dkim-keys.json.
  /// Where the manifest has it from, and the last day on which it was seen there.
  std::string source = {}, day = {};
};

/// The name of a key's record in DNS: "s1._domainkey.example.org".
std::string key_name(std::string_view selector, std::string_view domain);

/// An added key as it is passed to demur-reader: its name, a space, and its record. Nothing for any other text.
std::optional<SigningKey> read_added_key(std::string_view text);

/// The keys that signatures are checked with: those of the manifest, and then those that were added.
const std::vector<SigningKey>& signing_keys();

/// Adds what the person has added; once, when the program starts.
void add_signing_keys(std::vector<SigningKey> added);

}  // namespace demur::reading
