#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "history/chain.hpp"
#include "history/source.hpp"
#include "history/status.hpp"
#include "platform/time.hpp"
#include "store/database.hpp"

namespace demur::history {

/// An objection as the person sent it. Times are RFC 3339 with milliseconds; a day is written as its midnight.
struct Objection {
  std::string id;
  std::string form_id;
  std::string platform;
  std::optional<std::string> account_id;
  std::string email;
  std::optional<std::string> message;
  std::optional<std::string> language;
  std::string page_url;
  std::string submitted_at;
  std::string recorded_at;
  Precision precision = Precision::instant;  ///< Of `submitted_at`.
  Provenance provenance = {};                ///< How it is known that it was sent. Without a source: entered now.
};

/// An objection and what has become of it so far.
struct ObjectionNow {
  Objection objection;
  Status status;
  bool is_unreadable = false;  ///< What is kept of it is damaged, so some of its words are replaced.
};

/// What happened to an objection. Times are RFC 3339 with milliseconds.
struct Event {
  std::string id;
  std::string kind;
  std::string at;
  std::string recorded_at;
  /// What the page, the e-mail or the person said; of a `corrected` event the id of the event that was a mistake.
  std::optional<std::string> detail;
  /// The bytes of the e-mail that it is known from. Only for adding: `Objections::evidence` reads it.
  std::optional<std::string> evidence = std::nullopt;
  std::int64_t evidence_size = 0;  ///< In bytes; 0 where there is none.
  Precision precision = Precision::instant;
  Provenance provenance = {};  ///< Without a source, the person has entered it now.
  Counts counts = Counts::yes;
};

/// One objection with what is known of it.
struct ObjectionDetails {
  ObjectionNow objection;
  std::vector<Event> events;  ///< In the order in which they were recorded; as many as were asked for.
  Deadlines deadlines;
};

/// Which objections are meant; what is absent does not matter.
struct Filter {
  std::optional<std::string> platform;
  std::optional<std::string> email;  ///< Compared without regard to case in ASCII.
  std::optional<std::string> account_id;
  /// How words of address, message or account label begin, without regard to case, and to accents on Latin letters.
  std::optional<std::string> query;
  std::optional<std::string> status;
  std::vector<std::string> without = {};  ///< The ids of objections that are not wanted.
};

/// Where a page of the list begins: after this objection.
struct ObjectionCursor {
  std::string submitted_at;  ///< The end of the day where only that is known.
  std::string id;
};

/// The history of objections. Every write is one transaction and appends one event; answered means durable.
class Objections {
 public:
  Objections(store::Database& database, Clock clock) : database_(database), clock_(std::move(clock)) {}

  /// Keeps an objection; `recorded_at` is set here. False if this id is already kept: then nothing changes.
  /// Throws not-found for an id that was removed: what the person erased does not come back.
  bool record(Objection objection);

  /// Appends what happened. An event id that is already there changes nothing. Throws not-found for an unknown
  /// objection.
  void add_event(const std::string& objection_id, Event event);

  /// Erases the content of an objection and its events; their places in the chain stay. False if there is none.
  bool remove(const std::string& id);

  /// The bytes of the e-mail that was kept with an event. Throws not-found where there is none.
  [[nodiscard]] std::string evidence(const std::string& event_id);
  /// Throws not-found.
  [[nodiscard]] ObjectionNow find(const std::string& id);
  /// With at most `limit` events: those after the event with the id `after`, or the first ones. Throws not-found.
  [[nodiscard]] ObjectionDetails get(const std::string& id, const std::optional<std::string>& after,
                                     std::int64_t limit);

  /// At most `limit` objections, newest first, after `after` if given.
  [[nodiscard]] std::vector<ObjectionNow> list(const Filter& filter, const std::optional<ObjectionCursor>& after,
                                               std::int64_t limit);
  /// How many the filter leaves; stops counting at one more than `max`, if given.
  [[nodiscard]] std::int64_t count(const Filter& filter, std::int64_t max = std::numeric_limits<std::int32_t>::max());

 private:
  void append(const std::string& objection_id, const Event& event, EntryContent content);

  store::Database& database_;
  Clock clock_;
};

/// The first place in the list for an objection that was sent then: whatever was sent before has a smaller one. Where
/// only the day is known, it is at the end of that.
std::int64_t first_position(Moment submitted_at);

/// Whether an objection that was sent then may have this place in the list.
bool is_position(std::int64_t position, Moment submitted_at);

/// The columns that `read_now` takes, of `objections o` joined with `provenance_of_objection`.
std::string columns_now();
/// The `submitted` entry `s` of `objections o`.
inline constexpr const char* provenance_of_objection =
    " LEFT JOIN events s ON s.objection_id = o.id AND s.kind = 'submitted'";
ObjectionNow read_now(const store::Statement& row, Time now);

/// Adds an objection's row, as it was recorded. Within a transaction that adds its
/// `submitted` entry too.
void insert_objection(store::Database& database, const Objection& objection);

/// What is kept with an entry of the chain, and erased when the person erases the objection.
struct Erasable {
  std::optional<std::string> source;
  std::optional<std::string> salt;
  std::optional<std::string> detail;
  std::optional<std::string> evidence;
};

/// How an entry of another computer's history came here.
struct Arrival {
  std::string came_at;
  bool is_set_aside;
};

/// Adds an entry as it is in its chain. Within a transaction.
void insert_entry(store::Database& database, const ChainEntry& entry, std::string_view hash, const Erasable& kept,
                  const std::optional<Arrival>& arrival = std::nullopt);

/// Erases what is kept with an objection's entries, except those that say it was removed; they keep their places.
/// Within a transaction.
void erase_content(store::Database& database, const std::string& objection_id);

/// The events of an objection, as far as they matter for its status, in order.
std::vector<Fact> facts_of(store::Database& database, const std::string& objection_id);

/// Determines anew which event decides an objection's status. The order in which events came does not matter.
void renew_outcome(store::Database& database, const std::string& objection_id);

/// Does the same where an upgrade of the database has left it undone. Call it once for each opened database, before
/// objections are read.
void settle_outcomes(store::Database& database);

/// The eleven members of an objection's row, in the order in which `read_objection` takes them.
inline constexpr const char* objection_columns =
    "o.id, o.form_id, o.platform, o.account_id, o.email, o.message, o.language, o.page_url, o.submitted_at, "
    "o.recorded_at, o.precision";
inline constexpr int objection_column_count = 11;

/// Reads `objection_columns`, which begin at `column`.
Objection read_objection(const store::Statement& row, int column = 0);

/// What the `submitted` event of an objection stands for in the chain: its members as compact JSON, sorted by name.
std::string content_of(const Objection& objection);

}  // namespace demur::history
