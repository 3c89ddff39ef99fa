#include "history/mail_copy.hpp"

#include <string_view>
#include <utility>
#include <vector>

#include "reading/reader_child.hpp"
#include "text/encoding.hpp"

namespace demur::history {
namespace {

/// The names and addresses that are known here, as arguments for demur-reader.
std::vector<std::string> known_of_person(store::Database& database) {
  constexpr std::size_t most = 500;
  std::vector<std::string> arguments{"redact"};
  store::Statement rows{database,
                        "SELECT label FROM accounts UNION SELECT email FROM account_emails UNION SELECT email FROM "
                        "objections"};
  while (arguments.size() < most && rows.step())
    if (auto known = rows.text(0); !known.empty()) arguments.push_back(std::move(known));
  return arguments;
}

ChildInput input_of(const MailSource& source) {
  if (const auto* words = std::get_if<std::string>(&source)) return std::string_view{*words};
  return reading::open_untrusted(std::get<std::filesystem::path>(source));
}

}  // namespace

MailCopy redacted(store::Database& database, const MailSource& source) {
  MailCopy copy;
  bool is_whole = false;
  const auto take_line = [&](std::string_view text) {
    auto line = reading::read_line(text);
    if (!line || is_whole) return false;
    if (auto* foreign = std::get_if<reading::NotMail>(&*line)) copy.not_mail = std::move(foreign->form);
    if (const auto* piece = std::get_if<reading::BytesPiece>(&*line)) copy.text += from_hex(piece->hex).value_or("");
    is_whole = std::holds_alternative<reading::End>(*line);
    return copy.text.size() <= reading::max_copy;
  };
  reading::run_reader(known_of_person(database), input_of(source), take_line);
  if (!is_whole) reading::refuse_reader();
  return copy;
}

}  // namespace demur::history
