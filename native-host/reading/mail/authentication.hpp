#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/time.hpp"
#include "reading/mail/headers.hpp"

namespace demur::reading {

/// How it is known whether Meta sent a mail, as MailAuthentication in manifests/protocol.json says it.
enum class Authentication : std::uint8_t { provider, fail, none };

struct Verdict {
  Authentication result = Authentication::none;
  std::vector<std::string> reasons;  ///< Codes, as MailMessage.suspicious in manifests/protocol.json lists them.
};

/// Whether a signature of the one domain counts for mails from the other: both are Meta's.
bool may_sign(std::string_view signer, std::string_view from_domain);

/// What the person's own mail provider found out about the sender, in Authentication-Results (RFC 8601). The provider
/// is the one whose hosts took the mail in, by the topmost lines of transport; it counts only where
/// manifests/mail-providers.json says that its verdict can be told from one that the sender wrote. `provider` needs a
/// DKIM signature of Meta's domain for Meta's address in From:, and no word against it.
Verdict authenticate(const Headers& headers, std::string_view from_domain);

/// How the person's own provider took in a mail of whomever.
struct Delivery {
  std::string signer;      ///< Whose signature it found, for the domain of From.
  std::optional<Time> at;  ///< When it came, by the provider's word.
};

/// Nothing where the provider's verdict can't be told from a sender's, or is not that the sender's domain has signed.
std::optional<Delivery> delivery_of(const Headers& headers, std::string_view from_domain);

}  // namespace demur::reading
