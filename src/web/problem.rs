//! What is wrong with a request or with the answer to it, as RFC 9457 and as a page tell it.

use std::ops::Deref;

use axum::http::StatusCode;
use serde::Serialize;

use crate::error::{Error, ErrorKind};
use crate::printer::Language;
use crate::query::ParseError;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem(Box<Parts>);

/// Behind a pointer, for an answer is passed on more often than it fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    /// The status of the answer.
    pub(super) status: StatusCode,
    /// The sort of problem: the last part of its type.
    pub(super) sort: Sort,
    /// What is wrong and what to do about it, in the words of the library.
    pub(super) detail: String,
    /// The parameter that is wrong.
    pub(super) parameter: Option<String>,
    /// The query as it was read, and where in it the fault is, in characters.
    pub(super) at: Option<(String, [usize; 2])>,
    /// What to write instead.
    pub(super) suggestions: Vec<String>,
    /// What failed, for who runs the server: it may name files.
    pub(super) cause: Option<String>,
    /// The error that the words are made from, in whatever language is asked for.
    worded: Option<Worded>,
}

/// An error with the language of its words not chosen yet.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Worded {
    english: String,
    chinese: String,
}

macro_rules! sorts {
    ($($sort:ident $name:literal $english:literal $chinese:literal $advice:literal $advice_in_chinese:literal;)*) => {
        /// The sorts of problems.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Sort {
            $(#[doc = $english] $sort,)*
        }

        impl Sort {
            /// All sorts.
            pub(super) const ALL: &'static [Self] = &[$(Self::$sort,)*];

            /// The last part of the type of a problem.
            pub(super) fn name(self) -> &'static str {
                match self { $(Self::$sort => $name,)* }
            }

            /// The type of a problem.
            pub(super) fn address(self) -> String {
                format!("/problems/{}", self.name())
            }

            /// A title, which is the same for every problem of the sort.
            pub(super) fn title(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$sort, Language::Chinese) => $chinese,
                    (Self::$sort, _) => $english,)*
                }
            }

            /// What to do about a problem of which its sort says all; empty where each has its own words.
            fn advice(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$sort, Language::Chinese) => $advice_in_chinese,
                    (Self::$sort, _) => $advice,)*
                }
            }
        }
    };
}

sorts! {
    Query "query" "The query cannot be read" "检索式有误" "" "";
    Parameter "parameter" "A parameter cannot be used" "参数有误" "" "";
    Request "request" "The request cannot be read" "请求有误"
        "a request names one host, and its path is UTF-8" "请求应只含一个 Host 首部，路径应为 UTF-8 编码";
    NotFound "not-found" "There is no such page or announcement" "没有这个页面或这篇公告"
        "begin at the first page; programs find all paths in openapi.json" "请从首页开始；程序可在 openapi.json 中查看全部路径";
    Method "method" "This method is not answered here" "不支持这种请求方法"
        "the header Allow lists what is" "可用的方法见 Allow 首部";
    Host "host" "This server does not answer to that name" "本服务不以此名称提供"
        "ask for localhost or 127.0.0.1, or start the server with --allow-host NAME" "请改用 localhost 或 127.0.0.1 访问，或在启动时加上 --allow-host 名称";
    Foreign "foreign" "Another site must not ask this" "不接受其他网站发来的请求"
        "open the address itself, or ask with a program" "请直接打开此地址，或用程序请求";
    Token "token" "A token is needed" "需要访问令牌"
        "send it as `Authorization: Bearer TOKEN`, or as the password that the browser asks for" "请以 `Authorization: Bearer 令牌` 发送，或在浏览器询问时作为密码输入";
    Large "large" "The request is too large" "请求过大"
        "an address may have 8 KiB and a form 256 KiB" "地址不超过 8 KiB，表单不超过 256 KiB";
    Media "media" "This type of content is not read" "不支持这种内容类型"
        "send a form as application/x-www-form-urlencoded" "请以 application/x-www-form-urlencoded 提交表单";
    Late "late" "The request did not come in time" "请求未及时送达" "send it again" "请重新发送";
    Kept "kept" "Files are not handed out here" "本服务不提供原文件"
        "who runs it started it with --no-originals" "服务以 --no-originals 启动";
    Gone "gone" "The file is no longer where it was indexed" "原文件已不在入库时的位置"
        "the text is in the index still; see its web page, or ask who keeps the files" "正文仍在索引中；可查看原网页，或询问文件保管者";
    Long "long" "The file is too large to be handed out" "原文件过大，不提供下载"
        "files of up to 64 MB are" "可下载的文件不超过 64 MB";
    Busy "busy" "Too many searches at once" "检索过多，请稍后再试" "try again in a second" "请稍候一秒再试";
    Slow "slow" "The answer took too long" "检索超时" "ask for less, or try again later" "请缩小检索范围，或稍后再试";
    Index "index" "There is no index to ask" "没有可用的索引" "" "";
    Cluster "cluster" "The index does not answer in full" "索引未能完整应答"
        "try again in a few seconds; who runs it finds more on its standard error" "请稍候几秒再试；详细信息见服务端的标准错误输出";
    Failed "failed" "The server failed" "服务出错"
        "who runs it finds more on its standard error" "详细信息见服务端的标准错误输出";
}

impl Problem {
    fn new(status: StatusCode, sort: Sort, detail: impl Into<String>) -> Self {
        let (parameter, at, suggestions, cause, worded) = (None, None, Vec::new(), None, None);
        let detail = detail.into();
        Self(Box::new(Parts { status, sort, detail, parameter, at, suggestions, cause, worded }))
    }

    /// The problem in these words, whatever the library says.
    fn worded(mut self, english: String, chinese: String) -> Self {
        self.0.worded = Some(Worded { english, chinese });
        self
    }

    /// A problem of which its sort says all.
    pub(super) fn plain(status: StatusCode, sort: Sort) -> Self {
        Self::new(status, sort, String::new())
    }

    /// That a parameter has a value that cannot be used; `detail` is a sentence of the library.
    pub(super) fn parameter(name: &str, detail: &str) -> Self {
        let mut problem = Self::new(StatusCode::BAD_REQUEST, Sort::Parameter, detail);
        problem.0.parameter = Some(name.to_string());
        problem
    }

    /// That a parameter has none of a few values.
    pub(super) fn value(name: &str, text: &str, choices: &str) -> Self {
        let shown: String = text.chars().take(40).collect();
        Self::both(
            name,
            format!("{shown} cannot be used here: write one of {choices}"),
            format!("{shown} 不可用：可写 {choices}"),
        )
    }

    /// That a parameter is unknown.
    pub(super) fn unknown(name: &str, known: &[&str]) -> Self {
        let shown: String = name.chars().take(40).collect();
        let near = known.iter().find(|known| strsim::damerau_levenshtein(known, name) <= 2);
        let (mut english, mut chinese) =
            (format!("there is no parameter {shown}"), format!("没有参数 {shown}"));
        if let Some(near) = near {
            english += &format!(": did you mean {near}?");
            chinese += &format!("：是不是 {near}？");
        }
        english += &format!(" the parameters are {}", known.join(", "));
        chinese += &format!(" 可用的参数：{}", known.join("、"));
        let mut problem = Self::both(name, english, chinese);
        problem.0.suggestions.extend(near.map(ToString::to_string));
        problem
    }

    /// That a parameter which has one value was given several.
    pub(super) fn twice(name: &str) -> Self {
        Self::both(
            name,
            format!("{name} has one value and was given twice"),
            format!("{name} 只能有一个值"),
        )
    }

    /// That the value of a parameter is no UTF-8.
    pub(super) fn encoding(name: &str) -> Self {
        Self::both(
            name,
            format!("{name} is not in UTF-8: addresses of this server are"),
            format!("{name} 不是 UTF-8 编码：本服务的地址均用 UTF-8"),
        )
    }

    /// That a parameter is needed.
    pub(super) fn missing(name: &str, example: &str) -> Self {
        Self::both(
            name,
            format!("{name} is needed, such as {name}={example}"),
            format!("缺少 {name}，例如 {name}={example}"),
        )
    }

    /// That a count is out of its range.
    pub(super) fn range(name: &str, count: usize, least: usize, most: usize) -> Self {
        let export = if name == "offset" { ": /export has all hits in one file" } else { "" };
        let all = if name == "offset" { "；/export 可一次下载全部" } else { "" };
        Self::both(
            name,
            format!("{name} is {count} and may be {least} to {most}{export}"),
            format!("{name} 为 {count}，应在 {least} 至 {most} 之间{all}"),
        )
    }

    fn both(name: &str, english: String, chinese: String) -> Self {
        Self::parameter(name, "").worded(english, chinese)
    }

    /// A malformed query.
    pub(super) fn query(error: &ParseError) -> Self {
        let at = error.characters();
        let mut problem = Self::new(StatusCode::BAD_REQUEST, Sort::Query, error.message());
        problem.0.parameter = Some("q".into());
        problem.0.at = Some((error.query().to_string(), [at.start, at.end]));
        problem
    }

    /// A request that is wrong as a whole; `detail` is a sentence of the library.
    pub(super) fn of_request(detail: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, Sort::Request, detail)
    }

    /// That nothing is here.
    pub(super) fn not_found() -> Self {
        Self::plain(StatusCode::NOT_FOUND, Sort::NotFound)
    }

    /// That something has no announcement.
    pub(super) fn no_announcement(name: &str) -> Self {
        let shown: String = name.chars().take(80).collect();
        let english = format!("no announcement has the id, number or title {shown}");
        let chinese = format!("没有编号、文号或标题为 {shown} 的公告");
        Self::not_found().worded(english, chinese)
    }

    /// The same with what was probably meant.
    pub(super) fn or_else(mut self, suggestions: Vec<String>) -> Self {
        self.0.suggestions = suggestions;
        self
    }

    /// An error of the library, with the paths of this machine only where `tells_paths`.
    pub(super) fn of(error: &Error, tells_paths: bool) -> Self {
        let (status, sort) = match error.kind() {
            ErrorKind::Query(error) => return Self::query(error),
            ErrorKind::Unknown(_) => (StatusCode::NOT_FOUND, Sort::NotFound),
            ErrorKind::Ambiguous { .. } => (StatusCode::BAD_REQUEST, Sort::Parameter),
            ErrorKind::NoIndex
            | ErrorKind::OtherVersion { .. }
            | ErrorKind::OtherAnalyzer { .. }
            | ErrorKind::Busy
            | ErrorKind::Vocabulary(_)
            | ErrorKind::NotAFolder
            | ErrorKind::NotOurs
            | ErrorKind::WithoutOpenSearch
            | ErrorKind::ForeignFolder => (StatusCode::SERVICE_UNAVAILABLE, Sort::Index),
            // Who asks the page can do nothing about a cluster, and learns nothing of its nodes.
            ErrorKind::Unreachable { .. }
            | ErrorKind::Untrusted { .. }
            | ErrorKind::LoginWanted { .. }
            | ErrorKind::Forbidden { .. }
            | ErrorKind::OtherEngine { .. }
            | ErrorKind::Incomplete { .. }
            | ErrorKind::Superseded => (StatusCode::SERVICE_UNAVAILABLE, Sort::Cluster),
            _ => (StatusCode::INTERNAL_SERVER_ERROR, Sort::Failed),
        };
        let told = |language: Language| match (tells_paths, sort) {
            (true, _) => language.error(error),
            // What an own error of the machine says may name its files.
            (false, Sort::Failed | Sort::Cluster) => String::new(),
            (false, _) => language.kind(error.kind()),
        };
        let mut problem =
            Self::plain(status, sort).worded(told(Language::English), told(Language::Chinese));
        let is_own = [Sort::Failed, Sort::Cluster].contains(&sort);
        problem.0.cause = is_own.then(|| Language::English.error(error));
        problem
    }

    /// What is wrong and what to do about it.
    pub(super) fn detail(&self, language: Language) -> String {
        let told = match (&self.worded, language) {
            (Some(worded), Language::Chinese) => worded.chinese.clone(),
            (Some(worded), _) => worded.english.clone(),
            (None, language) => language.told(&self.detail),
        };
        if told.is_empty() { self.sort.advice(language).to_string() } else { told }
    }

    /// After how many seconds it is worth trying again.
    pub(super) fn retry_after(&self) -> Option<u32> {
        match self.sort {
            Sort::Busy => Some(1),
            Sort::Slow => Some(10),
            Sort::Index | Sort::Cluster => Some(5),
            _ => None,
        }
    }

    /// The problem as an object of RFC 9457.
    pub(super) fn object(&self, language: Language) -> Object<'_> {
        Object {
            r#type: self.sort.address(),
            title: self.sort.title(language),
            status: self.status.as_u16(),
            detail: self.detail(language),
            parameter: self.parameter.as_deref(),
            at: self.at.as_ref().map(|(_, at)| *at),
            suggestions: &self.suggestions,
        }
    }
}

impl Deref for Problem {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// A problem as RFC 9457 has it.
#[derive(Serialize, schemars::JsonSchema)]
#[schemars(rename = "Problem")]
pub(super) struct Object<'a> {
    /// The sort of problem, as an address.
    r#type: String,
    /// What every problem of the sort is called.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What is wrong and what to do about it.
    detail: String,
    /// The parameter that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<&'a str>,
    /// Where in the query the fault is: a range of characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<[usize; 2]>,
    /// What to write instead.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    suggestions: &'a [String],
}
