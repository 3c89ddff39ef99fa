#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/streams.hpp"

/// The files of a download as records of labelled texts, whether they are JSON (records_json.cpp) or HTML
/// (records_html.cpp).
namespace demur::reading {

struct Field {
  std::string label;  ///< What precedes the text, in the language of the download; empty where nothing does.
  std::string text;   ///< UTF-8.
  bool is_value;      ///< Content for people under a label, not part of the file's structure.
  /// Numbers what is said about one person or thing within the record, as in a list of its own; 0 outside of any.
  std::size_t group = 0;
  std::size_t distance = 0;  ///< On a page: how many blocks above the item's URL it was found.
};

/// What belongs together in a file, such as all that is said about one photo. One without fields is among others and
/// can't be read.
struct DownloadRecord {
  std::vector<Field> fields;
  std::optional<std::int64_t> seconds;  ///< Since 1970, as the file says: any number.
};

/// What makes up one record.
enum class RecordScope : std::uint8_t {
  object,  ///< Each object of JSON that has a time, an id, labelled values or a URL of its own; each item in HTML.
  file,    ///< The whole file.
};

/// Reads JSON: a list of records, a single one, or either below any names. Memory does not grow with the file. Only
/// texts that `wants` accepts are kept. Returns whether there is any content. Throws FileFault: empty, malformed,
/// too-deep, too-large, or the source's.
bool read_json_records(ByteSource& source, RecordScope scope, const std::function<bool(std::string_view)>& wants,
                       const std::function<void(DownloadRecord)>& take);

/// Which URLs on a page make a record.
struct PageUrls {
  std::function<bool(std::string_view url)> is_link;  ///< As links.
  std::function<bool(std::string_view text, std::string_view label)>
      is_plain;  ///< As plain text, in a row with a label.
};

/// Reads HTML, likewise. A record is the largest block with one of these URLs in it, since the
/// classes of Meta's pages are not stable; what is among records and has the same class, but no such URL, is one, too.
/// The first text of a table's row is the label of the others. Of a file as a whole only e-mail addresses are kept,
/// labelled with the text before them.
bool read_html_records(ByteSource& source, RecordScope scope, const PageUrls& urls,
                       const std::function<void(DownloadRecord)>& take);

/// Facebook and Instagram write each byte of UTF-8 as a separate character: "JÃ¶rg". Restores the text where that is
/// certain: all characters can be bytes, and together these are UTF-8.
std::string repaired(std::string_view text);

}  // namespace demur::reading
