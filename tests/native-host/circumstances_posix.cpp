#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "circumstances.hpp"

namespace demur::test {
namespace {

/// The value of a line `Name:\tvalue` in what Linux says about a process; empty where there is none.
std::string status_of(const std::string& process, const std::string& name) {
  std::ifstream lines{"/proc/" + process + "/status"};
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with(name + ":\t")) return line.substr(name.size() + 2);
  return {};
}

/// Whether it runs; one that has ended may wait for its parent to ask.
bool is_running(int process) {
  const auto state = status_of(std::to_string(process), "State");
  return !state.empty() && state.front() != 'Z';
}

bool is_below(std::string process, const std::string& parent) {
  while (process != parent && process != "1" && !process.empty()) process = status_of(process, "PPid");
  return process == parent;
}

}  // namespace

const char* const home_variable = "HOME";
const char* const thunderbird_folder = ".thunderbird";

void set_variable(const char* name, const char* value) {
  if (value == nullptr)
    ::unsetenv(name);
  else
    ::setenv(name, value, 1);
  ::tzset();
}

void outlive_broken_pipes() {
  std::signal(SIGPIPE, SIG_IGN);  // NOLINT(cert-err33-c): it can't fail for a known signal
}

boost::process::pipe roomy_pipe() {
  // All pipes are roomy here.
  return {};
}

std::vector<std::string> without_override() {
  if (::geteuid() != 0) return {};
  return {"setpriv", "--bounding-set=-dac_override,-dac_read_search"};
}

std::size_t peak_memory(int process) {
  const auto kibibytes = status_of(std::to_string(process), "VmHWM");
  return kibibytes.empty() ? 0 : std::stoul(kibibytes) * 1024;
}

std::vector<int> children_of(int parent, const std::string& program) {
  std::vector<int> children;
  for (const auto& entry : std::filesystem::directory_iterator{"/proc"}) {
    const auto id = entry.path().filename().string();
    if (status_of(id, "Name") == program && is_below(id, std::to_string(parent))) children.push_back(std::stoi(id));
  }
  return children;
}

bool ends_soon(int process) {
  for (int i = 0; i < 2000 && is_running(process); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{10});
  return !is_running(process);
}

}  // namespace demur::test
