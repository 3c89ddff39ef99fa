#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Web URLs (https://url.spec.whatwg.org/): their parts, and the URLs of items and profiles on Meta's platforms.
namespace demur::reading {

/// As much of an http or https URL as it takes to judge it.
struct Url {
  std::string scheme, host;  ///< In lower case.
  std::string port;          ///< As written; empty where there is none.
  std::string path, query, fragment;
};

/// Nothing where it is not an http or https URL. User information, which comes before an @, is left out.
std::optional<Url> read_url(std::string_view text);

using QueryParameters = std::vector<std::pair<std::string, std::string>>;

/// The names and values in a query, as written.
QueryParameters read_query(std::string_view query);

/// The value of the first parameter of this name; nullptr where it is missing.
const std::string* find_parameter(const QueryParameters& parameters, std::string_view name);

/// The longest URL of an item or a profile, in bytes.
inline constexpr std::size_t max_item_url = 2048;

/// Whether a text is an https URL, as browsers write it, on a host of facebook or instagram.
bool is_on_platform(std::string_view text, std::string_view platform);

/// A URL without what does not matter, and what it identifies.
struct ItemUrl {
  std::string url;          ///< https, on the site's usual host, printable ASCII.
  std::string key;          ///< Equal for all URLs of the same item or person on a platform.
  std::int64_t others = 0;  ///< How many more items the URL names, as in "1,2": it opens the first.
};

/// The URL of an item, by the shapes in manifests/item-urls.json. Nothing for what is not a URL on the platform's site.
std::optional<ItemUrl> item_url(std::string_view platform, std::string_view url);

/// The URL of a person's profile, likewise.
std::optional<ItemUrl> profile_url(std::string_view platform, std::string_view url);

}  // namespace demur::reading
