#include "reading/mail/kind.hpp"

#include <algorithm>

#include "reading/mail/mail_facts.hpp"

namespace demur::reading {
namespace {

bool stands_in(const WordList& sentence, const Stems& stems) {
  return std::any_of(stems.begin(), stems.end(), [&](const auto& stem) { return stem.stands_in(sentence); });
}

bool is_spread_over(const WordList& sentence, const Stems& stems) {
  return std::any_of(stems.begin(), stems.end(), [&](const auto& stem) { return stem.is_spread_over(sentence); });
}

/// The sentences of one mail, examined in one language.
class MessageInLanguage {
 public:
  MessageInLanguage(const std::vector<WordList>& sentences, const Language& language)
      : sentences_(sentences), language_(language) {}

  [[nodiscard]] bool is_about_objecting_to_ai() const {
    return any([&](const auto& sentence) { return stands_in(sentence, mail_facts().meta); }) &&
           any([&](const auto& sentence) { return stands_in(sentence, language_.objection); }) &&
           any([&](const auto& sentence) { return names_ai(sentence); });
  }

  [[nodiscard]] bool says(const Stems& stems) const {
    return any([&](const auto& sentence) { return says_outright(sentence, stems); });
  }

  [[nodiscard]] bool grants() const {
    return any([&](const auto& sentence) {
      return says_outright(sentence, language_.granted) && stands_in(sentence, language_.objection);
    });
  }

  [[nodiscard]] bool announces() const {
    return any([&](const auto& sentence) { return is_spread_over(sentence, language_.may_object); }) &&
           any([&](const auto& sentence) {
             return names_ai(sentence) && is_spread_over(sentence, language_.information);
           });
  }

 private:
  template <typename Test>
  [[nodiscard]] bool any(Test test) const {
    return std::any_of(sentences_.begin(), sentences_.end(), test);
  }
  /// Not under a condition.
  [[nodiscard]] bool says_outright(const WordList& sentence, const Stems& stems) const {
    return is_spread_over(sentence, stems) && !stands_in(sentence, language_.condition);
  }
  [[nodiscard]] bool names_ai(const WordList& sentence) const {
    return stands_in(sentence, language_.ai) || stands_in(sentence, mail_facts().ai);
  }

  const std::vector<WordList>& sentences_;
  const Language& language_;
};

}  // namespace

std::string_view kind_of(const std::vector<WordList>& sentences) {
  bool announces = false;
  for (const auto& language : mail_facts().languages) {
    const MessageInLanguage message{sentences, language};
    if (!message.is_about_objecting_to_ai()) continue;
    if (message.says(language.declined)) return "declined";
    if (message.says(language.asked_for_more)) return "asked-for-more";
    if (message.grants()) return "confirmation";
    announces = announces || message.announces();
  }
  return announces ? "announcement" : "unrelated";
}

}  // namespace demur::reading
