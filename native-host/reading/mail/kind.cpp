#include "reading/mail/kind.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "reading/mail/mail_facts.hpp"
#include "reading/mail/mail_phrases.hpp"
#include "reading/mail/sentence_meaning.hpp"
#include "text/characters.hpp"
#include "text/utf8.hpp"

namespace demur::reading {
namespace {

/// Meta's mails are short; what follows is not looked at. So many words are about as much text in English; of shorter
/// words, the phrases that are found would not fit in the reader's memory.
constexpr std::size_t max_looked_at = 64UL * 1024UL;
constexpr std::size_t max_words_looked_at = 8000;

/// The sentences of one mail, examined in one language.
class MessageInLanguage {
 public:
  explicit MessageInLanguage(const std::vector<Wording>& sentences) {
    Surroundings around;
    names_ai_ = any(sentences, names_ai);
    const auto speaks_of_it = [&](const Wording& one) {
      return names_objection(one) || (names_ai_ && one.has(List::as_requested));
    };
    around.is_about_objection = any(sentences, speaks_of_it);
    around.names_ai = names_ai_;
    const auto may_be = [&](const Wording& one) { return may_be_about(one, names_ai_); };
    if (!around.is_about_objection && !any(sentences, may_be)) return;
    for (const auto& sentence : sentences) familiarity_ += count_of_phrases(sentence);
    for (const auto& sentence : sentences) {
      // Somebody else has the word from here on.
      if (others_ == nullptr && sentence.has(List::others_words) && !sentence.has(List::boilerplate))
        others_ = &sentence.sentence();
      if (others_ != nullptr && !around.is_after_grant) break;
      const auto meaning = meaning_of(sentence, around);
      // But what takes a grant back may be Meta's again.
      if (others_ != nullptr) {
        if (meaning == Meaning::declined || meaning == Meaning::pending) note(Meaning::doubtful, sentence.sentence());
        continue;
      }
      note(meaning, sentence.sentence());
      if (going_on_ == nullptr && goes_on(sentence, around)) going_on_ = &sentence.sentence();
      around.is_after_grant = around.is_after_grant || meaning == Meaning::confirmation;
      around.is_after_objection = speaks_of_it(sentence);
      around.is_after_plain_objection = names_objection_plainly(sentence);
      around.is_after_other_accounts = sentence.has(List::other_accounts);
      around.is_after_request = grants_request(sentence) || meaning == Meaning::accepted_or_received;
    }
  }

  /// How many of its phrases the mail holds: near languages share some, and its own has most.
  [[nodiscard]] std::size_t familiarity() const { return familiarity_; }
  [[nodiscard]] bool has(Meaning meaning) const { return first(meaning) != nullptr; }
  /// The first sentence that says this.
  [[nodiscard]] const Sentence* first(Meaning meaning) const { return firsts_.at(static_cast<std::size_t>(meaning)); }
  /// The first sentence by which AI uses something; nullptr where there is none.
  [[nodiscard]] const Sentence* going_on() const { return going_on_; }
  /// The sentence from which on somebody else has the word; nullptr where nobody has.
  [[nodiscard]] const Sentence* others() const { return others_; }
  [[nodiscard]] bool announces() const { return announcement() != nullptr; }
  /// What it announces of AI: what one may do, or what would be if. Nothing where it announces none.
  [[nodiscard]] const Sentence* announcement() const {
    if (!names_ai_) return nullptr;
    return has(Meaning::announcement) ? first(Meaning::announcement) : first(Meaning::conditional);
  }

 private:
  template <typename Test>
  static bool any(const std::vector<Wording>& sentences, Test test) {
    return std::any_of(sentences.begin(), sentences.end(), test);
  }
  static std::size_t count_of_phrases(const Wording& sentence) {
    std::size_t count = 0;
    for (const auto list : {List::objection, List::granted, List::granted_denied, List::refused, List::uses,
                            List::uses_denied, List::harmless, List::negation, List::condition, List::doubtful,
                            List::joints, List::asked_for_more, List::pending, List::received, List::request})
      count += sentence.count(list);
    return count;
  }
  void note(Meaning meaning, const Sentence& sentence) {
    auto& first = firsts_.at(static_cast<std::size_t>(meaning));
    // Of several that are unclear, the longest tells a person most: "Your objection" may be the subject alone.
    const bool is_fuller =
        meaning == Meaning::unclear && first != nullptr && first->words.size() < sentence.words.size();
    if (first == nullptr || is_fuller) first = &sentence;
  }

  std::array<const Sentence*, meaning_count> firsts_{};
  const Sentence *going_on_ = nullptr, *others_ = nullptr;
  std::size_t familiarity_ = 0;
  bool names_ai_ = false;
};

struct Decision {
  std::string_view kind;
  const Sentence* sentence;
};

Decision decision_on(const MessageInLanguage& message) {
  const auto as = [&](std::string_view kind, Meaning meaning) { return Decision{kind, message.first(meaning)}; };
  // What is granted and refused, decided and not decided, or granted and announced, is for the person to read.
  if (message.has(Meaning::confirmation) && message.has(Meaning::declined)) return as("answered", Meaning::declined);
  if (message.has(Meaning::declined)) return as("declined", Meaning::declined);
  if (message.has(Meaning::asks)) return as("asked-for-more", Meaning::asks);
  if (message.has(Meaning::confirmation) && message.has(Meaning::pending)) return as("answered", Meaning::pending);
  if (message.has(Meaning::confirmation) && message.announces()) return {"answered", message.announcement()};
  if (message.has(Meaning::confirmation) && message.has(Meaning::doubtful)) return as("answered", Meaning::doubtful);
  if (message.has(Meaning::confirmation) && message.going_on() != nullptr) return {"answered", message.going_on()};
  if (message.has(Meaning::confirmation)) return as("confirmation", Meaning::confirmation);
  if (message.has(Meaning::pending)) return as("received", Meaning::pending);
  if (message.has(Meaning::doubtful)) return as("answered", Meaning::doubtful);
  if (message.has(Meaning::accepted_or_received)) return as("answered", Meaning::accepted_or_received);
  if (message.has(Meaning::received)) return as("received", Meaning::received);
  if (message.announces()) return {"announcement", message.announcement()};
  if (message.has(Meaning::likely)) return as("answered", Meaning::likely);
  if (message.has(Meaning::unclear)) return as("answered", Meaning::unclear);
  // Also where it names no AI: the objection may be the person's.
  if (message.has(Meaning::conditional)) return as("announcement", Meaning::conditional);
  return {"unrelated", nullptr};
}

/// The more careful kind first: it counts where two languages know a mail equally well.
constexpr std::array<std::string_view, 7> by_care{"declined",     "asked-for-more", "answered", "received",
                                                  "announcement", "confirmation",   "unrelated"};

std::size_t rank(std::string_view kind) {
  return static_cast<std::size_t>(std::find(by_care.begin(), by_care.end(), kind) - by_care.begin());
}

std::vector<Sentence> sentences_looked_at(std::string_view text, std::size_t& words_left) {
  auto sentences = sentences_of(text);
  const auto most = std::min(words_left, max_words_looked_at);
  std::size_t words = 0;
  const auto is_beyond = [&](const Sentence& sentence) {
    if (words + sentence.words.size() > most) return true;
    words += sentence.words.size();
    return false;
  };
  sentences.erase(std::find_if(sentences.begin(), sentences.end(), is_beyond), sentences.end());
  words_left -= words;
  return sentences;
}

std::vector<std::vector<FoundPhrase>> phrases_in(const std::vector<Sentence>& sentences) {
  std::vector<std::vector<FoundPhrase>> phrases;
  phrases.reserve(sentences.size());
  for (const auto& sentence : sentences) phrases.push_back(mail_phrases().index.find_in(sentence));
  return phrases;
}

/// Where the first quotation after this begins that isn't just a name, such as „Meta AI“.
std::optional<std::size_t> quotation_after(std::size_t begin, std::string_view text, std::string_view own) {
  const auto is_quoted = [&](std::size_t at) { return text[at] != own[at]; };
  for (auto at = begin; at < text.size(); ++at) {
    if (!is_quoted(at)) continue;
    auto end = at;
    while (end < text.size() && (is_quoted(end) || text[end] == ' ')) ++end;
    const auto words = folded_words(text.substr(at, end - at));
    if (words.empty() || !contains(mail_facts().products, words.front())) return at;
    at = end;
  }
  return std::nullopt;
}

/// What is in quotation marks may take back what is granted, and is nobody's words that are known.
Decision with_quotations(Decision decision, std::string_view text, const std::vector<Sentence>& sentences,
                         const Sentence* others) {
  if (decision.kind != "confirmation") return decision;
  const auto quotation = quotation_after(decision.sentence->begin, text, own_words(text, Answered::kept));
  // What is quoted after "You wrote" is the person's.
  if (!quotation || (others != nullptr && others->begin < *quotation)) return decision;
  const auto after = std::find_if(sentences.begin(), sentences.end(),
                                  [&](const Sentence& sentence) { return sentence.begin > *quotation; });
  return {"answered", &*(after - 1)};
}

}  // namespace

Said what_is_said(std::string_view text, Answered answered, std::size_t& words_left) {
  text = whole_characters(text, max_looked_at);
  const auto sentences = sentences_looked_at(without_addresses(own_words(text, answered)), words_left);
  Decision best{"unrelated", nullptr};
  std::size_t most = 0;
  const Sentence* others = nullptr;
  const auto phrases = phrases_in(sentences);
  for (std::size_t language = 0; language < mail_phrases().languages; ++language) {
    std::vector<Wording> wordings;
    for (std::size_t i = 0; i < sentences.size(); ++i) wordings.emplace_back(sentences[i], phrases[i], language);
    const MessageInLanguage message{wordings};
    const auto decision = decision_on(message);
    if (message.familiarity() < most || (message.familiarity() == most && rank(decision.kind) >= rank(best.kind)))
      continue;
    most = message.familiarity();
    best = decision;
    others = message.others();
  }
  best = with_quotations(best, text, sentences, others);
  if (best.sentence == nullptr) return {best.kind, {}};
  const auto& [begin, end] = std::pair{best.sentence->begin, best.sentence->end};
  return {best.kind, std::string(text.substr(begin, end - begin))};
}

}  // namespace demur::reading
