//! Attachments: chosen in a dialog, typed as a path, or dropped on the window. Each file is copied below `media/`
//! first; only then does the project change, in one step of undo.

use super::App;
use super::toast::Tone;
use crate::blocks::block_type;
use crate::channels::channel;
use crate::check::{MediaLooks, misnamed, objections};
use crate::diag::Words;
use crate::edit::{Edit, Transaction, build};
use crate::file::PROJECT_FILE;
use crate::flow::MediaKind;
use crate::folder;
use crate::model::{Block, BlockId, Label, Pos, Project, Prop, Record, Shape};
use crate::studio::command::MediaPlace;
use crate::studio::dialogs::{Purpose, Then};
use crate::studio::theme;
use crate::studio::top_bar::Workspace;
use crate::studio::words::shell as words;
use egui::{Align2, Id, LayerId, Order, Pos2, Stroke, StrokeKind};
use std::io;
use std::path::PathBuf;

/// What is done, for undo.
const ATTACH: Label = Label::new("Прикрепить файл", "Attach a file");

/// Where files go that were dropped or chosen.
#[derive(Clone, Debug)]
pub(super) enum Landing {
    /// Into this property.
    Place(MediaPlace),
    /// Beside what the block has.
    Block(BlockId),
    /// Into a new message there.
    Ground(Pos),
}

impl App {
    /// Asks for a file on the disk.
    pub(super) fn pick_media(&mut self, place: MediaPlace) {
        if self.has_folder() {
            self.ask_path(Purpose::Media(place));
        }
    }

    /// Whether files can be copied; says what to do first when they cannot.
    fn has_folder(&mut self) -> bool {
        let saved = self.document.as_ref().is_some_and(|document| document.path.is_some());
        if !saved {
            let text = Words::new(
                "Сначала сохраните проект: файлы кладутся в его папку",
                "Save the project first: files are put into its folder",
            );
            self.desk.toasts.push(Tone::Bad, text);
        }
        saved
    }

    /// Takes the files that were dropped on the window in this frame.
    pub(super) fn take_dropped(&mut self, ctx: &egui::Context) {
        let (files, pos) = ctx.input(|input| {
            let dropped = input.raw.dropped_files.iter().map(|file| file.path().to_owned());
            (dropped.collect::<Vec<_>>(), input.pointer.latest_pos())
        });
        let [first, ..] = &files[..] else { return };
        if files.len() == 1 && first.join(PROJECT_FILE).is_file() {
            return self.leave_for(ctx, Then::OpenPath(first.clone()));
        }
        let shown = self.document.is_some() && self.desk.workspace == Workspace::Scenario;
        if shown && self.desk.dialog.is_none() {
            let landing = self.landing(pos);
            self.attach(landing, files);
        }
    }

    /// Where a file goes that is let go there; some systems do not say where.
    fn landing(&self, pos: Option<Pos2>) -> Landing {
        let takes = |block_id: &BlockId| {
            let block = self.project().and_then(|project| project.block(*block_id)).map(|found| found.1);
            block.is_some_and(takes_media)
        };
        let selected = match self.desk.canvas.selection()[..] {
            [block_id] => Some(block_id).filter(takes),
            _ => None,
        };
        let on_card = |pos: &Pos2| self.desk.card.is_some_and(|card| card.contains(*pos));
        if let Some(pos) = pos.filter(on_card) {
            let place = self.desk.inspector.media_at(pos).cloned().map(Landing::Place);
            if let Some(landing) = place.or(selected.map(Landing::Block)) {
                return landing;
            }
        }
        match pos.and_then(|pos| self.desk.canvas.under(pos)) {
            Some((Some(block_id), _)) if takes(&block_id) => Landing::Block(block_id),
            Some((_, at)) => Landing::Ground(at),
            None => selected.map_or(Landing::Ground(self.desk.canvas.center()), Landing::Block),
        }
    }

    /// Copies files below `media/`, then puts them where they belong.
    pub(super) fn attach(&mut self, landing: Landing, files: Vec<PathBuf>) {
        if !self.has_folder() {
            return;
        }
        let Some(document) = &self.document else { return };
        let Some(folder) = document.path.clone() else { return };
        let serial = document.serial;
        self.jobs.start(move || {
            let copied: io::Result<Vec<String>> =
                files.iter().map(|file| folder::attach(&folder, file)).collect();
            let looks = copied.as_ref().map(|names| folder::media_looks(&folder, names)).unwrap_or_default();
            Box::new(move |app| app.attached(serial, &landing, copied, &looks))
        });
    }

    fn attached(
        &mut self,
        serial: u64,
        landing: &Landing,
        copied: io::Result<Vec<String>>,
        looks: &MediaLooks,
    ) {
        let Some(document) = self.document.as_ref().filter(|document| document.serial == serial) else {
            return;
        };
        match copied {
            Ok(names) => {
                let objection = first_objection(&document.project, &names, looks);
                let (transaction, new) = transaction_of(&document.project, &document.funnel, landing, names);
                self.edit(transaction, false);
                self.desk.canvas.select(new);
                self.list_media();
                if let Some(objection) = objection {
                    self.desk.toasts.push(Tone::Bad, objection);
                }
            }
            Err(error) => {
                let text = Words::new(
                    format!("Файл не скопирован в папку проекта. Система говорит: {error}"),
                    format!("The file was not copied into the project's folder. The system says: {error}"),
                );
                self.fail(words::MEDIA_TITLE, text);
            }
        }
    }

    /// Says what happens to the files that are held over the window.
    pub(super) fn drop_hint_ui(&self, ctx: &egui::Context) {
        let held = ctx.input(|input| !input.raw.hovered_files.is_empty());
        let Some(screen) = self.desk.canvas.screen().filter(|_| held && self.document.is_some()) else {
            return;
        };
        let painter = ctx.layer_painter(LayerId::new(Order::Tooltip, Id::unique("drop hint")));
        let tokens = &self.theme.tokens;
        let area = screen.shrink(8.0);
        let stroke = Stroke::new(2.0, tokens.accent);
        painter.rect(area, theme::RADIUS_CARD, theme::tint(tokens.accent, 8), stroke, StrokeKind::Inside);
        let text = words::DROP_HINT.of(self.lang);
        let galley = painter.layout_no_wrap(text.to_owned(), theme::semibold(theme::TITLE), tokens.on_accent);
        let place =
            Align2::CENTER_CENTER.anchor_size(area.center_top() + egui::vec2(0.0, 60.0), galley.size());
        painter.rect_filled(place.expand2(egui::vec2(16.0, 9.0)), theme::RADIUS_CARD, tokens.accent);
        painter.galley(place.min, galley, tokens.on_accent);
        ctx.request_repaint();
    }
}

/// What the messengers of the project have against files that came in, said at once; the findings say all of it.
fn first_objection(project: &Project, names: &[String], looks: &MediaLooks) -> Option<Words> {
    let channels: Vec<_> = project.channels.iter().filter_map(|setting| channel(&setting.channel)).collect();
    names.iter().find_map(|name| {
        let look = looks.get(name);
        let everywhere = look.and_then(|look| misnamed(name, look));
        let each =
            channels.iter().flat_map(|channel| objections(*channel, MediaKind::of_path(name), name, look));
        everywhere.into_iter().chain(each).next().map(|objection| objection.message)
    })
}

/// Whether the form of a block has a place for a file of its own.
fn takes_media(block: &Block) -> bool {
    let kind = block_type(&block.kind);
    kind.and_then(|kind| kind.form.field("media")).is_some_and(|field| matches!(field.shape, Shape::Media))
}

/// What files do to a project: the change, and the blocks that are looked at then.
fn transaction_of(
    project: &Project,
    funnel: &crate::model::FunnelName,
    landing: &Landing,
    names: Vec<String>,
) -> (Transaction, Vec<BlockId>) {
    match landing {
        Landing::Place(place) => {
            let name = names.into_iter().next().map(Prop::Text);
            let set = match place.prop.split_once('.') {
                Some((list, prop)) => {
                    let row = place.row.unwrap_or_default();
                    build::set_in_row(project, place.block, (list, row), prop, name)
                }
                None => build::set_prop(project, place.block, &place.prop, name),
            };
            (Transaction::new(ATTACH, set.edits), vec![place.block])
        }
        Landing::Block(block_id) => {
            let block = project.block(*block_id).map(|found| found.1.clone()).unwrap_or_default();
            let set = |(prop, value)| Edit::SetProp { block_id: *block_id, prop, value: Some(value) };
            let edits = filled(&block, names).into_iter().map(set).collect();
            (Transaction::new(ATTACH, edits), vec![*block_id])
        }
        Landing::Ground(at) => {
            let mut block = Block::new("message");
            block.props = filled(&block, names).into_iter().collect();
            let (added, block_id) = build::add_block(project, funnel, block, *at);
            (Transaction::new(ATTACH, added.edits), vec![block_id])
        }
    }
}

/// The properties of a block with more files: the first as its attachment when it has none, the others beside it.
fn filled(block: &Block, names: Vec<String>) -> Vec<(String, Prop)> {
    let mut names = names.into_iter();
    let has_album = block_type(&block.kind).is_some_and(|kind| kind.form.field("album").is_some());
    let mut set = Vec::new();
    if (block.text("media").is_empty() || !has_album)
        && let Some(first) = names.next()
    {
        set.push(("media".to_owned(), Prop::Text(first)));
    }
    let rest: Vec<String> = names.collect();
    if has_album && !rest.is_empty() {
        let row = |name| Record::from([("media".to_owned(), Prop::Text(name))]);
        let rows = block.rows("album").iter().cloned().chain(rest.into_iter().map(row));
        set.push(("album".to_owned(), Prop::List(rows.collect())));
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_fill_the_attachment_first_and_the_album_then() {
        let mut project = Project::new("п");
        let funnel = project.funnels[0].name.clone();
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let ground = Landing::Ground(Pos(10, 20));
        let (transaction, new) = transaction_of(&project, &funnel, &ground, names(&["a.png", "b.png"]));
        transaction.apply(&mut project).unwrap();
        let block_id = new[0];
        let (transaction, _) =
            transaction_of(&project, &funnel, &Landing::Block(block_id), names(&["c.pdf"]));
        transaction.apply(&mut project).unwrap();
        let album = MediaPlace { block: block_id, prop: "album.media".into(), row: Some(0) };
        let (transaction, _) = transaction_of(&project, &funnel, &Landing::Place(album), names(&["d.png"]));
        let undo = transaction.apply(&mut project).unwrap();
        let said = |project: &Project| {
            let block = project.block(block_id).unwrap().1;
            let album = block.rows("album").iter().map(|row| crate::model::text_of(row, "media").to_owned());
            (block.text("media").to_owned(), album.collect::<Vec<_>>())
        };
        assert_eq!(said(&project), ("a.png".to_owned(), names(&["d.png", "c.pdf"])));
        undo.apply(&mut project).unwrap();
        assert_eq!(said(&project).1, names(&["b.png", "c.pdf"]));
    }
}
