//! A picture of the window for people and manuals: the project opens, a conversation is played, a block is
//! chosen, the picture is written, the window closes.

use super::{App, Document};
use crate::emulator::transcript::{Ground, parse, play, titles_of};
use crate::model::BlockId;
use crate::zones;
use std::path::PathBuf;
use std::sync::mpsc::Sender;

/// Frames to draw before the picture, so that everything has found its place.
const FRAMES: u32 = 12;

/// How near the canvas is: most of a sample's way is in sight and every text can be read.
const ZOOM: f32 = 0.72;

/// A picture of the window that somebody waits for.
#[derive(Clone, Debug)]
pub struct PictureOrder {
    /// The PNG file to write.
    pub file: PathBuf,
    /// Hears whether it was written; why not otherwise.
    pub done: Sender<Result<(), String>>,
}

/// A picture that is being prepared.
#[derive(Clone, Debug)]
pub(super) struct Picture {
    order: PictureOrder,
    frames: u32,
}

impl Picture {
    pub fn new(order: PictureOrder) -> Self {
        Self { order, frames: 0 }
    }
}

impl App {
    /// Prepares, takes and writes the picture that is wanted.
    pub(super) fn picture_ui(&mut self, ctx: &egui::Context) {
        let Some(mut picture) = self.desk.picture.take() else { return };
        ctx.request_repaint();
        let finished = |document: &Document| document.checked.is_some() && !document.media.is_reading();
        let checked = self.document.as_ref().is_none_or(finished);
        let shelved = self.document.is_some() || !self.shelf.templates.is_empty();
        let ready = checked && shelved && self.opening.is_none();
        if ready {
            picture.frames += 1;
        }
        if ready && picture.frames == 1 {
            self.play_first_test();
        }
        if picture.frames == FRAMES {
            let (sender, order) = (self.jobs.sender(), picture.order.clone());
            ctx.request_screenshot(move |image| {
                // The window closes by the report; without one nobody is left to close.
                let _ = sender.send(Box::new(move |app: &mut Self| app.keep_picture(&order, &image)));
            });
        }
        self.desk.picture = Some(picture);
    }

    fn keep_picture(&mut self, order: &PictureOrder, image: &egui::ColorImage) {
        let [width, height] = image.size.map(|side| side as u32);
        let bytes: Vec<u8> = image.pixels.iter().flat_map(|pixel| pixel.to_array()).collect();
        let written = image::save_buffer(&order.file, &bytes, width, height, image::ColorType::Rgba8);
        // Nobody may be waiting any more.
        let _ = order.done.send(written.map_err(|error| error.to_string()));
        self.leaving = true;
        self.desk.picture = None;
        self.jobs.window().send_viewport_cmd(egui::ViewportCommand::Close);
    }

    /// Plays the first test of the project and chooses the block that the conversation waits in.
    fn play_first_test(&mut self) {
        let Some(document) = &mut self.document else { return };
        let flow = document.flow.clone();
        let titles = titles_of(&document.project);
        let ground = Ground { flow, titles, zone_of: zones::rules_of };
        let files =
            document.path.as_deref().and_then(|path| crate::folder::tests(path).ok()).unwrap_or_default();
        let text = files.first().and_then(|file| std::fs::read_to_string(file).ok());
        let played = text.and_then(|text| play(&parse(&text).ok()?, &ground).ok());
        if let Some(played) = played {
            document.emulator = played.emulator;
        }
        let Some(funnel) = document.project.funnel(&document.funnel) else { return };
        let walked: Vec<BlockId> = document.emulator.path().iter().map(|step| step.block).collect();
        let said =
            |block_id: &&BlockId| funnel.blocks.get(block_id).is_some_and(|block| block.kind == "message");
        let with_file = |block_id: &&BlockId| {
            funnel.blocks.get(block_id).is_some_and(|block| !block.text("media").is_empty())
        };
        let shown = walked.iter().rfind(with_file).or(walked.iter().rfind(said));
        self.desk.canvas.select(shown.copied());
        self.desk.canvas.begin(ZOOM);
        self.run_tests();
    }
}
