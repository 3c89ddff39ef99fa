#include "reading/downloads/emails.hpp"

#include <algorithm>

#include "reading/downloads/facts.hpp"
#include "reading/downloads/limits.hpp"
#include "reading/record.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

struct Candidate {
  std::string label, email;
  bool is_labelled;  ///< By a label of the account's addresses.
};

bool is_email_label(std::string_view label) {
  const auto words = folded_words(label);
  const auto& known = download_facts().email_labels;
  return std::any_of(known.begin(), known.end(), [&](const auto& stem) { return stem.stands_in(words); });
}

std::vector<Candidate> candidates_in(const std::vector<Statement>& statements) {
  std::vector<Candidate> candidates;
  for (const auto& [label, text, is_value] : statements) {
    const auto email = trimmed(text);
    if (!is_email(email) || is_label(label, download_facts().not_own_email_labels)) continue;
    candidates.push_back({label, lower_case(email), is_email_label(label)});
  }
  return candidates;
}

}  // namespace

std::optional<std::vector<std::string>> account_emails(const std::vector<Statement>& statements) {
  auto candidates = candidates_in(statements);
  const auto labelled =
      std::find_if(candidates.begin(), candidates.end(), [](const auto& candidate) { return candidate.is_labelled; });
  // Former addresses come behind, under a label of their own that isn't known in every language.
  const bool is_decided = labelled != candidates.end();
  const auto label = is_decided ? labelled->label : candidates.empty() ? std::string{} : candidates.front().label;
  std::vector<std::string> emails;
  for (auto& candidate : candidates) {
    const bool is_known = std::find(emails.begin(), emails.end(), candidate.email) != emails.end();
    if (candidate.label == label && !is_known && emails.size() < most_emails)
      emails.push_back(std::move(candidate.email));
    if (candidate.label != label && !is_decided && !is_known) return std::nullopt;
  }
  return emails;
}

}  // namespace demur::reading
