#include "reading/mail/sentence_meaning.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "reading/mail/sentence_reader.hpp"
#include "text/utf8.hpp"

namespace demur::reading {
namespace {

bool is_about_the_same(const Wording& said, const Surroundings& around) {
  return around.is_after_objection || (around.is_about_objection && said.has(List::request));
}

/// Abbreviations count in capitals only, as in extension/model/recognition.ts: "ai" and "is" are common words
/// elsewhere.
bool stands_for_ai(List list, const Wording& said) {
  constexpr std::size_t abbreviation = 3;
  const auto& sentence = said.sentence();
  const auto places = said.places_of(list);
  return std::any_of(places.begin(), places.end(), [&](const Span& place) {
    const bool is_short = place.first == place.last && count_characters(sentence.words[place.first]) <= abbreviation;
    return !is_short || sentence.capitals[place.first];
  });
}

}  // namespace

bool names_objection(const Wording& said) {
  return said.has(List::objection) || said.has(List::asked_to_explain);
}

bool names_objection_plainly(const Wording& said) {
  return said.has(List::objection) && !said.has(List::elsewhere) && SentenceReader{said}.names_objection_plainly();
}

bool names_ai(const Wording& said) {
  return stands_for_ai(List::ai, said) || stands_for_ai(List::ai_everywhere, said);
}

bool may_be_about(const Wording& said, bool mail_names_ai) {
  const bool decides = said.has_any({List::refused, List::refused_denied, List::granted, List::granted_denied});
  if (names_ai(said)) return decides || said.has_any({List::request, List::uses, List::uses_denied});
  return mail_names_ai && decides && said.has(List::request);
}

bool grants_request(const Wording& said) {
  return said.has(List::request) && !said.has(List::elsewhere) && SentenceReader{said}.grants_for_certain();
}

bool goes_on(const Wording& said, const Surroundings& around) {
  if (!names_ai(said) || names_objection(said)) return false;
  if (said.has(List::may_object)) return false;
  const SentenceReader reader{said};
  return around.is_after_grant ? reader.goes_on_anyway() : reader.goes_on_beside_request();
}

namespace {

/// Judges one sentence, from the most careful reading on.
class SentenceJudge {
 public:
  SentenceJudge(const Wording& said, const Surroundings& around) : said_(said), around_(around), reader_(said) {
    // Most likely the objection is meant where AI is, and a request, an end of use or its going on: a person can tell.
    is_perhaps_about_ =
        !is_about_ && (names_ai_ ? has_request_ || reader_.ends_use() || reader_.refuses()
                                 : around.names_ai && has_request_ && (reader_.grants() || reader_.refuses()));
  }

  [[nodiscard]] Meaning meaning() const {
    if (around_.is_after_grant && adds_nothing()) return Meaning::nothing;
    if (is_of_any_mail()) return may_add_limit() || takes_back_beside_it() ? Meaning::doubtful : Meaning::nothing;
    if (const auto open = what_is_open()) return *open;
    if (reader_.refuses() && may_be_refused()) return Meaning::declined;
    if (is_elsewhere_) return around_.is_after_grant || is_named_ ? Meaning::doubtful : Meaning::nothing;
    if (limits_grant()) return Meaning::doubtful;
    // "We only honour objections from …" is worth the person's look; what else is done with all objections is not.
    const bool is_doubtful_grant = is_about_ && reader_.grants() && reader_.is_doubtful();
    if (speaks_of_rights_) return is_doubtful_grant ? Meaning::doubtful : Meaning::announcement;
    return is_about_ ? what_becomes_of_it() : what_may_become_of_it();
  }

 private:
  /// "This mailbox can't accept messages" refuses nothing.
  [[nodiscard]] bool is_of_any_mail() const {
    return !is_about_ && !(has_request_ && names_ai_) && said_.has(List::boilerplate);
  }
  /// Whether the lines before what stands in any mail take something back.
  [[nodiscard]] bool may_add_limit() const {
    const auto& lines = said_.sentence().lines;
    const auto line = lines[said_.places_of(List::boilerplate).front().first];
    const auto end = static_cast<std::size_t>(std::lower_bound(lines.begin(), lines.end(), line) - lines.begin());
    return around_.is_after_grant && (reader_.may_limit(end) || reader_.refuses_before(end));
  }
  /// "You receive this e-mail because we are still deciding."
  [[nodiscard]] bool takes_back_beside_it() const {
    if (!around_.is_after_grant) return false;
    const auto phrases = said_.places_of(List::boilerplate);
    return reader_.refuses_beside(phrases) || reader_.is_pending_beside(phrases);
  }
  /// Whether it takes nothing back of what is granted: it speaks of other accounts, of what the person may still do, or
  /// of what no objection covers.
  [[nodiscard]] bool adds_nothing() const {
    const auto reminders = said_.places_of(List::may_do);
    if (said_.has(List::pending) || reader_.refuses_beside(reminders) || reader_.grants()) return false;
    if (invites_other_accounts()) return !reader_.goes_on_anyway();
    if (said_.has(List::other_accounts) && applies_to_more()) return true;
    const bool is_of_others = said_.has(List::content_of_others) && reader_.has_condition();
    if (is_of_others && !reader_.has_loose_negation() && !reader_.goes_on_anyway()) return true;
    return !reminders.empty() && !reader_.is_open_outside(reminders) && !reader_.uses_beside(reminders) &&
           !reader_.says_what_would_be() && !reader_.asks_for_more() && !reader_.is_condition_alone();
  }
  /// "If you add an account, your objection will apply to it, too."
  [[nodiscard]] bool applies_to_more() const {
    return reader_.would_grant() && !reader_.is_doubtful() && !reader_.has_loose_negation() && !reader_.uses_beside({});
  }
  /// "Do you have another account? Send us an objection for that one, too."
  [[nodiscard]] bool invites_other_accounts() const {
    const bool is_invitation = (is_named_ || has_request_) && reader_.asks_for_more();
    if (said_.has(List::other_accounts)) return is_invitation || said_.sentence().is_question;
    return around_.is_after_other_accounts && is_invitation && !reader_.has_loose_negation();
  }
  /// What Meta asks, or has still to decide.
  [[nodiscard]] std::optional<Meaning> what_is_open() const {
    if (is_elsewhere_) return std::nullopt;
    const bool is_of_mail = around_.is_about_objection || is_perhaps_about_;
    if (!invites_other_accounts()) {
      if (is_about_ && said_.sentence().is_question) return Meaning::asks;
      if (is_of_mail && reader_.asks_for_more()) return Meaning::asks;
    }
    // "Soon we will use your posts" is no answer that is still to come.
    const bool is_of_answer = is_about_ || has_request_ || around_.is_after_grant || !reader_.uses();
    const bool is_pending = !speaks_of_rights_ && is_of_mail && is_of_answer && said_.has(List::pending);
    return is_pending ? std::optional{Meaning::pending} : std::nullopt;
  }
  /// "Thank you for your objection. It has been accepted."
  [[nodiscard]] bool says_that_it_is_granted() const {
    return around_.is_after_plain_objection && said_.has(List::just_named) && reader_.grants_for_certain();
  }
  [[nodiscard]] bool may_be_refused() const {
    return is_about_ || (names_ai_ && has_request_) || is_about_the_same(said_, around_);
  }
  /// "Thank you. It does not apply to your photos." takes part of a grant back; so does "We don't use photos, but we
  /// use comments".
  [[nodiscard]] bool limits_grant() const {
    if (!around_.is_after_grant) return false;
    return reader_.refuses() || (!said_.has(List::learn_more) && reader_.may_limit());
  }
  /// What a certain grant means. "Přijali jsme vaši námitku" may say only that it has arrived, unless an end of use
  /// shows more.
  [[nodiscard]] Meaning grant() const {
    const bool is_shown = names_ai_ && reader_.ends_use_for_certain();
    return reader_.accepts_or_receives() && !is_shown ? Meaning::accepted_or_received : Meaning::confirmation;
  }
  [[nodiscard]] Meaning what_becomes_of_it() const {
    if (is_named_ && reader_.grants_for_certain()) return grant();
    if (is_as_asked_ && reader_.ends_use()) {
      const bool is_certain = reader_.ends_use_for_certain() && (is_named_ || names_ai_ || around_.is_after_objection);
      return is_certain ? Meaning::confirmation : Meaning::doubtful;
    }
    if (reader_.grants()) return Meaning::doubtful;
    if (reader_.says_what_would_be()) return Meaning::conditional;
    if (said_.has(List::received)) return Meaning::received;
    return reader_.has_loose_negation() ? Meaning::doubtful : Meaning::unclear;
  }
  /// Without a word for the objection.
  [[nodiscard]] Meaning what_may_become_of_it() const {
    if (says_that_it_is_granted()) return grant();
    if (!is_perhaps_about_) return Meaning::nothing;
    // Both leave no doubt: what the person asked for is granted, and AI uses nothing any more.
    const bool is_granted = around_.is_after_request || (has_request_ && reader_.grants_for_certain());
    if (is_granted && names_ai_ && reader_.ends_use_for_certain()) return Meaning::confirmation;
    if (reader_.refuses()) return Meaning::doubtful;
    const bool decides = reader_.grants() || reader_.ends_use();
    return !decides && said_.has(List::received) ? Meaning::received : Meaning::likely;
  }

  const Wording& said_;
  const Surroundings& around_;
  SentenceReader reader_;
  bool is_named_ = names_objection(said_), names_ai_ = names_ai(said_), has_request_ = said_.has(List::request);
  /// What is done "as you asked" may be anything: it is the objection only in a mail about one.
  bool is_as_asked_ = around_.is_about_objection && said_.has(List::as_requested);
  bool is_about_ = is_named_ || is_as_asked_, is_perhaps_about_ = false;
  bool is_elsewhere_ = said_.has(List::elsewhere), speaks_of_rights_ = said_.has(List::may_object);
};

}  // namespace

Meaning meaning_of(const Wording& said, const Surroundings& around) {
  return SentenceJudge{said, around}.meaning();
}

}  // namespace demur::reading
