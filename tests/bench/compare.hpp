#pragma once
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "platform/secrets.hpp"
#include "platform/time.hpp"
#include "service/session.hpp"

/// Shared by the measurements of many against few: machines are noisy, ratios are not.
namespace demur::bench {

/// A store in memory, so that no disk's speed is measured, with the session that answers from it.
struct Store {
  std::filesystem::path folder = std::filesystem::path{"/dev/shm"} / ("demur-bench-" + random_uuid());
  service::Session session{folder, system_now};
  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  ~Store() {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }

  /// How long an answer takes, in milliseconds.
  double time_of(const std::string& method, const nlohmann::json& params) {
    const auto start = std::chrono::steady_clock::now();
    static_cast<void>(session.answer(method, params).dump());
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  }
};

inline double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Medians in milliseconds.
struct Medians {
  double many, few;
};

/// Asks both in turns, within the same rounds.
inline Medians compare(Store& many, const nlohmann::json& of_many, Store& few, const nlohmann::json& of_few,
                       const std::string& method, int rounds) {
  std::vector<double> with_many, with_few;
  for (int i = 0; i < rounds; ++i) {
    with_many.push_back(many.time_of(method, of_many));
    with_few.push_back(few.time_of(method, of_few));
  }
  return {median(std::move(with_many)), median(std::move(with_few))};
}

}  // namespace demur::bench
