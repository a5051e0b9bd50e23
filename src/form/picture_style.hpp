// form/picture_style.hpp: the look of the chart's pictures; it travels inside them, so that one stands alone as well as on a page.
#pragma once

#include <string_view>

namespace bihuan::picture {

// Colours are those of the page (page_style.hpp). Every rule names .bihuan-chart, so that none reaches what stands around.
inline constexpr std::string_view style = R"css(<style>
.bihuan-chart{font-family:"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC","WenQuanYi Micro Hei",sans-serif;font-size:13px;font-weight:400}
.bihuan-chart text{fill:#22262b}
.bihuan-chart .bh-title{font-size:17px;font-weight:600}
.bihuan-chart .bh-name{font-weight:600}
.bihuan-chart .bh-head{fill:#69707a;font-weight:600}
.bihuan-chart .bh-soft{fill:#69707a;font-size:11px}
.bihuan-chart .bh-inside{font-size:11px}
.bihuan-chart .bh-lack{fill:#a3222a;font-size:11px;font-weight:600}
.bihuan-chart .bh-paper{fill:#fff}
.bihuan-chart .bh-box{fill:#fff;stroke:#cbc6ba}
.bihuan-chart .bh-command{fill:#fbf3f1;stroke:#d9b3b0}
.bihuan-chart .bh-bar-leading{fill:#a3222a}
.bihuan-chart .bh-bar-tasks{fill:#8d9299}
.bihuan-chart .bh-bar-carrying{fill:#2f5d8a}
.bihuan-chart .bh-bar-cooperating{fill:#2f6b48}
.bihuan-chart path{fill:none;stroke-width:1.4}
.bihuan-chart path:hover{stroke-width:4}
.bihuan-chart .bh-leads{stroke:#a3222a}
.bihuan-chart .bh-carries{stroke:#2f5d8a}
.bihuan-chart .bh-cooperates{stroke:#2f6b48}
.bihuan-chart .bh-way{stroke:#a8a39a}
.bihuan-chart .bh-inferred{stroke-dasharray:7 4}
.bihuan-chart .bh-assumed{stroke-dasharray:1 4;stroke-linecap:round;stroke-width:1.9}
.bihuan-chart .bh-grid{stroke:#e4e0d8;stroke-width:1}
.bihuan-chart .bh-held{fill:#cfdbe7;stroke:#fff}
.bihuan-chart .bh-acting{fill:#f3e3c2;stroke:#c79a4b;stroke-dasharray:3 2}
.bihuan-chart .bh-vacant{fill:#fbeceb;stroke:#d9a5a2;stroke-dasharray:3 2}
.bihuan-chart .bh-hatch{stroke:#c79a4b;stroke-width:1}
</style>)css";

}  // namespace bihuan::picture
