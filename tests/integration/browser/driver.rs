//! A real browser, one for each test: Chromium without a window, through its driver.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::workspace::repository;

/// How long a page may take to become what a test waits for.
const PATIENCE: Duration = Duration::from_secs(10);

/// How a browser is set up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setup {
    pub(crate) width: u32,
    pub(crate) is_dark: bool,
    pub(crate) has_scripts: bool,
    pub(crate) language: &'static str,
}

impl Default for Setup {
    fn default() -> Self {
        Self { width: 1280, is_dark: false, has_scripts: true, language: "zh-CN" }
    }
}

/// A browser, closed when it is dropped.
pub(crate) struct Browser {
    runtime: Runtime,
    client: Client,
    driver: Child,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Opens a browser.
    pub(crate) fn open(setup: Setup) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (driver, address) = driver();
        let profile = tempfile::tempdir().unwrap();
        let options = options(setup, profile.path());
        let capabilities = json!({ "goog:chromeOptions": options }).as_object().unwrap().clone();
        let mut builder =
            ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new());
        builder.capabilities(capabilities);
        let client =
            runtime.block_on(builder.connect(&address)).expect("a session of chromedriver");
        Self { runtime, client, driver, _profile: profile }
    }

    pub(crate) fn go(&self, url: &str) {
        self.runtime.block_on(self.client.goto(url)).unwrap();
    }

    pub(crate) fn back(&self) {
        self.runtime.block_on(self.client.back()).unwrap();
    }

    pub(crate) fn reload(&self) {
        self.runtime.block_on(self.client.refresh()).unwrap();
    }

    /// The address that is shown.
    pub(crate) fn url(&self) -> String {
        self.runtime.block_on(self.client.current_url()).unwrap().to_string()
    }

    /// Clicks the first thing that a CSS selector names.
    pub(crate) fn click(&self, css: &str) {
        let found = self.runtime.block_on(self.client.find(Locator::Css(css)));
        let found = found.unwrap_or_else(|error| panic!("{css}: {error}"));
        self.runtime.block_on(found.click()).unwrap_or_else(|error| panic!("{css}: {error}"));
    }

    /// Clicks the first link with this text.
    pub(crate) fn click_link(&self, text: &str) {
        let found = self.runtime.block_on(self.client.find(Locator::LinkText(text)));
        let found = found.unwrap_or_else(|error| panic!("{text} on {}: {error}", self.url()));
        self.runtime.block_on(found.click()).unwrap_or_else(|error| panic!("{text}: {error}"));
    }

    /// Types into the first field that a CSS selector names; `\u{e007}` is Enter.
    pub(crate) fn keys(&self, css: &str, keys: &str) {
        let found = self.runtime.block_on(self.client.find(Locator::Css(css))).unwrap();
        self.runtime.block_on(found.send_keys(keys)).unwrap();
    }

    /// The texts that are seen of all that a CSS selector names.
    pub(crate) fn texts(&self, css: &str) -> Vec<String> {
        let found = self.runtime.block_on(self.client.find_all(Locator::Css(css))).unwrap();
        let text = |one: &fantoccini::elements::Element| self.runtime.block_on(one.text()).unwrap();
        found.iter().map(text).collect()
    }

    /// The text that is seen of the first thing that a CSS selector names.
    pub(crate) fn text(&self, css: &str) -> String {
        let texts = self.texts(css);
        texts.into_iter().next().unwrap_or_else(|| panic!("no {css} on {}", self.url()))
    }

    pub(crate) fn count(&self, css: &str) -> usize {
        self.texts(css).len()
    }

    /// The result of a script in the page. Where pages may run none, the driver still may.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.runtime.block_on(self.client.execute(script, Vec::new())).unwrap()
    }

    /// What an expression of the page's scripts is.
    pub(crate) fn value(&self, expression: &str) -> Value {
        self.run(&format!("return {expression};"))
    }

    /// Waits until something holds.
    pub(crate) fn wait(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let began = Instant::now();
        while !holds(self) {
            assert!(began.elapsed() < PATIENCE, "{what}: not so on {}", self.url());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Whether the page is wider than what shows it.
    pub(crate) fn scrolls_sideways(&self) -> bool {
        let page = "document.documentElement";
        self.value(&format!("{page}.scrollWidth > {page}.clientWidth")) == Value::Bool(true)
    }

    /// What axe-core finds wrong by WCAG 2.2 AA: the rule and the first place of each.
    pub(crate) fn violations(&self) -> Vec<String> {
        let axe = fs::read_to_string(tool("axe-core/axe.min.js")).expect("axe-core");
        self.run(&axe);
        let script = "const done = arguments[arguments.length - 1]; \
            axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}) \
               .then(found => done(found.violations.map(one => one.id + ' ' + one.nodes[0].html)))";
        let found = self.runtime.block_on(self.client.execute_async(script, Vec::new())).unwrap();
        serde_json::from_value(found).unwrap()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.runtime.block_on(self.client.clone().close()).ok();
        self.driver.kill().ok();
        self.driver.wait().ok();
    }
}

/// The driver of the browser, and where it listens.
fn driver() -> (Child, String) {
    let mut driver = Command::new("chromedriver")
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("chromedriver on PATH");
    let out = BufReader::new(driver.stdout.take().unwrap());
    let port = out.lines().map_while(Result::ok).find_map(|line| {
        let (_, port) = line.split_once("started successfully on port ")?;
        port.trim_end_matches('.').parse::<u16>().ok()
    });
    let port = port.expect("chromedriver tells its port");
    (driver, format!("http://127.0.0.1:{port}"))
}

/// The options of Chromium.
fn options(setup: Setup, profile: &Path) -> Value {
    let mut flags = vec![
        "--headless=new".to_string(),
        "--no-sandbox".to_string(),
        "--disable-gpu".to_string(),
        "--disable-dev-shm-usage".to_string(),
        "--force-renderer-accessibility=0".to_string(),
        "--window-size=1280,1200".to_string(),
        format!("--lang={}", setup.language),
        format!("--user-data-dir={}", profile.display()),
    ];
    if setup.is_dark {
        flags.push("--blink-settings=preferredColorScheme=0".to_string());
    }
    let scripts = if setup.has_scripts { 1 } else { 2 };
    let mut options = json!({
        "args": flags,
        "prefs": {
            "profile.managed_default_content_settings.javascript": scripts,
            "intl.accept_languages": setup.language,
        },
    });
    // A window has a least width; a device that is emulated has none.
    if setup.width < 600 {
        let device =
            json!({ "width": setup.width, "height": 900, "pixelRatio": 1.0, "touch": false });
        options["mobileEmulation"] = json!({ "deviceMetrics": device });
    } else {
        options["args"]
            .as_array_mut()
            .unwrap()
            .push(json!(format!("--window-size={},1200", setup.width)));
    }
    options
}

/// A file of the packages of npm that `.ci/run` installs.
pub(crate) fn tool(name: &str) -> PathBuf {
    let folder = std::env::var_os("BROWSER_TOOLS").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| repository().join("target/browser"));
    folder.join("node_modules").join(name)
}
