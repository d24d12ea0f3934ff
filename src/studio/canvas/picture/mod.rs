//! A funnel as a picture for a document, a page or a wall: SVG, PNG or PDF, all from the same drawing.
//!
//! Nothing of the window is needed: the same shapes and lines that the canvas draws are measured and written here,
//! so that the picture can be made by a command and beside the window.

mod encode;
mod letters;
mod marks;
mod outline;
mod svg;

use super::ruler::{Face, Ruler};
use super::scene::Scene;
use crate::diag::Words;
use crate::model::{BlockId, FunnelName, Lang, Project};
use crate::studio::theme::{self, Theme};
use egui::Color32;
use std::collections::BTreeSet;

/// What a picture is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Lines and text for browsers and drawing programs; sharp at every size.
    Svg,
    /// Pixels.
    Png,
    /// A page, as large as the funnel; text can be searched.
    Pdf,
}

impl Format {
    /// The format that a file name asks for by its end.
    pub fn of_path(path: &str) -> Option<Self> {
        let (_, end) = path.rsplit_once('.')?;
        match end.to_ascii_lowercase().as_str() {
            "svg" => Some(Self::Svg),
            "png" => Some(Self::Png),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }
}

/// What shall be on a picture.
#[derive(Clone, Debug)]
pub struct PictureOf<'a> {
    /// The project.
    pub project: &'a Project,
    /// The funnel.
    pub funnel: &'a FunnelName,
    /// Only these blocks, the wires between them and the frames that hold nothing else; all of the funnel when empty.
    pub only: &'a BTreeSet<BlockId>,
    /// Language of the product's own words.
    pub lang: Lang,
    /// Colours.
    pub theme: &'a Theme,
}

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// There is no block to draw.
    #[error("nothing to draw")]
    Empty,
    /// As pixels the funnel would be larger than programs open.
    #[error("too large for pixels: {0} × {1}")]
    TooLarge(u32, u32),
    /// Who asked for it does not want it any more.
    #[error("stopped")]
    Stopped,
    /// The drawing could not be turned into the format: a mistake of ours.
    #[error("the picture could not be written")]
    Broken,
}

impl PictureError {
    /// The reason, and what to do about it.
    pub fn words(&self) -> Words {
        match self {
            Self::Empty => Words::new(
                "Рисовать нечего: в воронке нет блоков. Добавьте блоки и повторите.",
                "There is nothing to draw: the funnel has no blocks. Add some and repeat.",
            ),
            Self::TooLarge(width, height) => Words::new(
                format!(
                    "Рисунок {width} × {height} слишком велик для PNG: его не откроет ни одна программа. Сохраните \
                     в SVG или PDF либо выделите часть воронки."
                ),
                format!(
                    "A picture of {width} × {height} is too large for PNG: no program would open it. Save it as SVG \
                     or PDF, or select a part of the funnel."
                ),
            ),
            Self::Stopped => Words::new(
                "Рисунок не сохранён: его остановили.",
                "The picture is not saved: it was stopped.",
            ),
            Self::Broken => Words::new(
                "Рисунок не получился. Попробуйте другой вид файла: SVG, PNG или PDF.",
                "The picture did not work out. Try another kind of file: SVG, PNG or PDF.",
            ),
        }
    }
}

/// Hears how much of a picture is done of how much, several times a second; says whether to go on.
pub type Heard<'a> = &'a mut dyn FnMut(usize, usize) -> bool;

/// The bytes of a picture of a funnel.
///
/// # Errors
/// [`PictureError::TooLarge`] at once, before anything is drawn; [`PictureError::Stopped`] soon after `heard` said so.
pub fn picture(of: &PictureOf<'_>, format: Format, heard: Heard<'_>) -> Result<Vec<u8>, PictureError> {
    let ctx = egui::Context::default();
    let (mut scene, marks) = scene(&ctx, of);
    if format == Format::Png {
        let blocks = scene.items.iter().filter(|item| of.only.is_empty() || of.only.contains(&item.id));
        let rects = blocks.map(|item| item.rect).chain(marks.iter().map(|mark| mark.item.rect));
        if let Some(whole) = rects.reduce(egui::Rect::union) {
            encode::fits(whole.width(), whole.height())?;
        }
    }
    if !scene.wiring.wait(&mut || heard(0, 0)) {
        return Err(PictureError::Stopped);
    }
    // As it is laid out: the ruler of the canvas counts sign by sign.
    let measure = |face: Face, text: &str| {
        let font = face.font(theme::BODY);
        ctx.fonts_mut(|fonts| fonts.layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER)).size().x
    };
    let drawing = svg::Drawing::of(&scene, &marks, of, &measure)?;
    match format {
        Format::Svg => Ok(drawing.to_svg().into_bytes()),
        Format::Png => encode::png(&drawing, heard),
        Format::Pdf => encode::pdf(&drawing, heard),
    }
}

/// The scene of the funnel with the texts of its notes and frames, measured without a window; a huge one is still
/// being wired.
fn scene(ctx: &egui::Context, of: &PictureOf<'_>) -> (Scene, Vec<marks::Written>) {
    Theme::install_fonts(ctx);
    let (mut scene, mut written) = (Scene::default(), Vec::new());
    let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
        let (mut ruler, what) = (Ruler::default(), (of.funnel, 0, of.lang));
        scene = Scene::build(ui.ctx(), &mut ruler, of.project, what, Scene::default());
        written = marks::written(ui.ctx(), &mut ruler, &scene, of.only);
    });
    // Nobody will ever draw these letters as pixels.
    output.textures_delta.clear();
    (scene, written)
}

#[cfg(test)]
mod tests;
