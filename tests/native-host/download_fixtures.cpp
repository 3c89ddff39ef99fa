#include "download_fixtures.hpp"

#include <zlib.h>

#include <array>
#include <concepts>
#include <cstdio>
#include <ostream>
#include <sstream>
#include <stdexcept>

namespace demur::test {
namespace {

template <std::unsigned_integral Number>
std::string bytes(Number number) {
  std::string text;
  for (std::size_t i = 0; i < sizeof(Number); ++i)
    text += static_cast<char>((std::uint64_t{number} >> (8 * i)) & 0xFFU);
  return text;
}
std::string two(std::size_t number) {
  return bytes(static_cast<std::uint16_t>(number));
}
std::string four(std::uint64_t number) {
  return bytes(static_cast<std::uint32_t>(number));
}
std::string eight(std::uint64_t number) {
  return bytes(number);
}

const Bytef* unsigned_bytes(const std::string& text) {
  return reinterpret_cast<const Bytef*>(text.data());
}

std::string deflated(const std::string& content) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("deflateInit2");
  std::string packed(deflateBound(&stream, static_cast<uLong>(content.size())), '\0');
  stream.next_in = const_cast<Bytef*>(unsigned_bytes(content));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

/// A text as Meta's pages write it.
std::string escaped(const std::string& text) {
  std::string written;
  for (const char c : text)
    if (c == '&')
      written += "&amp;";
    else if (c == '@')
      written += "&#064;";
    else if (c == '\'')
      written += "&#039;";
    else
      written += c;
  return written;
}

struct Written {
  std::uint64_t offset, packed;
};

uLong checksum_with_zeros(uLong checksum, std::uint64_t zeros) {
  auto of_zeros = crc32(0, unsigned_bytes(std::string(1, '\0')), 1);
  for (std::uint64_t count = 1; count <= zeros; count *= 2) {
    const auto length = static_cast<z_off_t>(count);
    if ((zeros & count) != 0) checksum = crc32_combine(checksum, of_zeros, length);
    of_zeros = crc32_combine(of_zeros, of_zeros, length);
  }
  return checksum;
}

std::uint64_t checksum_of(const Packed& file) {
  const auto content = crc32(0, unsigned_bytes(file.content), static_cast<uInt>(file.content.size()));
  return checksum_with_zeros(content, file.zeros) + file.checksum_difference;
}

/// What the local header and the directory have in common.
std::string common(const Packed& file, std::uint64_t packed, std::uint64_t size, std::size_t path, std::size_t extra) {
  const std::uint64_t elsewhere = 0xFFFFFFFF;
  return two(file.is_large ? 45 : 20) + two((file.is_encrypted ? 1U : 0U) | (file.has_descriptor ? 8U : 0U)) +
         two(file.is_deflated ? 8 : 0) + four(0) + four(checksum_of(file)) + four(file.is_large ? elsewhere : packed) +
         four(file.is_large ? elsewhere : size) + two(path) + two(extra);
}

/// The same, as it is before the content.
std::string local_common(const Packed& file, std::uint64_t packed, std::uint64_t size, std::size_t path,
                         std::size_t extra) {
  auto head = common(file, packed, size, path, extra);
  if (file.says_stored) head.replace(4, 2, two(0));
  if (file.has_descriptor) head.replace(10, 12, 12, '\0');
  return head;
}

std::string descriptor(const Packed& file, std::uint64_t packed) {
  if (!file.has_descriptor) return {};
  return "PK\x07\x08" + four(checksum_of(file)) + four(packed) + four(file.content.size());
}

}  // namespace

void write_zip(std::ostream& archive, const std::vector<Packed>& files, const Ending& ending) {
  std::string directory;
  std::vector<Written> written;
  std::uint64_t length = 0;
  for (const auto& file : files) {
    const auto content = file.is_deflated ? deflated(file.content) : file.content;
    Written place{length, content.size() + file.zeros};
    if (file.overlaps >= 0) place = written.at(static_cast<std::size_t>(file.overlaps));
    const auto size =
        file.size_said >= 0 ? static_cast<std::uint64_t>(file.size_said) : file.content.size() + file.zeros;
    const auto extra = file.is_large ? two(1) + two(24) + eight(size) + eight(place.packed) + eight(place.offset) : "";
    const auto& local = file.local_path.empty() ? file.path : file.local_path;
    const auto head = "PK\x03\x04" + local_common(file, place.packed, size, local.size(), extra.size()) + local + extra;
    const auto tail = descriptor(file, place.packed);
    if (file.overlaps < 0) {
      archive << head << content;
      if (file.zeros > 0) archive.seekp(static_cast<std::streamoff>(file.zeros), std::ios::cur);
      archive << tail;
      length += head.size() + place.packed + tail.size();
    }
    directory += "PK\x01\x02" + two(45) + common(file, place.packed, size, file.path.size(), extra.size()) + two(0) +
                 two(0) + two(0) + four(0) + four(file.is_large ? 0xFFFFFFFF : place.offset) + file.path + extra;
    written.push_back(place);
  }
  const auto offset = length + static_cast<std::uint64_t>(ending.directory_moved_by);
  const auto count = files.size() + ending.entries_added;
  const auto end = length + directory.size();
  archive << directory;
  const bool is_large = ending.is_large;
  if (is_large)
    archive << "PK\x06\x06" + eight(44) + two(45) + two(45) + four(0) + four(0) + eight(count) + eight(count) +
                   eight(directory.size()) + eight(offset) + "PK\x06\x07" + four(0) + eight(end) + four(1);
  archive << "PK\x05\x06" + four(0) + two(is_large ? 0xFFFF : count) + two(is_large ? 0xFFFF : count) +
                 four(is_large ? 0xFFFFFFFF : directory.size()) + four(is_large ? 0xFFFFFFFF : offset) + two(0);
}

std::string make_zip(const std::vector<Packed>& files, const Ending& ending) {
  std::ostringstream archive;
  write_zip(archive, files, ending);
  return archive.str();
}

std::string meta_string(std::string_view text) {
  std::string written = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    std::array<char, 8> escape{};
    if (byte >= 0x80 || byte < ' ')
      static_cast<void>(std::snprintf(escape.data(), escape.size(), "\\u%04x", unsigned{byte}));
    else if (c == '"' || c == '\\' || c == '/')
      written += '\\';
    if (escape[0] != '\0')
      written += escape.data();
    else
      written += c;
  }
  return written + "\"";
}

std::string tagged_record(const Tagged& tagged) {
  return "{\"timestamp\":" + std::to_string(tagged.time) +
         ",\"media\":[],\"label_values\":[{\"label\":" + meta_string(tagged.url_label) +
         ",\"value\":" + meta_string(tagged.url) + ",\"href\":" + meta_string(tagged.url) +
         "},{\"label\":" + meta_string(tagged.name_label) + ",\"value\":" + meta_string(tagged.name) +
         "}],\"fbid\":\"1\"}";
}

std::string owned_record(const Tagged& tagged, const std::string& profile, const std::string& title) {
  const auto url = [](const std::string& label, const std::string& value) {
    return "{\"label\":" + meta_string(label) + ",\"value\":" + meta_string(value) + ",\"href\":" + meta_string(value) +
           "}";
  };
  return "{\"timestamp\":" + std::to_string(tagged.time) + ",\"media\":[],\"label_values\":[" +
         url(tagged.url_label, tagged.url) +
         ",{\"label\":\"Description\",\"value\":\"Sommerfest am See\"},{\"dict\":[" +
         "{\"label\":" + meta_string(tagged.name_label) + ",\"value\":" + meta_string(tagged.name) + "}," +
         url(tagged.url_label, profile) + "],\"title\":" + meta_string(title) + "}],\"fbid\":\"1\"}";
}

std::string tagged_list(const std::vector<Tagged>& tagged) {
  std::string list;
  for (const auto& one : tagged) list += (list.empty() ? "" : ",\n") + tagged_record(one);
  return "[" + list + "]";
}

std::string download_page(const std::string& records) {
  return "<html><head><meta charset=\"utf-8\"><title>X</title><style>p{}</style></head><body><div><header><h1>Fotos, "
         "auf "
         "denen du markiert bist</h1><aside role=\"contentinfo\">Erstellt von Anna Beispiel am <time "
         "datetime=\"2026-08-12T05:03Z\">12. August 2026</time></aside></header><main role=\"main\">" +
         records + "</main><footer>Meta<img src=\"a.png\"></footer></div></body></html>";
}

std::string tagged_page(const std::vector<Tagged>& tagged, Layout layout) {
  const auto row = [layout](const std::string& label, const std::string& value) {
    if (layout == Layout::no_table) return "<div>" + value + "</div>";
    if (layout == Layout::two_cells) return "<tr><td class=\"_a6_q\">" + label + "</td><td>" + value + "</td></tr>";
    return "<tr><td colspan=\"2\" class=\"_2pin _a6_q\">" + label + "<div><div>" + value + "</div></div></td></tr>";
  };
  const std::string date = "<div class=\"_a72d\">Jul 09, 2024 10:46:03 am</div>";
  std::string records;
  for (const auto& one : tagged) {
    const auto link = "<a target=\"_blank\" href=\"" + one.url + "\">" + one.url + "</a>";
    const auto rows = row(one.url_label, link) + row(one.name_label, one.name);
    const auto content = layout == Layout::no_table ? rows : "<table>" + rows + "</table>";
    records +=
        layout == Layout::two_cells
            ? "<section class=\"_a6-g\"><section class=\"_a6-g\"><h2 class=\"_a6-h\">Foto</h2><div class=\"_a6-p\">" +
                  content + "</div></section><footer class=\"_a6-o\">" + date + "</footer></section>"
            : "<div class=\"pam _3-95 _2ph- _a6-g uiBoxWhite noborder\">" + content + date + "</div>";
  }
  return download_page(records);
}

std::string notices_list(const std::vector<Notice>& notices) {
  std::string list;
  for (const auto& one : notices)
    list += std::string(list.empty() ? "" : ",\n") + R"({"timestamp":1731000000,"unread":true,"href":)" +
            meta_string(one.url) + ",\"text\":" + meta_string(one.text) + "}";
  return "{\"notifications_v2\":[" + list + "]}";
}

std::string notices_page(const std::vector<Notice>& notices, NoticeLayout layout) {
  const auto row = [layout](const std::string& label, const std::string& value) {
    if (layout == NoticeLayout::plain_one_cell)
      return "<tr><td colspan=\"2\" class=\"_2pin _a6_q\">" + label + "<div><div>" + value + "</div></div></td></tr>";
    const std::string cell = layout == NoticeLayout::header_cells ? "th" : "td";
    return "<tr><" + cell + " class=\"_a6_q\">" + label + "</" + cell + "><td class=\"_2piu _a6_r\">" + value +
           "</td></tr>";
  };
  std::string records;
  for (const auto& one : notices) {
    const auto url = escaped(one.url);
    const auto value = layout == NoticeLayout::link ? "<a href=\"" + url + "\" target=\"_blank\">" + url + "</a>" : url;
    records +=
        "<div class=\"_a6-g\"><div class=\"_2ph_ _a6-h _a6-i\">Notification</div><div class=\"_2ph_ _a6-p\"><table>" +
        row("Created", "Jan 16, 2024 8:16:26am") + row("Status", "Unread") + row("Text", escaped(one.text)) +
        row("href", value) + "</table></div></div>";
  }
  return download_page(records);
}

}  // namespace demur::test
