#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "reading/sentences.hpp"

/// The words of data downloads, from manifests/downloads.json; its schema explains each.
namespace demur::reading {

/// Names of members in JSON.
struct MemberNames {
  std::vector<std::string> holders, of_records, inner, time, label, title;
};

struct DownloadFacts {
  MemberNames members;
  std::vector<WordList> name_labels;           ///< Whole labels of who shared an item.
  std::vector<Stem> email_labels;              ///< Of the account's e-mail addresses.
  std::vector<WordList> not_own_email_labels;  ///< Whole labels of other addresses.
  std::vector<Stem> tagged, mentioned;         ///< What notices say, spread over one notice.
};

/// Read once, from what is compiled in.
const DownloadFacts& download_facts();

/// Whether a label is one of these as a whole.
bool is_label(std::string_view label, const std::vector<WordList>& known);

}  // namespace demur::reading
