#pragma once
#include <vector>

#include "reading/mail/headers.hpp"
#include "reading/mail/links.hpp"

namespace demur::reading {

/// Whether a mail of Meta's has the structure of a service mail. Notifications carry words that other people choose,
/// such as comments and the names of groups, and Meta's signature is on them all the same. Whatever isn't known of
/// service mails makes it none.
bool is_service_mail(const Headers& headers, const Mailbox& sender, const std::vector<Link>& links);

/// Whether a sender is one of those from which Meta answers what people write in its forms.
bool answers_forms(const Mailbox& sender);

}  // namespace demur::reading
