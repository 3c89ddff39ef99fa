#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/time.hpp"
#include "reading/mail/signing_keys.hpp"

/// The signature of a mail, checked without a network: DKIM, RFC 6376.
namespace demur::reading {

enum class SignatureState {
  none,         ///< There is none by a domain that may sign for the sender.
  key_unknown,  ///< There is one, and its key isn't known.
  partial,      ///< It doesn't cover some words or headers, which others could have written, so it proves nothing.
  differs,      ///< It doesn't match: the mail was changed on its way, or the signature is not the sender's.
  valid
};

/// The code for why a signature proves nothing, as in manifests/protocol.json. A valid one whose maker can't be named
/// proves as little as one that covers a part.
const char* code_of(SignatureState state);

struct SignatureCheck {
  SignatureState state = SignatureState::none;
  std::string key_name;       ///< Of the key that was needed; empty where there is no signature.
  bool is_key_added = false;  ///< It rests on a key that the person has added.
};

/// Whether a signature by this domain counts for the sender of a mail.
using CountsFor = std::function<bool(std::string_view signer)>;

/// Checks the signatures that count for the sender, and returns the best result. A valid one is rsa-sha256 and covers
/// the whole body, and From, To, Subject, Date, MIME-Version and Content-Type, each of which the message has exactly
/// once: RFC 6376, section 8.15, says why. Its expiry (x=) doesn't matter for a mail that is read long after it came.
SignatureCheck check_signature(std::string_view message, const CountsFor& counts, const std::vector<SigningKey>& keys);

/// Who signed that a mail's body existed at some moment.
struct Witness {
  SignatureState state = SignatureState::none;  ///< `partial` where a signature doesn't say when it was made.
  std::string domain;                           ///< Who signed; empty where there is no signature.
  std::string key_name;                         ///< Of the key that was needed.
  bool is_key_added = false;                    ///< It rests on a key that the person has added.
  std::optional<Time> at;                       ///< When it was made, by the signer's own word (t=).
};

/// The best signature, by anybody, over the whole body. The headers are disregarded: they may have been changed since.
Witness find_witness(std::string_view message, const std::vector<SigningKey>& keys);

}  // namespace demur::reading
