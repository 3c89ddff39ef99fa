#pragma once
#include <string_view>
#include <vector>

#include "reading/record.hpp"

namespace demur::reading {

/// Judges a message and the messages attached to it: a record for each that is Meta's, or else one for the message.
std::vector<MailRecord> judge_message(std::string_view message);

/// As judge_message, but for who sent a message, not for what it says: where nothing is attached to it, its words are
/// not read, and the record has neither kind nor sentence, words or form. To read words takes most of the time.
std::vector<MailRecord> judge_sender(std::string_view message);

/// Judges pasted text. Its author is unknown.
MailRecord judge_words(std::string_view words);

/// Whether a record says anything about an objection.
inline bool is_related(const MailRecord& mail) {
  return mail.kind != "unrelated";
}

}  // namespace demur::reading
