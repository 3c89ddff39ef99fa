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
    is_doubtful_ = holds_doubt({});
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
    return grants() && !is_doubtful_ && grants_plainly() && !goes_on_using() && !tells_of_platform_beside_grant();
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
  /// Whether it may limit what a sentence before it grants, or put it off: "except for", "if you pay", "not yet".
  [[nodiscard]] bool may_limit() const {
    auto harmless = said_.places_of(List::boilerplate);
    const auto numbers = said_.places_of(List::case_number);
    harmless.insert(harmless.end(), numbers.begin(), numbers.end());
    return holds_doubt(harmless) || has_condition_ || has_loose_negation_ || tells_of_platform();
  }
  /// Whether it says that something is or will be used.
  [[nodiscard]] bool uses() const {
    return has([](const Verb& verb) { return verb.act == Act::use && !verb.is_denied; });
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
  /// To name the number of the case, should the person write again, is no more than any mail asks for.
  [[nodiscard]] bool asks_for_more() const {
    auto closed = said_.places_of(List::learn_more);
    const auto places = said_.places_of(List::asked_for_more);
    std::copy_if(places.begin(), places.end(), std::back_inserter(closed),
                 [&](const Span& place) { return follows_denial(place); });
    return std::any_of(places.begin(), places.end(), [&](const Span& place) {
      const auto denies = [&](auto at) { return at < place.first && parts_[at] == parts_[place.first]; };
      const auto holds = [&](const Span& other) { return overlap(other, place); };
      return std::none_of(negations_.begin(), negations_.end(), denies) &&
             std::none_of(closed.begin(), closed.end(), holds) && !is_for_case_number(place);
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

  [[nodiscard]] bool is_for_case_number(const Span& asked) const {
    const auto numbers = said_.places_of(List::case_number);
    return std::any_of(numbers.begin(), numbers.end(), [&](const Span& number) {
      return parts_[number.first] == parts_[asked.first] || parts_[number.first] == parts_[asked.last];
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
      has_condition_ = true;
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

  /// A word of doubt counts wherever it stands in the sentence, but not within one of these phrases.
  [[nodiscard]] bool holds_doubt(const std::vector<Span>& harmless) const {
    const auto places = said_.places_of(List::doubtful);
    return std::any_of(places.begin(), places.end(), [&](const Span& doubt) {
      const auto holds = [&](const Span& phrase) { return overlap(phrase, doubt); };
      return !is_taken_back(doubt) && !is_of_denied_refusal(doubt) &&
             std::none_of(harmless.begin(), harmless.end(), holds);
    });
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
  /// Whether it says of a platform what isn't known: "WhatsApp is left out".
  [[nodiscard]] bool tells_of_platform() const {
    return !ends_use() && !has(is_grant) && tells_of_platform([](std::size_t) { return true; });
  }
  /// Whether another part than those that grant does: "…, Threads being the only one".
  [[nodiscard]] bool tells_of_platform_beside_grant() const {
    return !ends_use() && tells_of_platform([&](std::size_t at) {
      return !has([&](const Verb& verb) { return is_grant(verb) && parts_[verb.at()] == parts_[at]; });
    });
  }
  template <typename Test>
  [[nodiscard]] bool tells_of_platform(Test counts) const {
    // "Open Instagram" tells nothing.
    constexpr std::size_t fewest_words = 4;
    if (!said_.has(List::platform) || sentence_.words.size() < fewest_words) return false;
    auto known = words_known_beside_use();
    said_.mark(List::platform, known);
    bool is_known = true;
    for (std::size_t i = 0; i < known.size(); ++i) is_known = is_known && (known[i] || !counts(i));
    const auto platforms = said_.places_of(List::platform);
    return !is_known &&
           std::any_of(platforms.begin(), platforms.end(), [&](const Span& place) { return counts(place.first); });
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
  bool has_loose_negation_ = false, has_condition_ = false, is_doubtful_ = false;
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
    if (is_of_any_mail()) return may_add_limit() ? Meaning::doubtful : Meaning::nothing;
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
    const auto places = said_.places_of(List::boilerplate);
    const auto& lines = said_.sentence().lines;
    const auto is_in_first_line = [&](const Span& place) { return lines[place.first] == lines.front(); };
    return around_.is_after_grant && std::none_of(places.begin(), places.end(), is_in_first_line) &&
           reader_.may_limit();
  }
  /// What Meta asks, or has still to decide.
  [[nodiscard]] std::optional<Meaning> what_is_open() const {
    if (is_elsewhere_) return std::nullopt;
    const bool is_of_mail = around_.is_about_objection || is_perhaps_about_;
    if (is_about_ && said_.sentence().is_question) return Meaning::asks;
    if (is_of_mail && reader_.asks_for_more()) return Meaning::asks;
    // "Soon we will use your posts" is no answer that is still to come.
    const bool is_of_answer = is_about_ || has_request_ || around_.is_after_grant || !reader_.uses();
    const bool is_pending = !speaks_of_rights_ && is_of_mail && is_of_answer && said_.has(List::pending);
    return is_pending ? std::optional{Meaning::pending} : std::nullopt;
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
  [[nodiscard]] Meaning what_becomes_of_it() const {
    if (is_named_ && reader_.grants_for_certain()) return Meaning::confirmation;
    if (is_as_asked_ && reader_.ends_use()) {
      const bool is_certain = reader_.ends_use_for_certain() && (is_named_ || names_ai_);
      return is_certain ? Meaning::confirmation : Meaning::doubtful;
    }
    if (reader_.grants()) return Meaning::doubtful;
    if (reader_.says_what_would_be()) return Meaning::conditional;
    if (said_.has(List::received)) return Meaning::received;
    return reader_.has_loose_negation() ? Meaning::doubtful : Meaning::unclear;
  }
  /// Without a word for the objection.
  [[nodiscard]] Meaning what_may_become_of_it() const {
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
