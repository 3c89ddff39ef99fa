#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace demur::reading {

/// An address without what does not count, and what it stands for.
struct ItemAddress {
  std::string url;  ///< https, on the site's usual host, printable ASCII.
  std::string key;  ///< Equal for all addresses of the same item or person on a platform.
};

/// Where an item is, by the shapes of manifests/item-urls.json. Nothing for what is no address on the platform's site.
std::optional<ItemAddress> item_address(std::string_view platform, std::string_view url);

/// Where a person's profile is, likewise.
std::optional<ItemAddress> profile_address(std::string_view platform, std::string_view url);

}  // namespace demur::reading
