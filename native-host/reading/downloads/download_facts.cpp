#include "reading/downloads/download_facts.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "embedded/downloads_json.hpp"

namespace demur::reading {
namespace {

using nlohmann::json;

std::string joined(const WordList& words, std::string_view between) {
  std::string text;
  for (const auto& word : words) text.append(text.empty() ? "" : between).append(word);
  return text;
}

std::vector<WordList> labels_of(const json& texts) {
  std::vector<WordList> labels;
  for (const auto& text : texts) labels.push_back(folded_words(text.get<std::string>()));
  return labels;
}

void add_stems(std::vector<Stem>& stems, const json& texts) {
  for (const auto& words : labels_of(texts)) stems.emplace_back(joined(words, " "));
}

/// Folded, but with the full stops that mark whole words.
std::string marked_words(std::string_view text) {
  WordList words;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    const auto word = text.substr(0, end);
    if (auto folded = joined(folded_words(word), " "); !folded.empty())
      words.push_back(folded + (word.ends_with('.') ? "." : ""));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return joined(words, " ");
}

/// The most words in a gap: "dich und andere in einem Kommentar in Gartenfreunde e. V. erwähnt".
constexpr std::size_t max_gap = 12;

NoticeFacts read_notices(const json& known, const char* meaning) {
  NoticeFacts facts;
  for (const auto& language : known.at("notices"))
    for (const auto& text : language.at(meaning))
      facts.wordings.emplace_back(text.get<std::string>(), language.value("isUnspaced", false),
                                  language.value("notBefore", std::vector<std::string>{}));
  facts.marks = known.at("noticeMarks").at(meaning);
  return facts;
}

DownloadFacts read_facts() {
  const auto known = json::parse(downloads_json);
  const auto& labels = known.at("labels");
  const auto& members = known.at("members");
  DownloadFacts facts;
  facts.members = {members.at("holders"), members.at("ofRecords"), members.at("inner"), members.at("ofOne"),
                   members.at("time"),    members.at("label"),     members.at("title")};
  facts.name_labels = labels_of(labels.at("name"));
  facts.not_own_email_labels = labels_of(labels.at("notOwnEmail"));
  add_stems(facts.email_labels, labels.at("email"));
  facts.url_labels = labels_of(labels.at("url"));
  facts.dead_domains = known.at("deadDomains");
  facts.tagged = read_notices(known, "tagged");
  facts.mentioned = read_notices(known, "mentioned");
  facts.notice_parameter = known.at("noticeMarks").at("parameter");
  return facts;
}

}  // namespace

NoticeWording::NoticeWording(std::string_view text, bool is_unspaced, std::vector<std::string> not_before)
    : not_before_(std::move(not_before)) {
  if (is_unspaced) {
    unspaced_ = joined(folded_words(text), "");
    return;
  }
  for (auto& word : not_before_) word = joined(folded_words(word), "");
  constexpr std::string_view gap = "…";
  while (!text.empty()) {
    const auto end = std::min(text.find(gap), text.size());
    pieces_.emplace_back(marked_words(text.substr(0, end)));
    text.remove_prefix(std::min(end + gap.size(), text.size()));
  }
}

bool NoticeWording::stands_in(const WordList& words) const {
  if (!unspaced_.empty()) return stands_within(words);
  for (auto end = pieces_.front().end_in(words, 0); end; end = pieces_.front().end_in(words, *end))
    if (rest_follows(words, *end)) return true;
  return false;
}

bool NoticeWording::rest_follows(const WordList& words, std::size_t end) const {
  const bool is_whole = std::all_of(pieces_.begin() + 1, pieces_.end(), [&](const Stem& piece) {
    const auto next = piece.end_in(words, end);
    const bool is_near = next && *next <= end + max_gap + 1;
    end = next.value_or(end);
    return is_near;
  });
  const bool is_other_word =
      end < words.size() && std::find(not_before_.begin(), not_before_.end(), words[end]) != not_before_.end();
  return is_whole && !is_other_word;
}

bool NoticeWording::stands_within(const WordList& words) const {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    for (auto at = word.find(unspaced_); at != std::string::npos; at = word.find(unspaced_, at + 1)) {
      const auto after = std::string_view{word}.substr(at + unspaced_.size());
      if (std::none_of(not_before_.begin(), not_before_.end(), [&](const auto& one) { return after.starts_with(one); }))
        return true;
    }
    return false;
  });
}

const DownloadFacts& download_facts() {
  static const auto facts = read_facts();
  return facts;
}

bool is_label(std::string_view label, const std::vector<WordList>& known) {
  return std::find(known.begin(), known.end(), folded_words(label)) != known.end();
}

}  // namespace demur::reading
