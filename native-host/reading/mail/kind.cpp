#include "reading/mail/kind.hpp"

#include <algorithm>

#include "reading/facts.hpp"

namespace demur::reading {
namespace {

bool stands_in(const Words& sentence, const Stems& stems) {
  return std::any_of(stems.begin(), stems.end(), [&](const auto& stem) { return stem.stands_in(sentence); });
}

bool is_spread_over(const Words& sentence, const Stems& stems) {
  return std::any_of(stems.begin(), stems.end(), [&](const auto& stem) { return stem.is_spread_over(sentence); });
}

/// The sentences of one mail, asked in one language.
class Speech {
 public:
  Speech(const std::vector<Words>& sentences, const Language& language) : sentences_(sentences), language_(language) {}

  [[nodiscard]] bool is_about_objecting_to_ai() const {
    return any([&](const auto& sentence) { return stands_in(sentence, facts().meta); }) &&
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
  /// Not that it would be so if.
  [[nodiscard]] bool says_outright(const Words& sentence, const Stems& stems) const {
    return is_spread_over(sentence, stems) && !stands_in(sentence, language_.condition);
  }
  [[nodiscard]] bool names_ai(const Words& sentence) const {
    return stands_in(sentence, language_.ai) || stands_in(sentence, facts().ai);
  }

  const std::vector<Words>& sentences_;
  const Language& language_;
};

}  // namespace

std::string_view kind_of(const std::vector<Words>& sentences) {
  bool announces = false;
  for (const auto& language : facts().languages) {
    const Speech speech{sentences, language};
    if (!speech.is_about_objecting_to_ai()) continue;
    if (speech.says(language.declined)) return "declined";
    if (speech.says(language.asked_for_more)) return "asked-for-more";
    if (speech.grants()) return "confirmation";
    announces = announces || speech.announces();
  }
  return announces ? "announcement" : "unrelated";
}

}  // namespace demur::reading
