//! An index that lies in OpenSearch: how it is named, who asks, and that no secret is told.
//!
//! Nothing answers at the address that is asked here, so that what is told comes from the command.

use std::fs;
use std::process::Output;

use crate::workspace::{Workspace, stderr, stdout};

/// Where nothing listens.
const ADDRESS: &str = "http://127.0.0.1:1/policy";

const SECRET: &str = "s3cret";

const NOTICE: &str = "某县关于开展春季植树活动的通知\n\n各镇：请抓紧组织春季植树。\n";

/// What is told of an index at the address.
fn told_of_address() -> String {
    let told = match cfg!(feature = "opensearch") {
        true => "cannot reach http://127.0.0.1:1 (",
        false => "this program was built without OpenSearch: install it with --features opensearch",
    };
    format!("search: {ADDRESS}: {told}")
}

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.write("通知.txt", NOTICE);
    workspace
}

/// The command with these variables; it fails, and tells no secret.
fn refused(workspace: &Workspace, variables: &[(&str, &str)], args: &[&str]) -> String {
    let output = run(workspace, variables, args);
    assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stderr(&output));
    assert_eq!(stdout(&output), "", "{args:?}");
    stderr(&output)
}

fn run(workspace: &Workspace, variables: &[(&str, &str)], args: &[&str]) -> Output {
    let mut command = workspace.prepare(args);
    let output = command.envs(variables.iter().copied()).output().unwrap();
    assert!(!format!("{output:?}").contains(SECRET), "{args:?}");
    assert!(!(stdout(&output) + &stderr(&output)).contains(SECRET), "{args:?}");
    output
}

#[test]
fn every_command_that_asks_an_index_takes_an_address() {
    let workspace = workspace();
    fs::write(workspace.path("topics.tsv"), "1\t植树\n").unwrap();
    let mut commands = vec![
        vec!["植树"],
        vec!["植树", "--json", "--allow-partial"],
        vec!["植树", "--csv", "-o", "hits.csv"],
        vec!["stats", "--json"],
        vec!["check"],
        vec!["show", "国发〔2025〕1号"],
        vec!["open", "国发〔2025〕1号"],
        vec!["bench"],
        vec!["eval", "--topics", "topics.tsv", "--run", "run.txt"],
    ];
    if !cfg!(feature = "opensearch") {
        // A run waits for a cluster, as long as its patience lasts.
        commands.push(vec!["index", "corpus", "--shards", "2", "--patience", "0s"]);
    }
    for command in commands {
        let named = refused(&workspace, &[], &[&command[..], &["--index", ADDRESS]].concat());
        assert!(named.contains(&told_of_address()), "{command:?}: {named}");
        let variable = refused(&workspace, &[("SEARCH_INDEX", ADDRESS)], &command);
        assert!(variable.contains(&told_of_address()), "{command:?}: {variable}");
    }
    // Nothing is built unasked where an address was meant.
    assert!(!workspace.path("index").exists() && !workspace.path("http:").exists());
}

#[cfg(feature = "serve")]
#[test]
fn a_server_does_not_begin_without_its_index() {
    let told = refused(&workspace(), &[], &["serve", "--addr", "127.0.0.1:0", "--index", ADDRESS]);
    assert!(told.starts_with(&told_of_address()), "{told}");
}

#[test]
fn another_index_is_measured_at_its_address() {
    let workspace = workspace();
    workspace.index();
    let told = refused(&workspace, &[], &["bench", "--rounds", "2", "--against", ADDRESS]);
    assert!(told.contains(&told_of_address()), "{told}");
}

#[test]
fn an_address_has_a_name_in_the_settings() {
    let workspace = workspace();
    let settings = workspace.path("settings of the user/policy-search");
    fs::create_dir_all(&settings).unwrap();
    let text = format!("[indexes]\n\"法律\" = \"{ADDRESS}\"\n");
    fs::write(settings.join("config.toml"), text).unwrap();
    for args in [["植树", "--index", "法律"], ["show", "植树", "--index=法律"]] {
        let told = refused(&workspace, &[], &args);
        assert!(told.starts_with(&told_of_address()), "{told}");
    }
    let text = format!("index = \"https://reader:{SECRET}@h:9200/policy\"\n");
    fs::write(settings.join("config.toml"), text).unwrap();
    assert!(refused(&workspace, &[], &["植树"]).contains("a password does not belong in --index"));
}

#[test]
fn a_password_in_an_address_is_told_in_both_languages_and_not_repeated() {
    let workspace = workspace();
    let address = format!("https://reader:{SECRET}@h:9200/policy");
    let english = "search: a password does not belong in --index: set SEARCH_OPENSEARCH_USER and \
                   SEARCH_OPENSEARCH_PASSWORD, or SEARCH_OPENSEARCH_API_KEY or \
                   SEARCH_OPENSEARCH_TOKEN\n";
    let chinese = "search: --index 中不能写密码：请设置环境变量 `SEARCH_OPENSEARCH_USER` 和 \
                   `SEARCH_OPENSEARCH_PASSWORD`，或 `SEARCH_OPENSEARCH_API_KEY`，或 \
                   `SEARCH_OPENSEARCH_TOKEN`\n";
    for command in [&["植树"][..], &["植树", "--json"], &["stats"], &["show", "1"], &["index"]]
    {
        let named = [command, &["--index", &address]].concat();
        assert_eq!(refused(&workspace, &[], &named), english, "{command:?}");
        let named = [command, &["--lang", "zh"]].concat();
        assert_eq!(refused(&workspace, &[("SEARCH_INDEX", &address)], &named), chinese);
    }
}

#[test]
fn what_is_no_address_is_told_with_what_to_write() {
    let workspace = workspace();
    for (address, english, chinese) in [
        (
            "https://h:9200",
            "no index is named: write its name behind the nodes, as in https://h:9200/policy",
            "没有写索引名称：请写在节点之后，如 https://h:9200/policy",
        ),
        (
            "https://h:9200/Policy",
            "Policy is no name of an index: write it in lower case",
            "Policy 不是索引名称：请用小写",
        ),
        (
            "ftp://h/policy",
            "ftp://h is no node: write it as https://search.example:9200",
            "ftp://h 不是节点地址：写作 https://search.example:9200",
        ),
    ] {
        let args = ["植树", "--index", address];
        assert_eq!(refused(&workspace, &[], &args), format!("search: {english}\n"));
        let args = [&args[..], &["--lang", "zh"]].concat();
        assert_eq!(refused(&workspace, &[], &args), format!("search: {chinese}\n"));
    }
}

#[test]
fn a_login_is_whole_and_one_and_only_asked_for_where_an_address_is() {
    let workspace = workspace();
    let (user, password) = ("SEARCH_OPENSEARCH_USER", "SEARCH_OPENSEARCH_PASSWORD");
    let token = ("SEARCH_OPENSEARCH_TOKEN", SECRET);
    let asked = ["植树", "--index", ADDRESS];
    for (variables, told) in [
        (
            &[(password, SECRET)][..],
            "SEARCH_OPENSEARCH_PASSWORD is set without SEARCH_OPENSEARCH_USER: set both",
        ),
        (
            &[(user, "reader"), (password, SECRET), token],
            "SEARCH_OPENSEARCH_USER and SEARCH_OPENSEARCH_TOKEN are two logins: set one",
        ),
    ] {
        assert_eq!(refused(&workspace, variables, &asked), format!("search: {told}\n"));
    }
    for variables in [&[(user, "reader"), (password, SECRET)][..], &[token]] {
        let told = refused(&workspace, variables, &asked);
        assert!(told.starts_with(&told_of_address()), "{told}");
    }
    let output = run(&workspace, &[(password, SECRET)], &["春季植树"]);
    assert!(output.status.success() && stdout(&output).contains("春季植树活动"));
}

#[test]
fn what_only_a_cluster_has_is_refused_for_a_folder_and_changes_nothing() {
    let workspace = workspace();
    for flags in [["--shards", "2"], ["--replicas", "0"], ["--patience", "10m"]] {
        let args = [&["index", "corpus"][..], &flags].concat();
        let told = refused(&workspace, &[], &args);
        let english = "index: --shards, --replicas and --patience are for an index in OpenSearch, \
                       and this is a folder: leave them out, or name an address with --index\n";
        assert_eq!(told, format!("search: {english}"));
        let told = refused(&workspace, &[], &[&args[..], &["--lang", "zh"]].concat());
        let chinese = "index：--shards、--replicas、--patience 用于 OpenSearch 中的索引，而这是文件夹：\
                       去掉这些选项，或用 --index 指定地址\n";
        assert_eq!(told, format!("search: {chinese}"));
    }
    assert!(!workspace.path("index").exists());
    for (flags, english, chinese) in [
        (["--shards", "0"], "write a number from 1 to 1024", "请写 1 到 1024 的数字"),
        (["--replicas", "101"], "write a number from 0 to 100", "请写 0 到 100 的数字"),
        (
            ["--patience", "10"],
            "write a number and s, m or h: 90s, 10m, 2h",
            "请写数字和 s、m 或 h：90s、10m、2h",
        ),
    ] {
        let told = refused(&workspace, &[], &[&["index"][..], &flags].concat());
        assert_eq!(told, format!("search: {}: {english}\n", flags[0]));
        let told = refused(&workspace, &[], &[&["index", "--lang", "zh"][..], &flags].concat());
        assert_eq!(told, format!("search: {}：{chinese}\n", flags[0]));
    }
}

#[test]
fn a_folder_answers_in_full_whatever_part_is_allowed() {
    let output = run(&workspace(), &[], &["春季植树", "--allow-partial"]);
    assert!(output.status.success() && stdout(&output).contains("春季植树活动"));
}
