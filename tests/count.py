"""Prints `passed failed skipped` as counted in a result file of Catch2 (xml) or pytest (junit)."""

import sys
import xml.etree.ElementTree as ElementTree


def cases(root: ElementTree.Element) -> tuple[int, int, int]:
    overall = root.find(".//OverallResultsCases")
    if overall is not None:  # Catch2; the last of its kind sums the others
        overall = root.findall(".//OverallResultsCases")[-1]
        passed = int(overall.get("successes", 0)) + int(overall.get("expectedFailures", 0))
        return passed, int(overall.get("failures", 0)), int(overall.get("skips", 0))
    suites = root.findall("testsuite")
    if not suites:
        raise SystemExit("no test suite in the file")
    total, failed, skipped = (sum(int(suite.get(name, 0)) for suite in suites) for name in ("tests", "failures", "skipped"))
    failed += sum(int(suite.get("errors", 0)) for suite in suites)
    return total - failed - skipped, failed, skipped


if __name__ == "__main__":
    try:
        print(*cases(ElementTree.parse(sys.argv[1]).getroot()))
    except (OSError, ElementTree.ParseError) as error:
        raise SystemExit(f"{sys.argv[1]}: {error}")
