//! What a file's code names in other files and crates.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Expr, Item, Macro, Meta, Pat, Stmt, Token, Visibility};

use super::names::Target;
use super::only_tests::is_only_for_tests;
use super::tree::{FileId, ModuleId, Route, Tree, attributes, imports};

/// The primitive types, and the tools whose lints and attributes are written as paths.
const EVERYWHERE: [&str; 20] = [
    "bool", "char", "clippy", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize", "rustdoc",
    "rustfmt", "str", "u128", "u16", "u32", "u64", "u8", "usize",
];

/// What all files name in each other and in other crates.
#[derive(Default)]
pub(crate) struct Uses {
    /// File → file: the names that the first takes from the second.
    pub(crate) arrows: BTreeMap<(FileId, FileId), BTreeSet<String>>,
    /// The crates that a file names.
    pub(crate) crates: BTreeMap<FileId, BTreeSet<String>>,
    /// Paths that lead nowhere, with the file that names them.
    pub(crate) unresolved: BTreeSet<String>,
    /// Functions by length in lines, with the file that holds them.
    pub(crate) functions: Vec<(usize, String)>,
}

impl Uses {
    pub(crate) fn of(tree: &Tree) -> Self {
        let mut uses = Self::default();
        for module in 0..tree.modules.len() {
            let scopes = Vec::new();
            let mut reader = CodeReader { tree, module, scopes, uses: &mut uses };
            tree.modules[module].items.iter().for_each(|item| reader.visit_item(item));
        }
        uses
    }
}

/// Reads the code of one module.
struct CodeReader<'a> {
    tree: &'a Tree,
    module: ModuleId,
    /// The variables of the blocks around.
    scopes: Vec<BTreeSet<String>>,
    uses: &'a mut Uses,
}

impl CodeReader<'_> {
    fn file(&self) -> FileId {
        self.tree.modules[self.module].file
    }

    /// Notes what a path stands for, and that it is lost if it should lead somewhere.
    fn name(&mut self, route: &[String]) {
        let targets = self.tree.resolve(self.module, route);
        if targets.is_empty() && must_lead_somewhere(route) {
            self.unresolved(route);
        }
        targets.iter().for_each(|target| self.note(target));
    }

    fn unresolved(&mut self, route: &[String]) {
        let path = self.tree.path(self.file());
        self.uses.unresolved.insert(format!("{path} names {}", route.join("::")));
    }

    fn note(&mut self, target: &Target) {
        let file = self.file();
        match target {
            Target::Module(_) => {}
            Target::Item(module, name) => {
                let there = self.tree.modules[*module].file;
                if there != file {
                    let names = self.uses.arrows.entry((file, there)).or_default();
                    names.insert(name.clone());
                }
            }
            Target::Crate(name) => {
                self.uses.crates.entry(file).or_default().insert(name.clone());
            }
        }
    }

    /// A `use`. A re-export of what stands inside this module is no use of it.
    fn import(&mut self, item: &syn::ItemUse) {
        let is_private = matches!(item.vis, Visibility::Inherited);
        for import in imports(item) {
            let targets = self.tree.resolve(self.module, &import.route);
            if targets.is_empty() {
                self.unresolved(&import.route);
            }
            for target in &targets {
                let is_inside = matches!(target, Target::Item(there, _)
                    if self.tree.is_inside(*there, self.module));
                if is_private || !is_inside {
                    self.note(target);
                }
            }
        }
    }

    fn is_variable(&self, name: &str) -> bool {
        self.scopes.iter().any(|scope| scope.contains(name))
    }

    fn scoped(&mut self, read: impl FnOnce(&mut Self)) {
        self.scopes.push(BTreeSet::new());
        read(self);
        self.scopes.pop();
    }

    /// The arguments of a macro: as expressions, else as an expression and a pattern, else word by
    /// word.
    fn macro_tokens(&mut self, tokens: &TokenStream) {
        let expressions = Punctuated::<Expr, Token![,]>::parse_terminated;
        if let Ok(arguments) = expressions.parse2(tokens.clone()) {
            for argument in arguments {
                match argument {
                    Expr::Assign(named) => self.visit_expr(&named.right),
                    argument => self.visit_expr(&argument),
                }
            }
        } else if let Ok((value, pattern)) = value_and_pattern.parse2(tokens.clone()) {
            self.visit_expr(&value);
            self.scoped(|reader| reader.visit_pat(&pattern));
        } else {
            self.words(tokens, &|_| true);
        }
    }

    /// The paths in tokens, and of single words those that are `wanted`.
    fn words(&mut self, tokens: &TokenStream, wanted: &dyn Fn(&str) -> bool) {
        for route in routes(tokens) {
            match &route[..] {
                [name] if !wanted(name) || self.is_variable(name) || name == "self" => {}
                route => self.name(route),
            }
        }
    }

    fn length(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let first = signature.fn_token.span.start().line;
        let last = block.brace_token.span.close().end().line;
        let path = self.tree.path(self.file());
        self.uses.functions.push((last + 1 - first, format!("{path}: {}", signature.ident)));
    }
}

/// Whether a path begins with a module or a crate: not with a type, whose own paths are not
/// followed, nor with a name that every program knows.
fn must_lead_somewhere(route: &[String]) -> bool {
    let first = route[0].as_str();
    route.len() > 1 && !first.starts_with(char::is_uppercase) && !EVERYWHERE.contains(&first)
}

/// Whether it is the type of `<T>::name`, whose `name` is no path.
fn is_of_type_alone(within: Option<&syn::QSelf>) -> bool {
    within.is_some_and(|within| within.as_token.is_none())
}

/// The arguments of `matches!`; a guard is part of the pattern.
fn value_and_pattern(input: ParseStream<'_>) -> syn::Result<(Expr, Pat)> {
    let value = input.parse()?;
    input.parse::<Token![,]>()?;
    let pattern = Pat::parse_multi_with_leading_vert(input)?;
    let pattern = match input.parse::<Option<Token![if]>>()? {
        Some(if_token) => {
            let (attrs, pat, guard) = (Vec::new(), Box::new(pattern), Box::new(input.parse()?));
            Pat::Guard(syn::PatGuard { attrs, pat, if_token, guard })
        }
        None => pattern,
    };
    input.parse::<Option<Token![,]>>()?;
    Ok((value, pattern))
}

/// The paths in tokens, those within groups after those around them.
fn routes(tokens: &TokenStream) -> Vec<Route> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let is = |place: usize, mark: char| matches!(tokens.get(place), Some(TokenTree::Punct(p)) if p.as_char() == mark);
    let (mut found, mut place) = (Vec::new(), 0);
    while place < tokens.len() {
        let start = place;
        place += 1;
        let TokenTree::Ident(first) = &tokens[start] else { continue };
        let mut route = vec![first.to_string()];
        while let Some(TokenTree::Ident(next)) = tokens.get(place + 2)
            && is(place, ':')
            && is(place + 1, ':')
        {
            route.push(next.to_string());
            place += 3;
        }
        let is_member = start > 0 && is(start - 1, '.') && !(start > 1 && is(start - 2, '.'));
        let is_rooted = start > 1 && is(start - 1, ':') && is(start - 2, ':');
        let is_field = is(place, ':') && !is(place + 1, ':') && route.len() == 1;
        // In a template of HTML a name before braces is an attribute without a value: `details open {`.
        let is_attribute = route.len() == 1 && is_braced(tokens.get(place)) && is_lower(&route[0]);
        if !is_member && !is_rooted && !is_field && !is_attribute {
            found.push(route);
        }
    }
    for token in &tokens {
        if let TokenTree::Group(group) = token {
            found.extend(routes(&group.stream()));
        }
    }
    found
}

fn is_braced(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace)
}

fn is_lower(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
}

/// Passes over what attributes say is for tests only.
macro_rules! without_tests {
    ($($visit:ident($node:ty),)*) => {$(
        fn $visit(&mut self, node: &'ast $node) {
            if !is_only_for_tests(&node.attrs) {
                visit::$visit(self, node);
            }
        }
    )*};
}

/// A scope for the variables that are bound within.
macro_rules! scoped {
    ($($visit:ident($node:ty),)*) => {$(
        fn $visit(&mut self, node: &'ast $node) {
            self.scoped(|reader| visit::$visit(reader, node));
        }
    )*};
}

impl<'ast> Visit<'ast> for CodeReader<'_> {
    without_tests! {
        visit_field(syn::Field),
        visit_field_pat(syn::FieldPat),
        visit_field_value(syn::FieldValue),
        visit_impl_item_const(syn::ImplItemConst),
        visit_impl_item_type(syn::ImplItemType),
        visit_stmt_macro(syn::StmtMacro),
        visit_trait_item_const(syn::TraitItemConst),
        visit_trait_item_type(syn::TraitItemType),
        visit_variant(syn::Variant),
        visit_expr_block(syn::ExprBlock),
        visit_expr_call(syn::ExprCall),
        visit_expr_method_call(syn::ExprMethodCall),
        visit_expr_assign(syn::ExprAssign),
    }

    scoped! {
        visit_block(syn::Block),
        visit_expr_closure(syn::ExprClosure),
        visit_expr_while(syn::ExprWhile),
    }

    fn visit_item(&mut self, item: &'ast Item) {
        if !is_only_for_tests(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.import(item);
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.length(&item.sig, &item.block);
        self.scoped(|reader| visit::visit_item_fn(reader, item));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !is_only_for_tests(&item.attrs) {
            self.length(&item.sig, &item.block);
            self.scoped(|reader| visit::visit_impl_item_fn(reader, item));
        }
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if !is_only_for_tests(&item.attrs) {
            item.default.iter().for_each(|block| self.length(&item.sig, block));
            self.scoped(|reader| visit::visit_trait_item_fn(reader, item));
        }
    }

    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        match statement {
            Stmt::Local(local) if is_only_for_tests(&local.attrs) => {}
            statement => visit::visit_stmt(self, statement),
        }
    }

    /// The value before the pattern: the variable is not known in it.
    fn visit_local(&mut self, local: &'ast syn::Local) {
        local.init.iter().for_each(|init| self.visit_local_init(init));
        self.visit_pat(&local.pat);
    }

    fn visit_expr_let(&mut self, condition: &'ast syn::ExprLet) {
        self.visit_expr(&condition.expr);
        self.visit_pat(&condition.pat);
    }

    fn visit_expr_if(&mut self, branches: &'ast syn::ExprIf) {
        if is_only_for_tests(&branches.attrs) {
            return;
        }
        self.scoped(|reader| {
            reader.visit_expr(&branches.cond);
            reader.visit_block(&branches.then_branch);
        });
        branches.else_branch.iter().for_each(|(_, branch)| self.visit_expr(branch));
    }

    fn visit_expr_for_loop(&mut self, each: &'ast syn::ExprForLoop) {
        self.visit_expr(&each.expr);
        self.scoped(|reader| {
            reader.visit_pat(&each.pat);
            reader.visit_block(&each.body);
        });
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        if !is_only_for_tests(&arm.attrs) {
            self.scoped(|reader| visit::visit_arm(reader, arm));
        }
    }

    /// A name in a pattern is a constant if it is in capitals, else a new variable.
    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        let name = pattern.ident.to_string();
        if name.starts_with(char::is_uppercase) {
            self.name(&[name]);
        } else if let Some(scope) = self.scopes.last_mut() {
            scope.insert(name);
        }
        pattern.subpat.iter().for_each(|(_, within)| self.visit_pat(within));
    }

    fn visit_expr_path(&mut self, path: &'ast syn::ExprPath) {
        let name = path.path.get_ident().map(ToString::to_string);
        if is_of_type_alone(path.qself.as_ref()) {
            self.visit_qself(path.qself.as_ref().unwrap());
        } else if !name.is_some_and(|name| self.is_variable(&name)) {
            visit::visit_expr_path(self, path);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names = path.segments.iter().map(|segment| segment.ident.to_string());
        let route: Route =
            path.leading_colon.map(|_| String::new()).into_iter().chain(names).collect();
        if route != ["self"] {
            self.name(&route);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        match call.path.get_ident() {
            Some(name) => self.macro_name(&name.to_string()),
            None => self.visit_path(&call.path),
        }
        self.macro_tokens(&call.tokens);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        match &attribute.meta {
            Meta::List(list) if !attribute.path().is_ident("cfg") => {
                self.words(&list.tokens, &|name| name.starts_with(char::is_uppercase));
                self.quoted_paths(&list.tokens);
            }
            _ => {}
        }
    }
}

impl CodeReader<'_> {
    /// A macro by its name alone: of this module or of one around it.
    fn macro_name(&mut self, name: &str) {
        let mut module = Some(self.module);
        while let Some(here) = module {
            let targets = self.tree.resolve(here, &[name.to_string()]);
            if !targets.is_empty() {
                return targets.iter().for_each(|target| self.note(target));
            }
            module = self.tree.modules[here].parent;
        }
    }

    /// Paths that attributes hold as strings, as those of serde do.
    fn quoted_paths(&mut self, tokens: &TokenStream) {
        for token in tokens.clone() {
            match token {
                TokenTree::Group(group) => self.quoted_paths(&group.stream()),
                TokenTree::Literal(literal) => {
                    let quoted = syn::parse_str::<syn::LitStr>(&literal.to_string());
                    let path = quoted.and_then(|quoted| quoted.parse::<syn::Path>());
                    if let Ok(path) = path
                        && path.segments.len() > 1
                    {
                        self.visit_path(&path);
                    }
                }
                _ => {}
            }
        }
    }
}
