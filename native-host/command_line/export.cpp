#include <fmt/core.h>

#include <cstdio>
#include <functional>
#include <system_error>

#include "command_line/commands.hpp"
#include "command_line/explain.hpp"
#include "history/open_history.hpp"
#include "platform/files.hpp"
#include "platform/paths.hpp"
#include "platform/time.hpp"
#include "store/database.hpp"

namespace demur::command_line {
namespace {

using history::ExportWish;

void write_chunks(const ExportWish& wish, const std::function<void(const std::string&)>& write) {
  const auto opened = history::open_history(data_directory());
  auto& database = *opened;
  const store::Snapshot snapshot{database};
  const auto now = system_now();
  auto chunk = history::begin_export(database, wish, now);
  write(chunk.text);
  while (chunk.next) {
    chunk = history::continue_export(database, wish, *chunk.next, now).value();
    write(chunk.text);
  }
}

void write_to_standard_output(const ExportWish& wish) {
  write_chunks(wish, [](const std::string& text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
      throw std::system_error(errno, std::generic_category());
  });
  if (std::fflush(stdout) != 0) throw std::system_error(errno, std::generic_category());
}

void write_to_file(const ExportWish& wish, const std::string& path) {
  AtomicFile file{path_from(path)};
  write_chunks(wish, [&file](const std::string& text) { file.write(text); });
  file.commit();
  fmt::print("Your history is in {}. It contains your addresses and messages: keep it private.\n", path);
}

}  // namespace

ExitCode export_history(const ExportWish& wish, const std::optional<std::string>& out) {
  restrict_new_files();
  try {
    if (out)
      write_to_file(wish, *out);
    else
      write_to_standard_output(wish);
    return success;
  } catch (const Error& error) {
    fmt::print(stderr, "{}\n", explain(error));
  } catch (const std::system_error& error) {
    fmt::print(stderr, "Can't write the file: {}\n", error.code().message());
  }
  return failure;
}

}  // namespace demur::command_line
