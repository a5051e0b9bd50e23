// form/chart_picture.hpp: the responsibility chart of a day as a picture, and as text for programs that draw or reckon.
#pragma once

#include "bihuan/org/chart.hpp"

namespace bihuan {

/// A picture for people: one SVG element without script or outside resource. From left to right who leads, the tasks, who carries,
/// who helps; above them the leading group, its office and the body above. What has exactly the same ties on the day stands in
/// one box, so one line stands for all ties between two boxes: unbroken where the notice prints them, dashed where they are
/// inferred, dotted where they are assumed. The same chart and day give the same bytes.
std::string chart_svg(const Chart& chart, Day on, const std::string& campaign = {});

/// The same boxes and lines as a Mermaid flowchart, for pages that draw such text.
std::string chart_mermaid(const Chart& chart, Day on);

/// The whole graph in the DOT language, for programs: every thing that stands in the chart that day is a node (`task 3.2.1`) with
/// kind, name and id, every tie an edge with bond, origin, days and reason. Nothing is grouped or left out.
std::string chart_dot(const Chart& chart, Day on);

}  // namespace bihuan
