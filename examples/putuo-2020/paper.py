"""One return on paper: its header and three sheets, written as a workbook or as CSV files."""
import csv
import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter

LABEL = "合成数据（synthetic）：本表为演示数据，人名、单位、事项均为虚构"
TITLE = "安全生产专项整治三年行动隐患台账"
COLUMNS = [tuple(pair.split("=")) for pair in """
id=编号 round=轮次 found_on=发现日期 source=问题来源 inspectors=检查人员 enterprise=单位名称 credit_code=统一社会信用代码
address=地址 place=部位 territory=属地 task=任务编号 device_kind=设备种类 device_code=设备代码 text=问题隐患 prominent=突出问题
grade=等级 basis=判定依据 on_site=现场处置 document=文书文号 ordered_on=文书日期 measures=整改措施 rectifier=整改责任人
money=整改资金(万元) due_on=整改时限 planned_on=方案日期 contingency=应急预案 begun_on=开工日期 asked_on=申请日期
extended_to=延期至 extended_on=批准日期 extended_by=批准人 rectified_on=整改完成日期 reviewed_on=复查日期 reviewers=复查人
conclusion=复查结论 use_allowed_on=恢复使用日期 unsealed_on=解封日期 listed_on=挂牌日期 listed_level=挂牌级别
listed_document=挂牌文号 delisted_on=摘牌日期 closed_on=销号日期 closed_by=批准人 note=备注""".split()]
MEASURE_HEADINGS = ("编号 名称 类型 针对问题(编号或类别) 主要内容 牵头部门 责任部门 计划完成时限 状态 印发日期 发文字号 成效 备注").split()


@dataclass
class Paper:
    """One return before it is written: header pairs and the tables of its three sheets."""
    pairs: list[tuple[str, object]]
    hazards: list[list]
    measures: list[list]
    figures: list[list]
    texts: list[list]

    def sheets(self) -> list[tuple[str, list[list[list]]]]:
        return [("隐患台账", [[[heading for _, heading in COLUMNS], *self.hazards]]),
                ("制度措施清单", [[MEASURE_HEADINGS, *self.measures]]),
                ("进展情况", [[["指标代码", "指标名称", "计量单位", "本月数"], *self.figures], [["项目", "内容"], *self.texts]])]


def write_workbook(path: Path, paper: Paper, merged: bool = False) -> None:
    book = xlsxwriter.Workbook(str(path), {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"title": "合成数据 synthetic", "created": datetime(2020, 9, 7)})
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    for name, blocks in paper.sheets():
        sheet = book.add_worksheet(name)
        row = 1
        if name != "隐患台账":
            sheet.write_string(0, 0, LABEL, bold)
        elif merged:
            row = write_merged_header(sheet, paper, book.add_format({"bold": True, "align": "center"}))
        else:
            sheet.write_string(0, 0, LABEL, bold)
            for place, (label, value) in enumerate(paper.pairs):
                sheet.write(1 + place // 3, place % 3 * 2, label, bold)
                sheet.write(1 + place // 3, place % 3 * 2 + 1, value)
            row = 4
        for headings, *rows in blocks:
            sheet.write_row(row + 1, 0, headings, bold)
            for line, cells in enumerate(rows, row + 2):
                for column, value in enumerate(cells):
                    if isinstance(value, str):
                        sheet.write_string(line, column, value, text if value.isdigit() else None)
                    elif value is not None:
                        sheet.write(line, column, value)
            row += len(rows) + 2
        sheet.set_column(0, len(blocks[0][0]) - 1, 13)
    book.close()


def write_merged_header(sheet, paper: Paper, centred) -> int:
    """A title and a header block as people draw them: merged cells, three pairs a row."""
    sheet.merge_range(0, 0, 0, 17, LABEL, centred)
    sheet.merge_range(1, 0, 1, 17, TITLE, centred)
    for place, (label, value) in enumerate(paper.pairs):
        row, column = 2 + place // 3, place % 3 * 4
        sheet.write(row, column, label, centred)
        sheet.merge_range(row, column + 1, row, column + 3, "", centred)
        sheet.write(row, column + 1, value)
    return 5


def write_csv_files(stem: Path, paper: Paper, encoding: str) -> list[Path]:
    paths = []
    for name, blocks in paper.sheets():
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n" if encoding == "gb18030" else "\n")
        writer.writerow(["说明", LABEL])
        if name == "隐患台账":
            writer.writerows(paper.pairs)
        for block in blocks:
            writer.writerow([])
            writer.writerows(block)
        paths.append(stem.with_name(f"{stem.name}.{name}.csv"))
        paths[-1].write_bytes(out.getvalue().encode(encoding))
    return paths
