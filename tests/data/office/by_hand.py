"""Writes the files of this folder that no program here can write: what our readers refuse and a
converter reads. Needs the list of Adobe-GB1 that comes with poppler-data."""

import struct

SECTOR, FREE, END, TABLE = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
ADOBE_GB1 = "/usr/share/poppler/cidToUnicode/Adobe-GB1"


def compound(name, content):
    """A compound file of version 3 with one stream, in whole sectors (MS-CFB)."""
    sectors = max(8, -(-len(content) // SECTOR))
    entry = lambda name, kind, child, start, size, id=b"": (
        name.encode("utf-16le").ljust(64, b"\0")
        + struct.pack("<HBBIII", 2 * len(name) + 2, kind, 1, FREE, FREE, child)
        + id.ljust(16, b"\0")
        + bytes(20)
        + struct.pack("<IQ", start, size)
    )
    word = bytes.fromhex("0009020000000000C000000000000046")
    directory = entry("Root Entry", 5, 1, END, 0, word) + entry(name, 2, FREE, 0, sectors * SECTOR)
    chain = [*range(1, sectors), END, END, TABLE]
    header = bytes.fromhex("D0CF11E0A1B11AE1").ljust(24, b"\0")
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, sectors, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", sectors + 1, *[FREE] * 108)
    table = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    return header + content.ljust(sectors * SECTOR, b"\0") + directory.ljust(SECTOR, b"\0") + table


def word_95(text):
    """A document of Word 95 in GBK: head, text, one font of charset 134, one style that uses it."""
    body, main = text.replace("\n", "\r").encode("gb18030"), bytearray(0x400)
    struct.pack_into("<HHHH", main, 0, 0xA5DC, 0x68, 0, 0x804)
    struct.pack_into("<II", main, 0x18, 0x400, 0x400 + len(body))
    struct.pack_into("<I", main, 0x34, len(body))
    font = struct.pack("<BHBB", 0x16, 400, 134, 0) + "宋体".encode("gbk") + b"\0"
    fonts = bytes([len(font)]) + font
    fonts = struct.pack("<H", len(fonts) + 2) + fonts
    style = struct.pack("<4H", 0, 0xFFF1, 2, 0) + b"\x06Normal\0"
    style += struct.pack("<HH", 2, 0) + struct.pack("<HBH", 3, 93, 0)
    head = struct.pack("<7H", 1, 8, 1, 91, 15, 0, 0)
    styles = struct.pack("<H", len(head)) + head + struct.pack("<H", len(style)) + style
    for at, part in ((0xD0, fonts), (0x60, styles)):
        struct.pack_into("<II", main, at, 0x400 + len(body), len(part))
        body += part
    return compound("WordDocument", bytes(main) + body)


def empty_font():
    """A TrueType font whose only shape is empty."""
    tables = {
        b"glyf": bytes(4),
        b"head": struct.pack(
            ">4I2H2Q4h2H3h", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, 1000, 0, 0, *[0] * 5, 8, 2, 0, 0
        ),
        b"hhea": struct.pack(">I16H", 0x10000, 800, 200, *[0] * 13, 1),
        b"hmtx": struct.pack(">Hh", 1000, 0),
        b"loca": struct.pack(">HH", 0, 0),
        b"maxp": struct.pack(">I14H", 0x10000, 1, *[0] * 13),
    }
    head, place, content = struct.pack(">I4H", 0x10000, len(tables), 64, 2, 32), 12 + 16 * len(tables), b""
    for name, table in tables.items():
        head += name + struct.pack(">III", 0, place + len(content), len(table))
        content += table + bytes(-len(table) % 4)
    return head + content


def gb1(paragraphs):
    """A PDF of one page in an embedded font of Adobe-GB1 that names no characters."""
    codes = {chr(int(line, 16)): at for at, line in reversed(list(enumerate(open(ADOBE_GB1))))}
    content, y = "", 780
    for paragraph in paragraphs:
        paragraph = paragraph if len(paragraph) < 26 else "\u3000\u3000" + paragraph
        for at in range(0, len(paragraph), 26):
            line = paragraph[at : at + 26]
            x = 80 + 16 * (len(line) - len(line.lstrip("\u3000")))
            text = "".join(f"{codes[c]:04X}" for c in line.lstrip("\u3000"))
            content += f"BT /F 16 Tf {x} {y} Td <{text}> Tj ET\n"
            y -= 26
    stream = lambda bytes: b"<< /Length %d >>\nstream\n" % len(bytes) + bytes + b"\nendstream"
    system = "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F 5 0 R >> >> >>",
        stream(content.encode()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Song /Encoding /Identity-H"
        " /DescendantFonts [6 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Song /CIDToGIDMap /Identity"
        f" {system} /DW 1000 /FontDescriptor 7 0 R >>",
        "<< /Type /FontDescriptor /FontName /ABCDEF+Song /Flags 4 /FontBBox [0 0 1000 1000]"
        " /ItalicAngle 0 /Ascent 800 /Descent -200 /StemV 80 /FontFile2 8 0 R >>",
        stream(empty_font()),
    ]
    file, places = b"%PDF-1.4\n", []
    for number, object in enumerate(objects, 1):
        places.append(len(file))
        object = object.encode() if isinstance(object, str) else object
        file += b"%d 0 obj\n" % number + object + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\n"
    return file + end.encode() + b"startxref\n%d\n%%%%EOF\n" % len(file)


notice = open("notice.txt", encoding="utf-8").read()
open("notice-95.doc", "wb").write(word_95(notice))
open("gb1.pdf", "wb").write(gb1(notice.splitlines()[:9]))
