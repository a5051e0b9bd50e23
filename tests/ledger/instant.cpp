#include "../catch.hpp"
#include "bihuan/error.hpp"
#include "bihuan/ledger/item.hpp"

using namespace bihuan;

TEST_CASE("an instant is written to the microsecond in UTC and read back", "[ledger][instant]") {
  struct Row { const char* given; const char* written; };
  const auto row = GENERATE(values<Row>({
      {"1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000000Z"},
      {"2020-10-31T16:30:00+08:00", "2020-10-31T08:30:00.000000Z"},
      {"2020-10-31T16:30+0800", "2020-10-31T08:30:00.000000Z"},
      {"2020-02-29", "2020-02-29T00:00:00.000000Z"},
      {"2020-12-31T23:59:59.999999-00:30", "2021-01-01T00:29:59.999999Z"},
      {"2020-01-01T00:00:00.5Z", "2020-01-01T00:00:00.500000Z"},
      {"2020-01-01T00:00:00.123456789Z", "2020-01-01T00:00:00.123456Z"},
      {"1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"},
      {"9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"},
  }));
  INFO(row.given);
  CHECK(Instant::parse(row.given).text() == row.written);
  CHECK(Instant::parse(row.written) == Instant::parse(row.given));
}

TEST_CASE("what is no instant is refused, above all a time without a zone", "[ledger][instant]") {
  const auto given = GENERATE(as<std::string>{}, "", "now", "2020-10-31T16:30:00", "2020-02-30T00:00:00Z",
                              "2020-10-31T24:00:00Z", "2020-10-31T16:60:00Z", "2020-10-31T16:30:60Z",
                              "2020-10-31 16:30:00Z", "2020-10-31T16:30:00.Z", "2020-10-31T16:30:00+8",
                              "2020-10-31T16:30:00Zz", "2020-10-31T", "20201031T163000Z", "2020-1-1T00:00:00Z",
                              "0900-01-01T00:00:00Z", "2020-10-31T16:30:00.1234567890Z", "２０２０-10-31");
  INFO(given);
  try {
    Instant::parse(given);
    FAIL("it was taken");
  } catch (const TimeError& error) {
    CHECK(error.code() == ErrorCode::bad_day);
  }
}

TEST_CASE("the day of an instant depends on the zone", "[ledger][instant]") {
  const Instant evening = Instant::parse("2020-10-31T16:00:00Z");
  CHECK(evening.day_in_zone(0) == Day::of(2020, 10, 31));
  CHECK(evening.day_in_zone(480) == Day::of(2020, 11, 1));
  CHECK(Instant{evening.micros - 1}.day_in_zone(480) == Day::of(2020, 10, 31));
  CHECK(Instant::parse("2020-01-01T00:00:00Z").day_in_zone(-300) == Day::of(2019, 12, 31));
  CHECK(Instant{-1}.day_in_zone(0) == Day::of(1969, 12, 31));
}
