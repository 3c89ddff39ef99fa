#include "reading/mail/foreign_form.hpp"

#include <algorithm>
#include <array>

#include "reading/mail/headers.hpp"

namespace demur::reading {
namespace {

struct Beginning {
  std::string_view bytes, form;
};
/// Outlook keeps a mail (.msg) in a compound file and mailboxes (.pst, .ost) in files of its own format:
/// https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb,
/// https://learn.microsoft.com/openspecs/office_file_formats/ms-pst
constexpr std::array<Beginning, 4> beginnings{
    {{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "outlook"}, {"!BDN", "outlook"}, {"%PDF-", "pdf"}, {"PK\x03\x04", "other"}}};

}  // namespace

std::string_view foreign_form(std::string_view head) {
  const auto* const found =
      std::find_if(beginnings.begin(), beginnings.end(), [&](const auto& one) { return head.starts_with(one.bytes); });
  if (found != beginnings.end()) return found->form;
  const bool is_binary = head.find('\0') != std::string_view::npos;
  return is_binary && !begins_like_a_message(head) ? "other" : std::string_view{};
}

}  // namespace demur::reading
