#pragma once
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What demur-reader prints and the host reads: one JSON object on each line.
namespace demur::reading {

/// What one mail is, without anything of its text.
struct MailRecord {
  std::string kind;  ///< announcement, confirmation, declined, asked-for-more or unrelated.
  std::optional<std::string> platform;
  std::string from;                     ///< The sender's address in small letters; empty where there is none.
  std::vector<std::string> recipients;  ///< Whom the mail was for, in small letters.
  std::optional<std::string> date;      ///< RFC 3339 with milliseconds.
  std::string authentication;           ///< pass, fail or none.
  std::vector<std::string> suspicious;  ///< Codes.
  std::optional<std::string> form_url;
};

/// How many bytes of the input have been read.
struct Progress {
  std::int64_t bytes;
};

/// The last line: everything was read.
struct End {
  std::int64_t messages;
};

using Line = std::variant<MailRecord, Progress, End>;

/// No line is longer, in bytes.
inline constexpr std::size_t longest_line = 64UL * 1024UL;
inline constexpr std::size_t most_recipients = 20;
inline constexpr std::size_t longest_address = 320;

std::string to_line(const Line& line);

/// Believes nothing: nothing comes back for a line that isn't exactly what `to_line` can make.
std::optional<Line> read_line(std::string_view text);

}  // namespace demur::reading
