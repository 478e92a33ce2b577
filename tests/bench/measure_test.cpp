#include "harness/bench/measure.hpp"

#include <catch2/catch_test_macros.hpp>
#include <set>
#include <thread>

#include "harness/bench/clock.hpp"

using namespace fipsprobe;

namespace {

// Counting counts how often it was asked, and fails from one call on.
class Counting final : public Prepared {
 public:
  explicit Counting(std::uint64_t good_calls = ~std::uint64_t{0}) : good_calls_(good_calls) {}

  bool restart() override { return true; }
  std::uint64_t run(std::uint64_t times) override {
    thread_ = std::this_thread::get_id();
    std::uint64_t done = 0;
    for (; done < times && calls_ < good_calls_; ++done) ++calls_;
    return done;
  }
  Bytes output() const override { return {}; }

  std::uint64_t calls() const { return calls_; }
  std::thread::id thread() const { return thread_; }

 private:
  std::uint64_t good_calls_;
  std::uint64_t calls_ = 0;
  std::thread::id thread_;
};

}  // namespace

TEST_CASE("a batch runs the calls that were asked for, after a tenth as many to warm up") {
  Counting counting;
  const CycleCounter cycles;
  const Batch batch = measure_batch(counting, 1000, {cycles, 20}, nullptr);
  CHECK(counting.calls() == 1100);
  CHECK(batch.calls == 1000);
  CHECK(batch.complete);
  CHECK(batch.seconds > 0);
  CHECK(batch.cycles.has_value() == cycles.available());
}

TEST_CASE("with a histogram each call of the batch is counted, and the warm-up is not") {
  Counting counting;
  const CycleCounter cycles;
  LatencyHistogram latency;
  const Batch batch = measure_batch(counting, 50, {cycles, 20}, &latency);
  CHECK(batch.calls == 50);
  CHECK(latency.calls() == 50);
  CHECK(latency.summary()->worst <= batch.seconds);
}

TEST_CASE("a batch in which a call fails says so, and counts those before it") {
  Counting counting(130);
  const CycleCounter cycles;
  const Batch batch = measure_batch(counting, 100, {cycles, 20}, nullptr);
  CHECK(batch.complete);
  const Batch second = measure_batch(counting, 100, {cycles, 20}, nullptr);
  CHECK_FALSE(second.complete);
  CHECK(second.calls == 10);
}

TEST_CASE("threads run the calls each, in threads of their own, in one span of time") {
  std::vector<std::unique_ptr<Prepared>> all;
  std::vector<const Counting*> each;
  for (int i = 0; i < 3; ++i) {
    auto made = std::make_unique<Counting>();
    each.push_back(made.get());
    all.push_back(std::move(made));
  }
  const Batch batch = measure_together(all, 200, {});
  CHECK(batch.complete);
  CHECK(batch.calls == 600);
  std::set<std::thread::id> threads;
  for (const Counting* one : each) {
    CHECK(one->calls() == 220);
    threads.insert(one->thread());
  }
  CHECK(threads.size() == 3);
  CHECK(threads.count(std::this_thread::get_id()) == 0);
}

TEST_CASE("a thread that fails makes the batch of all incomplete") {
  std::vector<std::unique_ptr<Prepared>> all;
  all.push_back(std::make_unique<Counting>());
  all.push_back(std::make_unique<Counting>(100));
  const Batch batch = measure_together(all, 100, {});
  CHECK_FALSE(batch.complete);
  CHECK(batch.calls == 190);
}

TEST_CASE("calibration takes more calls until they take the time, and gives up on a module that fails") {
  Counting counting;
  const auto seconds = calibrate(counting, 1e-4);
  REQUIRE(seconds.has_value());
  CHECK(*seconds > 0);
  CHECK(*seconds < 1e-4);
  CHECK(counting.calls() > 1);
  Counting failing(0);
  CHECK_FALSE(calibrate(failing, 1e-4).has_value());
}

TEST_CASE("calls are timed one by one only where reading the clock does not disturb") {
  CHECK(is_timed_singly(25e-6, 20));
  CHECK_FALSE(is_timed_singly(15e-6, 20));
  CHECK_FALSE(is_timed_singly(100e-6, 300));  // a clock that is a system call
  CHECK(is_timed_singly(400e-6, 300));
}

TEST_CASE("the clock goes on, and its cost is known") {
  const std::uint64_t first = now_ns();
  const std::uint64_t second = now_ns();
  CHECK(second >= first);
  CHECK(clock_cost_ns() > 0);
}

TEST_CASE("a cycle counter counts, or says why it cannot") {
  const CycleCounter counter;
  CHECK(counter.available() == counter.why_not().empty());
  CHECK(counter.read().has_value() == counter.available());
}

TEST_CASE("this process may run on a processor, and can be pinned to it") {
  const std::vector<unsigned> processors = usable_processors();
  REQUIRE_FALSE(processors.empty());
  std::string trouble;
  std::vector<unsigned> now;
  std::jthread([&] {
    trouble = pin(processors.back());
    now = usable_processors();
  }).join();
  CHECK(trouble.empty());
  CHECK(now == std::vector<unsigned>{processors.back()});
  CHECK(usable_processors() == processors);
}
