#pragma once
#include <map>
#include <string>
#include <vector>

#include "download_fixtures.hpp"

/// Whole data downloads as people get them, and other archives. All people in them are made up.
namespace demur::test {

inline constexpr const char* notices_path = "logged_information/notifications/notifications.json";

/// Anna's download in JSON, including what isn't needed: six photos and a video from three people, a post that tags her
/// and one that mentions her, two addresses.
std::vector<Packed> facebook_files();

/// The same download as pages (HTML): the same items except the two from notices.
std::vector<Packed> facebook_pages();

/// A download from Anna's account at Instagram: an address, and no items, since it never lists any.
std::vector<Packed> instagram_files();

/// A list of tagged photos from this many people, `each` from everyone.
std::string many_tagged(std::size_t people, std::size_t each);

/// A list of notices, each about a mention in another post in a group.
std::string many_notices(std::size_t count);

/// The names of the parts of one download, as Meta gives them.
inline constexpr const char* first_part = "facebook-anna.example-2026-11-20-UXHPhjRr-1.zip";
inline constexpr const char* second_part = "facebook-anna.example-2026-11-20-UXHPhjRr-2.zip";

/// Archives by file name; those in one folder belong together:
/// - facebook-json.zip, facebook-html.zip, instagram-json.zip, both-json.zip: good ones
/// - facebook-large.zip: 40 000 items, for what takes a while
/// - two-parts/…-1.zip and …-2.zip: one download
/// - encrypted.zip, half.zip, other.zip (of pictures), lying.zip (its directory does), bomb.zip, brackets.zip,
/// climbing.zip (its names have ".."), not-a-zip.zip: bad ones
/// - many-entries.zip: a good one among 70 000 entries
std::map<std::string, std::string> sample_archives();

}  // namespace demur::test
