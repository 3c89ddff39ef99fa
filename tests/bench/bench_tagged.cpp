// Measures lists of tagged items and contacts, many against few.
#include <cstdio>

#include "compare.hpp"

namespace {

using demur::bench::Store;
using nlohmann::json;

/// Ten items per contact, whether few or many.
constexpr int items_each = 10;

void fill(Store& store, int items) {
  constexpr int batch = 500;
  for (int begin = 0; begin < items; begin += batch) {
    json list = json::array();
    for (int i = begin; i < std::min(begin + batch, items); ++i)
      list.push_back({{"platform", "facebook"},
                      {"url", "https://www.facebook.com/photo?fbid=" + std::to_string(i)},
                      {"contact", {{"name", "Name " + std::to_string(i / items_each)}}},
                      {"kind", "photo"},
                      {"seenOn", "download"}});
    store.session.answer("tagged.record", {{"items", list}});
  }
}

void compare(Store& many, Store& few, const char* name, const std::string& method, const json& params) {
  const auto median = demur::bench::compare(many, params, few, params, method, 200);
  std::printf("%-34s %9.3f %9.3f ms  %5.2f x\n", name, median.many, median.few, median.many / median.few);
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
