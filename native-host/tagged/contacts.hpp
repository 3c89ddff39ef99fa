#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reading/urls.hpp"
#include "store/database.hpp"

namespace demur::tagged {

/// Someone who shared items that include the person.
struct Contact {
  std::string id;
  std::string platform;
  std::string name;  ///< Empty where it is not known who it is.
  std::optional<std::string> url;
  std::int64_t items;
  std::string state;  ///< new, asked, objected, declined, removed-tag or ignored.
  std::optional<std::string> state_at;
};

/// Who shared an item, as far as it can be told where the item was seen.
struct Sharer {
  std::string name;
  std::optional<reading::ItemUrl> profile;

  [[nodiscard]] bool is_known() const { return !name.empty() || profile; }
};

/// The longest name, in characters.
inline constexpr std::size_t max_contact_name = 200;

/// A name as it is kept and compared: as it may be shown, and each letter written in one way.
std::string plain_name(const std::string& name);

/// Which contacts are meant; what is absent does not matter.
struct ContactFilter {
  std::optional<std::string> state;
  std::optional<std::string> query;  ///< A piece of the name, without regard to case and accents.
};

/// Where a page of contacts begins: behind this one.
struct ContactCursor {
  std::int64_t items;
  std::int64_t position;
};

struct ContactPage {
  std::vector<Contact> contacts;
  std::optional<ContactCursor> next;
};

/// At most `limit` contacts, most items first.
ContactPage list_contacts(store::Database& database, const ContactFilter& filter,
                          const std::optional<ContactCursor>& after, std::int64_t limit);

/// How many the filter leaves. Without a query read from counts that are kept, not by counting.
std::int64_t count_contacts(store::Database& database, const ContactFilter& filter);

/// How much the contacts of a state shared.
struct ContactCount {
  std::string state;
  std::int64_t items;
  std::int64_t people;     ///< Contacts that are known.
  std::int64_t ownerless;  ///< How many of the items were shared by someone who isn't known.
};

/// The counts of every state. Read from counts that are kept, not by counting.
std::vector<ContactCount> count_by_state(store::Database& database);

/// Throws not-found.
Contact find_contact(store::Database& database, const std::string& id);

/// Notes what came of a contact. Throws not-found.
void set_state(store::Database& database, const std::string& id, const std::string& state, const std::string& at);

/// Moves all of a contact's items and names to another one, which takes its state too if it has none yet, and drops
/// the first: what is seen of either later belongs to the other one. False where they are one and the same or on
/// different platforms: then nothing changes. Throws not-found.
[[nodiscard]] bool merge_contacts(store::Database& database, const std::string& id, const std::string& into);

/// The id of the contact that a sharer is, who is added if new. One profile is one contact, whatever its name; a name
/// alone joins the one contact of that name if there is exactly one. Within a transaction.
std::string contact_of(store::Database& database, const std::string& platform, const Sharer& seen);

/// Notes the profile of a contact that is known by this name alone, unless it is another one's. Within a transaction.
void learn_profile(store::Database& database, const std::string& contact, const std::string& platform,
                   const Sharer& sharer);

}  // namespace demur::tagged
