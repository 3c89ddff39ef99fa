#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reading/urls.hpp"

/// The links of a mail, and where they really lead.
namespace demur::reading {

/// A link and the text that a person sees of it.
struct Link {
  std::string text;
  std::string target;
};

/// The URL behind redirectors such as l.facebook.com/l.php?u=…, however many in a row; one without a host where it
/// can't be told. A link to Meta that leads elsewhere from there is not Meta's.
Url behind_redirectors(Url url);

/// Whether a host belongs to Meta.
bool is_metas(std::string_view host);

/// The objection form that one of the links leads to, by its canonical URL: without anything in the link that
/// identifies the person.
struct LinkedForm {
  std::string url, platform;
};
std::optional<LinkedForm> find_form(const std::vector<Link>& links);

/// Whether the text of a link names Meta but the link leads elsewhere.
bool pretends_to_be_metas(const Link& link);

/// Whether a host that isn't Meta's contains one of Meta's names.
bool is_lookalike(std::string_view host);

}  // namespace demur::reading
