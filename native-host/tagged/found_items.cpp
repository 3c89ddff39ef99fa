#include "tagged/found_items.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>

namespace demur::tagged {
namespace {

constexpr std::array<std::string_view, 3> kinds{"tag", "mention", "photo"};

Sharer sharer_of(const reading::ItemRecord& record) {
  return {record.name.value_or(""),
          record.profile ? reading::profile_address(record.platform, *record.profile) : std::nullopt};
}

}  // namespace

bool FoundItems::add(const reading::ItemRecord& record) {
  const auto address = reading::item_address(record.platform, record.url);
  if (!address) return true;
  if (items_.size() == most) return false;
  auto sharer = sharer_of(record);
  SharerKey key{record.platform, sharer.name, sharer.profile ? sharer.profile->key : ""};
  const auto known = sharers_.emplace(std::move(key), std::move(sharer)).first;
  items_.push_back({known, record.at ? from_rfc3339(*record.at) : std::nullopt, address->url, record.kind.front()});
  keys_.push_back(std::hash<std::string>{}(record.platform + address->key));
  return true;
}

Sighting FoundItems::at(std::size_t place) const {
  const auto& item = items_.at(place);
  const auto& platform = std::get<0>(item.sharer->first);
  const auto* const kind = std::find_if(kinds.begin(), kinds.end(), [&](auto name) { return name[0] == item.kind; });
  return {platform,
          reading::item_address(platform, item.url).value(),
          item.sharer->second,
          std::string{*kind},
          item.at ? std::optional{to_rfc3339(*item.at)} : std::nullopt,
          "download"};
}

std::int64_t FoundItems::distinct() const {
  auto keys = keys_;
  std::sort(keys.begin(), keys.end());
  return std::unique(keys.begin(), keys.end()) - keys.begin();
}

std::int64_t FoundItems::sharers() const {
  return std::count_if(sharers_.begin(), sharers_.end(), [](const auto& entry) { return entry.second.is_known(); });
}

}  // namespace demur::tagged
