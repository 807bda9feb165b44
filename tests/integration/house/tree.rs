//! The modules of a package, each with the names that its code may use.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Item, ItemMacro, ItemMod, ItemUse, UseTree};

use super::only_tests::is_only_for_tests;

/// Sources by their path below `src`, `/` between folders.
pub(crate) type Sources = BTreeMap<String, String>;

/// The segments of a path; the first is empty for one that begins with `::`.
pub(crate) type Route = Vec<String>;

pub(crate) type ModuleId = usize;
pub(crate) type FileId = usize;

/// Reads every source below `src`.
pub(crate) fn read(src: &Path) -> Sources {
    let mut sources = Sources::new();
    add_folder(src, "", &mut sources);
    sources
}

fn add_folder(folder: &Path, prefix: &str, sources: &mut Sources) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            add_folder(&path, &format!("{name}/"), sources);
        } else if name.ends_with(".rs") {
            sources.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

/// What a name stands for in a module.
pub(crate) enum Binding {
    Module(ModuleId),
    /// A type, function, constant, trait or macro defined here.
    Item,
    Import(Route),
}

/// One `use`, its braces opened.
pub(crate) struct Import {
    pub(crate) route: Route,
    /// `None` for a glob.
    pub(crate) name: Option<String>,
}

pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) lines: usize,
    /// The lines of its inline modules of tests.
    pub(crate) test_lines: usize,
    /// Whether only tests reach it.
    pub(crate) is_test: bool,
}

pub(crate) struct Module {
    pub(crate) file: FileId,
    pub(crate) root: ModuleId,
    pub(crate) parent: Option<ModuleId>,
    pub(crate) names: BTreeMap<String, Vec<Binding>>,
    /// Names declared inside functions: a scope is not told from another.
    pub(crate) inner: BTreeMap<String, Vec<Binding>>,
    pub(crate) globs: Vec<Route>,
    /// What is compiled without tests, inline modules taken out.
    pub(crate) items: Vec<Item>,
}

/// All modules of a package's library and binaries.
pub(crate) struct Tree {
    pub(crate) files: Vec<File>,
    pub(crate) modules: Vec<Module>,
    pub(crate) library: Option<ModuleId>,
    /// The crates that a path may begin with.
    pub(crate) crates: BTreeSet<String>,
}

impl Tree {
    /// Panics on what it cannot read, so that nothing is passed over.
    pub(crate) fn of(sources: &Sources, crates: &BTreeSet<String>) -> Self {
        let (files, modules) = (Vec::new(), Vec::new());
        let mut tree = Self { files, modules, library: None, crates: crates.clone() };
        for root in sources.keys().filter(|path| is_root(path)) {
            let module = Reader { sources, tree: &mut tree }.file(root, None, false);
            tree.library = if root == "lib.rs" { Some(module) } else { tree.library };
        }
        let unreached: Vec<&String> =
            sources.keys().filter(|path| tree.files.iter().all(|f| f.path != **path)).collect();
        assert!(unreached.is_empty(), "no `mod` reaches {unreached:?}");
        tree
    }

    pub(crate) fn path(&self, file: FileId) -> &str {
        &self.files[file].path
    }

    /// Whether `module` stands inside `other`.
    pub(crate) fn is_inside(&self, module: ModuleId, other: ModuleId) -> bool {
        let mut above = self.modules[module].parent;
        while let Some(here) = above {
            if here == other {
                return true;
            }
            above = self.modules[here].parent;
        }
        false
    }
}

fn is_root(path: &str) -> bool {
    path == "lib.rs"
        || path.strip_prefix("bin/").is_some_and(|name| {
            !name.contains('/') || (name.matches('/').count() == 1 && name.ends_with("/main.rs"))
        })
}

struct Reader<'a> {
    sources: &'a Sources,
    tree: &'a mut Tree,
}

impl Reader<'_> {
    fn file(&mut self, path: &str, parent: Option<ModuleId>, is_test: bool) -> ModuleId {
        let source = &self.sources[path];
        let parsed = syn::parse_file(source).unwrap_or_else(|error| panic!("{path}: {error}"));
        let lines = source.lines().count();
        self.tree.files.push(File { path: path.to_string(), lines, test_lines: 0, is_test });
        let file = self.tree.files.len() - 1;
        self.module(file, parent, parsed.items, &children_folder(path), is_test)
    }

    fn module(
        &mut self,
        file: FileId,
        parent: Option<ModuleId>,
        items: Vec<Item>,
        folder: &str,
        is_test: bool,
    ) -> ModuleId {
        let id = self.tree.modules.len();
        let root = parent.map_or(id, |parent| self.tree.modules[parent].root);
        self.tree.modules.push(Module {
            file,
            root,
            parent,
            names: BTreeMap::new(),
            inner: BTreeMap::new(),
            globs: Vec::new(),
            items: Vec::new(),
        });
        for item in items {
            match item {
                Item::Mod(child) => self.child(id, child, folder, is_test),
                _ if is_test || is_only_for_tests(attributes(&item)) => {}
                item => self.item(id, item),
            }
        }
        id
    }

    fn child(&mut self, parent: ModuleId, child: ItemMod, folder: &str, is_test: bool) {
        let name = child.ident.to_string();
        let is_path = child.attrs.iter().any(|attribute| attribute.path().is_ident("path"));
        assert!(!is_path, "`#[path]` of mod {name} is not read");
        let is_test = is_test || is_only_for_tests(&child.attrs);
        let file = self.tree.modules[parent].file;
        let module = match child.content {
            Some((braces, items)) => {
                if is_test && !self.tree.files[file].is_test {
                    let first =
                        child.attrs.first().map_or(child.mod_token.span, |a| a.pound_token.span);
                    let lines = braces.span.close().end().line + 1 - first.start().line;
                    self.tree.files[file].test_lines += lines;
                }
                self.module(file, Some(parent), items, &format!("{folder}{name}/"), is_test)
            }
            None => {
                let paths = [format!("{folder}{name}.rs"), format!("{folder}{name}/mod.rs")];
                let path = paths.iter().find(|path| self.sources.contains_key(*path));
                let path = path.unwrap_or_else(|| panic!("neither of {paths:?} is there"));
                self.file(path, Some(parent), is_test)
            }
        };
        if !is_test {
            self.bind(parent, name, Binding::Module(module));
        }
    }

    fn item(&mut self, module: ModuleId, item: Item) {
        match &item {
            Item::Use(item) => self.import(module, item),
            Item::Macro(item) => {
                for name in defined_by_macro(item) {
                    self.bind(module, name, Binding::Item);
                }
            }
            item => {
                if let Some(name) = name_of(item) {
                    self.bind(module, name, Binding::Item);
                }
            }
        }
        let mut inner = Inner::default();
        inner.visit_children_of(&item);
        let module = &mut self.tree.modules[module];
        for (name, binding) in inner.names {
            module.inner.entry(name).or_default().push(binding);
        }
        module.globs.extend(inner.globs);
        module.items.push(item);
    }

    fn import(&mut self, module: ModuleId, item: &ItemUse) {
        for import in imports(item) {
            match import.name {
                Some(name) => self.bind(module, name, Binding::Import(import.route)),
                None => self.tree.modules[module].globs.push(import.route),
            }
        }
    }

    fn bind(&mut self, module: ModuleId, name: String, binding: Binding) {
        self.tree.modules[module].names.entry(name).or_default().push(binding);
    }
}

/// Where the files of a file's child modules are.
fn children_folder(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    match name.strip_suffix(".rs").unwrap() {
        "mod" | "lib" | "main" => folder,
        stem => format!("{folder}{stem}/"),
    }
}

/// What a `use` names, one by one.
pub(crate) fn imports(item: &ItemUse) -> Vec<Import> {
    let mut found = Vec::new();
    let start = if item.leading_colon.is_some() { vec![String::new()] } else { Vec::new() };
    open_braces(&item.tree, start, &mut found);
    found
}

fn open_braces(tree: &UseTree, mut route: Route, found: &mut Vec<Import>) {
    let mut add = |route, name| found.push(Import { route, name });
    match tree {
        UseTree::Path(path) => {
            route.push(path.ident.to_string());
            open_braces(&path.tree, route, found);
        }
        UseTree::Group(group) => {
            group.items.iter().for_each(|tree| open_braces(tree, route.clone(), found));
        }
        UseTree::Glob(_) => add(route, None),
        UseTree::Name(name) => {
            if name.ident != "self" {
                route.push(name.ident.to_string());
            }
            add(route.clone(), route.last().cloned());
        }
        UseTree::Rename(rename) => {
            route.push(rename.ident.to_string());
            add(route, Some(rename.rename.to_string()));
        }
    }
}

/// Declarations inside functions.
#[derive(Default)]
struct Inner {
    names: Vec<(String, Binding)>,
    globs: Vec<Route>,
}

impl Inner {
    fn visit_children_of(&mut self, item: &Item) {
        if !matches!(item, Item::Use(_)) {
            visit::visit_item(self, item);
        }
    }
}

impl<'ast> Visit<'ast> for Inner {
    fn visit_stmt(&mut self, statement: &'ast syn::Stmt) {
        if let syn::Stmt::Item(item) = statement {
            if is_only_for_tests(attributes(item)) {
                return;
            }
            if let Item::Use(item) = item {
                for import in imports(item) {
                    match import.name {
                        Some(name) => self.names.push((name, Binding::Import(import.route))),
                        None => self.globs.push(import.route),
                    }
                }
            }
            self.names.extend(name_of(item).map(|name| (name, Binding::Item)));
        }
        visit::visit_stmt(self, statement);
    }
}

fn name_of(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::TraitAlias(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}

/// The macro's own name and the items that its text writes out.
fn defined_by_macro(item: &ItemMacro) -> Vec<String> {
    let mut names: Vec<String> = item.ident.iter().map(ToString::to_string).collect();
    items_in_tokens(item.mac.tokens.clone(), &mut names);
    names
}

fn items_in_tokens(tokens: TokenStream, names: &mut Vec<String>) {
    const KEYWORDS: [&str; 8] =
        ["const", "enum", "fn", "static", "struct", "trait", "type", "union"];
    let mut follows_keyword = false;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                let is_keyword = KEYWORDS.iter().any(|keyword| ident == keyword);
                if follows_keyword && !is_keyword && ident != "mut" {
                    names.push(ident.to_string());
                }
                follows_keyword = is_keyword || (follows_keyword && ident == "mut");
            }
            TokenTree::Group(group) => {
                items_in_tokens(group.stream(), names);
                follows_keyword = false;
            }
            _ => follows_keyword = false,
        }
    }
}

/// The attributes of an item.
pub(crate) fn attributes(item: &Item) -> &[syn::Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
