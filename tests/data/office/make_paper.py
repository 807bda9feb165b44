"""Writes paper.fodt and letter.fodt, and the text that is read of them as paper.txt and letter.txt.

A paper has its red head in a box, notes, glosses, a form, and text that is out; a letter has its head
in the header of its page, and shapes in a group.
"""

from pathlib import Path

SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}

STYLES = """<office:styles><style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Graphics" style:family="graphic"/></office:styles>
<office:automatic-styles>
<style:style style:name="page" style:family="graphic" style:parent-style-name="Graphics">
<style:graphic-properties style:vertical-pos="from-top" style:vertical-rel="page"
style:horizontal-pos="from-left" style:horizontal-rel="page" style:wrap="none"/></style:style>
<style:style style:name="near" style:family="graphic" style:parent-style-name="Graphics">
<style:graphic-properties style:vertical-pos="from-top" style:vertical-rel="paragraph"
style:horizontal-pos="from-left" style:horizontal-rel="paragraph" style:wrap="parallel"/></style:style>
<style:style style:name="gloss" style:family="ruby">
<style:ruby-properties style:ruby-align="center" style:ruby-position="above"/></style:style>
<style:style style:name="hidden" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:page-layout style:name="sheet"><style:page-layout-properties fo:page-width="21cm"
fo:page-height="29.7cm" fo:margin="2cm"/><style:header-style/></style:page-layout>
</office:automatic-styles>"""

CHANGE = """<office:change-info><dc:creator>甲</dc:creator><dc:date>2024-01-01T00:00:00</dc:date></office:change-info>"""


def paragraph(words):
    return f'<text:p text:style-name="Standard">{words}</text:p>'


def box(lines, height, style):
    inside = "".join(map(paragraph, lines))
    return (
        f'<draw:frame draw:style-name="{style}" text:anchor-type="paragraph" svg:x="2cm" svg:y="{height}cm" '
        f'svg:width="12cm"><draw:text-box fo:min-height="1cm">{inside}</draw:text-box></draw:frame>'
    )


def shape(words, height):
    return (
        f'<draw:custom-shape draw:style-name="near" svg:x="2cm" svg:y="{height}cm" svg:width="5cm" '
        f'svg:height="1cm"><text:p>{words}</text:p><draw:enhanced-geometry svg:viewBox="0 0 21600 21600" '
        'draw:type="rectangle" draw:enhanced-path="M 0 0 L 21600 0 21600 21600 0 21600 0 0 Z N"/>'
        "</draw:custom-shape>"
    )


def note(words, kind="footnote"):
    return (
        f'<text:note text:note-class="{kind}"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{paragraph(words)}</text:note-body></text:note>"
    )


def gloss(word, reading):
    return (
        f'<text:ruby text:style-name="gloss"><text:ruby-base>{word}</text:ruby-base>'
        f"<text:ruby-text>{reading}</text:ruby-text></text:ruby>"
    )


def table(rows):
    cells = lambda row: "".join(f"<table:table-cell>{paragraph(cell)}</table:table-cell>" for cell in row)
    rows = "".join(f"<table:table-row>{cells(row)}</table:table-row>" for row in rows)
    return f'<table:table><table:table-column table:number-columns-repeated="2"/>{rows}</table:table>'


def answer(words):
    return (
        '<field:fieldmark-start text:name="a" field:type="vnd.oasis.opendocument.field.FORMTEXT"/>'
        f"{words}<field:fieldmark-end/>"
    )


def choice(entries, chosen):
    entries = "".join(
        f'<field:param field:name="Dropdown_ListEntry" field:value="{entry}"/>' for entry in entries
    )
    return (
        '<field:fieldmark text:name="b" field:type="vnd.oasis.opendocument.field.FORMDROPDOWN">'
        f'{entries}<field:param field:name="Dropdown_Selected" field:value="{chosen}"/></field:fieldmark>'
    )


def check(is_checked):
    return (
        '<field:fieldmark text:name="c" field:type="vnd.oasis.opendocument.field.FORMCHECKBOX">'
        f'<field:param field:name="Checkbox_Checked" field:value="{str(is_checked).lower()}"/></field:fieldmark>'
    )


def write(name, body, text, header=""):
    spaces = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items())
    header = f"<style:header>{header}</style:header>" if header else ""
    Path(f"{name}.fodt").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">{STYLES}<office:master-styles>'
        f'<style:master-page style:name="Standard" style:page-layout-name="sheet">{header}</style:master-page>'
        f"</office:master-styles><office:body><office:text>{body}</office:text></office:body></office:document>",
        encoding="utf-8",
    )
    Path(f"{name}.txt").write_text("\n".join(text) + "\n", encoding="utf-8")


TRACKED = (
    '<text:tracked-changes><text:changed-region text:id="out"><text:deletion>'
    f'{CHANGE}{paragraph("每季度")}</text:deletion></text:changed-region></text:tracked-changes>'
)

write(
    "paper",
    TRACKED
    + paragraph("关于加强渡口安全管理的通知")
    + paragraph("各镇人民政府：" + box(["青山县人民政府文件", "青政发〔2024〕12号"], 2, "page"))
    + paragraph(
        "请对" + gloss("渡", "dù") + "口" + note("指上下旅客的场所。") + "和" + gloss("嵊泗", "shèngsì")
        + "航线" + note("附航线图。", "endnote") + '<text:change text:change-id="out"/>每月检查。'
    )
    + paragraph('停用的<text:span text:style-name="hidden">旧</text:span>渡口照此办理'
                f"<office:annotation>{paragraph('再核一次')}</office:annotation>。")
    + table([["设备", "数量"], ["救生衣" + box(["衣为橙色"], 0.5, "near"), "二十件" + note("每船。")]])
    + paragraph("负责人：" + answer("李四"))
    + paragraph("等级：" + choice(["一级", "二级", "三级"], 1))
    + paragraph("本通知自发布之日起施行。" + box(["联系人：王五"], 20, "page"))
    + paragraph("青山县人民政府"),
    ["青山县人民政府文件", "青政发〔2024〕12号", "关于加强渡口安全管理的通知", "各镇人民政府：",
     "请对渡口和嵊泗航线每月检查。", "停用的渡口照此办理。", "设备\t数量", "救生衣\t二十件", "衣为橙色",
     "负责人：李四", "等级：二级", "本通知自发布之日起施行。", "联系人：王五", "青山县人民政府",
     "指上下旅客的场所。", "每船。", "附航线图。"],
)

write(
    "letter",
    paragraph("关于渡口改造的复函")
    + paragraph('<draw:g text:anchor-type="paragraph" draw:style-name="near">'
                + shape("受理", 1) + shape("审查", 3) + "</draw:g>办理流程：")
    + paragraph("同意改造：" + check(True) + "，延期：" + check(False)),
    ["青山县交通运输局", "关于渡口改造的复函", "办理流程：", "受理", "审查", "同意改造：☑，延期：☐"],
    header=paragraph("青山县交通运输局"),
)
