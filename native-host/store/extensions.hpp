#pragma once
#include <string>
#include <vector>

#include "store/database.hpp"

/// Which extensions have talked to this program, so that a helper sees where it and the extension are of different
/// versions. Nothing but a version is known of them.
namespace demur::store {

struct SeenExtension {
  std::string browser;  ///< Its family: `chromium` or `firefox`.
  std::string version;
};

/// Notes what an extension says of itself. Writes only where that is new, and leaves it where the database can't be
/// written now: nobody waits for it.
void note_extension(Database& database, const SeenExtension& seen);

/// The one that was last seen of each family, by its name.
std::vector<SeenExtension> seen_extensions(Database& database);

}  // namespace demur::store
