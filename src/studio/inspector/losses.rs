//! What the messengers of the project will not show of a text's formatting, said under the text.

use super::desk::Desk;
use super::length::Count;
use super::words;
use crate::flow::{Style, marks};
use crate::model::{Label, Lang};
use crate::studio::theme;
use crate::studio::widgets::note_ui;
use egui::Ui;

/// What a lost style is called after «без».
const fn without(style: Style) -> Label {
    match style {
        Style::Bold => Label::new("жирного", "bold"),
        Style::Italic => Label::new("курсива", "italics"),
        Style::Underline => Label::new("подчёркивания", "underline"),
        Style::Strike => Label::new("зачёркивания", "strike-out"),
        Style::Code => Label::new("моноширинного", "code"),
        Style::Link => Label::new("ссылки", "links"),
    }
}

/// A line for every group of messengers that lose the same.
pub(super) fn losses(text: &str, counts: &[Count], lang: Lang) -> Vec<String> {
    let mut used: Vec<Style> = marks(text).iter().map(|mark| mark.style).collect();
    used.sort_unstable();
    used.dedup();
    let mut groups: Vec<(Vec<Style>, Vec<&str>)> = Vec::new();
    for count in counts {
        let lost: Vec<Style> = used.iter().copied().filter(|style| !count.carries(*style)).collect();
        match groups.iter_mut().find(|group| group.0 == lost) {
            Some(group) => group.1.push(count.short_name(lang)),
            None if !lost.is_empty() => groups.push((lost, vec![count.short_name(lang)])),
            None => {}
        }
    }
    groups.iter().map(|(lost, names)| format!("{}: {}", names.join(", "), said(lost, lang))).collect()
}

/// «без жирного и курсива, адрес ссылки — в скобках».
fn said(lost: &[Style], lang: Lang) -> String {
    let plain: Vec<&str> =
        lost.iter().filter(|style| **style != Style::Link).map(|style| without(*style).of(lang)).collect();
    let mut parts = Vec::new();
    if let Some((last, before)) = plain.split_last() {
        let and = words::AND.of(lang);
        let list = if before.is_empty() {
            (*last).to_owned()
        } else {
            format!("{} {and} {last}", before.join(", "))
        };
        parts.push(format!("{} {list}", words::WITHOUT.of(lang)));
    }
    if lost.contains(&Style::Link) {
        parts.push(words::LINK_IN_BRACKETS.of(lang).to_owned());
    }
    parts.join(", ")
}

/// The lines under a text.
pub(super) fn losses_ui(ui: &mut Ui, desk: &Desk<'_>, text: &str, counts: &[Count]) {
    for line in losses(text, counts, desk.input.lang) {
        note_ui(ui, &line, theme::regular(theme::CAPTION), desk.input.theme.tokens.muted);
    }
}
