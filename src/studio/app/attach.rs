//! Attachments: chosen in a dialog, typed as a path, or dropped on the window. Each file is copied below `media/`
//! first; only then does the project change, in one step of undo.

use super::App;
use super::jobs::{Progress, Work};
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
use egui::{Align2, Event, Id, LayerId, Order, Pos2, Stroke, StrokeKind};
use std::path::{Path, PathBuf};

/// What is done, for undo.
const ATTACH: Label = Label::new("Прикрепить файл", "Attach a file");

/// The list of files beside the attachment of a block.
const ALBUM: &str = "album";

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

/// A window hears nothing of the pointer while something from outside is dragged over it, and where the drop was only
/// afterwards: for so many frames it is waited for that.
const DROP_FRAMES: u8 = 20;

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

    /// Takes the files that were dropped on the window, as soon as it is known where.
    pub(super) fn take_dropped(&mut self, ctx: &egui::Context) {
        let (dropped, pos, has_moved) = ctx.input(|input| {
            let dropped: Vec<PathBuf> =
                input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect();
            let has_moved = input.events.iter().any(|event| matches!(event, Event::PointerMoved(_)));
            (dropped, input.pointer.latest_pos(), has_moved)
        });
        if !dropped.is_empty() {
            let (waiting, _) = self.desk.dropped.take().unwrap_or_default();
            self.desk.dropped = Some((waiting.into_iter().chain(dropped).collect(), DROP_FRAMES));
        }
        let Some((files, frames)) = self.desk.dropped.take() else { return };
        if !has_moved && frames > 0 {
            self.desk.dropped = Some((files, frames - 1));
            ctx.request_repaint();
            return;
        }
        let [first, ..] = &files[..] else { return };
        if files.len() == 1 && first.join(PROJECT_FILE).is_file() {
            return self.leave_for(ctx, Then::OpenPath(first.clone()));
        }
        if self.shows_canvas() {
            let landing = self.landing(pos);
            self.attach(landing, files);
        }
    }

    /// Whether the canvas is to be seen with nothing over it: only then one sees where a file goes.
    fn shows_canvas(&self) -> bool {
        let desk = &self.desk;
        let is_covered = desk.dialog.is_some() || desk.palette.is_some() || desk.settings.is_some();
        self.document.is_some() && desk.workspace == Workspace::Scenario && !is_covered
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
        let on_card = |pos: &Pos2| self.desk.card.is_at(*pos);
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

    /// Copies files below `media/`, then puts them where they belong. Only as many are copied as have a place
    /// there.
    pub(super) fn attach(&mut self, landing: Landing, mut files: Vec<PathBuf>) {
        if self.desk.past.is_showing() {
            return self.refuse_to_draw();
        }
        let Some(document) = &self.document else { return };
        if document.read_only {
            return self.refuse_to_change();
        }
        if !self.has_folder() {
            return;
        }
        let Some(document) = &self.document else { return };
        let Some(folder) = document.path.clone() else { return };
        let room = room(&document.project, &landing);
        if files.len() > room {
            let left = files.len() - room;
            files.truncate(room);
            self.tell_left_out(left);
        }
        let serial = self.document.as_ref().map(|document| document.serial);
        self.jobs.watch(Work::Other, words::COPYING_FILES, None, move |progress| {
            let copied = Copied::of(&folder, &files, progress);
            Box::new(move |app| {
                let is_here = app.document.as_ref().map(|document| document.serial) == serial;
                if is_here {
                    app.attached(&landing, copied);
                }
            })
        });
    }

    /// Says how many files found no place where they were let go.
    fn tell_left_out(&mut self, left: usize) {
        let text = Words::new(
            format!(
                "Здесь место для одного файла. Не взято файлов: {left}. Несколько файлов берёт сообщение."
            ),
            format!("There is room for one file here. Left out: {left}. A message takes several."),
        );
        self.desk.toasts.push(Tone::Bad, text);
    }

    /// Puts what was copied where it belongs, and says what was not copied.
    fn attached(&mut self, landing: &Landing, copied: Copied) {
        let Some(document) = &self.document else { return };
        let Copied { names, refused, looks } = copied;
        if !names.is_empty() {
            let objection = first_objection(&document.project, &names, &looks);
            let (transaction, new) = transaction_of(&document.project, &document.funnel, landing, names);
            if self.edit(transaction, false) {
                self.desk.canvas.select(new);
            }
            self.list_media();
            if let Some(objection) = objection {
                self.desk.toasts.push(Tone::Bad, objection);
            }
        }
        if !refused.is_empty() {
            let count = refused.len();
            let (ru, en): (Vec<String>, Vec<String>) =
                refused.into_iter().map(|words| (words.ru, words.en)).unzip();
            let text = Words::new(
                format!("Не скопировано в папку проекта файлов: {count}.\n{}", ru.join("\n")),
                format!("Files not copied into the project's folder: {count}.\n{}", en.join("\n")),
            );
            self.fail(words::MEDIA_TITLE, text);
        }
    }

    /// Says what happens to the files that are held over the window.
    pub(super) fn drop_hint_ui(&self, ctx: &egui::Context) {
        let held = ctx.input(|input| !input.raw.hovered_files.is_empty());
        let Some(screen) = self.desk.canvas.screen().filter(|_| held && self.shows_canvas()) else {
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

/// What came of copying files below `media/`.
struct Copied {
    /// Their names there.
    names: Vec<String>,
    /// Those that were not copied, each with why.
    refused: Vec<Words>,
    /// How the copies look to messengers.
    looks: MediaLooks,
}

impl Copied {
    /// Copies files below `media/`; of those that were copied when somebody stops it none stays.
    fn of(folder: &Path, files: &[PathBuf], progress: &Progress) -> Self {
        let before = folder::media(folder).unwrap_or_default();
        let (mut names, mut refused): (Vec<String>, _) = (Vec::new(), Vec::new());
        for (done, file) in files.iter().enumerate() {
            if !progress.set(done, files.len()) {
                for name in names.drain(..).filter(|name| !before.contains_key(name)) {
                    // A copy that stays is a file that nothing names; the list of files shows it.
                    let _ = std::fs::remove_file(folder.join("media").join(name));
                }
                break;
            }
            match folder::attach(folder, file) {
                Ok(name) => names.push(name),
                Err(error) => {
                    let (file, why) = (file.display(), folder::reason(&error));
                    refused.push(Words::new(format!("{file}: {}", why.ru), format!("{file}: {}", why.en)));
                }
            }
        }
        let looks = folder::media_looks(folder, &names);
        Self { names, refused, looks }
    }
}

/// How many files a place takes.
fn room(project: &Project, landing: &Landing) -> usize {
    let takes_many = |block_id: &BlockId| project.block(*block_id).is_some_and(|found| has_album(found.1));
    let many = match landing {
        Landing::Place(place) => place.prop == "media" && takes_many(&place.block),
        Landing::Block(block_id) => takes_many(block_id),
        Landing::Ground(_) => true,
    };
    if many { usize::MAX } else { 1 }
}

/// Whether a block takes more files beside its attachment.
fn has_album(block: &Block) -> bool {
    block_type(&block.kind).is_some_and(|kind| kind.form.field("album").is_some())
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
            let mut names = names.into_iter();
            let name = names.next().map(Prop::Text);
            let mut set = match place.prop.split_once('.') {
                Some((list, prop)) => {
                    let row = place.row.unwrap_or_default();
                    build::set_in_row(project, place.block, (list, row), prop, name)
                }
                None => build::set_prop(project, place.block, &place.prop, name),
            };
            let block = project.block(place.block).map(|found| found.1);
            let album = block.and_then(|block| with_more(block, names.collect()));
            let add = |value| Edit::SetProp { block_id: place.block, prop: ALBUM.into(), value: Some(value) };
            set.edits.extend(album.map(add));
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
    let mut set = Vec::new();
    if (block.text("media").is_empty() || !has_album(block))
        && let Some(first) = names.next()
    {
        set.push(("media".to_owned(), Prop::Text(first)));
    }
    set.extend(with_more(block, names.collect()).map(|album| (ALBUM.to_owned(), album)));
    set
}

/// The album of a block with more files; none when there are none, or no album.
fn with_more(block: &Block, names: Vec<String>) -> Option<Prop> {
    if names.is_empty() || !has_album(block) {
        return None;
    }
    let row = |name| Record::from([("media".to_owned(), Prop::Text(name))]);
    Some(Prop::List(block.rows(ALBUM).iter().cloned().chain(names.into_iter().map(row)).collect()))
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
