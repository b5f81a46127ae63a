"""Files that hold files: what stands in them is read as what lies beside the pages; what nobody can read is told."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.inspection import Expectation, Inspector, Statements, packed
from generator.problems import Problem

CLAIM = Expectation("took-town", "Group A took the town of B.", (("Not verified", "unverified"),))
BARE, FAIR = "Group A took the town of B.", "Not verified: Group A took the town of B."


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of some files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return data.getvalue()


def taped(files: Mapping[str, str]) -> bytes:
    """Return a tar file of some files, and a folder."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        folder = tarfile.TarInfo("folder")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
        for name, text in files.items():
            item = tarfile.TarInfo(name)
            item.size = len(text.encode())
            archive.addfile(item, io.BytesIO(text.encode()))
    return data.getvalue()


def document(*paragraphs: str) -> bytes:
    """Return a document of an office, of which each paragraph is cut into runs of three letters."""

    def runs(text: str) -> str:
        cut = [text[start : start + 3] for start in range(0, len(text), 3)]
        return "".join(f'<w:r><w:rPr/><w:t xml:space="preserve">{part}</w:t></w:r>' for part in cut)

    body = "".join(f"<w:p><w:pPr/>{runs(text)}</w:p>" for text in paragraphs)
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": f"<w:document>{body}</w:document>"})


def letter(text: str, subtype: str = "plain", way: str = "base64", subject: str = "A letter", held: str = "") -> bytes:
    """Return a letter, maybe with a file in it."""
    made = EmailMessage()
    made["Subject"] = subject
    made.set_content(text, subtype=subtype, cte=way)
    if held:
        made.add_attachment(zipped({"a.txt": held}), maintype="application", subtype="zip", filename="a.zip")
    return bytes(made)


def told(name: str, data: bytes, leaks: tuple[str, ...] = ()) -> list[Problem]:
    """Return what an inspection says of one file."""
    return list(Inspector(Statements.of([CLAIM]), leaks=leaks).read_page(name, data).problems)


HOLDING = {
    "a.zip": lambda text: zipped({"notes/a.txt": f"What is said.\n\n{text}\n"}),
    "a.docx": lambda text: document("Before.", text, "Behind."),
    "a.odt": lambda text: zipped({"content.xml": f"<text:p>Before.</text:p>\n<text:p>{text}</text:p>"}),
    "a.xlsx": lambda text: zipped({"xl/sharedStrings.xml": f"<sst><si><t>Before</t></si><si><t>{text}</t></si></sst>"}),
    "a.pptx": lambda text: zipped({"ppt/slide1.xml": f'<p:cNvPr descr="{text}"/><a:p><a:t>A slide</a:t></a:p>'}),
    "a.epub": lambda text: zipped({"one.xhtml": f"<body><p>Before<br/>{text}</p></body>"}),
    "a.kmz": lambda text: zipped({"doc.kml": f"<Placemark><name>{text}</name></Placemark>"}),
    "a.txt.gz": lambda text: gzip.compress(text.encode()),
    "a.tar": lambda text: taped({"a/b.txt": text}),
    "a.tar.gz": lambda text: gzip.compress(taped({"a/b.txt": text})),
    "a/b.zip": lambda text: zipped({"within.zip": zipped({"a.docx": document(text)})}),
    "b.zip": lambda text: zipped({"a.xml": f"<p>Before</p><p>{text}</p>".encode("utf-16")}),
    "a.eml": letter,
    "b.eml": lambda text: letter("Words", subject=f"{text} – and more", way="quoted-printable"),
    "c.eml": lambda text: letter("Words", held=text),
    "a.mhtml": lambda text: letter(f"<p>{'Long words ' * 9}<b>{text}</b></p>", "html", "quoted-printable"),
    "d.eml": lambda text: letter(text, way="7bit"),
    "data": lambda text: zipped({"utf-16.txt": text.encode("utf-16"), "picture.png": b"\x89PNG\0"}),
}


@pytest.mark.parametrize("name", HOLDING)
def test_what_a_file_holds_is_read(name: str) -> None:
    """A claim without its caveat is found in any file that one holds, with the place; one that has it is sound."""
    assert told(name, HOLDING[name](FAIR)) == []
    (problem,) = told(name, HOLDING[name](BARE))
    assert (problem.code, problem.severity, problem.spot.file) == ("I004", "error", name)
    assert problem.message.startswith(f"in {name.removesuffix('.gz')}")


@pytest.mark.parametrize("name", HOLDING)
def test_what_no_file_may_hold_is_found_in_what_one_holds(name: str) -> None:
    """Words that were withheld are found in packed files, as they are in others."""
    problems = told(name, HOLDING[name]("Said by Somebody Hidden, they say."), ("Somebody Hidden",))
    assert {problem.code for problem in problems} == {"I007"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", zipped({"word/document.xml": '<w:ins w:author="Somebody Hidden"><w:t>words</w:t></w:ins>'})),
        ("a.zip", zipped({"picture.jpg": b"\xff\xd8\0Somebody Hidden\0"})),
        ("a.zip", zipped({"Somebody Hidden.txt": ""})),
        ("a.tar.gz", gzip.compress(taped({"Somebody Hidden/a.txt": ""}))),
        ("a.txt.gz", gzip.compress(b"words\n") + gzip.compress(b"Somebody Hidden")),
    ],
    ids=["author of a change", "picture", "name", "folder", "second part"],
)
def test_what_no_file_may_hold_stands_nowhere_in_what_one_holds(name: str, data: bytes) -> None:
    """Nor in the marks of a document, in a picture, in a name, or in what is packed one behind another."""
    assert "I007" in {problem.code for problem in told(name, data, ("Somebody Hidden",))}


def test_what_stands_before_a_damage_is_read() -> None:
    """Of a file that is packed and damaged it is told, and of what can be read of it."""
    problems = told("a.txt.gz", gzip.compress(BARE.encode()) + b"\x1f\x8brest")
    assert {problem.code for problem in problems} == {"I004", "I015"}


def encrypted() -> bytes:
    """Return an archive of which the only file says that it takes a password."""
    data = bytearray(zipped({"a.txt": BARE}))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    return bytes(data)


def nested(times: int) -> bytes:
    """Return an archive in an archive, and so on."""
    data = BARE.encode()
    for _ in range(times):
        data = zipped({"a": data})
    return data


CLOSED = {
    "report.pdf": b"%PDF-1.7\n%...",
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...",
    "rich.rtf": b"{\\rtf1 words}",
    "a.7z": b"7z\xbc\xaf\x27\x1c...",
    "a.rar": b"Rar!\x1a\x07\x01\0",
    "a.xz": b"\xfd7zXZ\0...",
    "a.bz2": b"BZh91AY",
    "a.zst": b"\x28\xb5\x2f\xfd...",
    "a.sqlite": b"SQLite format 3\0...",
    "a.parquet": b"PAR1...",
    "inside.zip": zipped({"a.txt": FAIR, "b.pdf": b"%PDF-1.7"}),
    "encrypted.zip": encrypted(),
    "damaged.zip": zipped({"a.txt": FAIR})[:-30],
    "damaged.gz": b"\x1f\x8b\x08rest",
    "deep.zip": nested(6),
}


@pytest.mark.parametrize("name", CLOSED)
def test_what_nobody_can_look_into_is_told(name: str) -> None:
    """A file that cannot be read does not pass in silence; it can be published, since its author can look at it."""
    (problem,) = told(name, CLOSED[name])
    assert (problem.code, problem.severity, problem.spot.file) == ("I015", "warning", name)
    assert problem.message.startswith(("this file ", f"{name}/"))
    assert problem.message.endswith(": nobody looked into it")
    assert name != "report.pdf" or problem.message.startswith("this file is a PDF")
    assert name != "inside.zip" or problem.message.startswith("inside.zip/b.pdf is a PDF")


def test_no_more_is_unpacked_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file that holds very much is not unpacked whole, be it in one piece or in many."""
    monkeypatch.setattr(packed, "_MOST", 10_000)
    many = zipped({f"{number}.txt": " " * 2_000 for number in range(10)})
    empty = zipped({f"{number}.txt": "" for number in range(20)})
    for data in (zipped({"a.txt": " " * 20_000}), gzip.compress(b" " * 20_000), many, empty):
        assert [problem.code for problem in told("a", data)] == ["I015"]
    assert told("a", zipped({"a.txt": " " * 9_000})) == []


def test_an_archive_that_claims_to_begin_before_its_first_byte_is_told_of() -> None:
    """Its directory says that it stands farther on than it does, so that its files would lie before the archive."""
    data = bytearray(zipped({"a.txt": "So."}))
    place = data.index(b"PK\5\6") + 16
    data[place : place + 4] = (int.from_bytes(data[place : place + 4], "little") + 256).to_bytes(4, "little")
    assert [problem.code for problem in told("a.zip", bytes(data))] == ["I015"]


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0", b"wOF2\0", b"\xff\xd8\xff\xe0\0", b"GIF89a\0", b"ID3\0", b"", b"%PD"]
)
def test_other_files_pass(data: bytes) -> None:
    """Pictures and fonts hold no text, and nobody is warned of each of them."""
    assert told("a.bin", data) == []


@given(st.sampled_from([*HOLDING]), st.data())
def test_no_file_ends_the_inspection(name: str, data: st.DataObject) -> None:
    """However a packed file is damaged, it is read or told of."""
    whole = bytearray(HOLDING[name](FAIR))
    for place in data.draw(st.lists(st.integers(4, len(whole) - 1), max_size=5)):
        whole[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(4, len(whole)))
    assert {problem.code for problem in told(name, bytes(whole[:cut]))} <= {"I004", "I010", "I015"}
