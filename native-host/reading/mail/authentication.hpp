#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/time.hpp"
#include "reading/mail/headers.hpp"

namespace demur::reading {

/// How it is known whether Meta sent a mail: MailAuthentication in manifests/protocol.json.
enum class Authentication : std::uint8_t { provider, fail, none };

struct Verdict {
  Authentication result = Authentication::none;
  std::vector<std::string> reasons;  ///< Codes, as MailMessage.suspicious in manifests/protocol.json lists them.
};

/// Whether a signature by the one domain counts for mails from the other: both are Meta's.
bool may_sign(std::string_view signer, std::string_view from_domain);

/// What the person's own mail provider found out about the sender, in Authentication-Results (RFC 8601). The provider
/// is the one whose hosts received the mail, by the topmost Received lines; it counts only where
/// manifests/mail-providers.json says that its verdict can be distinguished from one that the sender wrote. `provider`
/// needs a DKIM signature of Meta's domain for Meta's address in From:, and nothing that speaks against it.
Verdict authenticate(const Headers& headers, std::string_view from_domain);

/// How the person's own provider received a mail, whoever sent it.
struct Delivery {
  std::string signer;      ///< Whose signature it found for the domain in From.
  std::optional<Time> at;  ///< When it came, according to the provider.
};

/// Nothing where the provider's verdict may be a sender's, or is not that the sender's domain has signed.
std::optional<Delivery> delivery_of(const Headers& headers, std::string_view from_domain);

}  // namespace demur::reading
