#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "history/moment.hpp"
#include "history/source.hpp"

namespace demur::history {

/// The words of the exported document, in one language: manifests/paper-words, which the extension reads too.
class PaperWords {
 public:
  /// Those of a language, which may be a country's, as de-CH. English stands in for a missing language.
  explicit PaperWords(std::string_view language);

  [[nodiscard]] const std::string& language() const { return language_; }
  /// The text at this place, such as "paper.title"; empty where there is none.
  [[nodiscard]] const std::string& text(const std::string& place) const;
  /// The same with a value in place of its only argument.
  [[nodiscard]] std::string text(const std::string& place, std::string_view value) const;
  /// "3 May 2025".
  [[nodiscard]] std::string day(std::chrono::sys_days date) const;
  /// A time as exactly as it is known; a moment in local time with its zone: "3 May 2025, 14:32 (UTC+1)".
  [[nodiscard]] std::string time(Moment moment) const;

 private:
  std::string language_;
  std::map<std::string, std::string> texts_;
  std::vector<std::string> days_;
};

/// "Facebook"; a platform that has no name of its own stays as it is.
const std::string& platform_name(const std::string& platform);

/// What an event is called. For sending, this says how it is known: what Demur saw is a press of Meta's button.
const std::string& event_in_words(const PaperWords& words, const std::string& kind, const Provenance& provenance);

/// How something is known, each part as a phrase; where an e-mail is kept, also how that was judged.
std::vector<std::string> known_in_words(const PaperWords& words, const Provenance& provenance, bool has_mail);

}  // namespace demur::history
