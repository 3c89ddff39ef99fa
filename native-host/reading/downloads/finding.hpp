#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace demur::reading {

/// Something that a file of a download says.
struct Statement {
  std::string label;  ///< What stands before it, in the language of the download; empty where nothing does.
  std::string text;   ///< UTF-8.
  bool is_value;      ///< Meant for people to read, under a label: not a piece of how the file is built.
};

/// What belongs together in a file of a download, such as all that is said about one photo.
struct Finding {
  std::vector<Statement> statements;
  std::optional<std::int64_t> seconds;  ///< Since 1970, as the file says: any number.
};

/// How the reading of a file within a download ended.
struct Reading {
  /// As for SkippedFile, where it could not be read to its end; what came before was given.
  const char* fault = nullptr;
  bool has_content = false;  ///< False for one that says that there is nothing.
};

}  // namespace demur::reading
