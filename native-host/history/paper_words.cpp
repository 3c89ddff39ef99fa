#include "history/paper_words.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "embedded/paper_words.hpp"
#include "platform/local_time.hpp"

namespace demur::history {
namespace {

using nlohmann::json;

/// The name of the catalogue, and its text.
std::pair<std::string_view, std::string_view> catalogue_of(std::string_view language) {
  const auto primary = language.substr(0, language.find('-'));
  const auto named = [](std::string_view name) {
    return std::find_if(paper_words.begin(), paper_words.end(), [&](const auto& one) { return one.first == name; });
  };
  const auto* const found = named(primary);
  return found == paper_words.end() ? *named("en") : *found;
}

/// A text with a value in place of "{name}".
std::string filled(std::string text, std::string_view name, std::string_view value) {
  const auto argument = "{" + std::string(name) + "}";
  const auto at = text.find(argument);
  return at == std::string::npos ? text : text.replace(at, argument.size(), value);
}

std::string two_digits(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

/// "UTC+5:30".
std::string zone(std::chrono::minutes ahead) {
  constexpr const char* minus = "\xE2\x88\x92";
  if (ahead.count() == 0) return "UTC";
  const auto size = std::abs(ahead.count());
  const auto hours = std::to_string(size / 60), rest = size % 60 == 0 ? "" : ":" + two_digits(size % 60);
  return std::string("UTC") + (ahead.count() < 0 ? minus : "+") + hours + rest;
}

std::string member(const json& object, const char* name) {
  const bool is_there = object.is_object() && object.contains(name) && object.at(name).is_string();
  return is_there ? object.at(name).get<std::string>() : std::string{};
}

json source_in(const Provenance& provenance) {
  return json::parse(provenance.source.value_or("null"), nullptr, false);
}

/// The day in the person's calendar on which something was entered or came.
std::string local_day(const PaperWords& words, const std::string& time) {
  const auto moment = from_rfc3339(time);
  return moment ? words.day(std::chrono::floor<std::chrono::days>(*moment + local_offset(*moment))) : time;
}

/// Adds what is known about a mail's sender.
void add_judgement(const PaperWords& words, const json& source, std::vector<std::string>& known) {
  const auto authentication = member(source, "authentication");
  if (source.contains("isKeyAdded"))
    known.push_back(words.text("known.addedKey"));
  else
    known.push_back(words.text("known." + (authentication.empty() ? std::string("unjudged") : authentication)));
  if (source.contains("hasOthersWords")) known.push_back(words.text("known.othersWords"));
}

}  // namespace

PaperWords::PaperWords(std::string_view language) {
  const auto [name, text] = catalogue_of(language);
  language_ = name;
  const auto catalogue = json::parse(text);
  for (const auto& [group, members] : catalogue.items())
    if (members.is_object())
      for (const auto& [key, value] : members.items())
        if (value.is_string()) texts_.emplace(std::string(group).append(".").append(key), value.get<std::string>());
  catalogue.at("dates").at("days").get_to(days_);
}

const std::string& PaperWords::text(const std::string& place) const {
  static const std::string nothing;
  const auto found = texts_.find(place);
  return found == texts_.end() ? nothing : found->second;
}

std::string PaperWords::text(const std::string& place, std::string_view value) const {
  auto words = text(place);
  const auto begin = words.find('{'), end = words.find('}');
  return begin == std::string::npos || end == std::string::npos ? words : words.replace(begin, end - begin + 1, value);
}

std::string PaperWords::day(std::chrono::sys_days date) const {
  const std::chrono::year_month_day parts{date};
  const auto& form = days_.at(static_cast<unsigned>(parts.month()) - 1);
  const auto with_day = filled(form, "day", std::to_string(static_cast<unsigned>(parts.day())));
  return filled(with_day, "year", std::to_string(static_cast<int>(parts.year())));
}

std::string PaperWords::time(Moment moment) const {
  using namespace std::chrono;
  if (moment.precision == Precision::unknown) return text("paper.dayUnknown");
  if (moment.precision == Precision::day) return day(floor<days>(moment.at));
  const auto ahead = local_offset(moment.at);
  const auto local = moment.at + ahead;
  const hh_mm_ss clock{local - floor<days>(local)};
  const auto hour = filled(text("dates.time"), "hour", two_digits(clock.hours().count()));
  return day(floor<days>(local)) + ", " + filled(hour, "minute", two_digits(clock.minutes().count())) + "\xC2\xA0(" +
         zone(ahead) + ")";
}

const std::string& platform_name(const std::string& platform) {
  static const std::map<std::string, std::string> names{
      {"facebook", "Facebook"}, {"instagram", "Instagram"}, {"whatsapp", "WhatsApp"}, {"meta", "Meta"}};
  const auto found = names.find(platform);
  return found == names.end() ? platform : found->second;
}

const std::string& event_in_words(const PaperWords& words, const std::string& kind, const Provenance& provenance) {
  const auto by = member(source_in(provenance), "by");
  if (kind == "submitted" && by == "page") return words.text("event.pressed");
  if (kind == "received" && by == "mail") return words.text("event.receivedMail");
  if (kind == "received" && by == "person") return words.text("event.receivedPerson");
  if (kind == "page-error" && by == "person") return words.text("status.not-sent");
  return words.text("event." + kind);
}

std::vector<std::string> known_in_words(const PaperWords& words, const Provenance& provenance, bool has_mail) {
  std::vector<std::string> known;
  if (provenance.came_at)
    known.push_back(provenance.came_at->empty() ? words.text("known.fileUndated")
                                                : words.text("known.file", local_day(words, *provenance.came_at)));
  const auto source = source_in(provenance);
  const auto by = member(source, "by");
  if (by == "page") {
    known.push_back(words.text("known.page"));
  } else if (by == "mail") {
    add_judgement(words, source, known);
  } else if (by == "person") {
    known.push_back(words.text("known.person", local_day(words, member(source, "enteredAt"))));
    if (has_mail) add_judgement(words, source, known);
  } else {
    known.push_back(words.text("known.unrecorded"));
  }
  return known;
}

}  // namespace demur::history
