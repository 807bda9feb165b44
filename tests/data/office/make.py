"""Writes the documents that office programs and browsers turn into the files of this folder."""

import html

title = "青白江区铁路港运贸产一体化发展促进办法"
intro = [
    "青白江区人民政府办公室文件",
    "青府办发〔2024〕31号",
    "青白江区人民政府办公室关于印发《" + title + "》的通知",
    "各镇人民政府、街道办事处，区级有关部门，有关企业：",
    "《"
    + title
    + "》已经区政府同意，现印发你们，请结合实际认真贯彻执行。办法自2024年7月1日起施行，有效期五年。",
    "附件：1.奖励标准一览表",
    "2.申报材料目录",
    "青白江区人民政府办公室",
    "2024年6月3日",
]
articles = [
    "为促进铁路港口岸功能、国际贸易与临港产业协同发展，依据有关法律法规，结合本区实际，制定本办法。",
    "本办法所称运贸产一体化，是指以国际班列运输组织为牵引，带动进出口贸易集聚，并在港区周边形成加工制造能力的发展方式。",
    "促进工作遵循市场主导、绿色低碳、安全可控、公开透明的原则，不得排除或者限制公平竞争。",
    "区商务主管部门负责统筹协调，区发展改革、财政、交通运输、市场监管等部门按照职责分工做好相关工作。",
    "企业组织开行国际班列，年度发运量达到五十列以上，且本地货源占比不低于百分之三十的，按每标准箱二百元给予奖励，单个企业每年不超过三百万元。",
    "经认定的国际贸易企业，年度进出口额首次突破一亿元、五亿元、十亿元的，分别给予十万元、五十万元、一百万元的一次性奖励。",
    "在港区范围内新建加工、组装、检测、维修项目，固定资产投资达到两千万元的，按照实际完成投资的百分之五给予补助，分两年拨付。",
    "鼓励金融机构开展铁路提单质押、应收账款融资、出口信用保险等业务，对符合条件的项目给予不超过百分之五十的贴息。",
    "支持企业建设冷链仓储、粮食转运、木材集散等公共服务设施，所形成的能力应当向社会开放，收费标准应当公示。",
    "建立班列运行数据共享机制，海关、税务、外汇等部门依法共享数据，保障企业商业秘密和个人信息安全。",
    "申报单位应当对材料的真实性负责。提供虚假材料骗取资金的，由区财政部门追回，并依照有关规定记入信用记录。",
    "区财政部门会同区商务部门开展绩效评价，评价结果作为下一年度预算安排的依据，并向社会公布。",
    "同一事项符合本区多项政策的，按照就高不重复的原则执行，国家和省、市另有规定的从其规定。",
    "本办法由区商务主管部门负责解释，执行中的具体问题由其会同有关部门研究确定。",
]
rows = [
    ["序号", "项目", "标准", "上限"],
    ["1", "班列发运", "每标准箱二百元", "三百万元"],
    ["2", "贸易规模", "突破一亿元奖十万元", "一百万元"],
    ["3", "项目投资", "按投资额百分之五", "五百万元"],
    ["4", "贷款贴息", "不超过百分之五十", "二百万元"],
]
han = "零一二三四五六七八九十"


def numeral(n):
    return han[n] if n <= 10 else ("十" + (han[n - 10] if n > 10 else "")) if n < 20 else "?"


OPEN_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="Song" svg:font-family="'Noto Serif CJK SC'"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties fo:line-height="150%"/><style:text-properties style:font-name="Song" style:font-name-asian="Song" fo:font-size="14pt" style:font-size-asian="14pt" fo:language="zh" fo:country="CN" style:language-asian="zh" style:country-asian="CN"/></style:default-style>
<style:style style:name="Body" style:family="paragraph"><style:paragraph-properties fo:text-align="justify" fo:text-indent="28pt"/></style:style>
<style:style style:name="Title" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-size="20pt" style:font-size-asian="20pt"/></style:style>
<style:style style:name="Right" style:family="paragraph"><style:paragraph-properties fo:text-align="end"/></style:style>
<style:style style:name="Flush" style:family="paragraph"/>
<style:style style:name="Foot" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/></style:style>
<text:list-style style:name="Articles"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-prefix="第" style:num-suffix="条"><style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="space"/></style:list-level-properties></text:list-level-style-number></text:list-style>
</office:styles>
<office:automatic-styles>
<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" fo:margin="28mm"/><style:footer-style><style:header-footer-properties fo:min-height="6mm"/></style:footer-style></style:page-layout>
<style:style style:name="Two" style:family="section"><style:section-properties><style:columns fo:column-count="2" fo:column-gap="8mm"/></style:section-properties></style:style>
<style:style style:name="T" style:family="table"><style:table-properties style:width="150mm"/></style:style>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="1mm"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P"><style:footer><text:p text:style-name="Foot">— <text:page-number text:select-page="current"/> —</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>%s</office:text></office:body></office:document>"""
e = html.escape


def paragraph(s, t):
    return '<text:p text:style-name="%s">%s</text:p>' % (s, e(t))


def table():
    return (
        '<table:table table:style-name="T"><table:table-column table:number-columns-repeated="4"/>'
        + "".join(
            "<table:table-row>"
            + "".join(
                '<table:table-cell table:style-name="C">' + paragraph("Flush", c) + "</table:table-cell>"
                for c in r
            )
            + "</table:table-row>"
            for r in rows
        )
        + "</table:table>"
    )


head = [
    ("Title", intro[0]),
    ("Title", intro[1]),
    ("Title", intro[2]),
    ("Flush", intro[3]),
    ("Body", intro[4]),
    ("Body", intro[5]),
    ("Body", intro[6]),
    ("Right", intro[7]),
    ("Right", intro[8]),
]
numbered = (
    lambda: '<text:list text:style-name="Articles">'
    + "".join("<text:list-item>" + paragraph("Flush", a) + "</text:list-item>" for a in articles)
    + "</text:list>"
)
plain = lambda: "".join(paragraph("Body", "第%s条 %s" % (numeral(i + 1), a)) for i, a in enumerate(articles))
H = "".join(paragraph(s, t) for s, t in head)
T = paragraph("Flush", "附件1") + paragraph("Title", "奖励标准一览表")
open("notice.fodt", "w").write(
    OPEN_DOCUMENT.replace("%s", H + paragraph("Title", title) + numbered() + T + table())
)
open("columns.fodt", "w").write(
    OPEN_DOCUMENT.replace(
        "%s",
        paragraph("Title", title)
        + '<text:section text:style-name="Two" text:name="S">'
        + plain() * 3
        + "</text:section>",
    )
)
PAGE = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>x</title><style>@page{size:A4;margin:28mm}body{font:14pt/1.5 "Noto Serif CJK SC"}p{text-indent:2em;text-align:justify;margin:0}h1{font-size:20pt;text-align:center}.f{text-indent:0}.r{text-align:right}.two{columns:2;column-gap:8mm}td{border:1px solid;padding:1mm}</style><body>%s'


def html_paragraph(s, t):
    return {
        "Title": "<h1>%s</h1>",
        "Flush": "<p class=f>%s</p>",
        "Body": "<p>%s</p>",
        "Right": "<p class=r>%s</p>",
    }[s] % e(t)


html_table = (
    "<table>" + "".join("<tr>" + "".join("<td>%s</td>" % c for c in r) + "</tr>" for r in rows) + "</table>"
)
html_articles = "".join(
    html_paragraph("Body", "第%s条 %s" % (numeral(i + 1), a)) for i, a in enumerate(articles)
)
open("notice.html", "w").write(
    PAGE
    % (
        "".join(html_paragraph(s, t) for s, t in head)
        + html_paragraph("Title", title)
        + html_articles
        + html_paragraph("Flush", "附件1")
        + html_paragraph("Title", "奖励标准一览表")
        + html_table
    )
)
open("columns.html", "w").write(
    PAGE % (html_paragraph("Title", title) + "<div class=two>" + html_articles * 3 + "</div>")
)
numbered_articles = ["第%s条 %s" % (numeral(i + 1), a) for i, a in enumerate(articles)]
open("notice.txt", "w").write(
    "\n".join(
        [t for _, t in head]
        + [title]
        + numbered_articles
        + ["附件1", "奖励标准一览表"]
        + ["\t".join(r) for r in rows]
    )
    + "\n"
)
open("columns.txt", "w").write("\n".join([title] + numbered_articles * 3) + "\n")
