#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "reading/mail/own_words.hpp"

namespace demur::reading {

/// What Meta says in a text, by the words of manifests/mail-words, and the sentence that decided.
struct Said {
  std::string_view kind;  ///< As in MailRecord.
  std::string sentence;   ///< As it is in the text; empty where nothing decided.
};

/// `text` is UTF-8. Looks at so many words only, and takes those that it has looked at off.
Said what_is_said(std::string_view text, Answered answered, std::size_t& words_left);

}  // namespace demur::reading
