#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/time.hpp"

/// How it is known that something happened. It is kept and hashed as compact JSON, its members sorted by name.
namespace demur::history {

/// Seen on Meta's page.
std::string page_source();

/// Read in a mail. `authentication`: signed, provider, fail or none. `sentence`: Meta's words that decided.
std::string mail_source(const std::string& authentication, const std::optional<std::string>& sentence);

/// Entered by the person.
std::string person_source(Time entered_at);

/// Whether a text is what one of these could have written.
bool is_source(std::string_view text);

/// Whether it says that the page showed it.
bool is_by_page(std::string_view source);

/// Where what is known of an entry comes from.
struct Provenance {
  std::optional<std::string> source = std::nullopt;  ///< Nothing where an earlier version kept it.
  std::string chain = {};                            ///< The chain that it belongs to.
  /// When it came with the history of another computer, empty where that was not noted; nothing where it was recorded
  /// here.
  std::optional<std::string> came_at = std::nullopt;
};

}  // namespace demur::history
