#pragma once
#include <array>
#include <string>
#include <string_view>

namespace demur::test {

/// One file of each kind that the reader understands: an input's first character, from "0" on, says which it is.
inline constexpr std::array<std::string_view, 5> file_kinds{
    "photos_and_videos_you're_tagged_in", "other_people's_posts_to_your_timeline", "notifications/notifications",
    "profile_information/profile_information", "personal_information"};

inline std::string file_name(char kind, std::string_view ending) {
  return std::string(file_kinds.at(static_cast<unsigned char>(kind) % file_kinds.size())).append(ending);
}

}  // namespace demur::test
