//! Addresses that a project still has from its template: whoever follows them comes to somebody else's bot.

use super::{Carried, TEMPLATES};
use crate::channels::channel;
use crate::diag::Words;
use crate::file::PROJECT_FILE;
use crate::model::{ChannelSetting, Project};

/// Whether an address is that of a template.
pub fn is_lent(setting: &ChannelSetting) -> bool {
    let address = setting.address.trim();
    // As the files of the templates are laid out; equal settings are equal bytes.
    let entry = format!("(channel: \"{}\", address: \"{address}\")", setting.channel);
    let has = |name: &str| {
        let file = Carried::get(&format!("{name}/{PROJECT_FILE}"));
        file.is_some_and(|file| file.data.windows(entry.len()).any(|bytes| bytes == entry.as_bytes()))
    };
    !address.is_empty() && TEMPLATES.iter().any(|template| has(template.name))
}

/// What to say before links of a project are handed out; `None` when all its addresses are its own.
pub fn lent(project: &Project) -> Option<Words> {
    let shown = |setting: &ChannelSetting| {
        channel(&setting.channel)
            .map_or_else(|| setting.address.clone(), |entry| entry.shown_address(setting.address.trim()))
    };
    let lent: Vec<_> = project.channels.iter().filter(|setting| is_lent(setting)).map(shown).collect();
    let list = lent.join(", ");
    (!lent.is_empty()).then(|| {
        Words::new(
            format!(
                "Адреса взяты из шаблона: {list}. Ссылки и QR-коды ведут туда, а не к вам. Впишите свои в \
                 настройках проекта и запишите файлы заново."
            ),
            format!(
                "These addresses are the template's: {list}. Links and QR codes lead there and not to you. Write \
                 yours in the project's settings and make the files again."
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_of_a_template_is_lent_and_no_other() {
        for template in TEMPLATES {
            let mut project = template.project().expect("it opens");
            assert!(project.channels.iter().all(is_lent), "{}", template.name);
            for setting in &mut project.channels {
                setting.address = "moi_magazin".into();
            }
            assert_eq!(lent(&project), None, "{}", template.name);
            project.channels.clear();
            assert_eq!(lent(&project), None, "{}", template.name);
        }
    }
}
