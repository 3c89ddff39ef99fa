#pragma once
#include <vector>

#include "reading/mail/headers.hpp"
#include "reading/mail/links.hpp"

namespace demur::reading {

/// Whether a mail from Meta has the structure of a service mail. Notifications carry words that other people choose,
/// such as comments and the names of groups, and Meta signs them all the same. Anything not known from service mails
/// means that it isn't one.
bool is_service_mail(const Headers& headers, const Mailbox& sender, const std::vector<Link>& links);

/// Whether a sender is one of those from which Meta answers what people write in its forms.
bool answers_forms(const Mailbox& sender);

}  // namespace demur::reading
