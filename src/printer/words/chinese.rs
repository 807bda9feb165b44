//! Chinese, in simplified characters.

use std::path::PathBuf;

use super::english::packages;
use super::table::Table;
use super::told::in_chinese;
use crate::engine::{Kept, Missing};
use crate::error::{Conversion, ErrorKind, Foreign, Line, Refusal as R, Remedy, SystemFailure};

pub(super) const TABLE: Table =
    Table { colon: "：", kind, refusal, system, remedy, conversion, parts, kept };

fn kind(kind: &ErrorKind) -> String {
    use ErrorKind as E;
    match kind {
        E::NoIndex => "此处没有索引".into(),
        E::ForeignFolder => "此文件夹中有其他文件，不是索引".into(),
        E::NotAFolder => "索引应是文件夹，而这是一个文件".into(),
        E::OtherVersion { found, expected } => {
            format!("索引格式为 {found}，本程序读取的格式为 {expected}")
        }
        E::OtherAnalyzer { found, expected } => {
            format!("索引由分词器 {found} 建立，本程序的分词器为 {expected}")
        }
        E::Damaged(what) => format!("索引已损坏（{}）", in_chinese(what)),
        E::FoldersUnknown => "索引已损坏，且无法得知它由哪些文件夹建立".into(),
        E::UnknownRoot(known) => unknown_root(known),
        E::InsideIndex => "此处位于索引文件夹内，索引文件夹不能存放其他文件".into(),
        E::Busy => "另一个 `search index` 正在写入此索引".into(),
        E::NoCorpus => "没有这个公告文件夹".into(),
        E::NoConverter => "--convert：PATH 中找不到 soffice 和 pdftotext".into(),
        E::NoRecogniser | E::NoLanguage(_) => no_recogniser(kind),
        E::NoMeasurement(why) => format!("不是 `search bench --json` 的结果（{why}）"),
        E::OtherMeasurement { found, expected } => {
            format!("结果格式为 {found}，本程序读取的格式为 {expected}")
        }
        E::NothingToAsk => "索引中没有可供查询的公告".into(),
        E::Ambiguous { start, ids, more } => ambiguous(start, ids, *more),
        E::Unknown(name) => format!("没有编号、文号、文件或标题为“{name}”的公告"),
        E::Backend(why) => format!("索引操作失败（{}）", in_chinese(why)),
        E::Bug(_) => "这是程序缺陷，索引并未损坏".into(),
        E::Io(error) => system(&error.into()),
        E::Refused(refused) | E::Convertible { refusal: refused, .. } => refusal(refused),
        E::Vocabulary(line) => in_chinese(&line.what),
        E::Settings(line) | E::Unreadable(line) => at_line(line),
        E::Query(error) => format!("{}\n{}", in_chinese(error.message()), error.place()),
        E::Option(what) => in_chinese(what),
        remote => remote_kind(remote),
    }
}

/// What is wrong with an index that lies on other machines.
fn remote_kind(kind: &ErrorKind) -> String {
    use ErrorKind as E;
    match kind {
        E::WithoutOpenSearch => "本程序编译时未包含 OpenSearch 后端".into(),
        E::Address(what) => in_chinese(what),
        E::PasswordInAddress => "--index 中不能写密码".into(),
        E::Unreachable { node, why } => format!("无法连接 {node}（{}）", in_chinese(why)),
        E::Untrusted { node } => format!("{node} 的证书不受信任"),
        E::LoginWanted { node } => format!("{node} 要求登录，或所用登录信息无效"),
        E::Forbidden { node, what } => format!("{node} 不允许当前用户执行此操作（{what}）"),
        E::OtherEngine { name, version } => {
            format!("这是 {name} {version}，不是 OpenSearch 2.12 或更高版本")
        }
        E::NotOurs => "已有同名索引，且不是由本程序建立的".into(),
        E::BeingWritten { owner } => format!("另一个 `search index`（{owner}）正在写入此索引"),
        E::Incomplete { failed, of } => format!("{of} 个分片中有 {failed} 个没有应答"),
        E::Overloaded { minutes } => {
            format!("OpenSearch 拒绝写入已达 {minutes} 分钟（429，写入队列已满）")
        }
        E::ClusterFull => "集群磁盘已满，索引已变为只读".into(),
        E::ScriptsForbidden => "OpenSearch 不允许使用相似度脚本".into(),
        E::NoCertificate => "此文件中没有证书".into(),
        E::TooManyTexts { most } => format!("含有这些字的文本超过 {most} 篇，无法逐篇核对"),
        E::OfCluster => {
            "--shards、--replicas、--patience 用于 OpenSearch 中的索引，而这是文件夹".into()
        }
        E::FixedShards { has } => format!("此索引有 {has} 个分片，只有重建时才能更改"),
        E::Superseded => "读取期间索引已被替换".into(),
        _ => String::new(),
    }
}

fn unknown_root(known: &[PathBuf]) -> String {
    let known = known.iter().map(|root| format!("\n  {}", root.display()));
    format!("索引的文件夹中没有这一个，现有：{}", known.collect::<String>())
}

/// What is wrong in a file that a person writes, and on which line.
fn at_line(line: &Line) -> String {
    match line.line {
        Some(number) => format!("第 {number} 行：{}", in_chinese(&line.what)),
        None => in_chinese(&line.what),
    }
}

fn no_recogniser(kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::NoLanguage(names) => format!("--ocr：tesseract 没有 {names} 的数据"),
        _ => "--ocr：PATH 中找不到 tesseract".into(),
    }
}

fn refusal(refusal: &R) -> String {
    match refusal {
        R::NoFile => "不是文件，而是文件夹、管道或设备".into(),
        R::Empty => "空文件".into(),
        R::NoText => "没有文本，没有可供检索的内容".into(),
        R::BlankPages => "各页既无文本也无图像，没有可供检索的内容".into(),
        R::NotText => "只有字节，不是文本".into(),
        R::Foreign(sort, name) => foreign(*sort, name),
        R::NotRead(format) => format!("尚不支持读取 {}", in_chinese(format)),
        R::UnknownExtension(extension) => format!("不支持读取 .{extension} 文件"),
        R::OldWord => "不支持读取 Word 6/95 文件".into(),
        R::Works => "不支持读取 MS Works 和早期 WPS 文件".into(),
        R::Encrypted | R::EncryptedOtherwise => "已加密".into(),
        R::Protected => "受版权保护（DRM）".into(),
        R::Scanned => "只有图像或图形，没有文本层（扫描件）".into(),
        R::Unmapped => "字体未说明所绘字符，无法提取文本".into(),
        R::Damaged(cause) => format!("不完整或已损坏（{}）", in_chinese(cause)),
        R::TooLarge(limit) => format!("大于 {limit} MiB"),
        R::TableTooLarge => "表格超过 800 万个单元格或 256 MiB 文字".into(),
        R::TooLargeUnpacked => "解压后大于 256 MiB，或其中某一部分大于 64 MiB".into(),
        R::TooManyFiles(limit) => format!("压缩包内的文件超过 {limit} 个"),
        R::ArchiveInArchives => "压缩包嵌套过深".into(),
        R::Packing => "压缩方式不受支持".into(),
        R::NestedTooDeep => "嵌套过深，已略过".into(),
        R::XmlTooLarge => "嵌套过深或大于正常文档，已略过".into(),
        R::DocumentType => "其 XML 含有文档不需要的文档类型定义".into(),
        R::TooManyAttributes(_) | R::TagsTooDeep(_) | R::UnclosedTags => broken_page(refusal),
        R::BrokenJson(why) => format!("JSON 有误（{}）", in_chinese(why)),
        R::JsonTooLarge(limit) => format!("有 JSON 对象大于 {limit} MiB"),
        R::NoRecord | R::NoRecordLine(_) | R::NoHeader | R::OnlyHeader | R::NoFullRecord => {
            no_record(refusal)
        }
        R::ReaderNotStarted(why) => format!("无法启动读取进程（{}）", in_chinese(why)),
        R::ReaderEnded => "读取进程所需内存超过 1 GiB 或已崩溃，已略过".into(),
        R::ReaderSlow(limit) => format!("读取超过 {limit} 秒，已中止"),
        R::ReaderPanicked => "读取此文件时程序出错".into(),
        R::LeftOut(words) | R::System(words) => in_chinese(words),
    }
}

/// Why a page is not parsed.
fn broken_page(refusal: &R) -> String {
    match refusal {
        R::TooManyAttributes(limit) => format!("有标签的属性超过 {limit} 个，网页已损坏"),
        R::TagsTooDeep(limit) => format!("标签嵌套超过 {limit} 层，网页已损坏"),
        _ => "未闭合的标签过多，网页已损坏".into(),
    }
}

/// Why a dump gives no document.
fn no_record(refusal: &R) -> String {
    match refusal {
        R::NoRecordLine(first) => format!("没有一行是记录，第一行的问题是：{}", in_chinese(first)),
        R::NoHeader => "表头中没有可识别的列（标题或正文）".into(),
        R::OnlyHeader => "只有表头，没有记录".into(),
        R::NoFullRecord => "所有记录都没有标题和正文".into(),
        _ => "没有含标题或正文的记录".into(),
    }
}

fn foreign(sort: Foreign, name: &str) -> String {
    match sort {
        Foreign::WordLike => format!("尚不支持读取 {name}"),
        Foreign::Picture => format!("{name} 图像没有文本层"),
        Foreign::Packed => format!("不支持解压 {name} 压缩包"),
        Foreign::Database => format!("不支持读取 {name}"),
        Foreign::OwnFormat => format!("{name} 只能用专门的程序读取"),
        Foreign::Textless => format!("{name} 没有可检索的文字"),
    }
}

fn system(failure: &SystemFailure) -> String {
    match failure {
        SystemFailure::PermissionDenied => "没有权限".into(),
        SystemFailure::NotFound => "没有这个文件或文件夹".into(),
        SystemFailure::StorageFull => "磁盘已满".into(),
        SystemFailure::Other(words) => words.clone(),
    }
}

fn ambiguous(start: &str, ids: &[String], more: bool) -> String {
    let more = if more { "……" } else { "" };
    format!("{start} 是多个编号的开头：{}{more}", ids.join("、"))
}

const NAME_FOLDERS: &str = "指定文件夹（`search index --rebuild DIR…`），并加上所需的选项（--field、--keep-junk、\
                            --convert、--ocr）";

fn remedy(remedy: &Remedy) -> String {
    match remedy {
        Remedy::SearchFor(text) => format!("可用 `search {text}` 在正文中查找"),
        Remedy::Report(words) => format!("请报告此问题，并附上所用命令（{words}）"),
        Remedy::InstallLanguage(names) => {
            let packages: Vec<String> = packages(names).collect();
            format!(
                "安装数据（Debian：`apt-get install {}`），或用 --ocr-lang 另选",
                packages.join(" ")
            )
        }
        Remedy::BuildIndexAt(address) => {
            format!("运行 `search index 文件夹 --index {address}` 建立")
        }
        remedy => plain_remedy(remedy).into(),
    }
}

const INSTALL_RECOGNISER: &str =
    "安装（Debian：`apt-get install tesseract-ocr tesseract-ocr-chi-sim`），或去掉 --ocr";

/// A remedy that is always said in the same words.
fn plain_remedy(remedy: &Remedy) -> &'static str {
    match remedy {
        Remedy::BuildIndex => "运行 `search index 文件夹` 建立",
        Remedy::Rebuild => "运行 `search index --rebuild` 重建",
        Remedy::NameFolders => NAME_FOLDERS,
        Remedy::WriteMoreDigits => "多写几位",
        Remedy::AddAnnouncements => "用 `search index` 添加",
        Remedy::ChooseEmptyFolder => "选择空文件夹或新文件夹",
        Remedy::ChooseFolder => "用 --index 另选位置",
        Remedy::ChooseAnotherFolder => "用 --index 另选文件夹",
        Remedy::Wait => "等待其结束后再试",
        Remedy::NameExisting => "指定已有的文件夹，或先新建",
        Remedy::Measure => "用 `search bench --json` 生成",
        Remedy::InstallConverter => "安装 LibreOffice 或 poppler，或去掉 --convert",
        Remedy::InstallRecogniser => INSTALL_RECOGNISER,
        Remedy::Permit => "授予当前用户此处的读写权限",
        Remedy::MakeRoom => "腾出空间后重新运行",
        Remedy::ReportFile => "请报告此问题",
        Remedy::NameFormat => "用扩展名标明格式",
        Remedy::NameColumns => "用 --field 指定各列",
        Remedy::RenameToText => "如果是文本，改名为 .txt",
        Remedy::SaveAsText => "另存为文本或 HTML",
        Remedy::SaveAsDocx => "另存为 DOCX",
        Remedy::SaveAsPdf => "在能打开它的程序中另存为或打印为 PDF",
        Remedy::Export => "将其中的表导出为 CSV 或 JSON Lines",
        Remedy::SaveAsLines => "按每行一条记录保存",
        Remedy::SaveWithoutPassword => "另存为不带密码的文件",
        Remedy::SaveUnencrypted => "另存为不带密码的文件，其加密方式未知",
        Remedy::Recognise => "先做文字识别（OCR）",
        Remedy::FetchOrRecognise => "另取一份，或做文字识别（OCR）",
        Remedy::FetchUnprotected => "另取一份未受保护的",
        Remedy::FetchAgain => "重新获取",
        Remedy::Split => "拆分",
        Remedy::SplitIntoDocuments => "拆分为单个文档",
        Remedy::Unpack => "解压",
        Remedy::PackAgain => "重新打包为普通 ZIP",
        Remedy::Repair => "修复或删除",
        remedy => remote_remedy(remedy),
    }
}

/// What may be done about an index that lies on other machines.
fn remote_remedy(remedy: &Remedy) -> &'static str {
    match remedy {
        Remedy::TryAgain => "请重试",
        Remedy::InstallOpenSearch => "安装时请加上 `--features opensearch`",
        Remedy::NameLogin => {
            "请设置环境变量 `SEARCH_OPENSEARCH_USER` 和 `SEARCH_OPENSEARCH_PASSWORD`，或 \
             `SEARCH_OPENSEARCH_API_KEY`，或 `SEARCH_OPENSEARCH_TOKEN`"
        }
        Remedy::CheckNode => "请确认它在运行，且端口正确",
        Remedy::NameAuthority => "用环境变量 `SEARCH_OPENSEARCH_CA` 指定签发机构的 PEM 文件",
        Remedy::NameCertificates => {
            "用环境变量 `SEARCH_OPENSEARCH_CA` 指定含签发机构证书的 PEM 文件"
        }
        Remedy::AddWord => "请再加一个词",
        Remedy::NameCluster => "去掉这些选项，或用 --index 指定地址",
        Remedy::Grant => "请为其角色授予此权限",
        Remedy::NameOpenSearch => "用 --index 指定 OpenSearch 服务器",
        Remedy::ChooseAnotherName => "用 --index 另选名称",
        Remedy::AllowPartial => "请重试，或用 --allow-partial 接受不完整的结果",
        Remedy::WriteSlower => "集群跟不上写入速度：用 --threads 1 重新运行，已提交的内容会保留",
        Remedy::AllowScripts => {
            "在 `opensearch.yml` 中将 `script.allowed_types` 设为 `inline`，并在 \
             `script.allowed_contexts` 中保留 `similarity` 和 `similarity_weight`"
        }
        _ => "",
    }
}

fn conversion(conversion: &Conversion, made: Option<String>) -> String {
    match conversion {
        Conversion::NotAsked { needs, packed } => {
            let unpack = if *packed { "解压后" } else { "" };
            format!("，或{unpack}加 --convert 重新运行（需要 {needs}）")
        }
        Conversion::Unrecognised { .. } => "：加 --ocr 重新运行（需要 tesseract）".into(),
        Conversion::Unreadable { why } => format!("（--ocr：{}）", in_chinese(why)),
        Conversion::Failed { by, why, .. } => {
            let made = made.map(|made| format!("：{made}")).unwrap_or_default();
            format!("（--convert：{by} {}{made}）", in_chinese(why))
        }
    }
}

fn parts(count: u64, first: &[String], what: String) -> String {
    let sort = if first.iter().all(|name| name.contains('.')) { "个文件" } else { "条记录" };
    let more = if count > first.len() as u64 { "、…" } else { "" };
    match first {
        [] => format!("{count} 次：{what}"),
        first => format!("{count} {sort}：{what}（{}{more}）", first.join("、")),
    }
}

fn kept(kept: &Kept, place: Option<String>) -> String {
    let Kept { why, announcements } = kept;
    let why_kept = match why {
        Missing::Unseen(_) | Missing::Absent(_) => place.unwrap_or_default(),
        Missing::Gone { files, of, first } => {
            format!("{of} 个文件中有 {files} 个不见了（{}）", named(*files, first))
        }
        Missing::Emptied { files, first } => {
            format!("文件夹已空，其中 {files} 个文件不见了（{}）", named(*files, first))
        }
    };
    match why {
        Missing::Unseen(_) => format!("{why_kept}：其中 {announcements} 篇公告保持原样"),
        _ => format!("{why_kept}：{announcements} 篇公告保留至文件恢复，可用 `--prune` 清除"),
    }
}

fn named(files: usize, first: &[String]) -> String {
    let names = first.join("、");
    if files > first.len() { format!("{names} 等") } else { names }
}
