//! Marks of the messengers on the minilanding's buttons: our own simplified drawings on the brand's colour,
//! in a box of 24 units. They are not the trademarks' artwork.

/// A mark and the colour of the tile behind it.
pub(super) struct Glyph {
    /// Colour of the tile.
    pub color: &'static str,
    /// SVG elements over the tile.
    pub shapes: &'static str,
}

const BUBBLE: &str = concat!(
    "<path fill=\"#fff\" d=\"M12 5c4.4 0 7.5 2.8 7.5 6.5S16.4 18 12 18c-.9 0-1.8-.1-2.6-.4L5.5 19l1.2-3.2",
    "C5.3 14.7 4.5 13.2 4.5 11.5 4.5 7.8 7.6 5 12 5z\"/>"
);

const GLYPHS: &[(&str, Glyph)] = &[
    (
        "telegram",
        Glyph {
            color: "#2aabee",
            shapes: concat!(
                "<path fill=\"#fff\" d=\"M4.6 11.6 18.3 6.2c.7-.3 1.3.2 1.1 1l-2.3 10.7c-.1.7-.7.9-1.2.5l-3.5-2.6",
                "-1.7 1.7c-.4.4-.8.2-.9-.3l-.7-3.5-4.4-1.2c-.6-.2-.6-.7-.1-.9z\"/>",
                "<path fill=\"#2aabee\" d=\"m9.6 13.9 6.5-4.8c.3-.2.5 0 .3.2l-5.5 5.2-.3 2.2z\"/>"
            ),
        },
    ),
    (
        "vk",
        Glyph {
            color: "#0077ff",
            shapes: concat!(
                "<path fill=\"none\" stroke=\"#fff\" stroke-width=\"2.3\" stroke-linejoin=\"round\" ",
                "d=\"M4.2 7.8C4.7 13 7.5 16.3 12.3 16.3V7.8M19.2 7.8C18.5 10.3 16.2 12 12.6 12",
                "c3.7 0 6.2 1.6 7.2 4.3\"/>"
            ),
        },
    ),
    (
        "max",
        Glyph {
            color: "#5b3df5",
            shapes: concat!(
                "<path fill=\"none\" stroke=\"#fff\" stroke-width=\"3.2\" stroke-linejoin=\"round\" ",
                "d=\"M7.2 18.2C6.5 16 6 14 6 12a6 6 0 1 1 6 6c-1.3 0-2.3-.4-3.2-1z\"/>"
            ),
        },
    ),
    (
        "whatsapp",
        Glyph {
            color: "#18ac4f",
            shapes: concat!(
                "<path fill=\"#fff\" d=\"M12 4.5a7.5 7.5 0 1 1-3.6 14.1L4.5 19.5l1-3.7A7.5 7.5 0 0 1 12 4.5z\"/>",
                "<path fill=\"#18ac4f\" d=\"M9.4 8.2c.4-.2.7 0 .9.4l.6 1.3c.1.3 0 .5-.6 1.2.7 1.3 1.5 2 2.8 2.6",
                ".6-.7.8-.9 1.1-.7l1.4.7c.3.2.4.3.3.7-.3 1.3-1.4 1.9-2.7 1.6-2.6-.6-4.8-2.8-5.3-5.4",
                "-.2-1.1.5-2 1.5-2.4z\"/>"
            ),
        },
    ),
    (
        "viber",
        Glyph {
            color: "#7360f2",
            shapes: concat!(
                "<path fill=\"#fff\" d=\"M12 4.5c4.8 0 7.2 2 7.2 6.5S16.8 17.5 12 17.5l-2.8 2.7v-3C6 16.4 4.8 14.5 4.8 11",
                "c0-4.5 2.4-6.5 7.2-6.5z\"/>",
                "<path fill=\"none\" stroke=\"#7360f2\" stroke-width=\"1.5\" stroke-linecap=\"round\" ",
                "d=\"M9 8.2c-.8.8-.3 2.5 1.2 4s3.2 2.1 4.2 1.3l-1.3-1.4-1.1.4-1.5-1.7.5-1.1zM12.6 7.8c1.6.1 2.6 1.1 2.7 2.7\"/>"
            ),
        },
    ),
    (
        "messenger",
        Glyph {
            color: "#0a7cff",
            shapes: concat!(
                "<path fill=\"#fff\" d=\"M12 4.5c4.4 0 7.7 3.1 7.7 7.2s-3.3 7.2-7.7 7.2c-.8 0-1.5-.1-2.2-.3l-2.3 1V17.3",
                "c-2-1.3-3.2-3.3-3.2-5.6 0-4.1 3.3-7.2 7.7-7.2z\"/>",
                "<path fill=\"#0a7cff\" d=\"m7.4 13.9 2.9-4.5 3.1 2.3 3.2-2.3-2.9 4.5-3.1-2.3z\"/>"
            ),
        },
    ),
];

static OTHER: Glyph = Glyph { color: "#5a5447", shapes: BUBBLE };

/// The mark of a messenger; a plain speech bubble for one without a drawing.
pub(super) fn glyph(channel: &str) -> &'static Glyph {
    GLYPHS.iter().find(|(name, _)| *name == channel).map_or(&OTHER, |(_, glyph)| glyph)
}
