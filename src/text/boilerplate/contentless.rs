//! Pages that hold no document: what a server says instead of one, and pages of menus alone.

use super::kinds::{Kind, PAGES, kind, kinds_of, lines};

/// The most lines a page of errors has, its menus aside.
const LONGEST: usize = 12;

/// What a page without a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contentless {
    /// It says that there is nothing: not found, deleted, broken.
    Error,
    /// It asks for something first: to log in, for a code, for JavaScript.
    Gate,
    /// Menus, footers and the like.
    Navigation,
}

/// What a text is when no line of it belongs to a document; `None` for anything else.
///
/// ```
/// use policy_search::text::boilerplate::{Contentless, contentless};
/// assert_eq!(contentless("首页\n政务公开\n用户登录\n用户名：\n密码："), Some(Contentless::Gate));
/// assert_eq!(contentless("首页\n政务公开\n打印本页"), Some(Contentless::Navigation));
/// assert_eq!(contentless("首页\n政务公开\n关于停水的通知"), None);
/// ```
pub fn contentless(text: &str) -> Option<Contentless> {
    let (mut errors, mut gates, mut menus) = (0, 0, 0);
    for line in lines(text) {
        match page_kind(&text[line]) {
            Kind::Text | Kind::List | Kind::Paging => return None,
            Kind::Error => errors += 1,
            Kind::Gate => gates += 1,
            Kind::Menu | Kind::Chrome | Kind::Metadata => menus += 1,
        }
    }
    match (errors, gates) {
        (0, 0) => (menus > 1).then_some(Contentless::Navigation),
        _ if errors + gates > LONGEST => None,
        (_, 0) => Some(Contentless::Error),
        _ => Some(Contentless::Gate),
    }
}

/// What a line is on a page without a document. What sounds like an error and asks for something is
/// a gate: there the page is behind it.
fn page_kind(line: &str) -> Kind {
    let found = kind(line);
    if found != Kind::Text {
        return found;
    }
    let kinds: Vec<Kind> = kinds_of(line, &PAGES).collect();
    let first = kinds.first().copied().unwrap_or(Kind::Text);
    if kinds.contains(&Kind::Gate) { Kind::Gate } else { first }
}

/// Whether a text is what a server says when it has no document, or asks for before it shows one.
///
/// ```
/// use policy_search::text::boilerplate::is_error_page;
/// assert!(is_error_page("抱歉，您访问的页面不存在。\n返回首页"));
/// assert!(!is_error_page("关于公布404家企业名单的公告"));
/// ```
pub fn is_error_page(text: &str) -> bool {
    matches!(contentless(text), Some(Contentless::Error | Contentless::Gate))
}

/// Whether a line leads to the other pages of a list: 上一页 下一页 共 12 页.
pub fn is_paging(line: &str) -> bool {
    page_kind(line) == Kind::Paging
}

/// Whether a line is made of the names of a site's columns.
pub fn is_menu(line: &str) -> bool {
    page_kind(line) == Kind::Menu
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_say_there_is_nothing() {
        for page in [
            "404\nNot Found",
            "HTTP Status 404 – Not Found\nType Status Report\nMessage /zw/1.html\nDescription The origin server \
             did not find a current representation for the target resource\nApache Tomcat/8.5.57",
            "您访问的页面不存在",
            "抱歉，您访问的地址有错或页面不存在。",
            "页面不存在或已删除",
            "该信息已被删除！\n返回",
            "Server Error in '/' Application.\nThe resource cannot be found.",
            "500 Internal Server Error",
            "对不起，您无权访问该页面",
            "网站正在维护中，请稍后访问。",
            "首页\n政务公开\n您访问的页面已经不在\n3秒后自动跳转到首页",
        ] {
            assert_eq!(contentless(page), Some(Contentless::Error), "{page}");
        }
    }

    #[test]
    fn pages_that_ask_for_something_first() {
        for page in [
            "请开启JavaScript并刷新该页.",
            "用户登录\n用户名：\n密码：\n验证码：\n看不清？换一张\n登录\n忘记密码",
            "安全验证\n请完成下列验证后继续",
            "您的访问过于频繁，请输入验证码后继续访问",
            "正在跳转，请稍候…",
            "Just a moment...\nChecking your browser before accessing.",
            "很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。",
        ] {
            assert_eq!(contentless(page), Some(Contentless::Gate), "{page}");
        }
    }

    #[test]
    fn documents_on_such_subjects_are_none_of_them() {
        for text in [
            "登录管理办法",
            "关于规范网站登录和验证码使用的通知\n用户名：",
            "用户名和密码由本人保管，不得转借。",
            "系统维护工作规程",
            "验证码短信服务规范",
            "密码法",
            "网站维护公告\n因机房搬迁，定于5月1日停机维护。",
        ] {
            assert_eq!(contentless(text), None, "{text}");
        }
    }
}
