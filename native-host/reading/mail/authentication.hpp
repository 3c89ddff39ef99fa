#pragma once
#include <string>
#include <vector>

#include "reading/mail/headers.hpp"

namespace demur::reading {

enum class Authentication : std::uint8_t { pass, fail, none };

struct Verdict {
  Authentication result = Authentication::none;
  std::vector<std::string> reasons;  ///< Codes, as MailMessage.suspicious in manifests/protocol.json lists them.
};

/// What the person's own mail provider found out about the sender: the topmost Authentication-Results (RFC 8601), and
/// only where it can be the provider's. It stands above everything that the sender wrote, and where lines of transport
/// are above it, one of them is the provider's own. `pass` needs a DKIM signature of Meta's domain for Meta's address
/// in From:. A message that a provider took in without writing that header can still carry a forged one on top: such
/// providers can't be told apart.
Verdict authenticate(const Headers& headers, std::string_view from_domain);

}  // namespace demur::reading
