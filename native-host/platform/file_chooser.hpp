#pragma once
#include <filesystem>
#include <memory>
#include <stop_token>
#include <vector>

namespace demur {

/// The system's own file chooser for archives (.zip). On Linux it is a program that needs sockets and other programs,
/// which the host gives up (`give_up_rights`), so a process started before that opens it.
class FileChooser {
 public:
  FileChooser();
  FileChooser(const FileChooser&) = delete;
  FileChooser& operator=(const FileChooser&) = delete;
  ~FileChooser();

  /// Call this before the process gives up its rights. Starts no process where there is no chooser to open.
  void prepare();

  /// Opens it, starting in this folder, and returns what the person chose. Its texts are the system's, in the system's
  /// language; the choice is not remembered. One at a time, on any thread. Throws demur::Error: chooser-missing,
  /// cancelled when it was closed or asked to stop.
  std::vector<std::filesystem::path> choose(const std::filesystem::path& folder, const std::stop_token& stop);

 private:
  class Process;
  std::unique_ptr<Process> process_;
};

/// What a program started with `chooser_argument` does: it opens choosers for the process that started it, and ends
/// with it.
void serve_choosers();

/// Not for people: only a host passes this.
inline constexpr const char* chooser_argument = "file-chooser";

}  // namespace demur
