#pragma once
#include <filesystem>
#include <fstream>

#include "download_samples.hpp"
#include "host_process.hpp"
#include "places.hpp"
#include "store/database.hpp"
#include "support.hpp"
#include "tagged/items.hpp"

/// Shared by the tests of imported downloads.
namespace demur::test::imports {

namespace fs = std::filesystem;

inline constexpr const char* token = "import-1";

inline void write(const fs::path& file, const std::string& content) {
  fs::create_directories(file.parent_path());
  std::ofstream{file, std::ios::binary} << content;
}

/// The answer to an import, and what was reported on the way.
struct Imported {
  json answer;
  std::vector<json> progress;

  [[nodiscard]] json summary() const { return answer.value("result", json::object()).value("summary", answer); }
  [[nodiscard]] std::string reason() const {
    const auto data = answer.value("error", json::object()).value("data", json::object());
    return data.value("kind", "none") + (data.contains("reason") ? " " + data.value("reason", "") : "");
  }
  [[nodiscard]] std::vector<std::string> stages() const {
    std::vector<std::string> stages;
    for (const auto& told : progress)
      if (stages.empty() || stages.back() != told.at("stage")) stages.push_back(told.at("stage"));
    return stages;
  }
};

/// A computer with a host, and downloads on it.
class Computer {
 public:
  explicit Computer(std::map<std::string, std::string> variables = {})
      : host(data.path(), {"serve"}, folder.path(), std::move(variables)) {}

  [[nodiscard]] fs::path put(const std::string& name, const std::string& bytes) const {
    write(folder.path() / name, bytes);
    return folder.path() / name;
  }
  [[nodiscard]] fs::path put_sample(const std::string& name) const {
    static const auto samples = sample_archives();
    return put(name, samples.at(name));
  }
  /// One that takes a while to read and then to keep.
  [[nodiscard]] fs::path put_long_one() const {
    static const auto bytes = make_zip({{tagged_path, many_tagged(900, 100)}});
    return put("long.zip", bytes);
  }

  void begin(const std::vector<fs::path>& paths, int id = 1) {
    json params{{"progressToken", token}};
    for (const auto& path : paths) params["paths"].push_back(path.string());
    host.send(request("downloads.import", params, id));
  }
  /// Listens up to the next answer, or to the first notification of a stage.
  Imported listen(const std::string& stage = {}) {
    Imported imported;
    for (;;) {
      auto message = host.receive();
      if (!message.is_object() || message.contains("id")) {
        imported.answer = std::move(message);
        return imported;
      }
      CHECK(message.at("method") == "progress");
      CHECK(message.at("params").at("token") == token);
      imported.progress.push_back(message.at("params"));
      if (message.at("params").at("stage") == stage) return imported;
    }
  }
  Imported import(const std::vector<fs::path>& paths) {
    begin(paths);
    return listen();
  }

  json list(const char* method) { return host.call(method, json::object()).at("result"); }

  TemporaryFolder folder, data;
  HostProcess host;
};

/// The program as a person runs it, with what it says.
struct CommandLine {
  TemporaryFolder folder;
  std::string said, complained;

  int run(const std::vector<std::string>& files) {
    bp::ipstream out, err;
    std::vector<std::string> arguments{"import"};
    arguments.insert(arguments.end(), files.begin(), files.end());
    bp::child child{bp::exe = test::host_program(), bp::args = arguments, bp::env["DEMUR_DATA_DIR"] = data().string(),
                    bp::std_out > out, bp::std_err > err};
    said.assign(std::istreambuf_iterator<char>(out), {});
    complained.assign(std::istreambuf_iterator<char>(err), {});
    child.wait();
    return child.exit_code();
  }
  [[nodiscard]] fs::path data() const { return folder.path() / "data"; }
  [[nodiscard]] std::string put(const std::string& name, const std::string& bytes) const {
    write(folder.path() / name, bytes);
    return (folder.path() / name).string();
  }
  [[nodiscard]] std::int64_t items() const {
    store::Database database{data()};
    return tagged::count_items(database, {});
  }
};

inline constexpr std::int64_t items_of_sample = 9;

}  // namespace demur::test::imports
