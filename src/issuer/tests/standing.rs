//! The standing of bodies that no row names: under any division, of the party or the government, then and now.

use super::*;

#[test]
fn departments_stand_under_every_division() {
    for (short, full) in [
        ("市监局", "市场监督管理局"),
        ("行政审批服务局", "行政审批服务局"),
        ("大数据局", "大数据局"),
        ("医保局", "医疗保障局"),
        ("退役军人局", "退役军人事务局"),
        ("应急局", "应急管理局"),
        ("城市管理综合执法局", "城市管理综合执法局"),
        ("人力社保局", "人力资源和社会保障局"),
        ("乡村振兴局", "乡村振兴局"),
        ("数据局", "数据局"),
        ("社科联", "社会科学界联合会"),
    ] {
        for (region, style, level) in [
            ("绵阳市", "绵阳市", "city"),
            ("金堂县", "金堂县", "county"),
            ("彭水县", "重庆市彭水苗族土家族自治县", "county"),
            ("沈阳市和平区", "沈阳市和平区", "county"),
        ] {
            let found = registry().resolve(short, &at(region)).expect(short);
            assert_eq!(found.name, format!("{style}{full}"), "{short} of {region}");
            assert_eq!(found.level.map(Level::name), Some(level), "{short} of {region}");
        }
    }
}

#[test]
fn towns_streets_and_zones_stand_under_their_county() {
    let here = "成都市青白江区";
    resolves("城厢镇政府", here, "成都市青白江区城厢镇人民政府|local|成都市青白江区");
    resolves("红阳街道办事处", here, "成都市青白江区红阳街道办事处|local|成都市青白江区");
    resolves("红阳街道办事处", "成都市", "红阳街道办事处|local|-");
    resolves("街道办事处", here, "街道办事处|local|-");
    resolves("成都高新区管委会", "", "成都高新区管理委员会|local|成都市");
    resolves("成都东部新区管委会", "", "成都东部新区管理委员会|local|成都市");
    resolves("西咸新区管委会", "", "西咸新区管理委员会|local|西咸新区");
}

#[test]
fn courts_are_called_as_high_as_they_stand() {
    resolves("省法院", "四川省", "四川省高级人民法院|province|四川省");
    resolves("市法院", "成都市", "成都市中级人民法院|city|成都市");
    resolves("区法院", "青白江区", "成都市青白江区人民法院|county|成都市青白江区");
    resolves("北京市第一中级人民法院", "", "北京市第一中级人民法院|province-office|北京市");
    resolves("北京市人民检察院第一分院", "", "北京市人民检察院第一分院|province-office|北京市");
    resolves("上海金融法院", "", "上海金融法院|province-office|上海市");
    resolves("广州海事法院", "", "广州海事法院|city|广州市");
}

#[test]
fn committees_and_groups_of_the_party_are_not_the_government() {
    resolves("市教育工委", "成都市", "中共成都市教育工作委员会|city|成都市");
    resolves("市教卫工作党委", "上海市", "中共上海市教卫工作委员会|province-office|上海市");
    resolves("省直机关工委", "四川省", "中共四川省直机关工作委员会|province-office|四川省");
    resolves("中共成都市财政局党组", "", "中共成都市财政局党组|city|成都市");
    resolves("新疆生产建设兵团党委", "", "中共新疆生产建设兵团党委|province|新疆生产建设兵团");
    resolves("市妇儿工委", "成都市", "成都市妇女儿童工作委员会|city|成都市");
    resolves("县委政法委", "金堂县", "中共金堂县委政法委|county|成都市金堂县");
    for name in ["教委", "卫健委", "国资委", "发改委", "科委", "经信委", "民宗委", "住建委"]
    {
        let found = registry().resolve(&format!("市{name}"), &at("上海市")).expect(name);
        assert!(!found.name.starts_with("中共"), "{name}: {}", found.name);
    }
    for name in ["市委", "市纪委", "市委政法委", "市委宣传部", "市委组织部", "市委编办"]
    {
        let found = registry().resolve(name, &at("上海市")).expect(name);
        assert!(found.name.starts_with("中共"), "{name}: {}", found.name);
    }
    resolves("市委市政府", "成都市", "");
    titled(
        "市委市政府关于表彰的决定",
        "成都市",
        "中共成都市委|city|成都市 + 成都市人民政府|city|成都市",
    );
}

#[test]
fn tax_offices_are_named_as_of_their_time() {
    let name = |short: &str, year| {
        let context = Context { region: Some("四川省".into()), year: Some(year) };
        registry().resolve(short, &context).map(|issuer| issuer.name)
    };
    assert_eq!(name("省国税局", 2016).as_deref(), Some("四川省国家税务局"));
    assert_eq!(name("省地税局", 2016).as_deref(), Some("四川省地方税务局"));
    assert_eq!(name("省税务局", 2019).as_deref(), Some("国家税务总局四川省税务局"));
    assert_eq!(name("四川税务局", 2019).as_deref(), Some("国家税务总局四川省税务局"));
    assert!(
        registry().issuer_matches("四川省税务局", &issuer("国家税务总局四川省税务局"))
            && registry().issuer_matches("四川省税务局", &issuer("四川省国家税务局"))
            && registry().issuer_matches("四川省地税局", &issuer("国家税务总局四川省税务局"))
            && !registry().issuer_matches("四川省税务局", &issuer("国家税务总局云南省税务局"))
    );
}

#[test]
fn what_became_of_a_body_of_the_centre_is_found_by_either_name() {
    for (old, new) in [
        ("国家医药管理总局", "国家药品监督管理局"),
        ("国家煤炭工业局", "商务部"),
        ("机械电子工业部", "国家机械工业局"),
        ("国务院经贸办", "国家经贸委"),
        ("中央网络安全和信息化领导小组", "中央网络安全和信息化委员会"),
        ("中央国家机关工委", "中央和国家机关工委"),
        ("民航总局", "交通运输部"),
        ("银保监会", "国家金融监督管理总局"),
        ("国务院扶贫办", "农业农村部"),
    ] {
        assert!(registry().issuer_matches(new, &issuer(old)), "{new} finds {old}");
        assert!(registry().issuer_matches(old, &issuer(new)), "{old} finds {new}");
        assert_ne!(issuer(old).name, issuer(new).name);
    }
    resolves("民革中央", "", "中国国民党革命委员会中央委员会|ministry|-");
    resolves("水利部太湖流域管理局", "", "太湖流域管理局|ministry|-");
}
