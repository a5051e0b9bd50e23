// days.cpp: the n-th working day after each of a column of days, through Calendar.
#include "serve.hpp"

#include <bihuan/time/calendar.hpp>

#include <fstream>
#include <stdexcept>
#include <vector>

namespace bench {

namespace {

using Column = std::vector<std::int64_t>;

class Days : public Contender {
 public:
  explicit Days(const Setting& setting) : days_(static_cast<std::size_t>(setting.size)), counts_(days_), led_(days_) {
    std::ifstream in(setting.folder / "days.i64", std::ios::binary);
    for (Column* column : {&days_, &counts_}) in.read(reinterpret_cast<char*>(column->data()), static_cast<std::streamsize>(column->size() * sizeof(std::int64_t)));
    if (!in) throw std::runtime_error("the days can't be read");
  }
  std::string answer() override {
    std::int64_t sum = 0, mixed = 0;
    for (std::size_t row = 0; row < led_.size(); ++row) {
      sum += led_[row];
      mixed += led_[row] * static_cast<std::int64_t>(row + 1) % 1'000'003;
    }
    return "sum=" + std::to_string(sum) + " mixed=" + std::to_string(mixed);
  }

 protected:
  Column days_, counts_, led_;
  bihuan::Calendar calendar_ = bihuan::Calendar::china();
};

struct ByOne : Days {
  using Days::Days;
  void run() override { calendar_.add_working_days(std::span<const std::int64_t>(days_), 15, std::span(led_)); }
};

struct ByRow : Days {
  using Days::Days;
  void run() override { calendar_.add_working_days(std::span<const std::int64_t>(days_), std::span<const std::int64_t>(counts_), std::span(led_)); }
};

const Entry entries[] = {{"days/ours", make<ByOne>}, {"each-days/ours", make<ByRow>}};

}  // namespace

}  // namespace bench
