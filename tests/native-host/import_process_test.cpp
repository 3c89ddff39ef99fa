#include <sys/stat.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "catch.hpp"
#include "export_samples.hpp"
#include "host_process.hpp"
#include "support.hpp"

using namespace demur;
using namespace demur::test;
using nlohmann::json;

namespace {

namespace fs = std::filesystem;

constexpr const char* token = "import-1";

void write(const fs::path& file, const std::string& content) {
  fs::create_directories(file.parent_path());
  std::ofstream{file, std::ios::binary} << content;
}

/// The answer to an import, and what was told on the way.
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

/// A computer with a host, and exports on it.
class Computer {
 public:
  explicit Computer(std::map<std::string, std::string> variables = {})
      : host(data_.path(), {"serve"}, folder.path(), std::move(variables)) {}

  fs::path put(const std::string& name, const std::string& bytes) const {
    write(folder.path() / name, bytes);
    return folder.path() / name;
  }
  fs::path put_sample(const std::string& name) const {
    static const auto samples = sample_archives();
    return put(name, samples.at(name));
  }

  void begin(const std::vector<fs::path>& paths) {
    json params{{"progressToken", token}};
    for (const auto& path : paths) params["paths"].push_back(path.string());
    host.send(request("exports.import", params));
  }
  /// Up to the answer, or to the first notification of a stage.
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

  TemporaryFolder folder;

 private:
  TemporaryFolder data_;

 public:
  HostProcess host;
};

}  // namespace

TEST_CASE("an export is imported: items, people, addresses, and how far it is on the way") {
  Computer anna;
  const auto imported = anna.import({anna.put_sample("facebook-json.zip")});
  CHECK(imported.summary() == json{{"platform", "facebook"},
                                   {"accountEmails",
                                    {{{"platform", "facebook"}, {"email", "anna@example.org"}},
                                     {{"platform", "facebook"}, {"email", "anna.work@example.org"}}}},
                                   {"taggedItems", 9},
                                   {"new", 9},
                                   {"contacts", 3},
                                   {"skipped", json::array()}});
  CHECK(imported.stages() == std::vector<std::string>{"opening", "addresses", "items", "contacts"});
  for (const auto& told : imported.progress) CHECK(told.at("done") <= told.at("total"));
  CHECK(anna.list("tagged.list").at("total") == 9);
  CHECK(anna.list("contacts.list").at("contacts").at(0).at("name") == "Bea Berg");
}

TEST_CASE("importing again adds nothing, and learns nothing wrong") {
  Computer anna;
  const auto path = anna.put_sample("facebook-json.zip");
  CHECK(anna.import({path}).summary().at("new") == 9);
  const auto items = anna.list("tagged.list");
  const auto again = anna.import({path}).summary();
  CHECK(again.at("new") == 0);
  CHECK(again.at("taggedItems") == 9);
  CHECK(anna.list("tagged.list") == items);
}
