#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "platform/time.hpp"
#include "reading/record.hpp"
#include "tagged/items.hpp"

namespace demur::tagged {

/// Items of a download, held in little room until they are recorded: some 200 bytes each.
class FoundItems {
 public:
  /// More than a long life's: hundreds are usual.
  static constexpr std::size_t most = 100'000;

  /// False where there are too many. What has no address that can be kept is left out.
  [[nodiscard]] bool add(const reading::ItemRecord& record);
  [[nodiscard]] std::size_t size() const { return items_.size(); }
  /// The item as it is recorded.
  [[nodiscard]] Sighting at(std::size_t place) const;
  /// How many they are, whichever is in the download twice.
  [[nodiscard]] std::int64_t distinct() const;
  /// How many people shared them.
  [[nodiscard]] std::int64_t sharers() const;

 private:
  /// Platform, name and profile.
  using SharerKey = std::tuple<std::string, std::string, std::string>;
  struct Item {
    std::map<SharerKey, Sharer>::const_iterator sharer;  ///< Maps keep them valid.
    std::optional<Time> at;
    std::string url;
    char kind;  ///< Its first letter.
  };
  std::map<SharerKey, Sharer> sharers_;
  std::vector<Item> items_;
  std::vector<std::size_t> keys_;  ///< Digests of the items' keys.
};

}  // namespace demur::tagged
