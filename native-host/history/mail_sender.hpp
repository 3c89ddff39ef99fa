#pragma once
#include <string_view>

#include "reading/record.hpp"

namespace demur::history {

/// What is known about a mail's sender, in one code: added-key, others-words, or how it is known whether Meta sent it.
/// "others-words": it came from Meta, but others can write into such mails, so Meta's name vouches for nothing.
inline std::string_view sender_code(const reading::MailRecord& mail) {
  if (!reading::is_metas(mail)) return mail.authentication;
  if (!mail.is_service) return "others-words";
  return mail.is_key_added ? std::string_view{"added-key"} : mail.authentication;
}

}  // namespace demur::history
