"""Links to a passage scroll to it in a real browser, and mark these words and no others."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page

from generator.extraction import text_of
from generator.quotes import Copy, check, selector, text_fragment

FAR = "<div style='height: 3000px'></div>"
PAGE = f"""<!doctype html><meta charset=utf-8><title>A page</title>
<style>::target-text {{ background: rgb(255, 0, 0); color: rgb(255, 0, 0) }}</style>
<h1>HTS left the town</h1>{FAR}
<p id=headline>Again: HTS left the town</p>{FAR}
<p id=marks>Then the US-led coalition, fast &amp; “loud”, came&nbsp;back to <b>Id</b>leb.</p>{FAR}
<p id=first>One two three four five six seven eight.</p>
<p>Nine ten eleven twelve, thirteen and fourteen.</p>{FAR}
<p id=arabic dir=rtl lang=ar>هَاجَمَتْ الهيئة البلدة</p>{FAR}
"""
QUOTES = [
    ("headline", "HTS left the town"),
    ("marks", 'the US-led coalition, fast & "loud", came back to Idleb'),
    ("first", "three four five six seven eight. Nine ten eleven twelve, thirteen"),
    ("arabic", "هاجمت الهيئة البلدة"),
]
COUNT_RED = """async (address) => {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const { data } = canvas.getImageData(0, 0, image.width, image.height);
  return data.some((red, at) => at % 4 === 0 && red === 255 && data[at + 1] === 0 && data[at + 2] === 0);
}"""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize(("where", "quote"), QUOTES)
def test_a_link_marks_its_passage(browser: Browser, address: str, where: str, quote: str) -> None:
    """The page opens at the passage, and the words of it alone are marked."""
    copy = Copy(text_of(PAGE.encode(), "text/html"))
    start, end = copy.original.rfind(quote), copy.original.rfind(quote) + len(quote)
    if start < 0:  # it stands there in another form
        verdict = check(quote, copy)
        assert verdict.start is not None
        assert verdict.end is not None
        start, end = verdict.start, verdict.end
    fragment = text_fragment(selector(copy, start, end))
    with browser.new_context(viewport={"width": 800, "height": 400}) as context:
        page = context.new_page()
        page.goto(address + fragment)
        page.wait_for_function("() => scrollY > 0")
        box = page.locator(f"#{where}").bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 400
        assert is_marked(page, f"#{where}")
        assert not is_marked(page, "h1")


def is_marked(page: Page, selector: str) -> bool:
    """Tell whether an element is shown with the colour of marked words, as the browser reads its own picture."""
    picture = base64.b64encode(page.locator(selector).screenshot()).decode()
    return bool(page.evaluate(COUNT_RED, f"data:image/png;base64,{picture}"))
