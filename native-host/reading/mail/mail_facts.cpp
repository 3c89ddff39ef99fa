#include "reading/mail/mail_facts.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "embedded/forms_json.hpp"
#include "embedded/mail_json.hpp"
#include "embedded/recognition_json.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

using nlohmann::json;
using Texts = std::vector<std::string>;

Stems read_stems(const json& list) {
  Stems stems;
  for (const auto& text : list) stems.emplace_back(text.get_ref<const std::string&>());
  return stems;
}

Language read_language(const json& recognition, const json& mail) {
  return {read_stems(recognition.at("objection")), read_stems(recognition.at("ai")), read_stems(mail.at("information")),
          read_stems(mail.at("mayObject")),        read_stems(mail.at("granted")),   read_stems(mail.at("declined")),
          read_stems(mail.at("askedForMore")),     read_stems(mail.at("condition"))};
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
  facts.lookalikes = mail.at("lookalikes").get<Texts>();
  facts.app_stores = mail.at("appStores").get<Texts>();
  facts.nameless_providers = mail.at("namelessProviders").get<Texts>();
  facts.forward_prefixes = mail.at("forwardMarks").get<Texts>();
}

MailFacts read_mail_facts() {
  const auto mail = json::parse(mail_json), recognition = json::parse(recognition_json);
  MailFacts facts;
  read_forms(json::parse(forms_json), facts);
  read_mail(mail, facts);
  facts.meta = read_stems(recognition.at("meta"));
  facts.ai = read_stems(recognition.at("ai"));
  for (const auto& [tag, words] : mail.at("languages").items())
    facts.languages.push_back(read_language(recognition.at("languages").at(tag), words));
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
