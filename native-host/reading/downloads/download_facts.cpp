#include "reading/downloads/download_facts.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "embedded/downloads_json.hpp"

namespace demur::reading {
namespace {

using nlohmann::json;

std::vector<WordList> labels_of(const json& texts) {
  std::vector<WordList> labels;
  for (const auto& text : texts) labels.push_back(folded_words(text.get<std::string>()));
  return labels;
}

void add_stems(std::vector<Stem>& stems, const json& texts) {
  for (const auto& words : labels_of(texts)) {
    std::string joined;
    for (const auto& word : words) joined += (joined.empty() ? "" : " ") + word;
    stems.emplace_back(joined);
  }
}

DownloadFacts read_facts() {
  const auto known = json::parse(downloads_json);
  const auto& labels = known.at("labels");
  const auto& members = known.at("members");
  DownloadFacts facts;
  facts.members = {members.at("holders"), members.at("ofRecords"), members.at("inner"),
                   members.at("time"),    members.at("label"),     members.at("title")};
  facts.name_labels = labels_of(labels.at("name"));
  facts.not_own_email_labels = labels_of(labels.at("notOwnEmail"));
  add_stems(facts.email_labels, labels.at("email"));
  for (const auto& language : known.at("notices")) {
    add_stems(facts.tagged, language.at("tagged"));
    add_stems(facts.mentioned, language.at("mentioned"));
  }
  return facts;
}

}  // namespace

const DownloadFacts& download_facts() {
  static const auto facts = read_facts();
  return facts;
}

bool is_label(std::string_view label, const std::vector<WordList>& known) {
  return std::find(known.begin(), known.end(), folded_words(label)) != known.end();
}

}  // namespace demur::reading
