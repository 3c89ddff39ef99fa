#include "reading/mail/sentence_reader.hpp"

#include <algorithm>
#include <iterator>

namespace demur::reading {
namespace {

bool overlap(const Span& left, const Span& right) {
  return left.first <= right.last && right.first <= left.last;
}

bool holds(const Span& phrase, const Span& part) {
  return phrase.first <= part.first && part.last <= phrase.last;
}

bool holds_with_more(const Span& phrase, const Span& part) {
  return holds(phrase, part) && phrase.last - phrase.first > part.last - part.first;
}

bool is_in_one(const Span& part, const std::vector<Span>& phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](const Span& phrase) { return holds(phrase, part); });
}

}  // namespace

SentenceReader::SentenceReader(const Wording& said) : said_(said), sentence_(said.sentence()) {
  find_joints();
  number_parts();
  add_verbs(List::refused, List::refused_denied, Act::refusal);
  add_verbs(List::harmless, List::harmless_denied, Act::other);
  add_verbs(List::uses, List::uses_denied, Act::use);
  add_verbs(List::granted, List::granted_denied, Act::grant);
  // "Please do not reply" denies nothing else.
  for (const auto& place : said_.places_of(List::boilerplate)) fixed_.push_back(place);
  std::sort(verbs_.begin(), verbs_.end(), [](const auto& a, const auto& b) { return a.at() < b.at(); });
  apply_negations();
  apply_conditions();
  is_doubtful_ = holds_doubt({});
}

template <typename Test>
bool SentenceReader::has(Test test) const {
  return std::any_of(verbs_.begin(), verbs_.end(), test);
}

bool SentenceReader::is_refusal(const Verb& verb) {
  const bool is_said = verb.act == Act::refusal ? !verb.is_denied : verb.act == Act::grant && verb.is_denied;
  return is_said && !verb.is_conditional;
}

bool SentenceReader::refuses_before(std::size_t end) const {
  return has([&](const Verb& verb) { return is_refusal(verb) && verb.at() < end; });
}

bool SentenceReader::refuses_beside(const std::vector<Span>& phrases) const {
  return has([&](const Verb& verb) {
    // "can't do this" overlaps "you can", and refuses.
    return is_refusal(verb) && !is_in_one(verb.place, phrases);
  });
}

bool SentenceReader::grants() const {
  return !has_loose_negation() && has(is_grant);
}

bool SentenceReader::grants_for_certain() const {
  return grants() && !is_doubtful_ && grants_plainly() && !goes_on_using() && !tells_of_platform_beside_grant();
}

bool SentenceReader::accepts_or_receives() const {
  const auto granted = said_.places_of(List::granted), either = said_.places_of(List::accepted_or_received);
  return std::all_of(granted.begin(), granted.end(), [&](const Span& place) { return is_in_one(place, either); });
}

bool SentenceReader::names_objection_plainly() const {
  auto known = words_known_beside_use();
  for (const auto list : {List::received, List::platform}) said_.mark(list, known);
  const auto objections = said_.places_of(List::objection);
  return std::any_of(objections.begin(), objections.end(),
                     [&](const Span& objection) { return is_plain(parts_[objection.first], known); });
}

bool SentenceReader::ends_use() const {
  return !has_loose_negation() && has(is_ended_use);
}

bool SentenceReader::ends_use_for_certain() const {
  const auto known = words_known_beside_use();
  return ends_use() && !is_doubtful_ && has([&](const Verb& verb) {
           return is_ended_use(verb) && verb.act == Act::use && is_plain(parts_[verb.at()], known);
         });
}

bool SentenceReader::may_limit(std::size_t end) const {
  auto harmless = said_.places_of(List::boilerplate);
  const auto numbers = said_.places_of(List::case_number);
  const auto is_before = [end](std::size_t at) { return at < end; };
  harmless.insert(harmless.end(), numbers.begin(), numbers.end());
  return holds_doubt(harmless, end) || first_condition_ < end || tells_of_platform(end) ||
         std::any_of(loose_negations_.begin(), loose_negations_.end(), is_before);
}

bool SentenceReader::uses() const {
  return has([](const Verb& verb) { return verb.act == Act::use && !verb.is_denied; });
}

bool SentenceReader::is_explained(const Verb& verb) const {
  const auto leads = said_.places_of(List::learn_more);
  return std::any_of(leads.begin(), leads.end(), [&](const Span& lead) { return lead.first <= verb.at(); });
}

bool SentenceReader::is_going_on(const Verb& verb) const {
  return verb.act == Act::use && !verb.is_conditional && !is_explained(verb);
}

bool SentenceReader::goes_on_anyway() const {
  return denies_nothing() && has([&](const Verb& verb) { return is_going_on(verb); });
}

bool SentenceReader::is_of_request(const Verb& verb) const {
  const auto requests = said_.places_of(List::request);
  return std::any_of(requests.begin(), requests.end(), [&](const Span& request) {
    return request.first <= verb.at() && parts_[request.last] == parts_[verb.at()];
  });
}

bool SentenceReader::goes_on_beside_request() const {
  return denies_nothing() && has([&](const Verb& verb) { return is_going_on(verb) && !is_of_request(verb); });
}

bool SentenceReader::is_in_clause_of_one(std::size_t at, const std::vector<Span>& phrases) const {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](const Span& phrase) { return sentence_.clauses[phrase.first] == sentence_.clauses[at]; });
}

bool SentenceReader::is_open_outside(const std::vector<Span>& phrases) const {
  const auto places = said_.places_of(List::doubtful);
  const auto is_outside = [&](std::size_t at) { return !is_in_clause_of_one(at, phrases); };
  return std::any_of(loose_negations_.begin(), loose_negations_.end(), is_outside) ||
         std::any_of(places.begin(), places.end(),
                     [&](const Span& doubt) { return !is_taken_back(doubt) && is_outside(doubt.first); });
}

bool SentenceReader::is_pending_beside(const std::vector<Span>& phrases) const {
  const auto places = said_.places_of(List::pending);
  return std::any_of(places.begin(), places.end(), [&](const Span& pending) {
    return std::none_of(phrases.begin(), phrases.end(), [&](const Span& phrase) { return overlap(phrase, pending); });
  });
}

bool SentenceReader::uses_beside(const std::vector<Span>& phrases) const {
  return has([&](const Verb& verb) {
    const auto touches = [&](const Span& phrase) { return overlap(phrase, verb.place); };
    return verb.act == Act::use && !verb.is_denied && !is_explained(verb) &&
           std::none_of(phrases.begin(), phrases.end(), touches);
  });
}

bool SentenceReader::is_condition_alone() const {
  return first_condition_ == 0 && sentence_.clauses.front() == sentence_.clauses.back();
}

bool SentenceReader::says_what_would_be() const {
  return has(
      [](const Verb& verb) { return verb.is_conditional && (verb.act == Act::grant || verb.act == Act::refusal); });
}

bool SentenceReader::would_grant() const {
  const auto grants = [](const Verb& verb) { return verb.act == Act::grant && !verb.is_denied; };
  const auto refuses = [](const Verb& verb) {
    return verb.act == Act::refusal || (verb.act == Act::grant && verb.is_denied);
  };
  return has(grants) && !has(refuses);
}

bool SentenceReader::asks_for_more() const {
  auto closed = said_.places_of(List::learn_more);
  const auto places = said_.places_of(List::asked_for_more);
  std::copy_if(places.begin(), places.end(), std::back_inserter(closed),
               [&](const Span& place) { return follows_denial(place); });
  return std::any_of(places.begin(), places.end(), [&](const Span& place) {
    const auto denies = [&](auto at) { return at < place.first && parts_[at] == parts_[place.first]; };
    const auto touches = [&](const Span& other) { return overlap(other, place); };
    return std::none_of(negations_.begin(), negations_.end(), denies) &&
           std::none_of(closed.begin(), closed.end(), touches) && !is_for_case_number(place);
  });
}

bool SentenceReader::denies_nothing() const {
  return negations_.empty() && !has([](const Verb& verb) { return verb.is_denied; });
}

bool SentenceReader::is_ended_use(const Verb& verb) {
  const bool is_use = verb.act == Act::use || verb.act == Act::refusal;
  return is_use && verb.is_denied && !verb.is_conditional;
}

void SentenceReader::number_parts() {
  std::size_t part = 0;
  for (std::size_t i = 0; i < sentence_.words.size(); ++i) {
    if (joints_[i] || (i > 0 && sentence_.clauses[i] != sentence_.clauses[i - 1])) ++part;
    parts_.push_back(part);
  }
}

void SentenceReader::find_joints() {
  joints_.resize(sentence_.words.size());
  // "e" joins two parts in Italian, "è" is a verb; but "és" joins two in Hungarian, accent and all.
  const auto is_another_word = [&](std::size_t at) { return sentence_.words[at].size() == 1 && sentence_.accents[at]; };
  for (const auto& place : said_.places_of(List::joints))
    if (place.first == place.last) joints_[place.first] = !is_another_word(place.first);
  std::size_t count = 0;
  for (const bool is_joint : joints_) {
    joints_before_.push_back(count);
    count += is_joint ? 1 : 0;
  }
}

void SentenceReader::add_verbs(List list, List denied, Act act) {
  for (const auto& place : said_.places_of(denied)) add_verb({place, act, true});
  for (const auto& place : said_.places_of(list)) {
    add_verb({place, act});
    if (act == Act::refusal || act == Act::other) fixed_.push_back(place);
  }
}

void SentenceReader::add_verb(const Verb& verb) {
  const bool is_known = has([&](const Verb& other) {
    const bool is_same = other.act == verb.act && overlap(other.place, verb.place);
    return is_same || other.at() == verb.at();
  });
  if (!is_known) verbs_.push_back(verb);
}

bool SentenceReader::is_fixed(std::size_t at) const {
  return std::any_of(fixed_.begin(), fixed_.end(),
                     [&](const Span& span) { return span.first <= at && at <= span.last; });
}

bool SentenceReader::follows_denial(const Span& place) const {
  const auto negations = said_.places_of(List::negation);
  return std::any_of(fixed_.begin(), fixed_.end(), [&](const Span& fixed) {
    const auto is_within = [&](const Span& negation) { return holds(fixed, negation); };
    return fixed.last + 1 == place.first && std::any_of(negations.begin(), negations.end(), is_within);
  });
}

bool SentenceReader::is_for_case_number(const Span& asked) const {
  const auto numbers = said_.places_of(List::case_number);
  return std::any_of(numbers.begin(), numbers.end(), [&](const Span& number) {
    return parts_[number.first] == parts_[asked.first] || parts_[number.first] == parts_[asked.last];
  });
}

void SentenceReader::apply_negations() {
  std::vector<Span> places = said_.places_of(List::negation);
  const auto is_within_longer = [&](const Span& place) {
    return std::any_of(places.begin(), places.end(), [&](const Span& other) { return holds_with_more(other, place); });
  };
  for (const auto& place : places) {
    // Part of a phrase that says with it what it says: "not only".
    if (is_fixed(place.first) || is_within_longer(place)) continue;
    negations_.push_back(place.first);
    apply_negation(place.last);
  }
}

void SentenceReader::apply_negation(std::size_t at) {
  const auto next = std::find_if(verbs_.begin(), verbs_.end(), [&](const Verb& verb) { return verb.at() >= at; });
  const auto is_in_part = [&](const Verb& verb) { return parts_[verb.at()] == parts_[at]; };
  const bool has_next = next != verbs_.end(), has_last = next != verbs_.begin();
  if (has_next && is_in_part(*next)) return deny(*beyond_modal(next));
  const bool is_last = has_last && is_in_part(*(next - 1));
  if (!is_last && has_next && may_reach(at, *next)) return deny(*next);
  const bool is_use = has_last && (next - 1)->act == Act::use && is_in_clause_of(at, *(next - 1));
  if (is_last || is_use) return deny(*(next - 1));
  loose_negations_.push_back(at);
}

std::vector<Verb>::iterator SentenceReader::beyond_modal(std::vector<Verb>::iterator verb) {
  const auto after = verb + 1;
  const bool is_modal = verb->act == Act::other && after != verbs_.end() && after->act == Act::grant &&
                        parts_[after->at()] == parts_[verb->at()];
  return is_modal ? after : verb;
}

bool SentenceReader::may_reach(std::size_t at, const Verb& verb) const {
  const bool is_near = sentence_.clauses[verb.at()] <= sentence_.clauses[at] + 1;
  return verb.act != Act::refusal || (is_near && !is_joined(at, verb.at()));
}

bool SentenceReader::is_in_clause_of(std::size_t at, const Verb& verb) const {
  return sentence_.clauses[verb.at()] == sentence_.clauses[at];
}

bool SentenceReader::is_joined(std::size_t from, std::size_t to) const {
  return from + 1 < to && joints_before_[to] > joints_before_[from + 1];
}

void SentenceReader::apply_conditions() {
  for (const auto& place : said_.places_of(List::condition)) {
    if (is_harmless(place)) continue;
    first_condition_ = std::min(first_condition_, place.first);
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

bool SentenceReader::is_harmless(const Span& condition) const {
  const auto clause = sentence_.clauses[condition.first];
  if (std::count(sentence_.clauses.begin(), sentence_.clauses.end(), clause) == 1) return true;
  const auto harmless = said_.places_of(List::no_condition);
  return std::any_of(harmless.begin(), harmless.end(), [&](const Span& span) {
    return span.last >= condition.first && sentence_.clauses[span.first] == clause;
  });
}

bool SentenceReader::holds_doubt(const std::vector<Span>& harmless, std::size_t end) const {
  const auto places = said_.places_of(List::doubtful);
  return std::any_of(places.begin(), places.end(), [&](const Span& doubt) {
    const auto touches = [&](const Span& phrase) { return overlap(phrase, doubt); };
    return doubt.first < end && !is_taken_back(doubt) && !is_of_denied_refusal(doubt) &&
           std::none_of(harmless.begin(), harmless.end(), touches);
  });
}

bool SentenceReader::grants_plainly() const {
  const auto known = known_words();
  return has([&](const Verb& verb) {
    const auto part = parts_[verb.at()];
    return is_grant(verb) && is_plain(part, known) && !grants_a_clause(part);
  });
}

bool SentenceReader::grants_a_clause(std::size_t part) const {
  const auto objections = said_.places_of(List::objection);
  return !objections.empty() && std::all_of(objections.begin(), objections.end(),
                                            [&](const Span& objection) { return parts_[objection.first] > part; });
}

bool SentenceReader::goes_on_using() const {
  if (!denies_nothing()) return false;
  const auto first = std::find_if(verbs_.begin(), verbs_.end(), is_grant);
  const auto objections = said_.places_of(List::objection);
  return std::any_of(first, verbs_.end(), [&](const Verb& verb) {
    // "We accept it, and honour your objection to the use of your posts."
    const auto is_in_part = [&](std::size_t at) { return parts_[at] == parts_[verb.at()]; };
    const bool is_beside_first = is_in_part(first->at());
    const bool is_of_objection =
        has([&](const Verb& grant) { return is_grant(grant) && is_in_part(grant.at()); }) &&
        std::any_of(objections.begin(), objections.end(), [&](const Span& place) { return is_in_part(place.first); });
    return verb.act == Act::use && !verb.is_conditional && !is_beside_first && !is_of_objection;
  });
}

bool SentenceReader::is_plain(std::size_t part, const Marks& known) const {
  for (std::size_t i = 0; i < parts_.size(); ++i)
    if (parts_[i] == part && !known[i]) return false;
  return true;
}

Marks SentenceReader::known_words() const {
  return words_in({List::plain, List::objection, List::granted, List::harmless, List::ai});
}

Marks SentenceReader::words_known_beside_use() const {
  auto known = known_words();
  const auto more = words_in({List::uses, List::uses_denied, List::refused, List::refused_denied, List::negation,
                              List::as_requested, List::request, List::ai_everywhere});
  for (std::size_t i = 0; i < known.size(); ++i) known[i] = known[i] || more[i];
  return known;
}

Marks SentenceReader::words_in(std::initializer_list<List> lists) const {
  auto known = joints_;
  for (const auto list : lists) said_.mark(list, known);
  return known;
}

bool SentenceReader::tells_of_platform(std::size_t end) const {
  return !ends_use() && !has(is_grant) && tells_of_platform_where([end](std::size_t at) { return at < end; });
}

bool SentenceReader::tells_of_platform_beside_grant() const {
  return !ends_use() && tells_of_platform_where([&](std::size_t at) {
    return !has([&](const Verb& verb) { return is_grant(verb) && parts_[verb.at()] == parts_[at]; });
  });
}

template <typename Test>
bool SentenceReader::tells_of_platform_where(Test counts) const {
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

bool SentenceReader::is_taken_back(const Span& doubt) const {
  const auto harmless = said_.places_of(List::harmless);
  return std::any_of(harmless.begin(), harmless.end(), [&](const Span& span) { return holds_with_more(span, doubt); });
}

bool SentenceReader::is_of_denied_refusal(const Span& doubt) const {
  return has([&](const Verb& verb) {
    return verb.act == Act::refusal && verb.is_denied && parts_[verb.at()] == parts_[doubt.last];
  });
}

}  // namespace demur::reading
