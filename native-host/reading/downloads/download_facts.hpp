#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "reading/sentences.hpp"

/// The words of data downloads, from manifests/downloads.json; its schema explains each.
namespace demur::reading {

/// Names of members in JSON.
struct MemberNames {
  std::vector<std::string> holders, of_records, inner, of_one, time, label, title;
};

/// One way of saying something in a notice.
class NoticeWording {
 public:
  /// `not_before` is as in the schema.
  NoticeWording(std::string_view text, bool is_unspaced, std::vector<std::string> not_before);
  [[nodiscard]] bool stands_in(const WordList& words) const;

 private:
  [[nodiscard]] bool rest_follows(const WordList& words, std::size_t end) const;
  [[nodiscard]] bool stands_within(const WordList& words) const;

  std::vector<Stem> pieces_;  ///< With a gap between each two.
  std::string unspaced_;      ///< Empty where words are written apart.
  std::vector<std::string> not_before_;
};

/// How notices say one thing: in words, and by the value of a parameter in their URL.
struct NoticeFacts {
  std::vector<NoticeWording> wordings;
  std::vector<std::string> marks;
};

struct DownloadFacts {
  MemberNames members;
  std::vector<WordList> name_labels;           ///< Whole labels of who shared an item.
  std::vector<Stem> email_labels;              ///< Of the account's e-mail addresses.
  std::vector<WordList> not_own_email_labels;  ///< Whole labels of other addresses.
  std::vector<WordList> url_labels;            ///< Whole labels of a URL that is plain text on a page.
  std::vector<std::string> dead_domains;       ///< Domains whose addresses nobody has any more.
  NoticeFacts tagged, mentioned;
  std::string notice_parameter;  ///< In the URL of a notice; its values are the marks.
};

/// Read once, from what is compiled in.
const DownloadFacts& download_facts();

/// Whether a label is one of these as a whole.
bool is_label(std::string_view label, const std::vector<WordList>& known);

}  // namespace demur::reading
