#pragma once
#include "reading/mail/headers.hpp"

namespace demur::reading {

/// Whether a mail came through a service that passes mails on under an address of its own, and says there that it is
/// from Meta: "no-reply at mail.instagram.com" <no-reply_at_mail_instagram_com_x@simplelogin.co>. The services are
/// those of manifests/mailboxes.json. Nothing is proved by it: everybody can write so.
bool came_through_alias(const Mailbox& from);

}  // namespace demur::reading
