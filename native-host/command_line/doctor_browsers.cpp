#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <system_error>
#include <variant>

#include "command_line/doctor.hpp"
#include "command_line/system_advice.hpp"
#include "embedded/protocol.hpp"
#include "embedded/version.hpp"
#include "platform/browser_policies.hpp"
#include "platform/browsers.hpp"
#include "platform/child_process.hpp"
#include "platform/files.hpp"
#include "platform/folders.hpp"
#include "platform/host_manifests.hpp"
#include "platform/paths.hpp"
#include "platform/secrets.hpp"
#include "platform/streams.hpp"
#include "wire/frames.hpp"

namespace demur::command_line {
namespace {

using nlohmann::json;
using std::filesystem::path;

/// The host manifest that the browser finds: the person's own in this folder, or else the system-wide one. Where a
/// policy makes the browser ignore the person's own, only the latter.
path manifest_for(const Browser& browser, const path& folder, Policy policy) {
  auto own = manifest_at(folder);
  if (policy != Policy::forbids_own_manifest && is_there(own)) return own;
  for (const auto& common : browser.system_directories)
    if (auto file = manifest_at(common); is_there(file)) return file;
  return own;
}

struct Fault {
  const char* finding;
  const char* text;
};

constexpr Fault foreign{"foreign",
                        "The file that tells your browser where demur-host is (the host manifest) was not written by "
                        "this version of Demur."};

/// The program that a host manifest names, or what keeps this family of browsers from starting it. Only exactly what
/// `register` writes is right: Chromium refuses a manifest with a wrong-typed member, Firefox one with an extra member.
std::variant<path, Fault> program_in(const path& file, BrowserFamily family) {
  json manifest;
  try {
    manifest = json::parse(read_file(file), nullptr, false);
  } catch (const std::system_error&) {
    return Fault{
        "unreadable",
        "Neither you nor your browser can read the file that tells it where demur-host is (the host manifest)."};
  }
  if (!manifest.is_object())
    return Fault{"malformed", "The file that tells your browser where demur-host is (the host manifest) is damaged."};
  const auto named = manifest.find("path");
  if (named == manifest.end() || !named->is_string()) return foreign;
  const auto program = path_from(named->get<std::string>());
  auto expected = json::parse(host_manifest(family, program));
  if (manifest != expected) {
    for (const char* list : {"allowed_origins", "allowed_extensions"})
      for (auto* one : {&manifest, &expected}) one->erase(list);
    if (manifest == expected)
      return Fault{"not-allowed",
                   "The file that tells your browser where demur-host is (the host manifest) doesn't allow the Demur "
                   "extension."};
    return foreign;
  }
  if (!program.is_absolute() || program != program.lexically_normal())
    return Fault{"relative",
                 "The file that tells your browser where demur-host is (the host manifest) names it in a way that "
                 "browsers don't accept."};
  if (!is_there(program))
    return Fault{"stale", "It looks for demur-host in a place where there is no program any more."};
  if (!is_program(program))
    return Fault{"not-executable", "It looks for demur-host in a file that you aren't allowed to run."};
  return program;
}

/// A data folder for one start, so that none of the person's data is opened.
class EmptyData {
 public:
  EmptyData() : path_(temporary_directory() / ("demur-doctor-" + random_uuid())) {}
  EmptyData(const EmptyData&) = delete;
  EmptyData& operator=(const EmptyData&) = delete;
  ~EmptyData() { remove_folder(path_); }
  [[nodiscard]] std::string variable() const { return "DEMUR_DATA_DIR=" + path_.string(); }

 private:
  path path_;
};

/// The content of the first frame, once it is complete.
std::optional<std::string> first_frame(std::string_view bytes) {
  MemorySource source{bytes};
  auto incoming = wire::read_frame(source);
  auto* const text = std::get_if<std::string>(&incoming);
  return text == nullptr ? std::nullopt : std::optional{std::move(*text)};
}

struct Answer {
  std::string version;
  std::chrono::milliseconds after;
};

/// Starts the program as this browser would, and says hello as the extension would. Nothing where it does not answer.
/// Chromium gives it the extension's origin, Firefox the host manifest and the extension's id; both start it in its own
/// folder (seen in Chromium 156 and Firefox ESR 153.7).
std::optional<Answer> start(const Browser& browser, const path& manifest, const path& program) {
  const bool is_firefox = browser.family == BrowserFamily::firefox;
  const auto id = extension_id(browser.family);
  const auto arguments = is_firefox ? std::vector<std::string>{manifest.string(), id}
                                    : std::vector<std::string>{"chrome-extension://" + id + "/"};
  const json hello{{"jsonrpc", "2.0"},
                   {"id", 1},
                   {"method", "initialize"},
                   {"params",
                    {{"protocolVersion", protocol::version},
                     {"client",
                      {{"name", "demur-host doctor"},
                       {"version", demur_version},
                       {"browser", is_firefox ? "firefox" : "chromium"}}}}}};
  const EmptyData data;
  constexpr std::chrono::seconds patience{5};
  constexpr std::size_t longest_hello = 65'536;
  const auto begun = std::chrono::steady_clock::now();
  const auto bytes =
      ask_child({program, arguments, {data.variable()}, program.parent_path(), true}, wire::to_frame(hello.dump()),
                {patience, longest_hello}, [](std::string_view said) { return first_frame(said).has_value(); });
  const auto after = std::chrono::steady_clock::now() - begun;
  if (!bytes) return std::nullopt;
  const auto reply = json::parse(*first_frame(*bytes), nullptr, false);
  const json::json_pointer version{"/result/host/version"};
  if (reply.is_discarded() || !reply.contains(version) || !reply.at(version).is_string()) return std::nullopt;
  return Answer{reply.at(version), std::chrono::ceil<std::chrono::milliseconds>(after)};
}

/// The command that puts the person's own host manifest right.
std::string registering(const Browser& browser, const path& folder) {
  return after_making_writable(folder, own_command("register --browser " + browser.name));
}

constexpr const char* ask_administrator = "Ask whoever manages this computer.";

std::optional<Check> forbidden(const Browser& browser, const path& file, Policy policy, bool is_own_manifest) {
  const auto check = [&](const char* finding, const char* text) {
    return Check{browser.title, State::problem, finding, text, shown(file), ask_administrator};
  };
  switch (policy) {
    case Policy::forbids_extension:
      return check("extension-forbidden", "A policy of this computer forbids the Demur extension.");
    case Policy::forbids_program:
      return check("program-forbidden", "A policy of this computer keeps this browser from starting demur-host.");
    case Policy::forbids_own_manifest:
      if (!is_own_manifest) break;
      return check("own-manifest-forbidden",
                   "A policy of this computer lets this browser start only programs that are installed for everyone.");
    case Policy::allows:
      break;
  }
  return std::nullopt;
}

Check registration(const Browser& browser, const path& folder) {
  const auto policy = policy_of(browser);
  const auto file = manifest_for(browser, folder, policy);
  // What a person registers would be ignored.
  const auto mend = policy == Policy::forbids_own_manifest ? ask_administrator : registering(browser, folder);
  const auto check = [&](State state, const char* finding, const std::string& text, const std::string& advice) {
    return Check{browser.title, state, finding, text, shown(file), advice};
  };
  if (auto forbids = forbidden(browser, file, policy, file == manifest_at(folder))) return *forbids;
  if (!is_there(file)) return check(State::note, "missing", "It can't find demur-host.", mend);
  const auto named = program_in(file, browser.family);
  if (const auto* fault = std::get_if<Fault>(&named)) return check(State::problem, fault->finding, fault->text, mend);
  const auto& program = std::get<path>(named);
  const auto answer = start(browser, file, program);
  if (!answer)
    return check(State::problem, "no-answer", "The program that it starts doesn't answer: " + shown(program), mend);
  const auto after = "answered after " + std::to_string(answer->after.count()) + " ms.";
  auto found = check(State::ok, "registered", "It starts demur-host " + answer->version + ", which " + after, {});
  if (!is_same(program, program_path()))
    found = check(State::note, "other-program",
                  "It starts another copy of demur-host, version " + answer->version + ", which " + after, mend);
  found.milliseconds = answer->after.count();
  return found;
}

/// What is known about browsers that are shut off from the computer's programs.
void add_packaged(const Browser& browser, std::vector<Check>& checks) {
  if (std::any_of(browser.flatpak.begin(), browser.flatpak.end(), is_there))
    checks.push_back({browser.title + " (Flatpak)", State::note, "flatpak",
                      "As a Flatpak, it can't start programs on this computer. Demur works in it and keeps your "
                      "objections in the browser, but not in your history.",
                      shown(browser.flatpak.front()), "Install this browser as a package of your system."});
  if (std::none_of(browser.snap.begin(), browser.snap.end(), is_there)) return;
  if (browser.family == BrowserFamily::firefox)
    checks.push_back({browser.title + " (Snap)", State::note, "snap",
                      "As a Snap, it asks once whether Demur may start its program: allow it.",
                      shown(browser.snap.front()),
                      "If you refused: flatpak permission-set webextensions " + host_name() + " snap.firefox yes"});
  else
    checks.push_back(
        {browser.title + " (Snap)", State::note, "snap",
         "As a Snap, it can't start programs on this computer. Demur works in it and keeps your objections "
         "in the browser, but not in your history.",
         shown(browser.snap.front()), "Install this browser as a package of your system."});
}

}  // namespace

std::vector<Check> check_browsers(const std::vector<Browser>& browsers) {
  std::vector<Check> checks;
  for (const auto& browser : browsers) {
    for (const auto& folder : browser.directories)
      if (is_used(browser, folder)) checks.push_back(registration(browser, folder));
    add_packaged(browser, checks);
  }
  const bool is_any =
      std::any_of(checks.begin(), checks.end(), [](const Check& check) { return check.milliseconds.has_value(); });
  if (!is_any)
    checks.push_back({"browsers",
                      State::problem,
                      "none-registered",
                      "No browser can start demur-host.",
                      {},
                      checks.empty() ? "Start your browser once, then run: " + own_command("register")
                                     : "Follow the advice above for the browser that you use."});
  return checks;
}

}  // namespace demur::command_line
