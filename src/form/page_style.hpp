// form/page_style.hpp: the style sheet of the page: calm on screen, A4 landscape on paper.
#pragma once

#include <string_view>

namespace bihuan {

inline constexpr std::string_view page_style = R"css(
:root{--ink:#22262b;--soft:#69707a;--rule:#d9d5cc;--faint:#f6f4ef;--red:#a3222a;--amber:#9a6400;--green:#2f6b48;--blue:#2f5d8a}
*{box-sizing:border-box}
body{margin:0;background:#ece9e2;color:var(--ink);font:14px/1.65 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC","WenQuanYi Micro Hei",sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1240px;margin:28px auto;background:#fff;padding:44px 48px 36px;box-shadow:0 1px 3px rgba(0,0,0,.12)}
header{position:relative;text-align:center;border-bottom:3px double var(--red);padding-bottom:18px;margin-bottom:26px}
.issuer{margin:0 0 6px;color:var(--soft);letter-spacing:.12em}
h1,.form{font-family:"Noto Serif CJK SC","Source Han Serif SC","SimSun","Songti SC",serif}
h1{margin:0;color:var(--red);font-size:30px;line-height:1.35;letter-spacing:.06em;font-weight:700}
.form{margin:8px 0 14px;font-size:20px;letter-spacing:.08em}
.form b{margin-left:1em;font-weight:600}
.stamp{position:absolute;right:0;top:0;margin:0;padding:3px 12px;border:2px solid;border-radius:3px;font-weight:600;letter-spacing:.1em}
.stamp.issued{color:var(--red)}
.stamp.unissued{color:var(--soft);border-style:dashed}
dl{display:flex;flex-wrap:wrap;justify-content:center;gap:4px 34px;margin:0;color:var(--soft)}
dl div{display:flex;gap:.6em}
dd{margin:0;color:var(--ink)}
.broken{margin:0 0 20px;padding:10px 16px;background:#fbeceb;color:var(--red);border-left:4px solid var(--red);font-weight:600}
.figures{display:grid;grid-template-columns:repeat(4,1fr);border:1px solid var(--rule);border-radius:4px}
.figures div{padding:16px 22px 14px;border-left:1px solid var(--rule)}
.figures div:first-child{border-left:0}
.figures span,.figures small{display:block;color:var(--soft)}
.figures b{display:block;font-size:34px;line-height:1.3;font-weight:600}
.figures small{font-size:12.5px}
.stocks{display:flex;flex-wrap:wrap;gap:4px 30px;list-style:none;margin:14px 0 28px;padding:10px 22px;background:var(--faint);border-radius:4px;color:var(--soft)}
.stocks b{color:var(--ink);margin-left:.3em}
.stocks .alarm b,.alarm{color:var(--red);font-weight:600}
.charts{display:grid;grid-template-columns:1fr 1fr;gap:26px 36px;margin-bottom:14px}
figure{margin:0}
figure.wide{grid-column:1/-1}
figcaption{font-weight:600;padding-bottom:8px;margin-bottom:10px;border-bottom:1px solid var(--rule)}
svg{display:block;width:100%;height:auto;font-size:12px}
svg text{fill:var(--ink)}
svg .label{text-anchor:end}
svg .value,svg .key,svg .foot{fill:var(--soft)}
svg .figure,svg .foot{text-anchor:middle}
svg .figure{font-weight:600}
.s1{fill:#b7c3cf}.s2{fill:#2f5d8a}.s3{fill:#7f9db9}.s4{fill:#a3222a}
.whole{fill:#2f5d8a}.more{fill:#c79a4b}.less{fill:#6f9a80}
.ground{stroke:#9aa0a6}.bridge{stroke:#9aa0a6;stroke-dasharray:2 3}
section[id]{margin-top:34px}
h2{font-size:17px;margin:0 0 10px;padding-left:10px;border-left:4px solid var(--red);line-height:1.4}
h2 small{margin-left:.9em;font-weight:400;font-size:13px;color:var(--soft)}
table{width:100%;border-collapse:collapse;table-layout:fixed;font-size:12.5px;line-height:1.5}
th,td{border:1px solid var(--rule);padding:5px;vertical-align:middle;overflow-wrap:anywhere}
th{background:var(--faint);font-weight:600}
.c{text-align:center}.d{text-align:center;white-space:nowrap}.n{text-align:right}.z{color:#b4b1aa}
.sum td{background:var(--faint);font-weight:600}
.mark{display:inline-block}
.mark.bad{color:var(--red);font-weight:600}.mark.warn{color:var(--amber);font-weight:600}.mark.good{color:var(--green)}
.none,.more{color:var(--soft);margin:8px 0 0}
footer{margin-top:40px;padding-top:12px;border-top:1px solid var(--rule);color:var(--soft);font-size:12px}
footer p{margin:2px 0}
code{font-family:"DejaVu Sans Mono",Consolas,monospace;overflow-wrap:anywhere}
@media screen and (max-width:820px){main{margin:0;padding:22px 16px}.figures{grid-template-columns:1fr 1fr}.charts{grid-template-columns:1fr}section[id]{overflow-x:auto}section[id]>table{min-width:900px}.stamp{position:static;display:inline-block}}
@page{size:A4 landscape;margin:12mm 11mm 14mm;@bottom-right{content:"第 " counter(page) " 页 共 " counter(pages) " 页";font-size:8pt;color:#555}@bottom-left{font-size:6.5pt;color:#555}}
@media print{
body{background:#fff;font-size:9.5pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}
main{max-width:none;margin:0;padding:0;box-shadow:none}
h1{font-size:20pt}.form{font-size:14pt}.figures b{font-size:20pt}
table{font-size:7.5pt}
th,td{padding:2.5pt 3pt}
header{padding-bottom:10pt;margin-bottom:14pt}
.figures div{padding:8pt 14pt}
.stocks{margin:8pt 0 12pt;padding:5pt 14pt}
.charts{gap:14pt 24pt}
section[id]{margin-top:18pt}
thead{display:table-header-group}
tr,figure,.figures,.stocks{break-inside:avoid}
h2{break-after:avoid}
.draft::after{content:"草稿";position:fixed;left:0;right:0;top:38%;text-align:center;font-size:150pt;font-weight:700;color:rgba(120,120,120,.09);transform:rotate(-24deg)}
}
)css";

}  // namespace bihuan
