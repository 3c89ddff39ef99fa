#include "reading/mail/sentence_meaning.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "text/utf8.hpp"

namespace demur::reading {
namespace {

/// What a negation can belong to.
enum class Act { grant, refusal, use, other };

struct Verb {
  Span place;
  Act act;
  bool is_denied = false;
  bool is_conditional = false;
  [[nodiscard]] std::size_t at() const { return place.last; }
};

/// The verbs of a sentence, each with what denies it and what it depends on.
class SentenceReader {
 public:
  SentenceReader(const Sentence& sentence, const Language& language) : sentence_(sentence), language_(language) {
    number_parts();
    add_verbs(language.refused, Act::refusal);
    add_verbs(language.harmless, Act::other);
    add_verbs(language.uses, Act::use);
    add_verbs(language.granted, Act::grant);
    std::sort(verbs_.begin(), verbs_.end(), [](const auto& a, const auto& b) { return a.at() < b.at(); });
    apply_negations();
    apply_conditions();
    is_doubtful_ = holds_doubt();
  }

  [[nodiscard]] bool refuses() const {
    return has([](const Verb& verb) {
      const bool is_refusal = verb.act == Act::refusal ? !verb.is_denied : verb.act == Act::grant && verb.is_denied;
      return is_refusal && !verb.is_conditional;
    });
  }
  /// Whether something is granted, and no negation in the sentence may take it back.
  [[nodiscard]] bool grants() const { return !has_loose_negation_ && has(is_grant); }
  /// Whether it is granted in words that leave nothing open.
  [[nodiscard]] bool grants_for_certain() const {
    return grants() && !is_doubtful_ && grants_plainly() && !goes_on_using();
  }
  /// Whether it leaves open what is granted: "may be honoured", "in part only", "accepted for processing".
  [[nodiscard]] bool is_doubtful() const { return is_doubtful_; }
  /// Whether it denies something that is not known.
  [[nodiscard]] bool has_loose_negation() const { return has_loose_negation_; }
  /// Whether the sentence says that something is no longer used.
  [[nodiscard]] bool ends_use() const { return !has_loose_negation_ && has(is_ended_use); }
  /// Whether it says so in words that leave nothing open, as "your phone number" would. A refusal that is denied may be
  /// denied by another clause.
  [[nodiscard]] bool ends_use_for_certain() const {
    const auto known = words_known_beside_use();
    return ends_use() && !is_doubtful_ && has([&](const Verb& verb) {
             return is_ended_use(verb) && verb.act == Act::use && is_plain(parts_[verb.at()], known);
           });
  }
  [[nodiscard]] bool says_what_would_be() const {
    return has(
        [](const Verb& verb) { return verb.is_conditional && (verb.act == Act::grant || verb.act == Act::refusal); });
  }
  /// Whether the phrase stands there without a negation before it.
  [[nodiscard]] bool says(const Phrases& phrases) const {
    const auto places = phrases.places_in(sentence_);
    return std::any_of(places.begin(), places.end(), [&](const Span& place) {
      return std::none_of(negations_.begin(), negations_.end(),
                          [&](auto at) { return at < place.first && parts_[at] == parts_[place.first]; });
    });
  }

 private:
  template <typename Test>
  [[nodiscard]] bool has(Test test) const {
    return std::any_of(verbs_.begin(), verbs_.end(), test);
  }
  static bool is_ended_use(const Verb& verb) {
    const bool is_use = verb.act == Act::use || verb.act == Act::refusal;
    return is_use && verb.is_denied && !verb.is_conditional;
  }
  static bool is_grant(const Verb& verb) { return verb.act == Act::grant && !verb.is_denied && !verb.is_conditional; }

  /// A part is what stands between two commas or words such as "and".
  void number_parts() {
    std::size_t part = 0;
    for (std::size_t i = 0; i < sentence_.words.size(); ++i) {
      const bool is_joint = joins(sentence_.words[i]);
      if (is_joint || (i > 0 && sentence_.clauses[i] != sentence_.clauses[i - 1])) ++part;
      parts_.push_back(part);
    }
  }
  [[nodiscard]] bool joins(const std::string& word) const { return language_.joints.hold(word); }

  void add_verbs(const VerbPhrases& phrases, Act act) {
    for (const auto& place : phrases.denied.places_in(sentence_)) add_verb({place, act, true});
    for (const auto& place : phrases.plain.places_in(sentence_)) {
      add_verb({place, act});
      if (act == Act::refusal || act == Act::other) fixed_.push_back(place);
    }
  }
  /// Two phrases of one meaning that share words are one verb.
  void add_verb(const Verb& verb) {
    const bool is_known = has([&](const Verb& other) {
      const bool is_same =
          other.act == verb.act && other.place.first <= verb.place.last && verb.place.first <= other.place.last;
      return is_same || other.at() == verb.at();
    });
    if (!is_known) verbs_.push_back(verb);
  }

  [[nodiscard]] bool is_fixed(std::size_t at) const {
    return std::any_of(fixed_.begin(), fixed_.end(),
                       [&](const Span& span) { return span.first <= at && at <= span.last; });
  }

  void apply_negations() {
    std::vector<Span> places = language_.negation.places_in(sentence_);
    const auto is_within_longer = [&](const Span& place) {
      return std::any_of(places.begin(), places.end(), [&](const Span& other) {
        return other.last - other.first > place.last - place.first && other.first <= place.first &&
               place.last <= other.last;
      });
    };
    for (const auto& place : places) {
      // Part of a phrase that says with it what it says: "not only".
      if (is_fixed(place.first) || is_within_longer(place)) continue;
      negations_.push_back(place.first);
      apply_negation(place.last);
    }
  }
  /// A negation denies the next verb of its part, or else the one before in it, or else the next in the sentence.
  void apply_negation(std::size_t at) {
    const auto next = std::find_if(verbs_.begin(), verbs_.end(), [&](const Verb& verb) { return verb.at() >= at; });
    const auto is_in_part = [&](const Verb& verb) { return parts_[verb.at()] == parts_[at]; };
    const bool has_next = next != verbs_.end(), has_last = next != verbs_.begin();
    if (has_next && is_in_part(*next)) return deny(*beyond_modal(next));
    const bool is_last = has_last && is_in_part(*(next - 1));
    if (!is_last && has_next && may_reach(at, *next)) return deny(*next);
    const bool is_use = has_last && (next - 1)->act == Act::use && is_in_clause_of(at, *(next - 1));
    if (is_last || is_use) return deny(*(next - 1));
    has_loose_negation_ = true;
  }
  static void deny(Verb& verb) { verb.is_denied = true; }
  /// "does not say why we need to honour it" denies the honouring, not the need.
  std::vector<Verb>::iterator beyond_modal(std::vector<Verb>::iterator verb) {
    const auto after = verb + 1;
    const bool is_modal = verb->act == Act::other && after != verbs_.end() && after->act == Act::grant &&
                          parts_[after->at()] == parts_[verb->at()];
    return is_modal ? after : verb;
  }
  /// Whether a negation denies a verb of another part: a refusal only in the next clause, "no reason, why we should
  /// refuse", and where no "and" or "so" begins anew.
  [[nodiscard]] bool may_reach(std::size_t at, const Verb& verb) const {
    const bool is_near = sentence_.clauses[verb.at()] <= sentence_.clauses[at] + 1;
    return verb.act != Act::refusal || (is_near && !is_joined(at, verb.at()));
  }
  [[nodiscard]] bool is_in_clause_of(std::size_t at, const Verb& verb) const {
    return sentence_.clauses[verb.at()] == sentence_.clauses[at];
  }
  [[nodiscard]] bool is_joined(std::size_t from, std::size_t to) const {
    for (auto i = from + 1; i < to; ++i)
      if (joins(sentence_.words[i])) return true;
    return false;
  }

  void apply_conditions() {
    for (const auto& place : language_.condition.places_in(sentence_)) {
      if (is_harmless(place)) continue;
      // "…, and if you have …": what stands before it does not depend on it.
      const bool is_added = place.first > 0 && joins(sentence_.words[place.first - 1]);
      for (auto& verb : verbs_) {
        const bool is_before = verb.at() < place.first;
        if (is_before && is_added) continue;
        // A refusal in a later clause that begins anew stands for itself.
        if (!is_before && verb.act == Act::refusal && is_joined(place.last, verb.at())) continue;
        verb.is_conditional = true;
      }
    }
  }
  /// "unless you withdraw it", "even if", and "Sí," without its accent, which stands alone in its clause.
  [[nodiscard]] bool is_harmless(const Span& condition) const {
    const auto clause = sentence_.clauses[condition.first];
    if (std::count(sentence_.clauses.begin(), sentence_.clauses.end(), clause) == 1) return true;
    const auto harmless = language_.no_condition.places_in(sentence_);
    return std::any_of(harmless.begin(), harmless.end(), [&](const Span& span) {
      return span.last >= condition.first && sentence_.clauses[span.first] == clause;
    });
  }

  /// A word of doubt counts wherever it stands in the sentence.
  [[nodiscard]] bool holds_doubt() const {
    const auto places = language_.doubtful.places_in(sentence_);
    return std::any_of(places.begin(), places.end(),
                       [&](const Span& doubt) { return !is_taken_back(doubt) && !is_of_denied_refusal(doubt); });
  }
  /// Whether a part that grants holds words alone that are known to leave nothing open.
  [[nodiscard]] bool grants_plainly() const {
    const auto known = known_words();
    return has([&](const Verb& verb) {
      const auto part = parts_[verb.at()];
      return is_grant(verb) && is_plain(part, known) && !grants_a_clause(part);
    });
  }
  /// Whether what is granted is what comes after, and the objection stands there alone: "we accept, that you have sent
  /// an objection", "we agree, you objected".
  [[nodiscard]] bool grants_a_clause(std::size_t part) const {
    const auto objections = language_.objection.places_in(sentence_);
    return !objections.empty() && std::all_of(objections.begin(), objections.end(),
                                              [&](const Span& objection) { return parts_[objection.first] > part; });
  }
  /// Whether it says that something is used beside what is granted, and denies nothing: "accepted, and we use your
  /// posts".
  [[nodiscard]] bool goes_on_using() const {
    if (!negations_.empty() || has([](const Verb& verb) { return verb.is_denied; })) return false;
    const auto grant = std::find_if(verbs_.begin(), verbs_.end(), is_grant);
    return std::any_of(grant, verbs_.end(), [&](const Verb& verb) {
      return verb.act == Act::use && !verb.is_conditional && parts_[verb.at()] != parts_[grant->at()];
    });
  }
  [[nodiscard]] bool is_plain(std::size_t part, const std::vector<bool>& known) const {
    for (std::size_t i = 0; i < parts_.size(); ++i)
      if (parts_[i] == part && !known[i]) return false;
    return true;
  }
  [[nodiscard]] std::vector<bool> known_words() const {
    return words_in(
        {&language_.plain, &language_.objection, &language_.granted.plain, &language_.harmless.plain, &language_.ai});
  }
  [[nodiscard]] std::vector<bool> words_known_beside_use() const {
    auto known = known_words();
    const auto more =
        words_in({&language_.uses.plain, &language_.uses.denied, &language_.refused.plain, &language_.refused.denied,
                  &language_.negation, &language_.as_requested, &language_.request, &mail_facts().ai});
    for (std::size_t i = 0; i < known.size(); ++i) known[i] = known[i] || more[i];
    return known;
  }
  /// Of each word, whether it belongs to one of these phrases or joins two parts.
  [[nodiscard]] std::vector<bool> words_in(std::initializer_list<const Phrases*> lists) const {
    std::vector<bool> known;
    for (const auto& word : sentence_.words) known.push_back(joins(word));
    for (const auto* phrases : lists)
      for (const auto& place : phrases->places_in(sentence_))
        for (auto i = place.first; i <= place.last; ++i) known[i] = true;
    return known;
  }
  /// Part of a longer phrase that says the opposite: "not only".
  [[nodiscard]] bool is_taken_back(const Span& doubt) const {
    const auto harmless = language_.harmless.plain.places_in(sentence_);
    return std::any_of(harmless.begin(), harmless.end(), [&](const Span& span) {
      return span.first <= doubt.first && doubt.last <= span.last && span.last - span.first > doubt.last - doubt.first;
    });
  }
  /// "no reason why we would refuse it"
  [[nodiscard]] bool is_of_denied_refusal(const Span& doubt) const {
    return has([&](const Verb& verb) {
      return verb.act == Act::refusal && verb.is_denied && parts_[verb.at()] == parts_[doubt.last];
    });
  }

  const Sentence& sentence_;
  const Language& language_;
  std::vector<std::size_t> parts_;
  std::vector<Verb> verbs_;
  std::vector<Span> fixed_;
  std::vector<std::size_t> negations_;
  bool has_loose_negation_ = false, is_doubtful_ = false;
};

bool is_about_the_same(const Sentence& sentence, const Language& language, const Surroundings& around) {
  return around.is_after_objection || (around.is_about_objection && language.request.stand_in(sentence));
}

/// Abbreviations count in capitals only, as in extension/model/recognition.ts: "ai" and "is" are common words
/// elsewhere.
bool stands_for_ai(const Phrases& phrases, const Sentence& sentence) {
  constexpr std::size_t abbreviation = 3;
  const auto places = phrases.places_in(sentence);
  return std::any_of(places.begin(), places.end(), [&](const Span& place) {
    return count_characters(sentence.words[place.first]) > abbreviation || sentence.capitals[place.first];
  });
}

}  // namespace

bool names_objection(const Sentence& sentence, const Language& language) {
  return language.objection.stand_in(sentence) || language.asked_to_explain.stand_in(sentence);
}

bool names_ai(const Sentence& sentence, const Language& language) {
  return stands_for_ai(language.ai, sentence) || stands_for_ai(mail_facts().ai, sentence);
}

namespace {

/// What a sentence says that may be about the objection, without a word for it.
Meaning meaning_without_word(const Sentence& sentence, const Language& language, const SentenceReader& reader) {
  // Both in one sentence leave no doubt: what the person asked for is granted, and AI uses nothing any more.
  if (language.request.stand_in(sentence) && reader.grants_for_certain() && reader.ends_use_for_certain())
    return Meaning::confirmation;
  if (reader.refuses()) return Meaning::doubtful;
  const bool decides = reader.grants() || reader.ends_use();
  return !decides && language.received.stand_in(sentence) ? Meaning::received : Meaning::likely;
}

}  // namespace

bool may_be_about(const Sentence& sentence, const Language& language) {
  if (!names_ai(sentence, language)) return false;
  const auto lists = {&language.request,       &language.uses.plain,     &language.uses.denied,
                      &language.refused.plain, &language.refused.denied, &language.granted.plain,
                      &language.granted.denied};
  return std::any_of(lists.begin(), lists.end(), [&](const auto* list) { return list->stand_in(sentence); });
}

Meaning meaning_of(const Sentence& sentence, const Language& language, const Surroundings& around) {
  const bool is_named = names_objection(sentence, language);
  // What is done "as you asked" may be anything: it is the objection only in a mail about one.
  const bool is_as_asked = around.is_about_objection && language.as_requested.stand_in(sentence);
  const bool is_about = is_named || is_as_asked;
  const SentenceReader reader{sentence, language};
  // Most likely the objection is meant where AI is, and a request, an end of use or its going on: a person can tell.
  const bool is_perhaps_about = !is_about && names_ai(sentence, language) &&
                                (language.request.stand_in(sentence) || reader.ends_use() || reader.refuses());
  const bool is_of_mail = around.is_about_objection || is_perhaps_about;
  const bool is_elsewhere = language.elsewhere.stand_in(sentence);
  const bool speaks_of_rights = language.may_object.stand_in(sentence);
  if (!is_elsewhere) {
    if (is_about && sentence.is_question) return Meaning::asks;
    if (is_of_mail && reader.says(language.asked_for_more)) return Meaning::asks;
    if (!speaks_of_rights && is_of_mail && language.pending.stand_in(sentence)) return Meaning::pending;
  }
  const bool may_refuse = is_about || is_about_the_same(sentence, language, around);
  if (reader.refuses() && may_refuse) return Meaning::declined;
  if (is_elsewhere) return Meaning::nothing;
  // "Thank you. It does not apply to your photos." takes part of a grant back.
  if (reader.refuses() && around.is_after_grant) return Meaning::doubtful;
  // "We only honour objections from …" is worth the person's look; what else is done with all objections is not.
  const bool is_doubtful_grant = is_about && reader.grants() && reader.is_doubtful();
  if (speaks_of_rights) return is_doubtful_grant ? Meaning::doubtful : Meaning::announcement;
  if (is_named && reader.grants_for_certain()) return Meaning::confirmation;
  if (is_as_asked && reader.ends_use()) {
    const bool is_certain = reader.ends_use_for_certain() && (is_named || names_ai(sentence, language));
    return is_certain ? Meaning::confirmation : Meaning::doubtful;
  }
  if (is_about && reader.grants()) return Meaning::doubtful;
  if (is_about && reader.says_what_would_be()) return Meaning::conditional;
  if (is_about && language.received.stand_in(sentence)) return Meaning::received;
  if (is_perhaps_about) return meaning_without_word(sentence, language, reader);
  if (!is_about) return Meaning::nothing;
  return reader.has_loose_negation() ? Meaning::doubtful : Meaning::unclear;
}

}  // namespace demur::reading
