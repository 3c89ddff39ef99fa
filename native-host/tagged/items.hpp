#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "platform/time.hpp"
#include "reading/record.hpp"
#include "reading/urls.hpp"
#include "store/database.hpp"
#include "tagged/contacts.hpp"

namespace demur::tagged {

/// An item that includes the person, as it was seen somewhere. Times are RFC 3339 with milliseconds.
struct Sighting {
  std::string platform;
  reading::ItemUrl item;
  Sharer sharer;
  std::string kind;  ///< tag, mention or photo.
  std::optional<std::string> at;
  std::string seen_on;                     ///< download or page.
  std::optional<std::string> notice = {};  ///< What Meta's notice of it says.
};

/// An item that is kept, and who shared it.
struct Item {
  std::string id;
  std::string platform;
  std::string url;
  std::string kind;
  std::optional<std::string> at;
  std::string seen_on;  ///< Where it was seen first.
  std::optional<std::string> notice;
  std::string recorded_at;
  std::string contact_id;
  std::string contact_name;
  std::string state;  ///< The contact's.
};

/// Which items are meant; what is absent does not matter.
struct ItemFilter {
  std::optional<std::string> contact_id;
  std::optional<std::string> state;
};

/// Where a page of items begins: behind this one.
struct ItemCursor {
  std::string listed_at;
  std::int64_t position;
};

struct ItemPage {
  std::vector<Item> items;
  std::optional<ItemCursor> next;
};

/// Items of a download, kept compactly until they are recorded: about 200 bytes each.
class FoundItems {
 public:
  /// More than a long life's: hundreds are usual.
  static constexpr std::size_t max_items = 100'000;

  /// False where there are too many. An item without a URL on the platform is left out.
  [[nodiscard]] bool add(const reading::ItemRecord& record);
  [[nodiscard]] std::size_t size() const { return items_.size(); }
  /// The item as it is recorded.
  [[nodiscard]] Sighting at(std::size_t index) const;
  /// How many different items there are: some are in the download twice.
  [[nodiscard]] std::int64_t distinct() const;

 private:
  /// Platform, name and profile.
  using SharerKey = std::tuple<std::string, std::string, std::string>;
  struct Item {
    std::map<SharerKey, Sharer>::const_iterator sharer;  ///< Insertion into a map keeps it valid.
    std::optional<Time> at;
    std::string url, notice;
    char kind;  ///< Its first character.
  };
  std::map<SharerKey, Sharer> sharers_;
  std::vector<Item> items_;
  std::vector<std::size_t> keys_;  ///< Hashes of the items' keys.
};

/// What came of items that were kept, in one or several transactions.
struct Tally {
  std::int64_t added = 0;  ///< How many were new.

  void count(const std::string& contact);
  /// How many contacts whose names are known shared them.
  [[nodiscard]] std::int64_t contacts() const;

 private:
  std::vector<std::size_t> contacts_;  ///< Hashes of their ids.
};

/// Keeps items, one after the other, in one transaction: all, or without `commit` none. One that is there already is
/// not added again, but learns its time, who shared it, or what a notice of it said, where that was not known.
class Recording {
 public:
  Recording(store::Database& database, std::string now, Tally& tally);
  void add(const Sighting& sighting);
  /// Durable when it returns.
  void commit();

 private:
  store::Database& database_;
  std::string now_;
  Tally& tally_;
  store::Transaction transaction_;
};

/// Keeps all of the items in one transaction, and says how many of them were new.
std::int64_t record(store::Database& database, const std::vector<Sighting>& sightings, const std::string& now);

/// At most `limit` items, newest first: by their own time, or that of recording where it is not known.
ItemPage list_items(store::Database& database, const ItemFilter& filter, const std::optional<ItemCursor>& after,
                    std::int64_t limit);

/// How many the filter leaves. Read from counts that are kept, not by counting.
std::int64_t count_items(store::Database& database, const ItemFilter& filter);

}  // namespace demur::tagged
