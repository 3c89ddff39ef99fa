#pragma once
#include <string>
#include <vector>

#include "store/database.hpp"

/// Which extensions have talked to this program, so that a helper sees where its version differs from the extension's.
/// Nothing but the version is known about them.
namespace demur::store {

struct SeenExtension {
  std::string browser;  ///< Its family: `chromium` or `firefox`.
  std::string version;
};

/// Notes what an extension says about itself. Writes only if that is new, and does nothing if the database can't be
/// written now: nobody waits for it.
void note_extension(Database& database, const SeenExtension& seen);

/// The one last seen of each family, by the family's name.
std::vector<SeenExtension> seen_extensions(Database& database);

}  // namespace demur::store
