#pragma once
#include <cstddef>

#include "reading/mail/wording.hpp"

namespace demur::reading {

/// What one sentence says about the person's objection, the more careful reading first.
enum class Meaning {
  declined,
  asks,
  pending,               ///< Nothing is decided yet.
  announcement,          ///< It says what one may do.
  conditional,           ///< It says what would become of the objection under some condition.
  doubtful,              ///< It grants, but perhaps not this objection, not the whole of it, or not yet.
  accepted_or_received,  ///< In words that mean both.
  confirmation,
  received,
  likely,   ///< It speaks of AI, and of a request or of an end of use, without a word for objecting.
  unclear,  ///< It speaks of an objection, but what became of it can't be told.
  nothing,
};
constexpr std::size_t meaning_count = static_cast<std::size_t>(Meaning::nothing) + 1;

/// What surrounds the sentence.
struct Surroundings {
  bool is_after_objection = false;        ///< The sentence before speaks of an objection.
  bool is_after_plain_objection = false;  ///< The sentence before names one in known words only.
  bool is_after_grant = false;            ///< A sentence before grants the objection.
  bool is_after_other_accounts = false;   ///< The sentence before speaks of other accounts.
  bool is_after_request = false;          ///< The sentence before grants a request, or perhaps the objection.
  bool is_about_objection = false;        ///< A sentence of the mail does, or one speaks of AI and one of the request.
  bool names_ai = false;                  ///< A sentence of the mail does.
};

/// Reads a sentence that is entirely Meta's own.
Meaning meaning_of(const Wording& said, const Surroundings& around);

/// Whether a sentence speaks of an objection.
bool names_objection(const Wording& said);

/// Whether every word of a part that names the objection is known. In "your brother's objection", one isn't.
bool names_objection_plainly(const Wording& said);

/// Whether a sentence mentions AI, and a request, a use or a decision, or all but AI in a mail that mentions it: it may
/// be about the objection without a word for it. In most languages that a mail isn't in, none does.
bool may_be_about(const Wording& said, bool mail_names_ai);

/// Whether a sentence grants a request, whatever that was about, in words that leave nothing open.
bool grants_request(const Wording& said);

/// Whether a sentence says that something is used for AI: "Your comments will be used to train AI". Before a grant, it
/// may tell what the person asked.
bool goes_on(const Wording& said, const Surroundings& around);

/// Whether a sentence mentions AI.
bool names_ai(const Wording& said);

}  // namespace demur::reading
