#pragma once
#include "reading/mail/headers.hpp"

namespace demur::reading {

/// Whether a mail of Meta's has the structure of a service mail. Notifications carry words that other people choose,
/// such as comments and the names of groups, and Meta's signature is on them all the same.
bool is_service_mail(const Headers& headers, const Mailbox& sender);

}  // namespace demur::reading
