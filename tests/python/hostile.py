"""Texts that attack whoever believes them: pages, databases, spreadsheets, screens; and a campaign full of them."""

import csv
import zipfile
from pathlib import Path

import bihuan
from conftest import FOUND, INSPECTORS, ORDER, day
from returns import ROW, cells, csv_files, text

LEAK = "http://leak.invalid/"
RUN = "document.documentElement.setAttribute('data-owned',1)"
HTML = [
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<img src={LEAK}i.png>",
    f"</td></table></style></title><svg onload={RUN}>",
    f"<svg><script href=data:text/javascript,{RUN}></script></svg>",
    f"\"><iframe srcdoc='<script>parent.{RUN}</script>'>",
    f"' onmouseover='{RUN}' autofocus onfocus='{RUN}' x='",
    f"<style>@import '{LEAK}s.css';body{{background:url({LEAK}b.png)}}</style>",
    f"<link rel=stylesheet href={LEAK}l.css><meta http-equiv=refresh content='0;url={LEAK}m'>",
    f"<object data={LEAK}o></object><embed src={LEAK}e><video src={LEAK}v autoplay>",
    f"<base href={LEAK}><form action={LEAK}f><input autofocus onfocus={RUN}>",
    f"<a href='javascript:{RUN}'>x</a>&lt;script&gt;{RUN}&lt;/script&gt;",
    f"--><!--><script>{RUN}</script>]]><![CDATA[<script>{RUN}</script>]]>",
    f"</script><script>{RUN}//{{{{7*7}}}}${{7*7}}",
]
SQL = [
    "'; DROP TABLE commits; --",
    "x'); DELETE FROM people; --",
    "1 OR 1=1",
    "' UNION SELECT sql FROM sqlite_schema --",
    "\"; ATTACH DATABASE '/tmp/bihuan-attached' AS a; --",
    "'||load_extension('x')||'",
    "%27%3B DROP TABLE ledger",
    "\\'; PRAGMA writable_schema = ON; --",
]
SHEET = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("' + LEAK + '","x")', "＝1+1", "_x003D_1+1"]
HIDDEN = ["看\u202e见", "a\u200bb", "\x1b[31mred\x1b[0m", "x\u2066y\u2069z", "a\x07b\x85", "\ufeffz", "x_x202E_y", "\ufffe"]
ALL = HTML + SQL + SHEET + HIDDEN
BARE = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200c\u200d\u200e\u200f\ufeff\x1b\x07\x85"


def free_of(text: str) -> bool:
    """No character stands in it that hides what it says."""
    return not any(mark in text for mark in BARE)


def try_everywhere(campaign: bihuan.Campaign) -> tuple[int, int]:
    """Every text in every text field of direct acts: taken word for word, or refused. Returns how many of each."""
    taken = refused = 0

    def one(act: object, **fields: object) -> None:
        nonlocal taken, refused
        try:
            known = act(**fields)  # type: ignore[operator]
        except bihuan.Error as error:
            assert error.code in ("field_bad", "field_missing", "unknown_name", "unknown_subject"), error
            refused += 1
            return
        assert all(known.fields[key] == fields[key] for key in fields if isinstance(fields[key], str)), fields
        taken += 1

    count = 0
    for field in text_fields(bihuan.FactKind.hazard_registered):
        for text in ALL:
            count += 1
            one(lambda count=count, **fields: campaign.record(
                "register", f"X-{count}", on=day("2021-03-01"), by=INSPECTORS, **(FOUND | fields)), **{field: text})  # fmt: skip
    for number, text in enumerate(ALL):
        hazard = f"Y-{number}"
        free = {field: text for field in ("text", "place", "address", "device_kind")}
        campaign.record("register", hazard, on=day("2021-03-01"), by=INSPECTORS, prominent=1, **(FOUND | free))
        campaign.record("grade", hazard, on=day("2021-03-01"), by="p2@grader@lift", grade="general", clause=text)
        order = ORDER | {"measures": text, "clauses": [text, text], "due_on": day("2021-03-20"), "rectifier": "p7@rectifier@outside"}
        one(lambda **fields: campaign.record("order", hazard, on=day("2021-03-02"), by="p4@orderer@lift", **(order | fields)), number=text)
        one(lambda **fields: campaign.state_measure(f"M-{number}", on=day("2021-03-05"), title=text, unit="lift", **fields), text=text)
        one(lambda **fields: campaign.state_measure(f"N-{number}", on=day("2021-03-05"), title="x", unit="lift", **fields), document=text)
        one(lambda **fields: campaign.report_task("1.1", on=day("2021-03-05"), unit="lift", period="2021-03", **fields), text=text)
    return taken, refused


def text_fields(kind: bihuan.FactKind) -> list[str]:
    return [form.name for form in bihuan.fields_of(kind) if str(form.type) == "text"]


def hostile_return(folder: Path) -> list[Path]:
    """A row for each text and each text column. CSV, for no workbook can hold them all."""
    columns = ["text", "place", "address", "device_kind", "measures", "note", "enterprise", "device_code", "document", "rectifier"]
    rows = [ROW | {"prominent": "是", "id": f"R-{column}-{number}", column: attack} for column in columns for number, attack in enumerate(ALL)]
    files = csv_files(folder, [])
    with files[0].open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([text(cell) for cell in cells(row)] for row in rows)
    return files


def cells_of(workbook_file: Path) -> tuple[list[str], list[str]]:
    """The XML of every sheet, and the shared strings."""
    with zipfile.ZipFile(workbook_file) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return sheets, [archive.read("xl/sharedStrings.xml").decode()]

