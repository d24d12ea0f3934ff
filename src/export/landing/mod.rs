//! The minilanding: one screen, one HTML file, one request, nothing from elsewhere.
//!
//! Promises: no script, no address but the messengers' links and the author's two legal ones, a content
//! security policy by hash, both colour schemes, all texts escaped. The same project gives the same bytes.

mod page;
mod typo;

use super::target::{payloads, target};
use super::{Code, ExportOptions, Exported, Exporter, Target, qr};
use crate::check::{bad_payload, no_channel, usable_channel};
use crate::diag::{Anchor, Diagnostic, Severity, Words};
use crate::model::{Label, Landing, Project};

/// `index.html`.
pub(super) static LANDING: Exporter = Exporter {
    name: "landing",
    label: Label::new("Минилендинг", "Minilanding"),
    summary: Label::new(
        "Страница в один экран с кнопками мессенджеров и QR-кодами",
        "A one-screen page with messenger buttons and QR codes",
    ),
    export,
};

/// A messenger button with the QR code of the same link.
struct Door {
    target: Target,
    code: Code,
}

fn export(project: &Project, _options: &ExportOptions) -> Result<Exported, Vec<Diagnostic>> {
    let landing = &project.landing;
    if is_blank(landing) {
        return Err(vec![blank()]);
    }
    let mut findings = missing_texts(landing);
    findings.extend(bad_addresses(landing));
    let fatal = !findings.is_empty();
    let (payload, unknown) = payload(project);
    findings.extend(unknown);
    let doors = doors(project, &payload, &mut findings);
    if landing.consent_url.trim().is_empty() {
        findings.push(no_consent());
    }
    if fatal || doors.is_empty() {
        return Err(findings);
    }
    match page::render(project, &doors) {
        Ok(html) => {
            let files = [("index.html".to_owned(), html.into_bytes())].into();
            Ok(Exported { files, findings, stopped: false })
        }
        Err(error) => {
            findings.push(not_rendered(&error.to_string()));
            Err(findings)
        }
    }
}

/// Whether the author has not begun with the page at all.
fn is_blank(landing: &Landing) -> bool {
    [&landing.headline, &landing.promise, &landing.question].iter().all(|text| text.trim().is_empty())
}

/// The payload of the page's links.
fn payload(project: &Project) -> (String, Option<Diagnostic>) {
    let known = payloads(project);
    let chosen = project.landing.link.trim();
    if chosen.is_empty() {
        return (known.into_iter().next().unwrap_or_default(), None);
    }
    let unknown = (!known.iter().any(|payload| payload == chosen)).then(|| unknown_link(chosen));
    (chosen.to_owned(), unknown)
}

/// The buttons: one for every messenger whose link can be made.
fn doors(project: &Project, payload: &str, findings: &mut Vec<Diagnostic>) -> Vec<Door> {
    let mut doors: Vec<Door> = Vec::new();
    for setting in &project.channels {
        let channel = match usable_channel(setting) {
            Ok(channel) => channel,
            Err(finding) => {
                findings.push(finding);
                continue;
            }
        };
        let Some(target) = target(channel, setting, payload) else {
            findings.push(bad_payload(Anchor::Project, channel, payload));
            continue;
        };
        if doors.iter().any(|door| door.target.link == target.link) {
            continue;
        }
        match Code::new(&target.link) {
            Ok(code) => doors.push(Door { target, code }),
            Err(error) => findings.push(qr::failed(&target.link, &error)),
        }
    }
    if project.channels.is_empty() {
        findings.push(no_channel());
    }
    doors
}

fn finding(code: &'static str, severity: Severity, message: Words, hint: Words) -> Diagnostic {
    Diagnostic::new(code, severity, Anchor::Project, message, hint)
}

fn blank() -> Diagnostic {
    finding(
        "landing-empty",
        Severity::Warning,
        Words::new(
            "Минилендинг не заполнен, страница не сделана: посетителю сайта некуда нажать",
            "The minilanding is not filled in, no page was made: a visitor has nowhere to press",
        ),
        Words::new(
            "Впишите заголовок, обещание и вопрос минилендинга",
            "Write the minilanding's headline, promise and question",
        ),
    )
}

fn missing_texts(landing: &Landing) -> Vec<Diagnostic> {
    let needed = [
        (
            &landing.headline,
            Label::new("заголовка", "headline"),
            Label::new("что получит подписчик", "what the subscriber gets"),
        ),
        (
            &landing.promise,
            Label::new("обещания", "promise"),
            Label::new("зачем ему это, одним-двумя предложениями", "why to take it, in one or two sentences"),
        ),
        (
            &landing.question,
            Label::new("вопроса над кнопками", "question over the buttons"),
            Label::new(
                "например «Куда прислать чек-лист?»",
                "for example “Where shall we send the checklist?”",
            ),
        ),
    ];
    let missing = needed.into_iter().filter(|(text, ..)| text.trim().is_empty());
    missing.map(|(_, name, example)| missing_text(name, example)).collect()
}

fn missing_text(name: Label, example: Label) -> Diagnostic {
    finding(
        "landing-text-missing",
        Severity::Error,
        Words::new(
            format!("У минилендинга нет {}: посетитель не поймёт, зачем идти в бота", name.ru),
            format!("The minilanding has no {}: a visitor will not see a reason to go to the bot", name.en),
        ),
        Words::new(format!("Впишите текст: {}", example.ru), format!("Write the text: {}", example.en)),
    )
}

/// Legal addresses that a page must not link to.
fn bad_addresses(landing: &Landing) -> Vec<Diagnostic> {
    let named = [
        (&landing.consent_url, Label::new("согласие", "consent")),
        (&landing.privacy_url, Label::new("политику", "privacy policy")),
    ];
    let bad = named.into_iter().filter(|(url, _)| !url.trim().is_empty() && !is_web(url.trim()));
    bad.map(|(url, name)| {
        finding(
            "landing-address-invalid",
            Severity::Error,
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

/// Whether an address is `http` or `https` with a host and without blanks or control characters.
fn is_web(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let has_host = rest.is_some_and(|rest| rest.chars().next().is_some_and(char::is_alphanumeric));
    has_host && !url.chars().any(|c| c.is_whitespace() || c.is_control())
}

fn no_consent() -> Diagnostic {
    finding(
        "landing-without-consent",
        Severity::Warning,
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
}

fn unknown_link(link: &str) -> Diagnostic {
    finding(
        "landing-link-unknown",
        Severity::Warning,
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
    )
}

fn not_rendered(reason: &str) -> Diagnostic {
    finding(
        "landing-failed",
        Severity::Error,
        Words::new(
            format!("Минилендинг не собрался: {reason}"),
            format!("The minilanding could not be made: {reason}"),
        ),
        Words::new(
            "Сообщите об этом разработчикам вместе с проектом",
            "Tell the developers about it, together with the project",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::is_web;

    #[test]
    fn only_web_addresses_become_links() {
        for url in ["https://sever.ru/consent", "http://x.рф/a?b=1", "HTTPS://A.B"] {
            assert!(is_web(url), "{url}");
        }
        for url in ["javascript:alert(1)", "https://", "//a.b", "data:text/html,x", "https://a b", "sever.ru"]
        {
            assert!(!is_web(url), "{url}");
        }
    }
}
