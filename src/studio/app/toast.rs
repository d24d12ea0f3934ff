//! Short news over the canvas that go away by themselves; a deletion can be taken back from one.

use crate::blocks::{Registry, list_type};
use crate::compare::block_name;
use crate::diag::{Words, counted};
use crate::edit::{Edit, Transaction};
use crate::model::{BlockId, Lang, Project, text_of};
use crate::studio::canvas::tools_place;
use crate::studio::command::{Command, TestCommand};
use crate::studio::theme::{self, BODY, Theme};
use crate::studio::widgets::{icon_at, wrapped};
use crate::studio::words::shell as words;
use crate::uses;
use egui::accesskit::Role;
use egui::{Align2, Id, Order, Pos2, Rect, Sense, Ui, WidgetInfo, pos2, vec2};
use std::time::Duration;

const SECONDS: f64 = 6.0;
const TOASTS_MAX: usize = 3;

/// What kind of news it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// Something worked.
    Good,
    /// Something did not.
    Bad,
    /// What is on the disk cannot be read, until it is or the project is saved.
    Unread,
    /// Something was deleted; pressing undo brings it back.
    Deleted,
    /// Many things were moved at once; pressing undo puts them back.
    Moved,
    /// Words were replaced in many places; pressing undo brings them back.
    Replaced,
    /// A test was written anew; it can be put back.
    Accepted,
    /// A project that was never saved is about to be forgotten; it can be kept until the news go away.
    Forgotten,
}

impl Tone {
    /// Whether the news offers to take the step back.
    fn offers_undo(self) -> bool {
        matches!(self, Self::Deleted | Self::Moved | Self::Replaced)
    }

    /// What takes it back.
    fn way_back(self) -> Option<Command> {
        match self {
            Self::Good | Self::Bad | Self::Unread => None,
            Self::Deleted | Self::Moved | Self::Replaced => Some(Command::Undo),
            Self::Forgotten => Some(Command::KeepLeft),
            Self::Accepted => Some(Command::Tests(TestCommand::Restore)),
        }
    }
}

/// Short news.
#[derive(Clone, Debug)]
struct Toast {
    tone: Tone,
    text: Words,
    /// When it goes away, in seconds of the window's clock; set when it is first drawn.
    until: Option<f64>,
}

/// The news on the screen.
#[derive(Debug, Default)]
pub(super) struct Toasts(Vec<Toast>);

/// How far news stand over the lower edge.
const OVER_EDGE: f32 = 64.0;
/// Widest text, and all that stands beside it.
const TEXT_WIDTH: f32 = 420.0;
/// Narrowest text, even where the canvas is narrower.
const TEXT_WIDTH_MIN: f32 = 160.0;
const BESIDE_TEXT: f32 = 180.0;
/// Narrowest room beside the tools of the canvas that news are shown in.
const LEAST_ROOM: f32 = 320.0;

/// Where news stand.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stand {
    /// On a canvas: beside its tools, where neither map nor zoom lie, and no card begins unless there are several news.
    Canvas(Rect),
    /// On a page: at its lower edge.
    Page(Rect),
}

impl Stand {
    /// The middle of an edge of the news, which edge it is, and how wide they may become.
    fn place(self) -> (Pos2, Align2, f32) {
        match self {
            Self::Canvas(screen) => {
                let tools = tools_place(screen);
                let gap = tools.left() - screen.left();
                let (left, right) = (tools.right() + gap, screen.right() - gap);
                if right - left < LEAST_ROOM {
                    return Self::Page(screen).place();
                }
                (pos2((left + right) / 2.0, tools.top()), Align2::CENTER_TOP, right - left)
            }
            Self::Page(page) => {
                let at = pos2(page.center().x, page.bottom() - OVER_EDGE);
                (at, Align2::CENTER_BOTTOM, page.width())
            }
        }
    }
}

impl Toasts {
    /// Shows news; older ones make room.
    pub fn push(&mut self, tone: Tone, text: Words) {
        // Undo goes one step back, so that only the newest deletion may offer it.
        self.0.retain(|toast| !toast.tone.offers_undo());
        // The same news once more only stay longer.
        self.0.retain(|toast| toast.tone != tone || toast.text != text);
        self.0.push(Toast { tone, text, until: None });
        let extra = self.0.len().saturating_sub(TOASTS_MAX);
        self.0.drain(..extra);
    }

    /// Takes the offer of undo away: another step was made since.
    pub fn settle(&mut self) {
        self.0.retain(|toast| !toast.tone.offers_undo());
    }

    /// Whether news of this kind are on the screen.
    pub fn has(&self, tone: Tone) -> bool {
        self.0.iter().any(|toast| toast.tone == tone)
    }

    /// Takes news of a kind away.
    pub fn drop_all(&mut self, tone: Tone) {
        self.0.retain(|toast| toast.tone != tone);
    }

    /// Draws the news.
    pub fn ui(
        &mut self,
        ctx: &egui::Context,
        stand: Stand,
        theme: &Theme,
        lang: Lang,
        commands: &mut Vec<Command>,
    ) {
        let now = ctx.input(|input| input.time);
        for toast in &mut self.0 {
            toast.until.get_or_insert(now + SECONDS);
        }
        self.0.retain(|toast| toast.until.is_none_or(|until| now < until));
        let Some(next) = self.0.iter().filter_map(|toast| toast.until).reduce(f64::min) else { return };
        ctx.request_repaint_after(Duration::from_secs_f64((next - now).max(0.01)));
        let (at, pivot, width) = stand.place();
        let width = (width - BESIDE_TEXT).clamp(TEXT_WIDTH_MIN, TEXT_WIDTH);
        let mut gone = None;
        egui::Area::new(Id::unique("toasts")).order(Order::Foreground).fixed_pos(at).pivot(pivot).show(
            ctx,
            |ui| {
                for (index, toast) in self.0.iter().enumerate() {
                    if toast_ui(ui, (theme, lang, width), toast, commands) {
                        gone = Some(index);
                    }
                }
            },
        );
        if let Some(index) = gone {
            self.0.remove(index);
        }
    }
}

/// Gives whether it shall go away.
fn toast_ui(
    ui: &mut Ui,
    (theme, lang, width): (&Theme, Lang, f32),
    toast: &Toast,
    commands: &mut Vec<Command>,
) -> bool {
    let tokens = &theme.tokens;
    let (icon, color) = match toast.tone {
        Tone::Good | Tone::Accepted => ("circle-check", tokens.ok),
        Tone::Bad | Tone::Unread => ("circle-alert", tokens.error),
        Tone::Deleted | Tone::Forgotten => ("trash-2", tokens.muted),
        Tone::Moved => ("layout-dashboard", tokens.muted),
        Tone::Replaced => ("replace-all", tokens.muted),
    };
    let text = toast.text.of(lang);
    let mut gone = false;
    theme.card().inner_margin(egui::Margin::symmetric(12, 8)).show(ui, |ui| {
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(16.0, 20.0), Sense::hover());
            icon_at(ui, rect, icon, 16.0, color);
            let galley = wrapped(ui, text, theme::regular(BODY), tokens.ink, width);
            let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
            ui.painter().galley(rect.min, galley, tokens.ink);
            response.widget_info(|| WidgetInfo::labeled(Role::Alert, true, text));
            if let Some(way_back) = toast.tone.way_back() {
                let undo = words::BRING_BACK.of(lang);
                let link = egui::RichText::new(undo).font(theme::semibold(BODY)).color(tokens.accent);
                if ui.add(egui::Button::new(link).frame(false)).clicked() {
                    commands.push(way_back);
                    gone = true;
                }
            }
            let close = words::CLOSE.of(lang);
            gone |= crate::studio::widgets::icon_button(ui, theme, "x", 20.0, close).clicked();
        });
    });
    gone
}

/// What a transaction deletes, in words; nothing when it deletes nothing that was drawn or named.
pub(super) fn deletion(project: &Project, transaction: &Transaction) -> Option<Words> {
    let has = |is_one: fn(&Edit) -> bool| transaction.edits.iter().any(is_one);
    // What goes and comes again was renamed.
    if has(|edit| matches!(edit, Edit::InsertTag { .. } | Edit::InsertField { .. })) {
        return None;
    }
    let blocks: Vec<BlockId> = transaction.edits.iter().filter_map(block_gone).collect();
    if let Some(named) = transaction.edits.iter().find_map(|edit| funnel_gone(project, edit)) {
        return Some(named);
    }
    match blocks[..] {
        [] => {}
        [block_id] => {
            let name = project.block(block_id).map(|(_, block)| block_name(block)).unwrap_or_default();
            return Some(gone(("Блок удалён", "Block deleted"), &name));
        }
        [..] => {
            let many = blocks.len();
            return Some(Words::new(format!("Удалено блоков: {many}"), format!("{many} blocks deleted")));
        }
    }
    let mut named = transaction.edits.iter().filter_map(|edit| named_gone(project, edit));
    match (named.next(), named.count()) {
        (None, _) => transaction.edits.iter().find_map(|edit| row_gone(project, edit)),
        (Some(one), 0) => Some(one),
        (Some(_), others) => {
            let many = others + 1;
            Some(Words::new(
                format!("Удалено тегов и полей: {many}"),
                format!("{many} tags and fields deleted"),
            ))
        }
    }
}

fn gone((ru, en): (&str, &str), name: &Words) -> Words {
    Words::new(format!("{ru}: {}", name.ru), format!("{en}: {}", name.en))
}

/// The block that an edit takes away.
pub(super) fn block_gone(edit: &Edit) -> Option<BlockId> {
    if let Edit::RemoveBlock { block_id } = edit { Some(*block_id) } else { None }
}

fn funnel_gone(project: &Project, edit: &Edit) -> Option<Words> {
    let Edit::RemoveFunnel { name } = edit else { return None };
    let funnel = project.funnel(name)?;
    let title = Words::new(funnel.shown_title(Lang::Ru), funnel.shown_title(Lang::En));
    Some(gone(("Воронка удалена", "Funnel deleted"), &title))
}

/// The tag or field that an edit takes away, in words.
fn named_gone(project: &Project, edit: &Edit) -> Option<Words> {
    let said = |name: &str| Words::new(name, name);
    if let Edit::RemoveTag { tag_id } = edit {
        let tag = project.tags.iter().find(|tag| tag.id == *tag_id)?;
        Some(gone(("Тег удалён", "Tag deleted"), &said(&tag.name)))
    } else if let Edit::RemoveField { field_id } = edit {
        let field = project.fields.iter().find(|field| field.id == *field_id)?;
        Some(gone(("Поле удалено", "Field deleted"), &said(&field.name)))
    } else {
        None
    }
}

/// The row that an edit takes out of a list of the project, in words.
fn row_gone(project: &Project, edit: &Edit) -> Option<Words> {
    let Edit::SetList { list, rows } = edit else { return None };
    let (before, after) = (project.lists.get(list)?, rows.as_deref().unwrap_or_default());
    let gone = before.iter().find(|row| !after.contains(row)).filter(|_| after.len() < before.len())?;
    let (name, of) = (text_of(gone, "name"), list_type(list)?.label);
    let mut words =
        Words::new(format!("{}: удалено «{name}»", of.ru), format!("{}: “{name}” deleted", of.en));
    let uses = uses::of_listed(project, &Registry, list, name).len();
    if uses > 0 {
        let places = counted(uses, ("месте", "местах", "местах"), ("place", "places"));
        words.ru = format!("{}, а стоит ещё в {}", words.ru, places.ru);
        words.en = format!("{}, still named in {}", words.en, places.en);
    }
    Some(words)
}
