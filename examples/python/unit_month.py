"""A unit's reporting tool that embeds the library: one unit's month out of the ledger.

python unit_month.py LEDGER UNIT PERIOD
"""

import sys

import bihuan


def main(ledger: str, unit_name: str, period_text: str) -> int:
    period = bihuan.Period(period_text)
    try:
        with bihuan.Campaign.open(ledger) as campaign:
            organisation = campaign.plan.organisation
            unit = organisation.resolve(unit_name, on=period.last).unit
            month = campaign.report(period=period).of_unit(unit, organisation)
            titles = {sheet.key: sheet.title for sheet in campaign.form.report}
    except bihuan.Error as error:
        print(f"{error}\n{error.chinese}", file=sys.stderr)
        return 1
    print(f"{month.campaign} {period.chinese} {organisation.unit_name(unit)}")
    for name in ("board", "balance", "open_work"):
        table = month.table(name)
        print(f"\n{titles.get(name, name)}（{len(table)} 行）")
        for row in table.to_dicts():
            print("  " + "，".join(f"{key}={cell}" for key, cell in row.items() if cell is not None))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
