//! The bodies at the head of titles, and titles without any.

use super::*;

#[test]
fn the_head_of_a_title() {
    titled("国务院关于印发规划的通知", "", "国务院|centre|-");
    titled("国务院办公厅转发民政部关于救灾工作意见的通知", "", "国务院办公厅|centre|-");
    titled("中华人民共和国商务部令（2018年第2号）", "", "商务部|ministry|-");
    titled("市政府印发关于人口条例实施意见（已废止）", "上海", "上海市人民政府|province|上海市");
    titled("市科委等关于公布名单的通知", "上海市", "上海市科学技术委员会|province-office|上海市");
    titled("[有效]浙江省人民政府关于盐业体制改革的通知", "", "浙江省人民政府|province|浙江省");
    titled(
        "京财科文〔2014〕1218号 北京市财政局关于印发意见的函",
        "",
        "北京市财政局|province-office|北京市",
    );
    titled("市府办公厅关于放假的通知", "", "市府办公厅|?|-");
    titled("教育部2024年工作要点", "", "教育部|ministry|-");
    titled("四川省人民政府令第300号", "", "四川省人民政府|province|四川省");
    titled("《财政部关于预算的通知》", "", "财政部|ministry|-");
    titled(
        "上海市实施乡村振兴战略领导小组办公室关于示范村的通知",
        "",
        "上海市实施乡村振兴战略领导小组办公室|province-office|上海市",
    );
}

#[test]
fn who_passes_a_paper_on_issues_it() {
    let (council, office) = ("国务院|centre|-", "国务院办公厅|centre|-");
    titled("国务院批转国家计委关于价格改革报告的通知", "", council);
    titled("国务院批转公安部、财政部《关于户籍的意见》的通知", "", council);
    titled("国务院办公厅转发财政部科技部关于经费管理若干意见的通知", "", office);
    titled("国务院办公厅转发关于港口体制问题会议纪要的通知", "", office);
    titled("国务院办公厅关于转发卫生部应急预案的通知", "", office);
    titled(
        "市政府办公厅转发市财政局等三部门制订的管理办法",
        "成都市",
        "成都市人民政府办公厅|city|成都市",
    );
    titled("省政府批转省教委关于办学的意见", "云南省", "云南省人民政府|province|云南省");
    titled("国务院中央军委关于新建机场的批复", "", "国务院|centre|- + 中央军委|centre|-");
    titled(
        "省委办公厅省政府办公厅转发省委组织部关于培训的意见",
        "河南省",
        "中共河南省委办公厅|province|河南省 + 河南省人民政府办公厅|province|河南省",
    );
    // Who passes it on is left out: whose paper it was does not tell.
    titled("转发国务院关于精简会议的通知", "广东省", "");
    titled("转发省卫生厅关于农村卫生站意见的通知", "广东省", "");
}

#[test]
fn heads_of_zones_towns_and_enterprises() {
    titled("苏州工业园区管委会关于", "", "苏州工业园区管理委员会|local|苏州市");
    titled("四川天府新区管委会关于规划的通知", "", "四川天府新区管理委员会|local|四川天府新区");
    titled(
        "恩施州人民政府关于规划的通知",
        "",
        "恩施土家族苗族自治州人民政府|city|恩施土家族苗族自治州",
    );
    titled("山福镇人民政府关于防火的通知", "", "山福镇人民政府|local|-");
    titled("四川大学关于招生的通知", "", "四川大学|local|-");
    titled("香港特别行政区政府关于合作的通知", "", "香港特别行政区政府|province|香港特别行政区");
    titled(
        "新疆生产建设兵团办公厅关于就业的通知",
        "",
        "新疆生产建设兵团办公厅|province|新疆生产建设兵团",
    );
    titled("中国证监会公告〔2023〕1号", "", "中国证券监督管理委员会|ministry|-");
    titled("乾县人民政府关于防汛的通知", "", "乾县人民政府|county|咸阳市乾县");
    titled(
        "上海市应对气候变化领导小组办公室关于减排的通知",
        "",
        "上海市应对气候变化领导小组办公室|province-office|上海市",
    );
    titled("国务院对财政部请示的批复", "", "国务院|centre|-");
}

#[test]
fn heads_that_no_verb_ends() {
    titled("市民政局服务事项目录公告", "上海市", "上海市民政局|province-office|上海市");
    titled(
        "四川省药品监督管理局收回证书公告（2017年第2号）",
        "",
        "四川省药品监督管理局|province-office|四川省",
    );
    titled("市政府办公厅调整小组组成人员", "成都市", "成都市人民政府办公厅|city|成都市");
    titled(
        "上海市实施某战略领导小组办公室关于名单的通知",
        "",
        "上海市实施某战略领导小组办公室|province-office|上海市",
    );
    titled("国务院给建设人员的贺信", "", "国务院|centre|-");
    titled("上海市药品经营企业认证公告（第3号）", "上海市", "");
    titled("广东省调整由横琴新区管理委员会实施的事项目录", "", "");
}

#[test]
fn an_order_at_the_end_of_a_title_names_who_gave_it() {
    titled("《某办法》（沪府令32号）", "上海市", "上海市人民政府|province|上海市");
    titled("某规定（市政府令第2号）（已废止）", "上海市", "上海市人民政府|province|上海市");
    titled("某条例（国务院令第423号）", "", "国务院|centre|-");
    titled("一图读懂某办法（沪府令32号）", "上海市", "");
    titled("某办法（试行）", "上海市", "");
}

#[test]
fn names_with_figures_groups_and_garrisons() {
    titled(
        "四川省12345热线工作领导小组办公室关于接听的通知",
        "",
        "四川省12345热线工作领导小组办公室|province-office|四川省",
    );
    titled("上海市不动产登记局关于登记的通知", "", "上海市不动产登记局|province-office|上海市");
    titled("上海市教育考试院关于考试的公告", "", "上海市教育考试院|province-office|上海市");
    titled(
        "四川省疫情防控工作指挥部综合组关于值守的通知",
        "",
        "四川省疫情防控工作指挥部综合组|province-office|四川省",
    );
    titled(
        "河南省人民政府办公厅省军区后勤部关于住房的意见",
        "河南省",
        "河南省人民政府办公厅|province|河南省 + 河南省军区后勤部|province-office|河南省",
    );
}

#[test]
fn joint_heads() {
    titled("国务院、中央军委关于新建机场的批复", "", "国务院|centre|- + 中央军委|centre|-");
    titled("中共中央 国务院关于农村工作的意见", "", "中共中央|centre|- + 国务院|centre|-");
    titled(
        "中共河南省委河南省人民政府关于创新的决定",
        "",
        "中共河南省委|province|河南省 + 河南省人民政府|province|河南省",
    );
    titled(
        "财政部　税务总局　海关总署关于免税的公告",
        "",
        "财政部|ministry|- + 国家税务总局|ministry|- + 海关总署|ministry|-",
    );
    titled(
        "上海市绿化和市容管理局、上海市财政局关于补贴的通知",
        "",
        "上海市绿化和市容管理局|province-office|上海市 + 上海市财政局|province-office|上海市",
    );
    titled(
        "市财政局、市国税局、市地税局关于转发文件的通知",
        "上海市",
        "上海市财政局|province-office|上海市 + 上海市国家税务局|province-office|上海市 + 上海市地方税务局|province-office|上海市",
    );
    titled(
        "国家税务总局 上海市税务局关于发票的公告",
        "",
        "国家税务总局上海市税务局|province-office|上海市",
    );
    titled(
        "最高人民法院、最高人民检察院关于办理案件的解释",
        "",
        "最高人民法院|centre|- + 最高人民检察院|centre|-",
    );
    titled(
        "四川省人民政府办公厅 重庆市人民政府办公厅关于双城经济圈的意见",
        "",
        "四川省人民政府办公厅|province|四川省 + 重庆市人民政府办公厅|province|重庆市",
    );
}

#[test]
fn a_title_without_a_body_at_its_head_has_no_issuer() {
    for title in [
        "关于做好防汛工作的通知",
        "中华人民共和国安全生产法",
        "北京市志愿服务促进条例",
        "中华人民共和国国务院组织法",
        "上海市药品经营企业GSP认证公告（第435号）",
        "市政府新闻发布会介绍旅游情况",
        "《上海市政府信息公开规定》（沪府令32号）解读",
        "一图读懂：上海市人民政府办公厅关于绿化的意见",
        "2017年旅游鞋产品质量监督抽查结果",
        "司法行政机关行政处罚程序规定",
        "",
    ] {
        titled(title, "上海市", "");
    }
}
