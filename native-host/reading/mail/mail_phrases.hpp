#pragma once
#include <cstddef>

#include "reading/mail/phrases.hpp"

namespace demur::reading {

/// The phrases of manifests/mail-words and recognition.json; `Wording` tells those of one language.
struct MailPhrases {
  PhraseIndex index;
  std::size_t languages = 0;
};

/// Read once, when first asked for. That takes a tenth of a second: not every task needs them.
const MailPhrases& mail_phrases();

}  // namespace demur::reading
