import datetime, openpyxl
from openpyxl.comments import Comment
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
wb = openpyxl.Workbook()
ws = wb.active; ws.title = "渡口清单"
ws["A1"] = "附件2"
ws["A2"] = "青山市渡口安全检查情况表"; ws.merge_cells("A2:G2")
ws["A3"] = "填报单位：青山市交通运输局"; ws.merge_cells("A3:D3"); ws["E3"] = "单位：万元"
for c, t in zip("ABCDEFG", ["序号", "渡口", None, "检查日期", "整改投入", "完成比例", "备注"]):
    if t: ws[c + "4"] = t
ws.merge_cells("B4:C4")
ws["B5"], ws["C5"] = "县区", "名称"
for c in "ADEFG": ws.merge_cells(f"{c}4:{c}5")
rows = [
    (1, "东河县", "东渡", datetime.date(2024, 3, 5), 12, 1, CellRichText("已", TextBlock(InlineFont(b=True), "整改"), "到位")),
    (2, None, "石桥渡", datetime.date(2024, 3, 18), 1234.5, 0.625, "青政办〔2023〕17号要求\n六月底前完成"),
    (3, "西山县", "官渡", datetime.date(2024, 4, 2), 0.8, 0, True),
]
for r, row in enumerate(rows, 6):
    for c, v in zip("ABCDEFG", row):
        if v is not None: ws[f"{c}{r}"] = v
    ws[f"D{r}"].number_format = 'yyyy"年"m"月"d"日"'
    ws[f"E{r}"].number_format = "#,##0.00"
    ws[f"F{r}"].number_format = "0.0%"
ws.merge_cells("B6:B7")
ws["A9"] = "合计"; ws["E9"] = "=SUM(E6:E8)"; ws["E9"].number_format = "#,##0.00"
ws["G9"] = "=1/0"
ws["A11"] = "注：渡口编号以许可证为准。"; ws.merge_cells("A11:G11")
ws["C8"].comment = Comment("官渡于三月停航", "青山")
b = wb.create_sheet("联系人"); b["A1"] = "姓名"; b["B1"] = "办公电话"; b["A2"] = "周某"; b["B2"] = "0300-1234567"
h = wb.create_sheet("选项"); h["A1"] = "已整改"; h["A2"] = "整改中"; h.sheet_state = "hidden"
wb.save("annex-openpyxl.xlsx")
