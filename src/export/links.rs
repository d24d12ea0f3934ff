//! All deep links of a project, as a list to read and as JSON for programs.

use super::{ExportOptions, Exported, Exporter, targets};
use crate::diag::Diagnostic;
use crate::model::{Label, Project};
use serde::Serialize;
use std::fmt::Write;

/// `links.txt` and `links.json`.
pub(super) static LINKS: Exporter = Exporter {
    name: "links",
    label: Label::new("Ссылки", "Links"),
    summary: Label::new(
        "Ссылки на бота для каждого мессенджера и каждой метки",
        "Links to the bot for every messenger and every payload",
    ),
    export,
};

#[derive(Serialize)]
struct Entry<'a> {
    channel: &'static str,
    address: &'a str,
    payload: &'a str,
    link: &'a str,
}

fn export(project: &Project, options: &ExportOptions) -> Result<Exported, Vec<Diagnostic>> {
    let (targets, findings) = targets(project)?;
    let mut text = format!("{}\n", project.title.trim());
    let mut channel = "";
    for target in &targets {
        // A failed write to a string cannot happen; its result carries nothing.
        if target.channel.name() != channel {
            channel = target.channel.name();
            let _ = writeln!(text, "\n{}", target.channel.label().of(options.lang));
        }
        let plain = Label::new("без метки", "no payload").of(options.lang);
        let payload = if target.payload.is_empty() { plain } else { &target.payload };
        let _ = writeln!(text, "  {payload}\n  {}", target.link);
    }
    let list: Vec<_> = targets
        .iter()
        .map(|target| Entry {
            channel: target.channel.name(),
            address: &target.address,
            payload: &target.payload,
            link: &target.link,
        })
        .collect();
    let mut exported = Exported { findings, ..Exported::default() };
    exported.files.insert("links.txt".into(), text.into_bytes());
    // Texts and lists always have a JSON form.
    let mut json = serde_json::to_vec_pretty(&list).unwrap_or_default();
    json.push(b'\n');
    exported.files.insert("links.json".into(), json);
    Ok(exported)
}
