//! Names, titles, lines, prefixes and sites of every kind, with the body they mean.

use super::*;
use crate::announcement::{Issuer, Level};

mod standing;
mod titles;

fn at(region: &str) -> Context {
    Context { region: (!region.is_empty()).then(|| region.to_string()), year: None }
}

fn in_year(year: u16) -> Context {
    Context { region: None, year: Some(year) }
}

/// `name|level|region` of each, for one look.
fn show(issuers: &[Issuer]) -> String {
    let one = |issuer: &Issuer| {
        let level = issuer.level.map_or("?", Level::name);
        format!("{}|{level}|{}", issuer.name, issuer.region.as_deref().unwrap_or("-"))
    };
    issuers.iter().map(one).collect::<Vec<_>>().join(" + ")
}

#[track_caller]
fn resolves(name: &str, region: &str, expected: &str) {
    let found: Vec<Issuer> = registry().resolve(name, &at(region)).into_iter().collect();
    assert_eq!(show(&found), expected, "{name} in {region}");
}

#[track_caller]
fn titled(title: &str, region: &str, expected: &str) {
    assert_eq!(show(&registry().from_title(title, &at(region))), expected, "{title} in {region}");
}

#[track_caller]
fn signed(line: &str, region: &str, expected: &str) {
    assert_eq!(show(&registry().from_signature(line, &at(region))), expected, "{line} in {region}");
}

#[test]
fn central_bodies_by_any_name() {
    resolves("国务院", "", "国务院|centre|-");
    resolves("中华人民共和国国务院", "四川省", "国务院|centre|-");
    resolves("國務院辦公廳", "", "国务院办公厅|centre|-");
    resolves("国办", "", "国务院办公厅|centre|-");
    resolves("中 办", "", "中共中央办公厅|centre|-");
    resolves("最高法", "", "最高人民法院|centre|-");
    resolves("发改委", "", "国家发展和改革委员会|ministry|-");
    resolves("国家卫健委", "", "国家卫生健康委员会|ministry|-");
    resolves("中华人民共和国财政部", "", "财政部|ministry|-");
    resolves("税务总局", "上海市", "国家税务总局|ministry|-");
    resolves("全国人大常委会", "", "全国人民代表大会常务委员会|centre|-");
    resolves("团中央", "", "中国共产主义青年团中央委员会|ministry|-");
    resolves("教育部办公厅", "", "教育部办公厅|ministry|-");
    resolves("人社部办公厅", "", "人力资源和社会保障部办公厅|ministry|-");
    resolves("自然资源部矿产资源保护监督司", "", "自然资源部矿产资源保护监督司|ministry|-");
    resolves("国务院妇女儿童工作委员会", "", "国务院妇女儿童工作委员会|ministry|-");
    resolves("国家税务总局上海市税务局", "", "国家税务总局上海市税务局|province-office|上海市");
    resolves("中国人民银行成都分行", "", "中国人民银行成都分行|city|成都市");
}

#[test]
fn a_name_of_its_time() {
    let name = |short, year| registry().resolve(short, &in_year(year)).map(|issuer| issuer.name);
    assert_eq!(name("国家计委", 1996).as_deref(), Some("国家计划委员会"));
    assert_eq!(name("广电总局", 2005).as_deref(), Some("国家广播电影电视总局"));
    assert_eq!(name("广电总局", 2015).as_deref(), Some("国家新闻出版广电总局"));
    assert_eq!(name("广电总局", 2020).as_deref(), Some("国家广播电视总局"));
    assert_eq!(name("卫生部", 2005).as_deref(), Some("卫生部"));
}

#[test]
fn local_bodies_by_full_name() {
    resolves("四川省人民政府", "", "四川省人民政府|province|四川省");
    resolves(
        "广西壮族自治区人民政府办公厅",
        "",
        "广西壮族自治区人民政府办公厅|province|广西壮族自治区",
    );
    resolves("上海市教育委员会", "", "上海市教育委员会|province-office|上海市");
    resolves("成都市人民政府", "", "成都市人民政府|city|成都市");
    resolves("成都市市场监督管理局", "", "成都市市场监督管理局|city|成都市");
    resolves("青白江区人民政府", "", "成都市青白江区人民政府|county|成都市青白江区");
    resolves("四川省成都市青白江区教育局", "", "成都市青白江区教育局|county|成都市青白江区");
    resolves("金堂县人民政府", "", "金堂县人民政府|county|成都市金堂县");
    resolves("云阳县人民政府", "", "重庆市云阳县人民政府|county|重庆市云阳县");
    resolves(
        "成都市青白江区城厢镇人民政府",
        "",
        "成都市青白江区城厢镇人民政府|local|成都市青白江区",
    );
    resolves(
        "恩施土家族苗族自治州人民政府",
        "",
        "恩施土家族苗族自治州人民政府|city|恩施土家族苗族自治州",
    );
    resolves("北京市高级人民法院", "", "北京市高级人民法院|province|北京市");
    resolves("河南省军区", "", "河南省军区|province-office|河南省");
    resolves("上海警备区", "", "上海警备区|province-office|上海市");
    resolves("四川证监局", "", "四川证监局|province-office|四川省");
    resolves("共青团上海市委员会", "", "共青团上海市委员会|province-office|上海市");
    resolves("上海市绿化和市容管理局", "", "上海市绿化和市容管理局|province-office|上海市");
}

#[test]
fn party_and_government_are_kept_apart() {
    resolves("四川省委", "", "中共四川省委|province|四川省");
    resolves("中共四川省委员会", "", "中共四川省委|province|四川省");
    resolves("中共成都市委办公厅", "", "中共成都市委办公厅|city|成都市");
    resolves("省委宣传部", "四川省", "中共四川省委宣传部|province-office|四川省");
    resolves("区委", "青白江区", "中共成都市青白江区委|county|成都市青白江区");
    resolves("市发改委", "成都市", "成都市发展和改革委员会|city|成都市");
    resolves("区教委", "上海市浦东新区", "上海市浦东新区教育委员会|county|上海市浦东新区");
    resolves("省国资委", "四川省", "四川省国有资产监督管理委员会|province-office|四川省");
    resolves("市纪委", "成都市", "中共成都市纪律检查委员会|city|成都市");
}

#[test]
fn elliptic_names_take_their_division_from_the_context() {
    resolves("市政府", "上海市", "上海市人民政府|province|上海市");
    resolves("市政府", "成都市青白江区", "成都市人民政府|city|成都市");
    resolves("省政府办公厅", "成都市青白江区", "四川省人民政府办公厅|province|四川省");
    resolves("省府办公厅", "广东省", "广东省人民政府办公厅|province|广东省");
    resolves("市府办", "成都市", "成都市人民政府办公室|city|成都市");
    resolves("市教委", "上海市", "上海市教育委员会|province-office|上海市");
    resolves("省教育厅", "河南省", "河南省教育厅|province-office|河南省");
    resolves("市经济信息化委", "上海市", "上海市经济和信息化委员会|province-office|上海市");
    resolves("区政府", "青白江区", "成都市青白江区人民政府|county|成都市青白江区");
    resolves("县卫健局", "金堂县", "金堂县卫生健康局|county|成都市金堂县");
    resolves("自治区人民政府", "广西", "广西壮族自治区人民政府|province|广西壮族自治区");
    resolves("发改委", "四川", "四川省发展和改革委员会|province-office|四川省");
    resolves("市政府", "", "市政府|?|-");
    resolves("省政府", "", "省政府|province|-");
    resolves("区政府", "", "区政府|county|-");
    resolves("鼓楼区人民政府", "", "鼓楼区人民政府|county|-");
    resolves("鼓楼区人民政府", "南京市", "南京市鼓楼区人民政府|county|南京市鼓楼区");
    resolves("区政府办公室", "成都市", "区政府办公室|county|-");
}

#[test]
fn an_unknown_body_keeps_its_name_and_what_is_no_body_is_none() {
    resolves("健康云南行动推进委员会", "", "健康云南行动推进委员会|?|-");
    resolves(
        "上海市推进科技创新中心建设办公室",
        "",
        "上海市推进科技创新中心建设办公室|province-office|上海市",
    );
    resolves("市场管理办", "", "");
    resolves("市水产办", "上海市", "上海市水产办公室|province-office|上海市");
    for text in ["各区人民政府", "办公室", "通知", "", "加强安全生产的委员会", "四川", "王海波"]
    {
        resolves(text, "", "");
    }
}

#[test]
fn signatures() {
    signed("省府办公厅", "广东省", "广东省人民政府办公厅|province|广东省");
    signed(
        "上海市民政局　上海市财政局",
        "",
        "上海市民政局|province-office|上海市 + 上海市财政局|province-office|上海市",
    );
    signed("国 务 院 办 公 厅", "", "国务院办公厅|centre|-");
    signed("河南省人民政府  2018年12月31日", "", "河南省人民政府|province|河南省");
    signed("国务院（印章）", "", "国务院|centre|-");
    for line in [
        "各区民政局：",
        "市属各科研院所：",
        "王海波",
        "联系人：张三",
        "（此件公开发布）",
        "第一章 总则",
        "特此通知",
    ] {
        signed(line, "上海市", "");
    }
}

#[test]
fn adoption_lines_of_statutes() {
    let by = |line: &str| show(&registry().from_adoption(line, &Context::default()));
    for (line, body) in [
        (
            "2020年12月25日 北京市第十五届人民代表大会常务委员会第二十七次会议修订",
            "北京市人民代表大会常务委员会|province|北京市",
        ),
        (
            "2018年4月27日 第十三届全国人民代表大会常务委员会第二次会议通过",
            "全国人民代表大会常务委员会|centre|-",
        ),
        ("1982年12月4日 第五届全国人民代表大会第五次会议通过", "全国人民代表大会|centre|-"),
        ("2016年11月21日 由最高人民法院审判委员会第1700次会议通过", "最高人民法院|centre|-"),
        (
            "2001年9月10日 最高人民检察院第九届检察委员会第九十六次会议讨论通过",
            "最高人民检察院|centre|-",
        ),
        ("2008年7月23日 国务院第18次常务会议通过", "国务院|centre|-"),
        ("2008年8月1日 中华人民共和国国务院令第530号公布", "国务院|centre|-"),
        (
            "2021年8月26日 郑州市第十五届人民代表大会常务委员会第二十七次会议通过",
            "郑州市人民代表大会常务委员会|city|郑州市",
        ),
        ("1997年12月30日 公安部发布", "公安部|ministry|-"),
        ("2018年1月1日 施行", ""),
        ("第一条 为了加强保护，制定本条例。", ""),
    ] {
        assert_eq!(by(line), body, "{line}");
    }
}

#[test]
fn number_prefixes() {
    let of = |prefix: &str, context: &Context| {
        show(&registry().from_prefix_in(prefix, context).into_iter().collect::<Vec<_>>())
    };
    for (prefix, body) in [
        ("国发", "国务院|centre|-"),
        ("国办发", "国务院办公厅|centre|-"),
        ("滬府發", "上海市人民政府|province|上海市"),
        ("沪府办规", "上海市人民政府办公厅|province|上海市"),
        ("川办发", "四川省人民政府办公厅|province|四川省"),
        ("鄂办发", "中共湖北省委办公厅|province|湖北省"),
        ("沪教委高", "上海市教育委员会|province-office|上海市"),
        ("辽教发", "辽宁省教育厅|province-office|辽宁省"),
        ("粤环发", "广东省生态环境厅|province-office|广东省"),
        ("教基二", "教育部|ministry|-"),
        ("财库", "财政部|ministry|-"),
        ("国务院令", "国务院|centre|-"),
        ("云政发", "云南省人民政府|province|云南省"),
        ("成府发", "成都市人民政府|city|成都市"),
        ("财税", ""),
        ("厅字", ""),
        ("宁政发", ""),
        ("工信部联", ""),
        ("商政发", ""),
    ] {
        assert_eq!(of(prefix, &Context::default()), body, "{prefix}");
    }
    assert_eq!(of("国卫办", &in_year(2016)), "国家卫生和计划生育委员会办公厅|ministry|-");
    assert_eq!(of("宁政发", &at("宁夏")), "宁夏回族自治区人民政府|province|宁夏回族自治区");
    assert_eq!(of("金府办发", &at("上海")), "上海市金山区人民政府办公室|county|上海市金山区");
    assert_eq!(of("青人社规", &at("上海")), "");
    assert_eq!(of("沪水务", &at("上海")), "上海市水务局|province-office|上海市");
    assert_eq!(of("粤环发", &in_year(2012)), "广东省环境保护厅|province-office|广东省");
}

#[test]
fn sites() {
    let owner = |host: &str| registry().from_site(host);
    let body = |host: &str| owner(host).and_then(|owner| owner.body).map(|issuer| issuer.name);
    let region = |host: &str| owner(host).and_then(|owner| owner.region);
    assert_eq!(body("www.gov.cn").as_deref(), Some("国务院"));
    assert_eq!(body("www.mof.gov.cn").as_deref(), Some("财政部"));
    assert_eq!(body("WWW.QBJ.GOV.CN:80").as_deref(), Some("成都市青白江区人民政府"));
    assert_eq!(body("jyt.sc.gov.cn").as_deref(), Some("四川省教育厅"));
    assert_eq!(body("zwgk.cq.gov.cn"), None);
    assert_eq!(region("zwgk.cq.gov.cn").as_deref(), Some("重庆市"));
    assert_eq!(owner("www.example.gov.cn"), None);
    assert_eq!(owner(""), None);
}

#[test]
fn regions_in_text() {
    let region = |text: &str| registry().region_in(text);
    assert_eq!(region("来源：成都青白江").as_deref(), Some("成都市青白江区"));
    assert_eq!(region("《關於成都市青白江區預算的報告》").as_deref(), Some("成都市青白江区"));
    assert_eq!(region("推动青白江高质量发展").as_deref(), Some("成都市青白江区"));
    assert_eq!(region("在鼓楼区召开会议"), None);
    assert_eq!(region("福州市召开会议，鼓楼区、鼓楼区参加").as_deref(), Some("福州市鼓楼区"));
    assert_eq!(region("坚持和平发展，建设朝阳产业，保定安康"), None);
    assert_eq!(region("四川省推进乡村振兴").as_deref(), Some("四川省"));
    assert_eq!(region("高新区和城区的工作"), None);
}

#[test]
fn a_name_that_several_divisions_have_is_named_all_the_same() {
    let named = |text: &str| registry().names_division(text);
    assert!(named("在鼓楼区召开会议"));
    assert!(named("成都市的低保"));
    assert!(!named("坚持和平发展，建设朝阳产业，保定安康"));
    assert!(!named("失业金能领多久"));
}

#[test]
fn whose_meeting_a_report_tells_of() {
    let of = |text: &str, context: &Context| {
        show(&registry().issuer_of_report(text, context).into_iter().collect::<Vec<_>>())
    };
    let report = "1月12日，区委副书记、区长王某主持召开区政府十五届第八次全体会议。会议审议成都市青白江区规划。";
    let ours = "成都市青白江区人民政府|county|成都市青白江区";
    assert_eq!(of(report, &Context::default()), ours);
    assert_eq!(of("3日，代区长主持召开区政府常务会议。", &at("青白江区")), ours);
    assert_eq!(of("国务院总理5日主持召开国务院常务会议", &Context::default()), "国务院|centre|-");
    assert_eq!(of("今天天气很好", &Context::default()), "");
    assert_eq!(of("市委召开常委会会议", &at("成都市")), "中共成都市委|city|成都市");
}

#[test]
fn filters_by_region() {
    let matches = |filter: &str, region: &str| registry().region_matches(filter, region);
    for filter in ["四川", "川", "四川省", "成都", "成都市", "青白江", "成都市青白江区"]
    {
        assert!(matches(filter, "成都市青白江区"), "{filter}");
    }
    assert!(!matches("重庆", "成都市青白江区"));
    assert!(!matches("成都市", "四川省"));
    assert!(!matches("", "四川省"));
    assert_eq!(registry().ancestors("成都市青白江区"), ["成都市", "四川省"]);
    assert!(registry().ancestors("火星").is_empty());
}

fn issuer(name: &str) -> Issuer {
    registry().resolve(name, &Context::default()).unwrap_or_else(|| panic!("{name} is a body"))
}

#[test]
fn filters_by_body() {
    let matches = |filter: &str, name: &str| registry().issuer_matches(filter, &issuer(name));
    for (filter, name) in [
        ("发改委", "国家发展和改革委员会"),
        ("发改委", "四川省发展和改革委员会"),
        ("发改委", "国家发展计划委员会"),
        ("发改委", "市发改委"),
        ("国办", "国务院办公厅"),
        ("国务院", "国务院办公厅"),
        ("卫健委", "卫生部"),
        ("卫生部", "国家卫生健康委员会"),
        ("卫健委", "四川省卫生厅"),
        ("四川", "四川省人民政府"),
        ("四川", "四川省教育厅"),
        ("四川省发改委", "四川省发展和改革委员会"),
        ("市政府", "成都市人民政府"),
        ("省政府", "四川省人民政府办公厅"),
        ("市教委", "上海市教育委员会"),
        ("國務院", "国务院"),
        ("成都市政府", "成都市人民政府"),
        ("人民政府", "成都市人民政府"),
    ] {
        assert!(matches(filter, name), "{filter} should let {name} through");
    }
    for (filter, name) in [
        ("国家发改委", "四川省发展和改革委员会"),
        ("四川", "成都市人民政府"),
        ("四川省发改委", "云南省发展和改革委员会"),
        ("市政府", "四川省人民政府"),
        ("财政部", "四川省财政厅"),
        ("国务院", "财政部"),
        ("发改委", "中共成都市委"),
        ("市委", "成都市发展和改革委员会"),
        ("", "国务院"),
    ] {
        assert!(!matches(filter, name), "{filter} should not let {name} through");
    }
    assert!(registry().names_for_query("发改委").contains(&"国家发展和改革委员会".to_string()));
}
