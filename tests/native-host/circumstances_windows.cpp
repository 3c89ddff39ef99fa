#include <windows.h>
// After it:
#include <psapi.h>
#include <tlhelp32.h>

#include <cstdlib>
#include <ctime>
#include <system_error>

#include "circumstances.hpp"
#include "platform/files.hpp"
#include "platform/wide_text.hpp"
#include "platform/windows_handle.hpp"

namespace demur::test {

const char* const home_variable = "USERPROFILE";
const char* const thunderbird_folder = "AppData/Roaming/Thunderbird";

void set_variable(const char* name, const char* value) {
  ::_putenv_s(name, value == nullptr ? "" : value);
  ::_tzset();
}

std::vector<std::string> without_override() {
  // No test needs it here.
  return {};
}

void outlive_broken_pipes() {
  // Here it is an error anyway.
}

boost::process::pipe roomy_pipe() {
  constexpr DWORD size = 65'536;
  HANDLE source = nullptr, sink = nullptr;
  if (::CreatePipe(&source, &sink, nullptr, size) == 0) throw std::system_error(last_system_fault());
  return boost::process::pipe{source, sink};
}

std::size_t peak_memory(int process) {
  const Handle opened{::OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, static_cast<DWORD>(process))};
  PROCESS_MEMORY_COUNTERS counters{};
  return opened && ::K32GetProcessMemoryInfo(opened.get(), &counters, sizeof(counters)) != 0
             ? counters.PeakWorkingSetSize
             : 0;
}

std::vector<int> children_of(int parent, const std::string& program) {
  const auto file = to_wide(program + ".exe");
  const Handle all{::CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0)};
  PROCESSENTRY32W entry{};
  entry.dwSize = sizeof(entry);
  std::vector<int> children;
  for (auto is_one = ::Process32FirstW(all.get(), &entry); is_one != 0; is_one = ::Process32NextW(all.get(), &entry))
    if (entry.th32ParentProcessID == static_cast<DWORD>(parent) && entry.szExeFile == file)
      children.push_back(static_cast<int>(entry.th32ProcessID));
  return children;
}

bool ends_soon(int process) {
  constexpr DWORD longest = 20'000;
  const Handle opened{::OpenProcess(SYNCHRONIZE, FALSE, static_cast<DWORD>(process))};
  return !opened || ::WaitForSingleObject(opened.get(), longest) == WAIT_OBJECT_0;
}

}  // namespace demur::test
