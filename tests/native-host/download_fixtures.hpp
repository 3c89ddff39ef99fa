#pragma once
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

/// A small generator of data downloads: the files that Facebook and Instagram put into them, in all known shapes, and
/// zip archives around them, good and bad. All people in them are made up.
namespace demur::test {

/// A file in an archive, and what the archive is made to say about it.
struct Packed {
  std::string path;
  std::string content;
  bool is_deflated = true;
  bool is_encrypted = false;
  bool is_large = false;        ///< With numbers of 64 bits.
  std::string local_path = {};  ///< The path before the content, where that differs.
  std::int64_t size_said = -1;  ///< The stated size of the content, where that is a lie.
  std::int64_t overlaps = -1;   ///< The number of an earlier file whose bytes it claims.
  bool says_stored = false;     ///< Before the content, though it is deflated.
  bool has_descriptor = false;  ///< Its numbers follow the content, as in an archive that is written while it is sent.
  std::uint32_t checksum_difference = 0;
  std::uint64_t zeros = 0;  ///< Bytes that follow the content of a file that is not deflated; on disk, a hole.
};

/// How the end of an archive is written.
struct Ending {
  bool is_large = false;  ///< With counts of 64 bits, needed for more than 65 535 entries.
  std::int64_t directory_moved_by = 0;
  std::uint64_t entries_added = 0;
};

std::string make_zip(const std::vector<Packed>& files, const Ending& ending = {});
/// The same in little memory, however large.
void write_zip(std::ostream& archive, const std::vector<Packed>& files, const Ending& ending = {});

/// UTF-8 as Meta writes it: every byte as a separate letter, escaped, and in quotes.
std::string meta_string(std::string_view text);

/// An entry of the list of tagged photos.
struct Tagged {
  std::string url, name;
  std::int64_t time = 1700000000;
  std::string url_label = "URL", name_label = "Name";
};
std::string tagged_record(const Tagged& tagged);
/// The same as in 2026, with a description, and the owner and their profile in a list.
std::string owned_record(const Tagged& tagged, const std::string& profile, const std::string& title = "Owner");
std::string tagged_list(const std::vector<Tagged>& tagged);

/// How a page of a download is built: as in 2026, with a label and its value in two cells; as in 2022, one above the
/// other in one cell; or without tables, and so without labels.
enum class Layout { two_cells, one_cell, no_table };
/// A page of a download, with what surrounds its records.
std::string download_page(const std::string& records);
/// All texts appear in it as given: escape them for HTML.
std::string tagged_page(const std::vector<Tagged>& tagged, Layout layout);

/// An entry in the list of notices.
struct Notice {
  std::string url, text;
};
std::string notices_list(const std::vector<Notice>& notices);

/// Where the page of notices has their URLs: in plain text below or beside a label, as in 2022 to 2025; or in a link.
enum class NoticeLayout { plain_one_cell, plain_two_cells, header_cells, link };
/// Here texts are escaped for the page.
std::string notices_page(const std::vector<Notice>& notices, NoticeLayout layout);

inline constexpr const char* tagged_path =
    "your_facebook_activity/activity_you're_tagged_in/photos_and_videos_you're_tagged_in.json";
inline constexpr const char* tagged_page_path =
    "your_facebook_activity/activity_you're_tagged_in/photos_and_videos_you're_tagged_in.html";

}  // namespace demur::test
