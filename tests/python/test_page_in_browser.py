"""The report's page and the notebook's views, full of attacks, in a real browser: no script runs, no request leaves."""

import shutil
import socketserver
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import bihuan
from conftest import WORLD, day
from hostile import HTML, LEAK, hostile_return, try_everywhere

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-extensions", "--mute-audio",
    "--no-pings", "--autoplay-policy=no-user-gesture-required", "--virtual-time-budget=3000", "--dump-dom",
]  # fmt: skip
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


class Ear(socketserver.ThreadingTCPServer):
    """A proxy on the loopback that hears what a browser asks for and answers nothing."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        self.heard: list[str] = []
        super().__init__(("127.0.0.1", 0), Line)


class Line(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, Ear)
        self.server.heard.append(self.rfile.readline(8192).decode("latin-1").strip())
        self.wfile.write(b"HTTP/1.1 404 no\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@pytest.fixture(scope="module")
def ear() -> Iterator[Ear]:
    with Ear() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def seen_by_browser(page: str, folder: Path, ear: Ear) -> tuple[str, list[str]]:
    """The page as the browser holds it after everything had its chance to run, and what it asked others for."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert browser is not None, "chromium is needed (tests/run.sh installs it)"
    (folder / "page.html").write_text(page, encoding="utf-8")
    ear.heard.clear()
    done = subprocess.run(
        [browser, *FLAGS, f"--user-data-dir={folder / 'profile'}", f"--proxy-server=127.0.0.1:{ear.server_address[1]}",
         "--proxy-bypass-list=<-loopback>", (folder / "page.html").as_uri()],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    shutil.rmtree(folder / "profile", ignore_errors=True)
    assert "</html>" in done.stdout, done.stderr[-2000:]
    return done.stdout, [line for line in ear.heard if "leak.invalid" in line]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("browser")
    with bihuan.Campaign.create(folder / "l", plan=bihuan.Plan.load(WORLD), clock="2021-06-01T09:00:00+08:00") as campaign:
        try_everywhere(campaign)
        campaign.hand_in(hostile_return(folder), received=day("2021-04-01"))
        report = campaign.report(period="2021-03")
        snapshot = campaign.snapshot(as_of=day("2021-03-31"))
        views = [snapshot, report, campaign.plan, snapshot.table(), *report.tables]
        views += [campaign.explain(f"Y-{number}", as_of=day("2021-05-01")) for number in range(len(HTML))]
        return report.to_html(), [view._repr_html_() for view in views]


def test_the_browser_of_this_test_would_run_and_ask_if_it_could(tmp_path: Path, ear: Ear):
    """Otherwise the tests below would show nothing."""
    for place, text in enumerate(HTML[:3]):
        dom, asked = seen_by_browser(f"<!DOCTYPE html><html><body><p>{text}</p></body></html>", tmp_path, ear)
        assert ("data-owned" in dom.partition(">")[2].partition(">")[0]) == (place < 2), dom[:200]
        assert (asked != []) == (place == 2), asked


def owned(dom: str) -> bool:
    """The mark that a script sets stands on the root element."""
    return "data-owned" in dom[dom.index("<html") : dom.index(">", dom.index("<html"))]


def test_in_the_reports_page_no_script_runs_and_no_request_leaves(told, tmp_path: Path, ear: Ear):
    page, _ = told
    assert page.count(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">') == 1
    assert LEAK in page and "data-owned" in page
    dom, asked = seen_by_browser(page, tmp_path, ear)
    assert not owned(dom) and asked == []
    assert "<script" not in dom and "<iframe" not in dom and "<img" not in dom


def test_in_notebook_views_without_a_policy_no_script_runs_and_no_request_leaves(
    told, tmp_path: Path, ear: Ear, capsys: pytest.CaptureFixture[str]
):
    _, views = told
    body = "".join(views)
    assert LEAK in body and "data-owned" in body
    dom, asked = seen_by_browser(f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>', tmp_path, ear)
    assert not owned(dom) and asked == []
    assert "<script" not in dom and "<iframe" not in dom and "<img" not in dom
    with capsys.disabled():
        print(f"\ndoor: {len(views)} notebook views and a report's page with {len(HTML)} attacks in every text field, in Chromium: nothing ran")


def test_the_policy_alone_would_stop_what_slipped_through(told, tmp_path: Path, ear: Ear):
    """A second fence: the page's own policy, with every attack written into it raw."""
    page, _ = told
    scripts = "".join(text for text in HTML if "refresh" not in text)
    dom, asked = seen_by_browser(page.replace("<main>", f"<main>{scripts}", 1), tmp_path, ear)
    assert "<script" in dom
    assert not owned(dom) and asked == []
