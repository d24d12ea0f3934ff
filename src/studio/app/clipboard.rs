//! Copy, cut and paste: blocks travel between windows as text.

use super::App;
use super::edits::new_block;
use super::toast::Tone;
use crate::blocks::Registry;
use crate::diag::Words;
use crate::edit::build;
use crate::file;
use crate::model::{Fragment, Label, Pos, Prop};
use crate::studio::command::Command;

/// Longest plain text that becomes a message, in bytes; more is no text for a messenger.
const TEXT_MAX: usize = 64 << 10;

impl App {
    /// Obeys a command about the clipboard.
    pub(super) fn perform_clipboard(&mut self, ctx: &egui::Context, command: Command) {
        match command {
            Command::Copy => self.copy(ctx),
            Command::Cut => {
                self.copy(ctx);
                self.delete_selection();
            }
            Command::Paste => ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste),
            Command::PasteText(text) => self.paste(&text),
            Command::CopyText(text) => {
                let said = Words::new(format!("Скопировано: {text}"), format!("Copied: {text}"));
                ctx.copy_text(text);
                self.desk.toasts.push(Tone::Good, said);
            }
            other => debug_assert!(false, "not about the clipboard: {other:?}"),
        }
    }

    fn copy(&self, ctx: &egui::Context) {
        let fragment = self.fragment();
        if !fragment.is_empty() {
            ctx.copy_text(file::write_fragment(&fragment, &Registry));
        }
    }

    /// A copy of what is selected. Blocks that the studio placed are where they are drawn.
    pub(super) fn fragment(&self) -> Fragment {
        let Some(document) = &self.document else { return Fragment::default() };
        // What is seen is copied: a text of a moment is brought back so.
        let (project, ..) = self.desk.past.shown(document);
        let (blocks, marks) = self.desk.canvas.held();
        let mut fragment = build::copy(project, &Registry, &blocks, &marks);
        for (block_id, pos) in self.desk.canvas.places(&blocks) {
            if fragment.blocks.contains_key(&block_id) {
                fragment.places.entry(block_id).or_insert(pos);
            }
        }
        fragment
    }

    fn paste(&mut self, text: &str) {
        if self.document.is_none() {
            return;
        }
        let at = self.desk.canvas.paste_place();
        if !file::is_fragment(text) {
            self.paste_plain(text, at);
            return;
        }
        match file::read_fragment(text, &Registry) {
            Ok(fragment) if fragment.is_empty() => {
                let text =
                    Words::new("В скопированном нет блоков.", "There are no blocks in what was copied.");
                self.desk.toasts.push(Tone::Bad, text);
            }
            Ok(fragment) => {
                let at = self.desk.canvas.free_for(&fragment, at);
                self.put_down(&fragment, at, Label::new("Вставить", "Paste"));
                self.warn_of_media(&fragment);
            }
            Err(error) => {
                let (line, message) = (error.place.line, error.message);
                // What is said of the whole, as that it is of a newer program, is no damage in a line.
                let text = match line {
                    0 => message,
                    line => Words::new(
                        format!(
                            "Скопированное повреждено в строке {line}: вставить не вышло. Скопируйте блоки заново."
                        ),
                        format!("What was copied is damaged in line {line}. Copy the blocks once more."),
                    ),
                };
                self.desk.toasts.push(Tone::Bad, text);
            }
        }
    }

    /// Plain text becomes a message.
    fn paste_plain(&mut self, text: &str, at: Pos) {
        let Some(document) = &self.document else { return };
        let text = text.trim();
        let refusal = if text.is_empty() {
            Some(("В буфере обмена пусто.", "The clipboard is empty."))
        } else if text.len() > TEXT_MAX {
            Some((
                "Текст в буфере слишком длинный для сообщения. Скопируйте часть.",
                "The text in the clipboard is too long for a message. Copy a part of it.",
            ))
        } else {
            None
        };
        if let Some((ru, en)) = refusal {
            self.desk.toasts.push(Tone::Bad, Words::new(ru, en));
            return;
        }
        let mut block = new_block(document, "message");
        block.props.insert("text".into(), Prop::Text(text.replace("\r\n", "\n").replace('\r', "\n")));
        let at = self.desk.canvas.free_place(at);
        let (mut transaction, block_id) = build::add_block(&document.project, &document.funnel, block, at);
        transaction.label = Label::new("Вставить текст", "Paste text");
        if self.edit(transaction, false) {
            self.desk.canvas.select([block_id]);
            self.desk.canvas.reveal(block_id);
        }
    }

    /// Puts a fragment into the shown funnel and selects it.
    pub(super) fn put_down(&mut self, fragment: &Fragment, at: Pos, label: Label) {
        let Some(document) = &self.document else { return };
        let pasted = build::paste(&document.project, &Registry, &document.funnel, fragment, at);
        let mut transaction = pasted.transaction;
        transaction.label = label;
        if self.edit(transaction, false) {
            if let Some(first) = pasted.blocks.first() {
                self.desk.canvas.reveal(*first);
            }
            self.desk.canvas.select_things(pasted.blocks, pasted.marks);
        }
    }

    /// Says which files the pasted blocks name that the project does not have.
    fn warn_of_media(&mut self, fragment: &Fragment) {
        let Some(document) = &self.document else { return };
        let named = build::media_of(fragment, &Registry);
        let missing: Vec<&String> =
            named.iter().filter(|path| !document.media.sizes.contains_key(*path)).collect();
        let Some(first) = missing.first() else { return };
        let (ru, en) = match missing.len() {
            1 => (format!("Нет файла media/{first}."), format!("There is no file media/{first}.")),
            count => (
                format!("Нет файла media/{first} и ещё {}.", count - 1),
                format!("media/{first} and {} more are missing.", count - 1),
            ),
        };
        let text = Words::new(
            format!("{ru} Скопируйте его из другого проекта или выберите новый."),
            format!("{en} Copy it from the other project or choose a new one."),
        );
        self.desk.toasts.push(Tone::Bad, text);
    }
}
