// Measures lists of tagged items and contacts with many of them against few, in turns within the same rounds: machines
// are noisy, ratios are not.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "platform/secrets.hpp"
#include "platform/time.hpp"
#include "service/session.hpp"

namespace {

using nlohmann::json;

/// Ten items a contact, as for few so for many.
constexpr int items_each = 10;

struct Store {
  std::filesystem::path folder = std::filesystem::path{"/dev/shm"} / ("demur-bench-" + demur::random_uuid());
  demur::service::Session session{folder, demur::system_now};
  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  ~Store() {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }
};

void fill(Store& store, int items) {
  constexpr int batch = 500;
  for (int begin = 0; begin < items; begin += batch) {
    json list = json::array();
    for (int i = begin; i < std::min(begin + batch, items); ++i)
      list.push_back({{"platform", "facebook"},
                      {"url", "https://www.facebook.com/photo?fbid=" + std::to_string(i)},
                      {"contact", {{"name", "Name " + std::to_string(i / items_each)}}},
                      {"kind", "photo"},
                      {"seenOn", "export"}});
    store.session.answer("tagged.record", {{"items", list}});
  }
}

double seconds(Store& store, const std::string& method, const json& params) {
  const auto start = std::chrono::steady_clock::now();
  static_cast<void>(store.session.answer(method, params).dump());
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

void compare(Store& many, Store& few, const char* name, const std::string& method, const json& params) {
  constexpr int rounds = 200;
  std::vector<double> with_many, with_few;
  for (int i = 0; i < rounds; ++i) {
    with_many.push_back(seconds(many, method, params));
    with_few.push_back(seconds(few, method, params));
  }
  const double ours = median(with_many) * 1e3, floor = median(with_few) * 1e3;
  std::printf("%-34s %9.3f %9.3f ms  %5.2f x\n", name, ours, floor, ours / floor);
}

}  // namespace

int main() {
  Store many, few;
  fill(many, 100000);
  fill(few, 100);
  std::printf("%-34s %9s %9s\n", "median of 200, items", "100 000", "100");
  const json page{{"limit", 10}};
  compare(many, few, "items, a page of ten", "tagged.list", page);
  compare(many, few, "items of one state", "tagged.list", {{"limit", 10}, {"state", "new"}});
  compare(many, few, "contacts, a page of ten", "contacts.list", page);
  compare(many, few, "contacts, their counts", "contacts.count", json::object());
  compare(many, few, "contacts by a name that many have", "contacts.list", {{"limit", 10}, {"query", "name"}});
  compare(many, few, "contacts by a name that none has", "contacts.list", {{"limit", 10}, {"query", "zoe"}});
}
