#include "command_line/verify.hpp"

#include <fmt/core.h>

#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "command_line/explain.hpp"
#include "command_line/input_file.hpp"
#include "command_line/seal_words.hpp"
#include "history/check_file.hpp"
#include "platform/paths.hpp"

namespace demur::command_line {
namespace {

using history::FileCheck;
using history::KeptMail;
using history::MailCheck;
using nlohmann::ordered_json;

constexpr std::array<Phrase, 4> kept_mails{
    {{"signed", "with Meta's signature"},
     {"provider", "with a provider's word that they are Meta's, which whoever kept them could have written"},
     {"unchecked", "with a signature that can't be checked here"},
     {"none", "that show nothing by themselves"}}};

/// What is said about the files, one after the other.
class Report {
 public:
  Report(ReportFormat format, const std::vector<history::AddedKey>& added) : format_(format), added_(added) {}

  void add(const std::string& name, const FileCheck& check) const {
    if (format_ == ReportFormat::json)
      print(to_json(name, check));
    else
      print_text(name, check);
  }

  /// A file that could not be checked.
  void add(const std::string& name, const std::string& fault) const {
    if (format_ == ReportFormat::json)
      print({{"file", name}, {"isWhole", false}, {"error", fault}});
    else
      fmt::print(stderr, "{}: {}\n", name, fault);
  }

 private:
  static void print(const ordered_json& object) {
    fmt::print("{}\n", object.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
  }

  void print_text(const std::string& name, const FileCheck& check) const {
    fmt::print("{}: {}\n", name, check.is_whole() ? "No entry was changed." : "This file did not pass the check.");
    for (const auto& fault : check.faults)
      fmt::print("  {}\n{}", explain_refusal(fault.reason),
                 fault.entry ? fmt::format("    {}{}\n", for_helper, shown_name(*fault.entry)) : "");
    const auto more = check.fault_count - static_cast<std::int64_t>(check.faults.size());
    if (more > 0) fmt::print("  Faults that are not listed: {}.\n", more);
    fmt::print("  Entries: {}. Objections: {}.\n", check.entries, check.objections);
    if (check.waiting > 0)
      fmt::print("  Entries from another computer that the person had not agreed to, and that don't count: {}.\n",
                 check.waiting);
    for (const auto& [mail, count] : check.mails) print_mail(mail, count);
    for (const auto& seal : check.seals) fmt::print("  {}\n", words_for(seal, check.is_whole(), HistoryOf::anybody));
    if (check.seal && check.is_whole()) fmt::print("  {}\n", to_text(*check.seal));
  }

  void print_mail(const KeptMail& mail, std::int64_t count) const {
    fmt::print("  E-mails {}: {}.\n", phrase_for(kept_mails, history::name_of(mail.shown)), count);
    const auto origin = history::origin_of_key(mail, added_);
    if (origin)
      fmt::print("    With the key {}, {}\n", mail.key_name,
                 origin->source.empty() ? "which was added here on " + origin->day + "."
                                        : "last seen on " + origin->day + ": " + origin->source);
    if (mail.shown == MailCheck::unchecked && !mail.key_name.empty())
      fmt::print("    It needs the key {}.\n", mail.key_name);
  }

  [[nodiscard]] ordered_json to_json(const std::string& name, const FileCheck& check) const {
    auto faults = ordered_json::array(), mails = ordered_json::array(), seals = ordered_json::array();
    for (const auto& seal : check.seals) seals.push_back(command_line::to_json(seal));
    for (const auto& [reason, entry] : check.faults) {
      ordered_json fault{{"reason", reason}};
      if (entry) fault.update({{"chain", entry->chain_id}, {"position", entry->position}});
      if (entry && entry->event_id) fault["eventId"] = *entry->event_id;
      faults.push_back(std::move(fault));
    }
    for (const auto& [mail, count] : check.mails) {
      ordered_json object{{"shows", history::name_of(mail.shown)}, {"count", count}};
      if (!mail.key_name.empty()) object["key"] = mail.key_name;
      const auto origin = history::origin_of_key(mail, added_);
      if (origin) object["keyDay"] = origin->day;
      if (origin && !origin->source.empty()) object["keySource"] = origin->source;
      mails.push_back(std::move(object));
    }
    ordered_json report{{"file", name},
                        {"isWhole", check.is_whole()},
                        {"entries", check.entries},
                        {"objections", check.objections},
                        {"waiting", check.waiting},
                        {"faultCount", check.fault_count},
                        {"faults", std::move(faults)},
                        {"mails", std::move(mails)},
                        {"seals", std::move(seals)}};
    if (check.seal) report["seal"] = to_text(*check.seal);
    return report;
  }

  ReportFormat format_;
  const std::vector<history::AddedKey>& added_;
};

/// What files are checked with.
struct Means {
  std::vector<history::AddedKey> keys;
  const std::vector<SealLine>& seals;
};

ExitCode verify_file(const std::string& name, const Means& means, const Report& report) {
  auto file = open_input(path_from(name));
  if (!file) {
    report.add(name, unreadable_input);
    return failure;
  }
  try {
    DescriptorSource source{file->number()};
    const auto check = history::check_file(source, means.keys, means.seals);
    report.add(name, check);
    return check.is_whole() ? success : failure;
  } catch (const Error& error) {
    report.add(name, explain(error));
    return failure;
  }
}

}  // namespace

ExitCode verify_files(const std::vector<std::string>& files, const std::vector<SealLine>& seals, ReportFormat format) {
  restrict_new_files();
  try {
    const Means means{keys_to_check_with(), seals};
    const Report report{format, means.keys};
    auto result = success;
    for (const auto& file : files)
      if (verify_file(file, means, report) != success) result = failure;
    return result;
  } catch (const Error& error) {
    fmt::print(stderr, "{}\n", explain(error));
    return failure;
  }
}

}  // namespace demur::command_line
