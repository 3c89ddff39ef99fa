#include "reading/mail/seal.hpp"

#include "platform/time.hpp"
#include "reading/mail/authentication.hpp"
#include "reading/mail/signature.hpp"
#include "reading/mail/signing_keys.hpp"
#include "text/characters.hpp"
#include "text/seal_line.hpp"

namespace demur::reading {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= max_key_name && needs_no_escaping(text);
}

/// Whether a witness can be named; if so, names it.
bool note_witness(SealRecord& seal, const char* witness, const std::string& signer, std::optional<Time> at) {
  if (!is_name(signer) || !at || !is_in_range(*at)) return false;
  seal.witness = witness;
  seal.signer = signer;
  seal.at = to_rfc3339(*at);
  return true;
}

}  // namespace

void note_seal(MailRecord& mail, std::string_view words) {
  const auto line = find_seal(words);
  if (!line) return;
  mail.kind = "seal";
  mail.seal = SealRecord{to_text(*line)};
  mail.words = mail.seal->line;
}

void note_seal(MailRecord& mail, const SealMailView& view) {
  note_seal(mail, view.text);
  if (!mail.seal) return;
  if (view.message.size() >= max_message) {
    mail.suspicious.emplace_back("too-long");
    return;
  }
  auto& seal = *mail.seal;
  const auto found = find_witness(view.message, signing_keys());
  if (is_name(found.key_name)) seal.key_name = found.key_name;
  if (found.state == SignatureState::valid && note_witness(seal, "signed", found.domain, found.at)) {
    seal.is_key_added = found.is_key_added;
    return;
  }
  // An attachment was written by whoever attached it, including what looks like a provider's verdict.
  const auto delivery = view.is_attached ? std::nullopt : delivery_of(view.headers, domain_of(mail.from));
  if (delivery && note_witness(seal, "provider", delivery->signer, delivery->at)) return;
  mail.suspicious.emplace_back(code_of(found.state));
}

}  // namespace demur::reading
