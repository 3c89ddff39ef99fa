#pragma once
#include <cstddef>
#include <initializer_list>
#include <limits>
#include <vector>

#include "reading/mail/wording.hpp"

namespace demur::reading {

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
  static constexpr auto everything = std::numeric_limits<std::size_t>::max();

  explicit SentenceReader(const Wording& said);

  [[nodiscard]] bool refuses() const { return refuses_beside({}); }
  /// Whether it refuses something before this word.
  [[nodiscard]] bool refuses_before(std::size_t end) const;
  /// Whether it refuses something, and not just within these phrases.
  [[nodiscard]] bool refuses_beside(const std::vector<Span>& phrases) const;
  /// Whether something is granted, and no negation in the sentence may take it back.
  [[nodiscard]] bool grants() const;
  /// Whether it is granted in words that leave nothing open.
  [[nodiscard]] bool grants_for_certain() const;
  /// Whether all that grants may also say no more than that something has arrived: "přijali" does, but not "přijali s
  /// okamžitou platností".
  [[nodiscard]] bool accepts_or_receives() const;
  /// Whether every word of a part that names the objection is known.
  [[nodiscard]] bool names_objection_plainly() const;
  /// Whether it leaves open what is granted: "may be honoured", "in part only", "accepted for processing".
  [[nodiscard]] bool is_doubtful() const { return is_doubtful_; }
  /// Whether it denies something that is not known.
  [[nodiscard]] bool has_loose_negation() const { return !loose_negations_.empty(); }
  /// Whether the sentence says that something is no longer used.
  [[nodiscard]] bool ends_use() const;
  /// Whether it says so in words that leave nothing open, as "your phone number" would. A refusal that is denied may be
  /// denied by another clause.
  [[nodiscard]] bool ends_use_for_certain() const;
  /// Whether it may limit what a sentence before it grants, or put it off: "except for", "if you pay", "not yet". Only
  /// the words before `end` count.
  [[nodiscard]] bool may_limit(std::size_t end = everything) const;
  /// Whether it leaves something open, or denies something, outside the clauses of these phrases.
  [[nodiscard]] bool is_open_outside(const std::vector<Span>& phrases) const;
  /// Whether it says, beside these phrases, that something isn't decided yet.
  [[nodiscard]] bool is_pending_beside(const std::vector<Span>& phrases) const;
  /// Whether it says, and not just within these phrases, that something is used, under whatever condition, and doesn't
  /// just lead to where that is explained.
  [[nodiscard]] bool uses_beside(const std::vector<Span>& phrases) const;
  /// Whether it says that something is or will be used.
  [[nodiscard]] bool uses() const;
  /// Whether it says that something is used, denies nothing, depends on nothing, and does not just lead to where it is
  /// explained: "learn more about how we use".
  [[nodiscard]] bool goes_on_anyway() const;
  /// Whether it says so beside what the person wrote about: "you contacted us about the use of your posts".
  [[nodiscard]] bool goes_on_beside_request() const;
  /// Whether it says under which condition something is.
  [[nodiscard]] bool has_condition() const { return first_condition_ < everything; }
  /// Whether it is nothing but a condition, which belongs to what was said before: "If you pay for it."
  [[nodiscard]] bool is_condition_alone() const;
  [[nodiscard]] bool says_what_would_be() const;
  /// Whether it says that something would be granted, and nothing refused.
  [[nodiscard]] bool would_grant() const;
  /// Whether it asks for something, without a negation before that, and doesn't just offer it: "learn more about how".
  /// To name the number of the case, should the person write again, is no more than any mail asks for.
  [[nodiscard]] bool asks_for_more() const;

 private:
  template <typename Test>
  [[nodiscard]] bool has(Test test) const;
  [[nodiscard]] bool denies_nothing() const;
  [[nodiscard]] bool is_in_clause_of_one(std::size_t at, const std::vector<Span>& phrases) const;
  static bool is_refusal(const Verb& verb);
  static bool is_ended_use(const Verb& verb);
  static bool is_grant(const Verb& verb) { return verb.act == Act::grant && !verb.is_denied && !verb.is_conditional; }

  /// A part is what stands between two commas or words such as "and".
  void number_parts();
  void find_joints();

  void add_verbs(List list, List denied, Act act);
  /// Two phrases of one meaning that share words are one verb.
  void add_verb(const Verb& verb);

  [[nodiscard]] bool is_fixed(std::size_t at) const;
  /// Whether it is what is explained elsewhere: "learn more about how we use".
  [[nodiscard]] bool is_explained(const Verb& verb) const;
  /// Whether a use goes on, and isn't just what is explained elsewhere.
  [[nodiscard]] bool is_going_on(const Verb& verb) const;
  /// Whether a request stands before it in its part.
  [[nodiscard]] bool is_of_request(const Verb& verb) const;

  /// Whether it comes right after a phrase with a negation of its own: "you don't need to".
  [[nodiscard]] bool follows_denial(const Span& place) const;

  [[nodiscard]] bool is_for_case_number(const Span& asked) const;

  void apply_negations();
  /// A negation denies the next verb of its part, or else the one before in it, or else the next in the sentence.
  void apply_negation(std::size_t at);
  static void deny(Verb& verb) { verb.is_denied = true; }
  /// "does not say why we need to honour it" denies the honouring, not the need.
  std::vector<Verb>::iterator beyond_modal(std::vector<Verb>::iterator verb);
  /// Whether a negation denies a verb of another part: a refusal only in the next clause, "no reason, why we should
  /// refuse", and where no "and" or "so" begins anew.
  [[nodiscard]] bool may_reach(std::size_t at, const Verb& verb) const;
  [[nodiscard]] bool is_in_clause_of(std::size_t at, const Verb& verb) const;
  [[nodiscard]] bool is_joined(std::size_t from, std::size_t to) const;

  void apply_conditions();
  /// "unless you withdraw it", "even if", and "Sí," without its accent, which stands alone in its clause.
  [[nodiscard]] bool is_harmless(const Span& condition) const;

  /// A word of doubt counts wherever it stands in the sentence, but not within one of these phrases.
  [[nodiscard]] bool holds_doubt(const std::vector<Span>& harmless, std::size_t end = everything) const;
  /// Whether a part that grants holds words alone that are known to leave nothing open.
  [[nodiscard]] bool grants_plainly() const;
  /// Whether what is granted is what comes after, and the objection stands there alone: "we accept, that you have sent
  /// an objection", "we agree, you objected".
  [[nodiscard]] bool grants_a_clause(std::size_t part) const;
  /// Whether it says that something is used beside what is granted, and denies nothing: "accepted, and we use your
  /// posts".
  [[nodiscard]] bool goes_on_using() const;
  [[nodiscard]] bool is_plain(std::size_t part, const Marks& known) const;
  [[nodiscard]] Marks known_words() const;
  [[nodiscard]] Marks words_known_beside_use() const;
  /// Of each word, whether it belongs to one of these phrases or joins two parts.
  [[nodiscard]] Marks words_in(std::initializer_list<List> lists) const;
  /// Whether it says of a platform what isn't known: "WhatsApp is left out".
  [[nodiscard]] bool tells_of_platform(std::size_t end) const;
  /// Whether another part than those that grant does: "…, Threads being the only one".
  [[nodiscard]] bool tells_of_platform_beside_grant() const;
  template <typename Test>
  [[nodiscard]] bool tells_of_platform_where(Test counts) const;
  /// Part of a longer phrase that says the opposite: "not only".
  [[nodiscard]] bool is_taken_back(const Span& doubt) const;
  /// "no reason why we would refuse it"
  [[nodiscard]] bool is_of_denied_refusal(const Span& doubt) const;

  const Wording& said_;
  const Sentence& sentence_;
  Marks joints_;
  std::vector<std::size_t> joints_before_;  ///< For each word, how many joints stand before it.
  std::vector<std::size_t> parts_;
  std::vector<Verb> verbs_;
  std::vector<Span> fixed_;
  std::vector<std::size_t> negations_;
  std::vector<std::size_t> loose_negations_;
  std::size_t first_condition_ = everything;
  bool is_doubtful_ = false;
};

}  // namespace demur::reading
