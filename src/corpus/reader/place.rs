//! What the names of the folders above a file say of all documents in it: the weakest hints.

use std::path::{Component, Path};

use super::super::name::shown;
use crate::extract::{Hint, HintField, HintSource};
use crate::issuer::registry;

/// The site and the division that folders of `path` are called after (`gd.gov.cn/gkmlpt/a.html`,
/// `广东省/深圳市/a.html`), the nearest one of each.
pub(super) fn hints(path: &Path) -> Vec<Hint> {
    let folders = path.parent().into_iter().flat_map(Path::components);
    let names = folders.filter(|part| matches!(part, Component::Normal(_)));
    let names: Vec<String> = names.map(|part| shown(part.as_os_str())).collect();
    let hint = |field, value| Hint { field, value, from: HintSource::Folder };
    let hosts = names.iter().rev().map(|name| name.to_ascii_lowercase());
    let host = hosts.into_iter().find(|name| name.ends_with(".gov.cn"));
    let region = registry().region_of_folders(names.iter().map(String::as_str));
    let site = host.map(|host| hint(HintField::Site, host));
    site.into_iter().chain(region.map(|region| hint(HintField::Region, region))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &str) -> Vec<(HintField, String)> {
        hints(Path::new(path)).into_iter().map(|hint| (hint.field, hint.value)).collect()
    }

    #[test]
    fn folders_are_called_after_sites_and_divisions() {
        let (site, region) = (
            |name: &str| (HintField::Site, name.to_string()),
            |name: &str| (HintField::Region, name.to_string()),
        );
        assert_eq!(of("/data/www.GD.gov.cn/gkmlpt/a.html"), [site("www.gd.gov.cn")]);
        assert_eq!(of("广东省/深圳市/通知/a.html"), [region("深圳市")]);
        assert_eq!(of("吉林省/长春市/朝阳区/a.html"), [region("长春市朝阳区")]);
        assert_eq!(of("sz.gov.cn/深圳/a.jsonl"), [site("sz.gov.cn"), region("深圳市")]);
    }

    #[test]
    fn words_and_the_files_own_name_are_no_divisions() {
        assert_eq!(of("和平/政策/朝阳区/广东省政策/2025/深圳市.html"), []);
    }
}
