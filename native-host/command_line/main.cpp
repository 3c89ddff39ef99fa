#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <array>
#include <exception>
#include <functional>
#include <map>
#include <string_view>

#include "command_line/commands.hpp"
#include "embedded/version.hpp"
#include "platform/arguments.hpp"
#include "platform/browsers.hpp"
#include "platform/file_chooser.hpp"
#include "platform/log.hpp"
#include "platform/paths.hpp"
#include "platform/streams.hpp"
#include "service/serve.hpp"

namespace demur::command_line {
namespace {

using Arguments = std::vector<std::string>;
using history::ExportFormat;

ExitCode serve(const std::function<void()>& after_first_answer = [] {}) {
  return service::serve(data_directory(), after_first_answer) == service::StreamEnd::closed ? success : damaged_input;
}

constexpr std::string_view extension_scheme = "chrome-extension://";

/// Chromium starts a host with the origin of the extension ("chrome-extension://…/"), Firefox with the path of the host
/// manifest (ending in ".json") and the add-on's id.
/// https://developer.mozilla.org/en-US/docs/Mozilla/Add-ons/WebExtensions/Native_messaging#app_side
bool is_started_by_browser(const Arguments& arguments) {
  return !arguments.empty() &&
         (arguments.front().starts_with(extension_scheme) || arguments.front().ends_with(".json"));
}

/// Serves the browser that started the program, or refuses a caller that the host manifest does not name.
ExitCode serve_browser(const Arguments& arguments) {
  const bool is_chromium = arguments.front().starts_with(extension_scheme);
  const auto caller = is_chromium ? arguments.front() : (arguments.size() > 1 ? arguments[1] : std::string{});
  if (is_allowed_caller(is_chromium ? BrowserFamily::chromium : BrowserFamily::firefox, caller))
    return serve(repair_registrations);
  log::warn("refused: the host manifest does not name this extension");
  return refused_caller;
}

ExitCode serve_unless_terminal() {
  if (!standard_input_is_terminal()) return serve();
  fmt::print(stderr, "demur-host serve talks to a browser, not to a person. Try demur-host --help.\n");
  return wrong_usage;
}

constexpr const char* about =
    "Keeps the history of your objections for the Demur browser extension.\n"
    "It never goes online. Your browser starts it automatically.";

constexpr const char* environment_and_exit_codes =
    "Set DEMUR_DATA_DIR to keep your history in a folder other than the usual one.\n"
    "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 caller refused, 4 input damaged.";

constexpr const char* importable =
    "A history that was exported as JSON on another computer: it is merged into yours.\n"
    "An e-mail (.eml), a mailbox (mbox) from Thunderbird or Google Takeout, or a folder of\n"
    "e-mails (Maildir): Meta's answers are added to your objections.\n"
    "A download of your Facebook or Instagram data, as an archive or an unpacked folder: it is\n"
    "searched for other people's photos, videos and posts that include you.";

constexpr const char* verifiable =
    "Histories exported as JSON, yours or anyone else's. They are checked together with the\n"
    "e-mails in them; nothing is imported. Default: your own history.";

constexpr const char* collectable =
    "The folder of the histories exported as JSON. Its subfolders are read too; links are\n"
    "not followed.";

constexpr const char* about_collecting =
    "Without --personal, no row names anyone: it gives the platform, the form, days, the status, how that is known,\n"
    "and whether the file is whole and sealed. The rows are still about people: treat them as personal data.\n"
    "With --personal, FILE is a list of people, with their names, addresses, messages and ids. Use it only if they\n"
    "agreed or the law lets you, keep it private, and delete it when you are done.\n"
    "docs/for-organisations.md describes the columns. Exit code 4: some files were refused, and the rows of all\n"
    "others are in FILE.";

constexpr const char* about_report =
    "The report has nothing from your history in it and leaves out your home folder's name. The path of another\n"
    "folder may contain a name: read the report before you send it.\n";

constexpr const char* about_keys =
    "If Demur says that it needs a key, look it up: dig +short TXT NAME\n"
    "A result that relies on a key you added says so, in exports too.";

std::string names_of_browsers() {
  std::string names = "Browsers:";
  for (const auto& browser : known_browsers()) names += " " + browser.name;
  return names + "\n";
}

/// Whether Demur can work in this person's home. Says why where it can't.
bool has_home() {
  if (home_directory().empty()) {
    fmt::print(stderr, "HOME must be an absolute path: Demur looks there for your browsers and your history.\n");
    return false;
  }
  if (is_root_in_foreign_home()) {
    fmt::print(stderr,
               "You are root in another person's home folder. Run this again without sudo, as the person whose browser "
               "it is for.\n");
    return false;
  }
  return true;
}

/// A command that uses the history, which is in the person's home unless they chose another place.
std::function<ExitCode()> on_history(std::function<ExitCode()> command) {
  return [command = std::move(command)] { return is_data_directory_chosen() || has_home() ? command() : wrong_usage; };
}

/// What is wrong, without the words of CLI11 that only programmers understand.
std::string in_words(const CLI::ParseError& error) {
  std::string words = error.what();
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExcludesError)) {
    constexpr std::string_view theirs = " excludes ";
    words.replace(words.find(theirs), theirs.size(), " can't be used together with ");
  }
  return words == "A subcommand is required" ? "A command is required" : words;
}

/// The commands with their options and help, and what was given for them.
class CommandLine {
 public:
  CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;
  ~CommandLine() = default;
  ExitCode run(const Arguments& arguments);

 private:
  CLI::App& add(const char* name, const char* description, std::function<ExitCode()> command);
  void add_registration(const char* name, const char* description, ExitCode (*command)(const Registration&));
  void add_keys();
  void add_collect();
  [[nodiscard]] ExitCode collect_as_wished() const;
  [[nodiscard]] HistoryImport histories() const;
  [[nodiscard]] ExitCode explain(const CLI::ParseError& error) const;

  CLI::App app_{about, "demur-host"};
  Registration registration_;
  bool wants_json_ = false;
  bool wants_preview_ = false;
  bool accepts_changes_ = false;
  bool wants_reading_ = false;
  std::string format_ = "json", language_ = "en";
  std::optional<std::string> out_;
  std::vector<std::string> files_, seals_;
  std::string name_, record_;
  std::string folder_, rows_file_, rows_format_;
  bool wants_personal_ = false;
  ExitCode result_ = success;
};

CLI::App& CommandLine::add(const char* name, const char* description, std::function<ExitCode()> command) {
  auto& added = *app_.add_subcommand(name, description)->group("Commands");
  added.callback([this, command = std::move(command)] { result_ = command(); });
  return added;
}

void CommandLine::add_registration(const char* name, const char* description,
                                   ExitCode (*command)(const Registration&)) {
  auto& added = add(name, description, [this, command] {
    return registration_.into || has_home() ? command(registration_) : wrong_usage;
  });
  added
      .add_option("--browser", registration_.browsers,
                  "Only this browser; may be repeated. Default: all browsers that you use.")
      ->type_name("NAME")
      ->allow_extra_args(false);
  added.add_option("--into", registration_.into, "The folder for the host manifest; for one browser only.")
      ->type_name("DIR");
  added.footer(names_of_browsers);
}

CommandLine::CommandLine() {
  static const std::map<std::string, ExportFormat> formats{
      {"json", ExportFormat::json}, {"csv", ExportFormat::csv}, {"html", ExportFormat::html}};
  app_.set_help_flag("-h,--help", "Print this help.");
  app_.set_version_flag("--version", fmt::format("demur-host {}", demur_version), "Print the version.");
  app_.get_formatter()->label("SUBCOMMAND", "COMMAND");
  app_.get_formatter()->label("Positionals", "Arguments");
  app_.get_formatter()->label("REQUIRED", "(required)");
  app_.require_subcommand(0, 1);
  app_.footer(environment_and_exit_codes);

  add_registration("register", "Let your browsers start this program.", register_host);
  add_registration("unregister", "Undo \"register\". Your history stays.", unregister_host);
  auto& checking = add("doctor", "Check the installation and say what to fix.",
                       on_history([this] { return doctor(wants_json_ ? ReportFormat::json : ReportFormat::text); }));
  checking.add_flag("--json", wants_json_, "Print the report as JSON.");
  checking.footer([] { return std::string{about_report}; });
  auto& exporting = add("export", "Write your history to a file, for another computer, a spreadsheet or printing.",
                        on_history([this] {
                          return export_history({formats.at(format_), language_}, out_);
                        }));
  exporting
      .add_option("--format", format_,
                  "json for another computer (the default), csv for a spreadsheet, html for printing.")
      ->option_text("json|csv|html")
      ->check(CLI::IsMember(formats));
  exporting.add_option("--language", language_, "The language of the html document, such as de. Default: en.")
      ->type_name("LANGUAGE");
  exporting.add_option("--out", out_, "The file to write. Default: standard output.")->type_name("FILE");
  auto& importing = add("import", "Add to your history from files: histories, e-mails, downloads of your data.",
                        on_history([this] { return import_files(files_, histories()); }));
  auto* preview = importing.add_flag("--preview", wants_preview_, "Only say what a history would add and change.")
                      ->option_text("(not with --with-changes)");
  importing
      .add_flag("--with-changes", accepts_changes_,
                "Let a history also change and erase objections that are here. Without it they stay as they are.")
      ->option_text("(not with --preview)")
      ->excludes(preview);
  importing.add_option("FILE", files_, importable)->option_text("...")->required();
  add("mailboxes", "List the mailboxes of mail programs on this computer.",
      on_history([this] { return show_mailboxes(wants_reading_); }))
      .add_flag("--read", wants_reading_,
                "Read them, and say which e-mails are about an objection. Nothing is recorded.");
  auto& redacting = add("redact", "Print a copy of an e-mail in which names, addresses and numbers are replaced.",
                        on_history([this] { return redact_mail(name_); }));
  redacting.add_option("MAIL", name_, "The e-mail, as a file (.eml).")->type_name("")->required();
  redacting.footer("Read the copy before you share it: Demur can't know every name. It sends nothing anywhere.");
  add_keys();
  auto& verifying =
      add("verify", "Check that no entry was changed, in your history or in exported ones.", on_history([this] {
            return verify({files_, seals_, wants_json_ ? ReportFormat::json : ReportFormat::text});
          }));
  verifying.add_flag("--json", wants_json_, "Print the report as JSON, a line for each file.");
  verifying.add_option("--seal", seals_, "The line of an earlier seal, in quotation marks; may be repeated.")
      ->type_name("LINE")
      ->allow_extra_args(false);
  verifying.add_option("FILE", files_, verifiable)->option_text("...");
  add_collect();
  add("serve", "Talk to a browser on standard input and output (native messaging).", serve_unless_terminal);
}

void CommandLine::add_keys() {
  auto& keys = *app_.add_subcommand("keys", "Add, list or remove keys for checking Meta's signature on e-mails.")
                    ->group("Commands");
  keys.require_subcommand(1);
  keys.footer(about_keys);
  auto& adding = *keys.add_subcommand("add", "Add a key that you found in DNS.");
  adding.add_option("NAME", name_, "The name of the record.")->type_name("")->required();
  adding.add_option("RECORD", record_, "Its text, in quotation marks.")->type_name("")->required();
  adding.callback([this] { result_ = on_history([this] { return add_key(name_, record_); })(); });
  keys.add_subcommand("list", "List the keys that you added.")->callback([this] { result_ = on_history(list_keys)(); });
  auto& removing = *keys.add_subcommand("remove", "Remove a key that you added.");
  removing.add_option("NAME", name_, "The name of its record.")->type_name("")->required();
  removing.callback([this] { result_ = on_history([this] { return remove_key(name_); })(); });
}

void CommandLine::add_collect() {
  auto& collecting = add("collect", "Check the exported histories of many people, and write a row for each objection.",
                         on_history([this] { return collect_as_wished(); }));
  collecting.add_option("DIR", folder_, collectable)->type_name("")->required();
  collecting.add_option("--out", rows_file_, "The file to write, which must not exist yet: .jsonl, .ndjson or .csv.")
      ->type_name("FILE")
      ->required();
  collecting.add_option("--format", rows_format_, "JSON Lines or CSV. Default: what the ending of FILE says.")
      ->option_text("jsonl|csv")
      ->check(CLI::IsMember({"jsonl", "csv"}));
  collecting.add_flag("--personal", wants_personal_, "Also write addresses, names, messages and ids.");
  collecting.footer(about_collecting);
}

ExitCode CommandLine::collect_as_wished() const {
  auto format = rows_format_;
  if (format.empty() && (rows_file_.ends_with(".jsonl") || rows_file_.ends_with(".ndjson"))) format = "jsonl";
  if (format.empty() && rows_file_.ends_with(".csv")) format = "csv";
  if (format.empty()) {
    fmt::print(stderr, "{} ends neither in .jsonl nor in .csv: add --format.\nTry demur-host collect --help.\n",
               rows_file_);
    return wrong_usage;
  }
  return collect({folder_, rows_file_, format == "csv" ? RowFormat::csv : RowFormat::json_lines, wants_personal_});
}

HistoryImport CommandLine::histories() const {
  if (wants_preview_) return HistoryImport::preview;
  return accepts_changes_ ? HistoryImport::change : HistoryImport::add;
}

ExitCode CommandLine::explain(const CLI::ParseError& error) const {
  const auto chosen = app_.get_subcommands();
  fmt::print(stderr, "{}\nTry demur-host {}--help.\n", in_words(error),
             chosen.empty() ? "" : chosen.front()->get_name() + " ");
  return wrong_usage;
}

ExitCode CommandLine::run(const Arguments& arguments) {
  try {
    // CLI11 takes them in reverse order.
    app_.parse(Arguments{arguments.rbegin(), arguments.rend()});
    if (app_.get_subcommands().empty()) fmt::print("{}", app_.help());
    return result_;
  } catch (const CLI::Success& help_or_version) {
    app_.exit(help_or_version);
    return success;
  } catch (const CLI::ParseError& error) {
    return explain(error);
  }
}

/// Serving must start fast: it does not wait for the other commands and their help to be described.
ExitCode run(const Arguments& arguments) {
  if (is_started_by_browser(arguments)) return serve_browser(arguments);
  if (arguments == Arguments{"serve"}) return serve_unless_terminal();
  if (arguments == Arguments{chooser_argument}) return serve_choosers(), success;
  return CommandLine{}.run(arguments);
}

}  // namespace
}  // namespace demur::command_line

int main(int count, char** values) {
  try {
    return demur::command_line::run(demur::take_arguments(count, values));
  } catch (const std::exception&) {
    // The text of a foreign exception may contain a path or an address: it is not logged.
    demur::log::warn("the program had to stop");
    return demur::command_line::failure;
  }
}
