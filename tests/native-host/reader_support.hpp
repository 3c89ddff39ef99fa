#pragma once
#include <string>
#include <vector>

#include "mail_fixtures.hpp"
#include "platform/child_process.hpp"
#include "reading/record.hpp"

namespace demur::test {

inline constexpr ChildLimits patient{std::chrono::seconds{20}, reading::max_line};

struct Answer {
  ChildEnd end;
  std::vector<std::string> lines;
};

/// What a program says when it reads this.
inline Answer answer_of(const std::filesystem::path& program, const ChildInput& input,
                        const ChildLimits& limits = patient) {
  Answer answer{};
  answer.end = run_child({program}, input, limits, [&answer](std::string_view line) {
    answer.lines.emplace_back(line);
    return true;
  });
  return answer;
}

inline std::string confirmation() {
  return make_plain_mail(mail_text("en", "confirmation"));
}

}  // namespace demur::test
