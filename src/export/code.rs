//! QR codes: the matrix, its picture as an SVG path and as a one-bit PNG.
//!
//! Level M, as cheap print deserves, unless that would need a code finer than version 6, which cameras and
//! decoders read less surely; then level L when that brings it down.

use qrcode::{Color, EcLevel, QrCode, Version};
use std::fmt::Write;

/// Modules of white that the standard asks for on every side.
const QUIET: usize = 4;
/// Finest version that decoders read without fail (measured with zbar and zxing-cpp).
const VERSION_MAX: i16 = 6;
/// Pixels of a module in a PNG: sharp in print at 4 cm and 300 dpi.
const MODULE_PX: usize = 16;

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// The text is longer than the largest code can carry.
    #[error("{0} bytes do not fit into a QR code")]
    TooLong(usize),
    /// The PNG could not be written.
    #[error("the PNG could not be written: {0}")]
    Png(String),
}

/// A QR code without its quiet zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Modules along a side, without the quiet zone.
    pub width: usize,
    dark: Vec<bool>,
}

impl Code {
    /// Makes the smallest code that carries the text.
    pub fn new(text: &str) -> Result<Self, CodeError> {
        let make = |level| QrCode::with_error_correction_level(text, level);
        let robust = make(EcLevel::M);
        let fits =
            |code: &QrCode| matches!(code.version(), Version::Normal(version) if version <= VERSION_MAX);
        let chosen = match robust {
            Ok(code) if fits(&code) => code,
            other => {
                let light = make(EcLevel::L).map_err(|_| CodeError::TooLong(text.len()))?;
                if fits(&light) { light } else { other.unwrap_or(light) }
            }
        };
        let dark = chosen.to_colors().into_iter().map(|color| color == Color::Dark).collect();
        Ok(Self { width: chosen.width(), dark })
    }

    /// Whether the module in that column and row is dark; both less than [`Code::width`].
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        self.dark[y * self.width + x]
    }

    /// Side of the picture in modules, quiet zone included.
    pub fn side(&self) -> usize {
        self.width + 2 * QUIET
    }

    /// The dark modules as one path of strokes one unit thick, in a box of [`Code::side`] units.
    pub fn path(&self) -> String {
        let mut path = String::new();
        // Where the pen stands, in modules from the upper left of the code.
        let mut pen = None::<(usize, usize)>;
        for y in 0..self.width {
            let mut x = 0;
            while x < self.width {
                let run = (x..self.width).take_while(|x| self.is_dark(*x, y)).count();
                if run == 0 {
                    x += 1;
                    continue;
                }
                let _ = match pen {
                    Some((at, row)) => {
                        write!(path, "m{}", pair(x as i64 - at as i64, y as i64 - row as i64))
                    }
                    None => write!(path, "M{} {}.5", x + QUIET, y + QUIET),
                };
                let _ = write!(path, "h{run}");
                x += run;
                pen = Some((x, y));
            }
        }
        path
    }

    /// A picture of its own: black on white with the quiet zone.
    pub fn svg(&self, title: &str) -> String {
        let (side, path, title) = (self.side(), self.path(), escape(title));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" role=\"img\" \
             shape-rendering=\"crispEdges\"><title>{title}</title><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/>\
             <path stroke=\"#000\" d=\"{path}\"/></svg>\n"
        )
    }

    /// A one-bit PNG, [`MODULE_PX`] pixels to a module, with the quiet zone.
    pub fn png(&self) -> Result<Vec<u8>, CodeError> {
        let side = self.side() * MODULE_PX;
        let row_bytes = side.div_ceil(8);
        let mut pixels = vec![0xff_u8; row_bytes * side];
        for (y, row) in pixels.chunks_exact_mut(row_bytes).enumerate() {
            for x in 0..side {
                let (column, line) = (x / MODULE_PX, y / MODULE_PX);
                let inside = |at: usize| (QUIET..QUIET + self.width).contains(&at);
                if inside(column) && inside(line) && self.is_dark(column - QUIET, line - QUIET) {
                    row[x / 8] &= !(0x80 >> (x % 8));
                }
            }
        }
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, side as u32, side as u32);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        let failed = |error: png::EncodingError| CodeError::Png(error.to_string());
        let mut writer = encoder.write_header().map_err(failed)?;
        writer.write_image_data(&pixels).map_err(failed)?;
        writer.finish().map_err(failed)?;
        Ok(bytes)
    }
}

/// Two numbers of a relative move; a minus separates by itself.
fn pair(x: i64, y: i64) -> String {
    if y < 0 { format!("{x}{y}") } else { format!("{x} {y}") }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deep_link_takes_a_small_code_and_a_short_path() {
        let code = Code::new("https://t.me/sever_bot?start=checklist").expect("fits");
        assert_eq!(code.width, 29, "version 3");
        assert!(code.path().len() <= 1_500, "{} bytes", code.path().len());
    }

    #[test]
    fn a_long_link_gives_up_correction_before_it_grows_too_fine() {
        assert_eq!(Code::new(&"x".repeat(106)).expect("fits").width, 41, "version 6, level M");
        assert_eq!(Code::new(&"x".repeat(120)).expect("fits").width, 41, "version 6, level L");
        assert_eq!(Code::new(&"x".repeat(150)).expect("fits").width, 49, "version 8, level M");
        assert_eq!(Code::new(&"x".repeat(3_000)), Err(CodeError::TooLong(3_000)));
    }

    #[test]
    fn the_path_draws_exactly_the_dark_modules() {
        let code = Code::new("https://vk.me/sever?ref=checklist").expect("fits");
        let mut drawn = vec![false; code.width * code.width];
        let (mut x, mut y) = (0i64, 0i64);
        let path = code.path();
        for step in path.split_inclusive(|c: char| c.is_ascii_digit()).collect::<String>().split('m') {
            let (to, run) = step.split_once('h').expect("every move draws");
            let run: i64 = run.parse().expect("a run");
            if let Some(start) = to.strip_prefix('M') {
                let (start_x, start_y) = start.split_once(' ').expect("two numbers");
                x = start_x.parse::<i64>().expect("x") - QUIET as i64;
                y = start_y.trim_end_matches(".5").parse::<i64>().expect("y") - QUIET as i64;
            } else {
                let split = to[1..].find(['-', ' ']).expect("two numbers") + 1;
                x += to[..split].parse::<i64>().expect("dx");
                y += to[split..].trim().parse::<i64>().expect("dy");
            }
            for _ in 0..run {
                drawn[y as usize * code.width + x as usize] = true;
                x += 1;
            }
        }
        assert_eq!(drawn, code.dark);
    }
}
