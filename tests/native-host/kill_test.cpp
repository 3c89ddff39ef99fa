// Programs killed at random moments while several of them write.
#include <cstdlib>
#include <deque>
#include <random>
#include <set>
#include <thread>

#include "catch.hpp"
#include "circumstances.hpp"
#include "history/objections.hpp"
#include "history/verify.hpp"
#include "host_process.hpp"
#include "support.hpp"

using namespace demur;
using nlohmann::json;
using test::HostProcess;

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// The random seed: another number in every run, or the one in DEMUR_SEED, to repeat a run.
std::uint32_t seed() {
  const char* wish = std::getenv("DEMUR_SEED");
  return wish == nullptr ? std::random_device{}() : static_cast<std::uint32_t>(std::stoul(wish));
}

/// One browser: what waits in it goes to its host until that is killed, and then again to the next one.
class Browser {
 public:
  /// Sends a new host all that waits, and some more, without waiting for answers.
  void start(const std::filesystem::path& folder) {
    constexpr std::size_t max_waiting = 20;
    while (waiting_.size() < max_waiting) waiting_.push_back(random_uuid());
    host_ = std::make_unique<HostProcess>(folder);
    talk_ = std::thread{[this] {
      for (const auto& id : waiting_) host_->send(test::request("objections.record", test::objection(id)));
      while (!waiting_.empty()) {
        const auto answer = host_->receive();
        if (answer.is_null()) return;
        faults_ += answer.contains("result") ? 0 : 1;
        answered_.insert(waiting_.front());
        waiting_.pop_front();
      }
    }};
  }
  void kill() {
    host_->kill();
    talk_.join();
  }
  /// Lets the host answer everything.
  void finish() { talk_.join(); }
  [[nodiscard]] const std::set<std::string>& answered() const { return answered_; }
  [[nodiscard]] int faults() const { return faults_; }

 private:
  std::deque<std::string> waiting_;
  std::set<std::string> answered_;
  int faults_ = 0;
  std::unique_ptr<HostProcess> host_;
  std::thread talk_;
};

std::int64_t number(store::Database& database, const char* sql) {
  store::Statement row{database, sql};
  row.step();
  return row.number(0);
}

/// Everything that was answered is there, once, and the chain is as it was written.
void check_kept(const std::filesystem::path& folder, const std::array<Browser, 3>& browsers) {
  store::Database database{folder};
  history::Objections objections{database, system_now};
  for (const auto& browser : browsers) {
    CHECK(browser.faults() == 0);
    for (const auto& id : browser.answered()) CHECK_NOTHROW(objections.find(id));
  }
  CHECK_FALSE(history::verify(database).first_broken);
  CHECK(number(database, "SELECT count(*) FROM objections") == number(database, "SELECT count(*) FROM events"));
  CHECK(number(database, "SELECT count(DISTINCT objection_id) FROM events") ==
        number(database, "SELECT count(*) FROM events"));
}

}  // namespace

TEST_CASE("hosts that are killed at random moments lose nothing that was answered, and keep nothing twice") {
  test::outlive_broken_pipes();
  const auto first = seed();
  std::mt19937 chance{first};
  const auto up_to = [&chance](int most) { return std::uniform_int_distribution{0, most}(chance); };
  constexpr milliseconds limit{4000};
  constexpr int max_life = 60, rounds_each = 5;
  const auto end = steady_clock::now() + limit;
  int rounds = 0;
  std::size_t answered = 0;
  INFO("DEMUR_SEED=" << first);
  while (steady_clock::now() < end) {
    // A new database now and then, so that some are killed while creating it.
    test::TemporaryFolder folder;
    std::array<Browser, 3> browsers;
    for (int i = 0; i < rounds_each; ++i, ++rounds) {
      for (auto& browser : browsers) browser.start(folder.path());
      for (auto& browser : browsers) {
        std::this_thread::sleep_for(milliseconds{up_to(max_life)});
        browser.kill();
      }
      check_kept(folder.path(), browsers);
    }
    for (auto& browser : browsers) {
      browser.start(folder.path());
      browser.finish();
      answered += browser.answered().size();
    }
    check_kept(folder.path(), browsers);
  }
  WARN("DEMUR_SEED=" << first << ": " << 3 * rounds << " hosts killed, " << answered << " objections answered");
  CHECK(answered > 0);
}
