//! QR codes of all deep links, for print (SVG) and for everything else (PNG).

use super::{Code, CodeError, ExportOptions, Exported, Exporter, Target, targets};
use crate::diag::{Anchor, Diagnostic, Severity, Words};
use crate::model::{Label, Project};

/// `qr/telegram-checklist.svg`, `qr/telegram-checklist.png` and so on.
pub(super) static QR: Exporter = Exporter {
    name: "qr",
    label: Label::new("QR-коды", "QR codes"),
    summary: Label::new(
        "QR-код каждой ссылки: SVG для печати и PNG для экрана",
        "A QR code of every link: SVG for print and PNG for screens",
    ),
    export,
};

fn export(project: &Project, options: &ExportOptions) -> Result<Exported, Vec<Diagnostic>> {
    let (targets, findings) = targets(project)?;
    let mut exported = Exported { findings, ..Exported::default() };
    for target in &targets {
        let title = format!("{}: {}", target.channel.label().of(options.lang), target.link);
        let drawn = Code::new(&target.link).and_then(|code| Ok((code.svg(&title), code.png()?)));
        match drawn {
            Ok((svg, png)) => {
                let name = free_name(&exported, target);
                exported.files.insert(format!("qr/{name}.svg"), svg.into_bytes());
                exported.files.insert(format!("qr/{name}.png"), png);
            }
            Err(error) => exported.findings.push(failed(&target.link, &error)),
        }
    }
    Ok(exported)
}

/// The target's own name, numbered when another link has it: two bots of one messenger.
fn free_name(exported: &Exported, target: &Target) -> String {
    let stem = target.stem();
    let taken = |name: &str| exported.files.contains_key(&format!("qr/{name}.svg"));
    if !taken(&stem) {
        return stem;
    }
    (2..).map(|number| format!("{stem}-{number}")).find(|name| !taken(name)).unwrap_or(stem)
}

/// A code that cannot be drawn.
pub(super) fn failed(link: &str, error: &CodeError) -> Diagnostic {
    Diagnostic::new(
        "qr-impossible",
        Severity::Error,
        Anchor::Project,
        Words::new(
            format!("QR-код ссылки {link} не получился, её не считать камерой: {error}"),
            format!("No QR code for the link {link}, a camera cannot read it: {error}"),
        ),
        Words::new("Сократите метку ссылки или адрес бота", "Shorten the payload or the bot's address"),
    )
}
