#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reading/html.hpp"

namespace demur::reading {

/// As much of an http address as is needed to judge it.
struct Address {
  std::string scheme, host;  ///< In small letters.
  std::string path, query;
};

/// Nothing where it is no http or https address. What stands before an @ is no host.
std::optional<Address> read_address(std::string_view text);

/// The address behind redirectors such as l.facebook.com/l.php?u=….
Address behind_redirectors(Address address);

/// Whether a host is Meta's.
bool is_metas(std::string_view host);

/// The objection form that one of the links leads to, as its canonical address: without anything that the mail put into
/// the link to know the person again.
struct LinkedForm {
  std::string url, platform;
};
std::optional<LinkedForm> find_form(const std::vector<Link>& links);

/// Whether what is seen of a link names Meta and the link leads elsewhere.
bool pretends_to_be_metas(const Link& link);

/// Whether a host that isn't Meta's has a name of Meta's in it.
bool is_lookalike(std::string_view host);

}  // namespace demur::reading
