#include "reading/mail/mail_phrases.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "embedded/mail_json.hpp"
#include "embedded/mail_words.hpp"
#include "embedded/recognition_json.hpp"
#include "reading/mail/wording.hpp"
#include "reading/mail/written_phrases.hpp"

namespace demur::reading {
namespace {

using nlohmann::json;
using Texts = std::vector<std::string>;

/// Adds the phrases of one language to those of all.
class LanguageReader {
 public:
  LanguageReader(PhraseIndex& phrases, std::size_t language, const json& mail)
      : phrases_(phrases), language_(language), mail_(mail) {}

  void add(List list, const Texts& texts) {
    for (const auto& text : texts) phrases_.add(number_of(language_, list), text);
  }
  void add(List list, const char* name) {
    each_of(name, [&](std::string_view text) { phrases_.add(number_of(language_, list), text); });
  }
  /// Some languages write the negation and the verb as one word: "nevyhověli".
  void add_denied(List list, const char* name) {
    each_of("denyingBeginnings", [&](std::string_view beginning) {
      each_of(name, [&](std::string_view text) {
        phrases_.add(number_of(language_, list), std::string{beginning} + std::string{text});
      });
    });
  }

 private:
  /// The phrases of a list; none where a language does not need it.
  template <typename Take>
  void each_of(const char* name, Take take) {
    const auto list = mail_.find(name);
    if (list == mail_.end()) return;
    for (const auto& line : *list) each_phrase(line.get_ref<const std::string&>(), take);
  }

  PhraseIndex& phrases_;
  std::size_t language_;
  const json& mail_;
};

struct NamedList {
  List list;
  const char* name;
};

constexpr std::array denied_lists{NamedList{List::granted_denied, "granted"},
                                  NamedList{List::refused_denied, "refused"}, NamedList{List::uses_denied, "uses"},
                                  NamedList{List::harmless_denied, "harmless"}};

constexpr std::array lists{NamedList{List::objection, "alsoObjection"},
                           NamedList{List::ai, "alsoAi"},
                           NamedList{List::granted, "granted"},
                           NamedList{List::accepted_or_received, "acceptedOrReceived"},
                           NamedList{List::refused, "refused"},
                           NamedList{List::uses, "uses"},
                           NamedList{List::harmless, "harmless"},
                           NamedList{List::negation, "negation"},
                           NamedList{List::condition, "condition"},
                           NamedList{List::no_condition, "noCondition"},
                           NamedList{List::doubtful, "doubtful"},
                           NamedList{List::plain, "plain"},
                           NamedList{List::joints, "joints"},
                           NamedList{List::asked_for_more, "askedForMore"},
                           NamedList{List::asked_to_explain, "askedToExplain"},
                           NamedList{List::pending, "pending"},
                           NamedList{List::received, "received"},
                           NamedList{List::as_requested, "asRequested"},
                           NamedList{List::just_named, "justNamed"},
                           NamedList{List::request, "request"},
                           NamedList{List::may_object, "mayObject"},
                           NamedList{List::learn_more, "learnMore"},
                           NamedList{List::boilerplate, "boilerplate"},
                           NamedList{List::case_number, "caseNumber"},
                           NamedList{List::other_accounts, "otherAccounts"},
                           NamedList{List::may_do, "mayDo"},
                           NamedList{List::content_of_others, "contentOfOthers"},
                           NamedList{List::others_words, "othersWords"},
                           NamedList{List::elsewhere, "elsewhere"}};

MailPhrases read_phrases() {
  MailPhrases all;
  const auto recognition = json::parse(recognition_json), mail = json::parse(mail_json);
  const auto ai = recognition.at("ai").get<Texts>(), platforms = mail.at("platforms").get<Texts>();
  // More than there is: memory that isn't touched costs nothing, and to move what is there takes a third of the time.
  all.index.reserve(std::size_t{1} << 19U, std::size_t{1} << 23U);
  for (const auto& [tag, words] : mail_words) {
    const auto& own = recognition.at("languages").at(std::string(tag));
    const auto phrases = json::parse(words);
    LanguageReader reader{all.index, all.languages, phrases};
    reader.add(List::objection, own.at("objection").get<Texts>());
    reader.add(List::ai, own.at("ai").get<Texts>());
    reader.add(List::ai_everywhere, ai);
    reader.add(List::platform, platforms);
    for (const auto& [list, name] : denied_lists) reader.add_denied(list, name);
    for (const auto& [list, name] : lists) reader.add(list, name);
    ++all.languages;
  }
  all.index.finish();
  return all;
}

}  // namespace

const MailPhrases& mail_phrases() {
  static const auto read = read_phrases();
  return read;
}

}  // namespace demur::reading
