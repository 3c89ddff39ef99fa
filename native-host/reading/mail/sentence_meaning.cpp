#include "reading/mail/sentence_meaning.hpp"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <string_view>

#include "text/utf8.hpp"

namespace demur::reading {
namespace {

bool overlap(const Span& left, const Span& right) {
  return left.first <= right.last && right.first <= left.last;
}

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
  explicit SentenceReader(const Wording& said) : said_(said), sentence_(said.sentence()) {
    find_joints();
    number_parts();
    add_verbs(List::refused, List::refused_denied, Act::refusal);
    add_verbs(List::harmless, List::harmless_denied, Act::other);
    add_verbs(List::uses, List::uses_denied, Act::use);
    add_verbs(List::granted, List::granted_denied, Act::grant);
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
  /// Whether it says that something is used, denies nothing, depends on nothing, and does not just lead to where it is
  /// explained: "learn more about how we use".
  [[nodiscard]] bool goes_on_anyway() const {
    const auto leads = said_.places_of(List::learn_more);
    return denies_nothing() && has([&](const Verb& verb) {
             const auto is_before = [&](const Span& lead) { return lead.first <= verb.at(); };
             return verb.act == Act::use && !verb.is_conditional && std::none_of(leads.begin(), leads.end(), is_before);
           });
  }
  [[nodiscard]] bool says_what_would_be() const {
    return has(
        [](const Verb& verb) { return verb.is_conditional && (verb.act == Act::grant || verb.act == Act::refusal); });
  }
  /// Whether it asks for something, without a negation before that, and doesn't just offer it: "learn more about how".
  [[nodiscard]] bool asks_for_more() const {
    auto closed = said_.places_of(List::learn_more);
    const auto places = said_.places_of(List::asked_for_more);
    std::copy_if(places.begin(), places.end(), std::back_inserter(closed),
                 [&](const Span& place) { return follows_denial(place); });
    return std::any_of(places.begin(), places.end(), [&](const Span& place) {
      const auto denies = [&](auto at) { return at < place.first && parts_[at] == parts_[place.first]; };
      const auto holds = [&](const Span& other) { return overlap(other, place); };
      return std::none_of(negations_.begin(), negations_.end(), denies) &&
             std::none_of(closed.begin(), closed.end(), holds);
    });
  }

 private:
  template <typename Test>
  [[nodiscard]] bool has(Test test) const {
    return std::any_of(verbs_.begin(), verbs_.end(), test);
  }
  [[nodiscard]] bool denies_nothing() const {
    return negations_.empty() && !has([](const Verb& verb) { return verb.is_denied; });
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
      if (joints_[i] || (i > 0 && sentence_.clauses[i] != sentence_.clauses[i - 1])) ++part;
      parts_.push_back(part);
    }
  }
  void find_joints() {
    joints_.resize(sentence_.words.size());
    for (const auto& place : said_.places_of(List::joints))
      if (place.first == place.last) joints_[place.first] = true;
  }

  void add_verbs(List list, List denied, Act act) {
    for (const auto& place : said_.places_of(denied)) add_verb({place, act, true});
    for (const auto& place : said_.places_of(list)) {
      add_verb({place, act});
      if (act == Act::refusal || act == Act::other) fixed_.push_back(place);
    }
  }
  /// Two phrases of one meaning that share words are one verb.
  void add_verb(const Verb& verb) {
    const bool is_known = has([&](const Verb& other) {
      const bool is_same = other.act == verb.act && overlap(other.place, verb.place);
      return is_same || other.at() == verb.at();
    });
    if (!is_known) verbs_.push_back(verb);
  }

  [[nodiscard]] bool is_fixed(std::size_t at) const {
    return std::any_of(fixed_.begin(), fixed_.end(),
                       [&](const Span& span) { return span.first <= at && at <= span.last; });
  }

  /// Whether it comes right after a phrase with a negation of its own: "you don't need to".
  [[nodiscard]] bool follows_denial(const Span& place) const {
    const auto negations = said_.places_of(List::negation);
    return std::any_of(fixed_.begin(), fixed_.end(), [&](const Span& fixed) {
      const auto is_within = [&](const Span& negation) {
        return fixed.first <= negation.first && negation.last <= fixed.last;
      };
      return fixed.last + 1 == place.first && std::any_of(negations.begin(), negations.end(), is_within);
    });
  }

  void apply_negations() {
    std::vector<Span> places = said_.places_of(List::negation);
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
      if (joints_[i]) return true;
    return false;
  }

  void apply_conditions() {
    for (const auto& place : said_.places_of(List::condition)) {
      if (is_harmless(place)) continue;
      // "…, and if you have …": what stands before it does not depend on it.
      const bool is_added = place.first > 0 && joints_[place.first - 1];
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
    const auto harmless = said_.places_of(List::no_condition);
    return std::any_of(harmless.begin(), harmless.end(), [&](const Span& span) {
      return span.last >= condition.first && sentence_.clauses[span.first] == clause;
    });
  }

  /// A word of doubt counts wherever it stands in the sentence.
  [[nodiscard]] bool holds_doubt() const {
    const auto places = said_.places_of(List::doubtful);
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
    const auto objections = said_.places_of(List::objection);
    return !objections.empty() && std::all_of(objections.begin(), objections.end(),
                                              [&](const Span& objection) { return parts_[objection.first] > part; });
  }
  /// Whether it says that something is used beside what is granted, and denies nothing: "accepted, and we use your
  /// posts".
  [[nodiscard]] bool goes_on_using() const {
    if (!denies_nothing()) return false;
    const auto grant = std::find_if(verbs_.begin(), verbs_.end(), is_grant);
    return std::any_of(grant, verbs_.end(), [&](const Verb& verb) {
      return verb.act == Act::use && !verb.is_conditional && parts_[verb.at()] != parts_[grant->at()];
    });
  }
  [[nodiscard]] bool is_plain(std::size_t part, const Marks& known) const {
    for (std::size_t i = 0; i < parts_.size(); ++i)
      if (parts_[i] == part && !known[i]) return false;
    return true;
  }
  [[nodiscard]] Marks known_words() const {
    return words_in({List::plain, List::objection, List::granted, List::harmless, List::ai});
  }
  [[nodiscard]] Marks words_known_beside_use() const {
    auto known = known_words();
    const auto more = words_in({List::uses, List::uses_denied, List::refused, List::refused_denied, List::negation,
                                List::as_requested, List::request, List::ai_everywhere});
    for (std::size_t i = 0; i < known.size(); ++i) known[i] = known[i] || more[i];
    return known;
  }
  /// Of each word, whether it belongs to one of these phrases or joins two parts.
  [[nodiscard]] Marks words_in(std::initializer_list<List> lists) const {
    auto known = joints_;
    for (const auto list : lists) said_.mark(list, known);
    return known;
  }
  /// Part of a longer phrase that says the opposite: "not only".
  [[nodiscard]] bool is_taken_back(const Span& doubt) const {
    const auto harmless = said_.places_of(List::harmless);
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

  const Wording& said_;
  const Sentence& sentence_;
  Marks joints_;
  std::vector<std::size_t> parts_;
  std::vector<Verb> verbs_;
  std::vector<Span> fixed_;
  std::vector<std::size_t> negations_;
  bool has_loose_negation_ = false, is_doubtful_ = false;
};

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
    return count_characters(sentence.words[place.first]) > abbreviation || sentence.capitals[place.first];
  });
}

}  // namespace

bool names_objection(const Wording& said) {
  return said.has(List::objection) || said.has(List::asked_to_explain);
}

bool names_ai(const Wording& said) {
  return stands_for_ai(List::ai, said) || stands_for_ai(List::ai_everywhere, said);
}

namespace {

/// What a sentence says that may be about the objection, without a word for it.
Meaning meaning_without_word(const Wording& said, const SentenceReader& reader, const Surroundings& around) {
  // Both leave no doubt: what the person asked for is granted, and AI uses nothing any more.
  const bool is_granted = around.is_after_request || (said.has(List::request) && reader.grants_for_certain());
  if (is_granted && names_ai(said) && reader.ends_use_for_certain()) return Meaning::confirmation;
  if (reader.refuses()) return Meaning::doubtful;
  const bool decides = reader.grants() || reader.ends_use();
  return !decides && said.has(List::received) ? Meaning::received : Meaning::likely;
}

}  // namespace

bool may_be_about(const Wording& said, bool mail_names_ai) {
  const bool decides = said.has_any({List::refused, List::refused_denied, List::granted, List::granted_denied});
  if (names_ai(said)) return decides || said.has_any({List::request, List::uses, List::uses_denied});
  return mail_names_ai && decides && said.has(List::request);
}

bool grants_request(const Wording& said) {
  return said.has(List::request) && !said.has(List::elsewhere) && SentenceReader{said}.grants_for_certain();
}

bool goes_on(const Wording& said) {
  if (!names_ai(said) || names_objection(said)) return false;
  if (said.has(List::may_object)) return false;
  return SentenceReader{said}.goes_on_anyway();
}

Meaning meaning_of(const Wording& said, const Surroundings& around) {
  const bool is_named = names_objection(said);
  // What is done "as you asked" may be anything: it is the objection only in a mail about one.
  const bool is_as_asked = around.is_about_objection && said.has(List::as_requested);
  const bool is_about = is_named || is_as_asked;
  const SentenceReader reader{said};
  // Most likely the objection is meant where AI is, and a request, an end of use or its going on: a person can tell.
  const bool has_request = said.has(List::request);
  const bool is_perhaps_about =
      !is_about && (names_ai(said) ? has_request || reader.ends_use() || reader.refuses()
                                   : around.names_ai && has_request && (reader.grants() || reader.refuses()));
  const bool is_of_mail = around.is_about_objection || is_perhaps_about;
  const bool is_elsewhere = said.has(List::elsewhere);
  const bool speaks_of_rights = said.has(List::may_object);
  // "This mailbox can't accept messages" refuses nothing.
  if (!is_about && !(has_request && names_ai(said)) && said.has(List::boilerplate)) return Meaning::nothing;
  if (!is_elsewhere) {
    if (is_about && said.sentence().is_question) return Meaning::asks;
    if (is_of_mail && reader.asks_for_more()) return Meaning::asks;
    if (!speaks_of_rights && is_of_mail && said.has(List::pending)) return Meaning::pending;
  }
  const bool names_request = names_ai(said) && has_request;
  const bool may_refuse = is_about || names_request || is_about_the_same(said, around);
  if (reader.refuses() && may_refuse) return Meaning::declined;
  if (is_elsewhere) return around.is_after_grant ? Meaning::doubtful : Meaning::nothing;
  // "Thank you. It does not apply to your photos." takes part of a grant back; so does "We don't use photos, but we use
  // comments".
  if (reader.refuses() && around.is_after_grant) return Meaning::doubtful;
  if (around.is_after_grant && reader.ends_use() && reader.is_doubtful()) return Meaning::doubtful;
  // "We only honour objections from …" is worth the person's look; what else is done with all objections is not.
  const bool is_doubtful_grant = is_about && reader.grants() && reader.is_doubtful();
  if (speaks_of_rights) return is_doubtful_grant ? Meaning::doubtful : Meaning::announcement;
  if (is_named && reader.grants_for_certain()) return Meaning::confirmation;
  if (is_as_asked && reader.ends_use()) {
    const bool is_certain = reader.ends_use_for_certain() && (is_named || names_ai(said));
    return is_certain ? Meaning::confirmation : Meaning::doubtful;
  }
  if (is_about && reader.grants()) return Meaning::doubtful;
  if (is_about && reader.says_what_would_be()) return Meaning::conditional;
  if (is_about && said.has(List::received)) return Meaning::received;
  if (is_perhaps_about) return meaning_without_word(said, reader, around);
  if (!is_about) return Meaning::nothing;
  return reader.has_loose_negation() ? Meaning::doubtful : Meaning::unclear;
}

}  // namespace demur::reading
