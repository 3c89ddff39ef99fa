#include "reading/downloads/catalogue.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <vector>

#include "embedded/downloads_json.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

using nlohmann::json;
using Pieces = std::vector<std::string>;

/// The paths that identify a platform are near the top: below one or two folders that are named after the download.
constexpr std::size_t max_platform_depth = 4;
/// One, which is named after the download. Deeper down, a name that other folders share means something else.
constexpr std::size_t max_folders_above = 1;
/// Only the end of a longer path is looked at.
constexpr std::size_t max_path_read = 1024;

constexpr std::array<std::string_view, 6> meanings{"addresses", "earlier-addresses", "tagged", "none", "posts",
                                                   "notices"};

bool is_hex(char c) {
  return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f');
}

/// The length of the escaped character that begins here: "%E2", or unzip's "#U2019" for unknown characters.
std::size_t escape_length(std::string_view text) {
  for (const auto& [start, length] : {std::pair{std::string_view{"%"}, 3UL}, {"#U", 6UL}})
    if (text.size() >= length && text.starts_with(start) &&
        std::all_of(text.begin() + static_cast<std::ptrdiff_t>(start.size()),
                    text.begin() + static_cast<std::ptrdiff_t>(length), is_hex))
      return length;
  return 0;
}

/// The characters that matter in a part of a path: "Other_people’s posts_1" becomes "otherpeoplesposts".
std::string plain(std::string_view text) {
  std::string plain_text;
  while (!text.empty()) {
    const auto escape = escape_length(text);
    const char c = lower(text.front());
    if (escape == 0 && (is_letter(c) || is_digit(c))) plain_text += c;
    text.remove_prefix(std::max<std::size_t>(escape, 1));
  }
  while (!plain_text.empty() && is_digit(plain_text.back())) plain_text.pop_back();
  return plain_text;
}

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> pieces;
  while (!path.empty()) {
    const auto piece = path.substr(0, path.find_first_of("/\\"));
    if (!piece.empty()) pieces.push_back(piece);
    path.remove_prefix(std::min(piece.size() + 1, path.size()));
  }
  return pieces;
}

std::optional<Markup> markup_of(std::string_view ending) {
  if (equal_ignoring_case(ending, ".json")) return Markup::json;
  if (equal_ignoring_case(ending, ".html") || equal_ignoring_case(ending, ".htm")) return Markup::html;
  if (equal_ignoring_case(ending, ".txt")) return Markup::text;
  return std::nullopt;
}

struct Path {
  Pieces pieces;
  std::optional<Markup> markup;
  std::string ending;  ///< Such as ".json"; empty for any other kind of file.
};

Path read_path(std::string_view text) {
  text.remove_prefix(text.size() - std::min(text.size(), max_path_read));
  auto pieces = split(text);
  Path path;
  if (pieces.empty()) return path;
  auto& last = pieces.back();
  // macOS adds files to archives that are named after the files they describe.
  if (last.starts_with("._")) return path;
  const auto dot = std::min(last.rfind('.'), last.size());
  path.markup = markup_of(last.substr(dot));
  if (path.markup) {
    path.ending = lower_case(last.substr(dot));
    last = last.substr(0, dot);
  }
  for (const auto piece : pieces) path.pieces.push_back(plain(piece));
  return path;
}

struct CataloguedPath {
  std::string path, platform;
  FileContent content;
  Pieces pieces;
  std::string ending;  ///< Empty if any will do.
};

struct Catalogue {
  std::vector<CataloguedPath> files, platform_paths;
};

Catalogue read_catalogue() {
  Catalogue catalogue;
  const auto facts = json::parse(downloads_json);
  for (const auto& entry : facts.at("files")) {
    const auto name = entry.at("path").get<std::string>();
    const auto* const meaning = std::find(meanings.begin(), meanings.end(), entry.at("content").get<std::string>());
    auto path = read_path(name);
    catalogue.files.push_back({name, entry.at("platform"), static_cast<FileContent>(meaning - meanings.begin()),
                               std::move(path.pieces), std::move(path.ending)});
  }
  for (const auto& entry : facts.at("platformPaths")) {
    const auto path = entry.at("path").get<std::string>();
    catalogue.platform_paths.push_back({path, entry.at("platform"), {}, read_path(path).pieces, {}});
  }
  return catalogue;
}

const Catalogue& catalogue() {
  static const auto known = read_catalogue();
  return known;
}

bool ends_with(const Pieces& pieces, const Pieces& end) {
  return pieces.size() >= end.size() && std::equal(end.rbegin(), end.rend(), pieces.rbegin());
}

bool has_near_top(const Pieces& pieces, const Pieces& path) {
  const auto end = pieces.begin() + static_cast<std::ptrdiff_t>(std::min(pieces.size(), max_platform_depth));
  return std::search(pieces.begin(), end, path.begin(), path.end()) != end;
}

}  // namespace

std::optional<KnownFile> known_file(std::string_view path) {
  // Most files of a download are photos and videos.
  if (!markup_of(path.substr(std::min(path.rfind('.'), path.size())))) return std::nullopt;
  const auto [pieces, markup, ending] = read_path(path);
  if (!markup) return std::nullopt;
  for (const auto& file : catalogue().files) {
    const bool has_own_ending = !file.ending.empty();
    if (!ends_with(pieces, file.pieces)) continue;
    if (has_own_ending ? ending != file.ending : *markup == Markup::text) continue;
    if (has_own_ending && file.pieces.size() == 1 && pieces.size() > 1 + max_folders_above) continue;
    const auto* const usual_ending = *markup == Markup::json ? ".json" : ".html";
    return KnownFile{has_own_ending ? file.path : file.path + usual_ending, file.platform, file.content, *markup,
                     !has_own_ending};
  }
  return std::nullopt;
}

std::optional<std::string> platform_of(std::string_view path) {
  const auto pieces = read_path(path).pieces;
  for (const auto& known : catalogue().platform_paths)
    if (has_near_top(pieces, known.pieces)) return known.platform;
  return std::nullopt;
}

bool is_unsafe(std::string_view path) {
  const bool has_drive_letter = path.size() > 1 && path[1] == ':';
  const auto pieces = split(path);
  return path.empty() || path.front() == '/' || path.front() == '\\' || has_drive_letter ||
         std::find(pieces.begin(), pieces.end(), "..") != pieces.end() ||
         std::any_of(path.begin(), path.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; });
}

}  // namespace demur::reading
