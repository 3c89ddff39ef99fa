#pragma once
#include <boost/process.hpp>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "catch.hpp"
#include "circumstances.hpp"
#include "places.hpp"
#include "platform/files.hpp"
#include "platform/paths.hpp"
#include "wire/frames.hpp"

namespace demur::test {

namespace bp = boost::process;
using nlohmann::json;

inline std::string request(const std::string& method, const json& params, int id = 1) {
  return json{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}}.dump();
}

inline json objection(const std::string& id) {
  return {{"objection",
           {{"id", id},
            {"formId", "1"},
            {"platform", "facebook"},
            {"email", "anna@example.org"},
            {"message", "I object."},
            {"pageUrl", "https://www.facebook.com/"},
            {"submittedAt", "2026-11-22T14:32:05Z"}}}};
}

/// A command that runs the command that follows it: the host, under circumstances.
class Command {
 public:
  Command(std::initializer_list<std::string> words) : words_(words) {}
  explicit Command(std::vector<std::string> words) : words_(std::move(words)) {}
  [[nodiscard]] std::vector<std::string> with_host() const {
    auto arguments = words_;
    arguments.insert(arguments.end(), {test::host_program(), "serve"});
    return arguments;
  }

 private:
  std::vector<std::string> words_;
};

/// The real program, spoken to as a browser does.
class HostProcess {
 public:
  explicit HostProcess(const std::filesystem::path& data, const std::vector<std::string>& arguments = {"serve"})
      : HostProcess(data, arguments, data) {}

  /// The same, with its log in another folder than its data, with these variables in its environment, or a copy of it.
  HostProcess(const std::filesystem::path& data, const std::vector<std::string>& arguments,
              const std::filesystem::path& log_folder, std::map<std::string, std::string> variables = {},
              const std::filesystem::path& program = test::host_program())
      : log_(log_folder / "stderr.txt") {
    // In the system's own letters, which are those of its paths.
    using Letter = std::filesystem::path::value_type;
    bp::basic_environment<Letter> environment = bp::basic_native_environment<Letter>{};
    variables.insert({"DEMUR_DATA_DIR", data.string()});
    for (const auto& [name, value] : variables) environment[path_from(name).native()] = path_from(value).native();
    child_ = bp::child{bp::exe = program.string(), bp::args = arguments, environment, bp::std_in<in_, bp::std_out> out_,
                       bp::std_err > log_.string()};
  }

  /// The same, started by a command that ends in running what follows it.
  HostProcess(const Command& command, const std::filesystem::path& data, const std::filesystem::path& log_folder)
      : log_(log_folder / "stderr.txt"),
        child_(bp::exe = "/usr/bin/env", bp::args = command.with_host(), bp::env["DEMUR_DATA_DIR"] = data.string(),
               bp::std_in<in_, bp::std_out> out_, bp::std_err > log_.string()) {}

  HostProcess(const HostProcess&) = delete;
  HostProcess& operator=(const HostProcess&) = delete;
  // Closed here: what a killed host did not take would be written once more, and throw.
  ~HostProcess() { in_.pipe().close(); }

  void send(const std::string& text) { send_claiming(static_cast<std::uint32_t>(text.size()), text); }

  /// Sends a frame whose header claims another length than it has.
  void send_claiming(std::uint32_t length, const std::string& text) {
    std::string header(sizeof(length), '\0');
    std::memcpy(header.data(), &length, sizeof(length));
    in_ << header << text << std::flush;
  }

  json receive() {
    std::uint32_t length = 0;
    std::string header(sizeof(length), '\0');
    if (!out_.read(header.data(), sizeof(length))) return nullptr;
    std::memcpy(&length, header.data(), sizeof(length));
    std::string text(length, '\0');
    // A host that is killed may have written a part.
    if (!out_.read(text.data(), length)) return nullptr;
    return json::parse(text);
  }

  json call(const std::string& method, const json& params) {
    send(request(method, params));
    return receive();
  }

  /// What it answers to the import of a download, after its progress.
  json import_download(const std::filesystem::path& download) {
    send(request("downloads.import", {{"progressToken", "import-1"}, {"paths", {download.string()}}}));
    auto answer = receive();
    while (answer.is_object() && !answer.contains("id")) answer = receive();
    return answer;
  }

  void record(const std::string& id) {
    REQUIRE(call("objections.record", objection(id)).at("result").at("created") == true);
  }

  [[nodiscard]] int id() const { return child_.id(); }

  /// What it has said on stderr, where browsers keep a log.
  [[nodiscard]] std::string log() const { return read_file(log_); }

  /// The most memory that it has had, in bytes.
  [[nodiscard]] std::size_t peak_memory() const { return test::peak_memory(child_.id()); }

  void kill() {
    child_.terminate();
    child_.wait();
  }

  /// Its exit code, once it has ended by itself.
  int exit_code() {
    child_.wait();
    return child_.exit_code();
  }

  int end() {
    in_.pipe().close();
    return exit_code();
  }

  /// How long it goes on after its input has ended.
  std::chrono::steady_clock::duration time_to_end() {
    const auto start = std::chrono::steady_clock::now();
    end();
    return std::chrono::steady_clock::now() - start;
  }

 private:
  std::filesystem::path log_;
  bp::opstream in_{roomy_pipe()};
  bp::ipstream out_{roomy_pipe()};
  bp::child child_;
};

}  // namespace demur::test
