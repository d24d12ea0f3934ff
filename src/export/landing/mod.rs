//! The minilanding: one screen, one HTML file, one request, nothing from elsewhere.
//!
//! Promises: no script, no address but the messengers' links and the author's two legal ones, a content
//! security policy by hash, both colour schemes, all texts escaped. The same project gives the same bytes.

mod page;
mod typo;

use super::target::{payloads, target};
use super::{Code, ExportOptions, Exported, Exporter, Target, qr};
use crate::check::{
    bad_landing_addresses, bad_payload, is_blank_landing, landing_without_consent, no_channel,
    unknown_landing_link, usable_channel,
};
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
    if is_blank_landing(landing) {
        return Err(vec![blank()]);
    }
    let mut findings = missing_texts(landing);
    findings.extend(bad_landing_addresses(landing));
    let fatal = !findings.is_empty();
    findings.extend(unknown_landing_link(project));
    let payload = payload(project);
    let doors = doors(project, &payload, &mut findings);
    findings.extend(landing_without_consent(landing));
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

/// The payload of the page's links.
fn payload(project: &Project) -> String {
    match project.landing.link.trim() {
        "" => payloads(project).into_iter().next().unwrap_or_default(),
        chosen => chosen.to_owned(),
    }
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
