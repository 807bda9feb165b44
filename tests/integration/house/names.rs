//! Names → the module that defines what they stand for: imports, renames, globs and re-exports
//! followed to their end.

use std::collections::BTreeSet;

use super::tree::{Binding, ModuleId, Tree};

/// The name that the binary calls the library by.
pub(crate) const LIBRARY: &str = "policy_search";

/// Where a path leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    Module(ModuleId),
    /// An item, by the module that defines it and its name there.
    Item(ModuleId, String),
    /// Something of another crate.
    Crate(String),
}

impl Tree {
    /// All that the path stands for when it is written in module `from`: a name may be a module, a
    /// function and a macro at once.
    pub(crate) fn resolve(&self, from: ModuleId, route: &[String]) -> BTreeSet<Target> {
        Names { tree: self, open: Vec::new() }.resolve(from, route)
    }
}

struct Names<'a> {
    tree: &'a Tree,
    /// What is being resolved, for imports that name themselves.
    open: Vec<Step>,
}

/// A name of a module followed by one of its bindings or through one of its globs.
type Step = (ModuleId, String, Way);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Binding(usize),
    Glob(usize),
}

impl Names<'_> {
    fn resolve(&mut self, from: ModuleId, route: &[String]) -> BTreeSet<Target> {
        let Some((first, rest)) = route.split_first() else { return BTreeSet::new() };
        if first.is_empty() {
            return self.crates(rest.first());
        }
        let first = self.first(from, first);
        rest.iter().fold(first, |targets, name| self.step(&targets, name))
    }

    fn first(&mut self, from: ModuleId, name: &str) -> BTreeSet<Target> {
        if let Some(module) = self.relative(from, name) {
            return module;
        }
        let found = self.lookup(from, name);
        if !found.is_empty() {
            return found;
        }
        match self.tree.library {
            Some(library) if name == LIBRARY && self.tree.modules[from].root != library => {
                BTreeSet::from([Target::Module(library)])
            }
            _ => self.crates(Some(&name.to_string())),
        }
    }

    /// The module that `crate`, `self` or `super` is; `None` for other names.
    fn relative(&self, from: ModuleId, name: &str) -> Option<BTreeSet<Target>> {
        let module = match name {
            "crate" => Some(self.tree.modules[from].root),
            "self" => Some(from),
            "super" => self.tree.modules[from].parent,
            _ => return None,
        };
        Some(module.map(Target::Module).into_iter().collect())
    }

    fn crates(&self, name: Option<&String>) -> BTreeSet<Target> {
        let known = name.filter(|name| self.tree.crates.contains(*name));
        known.map(|name| Target::Crate(name.clone())).into_iter().collect()
    }

    /// One segment further. What follows a type (a variant, an associated function) is where the
    /// type is.
    fn step(&mut self, targets: &BTreeSet<Target>, name: &str) -> BTreeSet<Target> {
        let mut found = BTreeSet::new();
        for target in targets {
            if let Target::Module(module) = target {
                let relative = self.relative(*module, name);
                found.extend(relative.unwrap_or_else(|| self.lookup(*module, name)));
            }
        }
        if found.is_empty() {
            let is_module = |target: &&Target| matches!(target, Target::Module(_));
            found.extend(targets.iter().filter(|target| !is_module(target)).cloned());
        }
        found
    }

    fn lookup(&mut self, module: ModuleId, name: &str) -> BTreeSet<Target> {
        let here = &self.tree.modules[module];
        let mut found = BTreeSet::new();
        for names in [&here.names, &here.inner] {
            if found.is_empty() {
                for (place, binding) in names.get(name).into_iter().flatten().enumerate() {
                    found.extend(self.bound(module, name, Way::Binding(place), binding));
                }
            }
        }
        if found.is_empty() {
            for (place, glob) in here.globs.iter().enumerate() {
                found.extend(self.through(module, name, Way::Glob(place), glob));
            }
        }
        found
    }

    fn bound(
        &mut self,
        module: ModuleId,
        name: &str,
        way: Way,
        binding: &Binding,
    ) -> BTreeSet<Target> {
        match binding {
            Binding::Module(module) => BTreeSet::from([Target::Module(*module)]),
            Binding::Item => BTreeSet::from([Target::Item(module, name.to_string())]),
            Binding::Import(route) => {
                self.once((module, name.to_string(), way), |names| names.resolve(module, route))
            }
        }
    }

    /// A name looked up through a glob.
    fn through(
        &mut self,
        module: ModuleId,
        name: &str,
        way: Way,
        glob: &[String],
    ) -> BTreeSet<Target> {
        self.once((module, name.to_string(), way), |names| {
            let opened = names.resolve(module, glob);
            let mut found = BTreeSet::new();
            for target in opened {
                if let Target::Module(opened) = target {
                    found.extend(names.lookup(opened, name));
                }
            }
            found
        })
    }

    fn once(
        &mut self,
        step: Step,
        find: impl FnOnce(&mut Self) -> BTreeSet<Target>,
    ) -> BTreeSet<Target> {
        if self.open.contains(&step) {
            return BTreeSet::new();
        }
        self.open.push(step);
        let found = find(self);
        self.open.pop();
        found
    }
}
