#include "store/extensions.hpp"

#include "platform/error.hpp"

namespace demur::store {

void note_extension(Database& database, const SeenExtension& seen) {
  Statement known{database, "SELECT 1 FROM extensions WHERE browser = ? AND version = ?"};
  if (known.bind(seen.browser).bind(seen.version).step()) return;
  try {
    Statement{database, "INSERT OR REPLACE INTO extensions (browser, version) VALUES (?, ?)"}
        .bind(seen.browser)
        .bind(seen.version)
        .run();
  } catch (const Error&) {
    return;
  }
}

std::vector<SeenExtension> seen_extensions(Database& database) {
  std::vector<SeenExtension> seen;
  Statement rows{database, "SELECT browser, version FROM extensions ORDER BY browser"};
  while (rows.step()) seen.push_back({rows.text(0), rows.text(1)});
  return seen;
}

}  // namespace demur::store
