#include "reading/mail/mail_facts.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "embedded/forms_json.hpp"
#include "embedded/mail_json.hpp"
#include "embedded/mail_words.hpp"
#include "embedded/recognition_json.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

using nlohmann::json;
using Texts = std::vector<std::string>;

Phrases phrases_of(const Texts& texts) {
  return Phrases{{texts.begin(), texts.end()}};
}

/// The phrases of a list written on one line, "one | another"; none where a language does not need the list.
Texts texts_of(const json& language, const char* name) {
  constexpr std::string_view mark = " | ";
  const auto list = language.value(name, std::string{});
  Texts texts;
  for (std::size_t at = 0; at < list.size();) {
    const auto end = std::min(list.find(mark, at), list.size());
    texts.push_back(list.substr(at, end - at));
    at = end + mark.size();
  }
  return texts;
}

Phrases phrases_of(const json& language, const char* name) {
  return phrases_of(texts_of(language, name));
}

VerbPhrases verbs_of(const json& language, const char* name) {
  const auto plain = texts_of(language, name);
  Texts denied;
  for (const auto& beginning : texts_of(language, "denyingBeginnings"))
    for (const auto& text : plain) denied.push_back(beginning + text);
  return {phrases_of(plain), phrases_of(denied)};
}

Language read_language(const json& recognition, const json& mail) {
  Language language;
  auto objection = recognition.at("objection").get<Texts>();
  for (const auto& more : texts_of(mail, "alsoObjection")) objection.push_back(more);
  language.objection = phrases_of(objection);
  language.ai = phrases_of(recognition.at("ai").get<Texts>());
  language.granted = verbs_of(mail, "granted");
  language.refused = verbs_of(mail, "refused");
  language.uses = verbs_of(mail, "uses");
  language.harmless = verbs_of(mail, "harmless");
  language.negation = phrases_of(mail, "negation");
  language.condition = phrases_of(mail, "condition");
  language.no_condition = phrases_of(mail, "noCondition");
  language.doubtful = phrases_of(mail, "doubtful");
  language.plain = phrases_of(mail, "plain");
  language.joints = phrases_of(mail, "joints");
  language.asked_for_more = phrases_of(mail, "askedForMore");
  language.asked_to_explain = phrases_of(mail, "askedToExplain");
  language.pending = phrases_of(mail, "pending");
  language.received = phrases_of(mail, "received");
  language.as_requested = phrases_of(mail, "asRequested");
  language.request = phrases_of(mail, "request");
  language.may_object = phrases_of(mail, "mayObject");
  language.others_words = phrases_of(mail, "othersWords");
  language.elsewhere = phrases_of(mail, "elsewhere");
  return language;
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
  facts.ai = phrases_of(recognition.at("ai").get<Texts>());
  for (const auto& [tag, words] : mail_words)
    facts.languages.push_back(read_language(recognition.at("languages").at(std::string(tag)), json::parse(words)));
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
