#include "bihuan/form/timeline.hpp"
#include "form/drawing.hpp"
#include "form/text_room.hpp"

#include <algorithm>

namespace bihuan {
namespace picture {
namespace {

constexpr int edge = 20;
constexpr int bar_height = 21;
constexpr int row_height = 28;
constexpr int days_width = 820;
constexpr int longest_label = 2200;  // hundredths of an em

/// One line of the picture: a place of a seat.
struct Row {
  std::vector<std::string> label;
  std::vector<Stretch> stretches;
  int height = row_height;
};

std::vector<Row> rows_of(const Organisation& organisation, const PostId& head_post, Span days) {
  std::vector<Row> out;
  for (const FollowedSeat& followed : followed_seats(organisation, head_post, days)) {
    const std::vector<Stretch> all = stretches(organisation, followed, days);
    if (all.empty()) continue;
    // a unit that was renamed or ended goes by its last name in these days
    const std::string seat = (followed.rank.empty() ? "" : followed.rank + " ") + organisation.unit_name(followed.seat.unit, all.back().days.last) +
                             organisation.post_title(followed.seat.post);
    int place = 0;
    for (const Stretch& stretch : all) {
      if (stretch.place != place) {
        place = stretch.place;
        out.push_back({wrapped(seat + (followed.count > 1 ? "（" + std::to_string(place) + "）" : ""), longest_label), {}, row_height});
        out.back().height = std::max(row_height, 18 * static_cast<int>(out.back().label.size()) + 8);
      }
      out.back().stretches.push_back(stretch);
    }
  }
  return out;
}

/// First days of months that get a mark, and the words under it: of months in a short time, else of quarters and years.
std::vector<std::pair<Day, std::string>> marks(Span days) {
  const int step = days.day_count() <= 400 ? 1 : days.day_count() <= 1500 ? 3 : 12;
  std::vector<std::pair<Day, std::string>> out;
  for (int year = days.first.year(); year <= days.last.year(); ++year) {
    for (int month = 1; month <= 12; month += step) {
      const Day day = Day::of(year, month, 1);
      if (!days.contains(day)) continue;
      const bool names_year = month == 1 || out.empty();
      out.emplace_back(day, names_year ? std::to_string(year) + "年" + (month == 1 ? "" : std::to_string(month) + "月") : std::to_string(month) + "月");
    }
  }
  return out;
}

/// The holders over the days.
class Timeline {
 public:
  Timeline(const Organisation& organisation, const PostId& head_post, Span days, const PersonNames& names, const std::string& title)
      : rows_(rows_of(organisation, head_post, days)), days_(days), names_(names), title_(title) {
    int label_width = 0;
    for (const Row& row : rows_) {
      for (const std::string& line : row.label) label_width = std::max(label_width, pixels_of(line, letters));
    }
    left_ = edge + label_width + 14;
    width_ = std::max(left_ + days_width + edge, 2 * edge + pixels_of(title_, title_letters));
  }

  std::string text() const {
    std::string inside = words(edge, 34, "bh-title", title_);
    int y = 78;
    std::string bars;
    for (const Row& row : rows_) {
      int line_at = y + (row.height - 18 * static_cast<int>(row.label.size())) / 2 + 13;
      for (const std::string& line : row.label) {
        bars += words(edge, line_at, "", line);
        line_at += 18;
      }
      for (const Stretch& stretch : row.stretches) bars += bar(stretch, y + (row.height - bar_height) / 2);
      y += row.height;
    }
    inside += grid(y) + bars;
    y += 30;
    const auto [samples, height] = legend({{"bh-held", "在任", false}, {"bh-acting", "代理", false}, {"bh-vacant", "空缺", false}}, edge, y, width_ - 2 * edge);
    inside += samples;
    y += height;
    const auto [rule, rule_height] = note("在任何职务即占该席位，接任即自然替补；同一席位有几人时，以后任为准。", edge, y, width_ - 2 * edge);
    inside += rule;
    return sheet(title_, width_, y + rule_height + 6, inside);
  }

 private:
  int x_of(Day day) const {
    return left_ + static_cast<int>(std::int64_t{day - days_.first} * days_width / std::max(days_.day_count(), 1));
  }

  std::string grid(int bottom) const {
    std::string out;
    int free = 0;
    for (const auto& [day, label] : marks(days_)) {
      out += stroke("M" + std::to_string(x_of(day)) + " 66V" + std::to_string(bottom), "bh-grid");
      if (x_of(day) < free) continue;
      out += words(x_of(day) + 3, 62, "bh-soft", label);
      free = x_of(day) + pixels_of(label, small_letters) + 8;
    }
    return out;
  }

  std::string bar(const Stretch& stretch, int y) const {
    const int from = x_of(stretch.days.first);
    const int width = std::max(x_of(stretch.days.last + 1) - from, 2);
    std::string said = "空缺";
    if (stretch.person) {
      const auto name = names_.find(*stretch.person);
      said = name == names_.end() || name->second.empty() ? stretch.person->text() : name->second;
      if (stretch.acting) said += "（代理）";
    }
    const std::string tip = said + " " + stretch.days.first.iso() + " 至 " + stretch.days.last.iso();
    std::string out = block(from, y, width, bar_height, !stretch.person ? "bh-vacant" : stretch.acting ? "bh-acting" : "bh-held", tip);
    if (stretch.acting) out += hatching(from, y, width);
    // a name that the bar has no room for shows when one points at it, and stands in the table
    if (pixels_of(said, small_letters) + 10 <= width) out += words(from + 5, y + 15, stretch.person ? "bh-inside" : "bh-lack", said);
    return out;
  }

  /// Slanting strokes along the lower edge, clear of the words.
  static std::string hatching(int x, int y, int width) {
    constexpr int size = 5;
    std::string way;
    for (int here = x + 2; here + size <= x + width; here += 6) {
      way += "M" + std::to_string(here) + " " + std::to_string(y + bar_height) + "l" + std::to_string(size) + " -" + std::to_string(size);
    }
    return way.empty() ? way : stroke(way, "bh-hatch");
  }

  std::vector<Row> rows_;
  Span days_;
  const PersonNames& names_;
  std::string title_;
  int left_ = 0;
  int width_ = 0;
};

}  // namespace
}  // namespace picture

std::string timeline_svg(const Organisation& organisation, const PostId& head_post, Span days, const PersonNames& names, const std::string& campaign) {
  const std::string title = (campaign.empty() ? "" : campaign + " ") + "任职情况（" + days.first.chinese() + "至" + days.last.chinese() + "）";
  return picture::Timeline(organisation, head_post, days, names, title).text();
}

}  // namespace bihuan
