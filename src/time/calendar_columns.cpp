#include "time/calendar_tables.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <type_traits>

namespace bihuan {
namespace {

static_assert(std::is_standard_layout_v<Day> && sizeof(Day) == sizeof(std::int32_t), "a column of days is one of their numbers");

std::span<const std::int32_t> numbers(std::span<const Day> days) {
  return {reinterpret_cast<const std::int32_t*>(days.data()), days.size()};
}
std::span<std::int32_t> numbers(std::span<Day> days) { return {reinterpret_cast<std::int32_t*>(days.data()), days.size()}; }

constexpr std::size_t block_rows = 1024;
constexpr std::int32_t nowhere = -1;  // as a place

void need_equal(std::size_t asked, std::size_t given) {
  if (asked == given) return;
  const std::string rows = std::to_string(asked), others = std::to_string(given);
  throw TimeError(ErrorCode::bad_span, "columns of one question are of one length, not of " + rows + " and " + others + " rows",
                  "同一次计算的各列行数应相同，现为" + rows + "行与" + others + "行");
}

/// The day of a row for the questions that are asked one by one. NaT is no day, nor is what lies outside of the calendar of years.
template <class T>
Day day_of(T number) {
  if (std::is_same_v<T, std::int64_t> && number == std::numeric_limits<T>::min()) {
    throw TimeError(ErrorCode::bad_day, "NaT is no day", "缺日期（NaT）");
  }
  return Day::from_serial(number);
}

TimeError at_row(const TimeError& error, std::size_t row) {
  ErrorContext context = error.context();
  context.line = static_cast<int>(std::min<std::size_t>(row + 1, std::numeric_limits<int>::max()));
  const std::string number = std::to_string(row + 1);
  return TimeError(error.code(), "row " + number + " of the column: " + error.what(), "第" + number + "行：" + error.chinese(), context);
}

/// A column that is asked in blocks. Where the answers take its place a block is kept aside while it is answered.
template <class T>
class Asked {
 public:
  Asked(std::span<const T> column, const void* out) : column_(column), in_place_(column.data() == out) {}

  /// The rows of a block, until the next is asked for.
  const T* block(std::size_t first, std::size_t count) {
    if (!in_place_) return column_.data() + first;
    std::copy_n(column_.data() + first, count, kept_.data());
    return kept_.data();
  }

 private:
  std::span<const T> column_;
  bool in_place_;
  std::array<T, block_rows> kept_;
};

/// Answers rows in blocks: `fast(first, count, out)` says whether it could answer every row of one. Where it could not, they are
/// asked one by one by `single(row, place)`, which answers or says what is wrong.
template <class Answer, class Fast, class Single>
void by_blocks(std::span<Answer> out, Fast fast, Single single) {
  for (std::size_t first = 0; first < out.size(); first += block_rows) {
    const std::size_t count = std::min(block_rows, out.size() - first);
    if (fast(first, count, out.data() + first)) continue;
    for (std::size_t place = 0; place < count; ++place) {
      try {
        out[first + place] = single(place);
      } catch (const TimeError& error) {
        throw at_row(error, first + place);
      }
    }
  }
}

/// Rows by four, which keeps several look-ups under way.
template <class One>
void each_row(std::size_t count, One one) {
  std::size_t row = 0;
  for (; row + 4 <= count; row += 4) {
    one(row);
    one(row + 1);
    one(row + 2);
    one(row + 3);
  }
  for (; row < count; ++row) one(row);
}

/// Years without a gap, ready for columns of T. A day becomes its place by one subtraction of unsigned numbers: what lies before
/// the first day gives a place far beyond the last.
template <class T>
struct Field {
  using Place = std::make_unsigned_t<T>;
  Place first;
  Place size;
  Place worked;
  const std::int32_t* rank;
  const std::int32_t* select;

  explicit Field(const CalendarRun& run)
      : first(static_cast<Place>(run.first.serial())), size(static_cast<Place>(run.cells.size())),
        worked(static_cast<Place>(run.select.size())), rank(run.rank.data()), select(run.select.data()) {}
  Place place(T day) const { return static_cast<Place>(static_cast<Place>(day) - first); }
};

/// The run that covers the first row of a block; a block that leaves it is asked one by one.
template <class T>
const CalendarRun* run_of(const std::vector<CalendarRun>& runs, T day) {
  for (const CalendarRun& run : runs) {
    const Field<T> field(run);
    if (field.place(day) < field.size && field.worked > 0) return &run;
  }
  return nullptr;
}

/// `n(row)` gives a row's number of days. (The bitwise & and | keep the loop free of branches.)
template <class T, class Count>
bool add_by_rank(const Field<T>& field, const T* days, Count n, std::size_t count, T* __restrict out) {
  using Place = typename Field<T>::Place;
  bool missed = false;
  each_row(count, [&](std::size_t row) {
    const T day = days[row];
    const Place place = field.place(day);
    const auto step = n(row);
    const auto forward = static_cast<Place>(step > 0);
    const auto before = static_cast<Place>(field.rank[std::min<Place>(place, field.size - 1) + forward]);
    const auto wanted = static_cast<Place>(before + static_cast<Place>(step) - forward);
    const bool stays = step == 0;
    missed |= (place >= field.size) | ((wanted >= field.worked) & !stays);
    const auto led = static_cast<T>(field.first + static_cast<Place>(field.select[std::min<Place>(wanted, field.worked - 1)]));
    out[row] = stays ? day : led;
  });
  return !missed;
}

template <class T>
bool count_by_rank(const Field<T>& field, const T* first, const T* last, std::size_t count, T* __restrict out) {
  using Place = typename Field<T>::Place;
  bool missed = false;
  each_row(count, [&](std::size_t row) {
    const Place begins = field.place(first[row]);
    const Place ends = field.place(last[row]);
    missed |= (begins > ends) | (ends >= field.size);
    out[row] = field.rank[std::min<Place>(ends, field.size - 1) + 1] - field.rank[std::min<Place>(begins, field.size)];
  });
  return !missed;
}

template <class T>
bool worked_by_rank(const Field<T>& field, const T* days, std::size_t count, bool* out) {
  using Place = typename Field<T>::Place;
  bool missed = false;
  each_row(count, [&](std::size_t row) {
    const Place place = field.place(days[row]);
    missed |= place >= field.size;
    const Place known = std::min<Place>(place, field.size - 1);
    out[row] = field.rank[known + 1] != field.rank[known];
  });
  return !missed;
}

/// Where every day of the calendar leads by so many working days, for columns longer than the calendar: one look-up a row.
struct Steps {
  std::int32_t first;
  std::vector<std::int32_t> to;  ///< counted from `first`; `nowhere` in gaps, where a run is left, and in the last entry, for all days outside

  Steps(const std::vector<CalendarRun>& runs, int n) : first(runs.front().first.serial()), to(days_in(runs) + 1, nowhere) {
    for (const CalendarRun& run : runs) {
      const std::int32_t start = run.first.serial() - first;
      for (std::size_t place = 0; place < run.cells.size(); ++place) {
        const std::int64_t before = run.rank[place + (n > 0 ? 1 : 0)];
        const std::int64_t wanted = n > 0 ? before + n - 1 : before + n;
        if (wanted < 0 || wanted >= static_cast<std::int64_t>(run.select.size())) continue;
        to[static_cast<std::size_t>(start) + place] = start + run.select[static_cast<std::size_t>(wanted)];
      }
    }
  }

  static std::size_t days_in(const std::vector<CalendarRun>& runs) {
    if (runs.empty()) return 0;
    return static_cast<std::size_t>(runs.back().first - runs.front().first) + runs.back().cells.size();
  }

  template <class T>
  bool add(const T* days, std::size_t count, T* __restrict out) const {
    using Place = std::make_unsigned_t<T>;
    const auto start = static_cast<Place>(first);
    const auto outside = static_cast<Place>(to.size() - 1);
    const std::int32_t* leads = to.data();
    std::int32_t seen = 0;
    each_row(count, [&](std::size_t row) {
      const std::int32_t led = leads[std::min<Place>(static_cast<Place>(static_cast<Place>(days[row]) - start), outside)];
      seen |= led;
      out[row] = static_cast<T>(start + static_cast<Place>(led));
    });
    return seen >= 0;
  }
};

/// The same for an n a row, as long as all lead onward: two look-ups a row, and one test for whatever leaves the run.
struct Onward {
  std::int32_t first;
  std::vector<std::int32_t> before;  ///< by place, working days up to that day, less one; a place outside is the last entry, far beyond all days
  std::vector<std::int32_t> to;      ///< place by working day; the last entry is `nowhere`

  explicit Onward(const CalendarRun& run) : first(run.first.serial()), before(run.rank.begin() + 1, run.rank.end()), to(run.select) {
    for (std::int32_t& one : before) --one;
    before.push_back(std::numeric_limits<std::int32_t>::max());
    to.push_back(nowhere);
  }

  template <class T>
  bool add(const T* days, const T* n, std::size_t count, T* __restrict out) const {
    using Place = std::make_unsigned_t<T>;
    const auto start = static_cast<Place>(first);
    const auto outside = static_cast<Place>(before.size() - 1), beyond = static_cast<Place>(to.size() - 1);
    const std::int32_t* ranks = before.data();
    const std::int32_t* leads = to.data();
    std::int32_t seen = 0;
    Place less_one = 0;  // of any n that does not lead onward it is negative, but of the least of all numbers: that one leads nowhere
    each_row(count, [&](std::size_t row) {
      const std::int32_t rank = ranks[std::min<Place>(static_cast<Place>(static_cast<Place>(days[row]) - start), outside)];
      const auto step = static_cast<Place>(n[row]);
      const std::int32_t led = leads[std::min<Place>(static_cast<Place>(rank) + step, beyond)];
      seen |= led;
      less_one |= static_cast<Place>(step - 1);
      out[row] = static_cast<T>(start + static_cast<Place>(led));
    });
    return seen >= 0 && static_cast<T>(less_one) >= 0;
  }
};

int in_int(std::int64_t n) {
  return static_cast<int>(std::clamp<std::int64_t>(n, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
}

}  // namespace

template <DayNumber T>
void Calendar::add_working_days(std::span<const T> days, int n, std::span<T> out) const {
  need_equal(days.size(), out.size());
  Asked<T> asked(days, out.data());
  const T* block = nullptr;
  const auto single = [&](std::size_t place) { return static_cast<T>(add_working_days(day_of(block[place]), n).serial()); };
  const std::size_t covered = Steps::days_in(tables_->runs);
  if (n != 0 && covered > 0 && days.size() >= 2 * covered) {
    const Steps steps(tables_->runs, n);
    by_blocks(out, [&](std::size_t first, std::size_t count, T* answers) {
      block = asked.block(first, count);
      return steps.add(block, count, answers);
    }, single);
    return;
  }
  by_blocks(out, [&](std::size_t first, std::size_t count, T* answers) {
    block = asked.block(first, count);
    const CalendarRun* run = run_of(tables_->runs, *block);
    return run != nullptr && add_by_rank(Field<T>(*run), block, [n](std::size_t) { return n; }, count, answers);
  }, single);
}

template <DayNumber T>
void Calendar::add_working_days(std::span<const T> days, std::span<const T> n, std::span<T> out) const {
  need_equal(days.size(), n.size());
  need_equal(days.size(), out.size());
  Asked<T> asked_days(days, out.data()), asked_steps(n, out.data());
  const T* block = nullptr;
  const T* steps = nullptr;
  const std::size_t covered = Steps::days_in(tables_->runs);
  std::optional<Onward> onward;
  if (tables_->runs.size() == 1 && days.size() >= 2 * covered) onward.emplace(tables_->runs.front());
  by_blocks(out, [&](std::size_t first, std::size_t count, T* answers) {
    block = asked_days.block(first, count);
    steps = asked_steps.block(first, count);
    if (onward && onward->add(block, steps, count, answers)) return true;
    const CalendarRun* run = run_of(tables_->runs, *block);
    return run != nullptr && add_by_rank(Field<T>(*run), block, [steps](std::size_t row) { return steps[row]; }, count, answers);
  }, [&](std::size_t place) { return static_cast<T>(add_working_days(day_of(block[place]), in_int(steps[place])).serial()); });
}

template <DayNumber T>
void Calendar::count_working_days(std::span<const T> first, std::span<const T> last, std::span<T> out) const {
  need_equal(first.size(), last.size());
  need_equal(first.size(), out.size());
  Asked<T> asked_first(first, out.data()), asked_last(last, out.data());
  const T* begins = nullptr;
  const T* ends = nullptr;
  by_blocks(out, [&](std::size_t start, std::size_t count, T* answers) {
    begins = asked_first.block(start, count);
    ends = asked_last.block(start, count);
    const CalendarRun* run = run_of(tables_->runs, *begins);
    return run != nullptr && count_by_rank(Field<T>(*run), begins, ends, count, answers);
  }, [&](std::size_t place) { return static_cast<T>(count_working_days(day_of(begins[place]), day_of(ends[place]))); });
}

template <DayNumber T>
void Calendar::is_working_day(std::span<const T> days, std::span<bool> out) const {
  need_equal(days.size(), out.size());
  Asked<T> asked(days, out.data());
  const T* block = nullptr;
  by_blocks(out, [&](std::size_t first, std::size_t count, bool* answers) {
    block = asked.block(first, count);
    const CalendarRun* run = run_of(tables_->runs, *block);
    return run != nullptr && worked_by_rank(Field<T>(*run), block, count, answers);
  }, [&](std::size_t place) { return is_working_day(day_of(block[place])); });
}

void Calendar::add_working_days(std::span<const Day> days, int n, std::span<Day> out) const {
  add_working_days<std::int32_t>(numbers(days), n, numbers(out));
}
void Calendar::add_working_days(std::span<const Day> days, std::span<const int> n, std::span<Day> out) const {
  add_working_days<std::int32_t>(numbers(days), n, numbers(out));
}
void Calendar::count_working_days(std::span<const Day> first, std::span<const Day> last, std::span<int> out) const {
  count_working_days<std::int32_t>(numbers(first), numbers(last), out);
}
void Calendar::is_working_day(std::span<const Day> days, std::span<bool> out) const {
  is_working_day<std::int32_t>(numbers(days), out);
}

template void Calendar::add_working_days(std::span<const std::int32_t>, int, std::span<std::int32_t>) const;
template void Calendar::add_working_days(std::span<const std::int64_t>, int, std::span<std::int64_t>) const;
template void Calendar::add_working_days(std::span<const std::int32_t>, std::span<const std::int32_t>, std::span<std::int32_t>) const;
template void Calendar::add_working_days(std::span<const std::int64_t>, std::span<const std::int64_t>, std::span<std::int64_t>) const;
template void Calendar::count_working_days(std::span<const std::int32_t>, std::span<const std::int32_t>, std::span<std::int32_t>) const;
template void Calendar::count_working_days(std::span<const std::int64_t>, std::span<const std::int64_t>, std::span<std::int64_t>) const;
template void Calendar::is_working_day(std::span<const std::int32_t>, std::span<bool>) const;
template void Calendar::is_working_day(std::span<const std::int64_t>, std::span<bool>) const;

}  // namespace bihuan
