#include <algorithm>
#include <nlohmann/json.hpp>
#include <system_error>
#include <vector>

#include "platform/browser_policies.hpp"
#include "platform/files.hpp"

namespace demur {
namespace {

using nlohmann::json;
using std::filesystem::path;

json read(const path& file) {
  try {
    return json::parse(read_file(file), nullptr, false);
  } catch (const std::system_error&) {
    return json::value_t::discarded;
  }
}

}  // namespace

json policies_of(const Browser& browser) {
  std::vector<path> files;
  std::error_code unreadable;
  for (const auto& folder : browser.policies)
    for (const auto& file : std::filesystem::directory_iterator(folder, unreadable))
      if (file.path().extension() == ".json") files.push_back(file.path());
  // Where several files set the same policy, the last one counts.
  std::sort(files.begin(), files.end());
  json policies = json::object();
  for (const auto& file : files) {
    auto found = read(file);
    if (found.is_object() && browser.family == BrowserFamily::firefox) found = found.value("policies", json::object());
    if (found.is_object()) policies.update(found);
  }
  return policies;
}

}  // namespace demur
