//! Findings about the minilanding's links, shared by the rules and the exporter.

use super::address::is_web;
use super::{error, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::{Label, Landing, Project};

/// Whether the author has not begun with the page at all.
pub(crate) fn is_blank_landing(landing: &Landing) -> bool {
    [&landing.headline, &landing.promise, &landing.question].iter().all(|text| text.trim().is_empty())
}

/// A payload of the page's links that no entry waits for.
pub(crate) fn unknown_landing_link(project: &Project) -> Option<Diagnostic> {
    let link = project.landing.link.trim();
    let entries = project.blocks().filter(|(_, _, block)| block.kind == "entry");
    let mut known = entries.flat_map(|(_, _, block)| block.lines("links")).map(|known| known.trim());
    if link.is_empty() || known.any(|known| known == link) {
        return None;
    }
    Some(warning(
        "landing-link-unknown",
        Anchor::Project,
        Words::new(
            format!(
                "Кнопки минилендинга ведут по метке «{link}», но ни один вход её не ждёт: подписчик попадёт не туда"
            ),
            format!(
                "The minilanding's buttons carry “{link}”, but no entry waits for it: a subscriber will land elsewhere"
            ),
        ),
        Words::new(
            "Добавьте метку в блок «Вход» или выберите другую в минилендинге",
            "Add it to an entry block or choose another one in the minilanding",
        ),
    ))
}

/// Legal addresses that a page must not link to.
pub(crate) fn bad_landing_addresses(landing: &Landing) -> Vec<Diagnostic> {
    let named = [
        (&landing.consent_url, Label::new("согласие", "consent")),
        (&landing.privacy_url, Label::new("политику", "privacy policy")),
    ];
    let bad = named.into_iter().filter(|(url, _)| !url.trim().is_empty() && !is_web(url.trim()));
    bad.map(|(url, name)| {
        error(
            "landing-address-invalid",
            Anchor::Project,
            Words::new(
                format!("Ссылка на {} «{url}» не откроется: это не адрес сайта", name.ru),
                format!("The {} link “{url}” will not open: it is not a web address", name.en),
            ),
            Words::new(
                "Впишите адрес целиком, начиная с https://",
                "Write the whole address, beginning with https://",
            ),
        )
    })
    .collect()
}

/// A page that does not say how a visitor's data are kept.
pub(crate) fn landing_without_consent(landing: &Landing) -> Option<Diagnostic> {
    landing.consent_url.trim().is_empty().then(|| {
        warning(
            "landing-without-consent",
            Anchor::Project,
            Words::new(
                "На минилендинге нет ссылки на согласие: посетитель не узнает, как хранят его данные, а закон этого \
                 требует",
                "The minilanding links to no consent: a visitor cannot learn how the data are kept, and the law asks \
                 for it",
            ),
            Words::new(
                "Впишите адреса согласия и политики конфиденциальности",
                "Write the addresses of the consent and of the privacy policy",
            ),
        )
    })
}
