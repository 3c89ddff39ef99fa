#pragma once
#include "reading/mail/headers.hpp"

namespace demur::reading {

/// Whether a mail came through a service that forwards mails under its own addresses, and claims there to be from Meta:
/// "no-reply at mail.instagram.com" <no-reply_at_mail_instagram_com_x@simplelogin.co>. The services are those of
/// manifests/mailboxes.json. It proves nothing: anybody can write that.
bool came_through_alias(const Mailbox& from);

}  // namespace demur::reading
