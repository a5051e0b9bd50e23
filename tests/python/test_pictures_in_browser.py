"""The chart's pictures in a real browser: no text leaves its box or the paper, no script of a name runs, no request leaves."""

import re
from pathlib import Path

import pytest

import bihuan
from hostile import LEAK
from test_page_in_browser import POLICY, ear, owned, seen_by_browser  # noqa: F401
from test_pictures import MADE_ON, ON, hostile_plan, made, seed  # noqa: F401

MEASURE = """<script>addEventListener('load', () => {
  const out = []; let count = 0;
  for (const svg of document.querySelectorAll('svg')) {
    const boxes = [...svg.querySelectorAll('rect.bh-box, rect.bh-held, rect.bh-acting, rect.bh-vacant')].map(box => box.getBBox());
    boxes.push({x: 0, y: 0, width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height});
    for (const text of svg.querySelectorAll('text')) {
      const seen = text.getBBox(), x = +text.getAttribute('x'), y = +text.getAttribute('y'); count++;
      for (const box of boxes) {
        const begins = x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
        if (begins && (seen.x + seen.width > box.x + box.width || seen.y < box.y - 2 || seen.y + seen.height > box.y + box.height + 2))
          out.push(text.textContent);
      }
    }
  }
  document.documentElement.setAttribute('data-seen', JSON.stringify([count, out]));
})</script>"""


def page_of(*pictures: str) -> str:
    body = "".join(pictures)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}{MEASURE}</body></html>'


def test_no_text_leaves_its_box(seed, tmp_path: Path, ear, capsys: pytest.CaptureFixture[str]):  # noqa: F811
    pictures = [bihuan.chart_svg(seed.chart(), on=ON, campaign=seed.notice.campaign)]
    pictures += [bihuan.chart_svg(made(number).chart(), on=MADE_ON) for number in range(4)]
    pictures += [bihuan.chart_svg(hostile_plan(number).chart(), on=MADE_ON) for number in range(2)]
    organisation, span = seed.organisation, seed.notice.span
    pictures.append(bihuan.timeline_svg(organisation, seed.head_post, first=span.first, last=span.last))
    dom, asked = seen_by_browser(page_of(*pictures), tmp_path, ear)
    seen = re.search(r'data-seen="\[(\d+),\[(.*?)\]\]"', dom)
    assert seen is not None and seen[2] == "" and asked == []
    assert not owned(dom)
    with capsys.disabled():
        print(f"\npictures: {seen[1]} texts of {len(pictures)} pictures stay in their boxes, in Chromium")


def test_a_text_that_leaves_its_box_would_be_seen(tmp_path: Path, ear):  # noqa: F811
    svg = bihuan.chart_svg(made(1, unit_count=4, task_count=2).chart(), on=MADE_ON)
    dom, _ = seen_by_browser(page_of(re.sub(r'width="\d+"( height="\d+" class="bh-box bh-tasks")', r'width="20"\1', svg)), tmp_path, ear)
    seen = re.search(r'data-seen="\[(\d+),\[(.*?)\]\]"', dom)
    assert seen is not None and seen[2] != ""


def test_names_that_attack_run_nothing_and_ask_for_nothing(tmp_path: Path, ear):  # noqa: F811
    plan = hostile_plan(7)
    page = bihuan.chart_html(plan, plan.chart(), on=MADE_ON)
    assert page.count(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">') == 1 and LEAK in page
    bare = page.replace(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">', "")
    for text in (page, bare):
        dom, asked = seen_by_browser(text, tmp_path, ear)
        assert not owned(dom) and asked == []
        assert "<script" not in dom and "<iframe" not in dom and "<img" not in dom
