#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "reading/words.hpp"

/// What is known about the words in data downloads, from manifests/downloads.json, which tells what each is.
namespace demur::reading {

/// Names of members in JSON.
struct MemberNames {
  std::vector<std::string> holders, of_records, inner, time, label, title;
};

struct DownloadFacts {
  MemberNames members;
  std::vector<Words> name_labels;           ///< Whole labels of who shared an item.
  std::vector<Stem> email_labels;           ///< Of the account's addresses.
  std::vector<Words> not_own_email_labels;  ///< Whole labels of other addresses.
  std::vector<Stem> tagged, mentioned;      ///< What notices say, spread over one.
};

/// Read once, from what is compiled in.
const DownloadFacts& download_facts();

/// Whether a label is one of these as a whole.
bool is_label(std::string_view label, const std::vector<Words>& known);

}  // namespace demur::reading
