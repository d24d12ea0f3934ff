//! What the owner of a new project must replace before handing it out: addresses that belong to nobody.

use super::is_lent;
use crate::blocks::Registry;
use crate::file;
use crate::model::Project;
use std::collections::BTreeSet;

/// Sites of templates end in this; RFC 2606 keeps it free for examples.
const EXAMPLE_ENDING: &str = ".example";

/// What a template brings along that must become the owner's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Yours {
    /// Messenger and address in it, in the order of the project.
    pub bots: Vec<(String, String)>,
    /// Hosts of links and calls, such as `sever.example`, in order.
    pub sites: Vec<String>,
}

/// Finds what must be replaced in a project that was made from a template.
pub fn yours(project: &Project) -> Yours {
    let bots = project.channels.iter().filter(|setting| is_lent(setting));
    let bots = bots.map(|setting| (setting.channel.clone(), setting.address.clone())).collect();
    let mut sites = BTreeSet::new();
    for bytes in file::write(project, &Registry).values() {
        sites.extend(hosts(&String::from_utf8_lossy(bytes)));
    }
    Yours { bots, sites: sites.into_iter().collect() }
}

/// Example hosts of the addresses in a text.
fn hosts(text: &str) -> impl Iterator<Item = String> + '_ {
    let is_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    let host = move |rest: &str| rest.split(|c| !is_host(c)).next().unwrap_or_default().to_lowercase();
    text.split("://").skip(1).map(host).filter(|host| host.ends_with(EXAMPLE_ENDING))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn example_hosts_are_found_wherever_an_address_ends() {
        let text = r#"url: "https://api.sever.example/x?a=1", (https://Sever.example) https://t.me/x http://a.example.org"#;
        assert_eq!(hosts(text).collect::<Vec<_>>(), ["api.sever.example", "sever.example"]);
    }

    #[test]
    fn addresses_of_a_template_are_named() {
        let project = crate::gallery::template("pizza").unwrap().project().unwrap();
        let yours = yours(&project);
        assert!(yours.bots.contains(&("telegram".into(), "testo_pizza_bot".into())));
        assert!(yours.sites.contains(&"testo.example".into()), "{:?}", yours.sites);
    }
}
