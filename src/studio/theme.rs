//! How the studio looks: colours, faces, sizes and icons. The only module that knows a colour; the values
//! themselves stand in `assets/theme/*.ron`.
//!
//! [`Theme::install`] makes ordinary egui widgets look like the design, so that panels set nothing by hand.

mod messenger;

use crate::blocks::Family;
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, RichText, Shadow, Stroke};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The spacing scale in points: 4, 8, 12, 16, 24.
pub const SPACE: [f32; 5] = [4.0, 8.0, 12.0, 16.0, 24.0];
/// Corner radius of buttons and fields.
pub const RADIUS_CONTROL: u8 = 7;
/// Corner radius of a segmented control's track.
pub const RADIUS_SEGMENTED: u8 = 9;
/// Corner radius of blocks, cards and popups.
pub const RADIUS_CARD: u8 = 12;
/// Corner radius of a chat bubble.
pub const RADIUS_BUBBLE: u8 = 14;
/// Corner radius of a chat bubble at its tail.
pub const RADIUS_TAIL: u8 = 5;
/// Size of body text, points.
pub const BODY: f32 = 13.0;
/// Size of captions, points.
pub const CAPTION: f32 = 11.5;
/// Size of panel titles, points.
pub const TITLE: f32 = 15.0;
/// Size of icons beside text, points.
pub const ICON: f32 = 16.0;
/// Smallest side of anything that can be pressed, points.
pub const HIT: f32 = 28.0;
/// Share of a family's colour behind its icon, percent.
pub const TILE_TINT: u8 = 16;
/// Light of a QR code in both themes, for cameras read dark on light; also the tint that leaves a picture as it is.
pub const QR_LIGHT: Color32 = Color32::WHITE;
/// Dark of a QR code in both themes.
pub const QR_DARK: Color32 = Color32::BLACK;
/// How long a movement lasts, seconds.
const MOTION_SECONDS: f32 = 0.15;

const LIGHT: &str = include_str!("../../assets/theme/light.ron");
const DARK: &str = include_str!("../../assets/theme/dark.ron");

/// A colour written as `#RRGGBB` or `#RRGGBBAA`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Hex(Color32);

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&str>::deserialize(deserializer)?;
        Color32::from_hex(text)
            .map(Self)
            .map_err(|_| serde::de::Error::custom(format!("`{text}` is not a colour like #2F6BFF")))
    }
}

fn hex<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Color32, D::Error> {
    Hex::deserialize(deserializer).map(|hex| hex.0)
}

/// Declares the colours once: fields, reading, and the list that the test walks.
macro_rules! tokens {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// The colours of one theme, by what they are for.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Tokens {
            $($(#[$doc])* #[serde(deserialize_with = "hex")] pub $name: Color32,)*
        }
    };
}

tokens! {
    /// Window; track of a segmented control.
    bg,
    /// Side panels and bars.
    panel,
    /// Blocks and popups.
    card,
    /// Text fields and other sunken controls.
    field,
    /// Row of a port inside a block.
    port_row,
    /// Borders of 1 px; the empty part of a slider.
    line,
    /// Row or quiet button under the pointer.
    hover,
    /// Row of the chosen funnel or command.
    selected,
    /// Text.
    ink,
    /// Quieter text.
    muted,
    /// Quietest text: headings of groups, empty values.
    faint,
    /// Primary button, selection, active wire.
    accent,
    /// Primary button under the pointer.
    accent_hover,
    /// Text and icons on the accent.
    on_accent,
    /// Ground of the canvas.
    canvas,
    /// Dots of the grid.
    dot,
    /// Wires.
    wire,
    /// Passed tests, good news.
    ok,
    /// Warnings as text.
    warn,
    /// Errors as text and badge.
    error,
    /// Round badge of a warning on a block.
    badge,
    /// Sign on a badge.
    on_badge,
    /// Family that begins a funnel.
    entry,
    /// Family that says.
    send,
    /// Family that asks.
    ask,
    /// Family that decides.
    logic,
    /// Family that waits.
    time,
    /// Family that changes something.
    action,
    /// Family that ends.
    end_,
    /// Narrow shadow.
    shadow_near,
    /// Wide shadow.
    shadow,
    /// What lies behind the command palette.
    scrim,
    /// Ground of the chat.
    chat_bg,
    /// Bubble of the bot.
    bubble_in,
    /// Bubble of the subscriber.
    bubble_out,
    /// Text in bubbles of the bot.
    bubble_ink,
    /// Text in bubbles of the subscriber.
    bubble_out_ink,
    /// Line between the text of a bubble and the choices in its foot.
    chat_line,
    /// Inline and reply buttons.
    chat_button,
    /// Captions of inline and reply buttons.
    chat_button_ink,
    /// Date and clock notes between messages.
    chat_note,
    /// Text of those notes.
    chat_note_ink,
    /// Ground of the bot's round picture.
    avatar,
    /// Letter on it.
    on_avatar,
}

/// Everything a drawing function needs to know about looks.
#[derive(Clone, Debug, Default)]
pub struct Theme {
    /// The colours.
    pub tokens: Tokens,
    /// Whether it is the dark theme.
    pub dark: bool,
    /// Whether the person asked for no movement.
    pub reduced_motion: bool,
}

/// For a picture that is shown in its own colours.
pub const UNTINTED: Color32 = Color32::WHITE;

impl Theme {
    /// The light or the dark theme.
    pub fn new(dark: bool, reduced_motion: bool) -> Self {
        // Both files are inside the program and a test reads them, so the default is never seen.
        let tokens = ron::from_str(if dark { DARK } else { LIGHT }).unwrap_or_default();
        Self { tokens, dark, reduced_motion }
    }

    /// Makes the fonts of the studio known; once for a context, they are the same in both themes.
    pub fn install_fonts(ctx: &egui::Context) {
        ctx.set_fonts(fonts());
    }

    /// Makes the context draw its widgets in this theme; cheap enough for every switch.
    pub fn install(&self, ctx: &egui::Context) {
        let theme = if self.dark { egui::Theme::Dark } else { egui::Theme::Light };
        ctx.set_theme(theme);
        ctx.set_style_of(theme, self.style());
    }

    /// Colour of a family of blocks.
    pub fn family(&self, family: Family) -> Color32 {
        let tokens = &self.tokens;
        match family {
            Family::Entry => tokens.entry,
            Family::Send => tokens.send,
            Family::Ask => tokens.ask,
            Family::Logic => tokens.logic,
            Family::Time => tokens.time,
            Family::Action => tokens.action,
            Family::End => tokens.end_,
        }
    }

    /// How long a movement lasts, in seconds; 0 when the person asked for none.
    pub fn motion(&self) -> f32 {
        if self.reduced_motion { 0.0 } else { MOTION_SECONDS }
    }

    /// The narrow shadow under a card.
    pub fn shadow_near(&self) -> Shadow {
        Shadow { offset: [0, 1], blur: 2, spread: 0, color: self.tokens.shadow_near }
    }

    /// The wide shadow under a card.
    pub fn shadow(&self) -> Shadow {
        Shadow { offset: [0, 4], blur: 14, spread: 0, color: self.tokens.shadow }
    }

    /// A frame for cards that float over the canvas: rounded, bordered, with a shadow.
    pub fn card(&self) -> egui::Frame {
        egui::Frame::new()
            .fill(self.tokens.card)
            .stroke(Stroke::new(1.0, self.tokens.line))
            .corner_radius(RADIUS_CARD)
            .shadow(self.shadow())
            .inner_margin(SPACE[2])
    }

    fn style(&self) -> egui::Style {
        let mut style = egui::Style { animation_time: self.motion(), ..egui::Style::default() };
        style.text_styles = BTreeMap::from([
            (egui::TextStyle::Small, regular(CAPTION)),
            (egui::TextStyle::Body, regular(BODY)),
            (egui::TextStyle::Button, regular(BODY)),
            (egui::TextStyle::Heading, semibold(TITLE)),
            (egui::TextStyle::Monospace, FontId::monospace(12.0)),
        ]);
        let spacing = &mut style.spacing;
        spacing.item_spacing = egui::vec2(SPACE[1], SPACE[1]);
        spacing.button_padding = egui::vec2(10.0, SPACE[0]);
        spacing.interact_size = egui::vec2(HIT, HIT);
        spacing.window_margin = egui::Margin::same(SPACE[3] as i8);
        spacing.menu_margin = egui::Margin::same(6);
        spacing.extra_text_line_spacing = 2.0;
        spacing.icon_width = 16.0;
        spacing.icon_width_inner = 10.0;
        spacing.combo_width = 80.0;
        spacing.slider_rail_height = 4.0;
        // The thumb in the ink of the text, faint: it is seen on the page, on cards and on popups alike. No track.
        spacing.scroll = egui::style::ScrollStyle {
            foreground_color: true,
            dormant_background_opacity: 0.0,
            active_background_opacity: 0.0,
            interact_background_opacity: 0.3,
            dormant_handle_opacity: 0.14,
            active_handle_opacity: 0.22,
            interact_handle_opacity: 0.4,
            ..egui::style::ScrollStyle::thin()
        };
        style.interaction.selectable_labels = false;
        style.interaction.tooltip_delay = 0.4;
        style.visuals = self.visuals();
        style
    }

    fn visuals(&self) -> egui::Visuals {
        let tokens = &self.tokens;
        let mut visuals = if self.dark { egui::Visuals::dark() } else { egui::Visuals::light() };
        visuals.widgets = self.widgets();
        visuals.selection.bg_fill = if self.dark { tint(tokens.accent, 40) } else { tint(tokens.accent, 24) };
        visuals.selection.stroke = Stroke::new(1.0, tokens.accent);
        visuals.hyperlink_color = tokens.accent;
        visuals.faint_bg_color = tokens.hover;
        visuals.extreme_bg_color = tokens.field;
        visuals.text_edit_bg_color = Some(tokens.field);
        visuals.code_bg_color = tokens.field;
        visuals.warn_fg_color = tokens.warn;
        visuals.error_fg_color = tokens.error;
        // What an empty field shows is told from what was typed.
        visuals.weak_text_color = Some(tokens.faint);
        visuals.window_corner_radius = CornerRadius::same(RADIUS_CARD);
        visuals.menu_corner_radius = CornerRadius::same(RADIUS_CARD);
        visuals.window_fill = tokens.card;
        visuals.window_stroke = Stroke::new(1.0, tokens.line);
        visuals.window_shadow = self.shadow();
        visuals.popup_shadow = self.shadow();
        visuals.window_highlight_topmost = false;
        visuals.panel_fill = tokens.panel;
        visuals.text_cursor.stroke = Stroke::new(1.5, tokens.accent);
        // A cursor that blinks wakes the machine twice a second for nothing.
        visuals.text_cursor.blink = false;
        visuals.slider_trailing_fill = true;
        visuals.handle_shape = egui::style::HandleShape::Circle;
        visuals.indent_has_left_vline = false;
        visuals.collapsing_header_frame = false;
        visuals
    }

    fn widgets(&self) -> egui::style::Widgets {
        let tokens = &self.tokens;
        let look = |fill: Color32, border: Color32, ink: Color32| egui::style::WidgetVisuals {
            bg_fill: fill,
            weak_bg_fill: fill,
            bg_stroke: Stroke::new(1.0, border),
            corner_radius: CornerRadius::same(RADIUS_CONTROL),
            fg_stroke: Stroke::new(1.0, ink),
            expansion: 0.0,
        };
        egui::style::Widgets {
            noninteractive: look(tokens.panel, tokens.line, tokens.ink),
            inactive: look(tokens.card, tokens.line, tokens.ink),
            hovered: look(tokens.hover, tokens.line, tokens.ink),
            active: look(tokens.selected, tokens.accent, tokens.ink),
            open: look(tokens.hover, tokens.line, tokens.ink),
        }
    }
}

/// The colour at a share of its strength, in percent; what lies behind shines through.
pub fn tint(color: Color32, percent: u8) -> Color32 {
    color.gamma_multiply(f32::from(percent.min(100)) / 100.0)
}

/// Onest Regular.
pub fn regular(size: f32) -> FontId {
    FontId::proportional(size)
}

/// Onest Medium.
pub fn medium(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("medium".into()))
}

/// Onest SemiBold.
pub fn semibold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("semibold".into()))
}

/// Onest Bold.
pub fn bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("bold".into()))
}

/// The face of icons.
pub fn icon_font(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("icons".into()))
}

/// The character of a Lucide icon by its name; a question mark in a circle for a name Lucide has not.
pub fn icon_char(name: &str) -> char {
    char::from(lucide_icons::Icon::try_from(name).unwrap_or(lucide_icons::Icon::CircleQuestionMark))
}

/// A Lucide icon by its name, ready for labels and buttons.
pub fn icon(name: &str, size: f32) -> RichText {
    RichText::new(icon_char(name)).font(icon_font(size))
}

/// Text on one line or many, in a face, in which keycaps such as 1️⃣ stand as emoji. The text face has the digits
/// but not their keys, so such letters must be sent to the emoji face by hand.
pub fn job(text: &str, font: FontId, color: Color32) -> LayoutJob {
    let emoji = FontId::new(font.size, FontFamily::Name("emoji".into()));
    let mut job = LayoutJob::default();
    let mut rest = text;
    while let Some((start, len)) = keycap(rest) {
        job.append(&rest[..start], 0.0, TextFormat::simple(font.clone(), color));
        job.append(&rest[start..start + len], 0.0, TextFormat::simple(emoji.clone(), color));
        rest = &rest[start + len..];
    }
    if !rest.is_empty() || job.is_empty() {
        job.append(rest, 0.0, TextFormat::simple(font, color));
    }
    job
}

/// Place and length in bytes of the first keycap: a digit, `#` or `*`, perhaps a variation selector, and the key.
fn keycap(text: &str) -> Option<(usize, usize)> {
    const KEY: char = '\u{20e3}';
    let key = text.find(KEY)?;
    let head = text[..key].strip_suffix('\u{fe0f}').unwrap_or(&text[..key]);
    let start = head.len().checked_sub(1)?;
    let end = key + KEY.len_utf8();
    match head.as_bytes()[start] {
        b'0'..=b'9' | b'#' | b'*' => Some((start, end - start)),
        _ => keycap(&text[end..]).map(|(start, len)| (end + start, len)),
    }
}

/// The faces of the studio by name.
static FACES: [(&str, &[u8]); 6] = [
    ("Onest-Regular", include_bytes!("../../assets/fonts/Onest-Regular.ttf")),
    ("Onest-Medium", include_bytes!("../../assets/fonts/Onest-Medium.ttf")),
    ("Onest-SemiBold", include_bytes!("../../assets/fonts/Onest-SemiBold.ttf")),
    ("Onest-Bold", include_bytes!("../../assets/fonts/Onest-Bold.ttf")),
    ("Twemoji", include_bytes!("../../assets/fonts/Twemoji.ttf")),
    ("Lucide", lucide_icons::LUCIDE_FONT_BYTES),
];

/// The bytes of a face of the studio, for what is drawn without a window.
pub fn face(name: &str) -> Option<&'static [u8]> {
    FACES.iter().find(|(own, _)| *own == name).map(|(_, bytes)| *bytes)
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    for (name, bytes) in FACES {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    // Colour emoji come after the text face, which has the better digits, and before egui's own emoji,
    // which have one colour.
    let own = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let family = |face: &str| {
        let mut chain = vec![face.to_owned(), "Twemoji".to_owned()];
        chain.extend(own.iter().cloned());
        chain
    };
    fonts.families.insert(FontFamily::Proportional, family("Onest-Regular"));
    fonts.families.insert(FontFamily::Name("medium".into()), family("Onest-Medium"));
    fonts.families.insert(FontFamily::Name("semibold".into()), family("Onest-SemiBold"));
    fonts.families.insert(FontFamily::Name("bold".into()), family("Onest-Bold"));
    fonts.families.insert(FontFamily::Name("emoji".into()), family("Twemoji"));
    fonts.families.insert(FontFamily::Name("icons".into()), vec!["Lucide".to_owned()]);
    if let Some(chain) = fonts.families.get_mut(&FontFamily::Monospace) {
        chain.insert(1.min(chain.len()), "Onest-Regular".to_owned());
        chain.insert(2.min(chain.len()), "Twemoji".to_owned());
    }
    fonts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::BLOCK_TYPES;

    #[test]
    fn both_themes_read_and_differ() {
        let light: Tokens = ron::from_str(LIGHT).unwrap();
        let dark: Tokens = ron::from_str(DARK).unwrap();
        assert_ne!(light, dark);
        assert_eq!(Theme::new(true, false).tokens, dark);
        assert_eq!(light.accent.to_hex(), "#2f6bffff");
    }

    #[test]
    fn lucide_has_the_icon_of_every_block() {
        for block_type in BLOCK_TYPES {
            assert!(lucide_icons::Icon::try_from(block_type.icon).is_ok(), "{}", block_type.icon);
        }
    }

    #[test]
    fn keycaps_stand_apart_and_no_letter_is_lost() {
        for (text, keycaps) in [
            ("выберите 1️⃣ или #️⃣!", vec!["1️⃣", "#️⃣"]),
            ("10 раз", vec![]),
            ("я\u{20e3} 2\u{20e3}", vec!["2\u{20e3}"]),
            ("\u{20e3}", vec![]),
            ("", vec![]),
        ] {
            let job = job(text, regular(13.0), Color32::PLACEHOLDER);
            assert_eq!(job.text, text);
            let emoji = FontFamily::Name("emoji".into());
            let apart = job.sections.iter().filter(|section| section.format.font_id.family == emoji);
            let apart: Vec<&str> =
                apart.map(|section| &text[section.byte_range.start.0..section.byte_range.end.0]).collect();
            assert_eq!(apart, keycaps, "{text}");
        }
    }

    #[test]
    fn every_family_of_faces_can_write_russian_and_draw_emoji() {
        let ctx = egui::Context::default();
        Theme::install_fonts(&ctx);
        let text = "Привет ≥ 👋 📎 ↗ … « » −";
        let mut missing = Vec::new();
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            for font in [regular(13.0), medium(13.0), semibold(13.0), bold(13.0)] {
                ui.ctx().fonts_mut(|fonts| {
                    missing.extend(text.chars().filter(|c| !fonts.has_glyph(&font, *c)));
                });
            }
        });
        output.textures_delta.clear();
        assert_eq!(missing, Vec::<char>::new());
    }
}
