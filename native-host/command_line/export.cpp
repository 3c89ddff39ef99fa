#include "command_line/export.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <functional>
#include <system_error>

#include "command_line/explain.hpp"
#include "history/export.hpp"
#include "platform/files.hpp"
#include "platform/paths.hpp"
#include "platform/time.hpp"
#include "store/database.hpp"

namespace demur::command_line {
namespace {

using history::ExportFormat;

std::optional<ExportFormat> format_named(const std::string& name) {
  if (name == "json") return ExportFormat::json;
  if (name == "csv") return ExportFormat::csv;
  if (name == "html") return ExportFormat::html;
  return std::nullopt;
}

void write_chunks(ExportFormat format, const std::function<void(const std::string&)>& write) {
  store::Database database{data_directory()};
  const store::Snapshot snapshot{database};
  const auto now = system_now();
  auto chunk = history::begin_export(database, format, now);
  write(chunk.text);
  while (chunk.next) {
    chunk = history::continue_export(database, format, *chunk.next, now).value();
    write(chunk.text);
  }
}

void write_to_standard_output(ExportFormat format) {
  write_chunks(format, [](const std::string& text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
      throw std::system_error(errno, std::generic_category());
  });
  if (std::fflush(stdout) != 0) throw std::system_error(errno, std::generic_category());
}

void write_to_file(ExportFormat format, const std::string& path) {
  AtomicFile file{path};
  write_chunks(format, [&file](const std::string& text) { file.write(text); });
  file.commit();
  fmt::print("Your history is in {}. It holds your addresses and messages: keep it for yourself.\n", path);
}

}  // namespace

ExitCode export_history(const std::string& format, const std::optional<std::string>& out) {
  const auto known = format_named(format);
  if (!known) {
    fmt::print(stderr, "Demur knows the formats json, csv and html, not \"{}\".\n", format);
    return wrong_usage;
  }
  restrict_new_files();
  try {
    if (out)
      write_to_file(*known, *out);
    else
      write_to_standard_output(*known);
    return success;
  } catch (const Error& error) {
    fmt::print(stderr, "{}\n", in_words(error));
  } catch (const std::system_error& error) {
    fmt::print(stderr, "The file cannot be written: {}\n", error.code().message());
  }
  return failure;
}

}  // namespace demur::command_line
