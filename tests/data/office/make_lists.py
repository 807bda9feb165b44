"""Writes lists.fodt, whose every number is drawn by a list, and lists.txt, which says them."""

CHINESE = "一, 二, 三, ..."

DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
<style:style style:name="Plain" style:family="paragraph"/>
<style:style style:name="NewPage" style:family="paragraph" style:parent-style-name="Plain"><style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:default-outline-level="1"/>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" style:default-outline-level="2"/>
%s
</office:styles>
<office:body><office:text>%s</office:text></office:body></office:document>"""


def position(follow):
    return (
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="%s"/></style:list-level-properties>' % follow
    )


def level(at, numerals, before, behind, shown=1, follow="nothing", kind="list-level-style-number"):
    return (
        '<text:%s text:level="%d" style:num-format="%s" style:num-prefix="%s" style:num-suffix="%s"'
        ' text:display-levels="%d">%s</text:%s>'
        % (kind, at, numerals, before, behind, shown, position(follow), kind)
    )


def bullet(at):
    return '<text:list-level-style-bullet text:level="%d" text:bullet-char="•">%s</text:list-level-style-bullet>' % (
        at,
        position("space"),
    )


def style(name, *levels):
    return '<text:list-style style:name="%s">%s</text:list-style>' % (name, "".join(levels))


OUTLINE = '<text:outline-style style:name="Outline">%s%s</text:outline-style>' % (
    level(1, CHINESE, "第", "章", follow="space", kind="outline-level-style"),
    level(2, CHINESE, "第", "节", follow="space", kind="outline-level-style"),
)
STYLES = [
    OUTLINE,
    style("Articles", level(1, CHINESE, "第", "条", follow="space")),
    style("Items", level(1, CHINESE, "（", "）"), level(2, "1", "", ".")),
    style("Bullets", bullet(1)),
    style("Places", level(1, "1", "", "", follow="space"), level(2, "1", "", "", 2, "space")),
    style(
        "Levels",
        level(1, CHINESE, "", "、"),
        level(2, CHINESE, "（", "）"),
        level(3, "1", "", "."),
        level(4, "1", "（", "）"),
        level(5, "①, ②, ③, ...", "", ""),
    ),
]

# What is drawn, the style or list and its level, and the words; the lists go on where they stand again.
ROWS = [
    ("", "Plain", 0, "青山县小型水库管理办法"),
    ("第一章", "Heading", 1, "总则"),
    ("第一节", "Heading", 2, "目的和范围"),
    ("第一条", "Articles", 1, "为了加强小型水库管理，保障下游群众安全，制定本办法。"),
    ("第二条", "Articles", 1, "本县行政区域内库容十万立方米以上的水库，适用本办法。"),
    ("第二节", "Heading", 2, "职责"),
    ("第三条", "Articles", 1, "县水利局履行下列职责："),
    ("（一）", "Items", 1, "编制管护计划："),
    ("1.", "Items", 2, "汛前每月一次；"),
    ("2.", "Items", 2, "汛期每周一次；"),
    ("（二）", "Items", 1, "组织演练："),
    ("1.", "Items", 2, "桌面推演。"),
    ("", "Plain", 0, "前款所称汛期，是指五月一日至九月三十日。"),
    ("第二章", "Heading", 1, "巡查"),
    ("第一节", "Heading", 2, "人员"),
    ("第四条", "Articles", 1, "每座水库配备一名巡查员，PM2.5超标时应当佩戴口罩。"),
    ("第五条", "Articles", 1, "本办法自印发之日起施行。"),
    ("", "NewPage", 0, "附件：巡查要点"),
    ("一、", "Levels", 1, "坝体"),
    ("（一）", "Levels", 2, "坝顶"),
    ("1.", "Levels", 3, "有无裂缝"),
    ("2.", "Levels", 3, "有无塌陷"),
    ("（1）", "Levels", 4, "长度"),
    ("（2）", "Levels", 4, "深度"),
    ("①", "Levels", 5, "上游侧"),
    ("②", "Levels", 5, "下游侧"),
    ("（二）", "Levels", 2, "坝坡"),
    ("1.", "Levels", 3, "有无渗水"),
    ("二、", "Levels", 1, "溢洪道"),
    ("", "Bullets", 1, "闸门"),
    ("", "Bullets", 1, "启闭机"),
    ("三、", "Levels", 1, "输水洞"),
    ("1", "Places", 1, "东库"),
    ("1.1", "Places", 2, "进口"),
    ("1.2", "Places", 2, "出口"),
    ("2", "Places", 1, "西库"),
    ("2.1", "Places", 2, "进口"),
]
# Rows of a table whose first cells are numbered, and some cells of which are empty.
TABLE = [["1.", "雨量筒", "", "两只"], ["2.", "铁锹", "", ""], ["3.", "", "仓库", "十把"]]


def paragraph(name, words):
    return '<text:p text:style-name="%s">%s</text:p>' % (name, words)


def listed(name, at, words):
    opened = '<text:list text:style-name="%s" text:continue-numbering="true"><text:list-item>' % name
    inner = "<text:list><text:list-item>" * (at - 1)
    closed = "</text:list-item></text:list>" * at
    return opened + inner + paragraph("Plain", words) + closed


def row(name, at, words):
    if name == "Heading":
        return '<text:h text:style-name="Heading_20_%d" text:outline-level="%d">%s</text:h>' % (at, at, words)
    return listed(name, at, words) if at else paragraph(name, words)


def cells(number, *words):
    first = listed("Numbers", 1, words[0])
    rest = [paragraph("Plain", each) for each in words[1:]]
    return "".join("<table:table-cell>%s</table:table-cell>" % cell for cell in [first] + rest)


table = '<table:table><table:table-column table:number-columns-repeated="3"/>%s</table:table>' % "".join(
    "<table:table-row>%s</table:table-row>" % cells(*each) for each in TABLE
)
STYLES.append(style("Numbers", level(1, "1", "", ".")))
body = "".join(row(*each[1:]) for each in ROWS) + table
open("lists.fodt", "w").write(DOCUMENT % ("".join(STYLES), body))
said = [number + words for number, _, _, words in ROWS]
# A number before nothing is not said.
said += ["\t".join([each[0] * bool(each[1]) + each[1]] + each[2:]) for each in TABLE]
open("lists.txt", "w").write("\n".join(line.rstrip("\t") for line in said) + "\n")
