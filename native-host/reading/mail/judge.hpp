#pragma once
#include <string_view>
#include <vector>

#include "reading/record.hpp"

namespace demur::reading {

/// What a message is, and what the messages attached to it are: those of Meta's, else the one.
std::vector<MailRecord> judge_message(std::string_view message);

/// What pasted words are. No one can tell who wrote them.
MailRecord judge_words(std::string_view words);

/// Whether a record says anything about an objection.
inline bool is_related(const MailRecord& mail) {
  return mail.kind != "unrelated";
}

}  // namespace demur::reading
