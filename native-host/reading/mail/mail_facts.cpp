#include "reading/mail/mail_facts.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "embedded/forms_json.hpp"
#include "embedded/mail_json.hpp"
#include "embedded/mail_words.hpp"
#include "embedded/recognition_json.hpp"
#include "reading/mail/wording.hpp"
#include "reading/mail/written_phrases.hpp"
#include "text/characters.hpp"

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

void read_phrases(const json& recognition, const json& mail, MailFacts& facts) {
  const auto ai = recognition.at("ai").get<Texts>(), platforms = mail.at("platforms").get<Texts>();
  // More than there is: memory that isn't touched costs nothing, and to move what is there takes a third of the time.
  facts.phrases.reserve(std::size_t{1} << 19U, std::size_t{1} << 23U);
  for (const auto& [tag, words] : mail_words) {
    const auto& own = recognition.at("languages").at(std::string(tag));
    const auto phrases = json::parse(words);
    LanguageReader reader{facts.phrases, facts.languages, phrases};
    reader.add(List::objection, own.at("objection").get<Texts>());
    reader.add(List::ai, own.at("ai").get<Texts>());
    reader.add(List::ai_everywhere, ai);
    reader.add(List::platform, platforms);
    for (const auto& [list, name] : denied_lists) reader.add_denied(list, name);
    for (const auto& [list, name] : lists) reader.add(list, name);
    ++facts.languages;
  }
  facts.phrases.finish();
}

void read_forms(const json& forms, MailFacts& facts) {
  facts.own_domains = forms.at("ownDomains").get<Texts>();
  for (const auto& site : forms.at("sites"))
    facts.sites.push_back({site.at("platform"), site.at("domain"), site.at("hosts").get<Texts>(),
                           site.value("localeHosts", false), site.at("formPaths").get<Texts>()});
  for (const auto& form : forms.at("forms"))
    facts.forms.push_back({form.at("id"), form.at("platform"), form.at("url"), form.at("purpose") == "objection"});
}

void read_mail(const json& mail, MailFacts& facts) {
  for (const auto& sender : mail.at("senders"))
    facts.senders.push_back({sender.at("domain"), sender.at("platform"), sender.value("signedBy", Texts{})});
  for (const auto& redirector : mail.at("redirectors"))
    facts.redirectors.push_back({redirector.at("host"), redirector.at("path"), redirector.at("parameter")});
  facts.products = mail.at("senderNames").at("products").get<Texts>();
  facts.companions = mail.at("senderNames").at("companions").get<Texts>();
  facts.transport_words = mail.at("transportWords").get<Texts>();
  const auto& service = mail.at("service");
  const auto& others = service.at("othersWords");
  facts.service.local_parts = service.at("localParts").get<Texts>();
  facts.service.answering_local_parts = service.at("answersToForms").get<Texts>();
  facts.service.domains = service.at("domains").get<Texts>();
  facts.service.auto_submitted = service.at("autoSubmitted").get<Texts>();
  facts.service.type_headers = service.at("typeHeaders").get<Texts>();
  facts.service.types = service.at("types").get<Texts>();
  facts.service.others_headers = others.at("headers").get<Texts>();
  facts.service.others_reply_to = others.at("replyTo").get<Texts>();
  for (const auto& pages : others.at("links"))
    facts.service.others_links.push_back({pages.at("host"), pages.at("path")});
  facts.lookalikes = mail.at("lookalikes").get<Texts>();
  facts.app_stores = mail.at("appStores").get<Texts>();
  facts.forward_prefixes = mail.at("forwardMarks").get<Texts>();
  for (const auto& writer : mail.at("quotingWriters")) facts.quoting_writers.push_back(writer.at("address"));
}

MailFacts read_mail_facts() {
  const auto mail = json::parse(mail_json), recognition = json::parse(recognition_json);
  MailFacts facts;
  read_forms(json::parse(forms_json), facts);
  read_mail(mail, facts);
  read_phrases(recognition, mail, facts);
  return facts;
}

}  // namespace

const MailFacts& mail_facts() {
  static const MailFacts read = read_mail_facts();
  return read;
}

const Sender* find_sender(std::string_view domain) {
  const auto& senders = mail_facts().senders;
  const auto found = std::find_if(senders.begin(), senders.end(),
                                  [&](const auto& sender) { return is_within(domain, sender.domain); });
  return found == senders.end() ? nullptr : &*found;
}

}  // namespace demur::reading
