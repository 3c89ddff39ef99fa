#include "platform/child_process_windows.hpp"

#include <io.h>
#include <windows.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

#include "platform/access_windows.hpp"
#include "platform/child_input.hpp"
#include "platform/child_process.hpp"
#include "platform/confinement_windows.hpp"
#include "platform/files.hpp"
#include "platform/lines.hpp"
#include "platform/long_path_windows.hpp"
#include "platform/secrets.hpp"
#include "platform/wide_text.hpp"
#include "platform/windows_handle.hpp"
#include "platform/words_windows.hpp"

namespace demur {
namespace {

using Lines = std::function<bool(std::string_view)>;

HANDLE handle_of(const Descriptor& file) {
  return reinterpret_cast<HANDLE>(::_get_osfhandle(file.number()));  // NOLINT
}

/// A child inherits handles that are marked, and of those only the ones in its list.
Handle inheritable(HANDLE original) {
  HANDLE copy = nullptr;
  auto* const here = ::GetCurrentProcess();
  return ::DuplicateHandle(here, original, here, &copy, 0, TRUE, DUPLICATE_SAME_ACCESS) != 0 ? Handle{copy} : Handle{};
}

/// A pipe whose bytes are waited for, with a limit: such reading needs a pipe with a name.
struct OutputPipe {
  OutputPipe() {
    const auto name = to_wide(R"(\\.\pipe\demur-)" + random_uuid());
    constexpr DWORD size = 65'536;
    source = Handle{::CreateNamedPipeW(
        name.c_str(), PIPE_ACCESS_INBOUND | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
        PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1, size, size, 0, nullptr)};
    const Handle end{::CreateFileW(name.c_str(), GENERIC_WRITE, 0, nullptr, OPEN_EXISTING, 0, nullptr)};
    sink = inheritable(end.get());
  }
  Handle source, sink;
};

/// A pipe that the child reads.
struct InputPipe {
  InputPipe() {
    HANDLE out = nullptr, in = nullptr;
    if (::CreatePipe(&out, &in, nullptr, 0) == 0) return;
    source = inheritable(Handle{out}.get());
    sink = Handle{in};
  }
  /// The caller owns the writing end from now on.
  Descriptor take_sink() {
    return Descriptor{::_open_osfhandle(reinterpret_cast<std::intptr_t>(sink.release()), 0)};  // NOLINT
  }
  Handle source, sink;
};

/// Reads a pipe piece by piece, each with a limit of time.
class PipeReader {
 public:
  explicit PipeReader(HANDLE pipe) : pipe_(pipe) {}

  enum class Heard : std::uint8_t { bytes, end, nothing, stop };

  /// Waits for bytes, or until `stop` is signalled.
  Heard read(std::string& text, std::chrono::milliseconds limit, HANDLE stop) {
    OVERLAPPED reading{};
    reading.hEvent = arrived_.get();
    DWORD count = 0;
    if (::ReadFile(pipe_, buffer_.data(), static_cast<DWORD>(buffer_.size()), nullptr, &reading) == 0 &&
        ::GetLastError() != ERROR_IO_PENDING)
      return Heard::end;
    const std::array<HANDLE, 2> events{stop, arrived_.get()};
    const auto woken = ::WaitForMultipleObjects(static_cast<DWORD>(events.size()), events.data(), FALSE,
                                                static_cast<DWORD>(limit.count()));
    if (woken != WAIT_OBJECT_0 + 1) ::CancelIoEx(pipe_, &reading);
    const bool is_read = ::GetOverlappedResult(pipe_, &reading, &count, TRUE) != 0;
    if (woken == WAIT_OBJECT_0) return Heard::stop;
    if (woken != WAIT_OBJECT_0 + 1) return Heard::nothing;
    if (!is_read) return Heard::end;
    text.append(buffer_.data(), count);
    return Heard::bytes;
  }

 private:
  HANDLE pipe_;
  Handle arrived_{::CreateEventW(nullptr, TRUE, FALSE, nullptr)};
  std::array<char, 16384> buffer_{};
};

/// Names of variables are the same in capitals and in small letters.
bool is_named(std::wstring_view variable, std::wstring_view name) {
  return variable.size() > name.size() && variable[name.size()] == L'=' &&
         ::CompareStringOrdinal(variable.data(), static_cast<int>(name.size()), name.data(),
                                static_cast<int>(name.size()), TRUE) == CSTR_EQUAL;
}

/// "NAME=value" for each, sorted, each with a zero, and one more. Without SystemRoot Windows' own libraries don't load;
/// without LOCALAPPDATA nothing is started in an AppContainer, to which Windows gives a folder of its own instead.
std::wstring environment_block(const Program& program) {
  std::map<std::wstring, std::wstring> variables;
  const auto add = [&variables](std::wstring_view variable) {
    const auto name = variable.substr(0, variable.find(L'=', 1));
    variables[std::wstring{name}] = variable;
  };
  const auto is_always_given = [&program](std::wstring_view variable) {
    return is_named(variable, L"SystemRoot") || (program.is_confined && is_named(variable, L"LOCALAPPDATA"));
  };
  auto* const own = ::GetEnvironmentStringsW();
  for (const wchar_t* one = own; one != nullptr && *one != L'\0'; one += std::wcslen(one) + 1)
    if (program.inherits_environment || is_always_given(one)) add(one);
  ::FreeEnvironmentStringsW(own);
  for (const auto& variable : program.environment) add(to_wide(variable));
  std::wstring block;
  for (const auto& [name, variable] : variables) block.append(variable).push_back(L'\0');
  block.push_back(L'\0');
  return block;
}

/// What a new process is given beside its words.
class Attributes {
 public:
  Attributes() {
    SIZE_T size = 0;
    ::InitializeProcThreadAttributeList(nullptr, most, 0, &size);
    bytes_.resize(size);
    // How the system wants memory of the size that it has named.
    list_ = reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(bytes_.data());  // NOLINT
    if (::InitializeProcThreadAttributeList(list_, most, 0, &size) == 0) list_ = nullptr;
  }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  ~Attributes() {
    if (list_ != nullptr) ::DeleteProcThreadAttributeList(list_);
  }
  /// The value must live as long.
  template <typename Value>
  bool add(DWORD_PTR attribute, Value& value, std::size_t size = sizeof(Value)) {
    return ::UpdateProcThreadAttribute(list_, 0, attribute, &value, size, nullptr, nullptr) != 0;
  }
  [[nodiscard]] LPPROC_THREAD_ATTRIBUTE_LIST list() const { return list_; }

 private:
  static constexpr DWORD most = 4;
  std::vector<std::byte> bytes_;
  LPPROC_THREAD_ATTRIBUTE_LIST list_ = nullptr;
};

/// No code that is made or loaded later, nothing of others' in it, no processes of its own.
constexpr DWORD64 mitigations = PROCESS_CREATION_MITIGATION_POLICY_EXTENSION_POINT_DISABLE_ALWAYS_ON |
                                PROCESS_CREATION_MITIGATION_POLICY_PROHIBIT_DYNAMIC_CODE_ALWAYS_ON |
                                PROCESS_CREATION_MITIGATION_POLICY_STRICT_HANDLE_CHECKS_ALWAYS_ON;

struct Child {
  Handle job, process;
  void kill() const { ::TerminateJobObject(job.get(), EXIT_FAILURE); }
  [[nodiscard]] bool has_succeeded(DWORD within = INFINITE) const {
    ::WaitForSingleObject(process.get(), within);
    DWORD code = EXIT_FAILURE;
    return ::GetExitCodeProcess(process.get(), &code) != 0 && code == EXIT_SUCCESS;
  }
};

/// As whom a program is started.
enum class Identity : std::uint8_t { container, restricted, own };

struct Start {
  const Program& program;
  std::wstring line, environment, folder;
  STARTUPINFOW standard{};
  std::vector<HANDLE> inherited;
};

std::optional<Child> start_as(Start& start, Identity identity) {
  std::optional<AppContainer> container;
  if (identity == Identity::container && container.emplace().sid() == nullptr) return std::nullopt;
  const auto token = identity == Identity::restricted ? make_restricted_token() : Handle{};
  if (identity == Identity::restricted && !token) return std::nullopt;
  SECURITY_CAPABILITIES capabilities{container ? container->sid() : nullptr, nullptr, 0, 0};
  DWORD64 policy = mitigations;
  DWORD children = PROCESS_CREATION_CHILD_PROCESS_RESTRICTED;
  Attributes attributes;
  if (!attributes.add(PROC_THREAD_ATTRIBUTE_HANDLE_LIST, *start.inherited.data(),
                      start.inherited.size() * sizeof(HANDLE)))
    return std::nullopt;
  if (start.program.is_confined) {
    // Further barriers, where the system has them.
    attributes.add(PROC_THREAD_ATTRIBUTE_MITIGATION_POLICY, policy);
    attributes.add(PROC_THREAD_ATTRIBUTE_CHILD_PROCESS_POLICY, children);
  }
  if (container && !attributes.add(PROC_THREAD_ATTRIBUTE_SECURITY_CAPABILITIES, capabilities)) return std::nullopt;
  STARTUPINFOEXW startup{start.standard, attributes.list()};
  startup.StartupInfo.cb = sizeof(startup);
  Child child{make_job(start.program.is_confined), Handle{}};
  PROCESS_INFORMATION started{};
  // Even a console that nobody sees is a process, and in the job of a confined program there is room for one.
  const DWORD flags = CREATE_SUSPENDED | CREATE_UNICODE_ENVIRONMENT | EXTENDED_STARTUPINFO_PRESENT |
                      (start.program.is_confined ? DETACHED_PROCESS : CREATE_NO_WINDOW);
  const auto* const folder = start.folder.empty() ? nullptr : start.folder.c_str();
  const auto* const file = start.program.file.c_str();
  // The line is changed by the system while it reads it.
  auto line = start.line;
  const bool is_started =
      child.job && (token ? ::CreateProcessAsUserW(token.get(), file, line.data(), nullptr, nullptr, TRUE, flags,
                                                   start.environment.data(), folder, &startup.StartupInfo, &started)
                          : ::CreateProcessW(file, line.data(), nullptr, nullptr, TRUE, flags, start.environment.data(),
                                             folder, &startup.StartupInfo, &started)) != 0;
  if (!is_started) return std::nullopt;
  child.process = Handle{started.hProcess};
  const Handle thread{started.hThread};
  if (::AssignProcessToJobObject(child.job.get(), child.process.get()) == 0) {
    ::TerminateProcess(child.process.get(), EXIT_FAILURE);
    return std::nullopt;
  }
  ::ResumeThread(thread.get());
  return child;
}

Start prepare(const Program& program, HANDLE input, HANDLE output, HANDLE errors) {
  std::vector<std::wstring> words{program.file.native()};
  for (const auto& argument : program.arguments) words.push_back(to_wide(argument));
  Start start{program, command_line_of(words), environment_block(program), program.folder.native(), {}, {}};
  start.standard.dwFlags = STARTF_USESTDHANDLES;
  start.standard.hStdInput = input;
  start.standard.hStdOutput = output;
  start.standard.hStdError = errors;
  start.inherited = {input, output, errors};
  return start;
}

/// What has no bytes, and takes any.
Handle nowhere() {
  const Handle opened{::CreateFileW(L"NUL", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr,
                                    OPEN_EXISTING, 0, nullptr)};
  return inheritable(opened.get());
}

bool ends_well_in_container(const std::filesystem::path& file) {
  const AppContainer container;
  if (container.sid() == nullptr || !give_leave_to_run(file, container.sid())) return false;
  Program program{file};
  program.is_confined = true;
  const auto input = nowhere(), output = nowhere(), errors = nowhere();
  auto start = prepare(program, input.get(), output.get(), errors.get());
  const auto child = start_as(start, Identity::container);
  constexpr DWORD longest = 10'000;
  return child && child->has_succeeded(longest);
}

/// Starts the child with these standard handles and no others.
std::optional<Child> start(const Program& program, HANDLE input, HANDLE output) {
  const auto errors = nowhere();
  auto start = prepare(program, input, output, errors.get());
  if (!program.is_confined) return start_as(start, Identity::own);
  return start_as(start, lives_in_container(program.file) ? Identity::container : Identity::restricted);
}

/// Passes the lines on. What `take_line` throws must not leave the child waiting for somebody to read.
bool give_lines_of(const Child& child, std::string& text, const ChildLimits& limits, const Lines& take_line) {
  try {
    return give_lines(text, limits.max_line, take_line);
  } catch (...) {
    child.kill();
    throw;
  }
}

/// Listens until the child ends, and kills it where it must end.
ChildEnd attend(const Child& child, HANDLE output, const ChildLimits& limits, const Lines& take_line,
                const std::stop_token& stop) {
  const Handle stopping{::CreateEventW(nullptr, TRUE, FALSE, nullptr)};
  const std::stop_callback on_stop{stop, [&stopping] { ::SetEvent(stopping.get()); }};
  PipeReader reader{output};
  std::string text;
  for (;;) {
    using Heard = PipeReader::Heard;
    const auto heard = reader.read(text, limits.silence, stopping.get());
    if (heard == Heard::end) return child.has_succeeded() ? ChildEnd::finished : ChildEnd::failed;
    const bool is_well = heard == Heard::bytes && give_lines_of(child, text, limits, take_line);
    if (is_well) continue;
    child.kill();
    if (heard == Heard::bytes) return ChildEnd::failed;
    return heard == Heard::stop ? ChildEnd::stopped : ChildEnd::too_slow;
  }
}

}  // namespace

bool lives_in_container(const std::filesystem::path& program) {
  static std::mutex one_at_a_time;
  static std::map<std::filesystem::path, bool> known;
  const std::scoped_lock lock{one_at_a_time};
  const auto found = known.find(program);
  if (found != known.end()) return found->second;
  return known[program] = ends_well_in_container(program);
}

ChildEnd run_child(const Program& program, const ChildInput& input, const ChildLimits& limits, const Lines& take_line,
                   const std::stop_token& stop) {
  OutputPipe output;
  if (is_fed(input)) {
    InputPipe pipe;
    const auto child = start(program, pipe.source.get(), output.sink.get());
    pipe.source = Handle{};
    output.sink = Handle{};
    if (!child) return ChildEnd::not_started;
    const std::jthread feeder{[&] {
      DescriptorSink sink{pipe.take_sink()};
      feed(input, sink);
    }};
    return attend(*child, output.source.get(), limits, take_line, stop);
  }
  auto* const opened = handle_of(std::get<Descriptor>(input));
  ::SetFilePointerEx(opened, {}, nullptr, FILE_BEGIN);
  auto file = inheritable(opened);
  const auto child = start(program, file.get(), output.sink.get());
  file = Handle{};
  output.sink = Handle{};
  return child ? attend(*child, output.source.get(), limits, take_line, stop) : ChildEnd::not_started;
}

std::optional<std::string> ask_child(const Program& program, std::string_view input, const ChildLimits& limits,
                                     const std::function<bool(std::string_view)>& enough) {
  InputPipe asked;
  OutputPipe answered;
  const auto child = start(program, asked.source.get(), answered.sink.get());
  asked.source = Handle{};
  answered.sink = Handle{};
  if (!child) return std::nullopt;
  DescriptorSink sink{asked.take_sink()};
  sink.write(input);
  const Handle never{::CreateEventW(nullptr, TRUE, FALSE, nullptr)};
  PipeReader reader{answered.source.get()};
  std::string text;
  while (!enough(text) && text.size() <= limits.max_line)
    if (reader.read(text, limits.silence, never.get()) != PipeReader::Heard::bytes) break;
  child->kill();
  return enough(text) ? std::optional{std::move(text)} : std::nullopt;
}

Descriptor open_file(const std::filesystem::path& path) {
  Handle file{::CreateFileW(long_path(path).c_str(), GENERIC_READ,
                            FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING,
                            FILE_FLAG_BACKUP_SEMANTICS, nullptr)};
  if (!file) throw std::system_error(last_system_fault());
  BY_HANDLE_FILE_INFORMATION information{};
  const bool is_regular = ::GetFileType(file.get()) == FILE_TYPE_DISK &&
                          ::GetFileInformationByHandle(file.get(), &information) != 0 &&
                          (information.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) == 0;
  if (!is_regular) throw std::system_error(std::make_error_code(std::errc::not_supported));
  return Descriptor{::_open_osfhandle(reinterpret_cast<std::intptr_t>(file.release()), 0)};  // NOLINT
}

std::int64_t size_of(const Descriptor& file) {
  return static_cast<std::int64_t>(regular_file_size(file.number()).value_or(0));
}

}  // namespace demur
