//! From the drawing to pixels and pages.

use super::svg::Drawing;
use super::{Heard, PictureError};
use crate::studio::theme;
use krilla::geom::Size;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// Pixels for a canvas unit, wished for, and the fewest with which text can be read.
const SCALE: f32 = 2.0;
const SCALE_MIN: f32 = 0.6;
/// Longest side and area that common programs open, pixels.
const SIDE_MAX: f32 = 16_000.0;
const AREA_MAX: f32 = 100_000_000.0;
/// Points for a canvas unit on a page, and its longest side, which the format sets.
const POINTS: f32 = 0.75;
const PAGE_MAX: f32 = 14_400.0;

/// Pixels for a canvas unit of a drawing of that size.
///
/// # Errors
/// [`PictureError::TooLarge`] where text could not be read any more.
pub(super) fn fits(width: f32, height: f32) -> Result<f32, PictureError> {
    let room = (SIDE_MAX / width.max(height)).min((AREA_MAX / width / height).sqrt());
    if room < SCALE_MIN {
        let size = |side: f32| (side * SCALE_MIN).ceil() as u32;
        return Err(PictureError::TooLarge(size(width), size(height)));
    }
    Ok(SCALE.min(room))
}

/// The drawing as pixels, as fine as its size allows.
pub(super) fn png(drawing: &Drawing, heard: Heard<'_>) -> Result<Vec<u8>, PictureError> {
    let (width, height) = (drawing.view.width(), drawing.view.height());
    let scale = fits(width, height)?;
    let (wide, tall) = ((width * scale).ceil() as u32, (height * scale).ceil() as u32);
    let mut pixels = Pixmap::new(wide, tall).ok_or(PictureError::Broken)?;
    let scaled = Transform::from_scale(scale, scale);
    on_each_layer(drawing, heard, |tree| {
        resvg::render(tree, scaled, &mut pixels.as_mut());
        Some(())
    })?;
    pixels.encode_png().map_err(|_| PictureError::Broken)
}

/// The drawing as a page of its own size.
pub(super) fn pdf(drawing: &Drawing, heard: Heard<'_>) -> Result<Vec<u8>, PictureError> {
    let (width, height) = (drawing.view.width(), drawing.view.height());
    let scale = POINTS.min(PAGE_MAX / width.max(height));
    let size = Size::from_wh(width * scale, height * scale).ok_or(PictureError::Broken)?;
    let mut document = krilla::Document::new();
    let mut page = document.start_page_with(PageSettings::new(size));
    let mut surface = page.surface();
    let drawn = on_each_layer(drawing, heard, |tree| {
        surface.draw_svg(tree, size, SvgSettings::default()).map(|_| ())
    });
    surface.finish();
    page.finish();
    drawn?;
    document.finish().map_err(|_| PictureError::Broken)
}

/// Draws a drawing layer by layer, with its text set in our own faces and no others; says before each how far it is.
fn on_each_layer(
    drawing: &Drawing,
    heard: Heard<'_>,
    mut draw: impl FnMut(&Tree) -> Option<()>,
) -> Result<(), PictureError> {
    let mut options = Options { font_family: "Onest".to_owned(), ..Options::default() };
    let faces = options.fontdb_mut();
    for name in ["Onest-Regular", "Onest-SemiBold", "Twemoji"] {
        faces.load_font_data(theme::face(name).unwrap_or_default().to_vec());
    }
    faces.set_sans_serif_family("Onest");
    let layers = drawing.layers();
    // One more for writing what was drawn.
    let all = layers.len() + 1;
    for (done, layer) in layers.enumerate() {
        if !heard(done, all) {
            return Err(PictureError::Stopped);
        }
        let tree = Tree::from_str(&layer, &options).map_err(|_| PictureError::Broken)?;
        draw(&tree).ok_or(PictureError::Broken)?;
    }
    if heard(all - 1, all) { Ok(()) } else { Err(PictureError::Stopped) }
}
